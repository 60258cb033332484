"""Submitted in each format that departments send, a document becomes its sections."""

import io
import shutil
import zipfile
from collections import Counter
from functools import cache
from time import perf_counter
from uuid import uuid4

import pytest

from disclosures import services
from disclosures.checks.examine import examine
from disclosures.ingest import tesseract
from disclosures.ingest.read import read
from disclosures.models import Account
from disclosures.parse.model import TableBlock
from disclosures.parse.outline import outline
from disclosures.parse.shapes import squeezed
from disclosures.samples import build
from reviews import handlers
from reviews.domain import commands as c
from reviews.domain.state import Stage
from reviews.models import OutboxRecord
from reviews.queries import reading
from tests.conftest import absent
from tests.disclosures.ingest.builders import zipped
from tests.disclosures.ingest.scans import partly_scanned
from tests.workers.conftest import NOW, submit
from workers.tasks.perform import perform

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
SAMPLE = "qinghe-2025"


class Part(io.BytesIO):
    """An upload: bytes with a name."""

    def __init__(self, name, data):
        super().__init__(data)
        self.name = name

    def chunks(self):
        yield self.getvalue()


def part(form):
    return Part(f"决算.{form}", build.document(SAMPLE, form))


def alone(form):
    return build.document(SAMPLE, form), f"决算.{form}"


def archive():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        packed.writestr("决算公开说明.docx", build.document(SAMPLE, "docx"))
        packed.writestr("附表/附表.xlsx", build.document(SAMPLE, "xlsx"))
    return out.getvalue(), "报送.zip"


def with_annex():
    kept = services.keep_submission(part("pdf"), part("xlsx"), at=NOW)
    return services.read_file(kept.file), kept.name


SENT = {
    "docx": lambda: alone("docx"),
    "pdf": lambda: alone("pdf"),
    "html": lambda: alone("html"),
    "pdf + xlsx": with_annex,
    "zip": archive,
}


def tables(state):
    found = reading.blocks_by_key(state, state.sections)
    return [b for blocks in found.values() for b in blocks if isinstance(b, TableBlock)]


@pytest.mark.parametrize("sent", SENT)
def test_a_file_becomes_the_same_sections_whatever_its_format(sent):
    submitted = submit(*SENT[sent]())
    perform(submitted.row)

    state = submitted.state
    assert state.stage is Stage.REVIEWING
    assert (state.year, state.kind) == (2025, "决算")
    headings = [squeezed(each.heading) for each in state.sections.values()]
    # An annex with the text's own tables adds nothing to it.
    assert headings == plain_headings()
    assert len(tables(state)) == 12
    assert not state.notes


@cache
def plain_headings():
    read_plainly = outline(read(*alone("txt")))
    return [squeezed(section.heading) for section in read_plainly.sections]


def test_a_text_stays_as_it_was_when_its_annex_is_replaced():
    first = services.keep_submission(part("docx"), part("xlsx"), at=NOW)
    submitted = submit(services.read_file(first.file), first.name)
    perform(submitted.row)
    before = submitted.state

    other = Part("新表.xlsx", build.document("qinghe-2024", "xlsx"))
    kept = services.keep_replacement(first, None, other, at=NOW)
    replace(submitted, kept)

    after = submitted.state
    own = [s for s in before.sections.values() if s.version == 1][:20]
    assert [after.sections[s.key].version for s in own] == [1] * 20
    assert {s.content for s in after.sections.values()} != {
        s.content for s in before.sections.values()
    }


def replace(submitted, kept):
    actor = handlers.actor_of(Account.objects.get(username="submitter-101"))
    command = c.ReplaceSource(file=kept.file, file_name=kept.name)
    envelope = handlers.Envelope(actor=actor, command=uuid4(), at=NOW)
    handlers.execute(submitted.stream, command, envelope)
    perform(OutboxRecord.objects.get(stream=submitted.stream).pk)


SCANNED = 13
"""The page (from 0) of the sample that is sent as an image; prose and figures."""


def sent_with_a_scan():
    data = partly_scanned(build.document(SAMPLE, "pdf"), [SCANNED])
    submitted = submit(data, "决算.pdf")
    perform(submitted.row)
    return submitted.state


def read_by_machine(state):
    found = reading.blocks_by_key(state, state.sections)
    return [block for blocks in found.values() for block in blocks if block.ocr]


def test_a_scanned_page_comes_through_with_its_confidence():
    if not tesseract.installed():
        absent("tesseract with chi_sim is not installed", "REQUIRE_OCR")

    state = sent_with_a_scan()

    page = f"第 {SCANNED + 1} 页"
    assert any(page in note and "机器识别" in note for note in state.notes)
    blocks = read_by_machine(state)
    assert blocks
    assert all(50 <= block.ocr <= 100 for block in blocks)
    headings = [squeezed(each.heading) for each in state.sections.values()]
    assert len(set(headings) & set(plain_headings())) >= len(plain_headings()) - 3
    assert "RD001" not in {each.code for each in state.findings.values()}


def test_without_the_program_the_page_is_an_open_error(monkeypatch, tmp_path):
    for name in ("unshare", "bwrap"):
        if program := shutil.which(name):
            (tmp_path / name).symlink_to(program)
    monkeypatch.setenv("PATH", str(tmp_path))

    state = sent_with_a_scan()

    assert any("没有安装文字识别程序" in note for note in state.notes)
    assert not read_by_machine(state)
    codes = {each.code: each for each in state.findings.values()}
    assert codes["RD001"].severity == "error"
    assert not [code for code in codes if code.startswith(("CP", "NO"))]


@pytest.mark.parametrize("sent", ["docx", "pdf", "html", "zip"])
def test_the_same_defects_are_found_whatever_the_format(sent):
    """The sample with twenty defects, from its file to its findings."""
    form = "docx" if sent == "zip" else sent
    data, name = build.document("linshui-2025", form), f"决算.{form}"
    if sent == "zip":
        data, name = zipped({"决算公开说明.docx": data}), "报送.zip"

    submitted = submit(data, name)
    perform(submitted.row)

    found = Counter(each.code for each in submitted.state.findings.values())
    assert found == defects_as_text()
    assert found.total() >= 20


@cache
def defects_as_text():
    data = build.document("linshui-2025", "txt")
    told = examine(data, "决算.txt", perf_counter).run.findings
    return Counter(each.code for each in told)
