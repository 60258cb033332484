import pytest

from disclosures.ingest.docx import read_docx
from disclosures.ingest.docx_numbering import chinese, formatted
from disclosures.ingest.limits import DEFAULT
from disclosures.ingest.model import Grid, Paragraph, Source, Unreadable
from tests.disclosures.ingest.builders import (
    NAMESPACES,
    W,
    docx,
    numbered,
    numbering,
    p,
    r,
    tbl,
    tc,
    zipped,
)


def read(data: bytes):
    return read_docx(data, DEFAULT)


def texts(data: bytes) -> list[str]:
    return [each.text for each in read(data).items if isinstance(each, Paragraph)]


def test_paragraphs_and_tables_come_in_the_order_they_stand():
    items = read(docx(p("前") + tbl(tc("甲") + tc("1")) + p("后"))).items

    assert [type(each) for each in items] == [Paragraph, Grid, Paragraph]


def test_automatic_numbers_stand_in_the_text_as_printed():
    parts = numbering(
        ("chineseCounting", "%1、"), ("chineseCounting", "（%2）"), ("decimal", "%3.")
    )
    body = (
        p("概况", numbered(0))
        + p("职责", numbered(1))
        + p("机构", numbered(1))
        + p("甲", numbered(2))
        + p("说明", numbered(0))
        + p("收入", numbered(1))
        + p("重新开始", numbered(0, 2))
    )

    assert texts(docx(body, numbering=parts)) == [
        "一、概况", "（一）职责", "（二）机构", "1.甲", "二、说明", "（一）收入",
        "一、重新开始",
    ]  # fmt: skip


def test_a_numbering_may_come_from_the_style_and_so_may_the_heading_level():
    styles = (
        f'<w:styles xmlns:w="{W}"><w:style w:type="paragraph" w:styleId="a">'
        '<w:name w:val="heading 2"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr>'
        '</w:pPr></w:style><w:style w:type="paragraph" w:styleId="b">'
        '<w:name w:val="own"/><w:basedOn w:val="a"/></w:style></w:styles>'
    )
    data = docx(
        p("概况", '<w:pStyle w:val="b"/>'),
        styles=styles,
        numbering=numbering(("chineseCounting", "%1、")),
    )

    (only,) = read(data).items

    assert (only.text, only.outline) == ("一、概况", 2)


def test_tracked_changes_are_read_as_accepted_and_a_note_says_so():
    body = (
        f"<w:p>{r('支出')}<w:del><w:r><w:delText>10</w:delText></w:r></w:del>"
        f"<w:ins>{r('20')}</w:ins>{r('万元')}</w:p>"
    )

    reading = read(docx(body))

    assert reading.items[0].text == "支出20万元"
    assert "修订" in reading.notes[0]


def test_moved_text_is_read_once_where_it_stands_now():
    body = f"<w:p><w:moveFrom>{r('旧')}</w:moveFrom></w:p>" + (
        f"<w:p><w:moveTo>{r('新处')}</w:moveTo></w:p>"
    )

    assert texts(docx(body)) == ["新处"]


def test_a_text_box_is_read_once_though_it_is_stored_twice():
    box = f"<w:txbxContent>{p('框中文字')}</w:txbxContent>"
    body = (
        "<w:p><w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing>"
        f"<wps:txbx>{box}</wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict>"
        f"<v:textbox>{box}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent>"
        f"</w:r>{r('正文')}</w:p>"
    )

    items = read(docx(body)).items

    assert [(each.text, each.source) for each in items] == [
        ("正文", Source.BODY),
        ("框中文字", Source.TEXT_BOX),
    ]


def test_a_footnote_follows_the_paragraph_that_refers_to_it():
    notes = (
        f'<w:footnotes xmlns:w="{W}"><w:footnote w:id="0" w:type="separator">'
        f'{p("——")}</w:footnote><w:footnote w:id="2">{p("含上年结转。")}'
        "</w:footnote></w:footnotes>"
    )
    body = f'<w:p>{r("收入")}<w:r><w:footnoteReference w:id="2"/></w:r></w:p>'

    items = read(docx(body, footnotes=notes)).items

    assert [(each.text, each.source) for each in items] == [
        ("收入", Source.BODY),
        ("含上年结转。", Source.NOTE),
    ]


def test_content_controls_links_and_tags_lose_nothing():
    body = (
        f"<w:sdt><w:sdtContent>{p('控件段')}</w:sdtContent></w:sdt>"
        f"<w:p><w:hyperlink>{r('链接')}</w:hyperlink><w:smartTag>{r('标记')}"
        f"</w:smartTag><w:sdt><w:sdtContent>{r('内控件')}</w:sdtContent></w:sdt></w:p>"
    )

    assert texts(docx(body)) == ["控件段", "链接标记内控件"]


def test_hidden_text_is_left_out_and_a_note_says_so():
    reading = read(docx(f"<w:p>{r('密', '<w:vanish/>')}{r('明')}</w:p>"))

    assert reading.items[0].text == "明"
    assert "隐藏" in reading.notes[0]


def test_the_instruction_of_a_field_is_no_text():
    field = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:t>PAGEREF _Toc1</w:t>'
        '</w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>12</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )

    assert texts(docx(f"<w:p>{r('第')}{field}{r('页')}</w:p>")) == ["第12页"]


def test_merged_cells_are_spans_and_not_repeated():
    rows = (
        tc("项目", '<w:vMerge w:val="restart"/>')
        + tc("支出", '<w:gridSpan w:val="2"/>'),
        tc("", "<w:vMerge/>") + tc("基本") + tc("项目"),
    )

    (grid,) = read(docx(tbl(*rows))).items

    assert [(c.text, c.row, c.column, c.rows, c.columns) for c in grid.cells] == [
        ("项目", 0, 0, 2, 1),
        ("支出", 0, 1, 1, 2),
        ("基本", 1, 1, 1, 1),
        ("项目", 1, 2, 1, 1),
    ]


def test_a_table_inside_a_cell_follows_the_outer_one():
    outer = f"<w:tc>{p('外')}{tbl(tc('内') + tc('1'))}{p('')}</w:tc>" + tc("2")

    first, second = read(docx(tbl(outer))).items

    assert [cell.text for cell in first.cells] == ["外", "2"]
    assert [cell.text for cell in second.cells] == ["内", "1"]


def test_a_strict_document_reads_like_any_other():
    strict = NAMESPACES.replace(W, "http://purl.oclc.org/ooxml/wordprocessingml/main")
    data = zipped(
        {
            "word/document.xml": f"<w:document {strict}><w:body>"
            + p("概况", '<w:jc w:val="center"/>')
            + "</w:body></w:document>"
        }
    )

    (only,) = read(data).items

    assert (only.text, only.centred) == ("概况", True)


@pytest.mark.parametrize(
    ("number", "text"),
    [(1, "一"), (10, "十"), (11, "十一"), (21, "二十一"), (100, "一百"),
     (105, "一百零五"), (110, "一百一十"), (115, "一百一十五")],
)  # fmt: skip
def test_numbers_are_counted_in_chinese(number, text):
    assert chinese(number) == text


@pytest.mark.parametrize(
    ("form", "text"),
    [("decimalZero", "04"), ("lowerRoman", "iv"), ("upperLetter", "D"),
     ("decimalEnclosedCircle", "④"), ("chineseLegalSimplified", "肆"),
     ("decimalFullWidth", "４"), ("ideographTraditional", "丁"), ("unheard-of", "4")],
)  # fmt: skip
def test_each_of_words_number_formats_is_known(form, text):
    assert formatted(4, form) == text


@pytest.mark.parametrize(
    "data",
    [zipped({"word/other.xml": "<a/>"}), docx("<w:p>", broken="<"), b"PK\x03\x04"],
)
def test_a_damaged_document_is_refused(data):
    with pytest.raises(Unreadable) as refused:
        read(data)
    assert refused.value.code == "damaged"


def test_nesting_beyond_reason_is_refused():
    inner = p("底")
    for _ in range(30):
        inner = tbl(f"<w:tc>{inner}</w:tc>")

    with pytest.raises(Unreadable) as refused:
        read(docx(inner))
    assert refused.value.code == "too_complex"


def field(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


def told(text: str) -> str:
    return f"<w:r><w:instrText>{text}</w:instrText></w:r>"


DELETED_END = "<w:rPr><w:del w:id='1'/></w:rPr>"


def test_a_paragraph_whose_end_is_deleted_runs_on_in_the_next():
    assert texts(docx(p("前段", DELETED_END) + p("后段"))) == ["前段后段"]
    assert texts(docx(p("前段", DELETED_END) + tbl(tc("格")))) == ["前段"]
    assert texts(docx(p("最后", DELETED_END))) == ["最后"]


def test_a_deleted_paragraph_counts_no_number():
    gone = (
        f"<w:p><w:pPr>{numbered(0)}{DELETED_END}</w:pPr>"
        "<w:del w:id='2'><w:r><w:delText>删去</w:delText></w:r></w:del></w:p>"
    )
    list_of = numbering(("chineseCounting", "%1、"))

    assert texts(docx(gone + p("甲", numbered(0)), numbering=list_of)) == ["一、甲"]


def test_a_deleted_cell_is_gone_and_an_old_merge_spans():
    table = tbl(
        tc("头", '<w:hMerge w:val="restart"/>') + tc("", "<w:hMerge/>"),
        tc("一") + tc("二") + tc("删", '<w:cellDel w:id="1"/>'),
    )

    (grid,) = read(docx(table)).items

    assert [(c.text, c.columns) for c in grid.cells] == [
        ("头", 2), ("一", 1), ("二", 1),
    ]  # fmt: skip


def test_a_note_in_a_cell_stands_behind_its_table():
    notes = (
        f'<w:footnotes xmlns:w="{W}"><w:footnote w:id="1">{p("口径见附注")}'
        "</w:footnote></w:footnotes>"
    )
    reference = '<w:r><w:footnoteReference w:id="1"/></w:r>'
    cell = f"<w:tc><w:p>{r('12.30')}{reference}</w:p></w:tc>"

    body = tbl(cell) + f"<w:p>{reference}</w:p>"
    grid, note = read(docx(body, footnotes=notes)).items

    assert grid.cells[0].text == "12.30"
    assert (note.text, note.source) == ("口径见附注", Source.NOTE)


def test_a_field_in_anothers_instruction_gives_no_text():
    inner = field("begin") + told("PAGE") + field("separate") + r("3") + field("end")
    whole = field("begin") + told("IF ") + inner + field("separate") + r("结果")

    assert texts(docx(f"<w:p>{whole}{field('end')}</w:p>")) == ["结果"]


def test_hyphens_that_only_part_words_are_no_text_and_ruby_keeps_its_word():
    run = "<w:r><w:t>软</w:t><w:softHyphen/><w:t>连\u00ad字</w:t></w:r>"
    word = f"<w:rt>{r('du')}</w:rt><w:rubyBase>{r('读')}</w:rubyBase>"
    ruby = f"<w:r><w:ruby>{word}</w:ruby></w:r>"

    assert texts(docx(f"<w:p>{run}{ruby}</w:p>")) == ["软连字读"]


@pytest.mark.parametrize(
    ("inside", "says"),
    [
        ('<w:drawing><a:blip xmlns:a="http://schemas.openxmlformats.org/'
         'drawingml/2006/main"/></w:drawing>', "图片"),
        ('<w:object><o:OLEObject xmlns:o="o" Type="Embed"/></w:object>', "对象"),
    ],
)  # fmt: skip
def test_what_is_not_read_is_named(inside, says):
    reading = read(docx(f"<w:p><w:r>{inside}</w:r></w:p>" + p("正文")))

    assert any(says in note and "没有读取" in note for note in reading.notes)


def test_headers_and_footers_are_no_part_of_the_text_and_comments_are_named():
    reading = read(
        docx(
            p("正文"),
            header1=f'<w:hdr xmlns:w="{W}">{p("页眉")}</w:hdr>',
            footer1=f'<w:ftr xmlns:w="{W}">{p("第1页")}</w:ftr>',
            comments=f'<w:comments xmlns:w="{W}"/>',
        )
    )

    assert [each.text for each in reading.items] == ["正文"]
    assert any("批注" in note for note in reading.notes)
