"""What has happened to a ledger as a whole: draws, second reviews, healing, erasure.

They stand in a stream of the ledger's own, beside those of its disclosures.
"""

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawAnnounced:
    """A draw for second review was announced before its day: nobody knows the seed.

    `campaign` 0 means all; `size` is how many sections will be drawn at most.
    """

    TYPE: ClassVar[str] = "oversight.draw-announced.v1"
    draw: str
    day: str
    campaign: int
    size: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleDrawn:
    """The sample of an announced draw, as anybody can draw it again.

    `cutoff` is the last position recorded before the day, `head` its hash; `drawn`
    holds (disclosure, section, version, content, weight, reviewer), in the order of
    drawing; reviewer 0 means that nobody was free to review it.
    """

    TYPE: ClassVar[str] = "oversight.sample-drawn.v1"
    draw: str
    method: str
    cutoff: int
    head: str
    seed: str
    candidates: int
    weight: int
    drawn: tuple[tuple[str, str, int, str, int, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SecondReviewDone:
    """The second reviewer of a drawn section agrees with its verdict, or does not."""

    TYPE: ClassVar[str] = "oversight.second-review-done.v1"
    draw: str
    disclosure: str
    section: str
    agrees: bool
    remark: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadModelsHealed:
    """Rows that differed from the events were put right: (table, rows) of each."""

    TYPE: ClassVar[str] = "oversight.read-models-healed.v1"
    tables: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ContentErased:
    """A content was taken away; `certificate` is the hash of the record of it."""

    TYPE: ClassVar[str] = "oversight.content-erased.v1"
    content: str
    certificate: str


OversightEvent = (
    DrawAnnounced | SampleDrawn | SecondReviewDone | ReadModelsHealed | ContentErased
)
