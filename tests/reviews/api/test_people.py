"""Acting for another, reminders and the next section over HTTP."""

from datetime import timedelta

from django.utils import timezone

from disclosures.models import Delegation
from reviews import reminders
from reviews.domain import commands as c
from tests.reviews import scenarios
from tests.reviews.api.conftest import section


def given(office, principal="bob", delegate="dave", actions=("verify", "comment")):
    today = timezone.localdate()
    return Delegation.objects.create(
        principal=office.people[principal],
        delegate=office.people[delegate],
        actions=list(actions),
        begins=today,
        ends=today + timedelta(days=1),
        reason="出差",
    )


def names(told, field):
    return (told[field] or {}).get("name")


def test_a_header_says_for_whom_and_both_names_are_told(office, caller):
    scenarios.read(office)
    number = str(given(office).pk)

    answer = caller("dave").post(
        f"{section(office, 's001')}/verify/", {}, If_Match='"1"', Acting_For=number
    )

    verification = answer.json()["verification"]
    assert answer.status_code == 200
    assert (names(verification, "by"), names(verification, "on_behalf_of")) == (
        "dave",
        "bob",
    )
    last = caller("audrey").get(f"disclosures/{office.stream}/events/").json()
    assert names(last["results"][-1], "on_behalf_of") == "bob"


def test_what_is_not_in_force_or_not_ones_own_is_refused(office, caller):
    scenarios.read(office)
    delegation = given(office)
    path = f"{section(office, 's001')}/verify/"

    def status(name, number):
        sent = {"If_Match": '"1"', "Acting_For": str(number)}
        return caller(name).post(path, {}, **sent).status_code

    assert status("carol", delegation.pk) == 403
    assert status("dave", 999_999) == 403
    assert status("dave", "keine") == 422
    delegation.revoked_at = timezone.now()
    delegation.save()
    assert status("dave", delegation.pk) == 403
    assert office.state.sections["s001"].verification is None


def test_each_reads_their_own_reminders_and_delegations(office, caller):
    scenarios.read(office)
    carol = office.people["carol"].pk
    office.do("bob", c.AssignSection(section="s003", assignee=carol))
    reminders.follow(office.ledger)
    given(office)

    (told,) = caller("carol").get("reminders/").json()["results"]
    assert (told["kind"], names(told, "by"), told["read"]) == ("assigned", "bob", False)
    assert caller("bob").get("reminders/").json()["results"] == []
    for name, count in (("bob", 1), ("dave", 1), ("carol", 0)):
        listed = caller(name).get("delegations/").json()["results"]
        assert len(listed) == count
    for path in ("reminders/", "delegations/", "next-section/"):
        assert caller("anybody").get(path).status_code == 401


def test_the_next_section_comes_with_an_honest_count(office, caller):
    scenarios.edited(office)

    bob = caller("bob").get("next-section/").json()
    insider = caller("insider").get("next-section/").json()

    assert (bob["rest"]["claimable"], bob["rest"]["written"]) == (2, 1)
    assert bob["section"] is not None
    assert insider["section"] is None
    assert insider["rest"]["own_department"] == 3


def test_a_thread_is_answered_and_settled(office, caller):
    scenarios.read(office)
    bob, place = caller("bob"), section(office, "s002")
    first = bob.post(f"{place}/comments/", {"remark": "何来", "quote": "收入"}).json()
    sent = {"remark": "见表", "parent": first["comment"]}
    second = bob.post(f"{place}/comments/", sent).json()
    done = bob.post(f"{place}/resolve-thread/", {"comment": first["comment"]}).json()

    assert second["parent"] == first["comment"]
    assert names(done, "resolved_by") == "bob"
    gone = bob.post(f"{place}/reopen-thread/", {"comment": "none"})
    assert gone.status_code == 409
