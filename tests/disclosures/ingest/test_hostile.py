"""Files made to harm the reader: each is refused, and the worker lives on."""

import json
import resource

import pytest

from disclosures.checks.context import Context
from disclosures.checks.runner import check
from disclosures.ingest.limits import DEFAULT, Limits
from disclosures.ingest.model import Reading, Unreadable
from disclosures.ingest.read import read
from disclosures.ingest.sandbox import read_safely
from disclosures.parse.numbering import Number
from disclosures.parse.outline import outline
from tests.disclosures.ingest.builders import FILLER, zipped
from tests.disclosures.ingest.hostile import (
    FILES,
    HARMLESS,
    REFUSED,
    cut,
    external_entity,
)
from tests.disclosures.ingest.whole import WHOLE

QUICK = Limits(processor_time=6, wall_time=25)
CANARY = "口令不得外泄"


@pytest.mark.slow
@pytest.mark.parametrize("name", FILES)
def test_a_hostile_file_is_refused_within_the_limits(name):
    with pytest.raises(Unreadable) as refused:
        read_safely(FILES[name](), name, limits=QUICK)

    assert refused.value.code in REFUSED
    assert refused.value.message.endswith("。")
    used = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024
    assert used <= QUICK.memory


@pytest.mark.parametrize("name", HARMLESS)
def test_what_a_file_carries_besides_is_left_alone(name):
    assert read(HARMLESS[name](), name).items


def test_an_external_entity_brings_nothing_in(tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text(CANARY, "utf-8")
    data = zipped({"word/document.xml": external_entity(secret)})

    with pytest.raises(Unreadable) as refused:
        read(data, "a.docx")

    assert refused.value.code == "unsafe"
    assert CANARY not in json.dumps(refused.value.details, ensure_ascii=False)


def test_a_page_that_names_a_file_of_this_machine_does_not_show_it(tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text(CANARY, "utf-8")
    page = (
        f"<body><p>{FILLER}</p><iframe src='{secret.as_uri()}'></iframe>"
        f"<img src='{secret.as_uri()}'><object data='{secret.as_uri()}'></object>"
    )

    reading = read(page.encode(), "a.html")

    assert CANARY not in str(reading)


@pytest.mark.parametrize("name", WHOLE)
def test_a_file_cut_off_at_any_tenth_is_read_in_part_or_refused(name):
    for tenth in range(1, 10):
        outcome(cut(name, tenth), name)


def outcome(data: bytes, name: str) -> Reading | None:
    """Read where nothing but a refusal may be raised, however the child dies."""
    reader = read_safely if name == "a.xls" else read
    try:
        reading = reader(data, name)
    except Unreadable as refused:
        assert refused.message.endswith("。")
        return None
    assert reading.items
    return reading


@pytest.mark.parametrize(
    ("text", "limit"),
    [
        ("一、概况\n" * 31_000, "30000 个段落"),
        ("支出1.00万元，" * 9_000, "50000 个字"),
        (("决" * 40_000 + "\n") * 51, "2000000 个字"),
    ],
)
def test_what_would_keep_the_worker_busy_after_reading_is_refused(text, limit):
    with pytest.raises(Unreadable) as refused:
        read(text.encode(), "a.txt")

    assert refused.value.code == "too_complex"
    assert limit in refused.value.message


@pytest.mark.parametrize("line", ["1.", "一、概况", "（一）"])
def test_thousands_of_numbers_alike_are_gone_through_once(line, monkeypatch):
    """Not measured in seconds: how often two numbers are held side by side."""
    reading = read((f"{line}\n" * 5_000 + FILLER).encode(), "a.txt", DEFAULT)
    compared = 0
    rank = Number.rank.fget

    def counted(number):
        nonlocal compared
        compared += 1
        return rank(number)

    monkeypatch.setattr(Number, "rank", property(counted))
    sections = outline(reading).sections

    assert compared < 5_000 * 300
    check(sections, Context())
