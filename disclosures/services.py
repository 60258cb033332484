"""Writes: files kept as they came, texts with their annexes; who signed in."""

import hashlib
import re
import tempfile
import zipfile
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import IO, Any, NamedTuple, Protocol

from django.conf import settings
from django.contrib.auth.models import update_last_login
from django.core.files.base import File
from django.core.files.storage import Storage, default_storage

from disclosures.models import Account, SourceFile, SubmittedParts

IN_MEMORY = 2 * 2**20
CHUNK = 2**20
TEXT, ANNEX = "正文", "附表"
"""The members of a composed file; what they are is told by their content."""
_ADDRESS = re.compile(r"[0-9a-f]{64}")


class Upload(Protocol):
    """A file on its way in, as requests bring it."""

    @property
    def name(self) -> str | None: ...

    def chunks(self) -> Iterator[bytes]: ...


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
        store(path_of(sha256), spooled, size)
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


class Kept(NamedTuple):
    """A submission as it is kept: its file's hash and its name for people."""

    file: str
    name: str


class NotOneText(Exception):
    """An archive is a submission of its own: no annex can be laid beside it."""


def keep_submission(text: Upload, annex: Upload | None = None, *, at: datetime) -> Kept:
    """Keep what was sent; a text and an annex become one file. Raises `NotOneText`."""
    kept = keep_file(text.chunks(), at=at)
    name = str(text.name)
    if annex is None:
        return Kept(kept.sha256, name)
    return _together(kept, name, keep_file(annex.chunks(), at=at), annex.name, at)


class NoAnnex(Exception):
    """There is no annex to take away."""


def keep_replacement(
    before: Kept,
    text: Upload | None,
    annex: Upload | None,
    *,
    at: datetime,
    without_annex: bool = False,
) -> Kept:
    """Keep a new text or a new annex, or both; the other stays as in `before`.

    `without_annex` takes the annex away and leaves the text, the new or the old one.
    Raises `NotOneText` where `before` is an archive that alone came with the annex,
    and `NoAnnex` where there is none to take away.
    """
    parts = parts_of(before.file) or Parts(before.file, "")
    if without_annex and not parts.annex:
        raise NoAnnex(before.file)
    text_name, _, annex_name = before.name.removesuffix("）").partition("（附表：")
    if text is None:
        kept = SourceFile.objects.get(sha256=parts.text)
    else:
        kept, text_name = keep_file(text.chunks(), at=at), str(text.name)
    if annex is not None:
        beside = keep_file(annex.chunks(), at=at)
        return _together(kept, text_name, beside, annex.name, at)
    if not parts.annex or without_annex:
        return Kept(kept.sha256, text_name)
    beside = SourceFile.objects.get(sha256=parts.annex)
    return _together(kept, text_name, beside, annex_name, at)


def _together(
    text: SourceFile,
    text_name: str,
    annex: SourceFile,
    annex_name: str | None,
    at: datetime,
) -> Kept:
    if text_name.lower().endswith(".zip"):
        raise NotOneText(text_name)
    whole = compose(text, annex, at=at)
    # The bracket keeps the name from ending like a format that it is not.
    return Kept(whole.sha256, f"{text_name}（附表：{annex_name}）")


class Parts(NamedTuple):
    """The text and the annex that a file was composed of, by their hashes."""

    text: str
    annex: str


def compose(text: SourceFile, annex: SourceFile, *, at: datetime) -> SourceFile:
    """Keep a zip of a text and its annex, the same for the same two, and its row.

    Both lie in it as they came, so that its hash stands for the bytes of both.
    """
    with tempfile.SpooledTemporaryFile(max_size=IN_MEMORY) as spooled:
        with zipfile.ZipFile(spooled, "w", zipfile.ZIP_STORED) as archive:
            for name, part in ((TEXT, text), (ANNEX, annex)):
                archive.writestr(zipfile.ZipInfo(name), read_file(part.sha256))
        spooled.seek(0)
        kept = keep_file(iter(lambda: spooled.read(CHUNK), b""), at=at)
    SubmittedParts.objects.get_or_create(
        file=kept, defaults={"text": text, "annex": annex}
    )
    return kept


def parts_of(sha256: str) -> Parts | None:
    """Return what a file was composed of, None for one that came as it is."""
    found = SubmittedParts.objects.filter(file__sha256=sha256).values_list(
        "text__sha256", "annex__sha256"
    )
    return next((Parts(*each) for each in found), None)


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


def store(path: str, content: IO[bytes], size: int) -> None:
    """Write `content` to `path` unless it lies there whole."""
    storage: Storage = default_storage
    if storage.exists(path):
        if storage.size(path) == size:
            return
        # A write that was cut short by a crash.
        storage.delete(path)
    written = storage.save(path, File(content))
    if written != path:
        # Somebody stored the same bytes in the same moment, under the very name.
        storage.delete(written)
