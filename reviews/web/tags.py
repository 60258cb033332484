"""What templates need beside Django's own: icons, states in words, times, money."""

from collections.abc import Sequence
from datetime import date, datetime

from django import template
from django.templatetags.static import static
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext

from reviews.domain.state import Disclosure
from reviews.web import wording
from reviews.web.present.differences import Piece
from reviews.web.present.text import Mark, Run
from reviews.web.views.desk import fresh_id

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
def name_of(names: dict[int, str], person: int) -> str:
    return names.get(person, "")


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
