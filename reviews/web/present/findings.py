"""Findings as a page shows them: numbered, with their places, decided or not."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from reviews.domain.state import Disclosure
from reviews.queries.judging import FindingView
from reviews.web.present.rules import title_of
from reviews.web.present.text import Mark


@dataclass(frozen=True, slots=True)
class Place:
    """One piece of evidence: the quote cut at the words that are meant."""

    section: str
    heading: str
    here: bool
    before: str
    text: str
    after: str
    offset: int
    page: int | None


@dataclass(frozen=True, slots=True)
class Shown:
    """A finding with its number on the page."""

    number: int
    view: FindingView
    title: str
    message: str
    stated: str
    expected: str
    suggestion: str
    places: tuple[Place, ...]

    @property
    def decided(self) -> bool:
        return self.view.status == "waived"

    @property
    def fixable(self) -> bool:
        """Whether the suggestion can be put in: its place is in this very section."""
        return bool(self.suggestion and self.places and self.places[0].here)


def numbered(
    state: Disclosure, views: Sequence[FindingView], key: str
) -> tuple[Shown, ...]:
    """Return the findings in reading order, those still open before the waived."""
    ordered = sorted(views, key=lambda view: view.status == "waived")
    return tuple(
        _shown(state, view, number, key) for number, view in enumerate(ordered, start=1)
    )


def _shown(state: Disclosure, view: FindingView, number: int, key: str) -> Shown:
    body = view.body
    return Shown(
        number=number,
        view=view,
        title=title_of(view.code),
        message=body["message"],
        stated=body.get("stated", ""),
        expected=body.get("expected", ""),
        suggestion=body.get("suggestion", ""),
        places=tuple(_place(state, each, key) for each in body["evidence"]),
    )


def _place(state: Disclosure, evidence: dict[str, Any], key: str) -> Place:
    quote, words = evidence["quote"], evidence["text"]
    at = max(quote.find(words), 0) if words in quote else 0
    cut = len(words) if words in quote else 0
    section = state.sections.get(evidence["section"])
    return Place(
        section=evidence["section"],
        heading=section.heading if section else "",
        here=evidence["section"] == key,
        before=quote[:at],
        text=quote[at : at + cut],
        after=quote[at + cut :],
        offset=evidence["offset"],
        page=evidence.get("page"),
    )


def marks(shown: Sequence[Shown]) -> tuple[Mark, ...]:
    """Return where the findings stand in the section that they were numbered for."""
    return tuple(
        Mark(
            number=each.number,
            severity=each.view.severity,
            start=place.offset,
            end=place.offset + max(len(place.text), 1),
            says=each.message,
            waived=each.decided,
            first=index == 0,
        )
        for each in shown
        for index, place in enumerate(each.places)
        if place.here
    )
