"""What a number in a disclosure is: its value, its interval and what it says."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from disclosures.figures.interval import Interval


class Kind(StrEnum):
    """What sort of number a figure is. The last four are never money."""

    AMOUNT = "amount"
    SHARE = "share"
    RATE = "rate"
    COUNT = "count"
    SCORE = "score"
    NUMBER = "number"
    """A bare number, as in a table's cell without a unit."""
    YEAR = "year"
    DATE = "date"
    CODE = "code"
    ORDINAL = "ordinal"


class Direction(StrEnum):
    """Where a change goes. `UNRESOLVED` is the template's 增加（减少） as it was."""

    UP = "+"
    DOWN = "-"
    SAME = "="
    UNRESOLVED = "?"
    NONE = ""


class Measure(StrEnum):
    """Which of a subject's numbers a figure is; '' where the text does not say."""

    FINAL = "决算"
    INITIAL = "年初预算"
    ADJUSTED = "全年预算"
    PRIOR = "上年"
    CHANGE = "增减额"
    CHANGE_RATE = "增减率"
    SHARE = "占比"
    EXECUTION = "执行率"
    SCORE = "得分"
    UNKNOWN = ""


ZERO = Decimal(0)
EXACT_KINDS = frozenset(
    {Kind.COUNT, Kind.SCORE, Kind.YEAR, Kind.DATE, Kind.CODE, Kind.ORDINAL}
)


class Figure(NamedTuple):
    """A number as the document writes it, with what it says.

    `text` is the number as written, without its unit; `start` and `end` are its
    offsets in the section's text, `section` the section's key. `value` and `step`
    (one unit of the last digit shown) count in `unit`; `scale` turns them into yuan
    (10000 for 万元; 1 for everything that is not money). `subject` is what the
    document calls it; `path` the headings above; `period` a year ('2023') or ''.
    `row` and `column` are those of its table cell, -1 in running text; `table` the
    number of the section's block that holds it, -1 in running text.
    """

    text: str
    value: Decimal
    unit: str
    step: Decimal
    kind: Kind
    section: str
    start: int
    end: int
    subject: str = ""
    path: tuple[str, ...] = ()
    measure: Measure = Measure.UNKNOWN
    period: str = ""
    direction: Direction = Direction.NONE
    scale: Decimal = Decimal(1)
    table: int = -1
    row: int = -1
    column: int = -1

    @property
    def base(self) -> Decimal:
        """The value in yuan where it is money, else as it is."""
        return self.value * self.scale

    @property
    def half(self) -> Decimal:
        """How far the figure's interval reaches both ways; 0 where it is exact."""
        if not self.value or self.kind in EXACT_KINDS:
            return ZERO
        return self.step * self.scale / 2

    @property
    def interval(self) -> Interval:
        """What the figure stands for, in yuan where it is money.

        Half of the last digit both ways; counts, scores and a stated zero are exact.
        """
        base, half = self.value * self.scale, self.half
        return Interval(base - half, base + half)

    @property
    def money(self) -> bool:
        return self.kind is Kind.AMOUNT


class Span(NamedTuple):
    """A stretch of the section's text: offsets of its first character and its end."""

    start: int
    end: int


class Total(NamedTuple):
    """A total and its parts, in the order written.

    `complete` says that the list is meant to hold everything (parts = total);
    otherwise parts ≤ total. `how` names the phrase: 其中, 按大类, 清单, 表行, 表列, …
    """

    total: Figure
    parts: tuple[Figure, ...]
    complete: bool
    how: str


class Share(NamedTuple):
    """`percent` says what part `part` is of a whole that the text calls `of`.

    `whole` is the figure where the line holds it, None where it stands elsewhere;
    `near` are the figures of the line that the name might loosely mean, and `list_of`
    the total of the list that the part stands in.
    """

    percent: Figure
    part: Figure
    of: str
    whole: Figure | None = None
    near: tuple[Figure, ...] = ()
    list_of: Figure | None = None


class Change(NamedTuple):
    """`now` against a base: 比上年减少5万元，下降4%; any of them may be missing.

    `against` is the base's name as written (上年, 年初预算 …); `word` the direction
    word before the amount, `rate_word` that before the rate. A comparison by a word
    alone (决算数大于预算数) has neither amount nor rate.
    """

    now: Figure | None
    against: str
    word: Span | None
    direction: Direction
    base: Figure | None = None
    amount: Figure | None = None
    rate: Figure | None = None
    rate_direction: Direction = Direction.NONE
    rate_word: Span | None = None
    about: str = ""
    """What the words say has changed, '' where they leave that to what was before."""


class Rate(NamedTuple):
    """`percent` says how much of `base` was carried out: 完成年初预算的 98%."""

    percent: Figure
    now: Figure
    base: Figure | None
    of: str


@dataclass(frozen=True, slots=True)
class SectionFigures:
    """Everything that the phrase grammar found in one section, in document order.

    `text` is the section's text, `plain` the same with full-width digits and
    punctuation folded, character by character, so that offsets agree.
    """

    key: str
    path: tuple[str, ...]
    text: str
    plain: str
    figures: tuple[Figure, ...] = ()
    totals: tuple[Total, ...] = ()
    shares: tuple[Share, ...] = ()
    changes: tuple[Change, ...] = ()
    rates: tuple[Rate, ...] = ()
