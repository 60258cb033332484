"""The sweep: every number of every release traced to bytes that hold it."""

import json
import re
from collections import OrderedDict
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from hashlib import sha256
from uuid import UUID

from django.db.models import F, OuterRef, Subquery

from disclosures import services
from disclosures.ingest.model import Unreadable
from disclosures.ingest.sandbox import read_safely
from disclosures.parse.outline import outline
from disclosures.parse.stored import blocks_from_json
from reviews import store
from reviews.domain import events as e
from reviews.domain import release_events as r
from reviews.domain.decision import canonical
from reviews.models import ReleaseProof, ReleaseRow
from reviews.oversight import origins
from reviews.oversight.alignment import Stretch

AT_ONCE = 20
"""Releases that one night traces; those that wait longest come first."""
MOST_NAMED = 100
REMEMBERED = 16
_NUMBER = re.compile(r"\d[\d,，]*(?:\.\d+)?")
_SEPARATORS = str.maketrans("", "", ",， ")

Broken = dict[str, str]
"""A link that does not hold: what (code), section, text, and about what hash."""


def sweep(ledger: int, clock: Callable[[], datetime], most: int = AT_ONCE) -> int:
    """Trace the releases that were traced longest ago; return how many are broken."""
    proven = ReleaseProof.objects.filter(pk=OuterRef("pk")).values("proven_at")
    rows = ReleaseRow.objects.filter(
        ledger=ledger, status__in=("current", "superseded")
    ).annotate(proven=Subquery(proven))
    broken = 0
    for row in rows.order_by(F("proven").asc(nulls_first=True), "pk")[:most]:
        broken += bool(prove(row, clock()).broken)
    return broken


def prove(row: ReleaseRow, at: datetime) -> ReleaseProof:
    """Trace every number of one release and keep the outcome."""
    numbers, broken = trace(row.ledger, row.disclosure, str(row.pk), row.content)
    return ReleaseProof.objects.update_or_create(
        pk=row.pk,
        defaults={
            "ledger": row.ledger,
            "proven_at": at,
            "numbers": numbers,
            "broken": broken[:MOST_NAMED],
        },
    )[0]


def trace(
    ledger: int, stream: UUID, release: str, page: str
) -> tuple[int, list[Broken]]:
    """Return how many numbers a release has, and each link that does not hold."""
    body = store.contents([page]).get(page)
    if body is None or sha256(body).hexdigest() != page:
        return 0, [_broken("page", about=page)]
    records = store.load(ledger, stream)
    told = next(
        (
            record.event.sections
            for record in records
            if isinstance(record.event, e.DisclosureReleased | r.ReleaseStaged)
            and (record.event.release, record.event.page) == (release, page)
        ),
        None,
    )
    if told is None:
        return 0, [_broken("release", about=release)]
    shown = {each["key"]: each for each in json.loads(body)["sections"]}
    numbers, broken = 0, []
    for key, version, content in told:
        count, bad = _section(records, shown.get(key), (key, version, content))
        numbers += count
        broken += bad
    return numbers, broken


def _section(
    records: Sequence[e.Recorded],
    shown: dict[str, object] | None,
    released: tuple[str, int, str],
) -> tuple[int, list[Broken]]:
    key, version, content = released
    if shown is None or sha256(canonical(shown["blocks"])).hexdigest() != content:
        return 0, [_broken("released-text", key, about=content)]
    known = origins.versions(records, key)
    at = next(
        (n for n, v in enumerate(known) if (v.version, v.content) == released[1:]), None
    )
    if at is None:
        return 0, [_broken("version", key, about=content)]
    bodies = store.contents([each.content for each in known[: at + 1]])
    bad = [
        _broken("content", key, about=each.content)
        for each in known[: at + 1]
        if sha256(bodies.get(each.content, b"")).hexdigest() != each.content
    ]
    if bad:
        return 0, bad
    return _numbers(known, at, key, str(shown["heading"]), bodies[content])


def _numbers(
    known: Sequence[origins.Version], at: int, key: str, heading: str, body: bytes
) -> tuple[int, list[Broken]]:
    texts = origins.Texts(known[: at + 1])
    figures = origins.figures(heading, key, blocks_from_json(json.loads(body)))
    broken = []
    for each in figures:
        origin = texts.origin(at, Stretch(each.start, each.end))
        if not origin.from_file:
            continue
        written = origin.steps[0].after
        for file, why in _absent(origin, written):
            broken.append(_broken(why, key, written, file))
    return len(figures), broken


def _absent(origin: origins.Origin, written: str) -> Iterator[tuple[str, str]]:
    """Yield (file, why) where the bytes that should hold a number do not."""
    event = origin.version.reads[-1].event
    file = event.file if isinstance(event, e.DisclosureRead) else ""
    found = numbers_of(file)
    if isinstance(found, str):
        yield file, found
    elif plain(written) not in found:
        yield file, "not-in-file"


def plain(number: str) -> str:
    """Return a number as written, without what parts its thousands."""
    return number.translate(_SEPARATORS)


_read: OrderedDict[str, frozenset[str] | None] = OrderedDict()
"""The numbers of the files read last, by hash: the same bytes say the same."""


def numbers_of(file: str) -> frozenset[str] | str:
    """Return every number that a kept file says, read from its bytes once more.

    The code of what is wrong, where its bytes are missing or changed, or cannot be
    read. The bytes are hashed each time.
    """
    try:
        data = services.read_file(file)
    except FileNotFoundError:
        return "file-missing"
    except services.FileDamaged:
        return "file-damaged"
    if file not in _read:
        _read[file] = _numbers_in(data)
        while len(_read) > REMEMBERED:
            _read.popitem(last=False)
    found = _read[file]
    return "file-unreadable" if found is None else found


def _numbers_in(data: bytes) -> frozenset[str] | None:
    try:
        read = outline(read_safely(data, "file"))
    except Unreadable:
        return None
    text = "\n".join(f"{each.heading}\n{each.text}" for each in read.sections)
    return frozenset(map(plain, _NUMBER.findall(text)))


def _broken(what: str, section: str = "", text: str = "", about: str = "") -> Broken:
    return {"what": what, "section": section, "text": text, "about": about}
