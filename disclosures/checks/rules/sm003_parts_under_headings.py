"""SM003: what the headings below a total describe adds up to that total."""

from collections.abc import Iterator, Sequence

from disclosures.checks.finding import Severity
from disclosures.checks.rule import Draft, Looked, Material, Outcome, mark, rule
from disclosures.checks.wording import addition, number, written
from disclosures.figures.model import Figure, Kind, Measure, SectionFigures
from disclosures.figures.subjects import core
from disclosures.figures.sums import Verdict, add_up
from disclosures.parse.model import Section

_MOST = 40
Facts = tuple[tuple[str, ...], tuple[Figure, ...]]


def gather(section: Section, read: SectionFigures) -> Facts:
    """Return the section's path and each paragraph's first final figure of money."""
    finals: list[Figure] = []
    end = -1
    for each in read.figures:
        final = each.kind is Kind.AMOUNT and each.measure is Measure.FINAL
        if final and each.table < 0 and each.start > end:
            finals.append(each)
            end = read.plain.find("\n", each.end) % (len(read.plain) + 1)
    return section.path, tuple(finals[:_MOST])


@rule(
    "SM003",
    "各标题下的分项合计等于总数",
    severity=Severity.ERROR,
    scope="document",
    gather=gather,
)
def parts_under_headings(material: Material) -> Iterator[Outcome]:
    """分标题逐项说明的数，加起来等于它们所说明的总数。

    The total is the last figure before the headings whose name a heading above
    them bears; the headings must be those of a section called 具体情况 or 明细.

    Why: 有一类没有自己的标题，就是漏了一类。
    Fails: 财政拨款支出100万元；具体情况：1.教育支出60万元；2.住房保障支出30万元。
    Passes: 同上，另有2.住房保障支出40万元。
    """
    facts: list[Facts] = list(material.facts.values())
    for start, end in _groups(facts):
        total = _total(facts[:start], facts[start][0])
        if total is None:
            continue
        parts = [finals[0] for _, finals in facts[start:end]]
        result = add_up(total, parts)
        every = [each for _, finals in facts[start:end] for each in finals]
        if result.verdict is Verdict.OFF and len(every) > len(parts):
            parts, result = every, add_up(total, every)
        marks = (mark(total), *(mark(part) for part in parts))
        if result.verdict is not Verdict.OFF:
            yield Looked(marks)
            continue
        computed = number(result.computed, total.step)
        yield Draft(
            message=(
                f"{total.subject}：各标题下所列合计 {addition(parts, total.scale)} = "
                f"{computed}，与总数 {written(total)} 不符，差 "
                f"{number(abs(result.gap), total.step)}{total.unit}。"
            ),
            marks=marks,
            stated=written(total),
            expected=f"{computed}{total.unit}",
            suspects=marks,
            cause="SM001" + total.text + "|".join(part.text for part in parts),
        )


def _groups(facts: Sequence[Facts]) -> Iterator[tuple[int, int]]:
    """Yield the stretches of headings, one level, each with a final figure."""
    start = 0
    while start < len(facts):
        path = facts[start][0]
        end = start + 1
        if len(path) > 1 and facts[start][1] and _details(path[-2]):
            while (
                end < len(facts)
                and facts[end][0][:-1] == path[:-1]
                and len(facts[end][0]) == len(path)
                and facts[end][1]
            ):
                end += 1
            if end - start >= 2:
                yield start, end
        start = end


def _details(heading: str) -> bool:
    return any(each in heading for each in ("具体情况", "明细", "分项"))


def _total(before: Sequence[Facts], path: tuple[str, ...]) -> Figure | None:
    wanted = "".join(path[:-1])
    for above, finals in reversed(before[-4:]):
        if above[:1] != path[:1]:
            return None
        for each in finals:
            name = core(each.subject)
            if len(each.subject) >= 4 and each.subject in wanted and name:
                return each
    return None
