"""A ZIP that is the same bytes wherever and whenever it is written."""

import hashlib
import zipfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import IO

from reviews.domain.hashing import canonical

EPOCH = (1980, 1, 1, 0, 0, 0)
CHUNK = 2**20


@dataclass(frozen=True, slots=True)
class Member:
    """One file of an archive: its hash and size are known, its bytes come in pieces."""

    sha256: str
    size: int
    chunks: Callable[[], Iterator[bytes]]


def of_bytes(body: bytes) -> Member:
    return Member(hashlib.sha256(body).hexdigest(), len(body), lambda: iter((body,)))


def of_json(value: object) -> Member:
    """Return a member that is JSON with sorted keys and a line break at its end."""
    return of_bytes(canonical(value) + b"\n")


def of_file(opened: Callable[[], IO[bytes]]) -> Member:
    """Return a member that is read from a file each time it is needed."""

    def chunks() -> Iterator[bytes]:
        with opened() as stored:
            while piece := stored.read(CHUNK):
                yield piece

    digest, size = hashlib.sha256(), 0
    for piece in chunks():
        digest.update(piece)
        size += len(piece)
    return Member(digest.hexdigest(), size, chunks)


def write(out: IO[bytes], members: Mapping[str, Member]) -> None:
    """Write `members` by name into a seekable file, in order of their names.

    Stored, not deflated: what a compressor makes of bytes hangs on its version. No
    times, no modes, no comments.
    """
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for name in sorted(members):
            info = zipfile.ZipInfo(name, EPOCH)
            info.create_system = 3
            info.external_attr = 0o644 << 16
            info.file_size = members[name].size
            with archive.open(info, "w") as entry:
                for piece in members[name].chunks():
                    entry.write(piece)
