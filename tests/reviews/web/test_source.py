"""The file's page beside the text: the picture, who may see it, the boxes over it."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from disclosures import pictures, services
from disclosures.ingest.model import Unreadable
from reviews import handlers
from reviews.domain import commands as c
from tests.disclosures.ingest.builders import FILLER
from tests.disclosures.ingest.pdf_builder import Pages
from tests.reviews.web import scene

FIRST, SECOND = [1, 9000, 10000, 50000, 14000], [2, 9000, 20000, 50000, 26000]


@pytest.fixture
def submitted(db):
    """A disclosure whose file is a PDF of two pages, not read yet."""
    there = scene.people()
    pages = Pages()
    pages.paragraph(FILLER)
    pages.new_page()
    pages.paragraph(FILLER)
    kept = services.keep_file([pages.saved()], at=scene.AT)
    command = c.SubmitDisclosure(
        department=there.department.pk,
        campaign=there.campaign.pk,
        file=kept.sha256,
        file_name="决算公开.pdf",
    )
    there.do(there.alice, command)
    return there


@pytest.fixture
def at(submitted):
    """The same file read: a right paragraph, then a wrong one on the second page."""
    read(submitted, {"p": "本部门职责是管理档案。"}, {"p": scene.WRONG})
    return submitted


def read(there, *blocks, file="", key="s001", page=1, places=([FIRST], [SECOND])):
    section = c.ReadSection(
        key=key,
        path=("一、概况",),
        level=1,
        heading="一、概况",
        page=page,
        blocks=blocks,
        places=places,
    )
    command = c.RecordReading(
        file=file or there.state.file,
        parser="test",
        kind="决算",
        year=2025,
        unit_name="第101号局",
        sections=(section,),
    )
    scene.execute(there.stream, command, handlers.system(there.department.bureau_id))


def picture(client, there, number=1, width=900):
    return client.get(reverse("web:picture", args=[there.stream, number, width]))


def tab(client, there, **query):
    address = reverse("web:section", args=[there.stream, "s001"])
    return client.get(address, {"tab": "source", **query})


def test_who_may_see_the_disclosure_sees_its_pages(signed_in, at):
    for account in (at.alice, at.bob, at.dave):
        answer = picture(signed_in(account), at)

        assert answer.status_code == 200
        assert answer.content.startswith(b"\x89PNG")


def test_a_picture_is_kept_nowhere_on_its_way_and_can_do_nothing(signed_in, at):
    answer = picture(signed_in(at.bob), at)

    assert answer["Content-Type"] == "image/png"
    assert answer["Cache-Control"] == "private, no-store"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answer["Cross-Origin-Resource-Policy"] == "same-origin"


def test_a_submitter_of_another_department_does_not_learn_of_the_file(signed_in, at):
    eve = scene.builders.account(
        "submitter", username="eve", department=scene.builders.department("202")
    )

    assert picture(signed_in(eve), at).status_code == 404


def test_a_stranger_is_sent_to_sign_in(client, at):
    assert picture(client, at).url.startswith("/login/")


@pytest.mark.parametrize(
    ("number", "width"), [(3, 900), (0, 900), (1, 901), (9**9, 900)]
)
def test_what_is_not_there_is_not_found(signed_in, at, number, width):
    assert picture(signed_in(at.bob), at, number, width).status_code == 404


def test_a_page_that_cannot_be_drawn_says_so_and_breaks_nothing(
    signed_in, at, monkeypatch
):
    def refused(*asked):
        raise Unreadable("too_complex", "画不出来。")

    monkeypatch.setattr(pictures, "picture", refused)
    monkeypatch.setattr(pictures, "sizes", refused)
    bob = signed_in(at.bob)

    assert picture(bob, at).status_code == 422
    html = tab(bob, at).content.decode()
    assert "页面图像暂时不能显示" in html
    assert "本部门职责" in html


def test_while_all_are_drawing_one_is_asked_to_come_again(signed_in, at, monkeypatch):
    def busy(*asked):
        raise pictures.Busy

    monkeypatch.setattr(pictures, "picture", busy)
    answer = picture(signed_in(at.bob), at)

    assert (answer.status_code, answer["Retry-After"]) == (503, "2")


def test_the_tab_shows_the_sections_page_with_a_box_where_it_stands(signed_in, at):
    answer = tab(signed_in(at.bob), at)

    html = answer.content.decode()
    assert reverse("web:picture", args=[at.stream, 1, 900]) in html
    assert 'viewBox="0 0 59528 84189"' in html
    assert 'x="9000" y="10000" width="41000" height="4000"' in html
    assert "原件第 1 页，共 2 页" in html
    assert "page=2" in html


def test_a_finding_leads_to_its_page_and_its_box_is_lit(signed_in, at):
    html = tab(signed_in(at.bob), at, finding=1).content.decode()

    assert "原件第 2 页" in html
    assert 'class="place place-error lit" data-of="1"' in html
    assert 'y="20000"' in html and 'y="10000"' not in html


def test_a_page_that_was_asked_for_comes_before_the_findings_own(signed_in, at):
    leaf = tab(signed_in(at.bob), at, finding=1, page=1).context["leaf"]

    assert leaf.number == 1


@pytest.mark.parametrize("page", ["99", "0", "-1", "x", "9" * 5000])
def test_a_page_out_of_range_is_one_in_range(signed_in, at, page):
    answer = tab(signed_in(at.bob), at, page=page)

    assert answer.context["leaf"].number in (1, 2)


def test_after_an_edit_it_says_so_and_the_boxes_stay_with_their_paragraphs(
    signed_in, at
):
    edited = c.EditSection(
        section="s001",
        based_on=1,
        blocks=(
            {"p": "新加的一段。"},
            {"p": "本部门职责是管理档案。"},
            {"p": scene.RIGHT},
        ),
        reason="更正",
    )
    at.do(at.bob, edited)

    answer = tab(signed_in(at.bob), at)

    assert "读入之后有过修改" in answer.content.decode()
    assert [(b.page, b.top) for b in answer.context["leaf"].boxes] == [(1, 10000)]


def test_a_section_nobody_edited_says_nothing_of_edits(signed_in, at):
    assert "读入之后有过修改" not in tab(signed_in(at.bob), at).content.decode()


def test_a_file_without_pages_says_so_plainly(signed_in):
    there = scene.read()

    html = tab(signed_in(there.bob), there).content.decode()

    assert "没有固定的页" in html
    assert "<img" not in html


def test_an_annex_comes_with_its_text_and_is_replaced_alone(signed_in):
    there = scene.people()
    alice = signed_in(there.alice)
    text = SimpleUploadedFile("决算.txt", b"text")
    first, second = (SimpleUploadedFile("表.xlsx", b) for b in (b"one", b"two"))
    alice.post(
        reverse("web:submit"),
        {"campaign": there.campaign.pk, "file": text, "annex": first},
    )
    before = services.parts_of(there.state.file)
    read(there, {"p": scene.RIGHT}, places=())

    alice.post(reverse("web:replace", args=[there.stream]), {"annex": second})

    after = services.parts_of(there.state.file)
    assert after.text == before.text
    assert after.annex != before.annex
    page = alice.get(reverse("web:progress", args=[there.stream])).content.decode()
    assert "决算.txt（附表：表.xlsx）" in page


def test_an_annex_is_taken_away_and_its_text_stays(signed_in):
    there = scene.people()
    alice = signed_in(there.alice)
    sent = {
        "campaign": there.campaign.pk,
        "file": SimpleUploadedFile("决算.txt", b"text"),
        "annex": SimpleUploadedFile("表.xlsx", b"one"),
    }
    alice.post(reverse("web:submit"), sent)
    before = services.parts_of(there.state.file)
    read(there, {"p": scene.RIGHT}, places=())
    address = reverse("web:replace", args=[there.stream])
    assert "去掉现有的附表" in alice.get(address).content.decode()

    alice.post(address, {"remove_annex": "on"})

    assert there.state.file == before.text
    read(there, {"p": scene.RIGHT}, places=())
    assert "去掉现有的附表" not in alice.get(address).content.decode()
    again = alice.post(address, {"remove_annex": "on"})
    assert again.status_code == 422
    assert "没有附表" in again.content.decode()
    assert signed_in(there.bob).post(address, {"remove_annex": "on"}).status_code == 403


def test_an_annex_beside_an_archive_is_refused_with_what_to_do(signed_in):
    there = scene.people()
    sent = {
        "campaign": there.campaign.pk,
        "file": SimpleUploadedFile("报送.zip", b"PK"),
        "annex": SimpleUploadedFile("表.xlsx", b"one"),
    }

    answer = signed_in(there.alice).post(reverse("web:submit"), sent)

    assert answer.status_code == 422
    assert "一并放进压缩包" in answer.content.decode()
    assert not there.state.exists


def test_replacing_with_nothing_says_what_is_missing(signed_in, at):
    answer = signed_in(at.alice).post(reverse("web:replace", args=[at.stream]), {})

    assert answer.status_code == 422
    assert "请选择新的文件或新的附表" in answer.content.decode()


PARTS = [
    ["项目", "金额"],
    ["办公费", "1.00"],
    ["水费", "2.00"],
    ["电费", "3.00"],
    ["合计", "7.00"],
]
HEADING = [1, 9000, 6000, 30000, 8000]
EDGES = [
    1,
    9000,
    10000,
    50000,
    20000,
    0,
    [9000, 30000, 50000],
    [*range(10000, 21000, 2000)],
]


def table(rows):
    return {"table": rows, "title": "公用经费支出情况表", "unit": "万元", "header": 1}


@pytest.fixture
def tabled(submitted):
    """The same file read as a table whose total is wrong, its edges known."""
    read(submitted, table(PARTS), places=([EDGES], {"heading": HEADING}))
    return submitted


def test_a_finding_in_a_table_has_the_box_of_its_cell(signed_in, tabled):
    html = tab(signed_in(tabled.bob), tabled, finding=1).content.decode()

    total = 'x="30000" y="18000" width="20000" height="2000"'
    assert f'class="place place-error lit" data-of="1" {total}' in html
    assert 'data-of="" x="9000" y="10000" width="41000" height="10000"' in html


def test_the_heading_has_a_box_of_its_own(signed_in, tabled):
    html = tab(signed_in(tabled.bob), tabled).content.decode()

    assert 'x="9000" y="6000" width="21000" height="2000"' in html


def test_after_a_row_was_added_the_cells_are_those_of_the_table_alone(
    signed_in, tabled
):
    more = [*PARTS[:4], ["差旅费", "0.50"], PARTS[4]]
    edited = c.EditSection(
        section="s001", based_on=1, blocks=(table(more),), reason="补一行"
    )
    tabled.do(tabled.bob, edited)

    html = tab(signed_in(tabled.bob), tabled, finding=1).content.decode()

    assert 'width="20000" height="2000"' not in html
    assert 'class="place place-error lit" data-of="1" x="9000" y="10000"' in html
