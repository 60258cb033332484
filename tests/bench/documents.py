"""The documents that the bench measures on: real samples and the project's own."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from disclosures.ingest.model import Unreadable
from disclosures.ingest.read import read
from disclosures.parse.model import Outline
from disclosures.parse.outline import outline
from disclosures.samples import build

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = ROOT.parent / "shared" / "samples"
OWN_LABELS = ROOT / "disclosures" / "samples" / "labels"


@dataclass(frozen=True)
class Document:
    """A document with what reviewers said of it, as far as anyone did."""

    name: str
    outline: Outline
    labels: tuple[dict[str, Any], ...]
    holds: tuple[dict[str, Any], ...]
    labelled: bool


def documents() -> list[Document]:
    """Return every document at hand; real samples only where they are."""
    return [*_real(), *_own()]


def _real() -> list[Document]:
    found = []
    for path in sorted(SAMPLES.glob("*")):
        if not path.is_file() or path.name.startswith(("template", "README")):
            continue
        data, name = path.read_bytes(), path.name
        if path.suffix == ".json":
            # As a department sends it that copies the text out of its PDF.
            pages = json.loads(data)["page_texts"]
            data, name = "\x0c".join(pages).encode(), f"{path.name}.txt"
        try:
            text = outline(read(data, name))
        except Unreadable as refused:
            print(f"{path.name}: {refused}")
            continue
        found.append(_document(path.name.split(".")[0], text, SAMPLES / "labels"))
    return found


def _own() -> list[Document]:
    return [
        _document(
            name, outline(read(build.document(name, "txt"), f"{name}.txt")), OWN_LABELS
        )
        for name in build.names()
    ]


def _document(name: str, text: Outline, folder: Path) -> Document:
    labels, holds = folder / f"{name}.json", folder / f"{name}.holds.json"
    return Document(
        name, text, _loaded(labels), _loaded(holds), labelled=labels.exists()
    )


def _loaded(path: Path) -> tuple[dict[str, Any], ...]:
    if not path.exists():
        return ()
    return tuple(json.loads(path.read_text(encoding="utf-8")))
