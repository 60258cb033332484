"""What goes into the package of a disclosure: everything that a position names."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Any
from uuid import UUID

import orjson

from disclosures import services
from disclosures.parse.stored import blocks_from_json
from reviews import store
from reviews.domain import events as e
from reviews.domain.fold import replay
from reviews.domain.hashing import canonical, microseconds
from reviews.domain.state import Disclosure, Release
from reviews.ledger import bodies, standalone_package, witness
from reviews.ledger.erasure import certificates
from reviews.models import EventRecord
from reviews.oversight import archive, records
from reviews.oversight.archive import Member

FORMAT = "mingshen.package.v1"
BUILDER = "1"
"""Another number here, and packages of the same position may be other bytes."""
RELEASING = (
    "review.disclosure-released.",
    "review.release-staged.",
    "review.release-settled.",
    "review.files-rendered.",
)
"""The events of a disclosure that the public's part holds whole."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """One event of the ledger on the way from a package's first to its last."""

    position: int
    stream: UUID
    type: str
    payload: bytes
    recorded_at: int
    previous: bytes
    hash: bytes


def whole(ledger: int, stream: UUID, position: int, key: bytes) -> dict[str, Member]:
    """Return the whole package of a disclosure at its last event up to `position`.

    Raises LookupError where there was no such disclosure.
    """
    told = store.load(ledger, stream, upto=position)
    if not told or not isinstance(told[0].event, e.DisclosureSubmitted):
        raise LookupError(str(stream))
    links = _links(ledger, told[0].position, told[-1].position)
    own = [each for each in links if each.stream == stream]
    named = _named(own)
    texts = store.contents(named)
    members = {f"contents/{name}": archive.of_bytes(texts[name]) for name in texts}
    members |= _files(own)
    made = records.whole(replay(told), told, texts)
    members |= {name: _member(value) for name, value in made.items()}
    certified = certificates(named)
    return _sealed(ledger, stream, "whole", links, own, members, certified, key)


def public(
    ledger: int, stream: UUID, state: Disclosure, release: Release, key: bytes
) -> dict[str, Member]:
    """Return the public's part: the released text, its tables and files, the proof."""
    own = [
        each
        for each in _own(ledger, stream)
        if each.type.startswith(RELEASING) and _is_about(each, release)
    ]
    links = _links(ledger, own[0].position, own[-1].position)
    texts = store.contents([release.page])
    words = store.contents([release.reason])
    members: dict[str, Member] = {}
    if release.page in texts:
        body = texts[release.page]
        members[f"contents/{release.page}"] = archive.of_bytes(body)
        for section in json.loads(body)["sections"]:
            blocks = blocks_from_json(section["blocks"])
            for name, told in records.tables_of(section["key"], blocks):
                members[name] = _member(told)
    reason = words.get(release.reason)
    members["records/release.json"] = archive.of_json(
        {
            "release": release.release,
            "number": release.number,
            "released_at": release.at,
            "sha256": release.page,
            "reason": reason.decode() if reason is not None else None,
        }
    )
    members |= _files(own)
    certified = {
        name: {k: v for k, v in each.items() if k in ("content", "erased_at")}
        for name, each in certificates([release.page]).items()
    }
    return _sealed(ledger, stream, "public", links, own, members, certified, key)


def _is_about(link: Link, release: Release) -> bool:
    body = orjson.loads(link.payload)["body"]
    about: str = body.get("release", "")
    return release.page == body.get("page") or release.release == about


def _member(value: Any) -> Member:
    if isinstance(value, str):
        return archive.of_bytes(value.encode("utf-8-sig"))
    return archive.of_json(value)


def _named(own: Sequence[Link]) -> list[str]:
    found = dict.fromkeys(
        name
        for each in own
        for name in bodies.named(orjson.loads(each.payload)["body"])
    )
    return sorted(found)


def _files(own: Sequence[Link]) -> dict[str, Member]:
    """Return the files that the events name, as they lie in the storage."""
    members: dict[str, Member] = {}
    for each in own:
        for name in bodies.files_named(each.type, orjson.loads(each.payload)["body"]):
            try:
                member = archive.of_file(partial(services.open_file, name))
            except FileNotFoundError:
                continue
            if member.sha256 != name:
                raise services.FileDamaged(name)
            members[f"files/{name}"] = member
    return members


def _sealed(
    ledger: int,
    stream: UUID,
    audience: str,
    links: Sequence[Link],
    own: Sequence[Link],
    members: dict[str, Member],
    erased: Mapping[str, Mapping[str, Any]],
    key: bytes,
) -> dict[str, Member]:
    """Add the proof, the verifier, the manifest and its signature."""
    last = links[-1]
    members = members | {
        "events.ndjson": archive.of_bytes(b"".join(map(_event, own))),
        "chain.ndjson": archive.of_bytes(b"".join(map(_link, links))),
        "verify.py": archive.of_bytes(Path(standalone_package.__file__).read_bytes()),
    }
    manifest = {
        "format": FORMAT,
        "builder": BUILDER,
        "audience": audience,
        "ledger": ledger,
        "disclosure": str(stream),
        "first": links[0].position,
        "previous": links[0].previous.hex(),
        "position": last.position,
        "hash": last.hash.hex(),
        "erased": [erased[name] for name in sorted(erased)],
        "files": {n: [m.sha256, m.size] for n, m in sorted(members.items())},
    }
    body = canonical(manifest) + b"\n"
    signature = {
        "format": "mingshen.package-signature.v1",
        "manifest": sha256(body).hexdigest(),
        "signature": witness.signature(body, key=key),
    }
    return members | {
        "manifest.json": archive.of_bytes(body),
        "signature.json": archive.of_json(signature),
    }


def _event(link: Link) -> bytes:
    told = {"position": link.position, "payload": link.payload.decode()}
    return orjson.dumps(told, option=orjson.OPT_SORT_KEYS) + b"\n"


def _link(link: Link) -> bytes:
    told = {
        "position": link.position,
        "recorded_at": link.recorded_at,
        "payload_sha256": sha256(link.payload).hexdigest(),
        "hash": link.hash.hex(),
    }
    return orjson.dumps(told, option=orjson.OPT_SORT_KEYS) + b"\n"


def _links(ledger: int, first: int, last: int) -> list[Link]:
    rows = EventRecord.objects.filter(
        ledger=ledger, position__gte=first, position__lte=last
    )
    return list(_read(rows))


def _own(ledger: int, stream: UUID) -> list[Link]:
    return list(_read(EventRecord.objects.filter(ledger=ledger, stream=stream)))


def _read(rows: Any) -> Iterator[Link]:
    columns = (
        "position",
        "stream",
        "type",
        "payload",
        "recorded_at",
        "previous_hash",
        "hash",
    )
    for row in rows.order_by("position").values_list(*columns):
        position, stream, kind, payload, recorded_at, previous, made = row
        yield Link(
            position=position,
            stream=stream,
            type=kind,
            payload=bytes(payload),
            recorded_at=microseconds(recorded_at.astimezone(UTC)),
            previous=bytes(previous),
            hash=bytes(made),
        )
