"""Draw a sample for second review again. Needs Python 3.10 or later and nothing else.

    python draw.py [FOLDER]

Reads events.ndjson of an exported ledger in FOLDER (by default where this file is)
and repeats every draw that it records: the seed is the SHA-256 of the chain's head at
the beginning of the announced day (Beijing time) and of that day; the candidates are
the sections whose verification stood then; the weight of each is 1, and 2 more for
each error ever found in it, 3 for each waiver, 2 for each flag, 1 for each edit, 20
at most. Whoever verifies the chain with verify.py and the draws with this file needs
to trust nobody about the sample.
"""

import argparse
import hashlib
import json
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any, NamedTuple

METHOD = "mingshen.draw.v1"
SEED_TAG = b"mingshen.draw.v1\x00"
GREATEST_WEIGHT = 20
NUMBER = re.compile(
    r"^\s*第?[(（]?[0-9一二三四五六七八九十百]+[)）]?[部分章节、.．\s]*"
)
BEIJING = timezone(timedelta(hours=8))

Told = dict[str, Any]
"""An event: position, recorded_at (microseconds, UTC), type, stream, body."""


class Candidate(NamedTuple):
    """A section that may be drawn, with the content that was verified."""

    stream: str
    section: str
    version: int
    content: str
    weight: int


def begins(day: str) -> int:
    """Return the beginning of a day (ISO) in Beijing as microseconds since 1970."""
    at = datetime.fromisoformat(day).replace(tzinfo=BEIJING)
    return (at - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(microseconds=1)


def seed_of(head: str, day: str) -> str:
    """Return the seed: `head` is the hash of the last event before `day`, in hex."""
    told = SEED_TAG + bytes.fromhex(head) + day.encode("ascii")
    return hashlib.sha256(told).hexdigest()


def pick(seed: str, weights: Sequence[int], size: int) -> list[int]:
    """Return the places that are drawn, in order, none twice.

    Each drawing takes one of what is left with a chance in proportion to its weight:
    SHA-256 of seed and number, as a whole number, modulo the weight that is left.
    """
    left = list(enumerate(weights))
    drawn: list[int] = []
    for number in range(min(size, len(left))):
        told = bytes.fromhex(seed) + number.to_bytes(4, "big")
        point = int.from_bytes(hashlib.sha256(told).digest(), "big")
        point %= sum(weight for _, weight in left)
        for at, (place, weight) in enumerate(left):
            point -= weight
            if point < 0:
                drawn.append(place)
                del left[at]
                break
    return drawn


class Sections:
    """The verified sections of a ledger, and what their weights are made of."""

    def __init__(self) -> None:
        self.campaigns: dict[str, int] = {}
        self.verified: dict[tuple[str, str], tuple[int, str]] = {}
        self.headings: dict[tuple[str, str], str] = {}
        self.weights: dict[tuple[str, str], int] = {}
        self.raised: set[tuple[str, str]] = set()
        self.places: dict[tuple[str, str], list[str]] = {}

    def take(self, event: Told) -> None:
        """Go on by one event; its kind is the stored name without its version."""
        kind = event["type"].removeprefix("review.").rpartition(".v")[0]
        step = getattr(self, "_" + kind.replace("-", "_"), None)
        if event["type"].startswith("review.") and step is not None:
            step(event["stream"], event["body"])

    def candidates(self, campaign: int) -> list[Candidate]:
        """Return what may be drawn, ordered by stream and section; 0 is all."""
        return [
            Candidate(*at, *self.verified[at], self._weight(at))
            for at in sorted(self.verified)
            if campaign in (0, self.campaigns.get(at[0]))
        ]

    def _weight(self, at: tuple[str, str]) -> int:
        return min(1 + self.weights.get(at, 0), GREATEST_WEIGHT)

    def _add(self, at: tuple[str, str], weight: int) -> None:
        self.weights[at] = self.weights.get(at, 0) + weight

    def _disclosure_submitted(self, stream: str, body: Told) -> None:
        self.campaigns[stream] = body["campaign"]

    def _disclosure_read(self, stream: str, body: Told) -> None:
        # What reads as before, but for its heading's number, keeps its verification.
        read = {
            (stream, each["key"]): (each["content"], NUMBER.sub("", each["heading"], 1))
            for each in body["sections"]
        }
        for at in [at for at in self.verified if at[0] == stream]:
            if read.get(at) != (self.verified[at][1], self.headings[at]):
                del self.verified[at]
        self.headings.update({at: heading for at, (_, heading) in read.items()})

    def _section_edited(self, stream: str, body: Told) -> None:
        self.verified.pop((stream, body["section"]), None)
        self._add((stream, body["section"]), 1)

    def _section_verified(self, stream: str, body: Told) -> None:
        at = (stream, body["section"])
        self.verified[at] = (body["version"], body["content"])

    def _verification_lapsed(self, stream: str, body: Told) -> None:
        self.verified.pop((stream, body["section"]), None)

    def _section_flagged(self, stream: str, body: Told) -> None:
        self.verified.pop((stream, body["section"]), None)
        self._add((stream, body["section"]), 2)

    def _checks_run(self, stream: str, body: Told) -> None:
        for each in body["found"]:
            known = (stream, each["fingerprint"])
            self.places[known] = each["sections"]
            if each["severity"] == "error" and known not in self.raised:
                self.raised.add(known)
                for section in each["sections"]:
                    self._add((stream, section), 2)

    def _finding_waived(self, stream: str, body: Told) -> None:
        for section in self.places.get((stream, body["fingerprint"]), []):
            self._add((stream, section), 3)


def candidates(events: Iterable[Told], before: int, campaign: int) -> list[Candidate]:
    """Return what could be drawn from the events recorded before `before`."""
    sections = Sections()
    for event in events:
        if event["recorded_at"] >= before:
            break
        sections.take(event)
    return sections.candidates(campaign)


def exported(folder: Path) -> Iterator[Told]:
    """Yield the events of an export, each with its hash."""
    with (folder / "events.ndjson").open(encoding="utf-8") as lines:
        for line in lines:
            told = json.loads(line)
            said = json.loads(told["payload"])
            yield {**told, **{k: said[k] for k in ("type", "stream", "body")}}


def fault(events: Sequence[Told], announced: Told, sample: Told) -> str:
    """Return '' if drawing again gives the recorded sample, else what differs."""
    draw, told = announced["body"], sample["body"]
    before = begins(draw["day"])
    heads = [each for each in events if each["recorded_at"] < before]
    if announced["recorded_at"] >= before:
        return "it was not announced before its day"
    if not heads or told["cutoff"] != heads[-1]["position"]:
        return "the cut-off is not the last event before the day"
    if told["head"] != heads[-1]["hash"]:
        return "the head is not that of the cut-off"
    seed = seed_of(told["head"], draw["day"])
    if told["seed"] != seed:
        return "the seed is not of this head and day"
    known = candidates(events, before, draw["campaign"])
    picked = [known[at] for at in pick(seed, [c.weight for c in known], draw["size"])]
    if [tuple(each[:5]) for each in told["drawn"]] != [tuple(each) for each in picked]:
        return "drawing again gives another sample"
    return ""


def main() -> int:
    parser = argparse.ArgumentParser(description="Repeat the draws of a ledger.")
    here = Path(__file__).resolve().parent
    parser.add_argument("folder", nargs="?", type=Path, default=here)
    events = list(exported(parser.parse_args().folder))
    announced = {
        each["body"]["draw"]: each
        for each in events
        if each["type"] == "oversight.draw-announced.v1"
    }
    bad = False
    for each in events:
        if each["type"] == "oversight.sample-drawn.v1":
            draw = each["body"]["draw"]
            said = fault(events, announced[draw], each)
            bad = bad or bool(said)
            sys.stdout.write(f"draw {draw}: {'BAD ' + said if said else 'OK'}\n")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
