"""The pages of notices: plain forms, for who may, who may not, who must not know."""

import io
import re

import pytest
from django.test import Client
from openpyxl import load_workbook

from disclosures.calendars import keep, reading
from reviews.domain import notice_commands as n
from reviews.letters import pdf
from reviews.models import EventRecord, NoticeRow
from tests.reviews import scenarios
from tests.reviews.notices import paths


@pytest.fixture
def browser(office):
    """Return a browser without a script for one of the office's people."""

    def enter(name):
        client = Client()
        backend = "django.contrib.auth.backends.ModelBackend"
        client.force_login(office.people[name], backend)
        return client

    return enter


def form_of(office):
    return f"/disclosures/{office.stream}/notice/"


def page_of(office):
    return f"/notices/{paths.the(office).notice}/"


def items(answer):
    return re.findall(r'name="item" value="([^"]+)"( checked)?', said(answer))


def said(answer):
    return answer.content.decode()


def test_all_errors_and_flags_are_chosen_at_first_and_warnings_are_not(office, browser):
    scenarios.read(office)
    answer = browser("bob").get(form_of(office))

    chosen = {value for value, checked in items(answer) if checked}
    assert chosen == {f"finding:{f.fingerprint}" for f in office.state.open_errors}
    others = {
        f.fingerprint for f in office.state.open_findings if f.severity != "error"
    }
    offered = {value for value, checked in items(answer) if not checked}
    assert offered == {f"finding:{each}" for each in others}


def test_looking_at_the_letter_stores_nothing_and_keeps_what_was_typed(office, browser):
    scenarios.read(office)
    bob, events = browser("bob"), EventRecord.objects.count()
    value = items(bob.get(form_of(office)))[0][0]
    given = {
        "item": [value],
        "days": "7",
        "remark": "请重点核对合计。",
        f"demand-{value}": "按附表更正",
        "preview": "1",
    }
    answer = bob.post(form_of(office), given)

    assert answer.status_code == 200
    for words in ("限期整改的通知", "共7个工作日", "请重点核对合计。", "按附表更正"):
        assert words in said(answer)
    assert EventRecord.objects.count() == events


def test_a_notice_goes_its_whole_way_over_plain_forms(office, browser):
    scenarios.flagged(office)
    bob, alice, carol = browser("bob"), browser("alice"), browser("carol")
    chosen = [value for value, _ in items(bob.get(form_of(office)))]
    sent = bob.post(form_of(office), {"item": chosen, "days": "5"})
    assert (sent.status_code, sent["Location"]) == (302, page_of(office))

    assert "签收" in said(alice.get(page_of(office)))
    alice.post(f"{page_of(office)}receive/")
    alice.post(
        f"{page_of(office)}answer/",
        {"answer-1": "explained", "remark-1": "三定方案已调整"},
    )
    alice.post(f"/disclosures/{office.stream}/resubmit/")
    page = said(carol.get(page_of(office)))
    assert "三定方案已调整" in page and "确认第 1 条" in page
    carol.post(f"{page_of(office)}confirm/", {"item": "1"})

    assert paths.the(office).status == "closed"
    assert "已办结" in said(bob.get("/notices/?show=all"))
    assert office.state.flags == {}


def test_what_is_refused_is_said_on_the_page_and_what_was_typed_stays(office, browser):
    paths.received(office)
    answer = browser("alice").post(
        f"{page_of(office)}answer/", {"answer-1": "objected", "remark-1": ""}
    )

    assert answer.status_code == 422
    assert "请填写第 1 条的说明" in said(answer)


def test_gone_items_are_confirmed_in_one_act_and_ones_own_are_left(office, browser):
    paths.handed_in(office)
    office.edit("bob", "s002", scenarios.SUMS + "单位：万元。")
    bob = browser("bob")
    assert "已不再出现" in said(bob.get(page_of(office)))
    bob.post(f"{page_of(office)}confirm-gone/")
    assert not paths.the(office).items[1].settled

    browser("carol").post(f"{page_of(office)}confirm-gone/")

    first, second = paths.the(office).items
    assert (first.settled, second.settled) == (False, True)


def test_another_round_is_made_on_its_own_form(office, browser):
    paths.refused(office)
    bob = browser("bob")
    page = said(bob.get(f"{page_of(office)}round/"))
    assert "第 2 轮" in page and "未附三定方案" in page
    bob.post(f"{page_of(office)}round/", {"days": "3", "remark": "请附三定方案"})

    assert paths.the(office).round.number == 2
    assert "请附三定方案" in said(browser("alice").get(page_of(office)))


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"days": "5"}, "请至少选择一个问题"),
        ({"days": "", "item": ["flag:k1"]}, "限期请填工作日的天数"),
        ({"days": "99", "item": ["flag:k1"]}, "1 到 60"),
        ({"days": "5", "item": ["nonsense"]}, "已经不存在"),
        ({"days": "5", "item": ["finding:0"]}, "已经不存在"),
    ],
)
def test_a_bad_form_is_refused_with_a_sentence(office, browser, given, says):
    scenarios.flagged(office)
    answer = browser("bob").post(form_of(office), given)

    assert answer.status_code == 422
    assert says in said(answer)
    assert not office.state.notices


@pytest.mark.parametrize(
    ("path", "scenario", "may", "may_not"),
    [
        ("receive/", paths.issued, "alice", "bob"),
        ("answer/", paths.received, "alice", "carol"),
        ("ask/", paths.issued, "alice", "bob"),
        ("grant/", paths.asked, "carol", "insider"),
        ("deny/", paths.asked, "carol", "alice"),
        ("confirm/", paths.handed_in, "carol", "insider"),
        ("refuse/", paths.handed_in, "carol", "audrey"),
        ("round/", paths.refused, "bob", "insider"),
        ("withdraw/", paths.issued, "bob", "alice"),
    ],
)
def test_each_form_is_for_who_may(office, browser, path, scenario, may, may_not):
    scenario(office)
    address = page_of(office) + path
    given = {
        "item": "1",
        "days": "2",
        "reason": "核对凭证",
        "remark": "未附依据",
        "answer-1": "explained",
        "remark-1": "已核对",
    }
    if path == "round/":
        del given["item"]
    before = office.state.version
    assert browser(may_not).post(address, given).status_code == 403
    for stranger in ("sam", "nobody", "foreigner"):
        assert browser(stranger).post(address, given).status_code == 404
        assert browser(stranger).get(page_of(office)).status_code == 404
    assert office.state.version == before
    assert browser(may).post(address, given).status_code == 302
    assert office.state.version > before


def test_the_form_is_the_reviewers(office, browser):
    scenarios.flagged(office)
    given = {"days": "5", "item": ["flag:k1"]}

    assert browser("alice").post(form_of(office), given).status_code == 403
    assert browser("sam").post(form_of(office), given).status_code == 404
    assert browser("sam").get(form_of(office)).status_code == 404


def test_a_department_lists_its_own_and_the_bureau_all(office, browser):
    paths.issued(office)
    reference = paths.the(office).reference
    for name, sees in (("alice", 1), ("bob", 1), ("sam", 0), ("foreigner", 0)):
        assert (reference in said(browser(name).get("/notices/"))) is bool(sees)
        rows = load_workbook(
            io.BytesIO(browser(name).get("/notices/register.xlsx").content)
        ).active.max_row
        assert rows == 3 + sees


def test_documents_are_for_who_may_see_and_are_there_once_made(
    office, browser, monkeypatch
):
    monkeypatch.setattr(pdf, "converter", lambda: None)
    paths.issued(office)
    alice, address = browser("alice"), f"{page_of(office)}1/"
    assert alice.get(f"{address}docx/").status_code == 404
    assert "文书正在生成" in said(alice.get(page_of(office)))
    paths.render(office)
    got = alice.get(f"{address}docx/")
    assert got.status_code == 200 and got.content.startswith(b"PK")
    assert "attachment" in got["Content-Disposition"]
    assert alice.get(f"{address}xlsx/").status_code == 200
    for missing in ("pdf", "exe"):
        assert alice.get(f"{address}{missing}/").status_code == 404
    assert "没有安装转换程序" in said(alice.get(page_of(office)))
    for stranger in ("sam", "foreigner"):
        assert browser(stranger).get(f"{address}docx/").status_code == 404


def test_the_days_left_stand_at_the_head_and_on_the_board(office, browser):
    keep.keep(reading.arrangements(), of=None, by=None, reason="试")
    paths.asked(office)
    alice = browser("alice")
    head = said(alice.get(f"/disclosures/{office.stream}/sections/s001/"))
    assert paths.the(office).reference in head
    assert re.search(r"剩 \d 个工作日", head)
    board = said(browser("bob").get(f"/campaigns/{office.campaign.pk}/"))
    assert "限期 " in board
    NoticeRow.objects.update(due="2026-03-09")
    assert "整改逾期" in said(browser("bob").get(f"/campaigns/{office.campaign.pk}/"))
    late = said(browser("bob").get("/notices/?show=late"))
    assert paths.the(office).reference in late
    NoticeRow.objects.update(due=paths.the(office).due)


def test_a_year_without_a_calendar_is_said_where_a_term_is_chosen(office, browser):
    scenarios.read(office)

    assert "节假日安排还没有录入" in said(browser("bob").get(form_of(office)))


def test_a_moment_of_the_past_shows_no_notice_that_was_not_yet(office, browser):
    paths.issued(office)
    before = paths.the(office).round.position - 1
    page = browser("bob").get(f"/disclosures/{office.stream}/timeline/")
    assert "发出整改通知书" in said(page)
    then = browser("bob").get(
        f"/disclosures/{office.stream}/timeline/?position={before}"
    )
    assert then.status_code == 200


def test_withdrawn_reasons_and_extensions_stand_on_the_page(office, browser):
    paths.asked(office)
    name = paths.the(office).notice
    office.do("carol", n.GrantExtension(notice=name, days=2, remark="同意"))
    office.do("carol", n.WithdrawNotice(notice=name, reason="发错部门"))
    page = said(browser("alice").get(page_of(office)))

    for words in ("申请延长 2 个工作日", "已批准 2 个工作日", "同意", "发错部门"):
        assert words in page


def test_what_waits_for_somebody_stands_in_their_queue(office, browser):
    paths.asked(office)
    reference = paths.the(office).reference
    for name, sees in (("alice", "限期 "), ("carol", "申请延期")):
        page = said(browser(name).get("/queue/"))
        assert "待确认整改" in page if name == "carol" else page_of(office) in page
        assert sees in page
    assert reference not in said(browser("insider").get("/queue/"))
    name = paths.the(office).notice
    office.do("carol", n.RefuseExtension(notice=name, reason="时间充足"))
    assert reference not in said(browser("carol").get("/queue/"))
