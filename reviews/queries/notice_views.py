"""A rectification notice with its words, as pages and the API tell it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass

from reviews import store
from reviews.domain.notice_standing import GONE, confirmable, standing
from reviews.domain.notices import Answer, Extension, Notice, NoticeItem, Verdict
from reviews.domain.state import Disclosure
from reviews.letters import model


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """An answer or a verdict with its words."""

    round: int
    what: str
    words: str
    by: int
    position: int
    behalf: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemView:
    """An item with its words; `section` is '' where the text no longer has it."""

    item: int
    kind: str
    about: str
    code: str
    severity: str
    grade: str
    section: str
    heading: str
    message: str
    stated: str
    expected: str
    quote: str
    demand: str
    round: int
    standing: str
    confirmable: bool
    settled: bool
    answer: Said | None
    """The present round's."""
    verdict: Said | None
    said: tuple[Said, ...]
    """All answers and verdicts, oldest first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtensionView:
    round: int
    days: int
    reason: str
    by: int
    outcome: str
    granted: int
    due: str
    words: str
    decided_by: int
    behalf: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeView:
    """A notice with all its words, as it is now."""

    notice: Notice
    items: tuple[ItemView, ...]
    extensions: tuple[ExtensionView, ...]
    letters: Mapping[int, model.Letter]
    """What was sent in each round; a letter that was erased is missing."""
    withdrawal: str

    @property
    def gone(self) -> tuple[ItemView, ...]:
        """The answered items that no longer appear and wait to be confirmed."""
        return tuple(
            each
            for each in self.items
            if each.standing == GONE and not each.settled and each.verdict is None
        )


def view(state: Disclosure, notice: Notice) -> NoticeView:
    """Return a notice with its words, in two queries however long it is."""
    texts = store.contents(_names(notice))
    letters = {
        each.number: model.from_json(texts[each.letter])
        for each in notice.rounds
        if each.letter in texts
    }
    return NoticeView(
        notice=notice,
        items=tuple(
            _item(state, notice, each, texts, letters) for each in notice.items
        ),
        extensions=tuple(_extension(each, texts) for each in notice.extensions),
        letters=letters,
        withdrawal=_words(texts, notice.withdrawal),
    )


def _names(notice: Notice) -> list[str]:
    names = [notice.withdrawal, *(each.letter for each in notice.rounds)]
    for item in notice.items:
        names += [item.content, item.demand]
        names += [each.remark for each in item.said]
    for extension in notice.extensions:
        names += [extension.reason, extension.remark]
    return [each for each in dict.fromkeys(names) if each]


def _item(
    state: Disclosure,
    notice: Notice,
    item: NoticeItem,
    texts: Mapping[str, bytes],
    letters: Mapping[int, model.Letter],
) -> ItemView:
    told = _letter_item(item, letters)
    section = state.sections.get(item.section)
    said = sorted(
        [_answer(each, texts) for each in item.answers]
        + [_verdict(each, texts) for each in item.verdicts],
        key=lambda each: each.position,
    )
    number = notice.round.number
    answer, verdict = item.answered(number), item.judged(number)
    return ItemView(
        item=item.item,
        kind=item.kind,
        about=item.about,
        code=item.code,
        severity=item.severity,
        grade=told.grade,
        section=item.section if section else "",
        heading=told.section,
        message=told.message or _message(item, texts),
        stated=told.stated,
        expected=told.expected,
        quote=told.quote,
        demand=_words(texts, item.demand),
        round=item.round,
        standing=standing(state, notice, item),
        confirmable=confirmable(state, item),
        settled=item.settled,
        answer=_answer(answer, texts) if answer else None,
        verdict=_verdict(verdict, texts) if verdict else None,
        said=tuple(said),
    )


def _letter_item(
    item: NoticeItem, letters: Mapping[int, model.Letter]
) -> model.LetterItem:
    """Return the item as it was first sent."""
    letter = letters.get(item.round)
    for each in letter.items if letter else ():
        if each.item == item.item:
            return each
    return model.LetterItem(
        item=item.item,
        section="",
        kind=item.kind,
        code=item.code,
        severity=item.severity,
        message="",
    )


def _message(item: NoticeItem, texts: Mapping[str, bytes]) -> str:
    words = _words(texts, item.content)
    if item.kind == "flag" or item.content not in texts:
        return words
    return str(json.loads(words).get("message", ""))


def _answer(answer: Answer, texts: Mapping[str, bytes]) -> Said:
    return Said(
        round=answer.round,
        what=answer.answer,
        words=_words(texts, answer.remark),
        by=answer.by,
        position=answer.position,
        behalf=answer.behalf,
    )


def _verdict(verdict: Verdict, texts: Mapping[str, bytes]) -> Said:
    return Said(
        round=verdict.round,
        what="confirmed" if verdict.confirmed else "refused",
        words=_words(texts, verdict.remark),
        by=verdict.by,
        position=verdict.position,
        behalf=verdict.behalf,
    )


def _extension(extension: Extension, texts: Mapping[str, bytes]) -> ExtensionView:
    return ExtensionView(
        round=extension.round,
        days=extension.days,
        reason=_words(texts, extension.reason),
        by=extension.by,
        outcome=extension.outcome,
        granted=extension.granted,
        due=extension.due,
        words=_words(texts, extension.remark),
        decided_by=extension.decided_by,
        behalf=extension.behalf,
    )


def _words(texts: Mapping[str, bytes], name: str) -> str:
    if not name:
        return ""
    body = texts.get(name)
    return body.decode() if body is not None else "（内容已依法删除）"
