"""Writes: files kept as they came; who signed in."""

import hashlib
import re
import tempfile
from collections.abc import Iterable
from datetime import datetime
from typing import IO, Any

from django.conf import settings
from django.contrib.auth.models import update_last_login
from django.core.files.base import File
from django.core.files.storage import Storage, default_storage

from disclosures.models import Account, SourceFile

IN_MEMORY = 2 * 2**20
CHUNK = 2**20
_ADDRESS = re.compile(r"[0-9a-f]{64}")


class FileDamaged(Exception):
    """What the storage gives back is not what was stored under this hash."""


def keep_file(
    chunks: Iterable[bytes], *, at: datetime, limit: int | None = None
) -> SourceFile:
    """Keep bytes under their SHA-256 and return their row; the same bytes once.

    Of a file above `limit` bytes (MAX_FILE_BYTES if None), `limit` + 1 are kept: as
    many as it takes for the reader to see that it is too large. The file's name is
    not asked for: it never becomes a path.
    """
    limit = settings.MAX_FILE_BYTES if limit is None else limit
    with tempfile.SpooledTemporaryFile(max_size=IN_MEMORY) as spooled:
        sha256, size = _copy(chunks, spooled, limit + 1)
        _store(default_storage, path_of(sha256), spooled, size)
    return SourceFile.objects.get_or_create(
        sha256=sha256, defaults={"size": size, "stored_at": at}
    )[0]


def read_file(sha256: str) -> bytes:
    """Return the bytes kept under this hash.

    Raises FileNotFoundError for an unknown hash, FileDamaged if they have changed.
    """
    with default_storage.open(path_of(sha256)) as stored:
        data: bytes = stored.read()
    if hashlib.sha256(data).hexdigest() != sha256:
        raise FileDamaged(sha256)
    return data


def open_file(sha256: str) -> IO[bytes]:
    """Open the bytes kept under this hash, to be sent on in pieces.

    Raises FileNotFoundError for an unknown hash. The caller closes it.
    """
    opened: IO[bytes] = default_storage.open(path_of(sha256))
    return opened


def path_of(sha256: str) -> str:
    """Return where the storage keeps a hash's bytes; FileNotFoundError for no hash."""
    if not _ADDRESS.fullmatch(sha256):
        raise FileNotFoundError(sha256)
    return f"sources/{sha256[:2]}/{sha256}"


def note_sign_in(sender: type[Account], user: Account, **kwargs: Any) -> None:
    """Keep when a person last signed in, without a row of history for it."""
    user.skip_history_when_saving = True  # type: ignore[attr-defined]
    try:
        update_last_login(sender, user, **kwargs)
    finally:
        del user.skip_history_when_saving  # type: ignore[attr-defined]


def _copy(chunks: Iterable[bytes], to: IO[bytes], most: int) -> tuple[str, int]:
    digest, size = hashlib.sha256(), 0
    for chunk in chunks:
        piece = chunk[: most - size]
        digest.update(piece)
        to.write(piece)
        size += len(piece)
        if size >= most:
            break
    to.seek(0)
    return digest.hexdigest(), size


def _store(storage: Storage, path: str, content: IO[bytes], size: int) -> None:
    """Write `content` to `path` unless it lies there whole."""
    if storage.exists(path):
        if storage.size(path) == size:
            return
        # A write that was cut short by a crash.
        storage.delete(path)
    written = storage.save(path, File(content))
    if written != path:
        # Somebody stored the same bytes in the same moment, under the very name.
        storage.delete(written)
