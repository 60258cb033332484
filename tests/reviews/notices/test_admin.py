"""The administrator's side: working days imported, the form of notices replaced."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from docx import Document

from disclosures import services
from disclosures.models import CalendarDay, NoticeStyle
from reviews.letters.form import built_in_bytes
from reviews.models import EventRecord

DAYS = "/admin/disclosures/calendarday/"
STYLE = "/admin/disclosures/noticestyle/"


@pytest.fixture
def browser(office):
    def enter(name):
        client = Client()
        backend = "django.contrib.auth.backends.ModelBackend"
        client.force_login(office.people[name], backend)
        return client

    return enter


def upload(name, data):
    return SimpleUploadedFile(name, data)


def test_days_are_imported_for_the_administrators_bureau(office, browser):
    adam = browser("adam")
    file = upload("days.csv", "2026-10-01,放假,国庆节\n2026-10-10,上班\n".encode())
    answer = adam.post(
        f"{DAYS}import/", {"file": file, "change_reason": "国务院通知"}, follow=True
    )

    assert "共 2 天，新增或改变 2 天" in answer.content.decode()
    assert CalendarDay.objects.filter(bureau=office.bureau).count() == 2
    row = CalendarDay.objects.get(day="2026-10-10")
    history = row.history.get()
    assert history.history_change_reason == "国务院通知"
    assert history.history_user_id == office.people["adam"].pk
    assert EventRecord.objects.filter(body__model="calendarday").count() == 2


def test_what_comes_with_the_system_is_imported_by_a_tick(office, browser):
    adam = browser("adam")
    assert "节假日安排还没有录入" in adam.get(DAYS).content.decode()
    adam.post(f"{DAYS}import/", {"built_in": "on", "change_reason": "初始"})

    assert CalendarDay.objects.filter(bureau=office.bureau).count() == 108


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({}, "请选择一个文件"),
        ({"file": ("x.csv", b"2026-13-01,\xe6\x94\xbe")}, "第 1 行"),
        ({"file": ("x.ics", b"BEGIN:VCALENDAR\nEND:VCALENDAR")}, "没有找到"),
    ],
)
def test_a_bad_import_is_refused_with_a_sentence(office, browser, given, says):
    sent = {name: upload(*file) for name, file in given.items()}
    answer = browser("adam").post(f"{DAYS}import/", {**sent, "change_reason": "试"})

    assert answer.status_code == 422
    assert says in answer.content.decode()
    assert not CalendarDay.objects.exists()


def test_the_countrys_days_are_to_be_read_by_a_bureau(office, browser):
    row = CalendarDay.objects.create(day="2026-10-01", kind="holiday")
    own = CalendarDay.objects.create(
        day="2026-10-02", kind="holiday", bureau=office.bureau
    )
    adam = browser("adam")

    assert adam.get(f"{DAYS}{row.pk}/change/").status_code == 200
    given = {"day": "2026-10-01", "kind": "working", "change_reason": "改"}
    assert adam.post(f"{DAYS}{row.pk}/change/", given).status_code == 403
    answer = adam.post(f"{DAYS}{own.pk}/change/", {**given, "day": "2026-10-02"})
    assert answer.status_code == 302
    own.refresh_from_db()
    assert own.kind == "working"


def test_only_administrators_come_in(office, browser):
    for name in ("bob", "alice"):
        for path in (DAYS, f"{DAYS}import/", f"{STYLE}form.docx"):
            assert browser(name).get(path).status_code in (302, 403)


def style(**given):
    return {
        "symbol": "青财决改",
        "days": "7",
        "contact": "国库科",
        "change_reason": "启用新文号",
        **given,
    }


def test_a_form_is_downloaded_changed_and_uploaded(office, browser):
    adam = browser("adam")
    usual = adam.get(f"{STYLE}form.docx").content
    document = Document(io.BytesIO(usual))
    document.add_paragraph("抄送：区审计局")
    out = io.BytesIO()
    document.save(out)
    file = upload("form.docx", out.getvalue())

    answer = adam.post(f"{STYLE}add/", style(upload=file))

    assert answer.status_code == 302
    kept = NoticeStyle.objects.get(bureau=office.bureau)
    assert kept.template is not None
    assert services.read_file(kept.template.sha256) == out.getvalue()
    own = adam.get(f"{STYLE}{kept.pk}/form.docx")
    assert own.content == out.getvalue()
    adam.post(f"{STYLE}{kept.pk}/change/", style(usual="on"))
    kept.refresh_from_db()
    assert kept.template is None
    assert kept.history.count() == 2


def test_a_form_without_its_marks_is_refused(office, browser):
    document = Document(io.BytesIO(built_in_bytes()))
    document.tables[0]._tbl.getparent().remove(document.tables[0]._tbl)
    out = io.BytesIO()
    document.save(out)
    file = upload("form.docx", out.getvalue())
    answer = browser("adam").post(f"{STYLE}add/", style(upload=file))

    assert "模板里缺少标记：{{序号}}" in answer.content.decode()
    assert not NoticeStyle.objects.exists()
