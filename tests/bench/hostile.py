"""The hostile corpus: what was said of each file, peak memory, time; flipped bytes.

`python -m tests.bench.hostile [FLIPS]`, or `make hostile`, which flips 2,000 files of
each format. Every file is read as in production, in a process with its limits.
"""

import json
import re
import subprocess
import sys
import time
from collections.abc import Iterator

from disclosures.ingest.model import Unreadable
from disclosures.ingest.sandbox import read_safely
from tests.disclosures.ingest.flips import FORMATS
from tests.disclosures.ingest.forked import forking
from tests.disclosures.ingest.hostile import FILES, HARMLESS, cut
from tests.disclosures.ingest.whole import WHOLE

FLIPS = 2_000
HEADING = """\
# Hostile files

Written by `make hostile`. Each file is made by the tests and read as in production, in
a process with the limits of `disclosures/ingest/limits.py`: 2 GiB of memory, 60 s of
processor time, 120 s in all. What is told is what the department reads. The process is
forked and not started anew, so that its memory counts the libraries it shares; the time
leaves the interpreter's start out. The flips go on to sections and findings, which run
in the worker itself; no image is read by machine among them.
"""


def main() -> None:
    print(HEADING)
    print("| file | what was said | peak memory, MB | time, s |")
    print("| --- | --- | --- | --- |")
    for name, make in [*FILES.items(), *HARMLESS.items()]:
        print(row(name, make()), flush=True)
    for name in WHOLE:
        print(cut_row(name), flush=True)
    print("\n## Bytes flipped at random\n")
    for line in flips(int(sys.argv[1]) if len(sys.argv) > 1 else FLIPS):
        print(line, flush=True)


def row(name: str, data: bytes) -> str:
    said, memory, seconds = told(name, data)
    return f"| {name} | {said} | {memory / 2**20:.0f} | {seconds:.1f} |"


def told(name: str, data: bytes) -> tuple[str, int, float]:
    """Return what a submitter is told, the most memory in bytes, seconds."""
    with forking() as use:
        began = time.monotonic()
        try:
            reading = read_safely(data, name)
            said = "；".join(["读取成功", *reading.notes])
        except Unreadable as refused:
            said = refused.message
        return said, use.memory, time.monotonic() - began


def cut_row(name: str) -> str:
    """Return one row for a file cut off at each tenth: how often what was said."""
    counts: dict[str, int] = {}
    most, longest = 0, 0.0
    for tenth in range(1, 10):
        said, memory, seconds = told(name, cut(name, tenth))
        said = re.sub(r"\d+ 个字，", "…… 个字，", said)
        counts[said] = counts.get(said, 0) + 1
        most, longest = max(most, memory), max(longest, seconds)
    said = " ".join(f"{count} × {each}" for each, count in counts.items())
    return f"| {name} cut at 10–90 % | {said} | {most / 2**20:.0f} | {longest:.1f} |"


def flips(examples: int) -> Iterator[str]:
    yield "| bytes flipped in | files | outcomes | died by signal | errors |" + (
        " peak memory, MB | slowest, s | all, s |"
    )
    yield "| --- | --- | --- | --- | --- | --- | --- | --- |"
    for form in FORMATS:
        done = subprocess.run(
            [sys.executable, "-m", "tests.disclosures.ingest.flips", form,
             str(examples)],
            capture_output=True,
            check=True,
        )  # fmt: skip
        found = json.loads(done.stdout)
        outcomes = ", ".join(
            f"{said} {count}"
            for said, count in sorted(found["said"].items(), key=lambda each: -each[1])
        )
        yield (
            f"| {form} | {found['examples']} | {outcomes} "
            f"| {sum(found['deaths'].values())} | {len(found['wrong'])} "
            f"| {found['memory'] / 2**20:.0f} | {found['slowest']:.2f} "
            f"| {found['seconds']:.0f} |"
        )


if __name__ == "__main__":
    main()
