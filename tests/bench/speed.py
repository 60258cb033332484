"""Text to findings against one scan for numbers: `python -m tests.bench.speed`.

A text of some 24,000 characters is parsed, read into figures and checked, whole and
after an edit of one section, in rounds that alternate with the scan; the medians are
printed as multiples of it. Each round parses the text anew, so that nothing is kept
of its sections. The edit is timed once more with the rest of the document longer.
Then documents that all differ are checked one after the other, and the memory that is
added after the first hundred is printed.
"""

import re
import resource
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import count
from statistics import median
from time import process_time

from disclosures.checks.context import Context
from disclosures.checks.examine import context_of
from disclosures.checks.memo import Memo
from disclosures.checks.runner import check
from disclosures.figures.reading import read_section
from disclosures.ingest.read import read
from disclosures.parse.model import Section, TextBlock
from disclosures.parse.outline import outline
from disclosures.samples import build
from tests.bench.documents import SAMPLES

ROUNDS = 15
RUNS = 1000
SETTLED = 100
EIGHTH = 8
"""Runs for the memory take every eighth section."""
SCANS = 20
"""So many scans in one round: one alone is too short for the clock."""
_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")


def main() -> int:
    name, data = text()
    reading = read(data, name)
    document = outline(reading)
    context = context_of(document)
    written = data.decode()
    fresh = [document]
    at = len(document.sections) // 2
    longer = with_more(document.sections)
    more = sum(len(each.text) for each in longer) / len(written)
    steps: dict[str, Callable[[], object]] = {
        "scan": lambda: [_NUMBER.findall(written) for _ in range(SCANS)],
        "parse": lambda: fresh.append(outline(reading)),
        "figures": lambda: [read_section(each) for each in fresh[-1].sections],
        "figures and checks": lambda: check(fresh[-1].sections, context),
        "after an edit of one section": edited(document.sections, at, context),
        f"the same, the text {more:.0f} times as long": edited(longer, at, context),
    }
    spent = rounds(steps)
    scan = spent.pop("scan") / SCANS
    print(f"{name}: {len(written):,} characters, scan {1000 * scan:.3f} ms")
    for step, seconds in spent.items():
        print(f"{step:36}{1000 * seconds:9.2f} ms {seconds / scan:7.1f} x the scan")
    whole = spent["parse"] + spent["figures and checks"]
    print(f"{'parse, figures and checks':36}{1000 * whole:9.2f} ms ", end="")
    print(f"{whole / scan:7.1f} x the scan (goal 40; after an edit 3)")
    grown(document.sections, context)
    return 0


def text() -> tuple[str, bytes]:
    """Return the longest real text at hand, else the project's own."""
    found = sorted(SAMPLES.glob("*.txt"), key=lambda each: each.stat().st_size)
    if found:
        return found[-1].name, found[-1].read_bytes()
    name = build.names()[0]
    return f"{name}.txt", build.document(name, "txt")


def rounds(steps: dict[str, Callable[[], object]]) -> dict[str, float]:
    """Return each step's median seconds of processor time, rounds interleaved."""
    spent: dict[str, list[float]] = {each: [] for each in steps}
    for _ in range(ROUNDS):
        for each, step in steps.items():
            began = process_time()
            step()
            spent[each].append(process_time() - began)
    return {each: median(found) for each, found in spent.items()}


def with_more(sections: tuple[Section, ...]) -> tuple[Section, ...]:
    """Return the sections and, after them, those of the project's own samples."""
    found = list(sections)
    for name in build.names():
        other = outline(read(build.document(name, "txt"), f"{name}.txt"))
        found += [replace(each, key=f"{name}{each.key}") for each in other.sections]
    return tuple(found)


def edited(
    sections: tuple[Section, ...], at: int, context: Context
) -> Callable[[], object]:
    """Return what checks a document again, one section edited anew each time."""
    memo = Memo()
    check(sections, context, memo=memo)
    versions = edits(sections, at)
    return lambda: check(next(versions), context, memo=memo)


def edits(sections: tuple[Section, ...], at: int) -> Iterator[list[Section]]:
    """Yield versions of the document, each with one section edited anew."""
    for number in count():
        versions = list(sections)
        versions[at] = said_more(sections[at], f"另附说明{number}。")
        yield versions


def said_more(section: Section, words: str) -> Section:
    return replace(section, blocks=(*section.blocks, TextBlock(words)))


def grown(sections: tuple[Section, ...], context: Context) -> None:
    """Print by how much the process grew from the hundredth run to the last."""
    settled = 0
    for number in range(RUNS):
        few = [said_more(each, f"第{number}次。") for each in sections[::EIGHTH]]
        check(few, context)
        if number == SETTLED:
            settled = memory()
    print(
        f"memory after {SETTLED} runs over documents that differ "
        f"{settled / 1024:.1f} MB, after {RUNS} {memory() / 1024:.1f} MB"
    )


def memory() -> int:
    """Return the most that the process has held, in KB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


if __name__ == "__main__":
    sys.exit(main())
