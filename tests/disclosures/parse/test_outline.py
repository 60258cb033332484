"""Headings in the manners of writing that offices have, on documents of our own."""

import pytest

from disclosures.ingest.model import Cell, Grid, Paragraph, Place, Reading
from disclosures.parse.model import TableBlock
from disclosures.parse.outline import outline

BODY = "青禾区水务局2023年度收入总计1,234.56万元，比上年增加12.30万元，增长1.01%。"


def paragraphs(text: str) -> list[Paragraph]:
    return [Paragraph(line.strip()) for line in text.strip().splitlines()]


def of(*items: Paragraph | Grid):
    return outline(Reading(format="test", items=items))


def headings(text: str) -> list[tuple[int, str]]:
    seen = of(*paragraphs(text.replace("~", BODY)))
    return [(section.level, section.heading) for section in seen.sections]


def grid(*rows: tuple[str, ...], page: int | None = None) -> Grid:
    return Grid(
        cells=tuple(
            Cell(t, r, c) for r, row in enumerate(rows) for c, t in enumerate(row)
        ),
        rows=len(rows),
        columns=len(rows[0]),
        place=Place(page),
    )


def test_parts_and_numbers_of_four_kinds_nest():
    assert headings(
        """第一部分 单位概况
        一、主要职责
        ~
        （一）内设机构
        1.办公室
        ~
        （1）人员
        ~
        2.财务科
        ~
        第二部分 情况说明
        一、收入情况
        ~"""
    ) == [
        (1, "第一部分 单位概况"), (2, "一、主要职责"), (3, "（一）内设机构"),
        (4, "1.办公室"), (5, "（1）人员"), (4, "2.财务科"), (1, "第二部分 情况说明"),
        (2, "一、收入情况"),
    ]  # fmt: skip


def test_chapters_and_decimal_numbers_nest_too():
    assert headings(
        """第一章 概况
        ~
        1.1 主要职责
        ~
        1.2 机构设置
        1.2.1 内设机构
        ~
        第二章 说明
        2.1 收入
        ~"""
    ) == [
        (1, "第一章 概况"), (2, "1.1 主要职责"), (2, "1.2 机构设置"),
        (3, "1.2.1 内设机构"), (1, "第二章 说明"), (2, "2.1 收入"),
    ]  # fmt: skip


def test_a_document_without_parts_begins_at_level_one():
    found = headings(
        "青禾区水务局2023年度部门决算\n一、概况\n~\n二、说明\n（一）收入\n~"
    )

    assert found == [(0, ""), (1, "一、概况"), (1, "二、说明"), (2, "（一）收入")]


def test_list_items_that_are_sentences_are_no_headings():
    assert headings(
        """一、主要职责
        1.负责全区水资源的统一管理。
        2.组织实施节约用水工作。
        3.承办区政府交办的其他事项。
        二、机构设置
        ~"""
    ) == [(1, "一、主要职责"), (1, "二、机构设置")]


def test_list_items_without_full_stops_are_no_headings_either():
    assert headings(
        """一、内设机构
        1.办公室
        2.财务科
        3.水政科
        二、人员情况
        ~"""
    ) == [(1, "一、内设机构"), (1, "二、人员情况")]


def test_terms_explained_are_no_headings():
    assert headings(
        """第四部分 名词解释
        一、财政拨款收入：指本级财政当年拨付的资金。
        二、事业收入：指开展专业业务活动取得的收入。
        三、其他收入：指上述以外的收入。"""
    ) == [(1, "第四部分 名词解释")]


def test_numbered_paragraphs_with_amounts_are_no_headings():
    assert headings(
        """（二）支出结构
        1.一般公共服务支出2,112.86万元
        2.教育支出14.50万元
        其中培训支出14.50万元。"""
    ) == [(1, "（二）支出结构")]


def test_headings_that_end_in_a_full_stop_are_headings_when_text_follows_each():
    assert headings("1.项目概况。\n~\n2.项目目标。\n~\n3.工作过程。\n~") == [
        (1, "1.项目概况。"),
        (1, "2.项目目标。"),
        (1, "3.工作过程。"),
    ]


def test_a_number_that_was_lost_leaves_the_heading_in_its_place():
    assert headings("（一）基本情况\n~\n评价工作情况\n~\n（三）评价结论\n~") == [
        (1, "（一）基本情况"),
        (1, "评价工作情况"),
        (1, "（三）评价结论"),
    ]


def test_a_document_without_any_number_has_its_headings_all_the_same():
    found = headings("青禾区水务局2023年度部门决算\n部门职责\n~\n收入情况\n~\n~")

    assert found == [(0, ""), (1, "部门职责"), (1, "收入情况")]


def test_headings_without_number_lie_below_the_one_that_they_follow_at_once():
    found = headings("（一）效果\n经济效益\n~\n社会效益\n~\n（二）结论\n~")

    assert found == [
        (1, "（一）效果"), (2, "经济效益"), (2, "社会效益"), (1, "（二）结论"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "line",
    ["单位：万元", "图1：支出结构情况", "2024年9月", "无", "本年度未安排此项支出",
     "主要职责如下：", "（此页无正文）", "附件：收支总表"],
)  # fmt: skip
def test_short_lines_of_other_kinds_are_no_headings(line):
    assert headings(f"一、概况\n~\n{line}\n~") == [(1, "一、概况")]


def test_the_table_of_contents_is_one_section_and_its_entries_are_text():
    seen = of(
        *paragraphs(
            f"""目  录
            第一部分 概况............1
            一、职责................1
            第二部分 说明............3
            一、收入................3
            第一部分 概况
            一、职责
            {BODY}
            第二部分 说明
            一、收入
            {BODY}"""
        )
    )

    assert [(s.level, s.heading, len(s.blocks)) for s in seen.sections] == [
        (1, "目  录", 4), (1, "第一部分 概况", 0), (2, "一、职责", 1),
        (1, "第二部分 说明", 0), (2, "一、收入", 1),
    ]  # fmt: skip


def test_what_the_contents_announce_is_a_heading_though_it_lost_its_number():
    found = headings(
        """目录
        第一部分 概况
        第二部分 决算情况说明
        第一部分 概况
        ~
        决算情况说明
        ~"""
    )

    assert found[1:] == [(1, "第一部分 概况"), (1, "决算情况说明")]


def test_a_part_whose_title_stands_on_the_next_line_is_one_heading():
    assert headings("第一部分\n青禾区水务局概况\n一、职责\n~") == [
        (1, "第一部分 青禾区水务局概况"),
        (2, "一、职责"),
    ]


def test_levels_that_the_file_declares_make_headings_of_what_bears_no_number():
    seen = of(
        Paragraph("一、概况", outline=1),
        Paragraph("职责", outline=2),
        Paragraph(BODY),
        Paragraph("机构", outline=2),
        Paragraph(BODY),
    )

    assert [(s.level, s.heading) for s in seen.sections] == [
        (1, "一、概况"), (2, "职责"), (2, "机构"),
    ]  # fmt: skip


def test_each_table_of_the_accounts_is_a_section_by_its_title():
    seen = of(
        Paragraph("第二部分 部门决算表"),
        Paragraph("收入决算表"),
        Paragraph("单位：万元"),
        grid(("科目", "决算数"), ("合计", "12.30")),
        Paragraph("支出决算表"),
        grid(("科目", "决算数"), ("合计", "12.30")),
        Paragraph("第三部分 说明"),
        Paragraph(BODY),
    )

    assert [(s.level, s.heading) for s in seen.sections] == [
        (1, "第二部分 部门决算表"), (2, "收入决算表"), (2, "支出决算表"),
        (1, "第三部分 说明"),
    ]  # fmt: skip
    table = seen.sections[1].blocks[1]
    assert isinstance(table, TableBlock)
    assert (table.title, table.unit, table.header) == ("收入决算表", "万元", 1)


def test_a_numbered_heading_and_the_same_title_above_the_table_are_one_section():
    seen = of(
        Paragraph("一、收入决算表"),
        Paragraph("收入决算表"),
        grid(("科目", "决算数"), ("合计", "12.30")),
        Paragraph("二、支出决算表"),
        Paragraph("支出决算表"),
        grid(("科目", "决算数"), ("合计", "12.30")),
    )

    assert [s.heading for s in seen.sections] == ["一、收入决算表", "二、支出决算表"]


def test_an_empty_reading_has_no_sections():
    assert of().sections == ()


@pytest.mark.parametrize(
    ("title", "kind", "year", "unit"),
    [
        ("2023年度云岭市青禾区水务局部门决算", "决算", 2023, "云岭市青禾区水务局"),
        ("云岭市青禾区水务局2024年部门预算公开", "预算", 2024, "云岭市青禾区水务局"),
        ("青禾区人民政府二〇二三年度部门决算", "决算", 2023, "青禾区人民政府"),
        ("云岭市青禾区第一中学2022年度单位决算", "决算", 2022, "云岭市青禾区第一中学"),
    ],
)
def test_what_the_document_is_is_told_by_its_title(title, kind, year, unit):
    seen = of(Paragraph(title), Paragraph("一、概况"), Paragraph("本局设三个科室。"))

    assert (seen.kind, seen.year, seen.unit_name) == (kind, year, unit)
    assert 0.5 < seen.kind_confidence <= 1 and 0.5 < seen.year_confidence <= 1


def test_a_title_over_two_lines_names_unit_and_year():
    seen = of(
        Paragraph("云岭市青禾区水务局"),
        Paragraph("2023年度部门决算"),
        Paragraph("一、概况"),
        Paragraph(BODY),
    )

    assert (seen.unit_name, seen.year, seen.kind) == (
        "云岭市青禾区水务局",
        2023,
        "决算",
    )


def test_the_page_of_a_section_is_that_of_its_heading():
    seen = of(
        Paragraph("一、概况", Place(3)), Paragraph(BODY, Place(3)),
        Paragraph("二、说明", Place(4)), Paragraph(BODY, Place(4)),
    )  # fmt: skip

    assert [s.page for s in seen.sections] == [3, 4]
