"""Where a quote stands in a text that may have changed since it was quoted."""

from collections.abc import Iterator
from dataclasses import dataclass

KEPT = 40
"""Characters before and after a quote that are kept with it."""
ENOUGH = 6
"""Characters of either side that must still stand for a changed quote to be found."""
SLACK = 40
"""By how many characters a changed quote may have grown."""


@dataclass(frozen=True, slots=True)
class Place:
    """A stretch of the text; `changed` where the quoted words are no longer those."""

    start: int
    end: int
    changed: bool = False


def around(text: str, quote: str) -> tuple[str, str]:
    """Return the words before and after a quote's first place; '' where it has none."""
    at = text.find(quote) if quote else -1
    if at < 0:
        return "", ""
    end = at + len(quote)
    return text[max(0, at - KEPT) : at], text[end : end + KEPT]


def locate(text: str, quote: str, before: str, after: str) -> Place | None:
    """Return where `quote` stands now, None where it is detached (已失锚).

    Of several places the one whose surroundings are most alike; where the words
    themselves have changed, what stands now between the same surroundings.
    """
    if not quote:
        return None
    places = [Place(at, at + len(quote)) for at in _all(text, quote)]
    if places:
        return max(places, key=lambda place: _alike(text, place, before, after))
    return _between(text, quote, before, after)


def _all(text: str, quote: str) -> Iterator[int]:
    at = text.find(quote)
    while at >= 0:
        yield at
        at = text.find(quote, at + 1)


def _alike(text: str, place: Place, before: str, after: str) -> int:
    return _shared(text[: place.start][::-1], before[::-1]) + _shared(
        text[place.end :], after
    )


def _shared(one: str, other: str) -> int:
    """Return how many characters two texts begin with alike."""
    count = 0
    for left, right in zip(one, other, strict=False):
        if left != right:
            break
        count += 1
    return count


def _between(text: str, quote: str, before: str, after: str) -> Place | None:
    """Return what stands between the last words before and the first words after."""
    left, right = before[-ENOUGH:], after[:ENOUGH]
    if len(left) < ENOUGH or len(right) < ENOUGH:
        return None
    for at in _all(text, left):
        start = at + len(left)
        end = text.find(right, start, start + len(quote) + SLACK + len(right))
        if end > start:
            return Place(start, end, changed=True)
    return None
