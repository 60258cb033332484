"""Boards and queues as lists: views that are kept, many items at once."""

from uuid import uuid4

import pytest
from django.urls import reverse

from disclosures import saved_views
from disclosures.models import SavedView
from reviews.domain import commands as c
from tests import builders
from tests.reviews.web import scene


def board(at):
    return reverse("web:board", args=[at.campaign.pk])


def keep(client, at, **fields):
    fields = {
        "place": "board",
        "name": "我的",
        "query": "stage=ready&sort=errors&cursor=x&odd=1",
        "back": board(at),
        **fields,
    }
    return client.post(reverse("web:save-view"), fields)


def test_a_view_is_kept_and_leads_back_to_the_same_list(signed_in):
    at = scene.read()
    bob = signed_in(at.bob)

    answer = keep(bob, at)

    assert answer.url == f"{board(at)}?stage=ready&sort=errors"
    html = bob.get(answer.url).content.decode()
    assert 'aria-current="true">我的' in html.replace(" aria-current", " aria-current")


def test_the_default_is_seen_first(signed_in):
    at = scene.read()
    bob = signed_in(at.bob)
    keep(bob, at, name="一", default="1")
    keep(bob, at, name="二", query="late=1", default="1")

    assert bob.get(board(at)).url == f"{board(at)}?late=1"
    assert bob.get(f"{board(at)}?all=1").status_code == 200
    assert SavedView.objects.filter(default=True).count() == 1


def test_a_shared_view_is_offered_to_the_bureau_and_changed_by_its_owner_alone(
    signed_in,
):
    at = scene.read()
    keep(signed_in(at.bob), at, name="共用", shared="1")
    keep(signed_in(at.bob), at, name="自用")
    view = SavedView.objects.get(name="共用")
    carol = signed_in(at.carol)

    html = carol.get(f"{board(at)}?all=1").content.decode()
    assert "共用" in html and "自用" not in html
    forget = reverse("web:forget-view", args=[view.pk])
    assert carol.post(forget, {"back": board(at)}).status_code == 404
    far = builders.account(
        "reviewer", username="far", of=builders.bureau("望川市财政局")
    )
    assert list(saved_views.views(far, "board")) == []
    assert signed_in(at.bob).post(forget, {"back": board(at)}).status_code == 302
    assert not SavedView.objects.filter(pk=view.pk).exists()


def test_a_name_is_needed_and_there_are_not_too_many(signed_in, monkeypatch):
    at = scene.read()
    bob = signed_in(at.bob)
    assert keep(bob, at, name="").status_code == 422
    assert keep(bob, at, place="nowhere").status_code == 422
    monkeypatch.setattr(saved_views, "MOST", 1)
    keep(bob, at, name="一")
    answer = keep(bob, at, name="二")

    assert (answer.status_code, "最多保存" in answer.content.decode()) == (422, True)


@pytest.mark.parametrize("back", ["//evil.example/", "https://evil.example/", "x"])
def test_no_form_leads_off_the_site(signed_in, back):
    at = scene.read()
    assert keep(signed_in(at.bob), at, back=back).url.startswith("/?")


def test_the_board_is_read_on_from_a_key(signed_in, monkeypatch):
    monkeypatch.setattr("reviews.queries.board.PAGE", 2)
    at = scene.read()
    for code in range(200, 205):
        at.campaign.departments.add(builders.department(str(code)))
    bob = signed_in(at.bob)
    for sort in ("code", "errors", "updated"):
        seen, address = [], f"{board(at)}?sort={sort}"
        while address:
            shown = bob.get(address).context
            seen += [each.department.code for each in shown["board"].entries]
            more = shown["board"].following
            address = board(at) + shown["following"] if more else ""
        assert sorted(seen) == ["101", *map(str, range(200, 205))], sort
        assert seen[0] == "101"


@pytest.mark.parametrize("query", ["cursor=zz", "cursor=r:x/y", "sort=zz", "rule=%00"])
def test_an_address_that_makes_no_sense_is_a_page(signed_in, query):
    at = scene.read()
    assert signed_in(at.bob).get(f"{board(at)}?{query}").status_code == 200
    queue = f"{reverse('web:queue')}?{query}"
    assert signed_in(at.bob).get(queue).status_code == 200


def test_a_common_problem_leads_to_the_departments_that_have_it(signed_in):
    at = scene.read()
    at.campaign.departments.add(builders.department("202"))
    bob = signed_in(at.bob)
    ((code, count),) = bob.get(f"{board(at)}?all=1").context["board"].problems[:1]

    entries = bob.get(f"{board(at)}?rule={code}").context["board"].entries

    assert count == len(entries) == 1
    assert bob.get(f"{board(at)}?rule=ZZ999").context["board"].entries == ()


def picks(at, *keys):
    sections = at.state.sections
    return [f"{at.stream}/{key}/{sections[key].version}" for key in keys]


def test_many_are_previewed_and_then_done(signed_in):
    at = scene.read(scene.RIGHT)
    bob = signed_in(at.bob)
    chosen = picks(at, *at.state.sections)

    shown = bob.post(reverse("web:bulk"), {"what": "verify", "pick": chosen})
    assert shown.status_code == 200
    assert not any(each.verification for each in at.state.sections.values())
    batch = shown.context["batch"]
    fields = {"what": "verify", "pick": chosen, "command": batch}
    done = bob.post(reverse("web:bulk-run"), fields)

    assert all(each.verification for each in at.state.sections.values())
    assert "已办理" in done.content.decode()
    again = bob.post(reverse("web:bulk-run"), fields)
    assert "此前已办理" in again.content.decode()


def test_what_needs_words_is_not_done_without(signed_in):
    at = scene.read()
    fields = {"what": "send-back", "pick": [str(at.stream)], "command": str(uuid4())}
    bob = signed_in(at.bob)

    assert bob.post(reverse("web:bulk-run"), fields).status_code == 422
    assert not at.state.returned
    bob.post(reverse("web:bulk-run"), {**fields, "words": "请改"})
    assert at.state.returned


@pytest.mark.parametrize(
    "fields",
    [
        pytest.param({"what": "verify"}, id="nothing picked"),
        pytest.param({"what": "zz", "pick": ["x"]}, id="no such action"),
        pytest.param({"what": "verify", "pick": ["x"]}, id="no such item"),
    ],
)
def test_what_makes_no_sense_is_said(signed_in, fields):
    at = scene.read()
    assert signed_in(at.bob).post(reverse("web:bulk"), fields).status_code == 422


def test_another_bureau_learns_nothing_of_what_it_picks(signed_in):
    at = scene.read()
    far = builders.account(
        "reviewer", username="far", of=builders.bureau("望川市财政局")
    )
    fields = {"what": "verify", "pick": picks(at, "s001")}

    assert signed_in(far).post(reverse("web:bulk"), fields).status_code == 404
    assert signed_in(far).post(reverse("web:bulk-run"), fields).status_code == 404


def test_a_disclosure_s_sections_are_picked_on_a_page_of_their_own(signed_in):
    at = scene.read()
    address = reverse("web:bulk-choose", args=[at.stream])

    html = signed_in(at.bob).get(address).content.decode()

    assert html.count('name="pick"') == len(at.state.sections)
    other = builders.account(
        "submitter", username="o", department=builders.department("202")
    )
    assert signed_in(other).get(address).status_code == 404


def test_the_queue_is_read_on_from_a_key(signed_in, monkeypatch):
    monkeypatch.setattr("reviews.queries.queue.PAGE", 2)
    at = scene.read()
    bob = signed_in(at.bob)
    at.do(at.bob, c.AssignSection(section="s003", assignee=at.bob.pk))
    seen, address = [], reverse("web:queue")
    while address:
        shown = bob.get(address).context
        seen += [row.key for row, _department in shown["waiting"]]
        more = shown["page"].following
        address = reverse("web:queue") + shown["following"] if more else ""

    assert seen[0] == "s003"
    assert sorted(seen) == ["s001", "s002", "s003"]
