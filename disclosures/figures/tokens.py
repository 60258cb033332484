"""Gives each number of a line its role from the words between it and the one before."""

import re
from dataclasses import dataclass
from enum import Enum

from disclosures.figures.model import Direction, Kind, Measure
from disclosures.figures.numbers import Number
from disclosures.figures.subjects import subject_in
from disclosures.figures.words import (
    BASES,
    CHANGED,
    COMPARED,
    EXECUTED,
    LEVEL,
    LIMIT,
    MARKER,
    SHARE,
    YEAR_ON_YEAR,
    direction_of,
    measure_of,
)


class Role(Enum):
    """What a number does in its sentence."""

    PLAIN = "plain"
    SHARE = "share"
    CHANGE = "change"
    BASE = "base"
    LIMIT = "limit"
    """A threshold, as in 100万元以上: of what is spoken about it says nothing."""
    RATE = "rate"


@dataclass(slots=True)
class Token:
    """A number with its role; offsets count in the section's text.

    `gap` holds the words since the number before it, `tail` those of its sentence
    alone. `sentence` counts the sentences of the section. `marker` is the word that
    opens a list in the gap, '' if none; `closes` says that the gap ends a bracket.
    """

    number: Number
    role: Role
    gap: str
    tail: str
    sentence: int
    marker: str = ""
    semicolon: bool = False
    closes: bool = False
    opens: bool = False
    subject: str = ""
    measure: Measure = Measure.UNKNOWN
    period: str = ""
    direction: Direction = Direction.NONE
    against: str = ""
    word: tuple[int, int] | None = None
    of: str = ""
    level: bool = False
    depth: int = 0
    """How many brackets are open where the number stands."""
    beside: bool = False
    """The whole, or the plan, is the number just before: 占支出9万元的33.33%."""
    apart: bool = False
    """One of several percentages, each of a figure of its own: 分别占25%、75%."""
    etc: bool = False
    """等 follows: what was listed is not all."""


_PLAIN, _RATE = Role.PLAIN, Kind.RATE
_SENTENCE = re.compile(r"[。!?\n]")
_YEAR = re.compile(r"((?:19|20)\d\d)年")
_STATED = re.compile(r"(?<![比较与同于])((?:19|20)\d\d)年(?!.{0,3}?(?:相比|比较))")
_VERBS = re.compile(r"[增减升降涨落浮超缩削节压扩攀追少变滑多提]")
_COMPARING = re.compile(r"[比较与同]")
_REASON = re.compile(r"(?:原因|由于|因为|主要[是系])[^;。]*$")
_AND = frozenset(("、", "和", ",", "及", "与", "以及"))
_VALUES = frozenset((Kind.AMOUNT, Kind.RATE, Kind.COUNT, Kind.SCORE))
_AT_LEAST = frozenset("及以左( ")
"""What the words of a threshold begin with."""


def tokens(text: str, found: list[Number], start: int, sentence: int) -> list[Token]:
    """Return the values among `found` as tokens; years and list marks are words.

    `text` is the section's folded text, `start` where the line begins, `sentence`
    the number that its first sentence gets.
    """
    made: list[Token] = []
    last: Token | None = None
    before = start
    period = ""
    for number in found:
        if number.kind not in _VALUES:
            continue
        gap = tail = text[before : number.start]
        if "。" in gap or "!" in gap:
            *ended, tail = _SENTENCE.split(gap)
            sentence += len(ended)
        token = Token(number, _PLAIN, gap, tail, sentence)
        _bracketed(token, last)
        _place(token, last)
        before = number.stop
        after = text[before : before + 1]
        if after in _AT_LEAST and LIMIT.match(text, before):
            token.role = Role.LIMIT
        token.etc = after == "等"
        if "年" in gap:
            years = _STATED.findall(gap)
            period = years[-1] if years else period
        if token.role is _PLAIN:
            token.period = token.period or period
        made.append(token)
        last = token
    return made


def _bracketed(token: Token, before: Token | None) -> None:
    gap, tail = token.gap, token.tail
    if before is not None and before.sentence == token.sentence:
        token.depth = before.depth
    if "(" in gap or ")" in gap:
        opened = gap.count("(") - gap.count(")")
        token.opens, token.closes = opened > 0, opened < 0
        if tail is not gap:
            opened = tail.count("(") - tail.count(")")
        token.depth = max(token.depth + opened, 0)


def _place(token: Token, before: Token | None) -> None:
    tail, number = token.tail, token.number
    stop = tail.rfind(";") + 1
    token.semicolon = stop > 0
    token.marker = "".join(MARKER.findall(tail, stop))
    if number.kind is _RATE and _percentage(token, before):
        return
    moving = _VERBS.search(tail) is not None
    if moving and _changed(token, before):
        return
    if "年" in tail:
        year = _YEAR.findall(tail)
        token.period = year[-1] if year else ""
    compared = _compared(tail)
    if (
        compared
        and compared.end() >= len(tail.rstrip())
        and number.unit != "%"
        and BASES.search(compared["name"])
    ):
        token.role = Role.BASE
        token.against = compared["name"]
        token.measure = measure_of(token.against + " ")
        token.subject = subject_in(token.against)
        return
    token.level = moving and LEVEL.search(tail) is not None
    last = tail
    if number.kind is not Kind.COUNT:
        last = tail[max(tail.rfind(","), stop - 1, tail.rfind(":")) + 1 :]
    token.measure = measure_of(last)
    if _of_adjusted(token, before, last):
        token.measure = Measure.ADJUSTED
    token.subject = subject_in(tail)


def _of_adjusted(token: Token, before: Token | None, words: str) -> bool:
    """Whether a bare 预算数 is a part of the 全年预算 told before it."""
    return (
        token.measure is Measure.INITIAL
        and "年初" not in words
        and before is not None
        and before.measure is Measure.ADJUSTED
        and before.sentence == token.sentence
    )


def _percentage(token: Token, before: Token | None) -> bool:
    if before is not None and before.sentence == token.sentence:
        if token.tail.strip() == "的" and before.role in (Role.PLAIN, Role.BASE):
            return _beside(token, before)
        together = before.apart or before.role is Role.SHARE
        if together and token.tail.strip() in _AND:
            token.role, token.of = before.role, before.of
            token.apart = before.apart = True
            return True
    token.apart = "分别" in token.tail
    share = SHARE.search(token.tail) if "占" in token.tail else None
    if share:
        token.role = Role.SHARE
        token.of = share["of"].strip()
        return True
    executed = EXECUTED.search(token.tail)
    if executed:
        token.role = Role.RATE
        token.of = executed["of"] or executed["rate"]
        token.measure = Measure.EXECUTION
        return True
    return False


def _beside(token: Token, before: Token) -> bool:
    """Read a percentage of the number just before it as a share or as a rate."""
    token.beside = True
    if "占" in before.tail:
        token.role, before.role = Role.SHARE, Role.LIMIT
        return True
    if "完成" in before.tail or (
        "为" in before.tail and before.measure in (Measure.INITIAL, Measure.ADJUSTED)
    ):
        token.role, token.measure = Role.RATE, Measure.EXECUTION
        before.role = Role.BASE
        return True
    token.beside = False
    return False


def _changed(token: Token, before: Token | None) -> bool:
    tail = token.tail[token.tail.rfind(";") + 1 :]
    if LEVEL.search(tail):
        return False
    changed = CHANGED.search(tail)
    if not changed:
        return False
    compared = _compared(tail[: changed.start()])
    near = before is not None and before.sentence == token.sentence
    close = near or token.tail.lstrip(" ,").startswith("其中")
    if compared:
        token.against = compared["name"]
    elif YEAR_ON_YEAR.search(tail):
        token.against = "上年同期"
    elif not (close and before and _moving(before)):
        return False
    if token.apart:
        token.role = Role.LIMIT
        return True
    token.role = Role.CHANGE
    token.direction = direction_of(changed)
    begin = token.number.start - len(tail)
    verb = changed.lastgroup or "neutral"
    token.word = (begin + changed.start(verb), begin + changed.end(verb))
    head = tail[: compared.start()] if compared else ""
    between = tail[compared.end() : changed.start()] if compared else ""
    if head.rstrip().endswith(",") and _REASON.search(head):
        head = ""
    name = head.rstrip(",")
    token.subject = subject_in(name) or subject_in(between) or _side(name)
    if not compared and not YEAR_ON_YEAR.search(tail):
        token.subject = subject_in(tail[: changed.start()])
    return True


def _side(name: str) -> str:
    """Return 收入 or 支出 where the comparison is of that side alone."""
    bare = name.rpartition(",")[2].strip()
    return bare if bare in ("收入", "支出") else ""


def _moving(before: Token) -> bool:
    return before.role in (Role.CHANGE, Role.BASE) or before.level


def _compared(words: str) -> "re.Match[str] | None":
    if not _COMPARING.search(words):
        return None
    return next(reversed(list(COMPARED.finditer(words))), None)
