"""Reminders in words: what happened, by whom, where it leads; for page and mail."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from disclosures.models import Campaign, Department
from reviews.domain.policies import Actor
from reviews.queries import reminders as known
from reviews.queries import words
from reviews.queries.reminders import Reminder
from reviews.web import wording

TALK = frozenset({"mentioned", "answered", "thread-resolved"})


@dataclass(frozen=True, slots=True)
class Told:
    """One reminder as its reader sees it; no text of a document but a heading."""

    number: int
    at: datetime
    says: str
    why: str
    by: str
    where: str
    link: str
    unread: bool


def told(actor: Actor, rows: Sequence[Reminder]) -> list[Told]:
    """Return reminders in words; those of what may no longer be seen are left out."""
    shown = list(rows)
    places = known.places(actor, shown)
    departments = Department.objects.in_bulk({p.department for p in places.values()})
    campaigns = Campaign.objects.in_bulk({p.campaign for p in places.values()})
    names = words.names(p for each in shown for p in (each.actor, each.on_behalf_of))
    found = []
    for each in shown:
        place = places.get(each.pk)
        if place is None:
            continue
        where = [str(campaigns[place.campaign]), departments[place.department].name]
        if place.heading:
            where.append(place.heading)
        found.append(
            Told(
                number=each.pk,
                at=each.at,
                says=str(wording.REMINDERS.get(each.kind, each.kind)),
                why=_why(each),
                by=words.name(names, each.actor, each.on_behalf_of),
                where=" · ".join(where),
                link=_link(each, known_section=place.known),
                unread=each.read_at is None,
            )
        )
    return found


def _why(row: Reminder) -> str:
    match row.kind:
        case "verification-lapsed":
            return str(wording.LAPSES.get(row.detail, ""))
        case "waiver-lapsed":
            return str(wording.WAIVER_LAPSES.get(row.detail, ""))
        case "findings":
            return gettext("新增 %(n)s 个问题") % {"n": row.detail}
        case "notice-overdue":
            if row.detail == "0":
                return gettext("今天到期")
            return gettext("已逾期 %(n)s 个工作日") % {"n": row.detail}
    return ""


def _link(row: Reminder, *, known_section: bool) -> str:
    if row.kind == "second-review":
        return reverse("web:draw", args=[row.detail])
    if row.section and known_section:
        here = reverse("web:section", args=[row.stream, row.section])
        return f"{here}?tab=talk" if row.kind in TALK else here
    name = "web:release" if row.kind == "ready" else "web:disclosure"
    return reverse(name, args=[row.stream])


def subject(told: Sequence[Told]) -> str:
    """Return the subject of a mail: how many, and what if it is one."""
    if len(told) == 1:
        return gettext("明审提醒：%(what)s") % {"what": told[0].says}
    return gettext("明审提醒：%(n)s 条") % {"n": len(told)}


def letter(told: Sequence[Told], site: str) -> str:
    """Return the words of a mail: each reminder with its place and its link."""
    parts = [gettext("您在明审有以下提醒：")]
    for each in told:
        at = timezone.localtime(each.at).strftime("%Y-%m-%d %H:%M")
        line = f"{at}  {each.says}"
        if each.why:
            line += f"（{each.why}）"
        if each.by:
            line += f"  {each.by}"
        parts.append(f"{line}\n{each.where}\n{site}{each.link}")
    settings = site + reverse("web:settings")
    parts.append(
        gettext("在“设置”里可以调整或关闭邮件提醒：%(link)s") % {"link": settings}
    )
    return "\n\n".join(parts) + "\n"
