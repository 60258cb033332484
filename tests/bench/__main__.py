"""Every measured row in one run: `python -m tests.bench` writes docs/benchmarks.md.

Each bench is a process of its own, so that none warms or burdens the next. Figures
count as ratios to a floor measured in the same run; no test asserts a time.
"""

import platform
import re
import subprocess
import sys
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

ROWS = (
    ("Checks against the bare scan of numbers", "tests.bench.speed", ()),
    ("PDF to sections against pdfplumber", "tests.bench.pdf", ()),
    ("Tables found, and proved by their sums", "tests.bench.readers", ()),
    ("Scanned pages read by machine", "tests.bench.scans", ()),
    ("Appending against bare durable inserts, PostgreSQL", "tests.bench.append", ()),
    ("The edit command, replay and rebuild, PostgreSQL", "tests.bench.handlers", ()),
    ("An edit over HTTP against an empty view", "tests.bench.http", ()),
    (
        "Pages at 100 and 10,000 disclosures; 300 public at once",
        "tests.bench.scale",
        (),
    ),
    ("A worker killed -9 in a task", "tests.bench.kills", ()),
)
WRITTEN = Path("docs/benchmarks.md")
PACKAGES = ("Django", "celery", "psycopg", "pypdfium2", "pdfplumber")


def main() -> int:
    """Run each bench, print what it says and write it all down."""
    pages = [heading()]
    failed = 0
    for title, module, arguments in ROWS:
        print(f"== {title}", flush=True)
        done = subprocess.run(
            [sys.executable, "-m", module, *arguments],
            stdout=subprocess.PIPE,
            text=True,
            check=False,
        )
        print(done.stdout, flush=True)
        failed += done.returncode != 0
        said = re.sub(" {3,}", "  ", done.stdout.rstrip()) or "(failed)"
        pages.append(f"## {title}\n\n`python -m {module}`\n\n```text\n{said}\n```\n")
    WRITTEN.write_text("\n".join(pages), encoding="utf-8")
    print(f"written to {WRITTEN}")
    return int(failed > 0)


def heading() -> str:
    packages = ", ".join(f"{name} {version(name)}" for name in PACKAGES)
    return (
        "# Benchmarks\n\n"
        "Written by `make bench`. The machine is shared and noisy: read the ratios, "
        "which compare medians of interleaved rounds of one run, not the times.\n\n"
        f"* {datetime.now(UTC):%Y-%m-%d}, {platform.system()} {platform.machine()}, "
        f"Python {platform.python_version()}\n"
        f"* {packages}\n"
    )


if __name__ == "__main__":
    sys.exit(main())
