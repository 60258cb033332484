"""更正对照: which figures a correction changed, from what to what."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from difflib import SequenceMatcher
from typing import Any

from disclosures.figures.model import Figure, Kind
from disclosures.figures.reading import read_section
from disclosures.parse.model import Section
from disclosures.parse.stored import blocks_from_json

NAMING = frozenset({Kind.CODE, Kind.ORDINAL})
"""Numbers that only name something: their change is one of wording."""


@dataclass(frozen=True, slots=True)
class Change:
    """A figure before and after, as printed with its unit; '' where there was none.

    `difference` is the new value less the old in the old one's unit, '' where they
    cannot be compared.
    """

    key: str
    heading: str
    subject: str
    old: str
    new: str
    difference: str


def written(before: Mapping[str, Any], after: Mapping[str, Any]) -> bytes:
    """Return the changed figures as canonical JSON, in the new text's order."""
    told = [asdict(each) for each in changes(before, after)]
    return json.dumps(
        told, ensure_ascii=False, sort_keys=True, separators=(",", ":")
    ).encode()


def read(body: bytes) -> tuple[Change, ...]:
    """Return what `written` wrote."""
    return tuple(Change(**each) for each in json.loads(body))


def changes(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[Change]:
    """Yield every figure that is not as it was; sections are matched by their key."""
    old = {each["key"]: each for each in before["sections"]}
    new = {each["key"]: each for each in after["sections"]}
    gone = [key for key in old if key not in new]
    for key in (*new, *gone):
        was, now = old.get(key), new.get(key)
        if was and now and was["blocks"] == now["blocks"]:
            continue
        heading = (now or was or {})["heading"]
        yield from _changes(key, heading, _figures(was), _figures(now))


def _figures(section: Mapping[str, Any] | None) -> list[Figure]:
    if section is None:
        return []
    text = Section(
        key=section["key"],
        path=tuple(section["path"]),
        level=section["level"],
        heading=section["heading"],
        blocks=blocks_from_json(section["blocks"]),
    )
    figures = read_section(text).figures
    return sorted(
        (each for each in figures if each.kind not in NAMING),
        key=lambda each: each.start,
    )


def _changes(
    key: str, heading: str, old: Sequence[Figure], new: Sequence[Figure]
) -> Iterator[Change]:
    matcher = SequenceMatcher(
        None, [_printed(each) for each in old], [_printed(each) for each in new], False
    )
    for how, a, b, c, d in matcher.get_opcodes():
        if how == "equal":
            continue
        pairs = max(b - a, d - c)
        for n in range(pairs):
            was = old[a + n] if a + n < b else None
            now = new[c + n] if c + n < d else None
            yield _change(key, heading, was, now)


def _change(key: str, heading: str, old: Figure | None, new: Figure | None) -> Change:
    named = new or old
    return Change(
        key=key,
        heading=heading,
        subject=named.subject if named else "",
        old=_printed(old) if old else "",
        new=_printed(new) if new else "",
        difference=_difference(old, new),
    )


def _difference(old: Figure | None, new: Figure | None) -> str:
    if old is None or new is None or (old.kind, old.unit) != (new.kind, new.unit):
        return ""
    return f"{new.value - old.value:+,}"


def _printed(figure: Figure) -> str:
    return f"{figure.text}{figure.unit}"
