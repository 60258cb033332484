"""Acting for another: from the first day to the last, for what was named alone."""

from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest

from disclosures import delegations
from disclosures.models import Delegation
from reviews import handlers
from reviews.domain import commands as c
from reviews.domain.errors import NotAllowed, NotKnown
from reviews.models import EventRecord
from tests import builders
from tests.reviews import scenarios

# Days are the bureau's: midnight in Shanghai is 16:00 UTC of the day before.
FIRST = datetime(2026, 3, 4, 16, 0, tzinfo=UTC)
END = datetime(2026, 3, 7, 16, 0, tzinfo=UTC)
TICK = timedelta(microseconds=1)


def given(office, principal="bob", delegate="dave", actions=("verify",), **fields):
    return Delegation.objects.create(
        principal=office.people[principal],
        delegate=office.people[delegate],
        actions=list(actions),
        begins=date(2026, 3, 5),
        ends=date(2026, 3, 7),
        reason="出差",
        **fields,
    )


def act(office, delegation, command, at=FIRST, name="dave", chosen_at=FIRST):
    """Carry out a command at one time, under what was chosen at another."""
    actor = handlers.acting(office.people[name], delegation.pk, chosen_at)
    envelope = handlers.Envelope(actor=actor, command=uuid4(), at=at)
    return handlers.execute(office.stream, command, envelope)


def verify(office, key="s001"):
    seen = office.state.sections[key].version
    return c.VerifySection(section=key, based_on=seen)


@pytest.mark.parametrize("at", [FIRST, END - TICK])
def test_from_the_first_moment_to_the_last_one_acts_under_both_names(office, at):
    scenarios.read(office)

    act(office, given(office), verify(office), at)

    bob, dave = office.people["bob"].pk, office.people["dave"].pk
    verification = office.state.sections["s001"].verification
    assert (verification.by, verification.behalf) == (dave, bob)
    last = EventRecord.objects.latest("position")
    assert (last.actor, last.on_behalf_of) == (dave, bob)


@pytest.mark.parametrize("at", [FIRST - TICK, END])
def test_a_moment_before_or_after_is_refused_and_says_so(office, at):
    scenarios.read(office)
    delegation = given(office)
    before = office.state

    with pytest.raises(NotAllowed, match="不在有效期内") as refused:
        act(office, delegation, verify(office), at)

    assert (refused.value.code, refused.value.who) == ("mandate-ended", "委托人本人")
    with pytest.raises(NotAllowed):
        handlers.acting(office.people["dave"], delegation.pk, at)
    assert office.state == before


def test_what_is_taken_back_while_a_form_is_open_ends_at_once(office):
    scenarios.read(office)
    delegation = given(office)
    actor = handlers.acting(office.people["dave"], delegation.pk, FIRST)

    bob = office.people["bob"]
    delegations.revoke(delegation, by=bob, at=FIRST, reason="已返岗")

    envelope = handlers.Envelope(actor=actor, command=uuid4(), at=FIRST + TICK)
    with pytest.raises(NotAllowed) as refused:
        handlers.execute(office.stream, verify(office), envelope)
    assert refused.value.code == "mandate-ended"


def test_an_action_that_was_not_named_is_refused(office):
    scenarios.read(office)

    with pytest.raises(NotAllowed) as refused:
        act(office, given(office), c.FlagSection(flag="f", section="s001", remark="看"))

    assert refused.value.code == "outside-scope"


def test_nobody_does_for_another_what_the_other_may_not(office):
    """Alice may not verify: naming it in a delegation gives nobody the right."""
    scenarios.read(office)
    own = builders.account(
        "reviewer", username="rita", department=office.department, of=office.bureau
    )
    office.people["rita"] = own
    delegation = given(office, "alice", "rita", ("verify", "comment"))

    with pytest.raises(NotAllowed) as refused:
        act(office, delegation, verify(office), name="rita")

    assert refused.value.code == "wrong-role"


@pytest.mark.parametrize("writer", ["bob", "dave"])
def test_neither_names_work_is_judged(office, writer):
    scenarios.read(office)
    office.edit(writer, "s002", scenarios.SUMS)

    with pytest.raises(NotAllowed) as refused:
        act(office, given(office), verify(office, "s002"))

    assert refused.value.code == "own-work"


def test_who_belongs_to_the_disclosing_department_judges_it_for_nobody(office):
    scenarios.read(office)

    with pytest.raises(NotAllowed) as refused:
        act(office, given(office, "bob", "insider"), verify(office), name="insider")

    assert refused.value.code == "own-department"


def test_what_a_delegate_wrote_counts_for_both_later(office):
    scenarios.read(office)
    delegation = given(office, actions=("edit",))
    act(office, delegation, scenarios.edit(office.state, "s002", scenarios.SUMS))

    for name in ("bob", "dave"):
        with pytest.raises(NotAllowed, match="四眼原则"):
            office.do(name, verify(office, "s002"))
    office.do("carol", verify(office, "s002"))


def test_a_file_sent_for_another_is_the_work_of_both(office):
    second = builders.account(
        "reviewer", username="sara", department=office.department, of=office.bureau
    )
    delegation = given(office, "alice", "bob", ("submit",))
    delegation.delegate = second
    delegation.save()
    office.people["sara"] = second
    command = c.SubmitDisclosure(
        department=office.department.pk,
        campaign=office.campaign.pk,
        file=scenarios.file_of("一"),
        file_name="决算公开.txt",
    )

    act(office, delegation, command, name="sara")
    office.read()

    people = {office.people["alice"].pk, second.pk}
    assert set(office.state.sections["s001"].contributors) == people
    assert office.state.contributors == people


def test_a_delegation_is_its_delegates_alone(office):
    scenarios.read(office)
    delegation = given(office)

    for name in ("carol", "foreigner"):
        with pytest.raises(NotAllowed):
            handlers.acting(office.people[name], delegation.pk, FIRST)


def test_an_account_that_is_switched_off_gives_nobody_anything(office):
    scenarios.read(office)
    delegation = given(office)
    bob = office.people["bob"]
    bob.is_active = False
    bob.save()

    with pytest.raises(NotAllowed):
        handlers.acting(office.people["dave"], delegation.pk, FIRST)


def test_acting_for_somebody_shows_what_they_may_see_and_no_more(office):
    """Sam's own department's papers are not to be had under Bob's colleague's name."""
    scenarios.read(office)
    other = builders.account(
        "submitter",
        username="olga",
        department=office.people["sam"].department,
        of=office.bureau,
    )
    delegation = given(office, "sam", "bob", ("comment",))
    office.people["olga"] = other
    actor = handlers.acting(office.people["bob"], delegation.pk, FIRST)
    envelope = handlers.Envelope(actor=actor, command=uuid4(), at=FIRST)
    command = c.CommentSection(comment="c", section="s001", remark="看")

    with pytest.raises(NotKnown):
        handlers.execute(office.stream, command, envelope)


@pytest.mark.parametrize(
    ("delegate", "begins", "ends", "field"),
    [
        ("bob", date(2026, 3, 5), date(2026, 3, 5), "delegate"),
        ("foreigner", date(2026, 3, 5), date(2026, 3, 5), "delegate"),
        ("carol", date(2026, 3, 5), date(2026, 3, 4), "ends"),
        ("carol", date(2026, 3, 5), date(2027, 3, 6), "ends"),
        ("carol", date(2026, 3, 5), date(2026, 3, 5), ""),
    ],
)
def test_what_may_be_given(office, delegate, begins, ends, field):
    found = delegations.problems(
        office.people["bob"], office.people[delegate], begins, ends
    )

    assert list(found) == ([field] if field else [])


def test_a_submitter_is_stood_in_for_by_their_own_department(office):
    found = delegations.problems(
        office.people["alice"],
        office.people["sam"],
        date(2026, 3, 5),
        date(2026, 3, 5),
    )

    assert found == {"delegate": "填报人只能委托给本部门的人员。"}


def test_each_change_of_a_delegation_is_in_the_ledger(office):
    delegation = given(office)
    delegations.revoke(delegation, by=office.people["bob"], at=FIRST, reason="返岗")

    events = EventRecord.objects.filter(
        ledger=office.ledger, body__model="delegation"
    ).order_by("position")
    assert [each.body["change"] for each in events] == ["created", "changed"]
    assert delegation.history.count() == 2
