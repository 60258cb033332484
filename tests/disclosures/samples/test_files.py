"""The files of the samples are those of their sources, in every form."""

import io
import json
import zipfile
from pathlib import Path

import docx
import pypdfium2
import pytest

from disclosures.samples import build, compose, write
from disclosures.samples.model import Table

KEYS = {
    "id",
    "tier",
    "severity",
    "family",
    "stated",
    "expected",
    "computation",
    "quotes",
}
CLEAN = ("qinghe-2024", "qinghe-2025")


def content(path: str, data: bytes) -> object:
    """What a file holds, whatever compressor wrote it."""
    if path.endswith((".docx", ".xlsx")):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return {name: archive.read(name) for name in archive.namelist()}
    if path.endswith(".pdf"):
        with pypdfium2.PdfDocument(data) as pdf:
            return [page.get_textpage().get_text_range() for page in pdf]
    return data


def test_the_committed_files_are_those_that_the_sources_give():
    root = Path(build.__file__).parent
    written = dict(write.files())

    for path, data in written.items():
        assert content(path, (root / path).read_bytes()) == content(path, data), path
    kept = {
        f"{folder}/{file.name}"
        for folder in ("documents", "labels")
        for file in (root / folder).iterdir()
    }
    assert kept == set(written)


@pytest.mark.parametrize("name", build.names())
def test_writing_twice_gives_the_same_bytes(name):
    document = compose.document(name)

    for form in build.forms(name):
        writer = write.WRITERS[form]
        assert writer(document) == writer(document), form


@pytest.mark.parametrize("name", build.names())
def test_every_form_says_the_same(name):
    plain = "".join(build.document(name, "txt").decode("utf-8").split())
    document = compose.document(name)
    said = [b.text for b in document.blocks if not isinstance(b, Table)]

    word = docx.Document(io.BytesIO(build.document(name, "docx")))
    in_word = "".join("".join(p.text.split()) for p in word.paragraphs)
    with pypdfium2.PdfDocument(build.document(name, "pdf")) as pdf:
        pages = [page.get_textpage().get_text_range() for page in pdf]
    in_pdf = "".join("".join(pages).split())
    in_html = "".join(build.document(name, "html").decode("utf-8").split())
    for line in said:
        bare = "".join(line.split())
        assert bare in plain
        assert bare in in_word
        assert bare in in_html
        assert bare in in_pdf
    assert len(word.tables) == len(document.tables)


def test_a_form_or_sample_that_is_not_there_is_refused():
    with pytest.raises(KeyError):
        build.document("qinghe-2025", "doc")
    with pytest.raises(KeyError):
        build.document("nowhere-2025", "txt")
    with pytest.raises(KeyError):
        build.labels("nowhere-2025")


@pytest.mark.parametrize("name", build.names())
def test_every_label_is_whole_and_its_quotes_stand_in_the_text(name):
    text = build.document(name, "txt").decode("utf-8")
    labels = json.loads(build.labels(name))

    assert len({label["id"] for label in labels}) == len(labels)
    for label in labels:
        assert set(label) == KEYS
        assert label["tier"] in {"must", "should", "hint", "never"}
        assert label["quotes"]
        for quote in label["quotes"]:
            assert text.count(quote) == 1, quote


def test_one_sample_has_twenty_defects_and_two_have_none():
    assert len(json.loads(build.labels("linshui-2025"))) == 20
    assert [json.loads(build.labels(name)) for name in CLEAN] == [[], []]


def test_a_defect_changes_the_consistent_document():
    before = compose.consistent("linshui-2025").blocks
    after = compose.document("linshui-2025").blocks

    changed = [block for block in before if block not in after]
    assert len(changed) == 20
