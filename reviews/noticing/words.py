"""The words of a notice: what the findings, flags and earlier answers say now."""

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from disclosures.models import Bureau, Campaign, Department
from reviews import store
from reviews.domain import notice_commands as c
from reviews.domain.notices import Notice, NoticeItem
from reviews.domain.state import Disclosure
from reviews.letters.model import Letter, LetterItem

MOST_QUOTE = 200
PRIVATE = "PI"
"""The family of rules on personal data: a notice must not repeat what they found."""


def letter_of(
    state: Disclosure,
    command: c.IssueNotice | c.OpenRound,
    made: c.Prepared,
    contact: str,
) -> Letter:
    """Return the words of the round that `command` would send."""
    notice = state.open_notice if isinstance(command, c.OpenRound) else None
    campaign = Campaign.objects.get(pk=state.campaign)
    return Letter(
        bureau=Bureau.objects.get(pk=state.ledger).name,
        department=Department.objects.get(pk=state.department).name,
        campaign=f"{campaign.year}年度{campaign.get_kind_display()}",
        symbol=notice.symbol if notice else made.symbol,
        year=notice.year if notice else int(made.today[:4]),
        round=notice.round.number + 1 if notice else 1,
        issued_on=made.today,
        days=command.days,
        due=made.due,
        remark=command.remark.strip(),
        contact=contact,
        items=(*_left(state, notice), *_asked(state, command.items, notice)),
    )


def _left(state: Disclosure, notice: Notice | None) -> list[LetterItem]:
    """Return what a further round holds of the ones before, with the last words."""
    if notice is None:
        return []
    items = notice.left
    names = [each.content for each in items] + [each.demand for each in items]
    names += [a.remark for each in items for a in each.answers[-1:]]
    names += [v.remark for each in items for v in each.verdicts[-1:]]
    texts = store.contents([each for each in names if each])
    return [_again(state, each, texts) for each in items]


def _again(
    state: Disclosure, item: NoticeItem, texts: Mapping[str, bytes]
) -> LetterItem:
    said = _said(item.kind, texts.get(item.content, b""))
    if item.code.startswith(PRIVATE):
        said["quote"] = ""
    answer = item.answers[-1] if item.answers else None
    verdict = item.verdicts[-1] if item.verdicts else None
    return LetterItem(
        item=item.item,
        section=_heading(state, item.section),
        kind=item.kind,
        code=item.code,
        severity=item.severity,
        demand=texts.get(item.demand, b"").decode(),
        answer=answer.answer if answer else "",
        reply=texts.get(answer.remark, b"").decode() if answer else "",
        refusal=texts.get(verdict.remark, b"").decode() if verdict else "",
        **said,
    )


def _asked(
    state: Disclosure, asked: Sequence[c.Asked], notice: Notice | None
) -> list[LetterItem]:
    """Return the new items as the decision will count them; unknown ones are left."""
    known = {(i.kind, i.about) for i in notice.left} if notice else set()
    order = {key: place for place, key in enumerate(state.sections)}
    unique = {(a.kind, a.about): a for a in asked}
    found = []
    for (kind, about), each in unique.items():
        it = state.flags.get(about) if kind == "flag" else state.findings.get(about)
        if it is not None and (kind, about) not in known:
            found.append((each, it))
    found.sort(key=lambda pair: order.get(pair[1].section, len(order)))
    texts = store.contents(_names(pair[1] for pair in found))
    after = notice.items[-1].item if notice else 0
    return [
        _new(state, number, each, it, texts)
        for number, (each, it) in enumerate(found, after + 1)
    ]


def _names(found: Iterable[Any]) -> list[str]:
    names = [
        getattr(each, name, "")
        for each in found
        for name in ("content", "remark", "quote")
    ]
    return [each for each in names if each]


def _new(
    state: Disclosure, number: int, asked: c.Asked, it: Any, texts: Mapping[str, bytes]
) -> LetterItem:
    flag = asked.kind == "flag"
    said = _said(asked.kind, texts.get(it.remark if flag else it.content, b""))
    if not flag and it.code.startswith(PRIVATE):
        said["quote"] = ""
    if flag:
        said["quote"] = texts.get(it.quote, b"").decode()[:MOST_QUOTE]
    return LetterItem(
        item=number,
        section=_heading(state, it.section),
        kind=asked.kind,
        code="" if flag else it.code,
        severity="error" if flag else it.severity,
        demand=asked.demand.strip(),
        **said,
    )


def _said(kind: str, body: bytes) -> dict[str, str]:
    """Return the words of a finding's body or of a flag's remark."""
    if kind == "flag":
        return {"message": body.decode() or "（内容已依法删除）"}
    told = json.loads(body or b"{}")
    evidence = told.get("evidence") or [{}]
    return {
        "message": told.get("message", "（内容已依法删除）"),
        "stated": told.get("stated") or "",
        "expected": told.get("expected") or "",
        "quote": (evidence[0].get("quote") or "")[:MOST_QUOTE],
    }


def _heading(state: Disclosure, key: str) -> str:
    section = state.sections.get(key) or state.gone.get(key)
    return (section.heading or "（标题之前）") if section else ""
