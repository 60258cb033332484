"""The page of a joint release: plain forms, three kinds of people, refusals said."""

from uuid import uuid4

import pytest
from django.urls import reverse

from reviews.domain.joint import commands as j
from tests import builders
from tests.reviews.joint.conftest import confirmed, staged, town  # noqa: F401


def page(client, town):  # noqa: F811
    return client.get(reverse("web:joint", args=[town.campaign.pk]))


def post(client, town, what, **fields):  # noqa: F811
    fields.setdefault("command", str(uuid4()))
    if what != "plan":
        fields.setdefault("plan", town.plan_id)
    return client.post(reverse(f"web:joint-{what}", args=[town.campaign.pk]), fields)


def planned(client, town, **fields):  # noqa: F811
    fields.setdefault("members", [str(each.pk) for each in town.departments])
    fields.setdefault("secrecy_review", "经审查，无涉密内容。")
    key = str(uuid4())
    answer = post(client, town, "plan", command=key, **fields)
    town.plan_id = key
    return answer


def test_from_the_plan_to_the_public_in_plain_forms(signed_in, town, client):  # noqa: F811
    paul, petra = signed_in(town.people["paul"]), signed_in(town.people["petra"])

    assert planned(paul, town).status_code == 302
    town.work()
    assert "3/3" in page(petra, town).content.decode()
    assert post(petra, town, "confirm").status_code == 302
    town.work()

    assert town.plan.status == "released"
    shown = client.get(reverse("web:public")).content.decode()
    assert all(each.name in shown for each in town.departments)
    assert "已公开" in page(paul, town).content.decode()


def test_the_page_says_who_is_not_ready_and_why(signed_in, town):  # noqa: F811
    late = builders.department("104")
    town.campaign.departments.add(late)
    town.departments.append(late)
    planned(signed_in(town.people["paul"]), town)
    town.work()

    html = page(signed_in(town.people["petra"]), town).content.decode()

    assert "3/4" in html and "未报送" in html
    answer = post(signed_in(town.people["petra"]), town, "confirm")
    assert answer.status_code == 409
    assert "1 个部门没有就绪" in answer.content.decode()


def test_a_form_that_is_wrong_says_what(signed_in, town):  # noqa: F811
    paul = signed_in(town.people["paul"])

    answer = planned(paul, town, members=[], secrecy_review="")
    assert answer.status_code == 422
    assert "请至少选择一个部门" in answer.content.decode()
    answer = planned(paul, town, due="morgen")
    assert answer.status_code == 422
    answer = planned(paul, town, members=[str(town.departments[0].pk)])
    assert (answer.status_code, "未纳入说明" in answer.content.decode()) == (422, True)


@pytest.mark.parametrize(
    ("name", "status"), [("paul", 403), ("bob", 403), ("petra", 302), ("far", 404)]
)
def test_who_may_turn_the_second_key(signed_in, staged, name, status):  # noqa: F811
    staged.people["far"] = builders.account(
        "publisher", username="far", of=builders.bureau("望川市财政局")
    )
    answer = post(signed_in(staged.people[name]), staged, "confirm")

    assert answer.status_code == status


@pytest.mark.parametrize(
    ("name", "status"), [("paul", 200), ("audrey", 200), ("alice-101", 403)]
)
def test_who_may_see_the_plan(signed_in, staged, name, status):  # noqa: F811
    assert page(signed_in(staged.people[name]), staged).status_code == status


def test_held_resumed_aborted(signed_in, confirmed):  # noqa: F811
    paul = signed_in(confirmed.people["paul"])
    assert post(paul, confirmed, "hold").status_code == 422
    assert post(paul, confirmed, "hold", reason="等待通知").status_code == 302
    assert "等待通知" in page(paul, confirmed).content.decode()
    assert post(paul, confirmed, "resume").status_code == 302
    assert post(paul, confirmed, "abort", reason="改期").status_code == 302
    assert confirmed.plan.status == "aborted"
    assert post(paul, confirmed, "stage").status_code == 409


def test_without_a_plan_a_form_is_refused_in_words(signed_in, staged):  # noqa: F811
    answer = post(signed_in(staged.people["petra"]), staged, "confirm", plan="")
    assert answer.status_code == 422
    answer = post(signed_in(staged.people["petra"]), staged, "confirm", plan="x")
    assert answer.status_code == 404
    assert isinstance(j.ConfirmJointRelease(plan="x").plan, str)
