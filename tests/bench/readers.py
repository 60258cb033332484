"""What the readers find in each sample: `python -m tests.bench.readers`.

Tables are proved by the sums that they state. A sum counts where its total is not
zero. Milliseconds a page are medians of rounds in which our reader, its outline
included, and pdfplumber's text and tables take turns.
"""

import io
import json
import re
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from time import perf_counter

import pdfplumber

from disclosures.figures.reading import read_section
from disclosures.figures.sums import Verdict, add_up
from disclosures.ingest.model import Reading
from disclosures.ingest.read import read
from disclosures.parse.model import TableBlock
from disclosures.parse.outline import outline
from disclosures.samples import build, compose
from disclosures.samples.forms import pdf as form

ROUNDS = 3
SAMPLES = Path(__file__).parents[3] / "shared" / "samples"
NUMBER = re.compile(r"[-−－]?\d[\d,，]*(?:\.\d+)?[%％]?")
HEAD = (
    f"{'document':36}{'pages':>6}{'tables':>7}{'unruled':>8}{'cells':>7}"
    f"{'numeric':>8}{'proved':>7}{'failing':>8}{'ms a page':>10}{'pdfplumber':>11}"
)


@dataclass
class Row:
    """What one document gave."""

    name: str
    pages: int
    tables: list[TableBlock]
    proved: int
    failing: list[str]
    ours: float
    theirs: float


def main() -> int:
    """Print the table, then every sum that does not hold."""
    rows = [measured(name, data) for name, data in documents()]
    print(HEAD)
    for row in rows:
        print(line(row))
    for row in rows:
        for each in row.failing:
            print(f"{row.name}: {each}")
    return 0


def documents() -> Iterator[tuple[str, bytes]]:
    """Yield real samples, the project's own, and these without any rules."""
    for path in sorted(SAMPLES.glob("*")):
        if path.suffix in (".pdf", ".txt"):
            yield path.name, path.read_bytes()
        elif path.suffix == ".json":
            pages = json.loads(path.read_text("utf-8"))["page_texts"]
            yield f"{path.stem}.txt", "\x0c".join(pages).encode()
    for name in ("qinghe-2025", "linshui-2025"):
        yield f"{name}.pdf", build.document(name, "pdf")
        yield f"{name}, no rules.pdf", unruled(name)


def unruled(name: str) -> bytes:
    """Return a sample of the project, its tables drawn without rules."""
    drawn = form.Grid

    def without_rules(rows: object, **options: list[tuple[object, ...]]) -> object:
        kept = [each for each in options.pop("style") if each[0] != "GRID"]
        return drawn(rows, style=kept, **options)

    form.Grid = without_rules
    try:
        return form.written(compose.document(name))
    finally:
        form.Grid = drawn


def measured(name: str, data: bytes) -> Row:
    ours, theirs = [], []
    for _ in range(ROUNDS):
        ours.append(timed(lambda: outline(read(data, name))))
        if name.endswith(".pdf"):
            theirs.append(timed(lambda: plumbed(data)))
    reading = read(data, name)
    document = outline(reading)
    blocks = [block for section in document.sections for block in section.blocks]
    tables = [block for block in blocks if isinstance(block, TableBlock)]
    proved, failing = 0, []
    for section in document.sections:
        for total in read_section(section).totals:
            if total.total.table < 0 or not total.total.value:
                continue
            result = add_up(total.total, total.parts)
            if result.verdict is Verdict.OFF:
                said = "+".join(part.text for part in total.parts)
                failing.append(
                    f"{total.total.subject} {total.total.text} is not {said}"
                )
            else:
                proved += 1
    count = pages(reading, data)
    return Row(
        name,
        count,
        tables,
        proved,
        failing,
        median(ours) / count * 1000,
        median(theirs) / count * 1000 if theirs else 0.0,
    )


def pages(reading: Reading, data: bytes) -> int:
    return len(reading.pages) or data.count(b"\x0c") + 1


def line(row: Row) -> str:
    cells = [cell for table in row.tables for r in table.rows for cell in r if cell]
    numeric = sum(1 for cell in cells if NUMBER.fullmatch(cell.strip()))
    loose = sum(1 for table in row.tables if table.confidence < 1)
    theirs = f"{row.theirs:11.1f}" if row.theirs else f"{'-':>11}"
    return (
        f"{row.name:36}{row.pages:>6}{len(row.tables):>7}{loose:>8}{len(cells):>7}"
        f"{numeric:>8}{row.proved:>7}{len(row.failing):>8}{row.ours:>10.1f}{theirs}"
    )


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
