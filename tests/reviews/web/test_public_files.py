"""What a release offers: files, drawing, the figures that it corrected, the feed."""

import hashlib
import io
import json
import re
from decimal import Decimal

import docx
import openpyxl
import pypdfium2
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from disclosures import services
from reviews.domain import commands as c
from reviews.models import OutboxRecord, ReleaseRow
from reviews.publishing import corrections, summary
from reviews.publishing.forms import FORMS, MEDIA_TYPES
from tests.reviews import scenarios
from workers.tasks.perform import perform


@pytest.fixture
def work():
    def do() -> None:
        rows = OutboxRecord.objects.filter(job="render-files")
        for pk in list(rows.values_list("pk", flat=True)):
            perform(pk)

    return do


def at(office, number=0, name="public-version"):
    place = [office.ledger, 2025, "决算", "101"]
    if not number:
        return reverse("web:public-page", args=place)
    return reverse(f"web:{name}", args=[*place, number])


def file(office, number, form):
    place = [office.ledger, 2025, "决算", "101", number, form]
    return reverse("web:public-file", args=place)


def body(response):
    return b"".join(response.streaming_content)


def test_the_files_are_those_whose_hash_the_ledger_names(office, client, work):
    scenarios.released(office)
    work()
    (files,) = office.state.files.values()

    assert {form for form, _sha, _size in files} == set(FORMS)
    for form, sha, size in files:
        if form not in MEDIA_TYPES:
            continue
        answer = client.get(file(office, 1, form))
        data = body(answer)
        assert hashlib.sha256(data).hexdigest() == sha
        assert (len(data), answer["ETag"]) == (size, f'"{sha}"')
        assert sha in client.get(at(office)).content.decode()


def test_the_same_text_gives_the_same_bytes(office, work):
    scenarios.released(office)
    work()
    before = office.state
    row = ReleaseRow.objects.get()
    page = json.loads(scenarios.handlers.store.contents([row.content])[row.content])

    for form, sha, _size in before.files[row.content]:
        assert hashlib.sha256(FORMS[form](page)).hexdigest() == sha


def test_every_form_says_what_was_released(office, client, work):
    scenarios.released(office)
    work()

    word = docx.Document(io.BytesIO(body(client.get(file(office, 1, "docx")))))
    assert scenarios.SUMS in [each.text for each in word.paragraphs]
    pdf = pypdfium2.PdfDocument(body(client.get(file(office, 1, "pdf"))))
    said = "".join(page.get_textpage().get_text_range() for page in pdf)
    assert "100.00" in re.sub(r"\s", "", said)
    openpyxl.load_workbook(io.BytesIO(body(client.get(file(office, 1, "xlsx")))))
    assert scenarios.SUMS in body(client.get(file(office, 1, "html"))).decode()


def test_until_they_are_made_the_page_stands_without_them(office, client):
    scenarios.released(office)

    assert client.get(at(office)).status_code == 200
    assert client.get(file(office, 1, "pdf")).status_code == 404


@pytest.mark.parametrize("form", ["exe", "summary", "changes"])
def test_other_forms_are_not_there(office, client, work, form):
    scenarios.released(office)
    work()

    assert client.get(file(office, 1, form)).status_code == 404


def test_withdrawn_files_are_gone_and_say_so(office, client, work):
    scenarios.withdrawn(office)
    work()

    assert client.get(file(office, 1, "pdf")).status_code == 410


def test_a_correction_shows_each_figure_that_it_changed(office, client, work):
    scenarios.correcting(office)
    office.edit("bob", "s003", scenarios.SHARES.replace("100.00万元", "100.00元"))
    office.edit("bob", "s002", scenarios.SUMS.replace("40.00", "41.00"))
    mark = office.mark("s002")
    office.do("carol", c.WaiveFinding(fingerprint=mark, reason="已核"))
    office.do("dave", c.ConfirmWaiver(fingerprint=mark))
    for each in [f.fingerprint for f in office.state.open_errors]:
        office.do("carol", c.WaiveFinding(fingerprint=each, reason="已核"))
        office.do("dave", c.ConfirmWaiver(fingerprint=each))
    office.verify("carol", "s002", "s003")
    office.release("paul", 2)
    work()
    html = client.get(at(office)).content.decode()

    shown = office.state.files[office.state.current_release.page]
    (sha,) = [sha for form, sha, _size in shown if form == "changes"]
    told = {
        (e.old, e.new, e.difference) for e in corrections.read(services.read_file(sha))
    }
    assert ("40.00万元", "41.00万元", "+1.00") in told
    assert ("100.00万元", "100.00元", "") in told
    assert "更正对照" in html and "41.00万元" in html


def test_the_chain_is_walked_both_ways_and_old_bytes_stay(office, client, work):
    """Five corrections; each page links the one before and the one after."""
    scenarios.released(office)
    first = client.get(at(office, 1, "public-data")).content
    for number in range(2, 7):
        office.do("paul", c.OpenCorrection(reason=f"第{number}次"))
        office.edit("bob", "s001", f"本局负责本区绿化养护工作，共{number}处。")
        office.verify("carol", "s001")
        office.release("paul", number)
    for number in range(1, 7):
        html = client.get(at(office, number)).content.decode()
        if number > 1:
            assert f'href="{at(office, number - 1)}"' in html
        if number < 6:
            assert f'href="{at(office, number + 1)}"' in html

    assert client.get(at(office, 1, "public-data")).content == first


def test_the_feed_tells_of_releases_corrections_and_withdrawals(office, client):
    scenarios.corrected(office)
    said = client.get(reverse("web:public-feed")).content.decode()
    assert "更正" in said and "其他收入有误" in said and at(office, 2) in said
    office.do("paul", c.WithdrawRelease(reason="附件有误"))

    said = client.get(reverse("web:public-feed")).content.decode()
    assert "撤下" in said and "附件有误" in said


def test_the_list_is_read_a_page_at_a_time(office, client, monkeypatch):
    monkeypatch.setattr("reviews.queries.public.PAGE", 2)
    scenarios.released(office)
    row = ReleaseRow.objects.get()
    other = scenarios.builders.department("202", of=office.bureau)
    for number in range(2, 6):
        row.pk = scenarios.UUID(int=number)
        row.disclosure, row.department = scenarios.UUID(int=90 + number), other.pk
        row.save(force_insert=True)
    seen, address = [], reverse("web:public")
    while address:
        with CaptureQueriesContext(connection) as asked:
            context = client.get(address).context
        seen += [each["row"].pk for each in context["entries"]]
        following = context["following"]
        address = reverse("web:public") + following if following else ""
        assert len(asked) <= 5

    assert len(seen) == len(set(seen)) == 5
    ReleaseRow.objects.exclude(disclosure=office.stream).delete()


@pytest.mark.parametrize(
    "query", ["cursor=x", "cursor=2026-01-01/1", "year=x", "q=%00"]
)
def test_an_address_that_makes_no_sense_is_a_page(office, client, query):
    scenarios.released(office)
    assert client.get(f"{reverse('web:public')}?{query}").status_code == 200


def test_the_drawing_is_of_the_first_table_with_two_sides():
    rows = [
        ["收入", "", "支出", ""],
        ["项目", "决算数", "项目", "决算数"],
        ["一、一般公共预算财政拨款收入", "60.00", "一、文化支出", "1,070.50"],
        ["二、其他收入", "1,040.00", "二、住房支出", "29.50"],
        ["本年收入合计", "1,100.00", "本年支出合计", "1,100.00"],
        ["年初结转和结余", "5.00", "年末结转和结余", "5.00"],
    ]
    table = {"table": rows, "header": 2, "unit": "万元"}
    page = {"sections": [{"blocks": [{"p": "说明"}, table]}]}

    income, spending = summary.sides(page)

    assert [(p.name, p.amount) for p in income.parts] == [
        ("其他收入", "1040.00"),
        ("一般公共预算财政拨款收入", "60.00"),
    ]
    assert (income.total, spending.total, income.unit) == (
        "1,100.00",
        "1,100.00",
        "万元",
    )
    whole = sum(Decimal(part.amount) for part in spending.parts)
    assert whole == summary.amount_of(spending.total)
    assert summary.read(summary.written(page)) == (income, spending)


@pytest.mark.parametrize(
    "rows",
    [
        pytest.param([["收入", "支出"]], id="nothing below"),
        pytest.param([["支出", "", "收入", ""], ["一", "1", "二", "2"]], id="turned"),
        pytest.param(
            [["收入", "", "支出", ""], ["一", "x", "二", "2"]], id="no amounts"
        ),
    ],
)
def test_where_there_is_nothing_to_draw_nothing_is_drawn(rows):
    page = {"sections": [{"blocks": [{"table": rows, "header": 1}]}]}
    assert summary.sides(page) == ()
