"""The figures of a section: what the desk reads in each, and how each stands."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from disclosures.checks.rule import Mark as Place
from disclosures.checks.rule import mark
from disclosures.checks.standing import NOWHERE, Standing
from disclosures.figures.model import Direction, Figure, Kind
from disclosures.figures.reading import read_section
from disclosures.parse.model import Block
from disclosures.parse.model import Section as Text
from reviews.domain.state import Section
from reviews.web.present.text import Chip
from reviews.web.wording import DIRECTIONS

TOLD = frozenset(
    {Kind.AMOUNT, Kind.SHARE, Kind.RATE, Kind.COUNT, Kind.SCORE, Kind.NUMBER}
)
"""The kinds that say how much; years, dates, codes and ordinals only name."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A figure as a row of the list: `number` counts from 1 in the section."""

    number: int
    figure: Figure
    standing: Standing

    @property
    def written(self) -> str:
        return f"{self.figure.text}{self.figure.unit}"

    @property
    def measure(self) -> str:
        """What the number says of its subject, with the way it goes."""
        way = DIRECTIONS.get(str(self.figure.direction), "")
        return " ".join(each for each in (str(self.figure.measure), str(way)) if each)

    @property
    def value(self) -> str:
        """The value as a plain number: money in yuan, anything else in its unit."""
        if self.figure.money:
            return f"{self.figure.base.normalize():,f}元"
        return f"{self.figure.value.normalize():,f}{self.figure.unit}"


def read(section: Section, blocks: tuple[Block, ...]) -> tuple[Figure, ...]:
    """Return all figures of a section at the state's version."""
    return _figures(
        Text(section.key, section.path, section.level, section.heading, blocks)
    )


@lru_cache(maxsize=512)
def _figures(section: Text) -> tuple[Figure, ...]:
    return read_section(section).figures


def listed(
    figures: Sequence[Figure], standing: Mapping[Place, Standing]
) -> tuple[Shown, ...]:
    """Return the figures that say how much, each with how it stands."""
    told = [each for each in figures if each.kind in TOLD]
    return tuple(
        Shown(number, each, standing.get(mark(each), NOWHERE))
        for number, each in enumerate(told, start=1)
    )


def chips(figures: Sequence[Figure]) -> tuple[Chip, ...]:
    """Return the figures of the running text, each with a line on what it says."""
    return tuple(
        Chip(each.start, each.end, _said(each)) for each in figures if each.table < 0
    )


def pressed(shown: Sequence[Shown]) -> tuple[Chip, ...]:
    """Return the listed figures as buttons that show their rows."""
    return tuple(
        Chip(
            each.figure.start,
            each.figure.end,
            _said(each.figure),
            number=each.number,
            sign=_sign(each.standing),
        )
        for each in shown
    )


def _sign(standing: Standing) -> str:
    if standing.fails:
        return "wrong"
    return "right" if standing.holds else ""


def _said(figure: Figure) -> str:
    said = (
        figure.subject,
        str(figure.measure),
        figure.period,
        str(DIRECTIONS.get(str(figure.direction), Direction.NONE)),
    )
    return " · ".join(each for each in said if each) + f"（{figure.text}{figure.unit}）"
