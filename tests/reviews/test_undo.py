"""Taking one person's waivers back leaves what there would be without them."""

from dataclasses import replace
from datetime import UTC, datetime

from reviews import store
from reviews.domain import commands as c
from reviews.domain import events as e
from reviews.domain.fold import replay
from reviews.models import EventRecord
from reviews.queries import waivers
from tests.reviews import scenarios

LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)
LATE = datetime(2099, 1, 1, tzinfo=UTC)
OF_WAIVERS = (e.FindingWaived, e.WaiverConfirmed, e.WaiverRevoked)


def standing(office, name="bob", by="carol"):
    person = office.people[name].pk
    return waivers.of_person(office.actor(by), person, LONG_AGO, LATE)


def undo(office, name="bob", by="carol"):
    for each in standing(office, name, by):
        if each.conflict is None:
            office.do(by, c.RevokeWaiver(fingerprint=each.fingerprint, reason="复查"))


def as_it_reads(state):
    """Return a state without what only says when."""
    sections = {
        key: replace(section, lapse=None) for key, section in state.sections.items()
    }
    return state.findings, state.waivers, state.section_stages(), sections, state.stage


def test_the_state_is_that_of_a_replay_without_the_waivers(office):
    scenarios.waived(office)
    office.do("bob", c.CommentSection(comment="c", section="s001", remark="看"))
    undo(office)

    records = store.load(office.ledger, office.stream)
    without = replay(r for r in records if not isinstance(r.event, OF_WAIVERS))
    assert as_it_reads(office.state) == as_it_reads(without)


def test_the_ledger_only_grows_and_what_was_undone_can_be_done_again(office):
    scenarios.waived(office)
    before = EventRecord.objects.filter(stream=office.stream).count()
    waived = as_it_reads(office.state)[2:]

    undo(office)
    assert EventRecord.objects.filter(stream=office.stream).count() > before
    mark = office.mark()
    office.do("bob", c.WaiveFinding(fingerprint=mark, reason="另有一项未列示"))
    office.do("carol", c.ConfirmWaiver(fingerprint=mark))

    assert as_it_reads(office.state)[2:] == waived


def test_who_confirmed_is_found_as_well_as_who_gave(office):
    scenarios.waived(office)

    assert [each.confirmed for each in standing(office, "bob")] == [False]
    assert [each.confirmed for each in standing(office, "carol")] == [True]
    assert standing(office, "dave") == ()


def test_what_was_verified_since_is_listed_exactly(office):
    scenarios.waived(office)
    assert [each.conflict for each in standing(office)] == [None]
    office.verify("dave", "s001")
    assert [each.conflict for each in standing(office)] == [None]

    office.verify("dave", "s002")

    (found,) = standing(office)
    assert found.conflict is not None and found.conflict.code == "built-upon"
    undo(office)
    assert office.state.waivers


def test_a_stranger_is_shown_nothing(office):
    scenarios.waived(office)

    assert standing(office, by="foreigner") == ()
    assert standing(office, by="sam") == ()
