from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from reviews.web.views.board import strips
from tests import builders
from tests.reviews.web import scene


def board(client, at, **query):
    return client.get(reverse("web:board", args=[at.campaign.pk]), query)


def test_the_board_shows_who_has_not_sent_anything(signed_in):
    at = scene.read()
    at.campaign.departments.add(builders.department("202"))

    html = board(signed_in(at.bob), at).content.decode()

    assert "第202号局" in html and "未报送" in html


def test_the_board_is_filtered_by_stage_word_and_level(signed_in):
    at = scene.read()
    at.campaign.departments.add(builders.department("202"))
    bob = signed_in(at.bob)

    def names(**query):
        return [
            e.department.code for e in board(bob, at, **query).context["board"].entries
        ]

    assert names(stage="missing") == ["202"]
    assert names(q="101") == ["101"]
    assert names(level="errors") == ["101"]
    assert names(q="没有的部门") == []


def test_a_submitter_sees_their_own_department_alone(signed_in):
    at = scene.read()
    at.campaign.departments.add(builders.department("202"))

    html = board(signed_in(at.alice), at).content.decode()

    assert "第101号局" in html and "第202号局" not in html


def test_a_campaign_without_departments_says_what_to_do(signed_in):
    at = scene.people()
    at.campaign.departments.clear()

    assert "添加部门" in board(signed_in(at.bob), at).content.decode()


def test_the_bar_is_as_long_as_the_whole():
    parts = strips({"missing": 1, "reviewing": 2})

    assert [part.stage for part in parts] == ["missing", "reviewing"]
    assert abs(sum(part.width for part in parts) - 100) < 0.1


def test_the_queue_lists_what_waits(signed_in):
    at = scene.read()

    html = signed_in(at.bob).get(reverse("web:queue")).content.decode()

    assert html.count("data-stop") == 3


def test_the_publisher_s_queue_lists_what_is_ready(signed_in):
    at = scene.verified()

    html = signed_in(at.dave).get(reverse("web:queue")).content.decode()

    assert reverse("web:release", args=[at.stream]) in html


def test_the_board_needs_as_many_queries_for_many_as_for_few(signed_in):
    at = scene.read()
    bob = signed_in(at.bob)

    def queries(**query):
        with CaptureQueriesContext(connection) as asked:
            board(bob, at, **query)
        return len(asked)

    few = [queries(sort=each) for each in ("code", "errors", "updated")]
    for code in range(300, 400):
        at.campaign.departments.add(builders.department(str(code)))

    many = [queries(sort=each) for each in ("code", "errors", "updated")]
    assert many == few
    assert max(many) <= 14


def test_home_shows_strangers_what_is_public(client, db):
    assert client.get("/").url == reverse("web:public")
