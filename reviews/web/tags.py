"""What templates need beside Django's own: icons, states in words, times, money."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django import template
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from reviews.domain.errors import Refused
from reviews.domain.policies import TABLE, Actor
from reviews.domain.state import Disclosure
from reviews.queries import reminders, words
from reviews.queries.work import MOST_COUNTED
from reviews.web import wording
from reviews.web.present.differences import Piece
from reviews.web.present.tables import TableChange
from reviews.web.present.text import Mark, Run
from reviews.web.views.desk import actor, fresh_id

register = template.Library()


@register.simple_tag
def icon(name: str) -> SafeString:
    """Return a drawn sign; the words beside it say the same, so it is hidden."""
    return format_html(
        '<svg class="icon" aria-hidden="true" focusable="false">'
        '<use href="{}#{}"></use></svg>',
        static("web/icons.svg"),
        name,
    )


@register.simple_tag
def stage(code: str) -> SafeString:
    """Return a state as words with a sign and a colour, of a section or a whole."""
    return format_html(
        '<span class="state state-{}">{}{}</span>',
        code,
        icon(code),
        wording.STAGES.get(code, code),
    )


@register.simple_tag
def plan_state(code: str) -> SafeString:
    """Return how a joint release stands, as words with a sign and a colour."""
    sign = _PLAN_SIGNS.get(code, "reviewing")
    return format_html(
        '<span class="state state-{}">{}{}</span>',
        sign,
        icon(sign),
        wording.PLANS.get(code, code),
    )


_PLAN_SIGNS = {
    "planned": "reviewing",
    "confirmed": "ready",
    "held": "returned",
    "stopped": "failed",
    "aborted": "withdrawn",
    "released": "released",
}


@register.simple_tag
def grade(severity: str, count: int | None = None) -> SafeString:
    """Return a finding's severity as words, with the number of them if given."""
    return format_html(
        '<span class="grade grade-{}">{}{}{}</span>',
        severity,
        icon(severity),
        wording.SEVERITIES.get(severity, severity),
        "" if count is None else f" {count}",
    )


@register.simple_tag
def notice_state(status: str, waiting: str) -> SafeString:
    """Return whose turn it is with a notice, or how it ended."""
    code = waiting if status == "open" else status
    look, sign = {
        "department": ("returned", "returned"),
        "bureau": ("reviewing", "reviewing"),
        "closed": ("verified", "verified"),
    }.get(code, ("withdrawn", "withdrawn"))
    return format_html(
        '<span class="state state-{}">{}{}</span>',
        look,
        icon(sign),
        wording.NOTICE_STATES.get(code, code),
    )


@register.simple_tag
def days_left(left: int, waiting: str) -> SafeString | str:
    """Return the working days left for the department, or by how many it is late."""
    if waiting != "department":
        return ""
    if left < 0:
        words = gettext("逾期 %(count)s 个工作日") % {"count": -left}
        return format_html('<span class="overdue nowrap">{}</span>', words)
    if left == 0:
        words = gettext("今天到期")
        return format_html('<span class="overdue nowrap">{}</span>', words)
    words = gettext("剩 %(count)s 个工作日") % {"count": left}
    return format_html('<span class="nowrap">{}</span>', words)


@register.simple_tag
def notice_chip(
    notices: Mapping[UUID, Any], disclosure: UUID, today: date
) -> SafeString | str:
    """Return a board's link to an open notice: its last day, and whether it is late."""
    row = notices.get(disclosure) if notices else None
    if row is None:
        return ""
    late = row.waiting == "department" and row.due < today
    words = gettext("限期 %(day)s")
    if row.waiting == "bureau":
        words = gettext("待确认整改")
    elif late and row.reminded > 0:
        words = gettext("整改逾期 %(step)s 个工作日以上")
    elif late:
        words = gettext("整改逾期")
    return format_html(
        ' <a class="small tap{}" href="{}">{}</a>',
        " overdue" if late else "",
        reverse("web:notice", args=[row.pk]),
        words % {"day": row.due.strftime("%m-%d"), "step": row.reminded},
    )


@register.simple_tag
def item_standing(code: str, settled: bool) -> SafeString:
    """Return where an item stands in the text, or that it is settled."""
    if settled:
        return format_html(
            '<span class="state state-verified">{}{}</span>',
            icon("verified"),
            wording.SAID["confirmed"],
        )
    look = {"gone": "verified", "waived": "verified"}.get(code, "flagged")
    return format_html(
        '<span class="state state-{}">{}{}</span>',
        look,
        icon(look),
        wording.STANDINGS.get(code, code),
    )


@register.simple_tag
def said_word(what: str) -> str:
    """Return an answer's or a verdict's word."""
    return str(wording.SAID.get(what, what))


@register.filter
def name_by(names: dict[int, str], said: Any) -> str:
    """Return who said something, with the name of whom they acted for."""
    return words.name(names, said.by, said.behalf)


@register.simple_tag
def runs(of: Sequence[Run]) -> SafeString:
    """Return marked text; each mark begins with links to its findings."""
    return format_html_join("", "{}", ((_run(each),) for each in of))


def _run(run: Run) -> SafeString | str:
    if run.marks:
        return format_html(
            '<mark class="m-{}{}" data-of="{}">{}{}</mark>',
            run.severity,
            " waived" if run.waived else "",
            run.numbers,
            _figure(run) if run.chip and run.chip.number else run.text,
            format_html_join("", "{}", ((_reference(each),) for each in run.opens)),
        )
    return _figure(run) if run.chip else run.text


def _figure(run: Run) -> SafeString | str:
    """Return a figure: with its meaning as a hint, or as a button for its row.

    All buttons together are one stop of the Tab key; arrows move between them.
    """
    chip = run.chip
    if chip is None:
        return run.text
    if not chip.number:
        return format_html(
            '<span class="fig" title="{}">{}</span>', chip.says, run.text
        )
    return format_html(
        '<button type="button" class="fig{}" data-figure="{}" '
        'aria-describedby="figure-{}" tabindex="{}">{}</button>',
        f" fig-{chip.sign}" if chip.sign else "",
        chip.number,
        chip.number,
        0 if chip.number == 1 else -1,
        run.text,
    )


def _reference(mark: Mark) -> SafeString:
    """Return the link to a finding; its own place is where the finding links back."""
    return format_html(
        '<a href="#f{}"{} aria-label="{}">{}</a>',
        mark.number,
        format_html(' id="m{}"', mark.number) if mark.first else "",
        gettext("问题 %(number)s：%(says)s")
        % {"number": mark.number, "says": mark.says},
        mark.number,
    )


@register.simple_tag
def pieces(of: Sequence[Piece]) -> SafeString:
    """Return a difference, what is new and what is gone said in words too."""
    return format_html_join("", "{}", ((_piece(each),) for each in of))


def _piece(piece: Piece) -> SafeString:
    text = format_html_join(
        mark_safe("<br>"), "{}", ((line,) for line in piece.text.split("\n"))
    )
    if not piece.how:
        return text
    form = '<{0}><span class="unseen">{1}：</span>{2}</{0}>'
    if piece.how > 0:
        return format_html(form, "ins", gettext("新增"), text)
    return format_html(form, "del", gettext("删除"), text)


@register.simple_tag
def stage_word(code: str) -> str:
    """Return a state's word alone."""
    return str(wording.STAGES.get(code, code))


@register.simple_tag
def lapse_words(cause: str) -> str:
    """Say why a verification ended."""
    return str(wording.LAPSES.get(cause, ""))


@register.simple_tag
def section_heading(state: Disclosure, key: str) -> str:
    section = state.sections.get(key)
    return section.heading if section else key


@register.simple_tag
def name_of(names: dict[int, str], person: int, behalf: int = 0) -> str:
    """Return a name, with that of whom they acted for."""
    return words.name(names, person, behalf)


@register.simple_tag(takes_context=True)
def acting_for(context: dict[str, Any]) -> dict[str, Any] | None:
    """Return for whom the signed-in person acts, and until when; None in own name."""
    who = _who(context)
    if who is None or who.mandate is None or who.on_behalf_of is None:
        return None
    names = words.names([who.on_behalf_of])
    last = timezone.localtime(who.mandate.ends) - timedelta(seconds=1)
    return {"name": names.get(who.on_behalf_of, ""), "last": last.date()}


@register.simple_tag(takes_context=True)
def unread_reminders(context: dict[str, Any]) -> str:
    """Return how many reminders wait for the person, '' for none."""
    user = getattr(context.get("request"), "user", None)
    if user is None or not user.is_authenticated:
        return ""
    count = reminders.unread(user.pk)
    if count >= reminders.MOST_COUNTED:
        return f"{reminders.MOST_COUNTED - 1}+"
    return str(count or "")


@register.simple_tag(takes_context=True)
def oversight_links(context: dict[str, Any]) -> list[tuple[str, str]]:
    """Return (address, name) of the pages on the whole ledger that are the person's."""
    who = _who(context)
    if who is None:
        return []
    links = []
    if who.roles & {"auditor", "administrator"}:
        links.append((reverse("web:health"), gettext("账本自检")))
    if who.roles & {"auditor", "administrator", "reviewer", "publisher"}:
        links.append((reverse("web:draws"), gettext("随机抽查")))
    return links


def _who(context: dict[str, Any]) -> Actor | None:
    """Return the actor of a page's request; pages of errors have none."""
    request = context.get("request")
    user = getattr(request, "user", None)
    if request is None or user is None or not user.is_authenticated:
        return None
    try:
        return actor(request)
    except Refused:
        return None


TYPED = {
    "remark": _("说明"),
    "reason": _("理由"),
    "quote": _("原文"),
    "secrecy_review": _("保密审查意见"),
}


@register.simple_tag(takes_context=True)
def typed(context: dict[str, Any]) -> list[tuple[Any, str]]:
    """Return the words that a refused form brought, so that none is lost."""
    request = context.get("request")
    sent = getattr(request, "POST", {})
    return [
        (TYPED.get(name, _("您填写的内容")), value)
        for name, value in sent.items()
        if name in TYPED or "\n" in value or len(value) > 60
        if name not in ("csrfmiddlewaretoken", "command", "before", "after")
        and value.strip()
    ]


@register.simple_tag
def waiver_kind(code: str) -> str:
    """Return the class of a waiver's reason in words."""
    return str(wording.WAIVER_KINDS.get(code, ""))


@register.simple_tag
def waiver_kinds() -> list[tuple[str, Any]]:
    return list(wording.WAIVER_KINDS.items())


ROWS = {
    "added": _("新增"),
    "removed": _("删除"),
    "changed": _("修改"),
    "moved": _("移动"),
}


@register.simple_tag
def row_word(how: str) -> str:
    """Say what became of a table's row."""
    return str(ROWS.get(how, how))


@register.simple_tag
def table_counts(table: TableChange) -> str:
    """Return how many rows of a table differ, by how."""
    counted = [f"{ROWS[how]} {n}" for how in ROWS if (n := table.count(how))]
    counted.append(gettext("没有变化的 %(n)s 行") % {"n": table.same})
    return " · ".join(counted)


@register.simple_tag
def action_names(actions: Sequence[str]) -> str:
    """Return what was named in a delegation, in words."""
    known = {row.action: row.says for row in TABLE}
    return "、".join(gettext(known[each]) for each in actions if each in known)


@register.filter
def capped(count: int) -> str:
    """Return a count, or 1000+ where counting stopped."""
    return f"{MOST_COUNTED}+" if count > MOST_COUNTED else str(count)


@register.simple_tag(name="fresh_id")
def fresh_command_id() -> str:
    """Return an id for one form, so that sending it twice does one thing."""
    return str(fresh_id())


@register.simple_tag
def share(verified: int, published: int, whole: int) -> SafeString:
    """Return how many of the sections are done, as a bar and in numbers."""
    done = verified + published
    return format_html(
        '<svg class="share" viewBox="0 0 100 8" preserveAspectRatio="none" '
        'aria-hidden="true"><rect class="f-rest" width="100" height="8"></rect>'
        '<rect class="f-done" width="{}" height="8"></rect></svg> {}/{}',
        100 * done // whole,
        done,
        whole,
    )


@register.filter
def value_of(mapping: dict[str, str] | None, key: str) -> str:
    """Return a mapping's value by a key that is not a plain name; '' for none."""
    return (mapping or {}).get(key, "")


@register.filter
def unlocal(value: float) -> str:
    """Return a number as drawings need it, whatever the language."""
    return f"{value:.2f}"


@register.simple_tag
def page_language() -> str:
    """Return the page's language as browsers name it."""
    return "en" if (get_language() or "").startswith("en") else "zh-CN"


@register.filter
def moment(value: datetime | str | None) -> str:
    """Return a time as 2026-11-22 10:21, in the bureau's time; '' for none."""
    if not value:
        return ""
    at = datetime.fromisoformat(value) if isinstance(value, str) else value
    return timezone.localtime(at).strftime("%Y-%m-%d %H:%M")


@register.filter
def iso(value: datetime | str) -> str:
    """Return a time as machines read it."""
    return value if isinstance(value, str) else value.isoformat()


@register.filter
def day(value: date | datetime | None) -> str:
    """Return a day as 2026-11-22."""
    if value is None:
        return ""
    local = timezone.localtime(value) if isinstance(value, datetime) else value
    return local.strftime("%Y-%m-%d")


@register.filter
def short(value: str, length: int = 12) -> str:
    """Return the beginning of a hash."""
    return value[: int(length)]
