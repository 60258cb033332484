"""Text cut at a page's width: paragraphs, page margins and tables come back."""

import json
from pathlib import Path

import pytest

from disclosures.ingest.model import Grid, Paragraph
from disclosures.ingest.text import read_text
from disclosures.ingest.wrapped import UNBREAKABLE, margin_of, paragraphs_of, width_of
from disclosures.parse.model import TableBlock, TextBlock
from disclosures.parse.outline import outline
from disclosures.samples import build
from tests.conftest import absent

SAMPLE = Path(__file__).parents[4] / "shared/samples/putuo-shengtai-2025.pages.json"
MARGIN = 60
LINES = 24


def cut(text: str, *, indent: str = "") -> list[str]:
    """Return a paragraph's lines as they are printed, its first blanks kept or lost."""
    lines, line, room = [], "", MARGIN - 4
    for piece in UNBREAKABLE.findall(text):
        if line and width_of(line + piece) > room:
            lines.append(line)
            line, room = "", MARGIN
        line += piece
    lines.append(line)
    return [indent + lines[0], *lines[1:]]


def printed(paragraphs: list[str], *, indent: str = "") -> str:
    """Return pages with a header and numbers, parted by form feeds."""
    lines = [line for text in paragraphs for line in cut(text, indent=indent)]
    pages = [lines[at : at + LINES] for at in range(0, len(lines), LINES)]
    return "\x0c".join(
        "\n".join(["青禾区水务局部门决算", *page, f"- {number} -"])
        for number, page in enumerate(pages, 1)
    )


def sample_paragraphs(name: str) -> list[str]:
    """Return the project's own sample's running text, without its tables."""
    document = outline(read_text(build.document(name, "txt")))
    found: list[str] = []
    for section in document.sections:
        found += [section.heading] if section.heading else []
        found += [b.text for b in section.blocks if isinstance(b, TextBlock)]
    return found


@pytest.mark.parametrize("indent", ["", "\u3000\u3000"])
@pytest.mark.parametrize("name", ["qinghe-2025", "linshui-2025"])
def test_paragraphs_of_the_sample_come_back_from_its_pages(name, indent):
    written = sample_paragraphs(name)

    found, was_cut = paragraphs_of(printed(written, indent=indent))

    assert was_cut
    missing = [text for text in written if text not in found]
    assert len(missing) <= 0.03 * len(written), missing
    assert not any(text == "青禾区水务局部门决算" for text in found)
    assert not any(text.startswith("- ") for text in found)


@pytest.mark.parametrize("name", build.names())
def test_a_text_with_a_line_a_paragraph_is_left_as_it_is(name):
    text = build.document(name, "txt").decode()

    assert margin_of(text.split("\n")) == 0
    assert paragraphs_of(text) == (text.split("\n"), False)


def test_an_amount_is_put_back_to_its_unit_over_a_line_break():
    body = sample_paragraphs("qinghe-2025")
    lines = [line for text in body for line in cut(text)]
    lines += ["本单位本年度收入支出总计 4733.14", "万元。比上年增加 90.09 万元。"]

    found, _ = paragraphs_of("\n".join(lines))

    assert found[-1] == "本单位本年度收入支出总计 4733.14万元。比上年增加 90.09 万元。"


TABLE = [
    "支出决算表",
    "单位：万元",
    "科目编码 科目名称 合计 基本支出 项目支出",
    "类 款 项 合计 130.00 30.00 100.00",
    "201 一般公共服务支出 120.00 20.00 100.00",
    "2010301 行政运行以及有关的机关 120.00 20.00 100.00",
    "事务",
    "221 住房保障支出 10.00 10.00 0.00",
    "注：本表反映各项支出。",
]
SIDES = [
    "收入支出决算总表",
    "单位：万元",
    "收入 支出",
    "项目 决算数 项目 决算数",
    "一、拨款收入 90.00 一、教育支出 70.00",
    "二、其他收入 10.00 二、卫生健康支出 20.00",
    "三、住房保障支出 10.00",
    "本年收入合计 100.00 本年支出合计 100.00",
    "注：本表反映收支。",
]
BASIC = [
    "基本支出决算表",
    "单位：万元",
    "301 工资福利支出 30.00 302 商品和服务支出 9.00",
    "机关事业单位 其他商品和",
    "301 08 30.00 302 99 9.00",
    "养老保险 服务支出",
    "人员经费合计 30.00 公用经费合计 9.00",
]
BLANK = [
    "国有资本经营预算财政拨款收入支出决算表",
    "单位：万元",
    "项目 年初结转 本年收入 本年支出",
    "科目编码 科目名称 合计 基本支出 项目支出",
    "注：本表反映收支及结转。",
]


def read(*tables: list[str]) -> list[Paragraph | Grid]:
    """Return what is read of a cut text that ends in `tables`."""
    lines = [line for text in sample_paragraphs("qinghe-2025") for line in cut(text)]
    text = "\n".join([*lines, *(line for table in tables for line in table)])
    return list(read_text(text.encode()).items)


def rows(items: list[Paragraph | Grid]) -> list[list[str]]:
    (grid,) = [item for item in items if isinstance(item, Grid)]
    found = [[""] * grid.columns for _ in range(grid.rows)]
    for cell in grid.cells:
        found[cell.row][cell.column] = cell.text
    return found


def test_rows_of_code_words_and_amounts_are_a_table_again():
    found = rows(read(TABLE))

    assert found[0] == ["科目编码", "科目名称", "合计", "基本支出", "项目支出"]
    assert found[1] == ["", "类 款 项 合计", "130.00", "30.00", "100.00"]
    assert found[3][:2] == ["2010301", "行政运行以及有关的机关事务"]
    assert len(found) == 5


def test_a_row_of_one_side_stands_on_the_longer_one():
    found = rows(read(SIDES))

    assert found[:2] == [["收入", "", "支出", ""], ["项目", "决算数", "项目", "决算数"]]
    assert found[4] == ["", "", "三、住房保障支出", "10.00"]


def test_amounts_whose_columns_cannot_be_told_stay_together():
    table = [*TABLE[:4], "201 一般公共服务支出 120.00 100.00", *TABLE[5:]]

    found = rows(read(table))

    assert found[2] == ["201 一般公共服务支出 120.00 100.00"]
    assert all(len(row) == 1 for row in found)


def test_rows_without_amounts_keep_their_places():
    sides = [*SIDES[:6], "三、捐赠收入 三、国防支出", "四、农林水支出", *SIDES[6:]]
    basic = [*BASIC[:3], "301 01 基本工资 302 01 办公费 9.00", *BASIC[6:]]

    found = rows(read(sides))
    assert found[4] == ["三、捐赠收入", "", "三、国防支出", ""]
    assert found[5] == ["", "", "四、农林水支出", ""]
    assert rows(read(basic))[1] == [
        "30101", "基本工资", "", "30201", "办公费", "9.00",
    ]  # fmt: skip


def test_labels_on_the_lines_around_their_amounts_are_put_to_their_codes():
    found = rows(read(BASIC))

    assert found[1] == [
        "30108", "机关事业单位养老保险", "30.00", "30299", "其他商品和服务支出", "9.00",
    ]  # fmt: skip
    assert found[2] == ["", "人员经费合计", "30.00", "", "公用经费合计", "9.00"]


def test_a_table_left_blank_is_a_table_of_its_header():
    found = rows(read(BLANK))

    assert found[1] == ["科目编码", "科目名称", "合计", "基本支出", "项目支出"]


def test_a_table_told_by_the_kinds_of_its_cells_is_of_low_confidence():
    (grid,) = [item for item in read(TABLE) if isinstance(item, Grid)]

    assert grid.confidence < 1


@pytest.mark.samples
def test_a_real_text_cut_by_its_pages_has_its_parts_and_its_nine_tables():
    if not SAMPLE.exists():
        absent(f"{SAMPLE.name} is not beside the checkout", "REQUIRE_SAMPLES")
    pages = json.loads(SAMPLE.read_text("utf-8"))["page_texts"]

    found = outline(read_text("\x0c".join(pages).encode()))

    tables_ = [b for s in found.sections for b in s.blocks if isinstance(b, TableBlock)]
    titled = [table for table in tables_ if table.title]
    assert len(titled) == 9
    assert {table.unit for table in titled} == {"万元"}
    parts = [each.heading for each in found.sections if each.level == 1]
    assert [part[:4] for part in parts if part.startswith("第")] == [
        "第一部分", "第三部分", "第四部分",
    ]  # fmt: skip
    blocks = [block for each in found.sections for block in each.blocks]
    assert sum(len(b.text) > 60 for b in blocks if isinstance(b, TextBlock)) > 40
