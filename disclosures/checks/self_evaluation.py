"""Reads self-evaluation forms (项目支出绩效自评表) out of tables."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple

from disclosures.checks.lines import cells
from disclosures.checks.rule import Mark
from disclosures.figures.plain import plain
from disclosures.parse.model import Section

_NUMBER = re.compile(r"-?\d[\d,]*(?:\.\d+)?")
_TOTAL = re.compile(r"总\s*分|合\s*计|总\s*计|总得分")
_WEIGHT = ("分值", "权重", "标准分", "满分")
_SCORE = ("得分", "评分")
_NAME = ("三级指标", "指标内容", "指标名称", "具体指标", "绩效指标")
_TITLE = re.compile(
    r"(?:附[表件]?\d*[:.、]?)?(?:20\d\d年度?)?"
    r"(?P<project>[^,;。]{3,30}?)(?:支出)?(?:项目)?绩效自评表"
)
_POINTS = re.compile(r"[(（](\d{1,3})分[)）]")
GROUPS = ("产出", "效益", "满意度", "成本")


class Entry(NamedTuple):
    """A cell: its text, its place and its number, None where it holds none.

    `percent` says that the number carries a percent sign.
    """

    text: str
    place: Mark
    value: Decimal | None = None
    percent: bool = False


class Indicator(NamedTuple):
    """One row of indicators; `group` is one of GROUPS or ''."""

    group: str
    name: Entry
    target: Entry | None
    actual: Entry | None
    weight: Entry
    score: Entry | None


class Funds(NamedTuple):
    """The row of the year's funds. Amounts in the form's own unit."""

    budget: Entry | None
    spent: Entry | None
    weight: Entry | None
    rate: Entry | None
    score: Entry | None


class Form(NamedTuple):
    """One form: its indicators, its funds, the totals it states and their row.

    `project` is the project's name, '' where the form names none.
    """

    indicators: tuple[Indicator, ...]
    funds: Funds | None
    weight: Entry | None
    score: Entry | None
    total: Mark | None = None
    project: str = ""


_KEPT: dict[int, tuple[Section, tuple[Form, ...]]] = {}
_MOST = 512


def forms(section: Section) -> tuple[Form, ...]:
    """Return the section's self-evaluation forms in order; kept, as each rule asks."""
    if not section.has_table:
        return ()
    known = _KEPT.get(id(section))
    if known is not None and known[0] is section:
        return known[1]
    if len(_KEPT) >= _MOST:
        _KEPT.clear()
    found = tuple(_forms(section))
    _KEPT[id(section)] = (section, found)
    return found


def _forms(section: Section) -> Iterator[Form]:
    for table, marks in cells(section):
        if not any(word in table.text for word in _SCORE):
            continue
        head = next((at for at, row in enumerate(table.rows) if _is_head(row)), None)
        if head is None:
            continue
        rows = _entries(section, marks)
        found = _form(rows, head)
        if found.indicators:
            project = _project(rows[:head]) or _titled(table.title)
            yield found._replace(project=project)


def target_points(section: Section) -> Iterator[list[Entry]]:
    """Yield the points of the indicators of each table that plans, and scores nothing.

    A table with a row of totals or with cells that hold no number is left out.
    """
    for table, marks in cells(section):
        if not any(word in table.text for word in _WEIGHT):
            continue
        head = next((at for at, row in enumerate(table.rows) if _plans(row)), None)
        if head is None:
            continue
        rows = _entries(section, marks)
        weight = _column(rows[head], *_WEIGHT) or 0
        points = [each[weight] for each in rows[head + 1 :] if len(each) > weight]
        if points and all(each.value is not None for each in points):
            yield points


def _project(rows: Sequence[Sequence[Entry]]) -> str:
    for row in rows:
        for label, value in pairwise(row):
            if _words(label.text) == "项目名称":
                return _words(plain(value.text))
    return ""


def _titled(title: str) -> str:
    """Return the project that a form's title names: 某项目支出绩效自评表."""
    found = _TITLE.match(_words(plain(title)))
    return found["project"] if found else ""


def _entries(section: Section, marks: list[list[Mark]]) -> list[list[Entry]]:
    text = section.text
    folded = plain(text)
    return [
        [
            _entry(text[each.start : each.end], folded[each.start : each.end], each)
            for each in row
        ]
        for row in marks
    ]


def _entry(text: str, folded: str, place: Mark) -> Entry:
    folded = folded.strip()
    last = folded[-1:]
    if last != "%" and not last.isdecimal():
        return Entry(text, place)
    bare = folded.rstrip("%").strip()
    if _NUMBER.fullmatch(bare):
        value = Decimal(bare.replace(",", ""))
        return Entry(text, place, value, folded.endswith("%"))
    return Entry(text, place)


def _is_head(row: Sequence[str]) -> bool:
    return _holds(row, _SCORE) and _holds(row, _WEIGHT) and _holds(row, _NAME)


def _plans(row: Sequence[str]) -> bool:
    """Whether the row heads weights of indicators, and no scores."""
    if not _holds(row, _WEIGHT) or not _holds(row, _NAME):
        return False
    return not _holds(row, (*_SCORE, "完成值"))


def _holds(row: Sequence[str], words: Sequence[str]) -> bool:
    """Whether a cell holds one of the words, white space left out."""
    line = "\t".join(row)
    if not any(each[-1] in line for each in words):
        return False
    line = "\t".join([_words(each) for each in row])
    return any(each in line for each in words)


def _words(cell: str) -> str:
    return "".join(cell.split())


def _column(row: Sequence[Entry], *words: str) -> int | None:
    for word in words:
        for at, each in enumerate(row):
            if word in _words(each.text):
                return at
    return None


def _form(rows: list[list[Entry]], head: int) -> Form:
    titles = rows[head]
    weight, score = _column(titles, *_WEIGHT), _column(titles, *_SCORE)
    group, name = _column(titles, "一级指标", "年度目标"), _column(titles, *_NAME)
    target = _column(titles, "年度指标值", "指标值", "目标值", "年度")
    actual = _column(titles, "实际完成值", "完成值", "实际")
    indicators: list[Indicator] = []
    total: tuple[Entry | None, Entry | None] = (None, None)
    line: Mark | None = None
    current = ""
    for row in rows[head + 1 :]:
        if any(_TOTAL.match(each.text.strip()) for each in row[:2] if each.text):
            total = _totals(row, weight, score)
            line = _line(row, total)
            break
        if group is not None:
            current = _group(row[group].text) or current
        points = _at(row, weight)
        label = _at(row, name)
        if points is None or points.value is None or label is None:
            continue
        indicators.append(
            Indicator(
                current,
                label,
                _at(row, target),
                _at(row, actual),
                points,
                _at(row, score),
            )
        )
    return Form(tuple(indicators), _funds(rows[:head]), *total, line)


def _at(row: Sequence[Entry], column: int | None) -> Entry | None:
    return row[column] if column is not None and column < len(row) else None


def _group(text: str) -> str:
    return next((each for each in GROUPS if each in text), "")


def _totals(
    row: Sequence[Entry], weight: int | None, score: int | None
) -> tuple[Entry | None, Entry | None]:
    """Return the stated totals, whether or not the row's spanned cells are kept."""
    first, second = _at(row, weight), _at(row, score)
    if first and second and first.value is not None and second.value is not None:
        return first, second
    numbers = [each for each in row if each.value is not None]
    if len(numbers) >= 2:
        return numbers[0], numbers[1]
    return None, (numbers[0] if numbers else None)


def _line(
    row: Sequence[Entry], total: tuple[Entry | None, Entry | None]
) -> Mark | None:
    """Return the stretch from the row's first words to its last total."""
    ends = [each.place.end for each in total if each is not None]
    first = next((each for each in row if each.text.strip()), None)
    if first is None or not ends:
        return None
    return Mark(first.place.section, first.place.start, max(ends))


def _funds(rows: list[list[Entry]]) -> Funds | None:
    titles = next((row for row in rows if _column(row, "执行率") is not None), None)
    if titles is None:
        return None
    amounts = next(
        (
            row
            for row in rows[rows.index(titles) + 1 :]
            if any(
                re.search(r"资金总额|年度资金|总额", each.text)
                for each in row
                if each.value is None
            )
        ),
        None,
    )
    if amounts is None:
        return None
    budget, spent, weight, rate, score = (
        _at(amounts, _column(titles, *words))
        for words in (
            ("全年预算", "预算数"),
            ("全年执行数", "执行数"),
            _WEIGHT,
            ("执行率",),
            _SCORE,
        )
    )
    return Funds(budget, spent, weight or _announced(titles), rate, score)


def _announced(titles: Sequence[Entry]) -> Entry | None:
    """Return the points that a header gives in brackets: 预算执行情况（20分）."""
    for each in titles:
        found = _POINTS.search(each.text)
        if found is not None:
            start = each.place.start + found.start(1)
            place = Mark(each.place.section, start, start + len(found[1]))
            return Entry(found[1], place, Decimal(found[1]))
    return None
