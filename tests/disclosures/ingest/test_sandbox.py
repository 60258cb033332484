import sys
import time
from pathlib import Path

import pytest

from disclosures.ingest import sandbox
from disclosures.ingest.limits import DEFAULT, Limits
from disclosures.ingest.model import Grid, Paragraph, Unreadable
from disclosures.ingest.read import read
from disclosures.ingest.sandbox import read_safely
from disclosures.ingest.wire import reading_from_json, reading_to_json
from tests.disclosures.ingest.builders import FILLER, docx, p, tbl, tc
from tests.disclosures.ingest.pdf_builder import Pages


def instead(monkeypatch, program: str) -> None:
    """Let a program of ours stand in for the child that reads."""
    start = sandbox.subprocess.Popen

    def popen(command, **options):
        return start([sys.executable, "-c", program], **options)

    monkeypatch.setattr(sandbox.subprocess, "Popen", popen)


def test_the_result_is_that_of_reading_in_the_same_process():
    pages = Pages()
    pages.paragraph(FILLER)
    pages.table([["项目", "决算数"], ["合计", "12.30"]])
    data = pages.saved()

    safely, directly = read_safely(data, "a.pdf"), read(data, "a.pdf")

    assert [type(each) for each in safely.items] == [Paragraph, Grid]
    assert reading_to_json(safely) == reading_to_json(directly)


def test_a_reading_survives_the_way_over_the_wire():
    reading = read(docx(p(FILLER) + tbl(tc("甲") + tc("1"))), "a.docx")

    assert reading_from_json(reading_to_json(reading)) == reading


def test_progress_is_told_while_reading():
    pages = Pages()
    pages.paragraph(FILLER)
    pages.new_page()
    pages.paragraph(FILLER)
    said = []

    read_safely(pages.saved(), "a.pdf", progress=lambda *step: said.append(step))

    assert said == [("pages", 1, 2), ("pages", 2, 2)]


def test_a_refusal_comes_through_as_it_was_said():
    with pytest.raises(Unreadable) as refused:
        read_safely("一行。".encode(), "a.txt")

    assert refused.value.code == "too_little_text"
    assert "2 个字" in refused.value.message


def test_a_name_that_no_encoding_takes_is_no_matter():
    assert read_safely(FILLER.encode(), "\udce5坏/../名.txt").format == "txt"


@pytest.mark.parametrize(
    ("program", "code"),
    [
        pytest.param("while True: pass", "too_complex", id="never ends"),
        pytest.param("import os; os.abort()", "unsafe", id="aborts"),
        pytest.param("import os; os.kill(os.getpid(), 11)", "unsafe", id="crashes"),
        pytest.param("import os; os.kill(os.getpid(), 24)", "too_complex", id="cpu"),
        pytest.param("print('no json')", "unsafe", id="talks nonsense"),
        pytest.param("pass", "unsafe", id="says nothing"),
        pytest.param(
            "import sys\nwhile True: sys.stdout.write('x' * 99999)",
            "too_complex",
            id="says too much",
        ),
        pytest.param(
            "import os, time\nos.close(1)\ntime.sleep(60)",
            "unsafe",
            id="hangs after its last word",
        ),
    ],
)
def test_whatever_the_child_does_the_caller_gets_a_refusal(monkeypatch, program, code):
    instead(monkeypatch, program)
    monkeypatch.setattr(sandbox, "GRACE", 0.5)

    with pytest.raises(Unreadable) as refused:
        read_safely(
            FILLER.encode(), "a.txt", limits=Limits(wall_time=1, result=1_000_000)
        )
    assert refused.value.code == code


def test_what_the_child_started_ends_with_it(monkeypatch, tmp_path):
    told = tmp_path / "pid"
    instead(
        monkeypatch,
        "import subprocess, time\n"
        "each = subprocess.Popen(['sleep', '300'])\n"
        f"open({str(told)!r}, 'w').write(str(each.pid))\n"
        "time.sleep(300)",
    )

    with pytest.raises(Unreadable):
        read_safely(FILLER.encode(), "a.txt", limits=Limits(wall_time=3))

    # The signal is sent when the caller is answered; the process may take a moment.
    pid = int(told.read_text())
    until = time.monotonic() + 10
    while _state(pid) not in ("", "Z") and time.monotonic() < until:
        time.sleep(0.05)
    assert _state(pid) in ("", "Z")


def _state(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return ""


def test_memory_is_bounded():
    with pytest.raises(Unreadable) as refused:
        read_safely(
            FILLER.encode() * 20_000, "a.txt", limits=Limits(memory=160 * 2**20)
        )
    assert refused.value.code in ("too_complex", "unsafe")


def test_no_environment_of_the_worker_reaches_the_child(monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgres://secret")
    seen = {}
    start = sandbox.subprocess.Popen

    def popen(command, **options):
        seen.update(options["env"])
        return start(command, **options)

    monkeypatch.setattr(sandbox.subprocess, "Popen", popen)
    read_safely(FILLER.encode(), "a.txt")

    assert "DATABASE_URL" not in seen
    assert set(seen) == {"PATH", "HOME", "TMPDIR", "LANG"}


def test_nothing_is_left_on_the_disk(monkeypatch, tmp_path):
    monkeypatch.setattr(sandbox.tempfile, "tempdir", str(tmp_path))

    read_safely(FILLER.encode(), "a.txt", limits=DEFAULT)

    assert list(tmp_path.iterdir()) == []
