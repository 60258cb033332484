import hashlib
from uuid import uuid4

import pytest
from django.urls import reverse

from reviews.domain import commands as c
from tests.reviews.web import scene


def place(at):
    bureau = at.department.bureau_id
    return [bureau, at.campaign.year, at.campaign.kind, at.department.code]


def url(at, *number):
    name = "web:public-version" if number else "web:public-page"
    return reverse(name, args=[*place(at), *number])


def corrected():
    at = scene.released()
    at.do(at.dave, c.OpenCorrection(reason="更正支出说明"))
    blocks = ({"p": scene.RIGHT + "另有说明。"},)
    at.do(
        at.carol,
        c.EditSection(section="s001", based_on=1, blocks=blocks, reason="补充"),
    )
    at.do(at.bob, c.VerifySection(section="s001", based_on=2))
    at.do(
        at.dave, c.ReleaseDisclosure(release=str(uuid4()), secrecy_review="可以公开。")
    )
    return at


@pytest.mark.django_db
def test_anybody_reads_what_is_released_without_a_script_or_a_cookie(client):
    at = scene.released()

    answer = client.get(url(at))

    html = answer.content.decode()
    assert scene.RIGHT in html
    assert "<script" not in html
    assert not answer.cookies
    assert "public" in answer["Cache-Control"]


@pytest.mark.django_db
def test_the_hash_on_the_page_is_that_of_the_download(client):
    at = scene.released()
    data = client.get(reverse("web:public-data", args=[*place(at), 1])).content

    assert hashlib.sha256(data).hexdigest() in client.get(url(at)).content.decode()


@pytest.mark.django_db
def test_the_public_list_finds_a_department(client):
    at = scene.released()

    def listed(**query):
        return url(at) in client.get(reverse("web:public"), query).content.decode()

    assert listed() and listed(q="101") and listed(year=2025)
    assert not listed(q="没有的部门") and not listed(year=1999)


@pytest.mark.django_db
def test_a_correction_shows_its_reason_and_the_old_page_stays(client):
    at = corrected()

    new, old = (client.get(url(at, number)).content.decode() for number in (2, 1))

    assert "更正支出说明" in new and "另有说明。" in new
    assert "已被更正" in old and "另有说明。" not in old
    assert "另有说明。" in client.get(url(at)).content.decode()


@pytest.mark.django_db
def test_a_withdrawn_page_leaves_its_reason_and_no_text(client):
    at = scene.released()
    at.do(at.dave, c.WithdrawRelease(reason="数据有误"))

    answer = client.get(url(at))

    assert answer.status_code == 410
    assert "数据有误" in answer.content.decode()
    assert scene.RIGHT not in answer.content.decode()
    data = client.get(reverse("web:public-data", args=[*place(at), 1]))
    assert data.status_code == 410


@pytest.mark.django_db
def test_what_is_not_released_is_not_found(client):
    at = scene.verified()

    assert client.get(url(at)).status_code == 404
    assert client.get(url(at, 1)).status_code == 404


@pytest.mark.django_db
def test_with_nothing_released_the_list_says_so(client):
    assert "目前还没有公开的材料" in client.get(reverse("web:public")).content.decode()
