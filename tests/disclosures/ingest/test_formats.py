"""The same document gives the same sections, whatever format it is sent in."""

import html

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from disclosures.ingest.model import Grid
from disclosures.ingest.read import read
from disclosures.parse.model import TableBlock
from disclosures.parse.outline import outline
from tests.disclosures.ingest.builders import docx, p, tbl, tc, zipped
from tests.disclosures.ingest.pdf_builder import Pages

Table = list[list[str]]
Written = list[str | Table]

DOCUMENT: Written = [
    "云岭市青禾区水务局",
    "2023年度部门决算",
    "第一部分 青禾区水务局概况",
    "一、主要职责",
    "1.负责全区水资源的统一管理和节约用水工作，组织编制规划并监督实施。",
    "2.负责防汛抗旱的日常工作，承办区政府交办的其他事项。",
    "二、机构设置",
    "本局设办公室、财务科和水政科三个科室，下属单位一个，为区水文站。",
    "第二部分 决算情况说明",
    "一、收入支出决算总体情况说明",
    "2023年度收、支总计1,234.56万元，比上年增加12.30万元，增长1.01%。",
    "二、支出决算情况说明",
    "（一）基本支出情况",
    "基本支出934.56万元，占支出合计的75.70%，主要用于人员工资和日常办公。",
    "（二）项目支出情况",
    "项目支出300.00万元，占支出合计的24.30%，主要用于泵站运行和河道养护。",
    [["项目", "年初预算数", "决算数"], ["泵站运行", "200.00", "190.00"],
     ["河道养护", "", "110.00"], ["合计", "320.00", "300.00"]],
    "三、资产占用情况说明",
    "截至2023年12月31日，共有车辆2辆，单价100万元以上的设备1台。",
]  # fmt: skip


def as_txt(document: Written) -> bytes:
    lines = [
        each if isinstance(each, str) else "\n".join("\t".join(row) for row in each)
        for each in document
    ]
    return "\n".join(lines).encode("gb18030")


def as_html(document: Written) -> bytes:
    def table(rows: Table) -> str:
        cells = ("".join(f"<td>{html.escape(t)}</td>" for t in row) for row in rows)
        return "<table>" + "".join(f"<tr>{each}</tr>" for each in cells) + "</table>"

    inner = "".join(
        f"<p>{html.escape(each)}</p>" if isinstance(each, str) else table(each)
        for each in document
    )
    return f"<html><body><div id='zoom'>{inner}</div></body></html>".encode()


def as_docx(document: Written) -> bytes:
    return docx(
        "".join(
            p(html.escape(each))
            if isinstance(each, str)
            else tbl(*("".join(tc(html.escape(t)) for t in row) for row in each))
            for each in document
        )
    )


def as_pdf(document: Written) -> bytes:
    pages = Pages(header="部门决算公开" if document is DOCUMENT else "", footer=True)
    for each in document:
        if isinstance(each, str):
            pages.paragraph(each)
        else:
            pages.table(each)
    return pages.saved()


def as_zip(document: Written) -> bytes:
    return zipped({"决算公开说明.txt": as_txt(document)})


FORMATS = {
    "txt": as_txt,
    "html": as_html,
    "docx": as_docx,
    "pdf": as_pdf,
    "zip": as_zip,
}


def sections(data: bytes, extension: str) -> list[tuple[int, str, list[object]]]:
    seen = outline(read(data, f"决算.{extension}"))
    return [
        (s.level, squeezed(s.heading), [said(block) for block in s.blocks])
        for s in seen.sections
    ]


def said(block: object) -> object:
    if isinstance(block, TableBlock):
        return (block.rows, block.header)
    return squeezed(block.text)


def squeezed(text: str) -> str:
    return "".join(text.split())


@pytest.mark.parametrize("extension", FORMATS)
def test_each_format_gives_the_sections_that_were_written(extension):
    found = sections(FORMATS[extension](DOCUMENT), extension)

    assert [(level, heading) for level, heading, _ in found] == [
        (0, ""), (1, "第一部分青禾区水务局概况"), (2, "一、主要职责"),
        (2, "二、机构设置"),
        (1, "第二部分决算情况说明"), (2, "一、收入支出决算总体情况说明"),
        (2, "二、支出决算情况说明"), (3, "（一）基本支出情况"),
        (3, "（二）项目支出情况"),
        (2, "三、资产占用情况说明"),
    ]  # fmt: skip
    assert found[8][2][1] == (tuple(map(tuple, DOCUMENT[16])), 1)


amounts = st.decimals(0, 99_999, places=2).map(str)
bodies = st.builds(
    "本年度支出{}万元，比上年增加{}万元，主要用于人员工资和河道养护等方面的工作。".format,
    amounts,
    amounts,
)
tables = st.lists(
    st.tuples(st.sampled_from(["基本支出", "项目支出", "经营支出"]), amounts, amounts),
    min_size=1,
    max_size=5,
).map(lambda rows: [["项目", "预算数", "决算数"], *map(list, rows)])
documents = st.lists(st.tuples(bodies, st.none() | tables), min_size=2, max_size=6).map(
    lambda parts: [
        line
        for number, (body, table) in enumerate(parts)
        for line in (f"{'一二三四五六'[number]}、支出情况", body, table)
        if line is not None
    ]
)


@pytest.mark.slow
@settings(
    max_examples=25,
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.generate],
)
@given(documents)
def test_all_formats_agree(document):
    first, *others = [sections(make(document), name) for name, make in FORMATS.items()]

    assert all(each == first for each in others)


def test_no_figure_is_lost_on_the_way_from_grid_to_block():
    reading = read(as_docx(DOCUMENT), "a.docx")
    (grid,) = [each for each in reading.items if isinstance(each, Grid)]
    blocks = [b for s in outline(reading).sections for b in s.blocks]
    (table,) = [each for each in blocks if isinstance(each, TableBlock)]

    assert [cell.text for cell in grid.cells] == [t for row in table.rows for t in row]
