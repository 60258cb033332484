"""The tables of real documents: against a second reader, and by their own sums."""

import io
import re
from decimal import Decimal
from functools import cache
from pathlib import Path

import pdfplumber
import pytest

from disclosures.ingest.limits import DEFAULT
from disclosures.ingest.model import Grid, Reading
from disclosures.ingest.pdf import read_pdf
from disclosures.parse.model import TableBlock
from disclosures.parse.outline import outline
from tests.conftest import absent

SAMPLES = Path(__file__).parents[3].parent / "shared" / "samples"
NINE = [
    "收入支出决算总表", "收入决算表", "支出决算表", "财政拨款收入支出决算总表",
    "一般公共预算财政拨款支出决算表", "一般公共预算财政拨款基本支出决算表",
    "财政拨款“三公”经费支出决算表", "政府性基金预算财政拨款收入支出决算表",
    "国有资本经营预算财政拨款收入支出决算表",
]  # fmt: skip
WITHOUT_SPENDING = [name for name in NINE if name != "支出决算表"]
pytestmark = pytest.mark.samples


@cache
def sample(name: str) -> bytes:
    path = SAMPLES / name
    if not path.exists():
        absent(f"{name} is not beside the checkout", "REQUIRE_SAMPLES")
    return path.read_bytes()


@cache
def reading(name: str) -> Reading:
    return read_pdf(sample(name), DEFAULT)


def tables(name: str) -> list[TableBlock]:
    blocks = [b for s in outline(reading(name)).sections for b in s.blocks]
    return [b for b in blocks if isinstance(b, TableBlock) and b.title]


@pytest.mark.parametrize(
    ("name", "titles"),
    [
        ("putuo-caizheng-2024.pdf", NINE),
        ("putuo-caizheng-2024-defects.pdf", WITHOUT_SPENDING),
        ("template-2024.pdf", NINE),
    ],
)
def test_every_table_is_found_once_with_its_title_and_unit(name, titles):
    found = tables(name)

    assert [table.title for table in found] == titles
    assert {table.unit for table in found} == {"万元"}
    assert all(0 < table.header < len(table.rows) for table in found)


@pytest.mark.slow
@pytest.mark.parametrize(
    "name", ["putuo-caizheng-2024.pdf", "putuo-caizheng-2024-defects.pdf"]
)
def test_every_cell_is_what_a_second_reader_sees(name):
    mine: dict[int, list[list[str]]] = {}
    for item in reading(name).items:
        if isinstance(item, Grid) and item.place.page:
            texts = [cell.text for cell in item.cells if cell.text]
            mine.setdefault(item.place.page, []).append(texts)
    theirs: dict[int, list[list[str]]] = {}
    with pdfplumber.open(io.BytesIO(sample(name))) as document:
        for page in document.pages:
            for table in page.extract_tables():
                cells = [cell for row in table for cell in row if cell]
                texts = ["".join(cell.split()) for cell in cells]
                theirs.setdefault(page.page_number, []).append(texts)

    assert mine.keys() == theirs.keys()
    for page, found in mine.items():
        assert [sorted(map(_plain, each)) for each in found if each] == [
            sorted(map(_plain, each)) for each in theirs[page] if each
        ]


def _plain(text: str) -> str:
    """Return the characters of a cell, whatever order its lines were read in."""
    return "".join(sorted("".join(text.split())))


def amount(text: str) -> Decimal:
    return Decimal(text.replace(",", "")) if re.search(r"\d", text) else Decimal(0)


def _body(table: TableBlock) -> list[tuple[str, ...]]:
    return [row for row in table.rows[table.header :] if any(row)]


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("putuo-caizheng-2024.pdf", "收入决算表"),
        ("putuo-caizheng-2024.pdf", "支出决算表"),
        ("putuo-caizheng-2024.pdf", "一般公共预算财政拨款支出决算表"),
        ("putuo-caizheng-2024-defects.pdf", "收入决算表"),
        ("putuo-caizheng-2024-defects.pdf", "一般公共预算财政拨款支出决算表"),
    ],
)
def test_the_sums_that_hold_in_print_hold_in_the_cells(name, title):
    (table,) = [each for each in tables(name) if each.title == title]
    rows = _body(table)
    proved = 0
    for row in rows:
        total, *parts = [amount(text) for text in row[4:]]
        assert abs(total - sum(parts)) <= Decimal("0.02"), row
        proved += total != 0
    for column in range(4, len(rows[0])):
        by_code = {
            "".join(row[:3]): amount(row[column]) for row in rows if row[0].isdecimal()
        }
        for code, stated in by_code.items():
            children = [
                value
                for other, value in by_code.items()
                if other.startswith(code) and len(other) == len(code) + 2
            ]
            if children:
                assert abs(stated - sum(children)) <= Decimal("0.06"), (code, column)
                proved += stated != 0
        (total_row,) = [row for row in rows if "合计" in row]
        classes = [value for code, value in by_code.items() if len(code) == 3]
        assert abs(amount(total_row[column]) - sum(classes)) <= Decimal("0.06")
    assert proved > 20


def test_totals_of_the_summary_table_balance():
    (table,) = [
        each
        for each in tables("putuo-caizheng-2024.pdf")
        if each.title == "收入支出决算总表"
    ]
    totals = [row for row in table.rows if row[0] == "总计"]

    assert len(totals) == 1
    assert amount(totals[0][1]) == amount(totals[0][3]) != 0


def test_figures_drawn_on_lines_of_their_own_stand_in_their_sentences():
    texts = [
        item.text
        for item in reading("putuo-caizheng-2024.pdf").items
        if not isinstance(item, Grid)
    ]

    assert any("年初预算为1560.05万元" in text for text in texts)
    assert not any(re.fullmatch(r"[\d.,\s]+", text) for text in texts)
