"""Packages: asked for, built once, kept by their hash, found again."""

import hashlib
import tempfile
import zipfile
from collections.abc import Iterable
from datetime import datetime
from typing import IO, Any
from uuid import UUID

from django.conf import settings
from django.core.files.storage import default_storage
from django.utils import timezone

from disclosures import services
from reviews import store
from reviews.domain import events as e
from reviews.domain import release_events as r
from reviews.domain.errors import NotKnown
from reviews.domain.fold import replay
from reviews.domain.policies import Actor, require_at_ledger
from reviews.domain.state import Disclosure, Release
from reviews.handlers import PACKAGES
from reviews.models import OutboxRecord, PackageRecord, ReleaseProof
from reviews.oversight import archive, building
from reviews.queries import reading

WHOLE, PUBLIC = "whole", "public"
JOBS = dict(zip((WHOLE, PUBLIC), PACKAGES, strict=True))
IN_MEMORY = 8 * 2**20


def asked(actor: Actor, stream: UUID, position: int | None) -> PackageRecord | None:
    """Return the whole package of a disclosure at a position; None: being built.

    Raises `NotKnown` and `NotAllowed`.
    """
    state = reading.disclosure(actor, stream, position=position)
    require_at_ledger("package", actor)
    return find_or_ask(state.ledger, stream, state.position, WHOLE)


def asked_by_public(release: Any) -> PackageRecord | None:
    """Return the public's package of a release (its row); None: being built.

    Raises `NotKnown` for one that was withdrawn.
    """
    if release.status == "withdrawn":
        raise NotKnown("not-public", "这个版本已经撤下。")
    position = public_position(release.ledger, release.disclosure, str(release.pk))
    return find_or_ask(release.ledger, release.disclosure, position, PUBLIC)


def proofs(releases: Iterable[Any]) -> list[tuple[Any, ReleaseProof | None]]:
    """Return releases (their rows), each with the last sweep over its numbers."""
    rows = list(releases)
    known = ReleaseProof.objects.in_bulk([each.pk for each in rows])
    return [(each, known.get(each.pk)) for each in rows]


def find_or_ask(
    ledger: int, stream: UUID, position: int, audience: str
) -> PackageRecord | None:
    """Return a package that is built, or put its building into the outbox."""
    found = find(stream, position, audience)
    if found is None:
        ask(ledger, stream, position, audience)
    return found


def find(stream: UUID, position: int, audience: str) -> PackageRecord | None:
    """Return a package by its very position, None if it is not built or not there."""
    row = PackageRecord.objects.filter(
        stream=stream, position=position, audience=audience, builder=building.BUILDER
    ).first()
    there = row is not None and default_storage.exists(path_of(row.sha256))
    return row if there else None


def ask(ledger: int, stream: UUID, position: int, audience: str) -> None:
    """Have a package built by a worker; asking twice is asking once."""
    row, fresh = OutboxRecord.objects.get_or_create(
        ledger=ledger,
        position=position,
        job=JOBS[audience],
        defaults={
            "stream": stream,
            "arguments": {"disclosure": str(stream)},
            "not_before": timezone.now(),  # noqa: TID251 - when it may begin: at once
        },
    )
    if not fresh and row.dead:
        OutboxRecord.objects.filter(pk=row.pk, dead=True).update(
            dead=False, attempts=0, error=""
        )


def public_position(ledger: int, stream: UUID, release: str) -> int:
    """Return the position of the last event that a release's package holds.

    Raises LookupError where there is no such release.
    """
    page, last = None, 0
    for record in store.load(ledger, stream):
        event = record.event
        if isinstance(event, e.DisclosureReleased | r.ReleaseStaged):
            if event.release == release:
                page, last = event.page, record.position
        elif isinstance(event, r.ReleaseSettled):
            last = record.position if event.release == release else last
        elif isinstance(event, r.FilesRendered) and event.page == page:
            last = record.position
    if page is None:
        raise LookupError(release)
    return last


def build(
    ledger: int, stream: UUID, position: int, audience: str, at: datetime
) -> PackageRecord:
    """Build a package and keep it; built before, it is the same bytes again."""
    key = settings.LEDGER_KEY.encode()
    if audience == WHOLE:
        members = building.whole(ledger, stream, position, key)
    else:
        state = replay(store.load(ledger, stream))
        release = _release_at(ledger, stream, state, position)
        members = building.public(ledger, stream, state, release, key)
    with tempfile.SpooledTemporaryFile(max_size=IN_MEMORY) as out:
        archive.write(out, members)
        size = out.tell()
        sha256 = _hash(out)
        services.store(path_of(sha256), out, size)
    return PackageRecord.objects.update_or_create(
        stream=stream,
        position=position,
        audience=audience,
        defaults={
            "ledger": ledger,
            "builder": building.BUILDER,
            "sha256": sha256,
            "size": size,
            "built_at": at,
        },
    )[0]


def _release_at(ledger: int, stream: UUID, state: Disclosure, position: int) -> Release:
    for each in state.releases:
        if public_position(ledger, stream, each.release) == position:
            return each
    raise LookupError(f"no release at position {position}")


def _hash(written: Any) -> str:
    digest = hashlib.sha256()
    written.seek(0)
    while piece := written.read(archive.CHUNK):
        digest.update(piece)
    written.seek(0)
    return digest.hexdigest()


def opened(package: PackageRecord) -> IO[bytes]:
    """Open a package's bytes to be sent on; the caller closes it."""
    stored: IO[bytes] = default_storage.open(path_of(package.sha256))
    return stored


def path_of(sha256: str) -> str:
    return f"packages/{sha256[:2]}/{sha256}.zip"


def forget(ledger: int, content: str) -> int:
    """Remove the kept packages that hold a content; return how many it were."""
    gone = 0
    for row in PackageRecord.objects.filter(ledger=ledger):
        path = path_of(row.sha256)
        if default_storage.exists(path):
            with default_storage.open(path) as stored:
                names = zipfile.ZipFile(stored).namelist()
            # A short text may stand in the records too: those who hold its hash do.
            if f"contents/{content}" not in names:
                continue
            default_storage.delete(path)
        row.delete()
        gone += 1
    return gone
