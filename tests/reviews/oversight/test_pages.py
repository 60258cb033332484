"""The pages that prove: who may see them, what they say, that no input breaks them."""

import zipfile
from datetime import timedelta
from hashlib import sha256
from io import BytesIO, StringIO
from uuid import uuid4

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from reviews import checking, handlers
from reviews.domain import commands as c
from reviews.models import OutboxRecord, ReleaseRow, SectionRow, SelfCheckRecord
from reviews.oversight import acts, draws, packages, selfcheck
from tests.reviews import scenarios
from tests.reviews.oversight import published
from workers.tasks.perform import perform


@pytest.fixture(autouse=True)
def storage(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "files"
    settings.LEDGER_KEY = "only for tests"


@pytest.fixture
def enter(office):
    def sign_in(name):
        client = Client()
        backend = "django.contrib.auth.backends.ModelBackend"
        client.force_login(office.people[name], backend)
        return client

    return sign_in


def number_in(desk, enter, key, written):
    """Return the address of a number's page, as the section's list gives it."""
    address = reverse("web:provenance", args=[desk.stream, key])
    answer = enter("bob").get(address)
    figure = next(f for f in answer.context["figures"] if f.text == written)
    return f"{address}?start={figure.start}"


def test_the_page_of_a_number_tells_its_whole_way(office, enter):
    scenarios.read(office)
    office.edit("bob", "s002", scenarios.SUMS)
    office.verify("carol")
    office.release()
    address = number_in(office, enter, "s002", "40.00")

    html = enter("audrey").get(address).content.decode()

    assert "<del>30.00</del>" in html and "<ins>40.00</ins>" in html
    for said in ("alice", "bob", "carol", "核对后更正", "第 1 次公开", "tests.v1"):
        assert said in html, said
    assert office.state.file in html
    assert "文件缺失或已被改动" in html
    assert "SM001" in html and "相符" in html


def test_a_number_shows_the_finding_and_its_waiver_as_they_were(office, enter):
    scenarios.waived(office)
    address = number_in(office, enter, "s002", "30.00")

    html = enter("bob").get(address).content.decode()

    assert "不予采纳" in html and "另有一项未列示" in html and "复核" in html
    before = office.state.findings[office.mark()].position
    html = enter("bob").get(f"{address}&position={before}").content.decode()
    assert "另有一项未列示" not in html


def test_a_number_of_a_real_file_shows_where_it_stands_on_the_page(office, enter):
    state = published.read(office, "pdf")
    key = next(k for k, s in state.sections.items() if "收入支出决算总体" in s.heading)
    address = reverse("web:provenance", args=[office.stream, key])
    figure = enter("bob").get(address).context["figures"][0]

    answer = enter("bob").get(f"{address}?start={figure.start}")

    html = answer.content.decode()
    assert "与哈希相符" in html
    assert answer.context["crop"] is not None
    assert "<svg viewBox=" in html


@pytest.mark.parametrize("query", ["start=99999", "start=x", "start=-1", "start=²"])
def test_a_number_that_is_not_there_is_said(office, enter, query):
    scenarios.read(office)
    page = reverse("web:provenance", args=[office.stream, "s002"])

    answer = enter("bob").get(f"{page}?{query}")

    assert (answer.status_code, "没有可以溯源的数字" in answer.content.decode()) == (
        404,
        True,
    )


@pytest.mark.parametrize("name", ["provenance", "proof", "package"])
def test_who_must_not_know_of_a_disclosure_learns_nothing(office, enter, name):
    scenarios.read(office)
    place = [office.stream, "s002"] if name == "provenance" else [office.stream]
    address = reverse(f"web:{name}", args=place)
    for who in ("sam", "nobody", "foreigner"):
        assert enter(who).get(address).status_code == 404, who


def test_packages_are_for_auditors_and_publishers(office, enter):
    scenarios.released(office)
    OutboxRecord.objects.all().delete()
    address = reverse("web:package", args=[office.stream])

    for who in ("bob", "alice", "adam"):
        assert enter(who).get(address).status_code == 403, who
    building = enter("audrey").get(address)
    assert (building.status_code, building["Retry-After"]) == (202, "5")
    (row,) = OutboxRecord.objects.all()
    perform(row.pk)

    given = enter("paul").get(address)
    body = b"".join(given.streaming_content)
    assert given["Content-Type"] == "application/zip"
    assert given["ETag"] == f'"{sha256(body).hexdigest()}"'
    assert "records/disclosure.json" in zipfile.ZipFile(BytesIO(body)).namelist()


def public_address(desk, name, *rest):
    campaign = desk.campaign
    place = [desk.ledger, campaign.year, campaign.kind, desk.department.code, *rest]
    return reverse(f"web:{name}", args=place)


def test_the_public_gets_the_public_part_and_nothing_of_what_was_withdrawn(office):
    scenarios.released(office)
    OutboxRecord.objects.all().delete()
    address = public_address(office, "public-package", 1)

    building = Client().get(address)
    assert (building.status_code, building["Retry-After"]) == (503, "5")
    (row,) = OutboxRecord.objects.all()
    assert row.job == packages.JOBS[packages.PUBLIC]
    perform(row.pk)
    names = zipfile.ZipFile(
        BytesIO(b"".join(Client().get(address).streaming_content))
    ).namelist()
    assert "records/release.json" in names and "records/people.json" not in names

    office.do("paul", c.WithdrawRelease(reason="附件有误"))
    assert Client().get(address).status_code == 410
    assert Client().get(public_address(office, "public-package", 9)).status_code == 404


def test_an_erased_release_is_a_tombstone_and_an_erased_section_says_so(office, enter):
    scenarios.released(office)
    page = ReleaseRow.objects.get().content
    text = office.state.sections["s003"].content
    for name in (page, text):
        call_command("erase_content", name, reason="申请", stdout=StringIO())

    answer = Client().get(public_address(office, "public-page"))
    assert answer.status_code == 410
    assert "已依法删除" in answer.content.decode()
    section = reverse("web:section", args=[office.stream, "s003"])
    checking._texts._kept.clear()
    assert "（内容已依法删除）" in enter("bob").get(section).content.decode()


def test_the_health_page_is_for_auditors_and_administrators(office, enter):
    scenarios.read(office)
    address = reverse("web:health")

    for who in ("bob", "paul", "alice", "nobody"):
        assert enter(who).get(address).status_code == 403, who
    html = enter("audrey").get(address).content.decode()
    assert "还没有做过自检" in html
    assert "尚未自检" in html
    assert enter("bob").post(reverse("web:self-check")).status_code == 403
    assert enter("bob").get(reverse("web:self-check")).status_code == 405


def test_health_turns_red_with_words_and_green_after_healing(office, enter):
    scenarios.edited(office)
    OutboxRecord.objects.all().delete()
    SectionRow.objects.filter(key="s001").update(version=9)
    selfcheck.run(office.ledger, timezone.now)
    address = reverse("web:health")

    red = enter("audrey").get(address).content.decode()
    assert "异常，请看下面标出的各项" in red and "值与事件不符" in red
    assert "改正由管理员办理" in red
    assert enter("audrey").post(reverse("web:heal")).status_code == 403

    done = enter("adam").post(
        reverse("web:heal"), {"command": str(uuid4())}, follow=True
    )
    assert "已按账本改正 1 行" in done.content.decode()
    (row,) = OutboxRecord.objects.filter(job=selfcheck.JOB)
    perform(row.pk)
    green = enter("adam").get(address)
    assert green.context["well"], green.context["proved"]
    assert SelfCheckRecord.objects.count() == 2


def test_the_health_page_shows_a_dependency_that_is_away(office, enter, settings):
    scenarios.edited(office)
    OutboxRecord.objects.all().delete()
    selfcheck.run(office.ledger, timezone.now)
    assert enter("audrey").get(reverse("web:health")).context["well"]
    settings.READINESS = "tests.reviews.oversight.test_pages.without_broker"

    answer = enter("audrey").get(reverse("web:health"))

    assert not answer.context["well"]
    assert "不可用，请检查服务" in answer.content.decode()


def without_broker():
    return {"database": True, "broker": False}


def tomorrow():
    return (timezone.localdate() + timedelta(days=1)).isoformat()


def test_a_draw_is_announced_by_an_auditor_for_a_later_day(office, enter):
    scenarios.verified(office)
    address = reverse("web:draws")
    form = {"command": str(uuid4()), "day": tomorrow(), "campaign": "0", "size": "2"}

    assert enter("bob").post(address, form).status_code == 403
    assert enter("alice").get(address).status_code == 403
    done = enter("audrey").post(address, form, follow=True)
    assert "已公告" in done.content.decode()
    assert len(acts.draws(office.ledger)) == 1
    again = enter("audrey").post(address, {**form, "command": str(uuid4())})
    assert again.status_code == 409
    for bad in ({"day": "2020-01-01"}, {"day": "x"}, {"size": "0"}, {"size": "x"}):
        given = {**form, "command": str(uuid4()), **bad}
        assert enter("audrey").post(address, given).status_code == 422, bad
    assert enter("audrey").get(reverse("web:draw", args=[uuid4()])).status_code == 404


def test_a_drawn_section_is_reviewed_again_on_its_page(office, enter):
    scenarios.verified(office)
    form = {"command": str(uuid4()), "day": tomorrow(), "campaign": "0", "size": "3"}
    enter("audrey").post(reverse("web:draws"), form)
    (known,) = acts.draws(office.ledger).values()
    at = timezone.now() + timedelta(days=1)
    system = handlers.Envelope(
        actor=handlers.system(office.ledger), command=uuid4(), at=at
    )
    draws.draw(office.ledger, known, system)
    sample = acts.draws(office.ledger)[known.draw].sample
    stream, key, *_rest, reviewer = sample.drawn[0]
    name = next(n for n, a in office.people.items() if a.pk == reviewer)
    address = reverse("web:draw", args=[known.draw])
    verdict = reverse("web:second-review", args=[known.draw])
    said = {"command": str(uuid4()), "disclosure": stream, "section": key}

    mine = enter(name).get(address).content.decode()
    others = enter("audrey").get(address).content.decode()
    assert "不同意时必填" in mine and "不同意时必填" not in others
    assert sample.seed in others and sample.head in others

    assert enter("audrey").post(verdict, said).status_code == 403
    assert enter(name).post(verdict, {**said, "agrees": "0"}).status_code == 422
    given = {**said, "command": str(uuid4()), "agrees": "0", "remark": "合计有误"}
    done = enter(name).post(verdict, given, follow=True).content.decode()
    assert "不同意原结论" in done and "合计有误" in done
    assert enter(name).post(verdict, {**given, "command": ""}).status_code == 409
    assert enter("alice").post(verdict, said).status_code == 403


def test_the_timeline_shows_a_day_as_today_s_rules_see_it(office, enter):
    scenarios.read(office)
    before = {"position": office.state.position, "rules": "today"}
    office.edit("bob", "s002", scenarios.SUMS)
    read = office.state.position
    address = reverse("web:timeline", args=[office.stream])
    count = OutboxRecord.objects.count()

    html = enter("bob").get(address, before).content.decode()

    assert "今天的规则看当时的文字，问题 1" in html
    assert "规则和设置与当时相同" in html
    after = enter("bob").get(address, {"position": read, "rules": "today"})
    assert "今天的规则看当时的文字，问题 0" in after.content.decode()
    assert OutboxRecord.objects.count() == count
    assert office.state.position == read
