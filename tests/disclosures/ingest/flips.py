"""Files with bytes flipped, read under production's limits; what became of them.

`python -m tests.disclosures.ingest.flips FORMAT EXAMPLES` prints one line of JSON.
A process of its own, because it forks itself for every file (see `forked`).
"""

import io
import json
import sys
import time
import zipfile
from collections import Counter
from dataclasses import dataclass, field, replace

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from disclosures.checks.context import Context
from disclosures.checks.runner import check
from disclosures.ingest.limits import DEFAULT
from disclosures.ingest.model import Unreadable
from disclosures.ingest.sandbox import read_safely
from disclosures.ingest.sniff import sniff
from disclosures.parse.outline import outline
from tests.disclosures.ingest.forked import Use, forking
from tests.disclosures.ingest.whole import OLD_DOC, OPEN_PDF, WHOLE

MOST_FLIPS = 30
SNIFFED = "doc, only told apart"
CONTAINERS = ("docx", "xlsx", "ods", "zip")
FORMATS = (*(name.partition(".")[2] for name in WHOLE), SNIFFED)
LIMITS = replace(DEFAULT, recognition=0.0)
"""Production's, but that no image is read by machine: that takes seconds a page."""
SPREAD = 2_654_435_761
"""Hypothesis likes small numbers; multiplied by this they lie anywhere."""
GENTLE = 0x0F
"""Bits whose change leaves a letter a letter and a figure, mostly, a figure."""
Flips = list[tuple[int, int]]


@dataclass
class Outcome:
    """What became of the mutants of one format; seconds, bytes."""

    format: str
    examples: int = 0
    said: Counter[str] = field(default_factory=Counter)
    deaths: Counter[int] = field(default_factory=Counter)
    """Signals by which children died, each of them reported as a refusal."""
    memory: int = 0
    slowest: float = 0.0
    seconds: float = 0.0
    wrong: list[str] = field(default_factory=list)


def flipped(data: bytes, flips: Flips) -> bytes:
    """Return `data` with bits of a byte changed at each place that `flips` names."""
    changed = bytearray(data)
    for where, mask in flips if data else ():
        changed[(where * SPREAD % 2**32) * len(data) >> 32] ^= mask
    return bytes(changed)


def flipped_inside(data: bytes, flips: Flips, which: int) -> bytes:
    """Return a zip one of whose members was flipped before it was packed again."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old:
        names = old.namelist()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
            for name in names:
                content = old.read(name)
                hit = name == names[which % len(names)]
                new.writestr(name, flipped(content, flips) if hit else content)
    return out.getvalue()


def mutant(form: str, flips: Flips, inside: bool, which: int) -> bytes:
    """Return a damaged file of a format: its bytes, or what is packed in it."""
    if form == SNIFFED:
        return flipped(OLD_DOC, flips)
    if form == "pdf" and inside:
        return flipped(OPEN_PDF, flips)
    whole = WHOLE[f"a.{form}"]
    if form in CONTAINERS and inside:
        return flipped_inside(whole, flips, which)
    return flipped(whole, flips)


def examine(form: str, data: bytes) -> str:
    """Take a file all the way to findings; return 'read' or the refusal's code.

    Whatever is raised here would have been an error of the worker.
    """
    if form == SNIFFED:
        return f"told as {sniff(data).value}"
    try:
        reading = read_safely(data, f"a.{form}", limits=LIMITS)
    except Unreadable as refused:
        if not refused.message.endswith("。"):
            raise AssertionError(refused.message) from refused
        return refused.code
    sections = outline(reading).sections
    check(sections, Context())
    return "read"


def run(form: str, examples: int) -> Outcome:
    """Read so many mutants of a format, the same ones in every run."""
    outcome = Outcome(form)
    with forking() as use:
        began = time.monotonic()

        @settings(
            max_examples=examples,
            deadline=None,
            derandomize=True,
            database=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        @given(
            flips=st.lists(
                st.tuples(st.integers(0, 2**32 - 1), st.integers(1, 255)),
                min_size=1,
                max_size=MOST_FLIPS,
            ),
            gentle=st.booleans(),
            inside=st.booleans(),
            which=st.integers(0, 20),
        )
        def each(flips: Flips, gentle: bool, inside: bool, which: int) -> None:
            if gentle:
                flips = [(where, mask & GENTLE or 1) for where, mask in flips]
            _one(outcome, use, mutant(form, flips, inside, which))

        each()
        outcome.seconds = time.monotonic() - began
    outcome.memory = use.memory
    outcome.deaths = Counter(use.signals)
    return outcome


def _one(outcome: Outcome, use: Use, data: bytes) -> None:
    began = time.monotonic()
    try:
        said = examine(outcome.format, data)
    except Exception as error:  # noqa: BLE001 - what the test is about
        said = "wrong"
        outcome.wrong.append(f"{error!r} on {data.hex()}")
    took = time.monotonic() - began
    outcome.examples += 1
    outcome.said[said] += 1
    outcome.slowest = max(outcome.slowest, took)
    if use.memory > DEFAULT.memory or took > DEFAULT.wall_time:
        outcome.wrong.append(f"beyond the limits: {data.hex()}")


if __name__ == "__main__":
    json.dump(vars(run(sys.argv[1], int(sys.argv[2]))), sys.stdout)
