"""What pages read: for whom, and as it was at any moment."""

from datetime import date, timedelta

import pytest

from reviews.domain import commands as c
from reviews.domain.errors import NotAllowed, NotKnown
from reviews.projections.rows import finding_id, section_id
from reviews.queries import board as boards
from reviews.queries import campaigns, judging, past, reading, words
from reviews.queries import queue as queues
from tests.reviews import scenarios
from tests.reviews.scenarios import SUMS, Office

IN = ("alice", "bob", "paul", "insider", "audrey", "adam")
OUT = ("sam", "nobody", "foreigner")


def of_one(office: Office):
    """Every query of one disclosure, as a function of who asks."""
    stream = office.stream
    mark = office.mark()
    return {
        "disclosure": lambda who: reading.disclosure(who, stream),
        "as of": lambda who: reading.disclosure(
            who, stream, position=office.state.position
        ),
        "section": lambda who: reading.disclosure_of_section(
            who, section_id(stream, "s001")
        ),
        "finding": lambda who: reading.disclosure_of_finding(
            who, finding_id(stream, mark)
        ),
        "history": lambda who: past.history(who, stream),
    }


def test_who_must_not_know_is_told_nothing_by_any_query(office):
    scenarios.read(office)
    for name, query in of_one(office).items():
        for person in IN:
            assert query(office.actor(person)), (name, person)
        for person in OUT:
            with pytest.raises(NotKnown):
                query(office.actor(person))


def test_lists_show_what_each_may_see(office):
    scenarios.read(office)

    for person in IN:
        assert campaigns.disclosures(office.actor(person)).count() == 1
    for person in OUT:
        assert campaigns.disclosures(office.actor(person)).count() == 0


def test_the_queue_is_of_reviewers_and_leaves_out_their_own_department(office):
    scenarios.read(office)
    office.do(
        "bob", c.AssignSection(section="s003", assignee=office.people["carol"].pk)
    )

    def keys(name):
        return [row.key for row in queues.page(office.actor(name)).rows]

    assert keys("carol") == ["s003", "s002", "s001"]
    assert keys("bob") == ["s002", "s001"]
    assert keys("insider") == []
    assert keys("foreigner") == []


def test_only_auditors_follow_the_ledger(office):
    scenarios.read(office)

    head, entries = past.ledger(office.actor("audrey"), 0, 5)
    assert (head >= 5, [each.position for each in entries]) == (True, [1, 2, 3, 4, 5])
    for name in ("alice", "bob", "paul", "adam", "nobody"):
        with pytest.raises(NotAllowed):
            past.ledger(office.actor(name), 0, 5)


def test_any_moment_is_shown_as_it_was_by_position_and_by_time(office):
    scenarios.read(office)
    then, reviewer = office.state, office.actor("bob")
    recorded = past.history(reviewer, office.stream)[-1].recorded_at
    shown = (reading.outline(then), judging.findings(then))
    office.edit("carol", "s002", SUMS)
    office.verify("dave", "s001")

    again = reading.disclosure(reviewer, office.stream, position=then.position)
    assert again == then
    assert (reading.outline(again), judging.findings(again)) == shown
    assert reading.position_at(reviewer, recorded) == then.position
    assert reading.position_at(reviewer, recorded - timedelta(days=1)) == 0


def test_a_sections_versions_say_who_made_them_and_why(office):
    scenarios.edited(office)
    office.replace("alice", "二", s002=SUMS + "另附说明。")
    records = past.history(office.actor("bob"), office.stream)

    made = past.versions(records, "s002")

    assert [(v.version, v.how) for v in made] == [(1, "new"), (2, "edited"), (3, "new")]
    assert made[1].by == office.people["bob"].pk
    assert words.texts([made[1].reason])[made[1].reason] == "核对后更正"
    assert made[-1].version == office.state.sections["s002"].version


def test_a_section_that_went_and_came_back_counts_on(office):
    scenarios.read(office)
    office.do(
        "alice", c.ReplaceSource(file=scenarios.file_of("二"), file_name="二.txt")
    )
    texts = {k: v for k, v in scenarios.TEXTS.items() if k != "s003"}
    office.do("system", scenarios.reading(office.state.file, texts))
    office.replace("alice", "三", s003="改写后的说明。")
    records = past.history(office.actor("bob"), office.stream)

    assert [v.version for v in past.versions(records, "s003")] == [1, 2]
    assert office.state.sections["s003"].version == 2


def test_the_board_says_who_has_not_submitted_and_who_is_late(office):
    scenarios.read(office)
    office.campaign.deadline = date(2026, 9, 30)
    office.campaign.save()

    board = boards.board(office.actor("bob"), office.campaign, date(2026, 10, 1))

    assert board.stages == {"reviewing": 1, "missing": 1}
    assert board.days_left == -1
    assert all(each.overdue for each in board.entries)
    assert board.problems == (("SM001", 1),)
    own = boards.board(office.actor("sam"), office.campaign, date(2026, 9, 1))
    assert [each.stage for each in own.entries] == ["missing"]


def test_erased_text_reads_as_such():
    missing = "0" * 64
    assert words.texts([]) == {}
    assert words._text({}, missing) == "（内容已依法删除）"


def test_progress_is_of_the_latest_reading(office):
    scenarios.submitted(office)

    progress = reading.progress(office.state)
    assert progress is not None
    assert (progress.done, progress.total, progress.dead) == (0, 0, False)
