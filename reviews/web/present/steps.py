"""The steps of reading a file, as a person follows them."""

from dataclasses import dataclass

from reviews.queries.reading import Progress

STEPS = ("排队", "读取", "校核")
PLACES = {"": 0, "checking": 2}
"""Where a step's code stands; every other code is a step of reading."""


@dataclass(frozen=True, slots=True)
class Step:
    """`when` is past, now or later."""

    name: str
    when: str


def steps(at: Progress | None) -> tuple[Step, ...]:
    """Return the steps and where the work stands."""
    here = PLACES.get(at.step, 1) if at else 0
    return tuple(
        Step(name, "past" if i < here else "now" if i == here else "later")
        for i, name in enumerate(STEPS)
    )
