"""Threads as a page shows them: a comment, its answers, and where its quote stands."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from reviews.domain.anchors import Place, locate
from reviews.domain.state import Comment
from reviews.web.present.events import Remark, remark


@dataclass(frozen=True, slots=True)
class Thread:
    """`anchor` is whole, changed (`now` stands where the quote did), lost or ''."""

    first: Remark
    answers: tuple[Remark, ...]
    anchor: str
    now: str
    place: Place | None
    resolved_by: str
    resolution: str

    @property
    def resolved(self) -> bool:
        return bool(self.resolved_by)


def threads(
    comments: Sequence[Comment],
    text: str,
    names: Mapping[int, str],
    words: Mapping[str, str],
) -> tuple[Thread, ...]:
    """Return the threads of one section, open ones first, each in its order."""
    answers: dict[str, list[Comment]] = {}
    for each in comments:
        if each.parent:
            answers.setdefault(each.parent, []).append(each)
    made = [
        _thread(each, answers.get(each.comment, ()), text, names, words)
        for each in comments
        if not each.parent
    ]
    return tuple(sorted(made, key=lambda thread: thread.resolved))


def _thread(
    first: Comment,
    answers: Sequence[Comment],
    text: str,
    names: Mapping[int, str],
    words: Mapping[str, str],
) -> Thread:
    quote = words.get(first.quote, "")
    place = locate(text, quote, words.get(first.before, ""), words.get(first.after, ""))
    return Thread(
        first=remark(first, names, words),
        answers=tuple(remark(each, names, words) for each in answers),
        anchor=_anchor(quote, place),
        now=text[place.start : place.end] if place else "",
        place=place,
        resolved_by=names.get(first.resolved_by, "")
        or ("…" if first.resolved_by else ""),
        resolution=words.get(first.resolution, ""),
    )


def _anchor(quote: str, place: Place | None) -> str:
    if not quote:
        return ""
    if place is None:
        return "lost"
    return "changed" if place.changed else "whole"


def texts_of(comments: Sequence[Comment]) -> list[str]:
    """Return the hashes of the words that threads show or are found by."""
    found = [
        name
        for each in comments
        for name in (each.remark, each.quote, each.before, each.after, each.resolution)
    ]
    return [each for each in found if each]
