"""Many at once: previewed, then each by itself through the one door."""

from uuid import uuid4

import pytest

from reviews import bulk, handlers
from reviews.domain.errors import NotAcceptable, NotKnown
from reviews.models import EventRecord
from tests.reviews import scenarios


def picks(office, *sections):
    if not sections:
        return [bulk.Pick(office.stream)]
    return [bulk.Pick(office.stream, section) for section in sections]


def preview(office, name, what, chosen, **given):
    asked = bulk.Asked(what=what, **given)
    envelope = office.envelope(name)
    return bulk.preview(office.actor(name), asked, chosen, envelope)


def run(office, name, what, chosen, key=None, **given):
    asked = bulk.Asked(what=what, **given)
    return bulk.run(office.actor(name), asked, chosen, office.envelope(name, key))


def outcomes(items):
    return {each.pick.section: each.outcome for each in items}


def events():
    return EventRecord.objects.count()


def test_a_preview_says_of_each_item_what_would_happen_and_writes_nothing(office):
    scenarios.edited(office)
    office.verify("carol", "s001")
    before = events()

    items = preview(office, "bob", bulk.VERIFY, picks(office))

    assert outcomes(items) == {"s001": "nothing", "s002": "refused", "s003": "would"}
    assert "四眼" in next(each.why for each in items if each.outcome == "refused")
    assert events() == before


def test_what_was_previewed_is_what_happens(office):
    scenarios.edited(office)
    said = outcomes(preview(office, "bob", bulk.VERIFY, picks(office)))

    done = outcomes(run(office, "bob", bulk.VERIFY, picks(office)))

    told = {"would": "done", "refused": "refused", "nothing": "nothing"}
    assert done == {key: told[each] for key, each in said.items()}
    assert office.state.section_stages()["s003"] == "verified"


def test_the_same_batch_again_does_only_what_is_left(office):
    scenarios.edited(office)
    key = uuid4()
    run(office, "carol", bulk.VERIFY, picks(office, "s001"), key)
    before = events()

    again = run(office, "carol", bulk.VERIFY, picks(office, "s001", "s002"), key)

    assert outcomes(again) == {"s001": "before", "s002": "done"}
    assert events() == before + 1


def test_an_item_that_fails_keeps_no_other_back(office, monkeypatch):
    scenarios.edited(office)
    execute = handlers.execute

    def breaks(stream, command, envelope, **given):
        if command.section == "s001":
            raise bulk.DatabaseError
        return execute(stream, command, envelope, **given)

    key = uuid4()
    with monkeypatch.context() as broken:
        broken.setattr(handlers, "execute", breaks)
        first = run(office, "carol", bulk.VERIFY, picks(office), key)
    again = run(office, "carol", bulk.VERIFY, picks(office), key)

    assert outcomes(first) == {"s001": "failed", "s002": "done", "s003": "done"}
    assert outcomes(again) == {"s001": "done", "s002": "before", "s003": "before"}


def test_sections_are_claimed_and_assigned(office):
    scenarios.edited(office)
    run(office, "bob", bulk.CLAIM, picks(office))
    carol = office.people["carol"].pk
    run(office, "bob", bulk.ASSIGN, picks(office, "s001"), assignee=carol)

    assignees = [each.assignee for each in office.state.sections.values()]
    bob = office.people["bob"].pk
    assert assignees == [carol, bob, bob]


def test_what_is_for_the_whole_is_done_once_however_many_sections(office):
    scenarios.edited(office)
    chosen = picks(office, "s001", "s002")

    (item,) = run(office, "bob", bulk.SEND_BACK, chosen, words="请核对")

    assert (item.outcome, item.pick.section) == ("done", "")
    assert office.state.returned


def test_a_stale_version_is_refused(office):
    scenarios.edited(office)
    chosen = [bulk.Pick(office.stream, "s002", 1)]

    (item,) = run(office, "carol", bulk.VERIFY, chosen)

    assert item.outcome == "refused"


@pytest.mark.parametrize("name", ["paul", "insider", "alice"])
def test_who_may_not_is_refused_item_by_item(office, name):
    scenarios.edited(office)

    items = run(office, name, bulk.VERIFY, picks(office))

    assert {each.outcome for each in items} == {"refused"}
    assert all(each.why for each in items)


@pytest.mark.parametrize("name", ["sam", "nobody", "foreigner"])
def test_who_must_not_know_learns_nothing(office, name):
    scenarios.edited(office)
    for ask in (preview, run):
        with pytest.raises(NotKnown):
            ask(office, name, bulk.VERIFY, picks(office))


@pytest.mark.parametrize(
    "said", ["", "x", "00000000-0000-4000-8000-000000000001/s001/zwei"]
)
def test_what_is_no_item_is_said(said):
    with pytest.raises(NotAcceptable):
        bulk.Pick.read(said)


def test_an_unknown_action_is_said(office):
    scenarios.edited(office)
    with pytest.raises(NotAcceptable):
        preview(office, "bob", "publish", picks(office))


def test_nothing_picked_is_said(office):
    scenarios.edited(office)
    with pytest.raises(NotAcceptable):
        preview(office, "bob", bulk.WAIVE, picks(office))
