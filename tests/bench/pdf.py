"""A whole PDF against pdfplumber's text and tables: `python -m tests.bench.pdf`.

Both read the same file in turn, in this process; the sandbox's start is a row of its
own. Reads the real PDFs beside the checkout, else the project's own sample.
"""

import io
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median
from time import perf_counter

import pdfplumber

from disclosures.checks.examine import context_of
from disclosures.checks.runner import check
from disclosures.ingest.read import read
from disclosures.ingest.sandbox import read_safely
from disclosures.parse.outline import outline
from disclosures.samples import build

ROUNDS = 3
SAMPLES = Path(__file__).parents[3] / "shared" / "samples"


def main() -> int:
    """Print one block a document: milliseconds a page, and the ratios."""
    for name, data in documents():
        ours, sandboxed, theirs = [], [], []
        for _ in range(ROUNDS):
            ours.append(timed(lambda data=data, name=name: findings(data, name)))
            sandboxed.append(
                timed(lambda data=data, name=name: read_safely(data, name))
            )
            theirs.append(timed(lambda data=data: plumbed(data)))
        pages = len(read(data, name).pages)
        whole, other = median(ours), median(theirs)
        print(f"{name} ({pages} pages)")
        print(f"  bytes to findings      {whole / pages * 1000:8.1f} ms a page")
        print(f"  pdfplumber text+tables {other / pages * 1000:8.1f} ms a page")
        print(f"  faster a page          {other / whole:8.1f} x")
        print(f"  read in the sandbox    {median(sandboxed):8.2f} s in all")
    return 0


def documents() -> Iterator[tuple[str, bytes]]:
    real = sorted(SAMPLES.glob("putuo-*.pdf"))
    for path in real:
        yield path.name, path.read_bytes()
    if not real:
        yield "qinghe-2025.pdf", build.document("qinghe-2025", "pdf")


def findings(data: bytes, name: str) -> None:
    document = outline(read(data, name))
    check(document.sections, context_of(document))


def plumbed(data: bytes) -> None:
    with pdfplumber.open(io.BytesIO(data)) as document:
        for page in document.pages:
            page.extract_text()
            page.extract_tables()


def timed(work: Callable[[], object]) -> float:
    started = perf_counter()
    work()
    return perf_counter() - started


if __name__ == "__main__":
    sys.exit(main())
