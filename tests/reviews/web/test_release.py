from django.urls import reverse

from reviews.domain.state import Stage
from tests.reviews.web import scene


def url(at, name="release"):
    return reverse(f"web:{name}", args=[at.stream])


def sent(at, **changes):
    return {
        "secrecy_review": "经审查可以公开。",
        "confirm": at.department.name,
        **changes,
    }


def test_a_publisher_releases_what_is_verified(signed_in):
    at = scene.verified()

    answer = signed_in(at.dave).post(url(at), sent(at))

    assert answer.url == url(at)
    assert at.state.stage is Stage.RELEASED


def test_what_is_missing_is_listed_with_where_to_go(signed_in):
    at = scene.read()

    html = signed_in(at.dave).get(url(at)).content.decode()

    assert "0/3 节已通过" in html and "未决错误 1 个" in html
    assert reverse("web:section", args=[at.stream, "s001"]) in html
    assert "未满足" in html


def test_releasing_too_early_is_refused(signed_in):
    at = scene.read()

    answer = signed_in(at.dave).post(url(at), sent(at))

    assert answer.status_code == 409
    assert at.state.stage is Stage.REVIEWING


def test_a_wrong_name_releases_nothing(signed_in):
    at = scene.verified()

    answer = signed_in(at.dave).post(url(at), sent(at, confirm="别的部门"))

    assert answer.status_code == 422
    assert "不一致" in answer.content.decode()
    assert at.state.stage is Stage.READY


def test_a_reviewer_cannot_release(signed_in):
    at = scene.verified()

    assert signed_in(at.bob).post(url(at), sent(at)).status_code == 403


def test_a_correction_is_opened_with_its_reason(signed_in):
    at = scene.released()

    signed_in(at.dave).post(url(at, "correct"), {"reason": "更正附表"})

    assert at.state.correcting


def test_a_withdrawal_needs_a_reason(signed_in):
    at = scene.released()
    dave = signed_in(at.dave)

    assert dave.post(url(at, "withdraw"), {"reason": ""}).status_code == 422
    dave.post(url(at, "withdraw"), {"reason": "内容有误"})
    assert at.state.stage is Stage.WITHDRAWN
