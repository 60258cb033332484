"""CH003: the words for a direction fit the figures and one another."""

from collections.abc import Iterator

from disclosures.checks.finding import Severity
from disclosures.checks.rule import Draft, Looked, Mark, Material, Outcome, mark, rule
from disclosures.checks.wording import written
from disclosures.figures.model import Change, Direction, Figure

_WORDS = {Direction.UP: "增加", Direction.DOWN: "减少", Direction.SAME: "持平"}
_KNOWN = (Direction.UP, Direction.DOWN, Direction.SAME)


@rule("CH003", "增减方向与数字相符", severity=Severity.ERROR, needs=("changes",))
def direction(material: Material) -> Iterator[Outcome]:
    """增加、减少、大于、小于、持平等说法与数字相符。

    Why: 句子沿用上一年的，而今年的数字方向变了。
    Fails: 年初预算为50万元，支出决算为40万元。决算数大于预算数的主要原因……
    Passes: 年初预算为50万元，支出决算为40万元。决算数小于预算数的主要原因……
    """
    text = material.read.text
    for each in material.read.changes:
        yield from _judged(each, text)


def _judged(each: Change, text: str) -> Iterator[Outcome]:
    now, base = each.now, each.base
    if each.word is None and each.amount is None and each.rate_word is not None:
        rated = each._replace(direction=each.rate_direction, word=each.rate_word)
        money = now is not None and base is not None and now.money and base.money
        if each.rate_direction in _KNOWN and money and now and base:
            yield from _against_figures(rated, now, base, text)
    known = each.direction in _KNOWN and each.word is not None
    if known and now is not None and base is not None and now.money == base.money:
        yield from _against_figures(each, now, base, text)
    if each.rate_word is not None and each.word is not None:
        yield from _against_each_other(each, text)
    if each.rate is not None and each.rate.value < 0 and each.rate_word is not None:
        yield from _twice_negative(each, each.rate)


def _against_figures(
    each: Change, now: Figure, base: Figure, text: str
) -> Iterator[Outcome]:
    shown = _shown(now, base)
    word = _mark(each, text)
    marks = (mark(now), mark(base))
    said = text[word.start : word.end]
    nearly = text[max(word.start - 2, 0) : word.start] == "基本"
    if shown is each.direction or (nearly and each.direction is Direction.SAME):
        yield Looked(marks)
        return
    rounded = now.step * now.scale != base.step * base.scale
    even = each.direction is Direction.SAME and rounded
    if even and now.interval.meets(base.interval):
        yield Looked(marks)
        return
    if each.amount is not None and not each.amount.value:
        return
    right = _WORDS[shown]
    relation = {"增加": "大于", "减少": "小于", "持平": "等于"}[right]
    yield Draft(
        message=(
            f"{now.subject}：{written(now)} {relation} {written(base)}，"
            f"文中写“{said}”，方向不符，应为{right}（{relation}）。"
        ),
        marks=(word, *marks),
        stated=said,
        expected=right,
        suspects=(word, *marks),
    )


def _against_each_other(each: Change, text: str) -> Iterator[Outcome]:
    pair = (each.direction, each.rate_direction)
    if each.rate_word is None or any(one not in _KNOWN for one in pair):
        return
    first = _mark(each, text)
    section = first.section
    second = Mark(section, each.rate_word.start, each.rate_word.end)
    if pair[0] is pair[1]:
        yield Looked()
        return
    one, other = text[first.start : first.end], text[second.start : second.end]
    about = each.now.subject if each.now else ""
    yield Draft(
        message=f"{about}：同一变动前写“{one}”、后写“{other}”，方向相互矛盾。",
        marks=tuple(
            [first, second, *([mark(each.amount)] if each.amount else [])]
            + ([mark(each.rate)] if each.rate else [])
        ),
        stated=f"{one}……{other}",
        suspects=(first, second),
    )


def _twice_negative(each: Change, rate: Figure) -> Iterator[Outcome]:
    right = _WORDS[Direction.DOWN]
    if each.rate_direction is Direction.UP:
        size = f"{-rate.value}{rate.unit}"
        yield Draft(
            message=(
                f"{rate.subject}：写作增长 {written(rate)}，方向与符号相反，"
                f"宜写作下降 {size}；同样写法见各处。"
            ),
            marks=(mark(rate),),
            severity=Severity.WARNING,
            stated=written(rate),
            expected=f"下降 {size}",
            cause="CH003 signs",
        )
    elif each.rate_direction is Direction.DOWN:
        yield Draft(
            message=(
                f"{rate.subject}：已写{right}，又用负数 {written(rate)}，含义不清。"
            ),
            marks=(mark(rate),),
            severity=Severity.WARNING,
            stated=written(rate),
        )


def _shown(now: Figure, base: Figure) -> Direction:
    if now.base == base.base:
        return Direction.SAME
    return Direction.UP if now.base > base.base else Direction.DOWN


def _mark(each: Change, text: str) -> Mark:
    figures = (each.now, each.amount, each.rate, each.base)
    section = next(one.section for one in figures if one is not None)
    word = each.word
    if word is None:
        return Mark(section, 0, 0)
    return Mark(section, word.start, word.end)
