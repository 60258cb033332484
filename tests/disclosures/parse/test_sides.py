"""Tables of two or three sides: where each begins, and what it says alone."""

import pytest

from disclosures.figures.reading import read_section
from disclosures.ingest.read import read
from disclosures.parse.model import Section, TableBlock
from disclosures.parse.outline import outline
from disclosures.parse.sides import Side, alone, sides_of
from disclosures.samples import build

SUMMARY = TableBlock(
    rows=(
        ("收入", "", "支出", ""),
        ("项目", "决算数", "项目", "决算数"),
        ("一、财政拨款收入", "90.00", "一、教育支出", "70.00"),
        ("二、事业收入", "10.00", "二、卫生健康支出", "20.00"),
        ("", "", "三、住房保障支出", "10.00"),
        ("本年收入合计", "100.00", "本年支出合计", "100.00"),
    ),
    title="收入支出决算总表",
    unit="万元",
    header=2,
    spans=((0, 0, 1, 2), (0, 2, 1, 2)),
)
BASIC = TableBlock(
    rows=(
        ("科目编码", "科目名称", "决算数", "科目编码", "科目名称", "决算数"),
        ("301", "工资福利支出", "30.00", "302", "商品和服务支出", "9.00"),
        ("30101", "基本工资", "30.00", "30201", "办公费", "4.00"),
        ("", "", "", "30202", "印刷费", "5.00"),
        ("人员经费合计", "", "30.00", "公用经费合计", "", "9.00"),
    ),
    unit="万元",
    header=1,
)


def test_a_table_of_income_and_spending_has_two_sides():
    assert sides_of(SUMMARY) == (Side("收入", 0, 2), Side("支出", 2, 4))


def test_repeated_columns_of_codes_names_and_amounts_are_sides():
    assert sides_of(BASIC) == (Side("", 0, 3), Side("", 3, 6))


@pytest.mark.parametrize(
    ("header", "body"),
    [
        pytest.param(
            ("科目编码", "科目名称", "合计", "基本支出"),
            ("201", "一般公共服务支出", "3.00", "2.00"),
            id="one side",
        ),
        pytest.param(
            ("预算数", "决算数", "预算数", "决算数"),
            ("42", "39", "6", "5.40"),
            id="amounts alone",
        ),
        pytest.param(("", "甲", "", "乙"), ("1", "2", "3", "4"), id="blank headers"),
    ],
)
def test_other_tables_have_none(header, body):
    assert sides_of(TableBlock(rows=(header, body), header=1)) == ()


def test_a_table_without_header_or_rows_has_none():
    assert sides_of(TableBlock(rows=())) == ()
    assert sides_of(TableBlock(rows=SUMMARY.rows, header=0)) == ()
    assert sides_of(TableBlock(rows=SUMMARY.rows, header=6)) == ()


def test_one_side_alone_keeps_every_cell_in_its_place():
    spending = alone(SUMMARY, Side("支出", 2, 4))

    assert spending.rows[3] == ("", "", "二、卫生健康支出", "20.00")
    assert spending.spans == ((0, 2, 1, 2),)


def test_an_amount_has_no_label_of_the_other_side():
    rows = (*SUMMARY.rows[:4], ("三、其他收入", "", "", "10.00"), SUMMARY.rows[5])
    table = TableBlock(rows=rows, unit="万元", header=2)
    read_ = read_section(Section("s001", ("总表",), 1, "总表", (table,)))

    (figure,) = [f for f in read_.figures if (f.row, f.column) == (4, 3)]
    assert "其他收入" not in figure.subject


def test_each_side_adds_up_by_itself():
    read_ = read_section(Section("s001", ("总表",), 1, "总表", (SUMMARY,)))

    (total,) = [each for each in read_.totals if each.total.column == 3]
    assert [part.text for part in total.parts] == ["70.00", "20.00", "10.00"]


@pytest.mark.parametrize("form", ["pdf", "docx", "html"])
def test_three_tables_of_the_sample_have_two_sides(form):
    document = outline(read(build.document("qinghe-2025", form), f"决算.{form}"))
    tables = [
        b for s in document.sections for b in s.blocks if isinstance(b, TableBlock)
    ]

    found = [table.title for table in tables if len(sides_of(table)) == 2]
    assert [title.partition("、")[0] for title in found] == ["一", "四", "六"]
