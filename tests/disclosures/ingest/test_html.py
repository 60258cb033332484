import pytest

from disclosures.ingest.html import read_html
from disclosures.ingest.limits import DEFAULT
from disclosures.ingest.model import Grid, Paragraph, Unreadable
from tests.disclosures.ingest.portals import ARTICLE, OF_THE_PAGE, PORTALS, ROWS, page

BODY = "本局2023年度收、支总计1,234.56万元，比上年增加12.30万元，主要是人员增加。" * 3


def read(page: str, encoding: str = "utf-8"):
    return read_html(page.encode(encoding), DEFAULT)


def texts(page: str) -> list[str]:
    return [each.text for each in read(page).items if isinstance(each, Paragraph)]


def test_a_page_that_claims_gb2312_is_read_as_what_it_is():
    page = f'<meta charset="gb2312"><body><p>朱镕；䶮；{BODY}</p></body>'

    for encoding in ("gb18030", "utf-8"):
        assert read(page, encoding).items[0].text.startswith("朱镕；䶮；")


def test_the_article_alone_is_read():
    page = (
        "<body><div class='menu'>首页 栏目</div>"
        f"<div class='TRS_Editor'><p>{BODY}</p></div>"
        "<div>版权所有</div></body>"
    )

    assert texts(page) == [BODY]


def test_without_a_known_container_the_whole_body_is_read():
    assert texts(f"<body><div>{BODY}</div><p>第二段</p></body>") == [BODY, "第二段"]


def test_a_small_box_of_a_known_name_does_not_hide_the_rest():
    page = f"<body><div class='content'>提示</div><p>{BODY}</p></body>"

    assert texts(page) == ["提示", BODY]


def test_hidden_parts_and_scripts_are_left_out():
    page = (
        "<body><script>document.write('<p>假</p>')</script><style>p{}</style>"
        f"<p>{BODY}</p><div style='display: none'>隐藏</div></body>"
    )

    assert texts(page) == [BODY]


def test_headings_say_their_level_and_breaks_part_paragraphs():
    items = read("<body><h2>一、概况</h2>甲<br>乙<p><b>丙</b></p></body>").items

    assert [(each.text, each.outline) for each in items] == [
        ("一、概况", 2),
        ("甲", None),
        ("乙", None),
        ("丙", None),
    ]
    assert [each.bold for each in items] == [False, False, False, True]


def test_a_table_keeps_its_spans_though_its_cells_are_not_closed():
    page = (
        "<body><table><tr><td rowspan=2>项目<td colspan=2>支出<tr><td>基本<td>项目"
        "<tr><td>合计<td>4&nbsp;0.00<td>2.5</table></body>"
    )

    (grid,) = read(page).items

    assert isinstance(grid, Grid)
    assert (grid.rows, grid.columns) == (3, 3)
    assert [(c.text, c.row, c.column, c.rows, c.columns) for c in grid.cells] == [
        ("项目", 0, 0, 2, 1),
        ("支出", 0, 1, 1, 2),
        ("基本", 1, 1, 1, 1),
        ("项目", 1, 2, 1, 1),
        ("合计", 2, 0, 1, 1),
        ("40.00", 2, 1, 1, 1),
        ("2.5", 2, 2, 1, 1),
    ]


def test_a_table_that_only_lays_out_the_page_is_looked_into():
    page = (
        "<body><table><tr><td><p>一、概况</p><table><tr><td>甲<td>1<tr><td>乙<td>2"
        "</table></td></tr></table></body>"
    )

    items = read(page).items

    assert items[0].text == "一、概况"
    assert isinstance(items[1], Grid)


def test_a_spanning_cell_cannot_claim_more_rows_than_there_are():
    (grid,) = read(
        "<body><table><tr><td rowspan=99999>甲<td>乙<tr><td>丙</table></body>"
    ).items

    assert (grid.rows, grid.cells[0].rows) == (2, 2)


@pytest.mark.parametrize(
    "page",
    [
        "<body>" + "<div>" * 3000 + "底" + "</div>" * 3000,
        "<body><table><tr>" + "<td>1" * 300 + "</table>",
        "<body><table>" + "<tr><td>1<td>2" * 5001 + "</table>",
    ],
)
def test_depth_rows_and_columns_are_bounded(page):
    with pytest.raises(Unreadable) as refused:
        read(page)
    assert refused.value.code == "too_complex"


def test_residue_of_word_fields_is_dropped_and_annexes_are_named():
    reading = read(
        f"<body><p>一、概况 PAGEREF _Toc25831 \\h 3</p><p>{BODY}</p>"
        "<a href='/f/table.xlsx'>附件</a></body>"
    )

    assert reading.items[0].text == "一、概况"
    assert "1 个附件" in reading.notes[0]


@pytest.mark.parametrize("portal", PORTALS)
def test_the_article_is_found_among_what_portals_put_around_it(portal):
    items = read(page(PORTALS[portal])).items

    lines = [each.text for each in items if isinstance(each, Paragraph)]
    assert [line for line in lines if line in ARTICLE] == ARTICLE
    whole = "".join(lines)
    assert [word for word in OF_THE_PAGE if word in whole] == []
    (grid,) = [each for each in items if isinstance(each, Grid)]
    assert [cell.text for cell in grid.cells] == [t for row in ROWS for t in row]


def test_links_down_the_page_are_its_own_contents():
    items = read(page(PORTALS["contents with links"])).items

    assert items[0].text == "第一部分 概况"


def test_a_page_of_links_alone_is_left_as_it_is():
    assert texts("<body><a href='/a'>甲</a><p><a href='/b'>乙</a></p></body>") == [
        "甲",
        "乙",
    ]
