"""What is left of a document that is scanned and read by machine.

`python -m tests.bench.scans` prints pages to images (200 dpi in grey; worn ones turned
by 0.6°, blurred, dirty and saved with loss), reads them back, and compares with what
the same PDF gives by its text. Reads the project's own samples; no real scan was at
hand.
"""

import re
import sys
from collections import Counter
from collections.abc import Sequence
from difflib import SequenceMatcher
from time import perf_counter

from disclosures.ingest import tesseract
from disclosures.ingest.model import Grid, Paragraph, Reading
from disclosures.ingest.sandbox import read_safely
from disclosures.parse.outline import outline
from disclosures.parse.shapes import squeezed
from disclosures.samples import build
from tests.disclosures.ingest.scans import scanned_pdf

SAMPLES = ("qinghe-2025", "linshui-2025")
FIGURE = re.compile(r"\d[\d,]*\.\d+")
AMOUNT = re.compile(r"-?\d[\d,]*\.\d\d%?")


def main() -> int:
    """Print one block a document and kind of scan."""
    if not tesseract.installed():
        print("tesseract with chi_sim is not installed")
        return 1
    for name in SAMPLES:
        source = build.document(name, "pdf")
        truth = read_safely(source, "a.pdf")
        for worn in (False, True):
            data = scanned_pdf(source, worn=worn)
            began = perf_counter()
            found = read_safely(data, "a.pdf")
            took = perf_counter() - began
            print(f"{name}, {'worn' if worn else 'clean'}, {len(found.pages)} pages")
            print(f"  {took / len(found.pages):.1f} s a page")
            for line in [*lines(truth, found), *unread(found)]:
                print(f"  {line}", flush=True)
    return 0


def lines(truth: Reading, found: Reading) -> list[str]:
    wrong = 1 - kept(prose(truth), prose(found)) / max(len(prose(truth)), 1)
    rows = [
        f"characters of prose lost  {wrong:.1%}",
        row("figures in prose", figures(truth), figures(found)),
        again("amounts in cells", amounts(truth), amounts(found)),
        again("labels in cells", labels(truth), labels(found)),
        row("headings", headings(truth), headings(found)),
    ]
    sure = [each for each in found.items if each.confidence >= 0.75]
    return [*rows, f"blocks read with confidence  {len(sure)} of {len(found.items)}"]


def again(what: str, truth: Sequence[str], found: Sequence[str]) -> str:
    """Count what comes again wherever it stands: tables repeat one another's rows."""
    same = (Counter(truth) & Counter(found)).total()
    return f"{what}  {same} of {len(truth)}"


def unread(found: Reading) -> list[str]:
    pages = [str(page.number) for page in found.pages if page.kind == "scan"]
    return [f"pages not read: {', '.join(pages)}"] if pages else []


def row(what: str, truth: Sequence[str], found: Sequence[str]) -> str:
    return f"{what}  {kept(truth, found)} of {len(truth)}"


def kept(truth: Sequence[str], found: Sequence[str]) -> int:
    """Return how many of `truth` come again in `found`, in their order."""
    matcher = SequenceMatcher(None, truth, found, autojunk=False)
    return sum(each.size for each in matcher.get_matching_blocks())


def prose(reading: Reading) -> str:
    texts = [each.text for each in reading.items if isinstance(each, Paragraph)]
    return "".join("".join(texts).split())


def figures(reading: Reading) -> list[str]:
    return [each.replace(",", "") for each in FIGURE.findall(prose(reading))]


def cells(reading: Reading) -> list[str]:
    grids = [each for each in reading.items if isinstance(each, Grid)]
    return ["".join(c.text.split()) for grid in grids for c in grid.cells if c.text]


def amounts(reading: Reading) -> list[str]:
    return [each.replace(",", "") for each in cells(reading) if AMOUNT.fullmatch(each)]


def labels(reading: Reading) -> list[str]:
    return [each for each in cells(reading) if not re.search(r"\d", each)]


def headings(reading: Reading) -> list[str]:
    return [squeezed(each.heading) for each in outline(reading).sections]


if __name__ == "__main__":
    sys.exit(main())
