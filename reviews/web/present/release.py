"""A release's files, drawing and corrections, as the public page shows them."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from disclosures import services
from reviews.publishing import corrections, summary
from reviews.publishing.forms import NAMES

Files = Sequence[Sequence[str | int]]


@dataclass(frozen=True, slots=True)
class Download:
    """A file to load: its form, what it is called, its size in words."""

    form: str
    name: str
    size: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Bar:
    """One part of a side: its length in percent of the longest."""

    name: str
    printed: str
    width: float
    share: str


@dataclass(frozen=True, slots=True)
class Drawing:
    """A side of the account as bars; the numbers are those of the table."""

    name: str
    unit: str
    total: str
    bars: tuple[Bar, ...]


def file_of(files: Files, form: str) -> str:
    """Return the hash of a release's file of one form, '' where there is none."""
    return next((str(sha) for name, sha, _size in files if name == form), "")


def downloads(files: Files) -> list[Download]:
    """Return the files that people load, in the order of the forms."""
    found = {str(form): (str(sha), int(size)) for form, sha, size in files}
    return [
        Download(form, name, _size(found[form][1]), found[form][0])
        for form, name in NAMES.items()
        if form in found
    ]


def drawings(files: Files) -> tuple[Drawing, ...]:
    """Return the drawing of a release; nothing until its files are made."""
    sha = file_of(files, "summary")
    return _drawings(sha) if sha else ()


def changed(files: Files) -> tuple[corrections.Change, ...] | None:
    """Return the figures that a correction changed, None where it is none (yet)."""
    sha = file_of(files, "changes")
    return _changed(sha) if sha else None


@lru_cache(maxsize=256)
def _drawings(sha256: str) -> tuple[Drawing, ...]:
    return tuple(map(_drawing, summary.read(services.read_file(sha256))))


@lru_cache(maxsize=256)
def _changed(sha256: str) -> tuple[corrections.Change, ...]:
    return corrections.read(services.read_file(sha256))


def _drawing(side: summary.Side) -> Drawing:
    amounts = [Decimal(part.amount) for part in side.parts]
    longest, whole = max(amounts), sum(amounts, start=Decimal(0))
    return Drawing(
        name=side.name,
        unit=side.unit,
        total=side.total,
        bars=tuple(
            Bar(
                name=part.name,
                printed=part.printed,
                width=float(100 * amount / longest),
                share=f"{100 * amount / whole:.1f}%",
            )
            for part, amount in zip(side.parts, amounts, strict=True)
        ),
    )


def _size(size: int) -> str:
    return f"{max(1, round(size / 1024))} KB"
