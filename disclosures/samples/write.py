"""Writes every sample in every form: the only way from the sources to the files."""

from collections.abc import Callable, Iterator

from disclosures.samples import build, compose
from disclosures.samples.forms import docx, html, pdf, txt, xlsx
from disclosures.samples.model import Document

WRITERS: dict[str, Callable[[Document], bytes]] = {
    "txt": txt.written,
    "html": html.written,
    "docx": docx.written,
    "pdf": pdf.written,
    "xlsx": xlsx.written,
}


def files() -> Iterator[tuple[str, bytes]]:
    """Each file's path below the package, and its bytes."""
    for name in build.names():
        document = compose.document(name)
        for form in build.forms(name):
            yield f"documents/{name}.{form}", WRITERS[form](document)
        yield f"labels/{name}.json", compose.labels(name).encode("utf-8")
