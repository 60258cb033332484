"""Reads a section's text into figures and the relations that its phrases state."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from disclosures.figures.classified import DIVIDED, divided
from disclosures.figures.comparing import comparisons, rates
from disclosures.figures.lists import Told, in_items, in_sentences, whole_by_shares
from disclosures.figures.model import (
    Change,
    Figure,
    Kind,
    Measure,
    Rate,
    SectionFigures,
    Share,
    Total,
)
from disclosures.figures.numbers import Number, numbers
from disclosures.figures.phrases import changes, shares, shares_of_lists
from disclosures.figures.plain import plain
from disclosures.figures.subjects import side_of, subject_in
from disclosures.figures.tables import read_table
from disclosures.figures.tokens import Role, Token, tokens
from disclosures.figures.trailing import trailing
from disclosures.figures.wholes import of_earlier
from disclosures.figures.words import LIST_ITEM, MARKER
from disclosures.parse.model import Section, TableBlock

_SIDE = re.compile(r"(收入|支出)(?:总计|合计|总额)?[为是]?[ ]*$")
_DIGIT = re.compile(r"\d")
_YEAR = re.compile(r"(20(?<![比较与同于对]20)\d\d)年")
_TOPIC = re.compile(
    r"\s*(?:[(]?(?:\d{1,2}|[一二三四五六七八九十]{1,3})[)、.](?!\d)"
    r"|[一二三四五六七八九十]是)?[ ]?"
    r"(?P<topic>[^,;。:\d\n]{2,90}?)(?=[。:,]|\d|支出决算|年初预算)"
)
_AGAINST = re.compile(r"[比较]|与(?=.?[上去年预全]|20|本)|同比")
_PLAIN, _LIMIT, _AMOUNT = Role.PLAIN, Role.LIMIT, Kind.AMOUNT


@dataclass(slots=True)
class _Line:
    start: int
    end: int
    told: list[Told]
    item: bool


@dataclass(slots=True)
class _Found:
    figures: list[Figure] = field(default_factory=list)
    totals: list[Total] = field(default_factory=list)
    shares: list[Share] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    rates: list[Rate] = field(default_factory=list)


def read_section(section: Section) -> SectionFigures:
    """Return the figures and relations of one section; a function of its text."""
    text = section.text
    folded = plain(text)
    if not _DIGIT.search(folded) and "持平" not in folded:
        return SectionFigures(section.key, section.path, text, folded)
    found = _Found()
    lines: list[_Line] = []
    earlier: list[Told] = []
    latest = ""
    offset = sentence = 0
    for index, block in enumerate(section.blocks):
        length = len(block.text)
        if isinstance(block, TableBlock):
            read_table(section, block, index, offset, folded, found)
        elif length:
            line = _read_line(section, folded, offset, offset + length, sentence)
            sentence += folded.count("。", offset, offset + length) + 1
            lines.append(line)
            year = _YEAR.search(folded, line.start, line.end)
            if year and latest and year[1] != latest:
                earlier = []
            latest = year[1] if year else latest
            _relations(line, folded, found, earlier)
            earlier += line.told
        offset += length + 1
    listed = [*_over_items(lines, folded), *_under_totals(lines, folded)]
    listed += _divided(lines, folded, found)
    found.shares = shares_of_lists(found.shares, listed)
    found.totals += [whole_by_shares(each, found.shares) for each in listed]
    return SectionFigures(
        key=section.key,
        path=section.path,
        text=text,
        plain=folded,
        figures=tuple(found.figures),
        totals=tuple(found.totals),
        shares=tuple(found.shares),
        changes=tuple(found.changes),
        rates=tuple(found.rates),
    )


def _read_line(
    section: Section, text: str, start: int, end: int, sentence: int
) -> _Line:
    item = LIST_ITEM.match(text, start, end) is not None
    line = _Line(start, end, [], item)
    if not _DIGIT.search(text, start, end):
        return line
    found = list(numbers(text, start, end))
    topic = _topic(text, start, end) or subject_in(plain(section.heading).rstrip("。:"))
    latest = topic
    counted = ("", -1)
    for token in tokens(text, found, start, sentence):
        own = token.role is _PLAIN
        about = topic if own or token.role is _LIMIT else latest
        counted = _counted(token, counted)
        if own and token.number.kind is _AMOUNT:
            about = counted[0] or _planned(token, line.told) or about
        figure = _figure(section, token, about)
        line.told.append((token, figure))
        if own:
            latest = figure.subject
            topic = token.subject if token.subject and not item else topic
    return line


_SPENT = re.compile(
    r"(?:^|[,、)])[^,;。:、]{0,3}(?:支出|金额|经费|花费)?(?:为|共|约)?[ ]*$"
)


def _counted(token: Token, known: tuple[str, int]) -> tuple[str, int]:
    """Return what was counted just before an amount without a name of its own.

    Of 国内公务接待9批次、70人次，支出2万元 the amount is of the guests, not of what the
    line is about. The second value is the sentence.
    """
    if token.role is not _PLAIN:
        return "", -1
    if token.number.kind is Kind.COUNT:
        if token.subject:
            return token.subject, token.sentence
        return known if known[1] == token.sentence else ("", -1)
    generic = not token.subject and _SPENT.search(token.tail) is not None
    amount = token.number.kind is _AMOUNT and token.measure is not Measure.INITIAL
    if generic and amount and known[1] == token.sentence:
        return known
    return "", -1


def _planned(token: Token, told: list[Told]) -> str:
    """Return what the plan right before is called: 购置预算数5万元，决算数3万元."""
    if token.subject or not told:
        return ""
    before, figure = told[-1]
    planned = figure.measure in (Measure.INITIAL, Measure.ADJUSTED)
    near = before.role is _PLAIN and before.sentence == token.sentence
    final = token.measure is Measure.FINAL and not token.semicolon
    return before.subject if planned and near and final else ""


def _topic(text: str, start: int, end: int) -> str:
    match = _TOPIC.match(text, start, end)
    if match is None or _AGAINST.search(match["topic"]):
        return ""
    return subject_in(match["topic"])


def _figure(section: Section, token: Token, topic: str) -> Figure:
    number: Number = token.number
    role, kind, measure = token.role, number.kind, token.measure
    if role is _PLAIN:
        subject = token.subject or _sided(token.tail, topic)
        measure = Measure.SCORE if kind is Kind.SCORE else measure
    else:
        kind, measure = _derived(token)
        subject = "" if role is _LIMIT else side_of(topic, token.subject)
        if not subject and role is not _LIMIT:
            subject = token.subject or _sided(token.tail, topic)
    return Figure(
        number.text,
        number.value,
        number.unit,
        number.step,
        kind,
        section.key,
        number.start,
        number.end,
        subject,
        section.path,
        measure,
        token.period,
        token.direction,
        number.scale,
    )


def _derived(token: Token) -> tuple[Kind, Measure]:
    """Return what a figure is that says something of another one."""
    kind = token.number.kind
    match token.role:
        case Role.SHARE:
            return Kind.SHARE, Measure.SHARE
        case _ if kind is Kind.SCORE:
            return kind, Measure.SCORE
        case Role.CHANGE:
            return kind, (Measure.CHANGE_RATE if kind is Kind.RATE else Measure.CHANGE)
        case Role.RATE:
            return kind, Measure.EXECUTION
    return kind, token.measure


def _sided(tail: str, topic: str) -> str:
    """Return the topic; of 收入…，支出… the second is spending, not income again."""
    if "收入" not in tail and "支出" not in tail:
        return topic
    said = _SIDE.search(tail)
    other = {"收入": "支出", "支出": "收入"}.get(said[1], "") if said else ""
    if said is None or other not in topic or said[1] in topic:
        return topic
    return topic.replace(other, said[1])


def _relations(line: _Line, text: str, found: _Found, earlier: list[Told]) -> None:
    told = line.told
    if told:
        found.figures += [figure for _, figure in told]
        totals = [*in_sentences(told), *trailing(told)]
        stated = of_earlier(shares(told, totals), earlier)
        totals = [whole_by_shares(each, stated) for each in totals]
        found.totals += totals
        found.shares += stated
        found.changes += changes(told, earlier)
        found.rates += rates(told, totals)
        found.changes += comparisons(text, line.start, line.end, told, totals)


def _over_items(lines: list[_Line], text: str) -> Iterator[Total]:
    """Yield the totals whose parts are numbered lines below: …，其中： 1.… 2.…

    Lines without a number belong to the item above; a number that begins again, or
    another line that opens a list, ends the items.
    """
    head: _Line | None = None
    items: list[_Line] = []
    marker = ""
    for line in lines:
        again = line.item and bool(items) and _first_item(text, line)
        opens = "" if line.item else _opens(line, text)
        if head is not None and (again or (opens and line.told)):
            yield from _listed(head, items, marker)
            head, items = None, []
        if opens and line.told:
            head, marker = line, opens
        elif head is not None and line.told and _goes_on(items, line):
            items.append(line)
        elif head is not None and _loose(items):
            yield from _listed(head, items, marker)
            head, items = None, []
        elif head is not None and not items and line.told:
            head = None
    if head is not None:
        yield from _listed(head, items, marker)


def _goes_on(items: list[_Line], line: _Line) -> bool:
    """Whether a line is one more item: all are numbered, or none is."""
    if line.item:
        return not _loose(items)
    first = line.told[0][0]
    plain = first.role is Role.PLAIN and first.subject and "。" not in first.gap
    return bool(plain) and (not items or _loose(items))


def _loose(items: list[_Line]) -> bool:
    return bool(items) and not items[0].item


def _under_totals(lines: list[_Line], text: str) -> Iterator[Total]:
    """Yield 1.…合计 over the items （1）…（2）… of another style right below it."""
    for at, head in enumerate(lines):
        if not head.item or not head.told or "合计" not in head.told[0][1].subject:
            continue
        own = _style(head, text)
        items: list[_Line] = []
        for line in lines[at + 1 :]:
            if not line.item or not line.told or _style(line, text) == own:
                break
            if items and _style(line, text) != _style(items[0], text):
                break
            items.append(line)
        if len(items) > 1 and _first_item(text, items[0]):
            yield from in_items(head.told[:1], [each.told for each in items], "构成")


def _divided(lines: list[_Line], text: str, found: _Found) -> list[Total]:
    """Return the totals that lines below divide by one thing and another."""
    totals: list[Total] = []
    known = {id(each.total) for each in found.totals}
    head: _Line | None = None
    for line in lines:
        if not line.told:
            continue
        if not DIVIDED.match(text, line.start, line.end):
            head = line
        elif head is not None:
            totals += divided(head.told, line.told, found.shares)
    return [each for each in totals if id(each.total) not in known]


def _style(line: _Line, text: str) -> str:
    mark = LIST_ITEM.match(text, line.start, line.end)
    said = mark.group().strip() if mark else ""
    return _NUMERAL.sub("#", said)


def _listed(head: _Line, items: list[_Line], marker: str) -> list[Total]:
    last = [each for each in head.told if _is_last(each[0], head.told)]
    return in_items(last, [each.told for each in items], marker)


_NUMERAL = re.compile(r"\d+|[一二三四五六七八九十]+|[①-⑳]")
_FIRST = re.compile(r"\s*(?:[(]?(?:1|一)[)、.](?!\d)|①|一是)")


def _first_item(text: str, line: _Line) -> bool:
    return _FIRST.match(text, line.start, line.end) is not None


def _is_last(token: Token, told: list[Told]) -> bool:
    return token.sentence == told[-1][0].sentence


def _opens(line: _Line, text: str) -> str:
    """Return the marker that ends a line, '' where it ends in none."""
    if text[line.start : line.end].rstrip()[-1:] != ":":
        return ""
    ending = text[max(line.start, line.end - 24) : line.end].rstrip(" :,")
    found: list[str] = MARKER.findall(ending)
    return found[-1] if found else ""
