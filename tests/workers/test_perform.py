"""A row of the outbox becomes sections, or a sentence for the submitter."""

import pytest

from disclosures.parse.match import Matched
from reviews import store
from reviews.domain import events as e
from reviews.domain.state import Stage
from reviews.models import OutboxRecord
from workers import outbox
from workers.tasks import perform as task
from workers.tasks import read_disclosure
from workers.tasks.perform import perform

pytestmark = pytest.mark.django_db


def readings(submitted):
    records = store.load(submitted.ledger, submitted.stream)
    return [r.event for r in records if isinstance(r.event, e.DisclosureRead)]


def test_a_submitted_file_is_read_into_sections(submitted):
    perform(submitted.row)

    state = submitted.state
    assert state.stage is Stage.REVIEWING
    assert state.year == 2025
    assert len(state.sections) > 10
    assert submitted.record is None


def test_a_second_message_for_the_same_row_changes_nothing(submitted):
    perform(submitted.row)
    version = submitted.state.version
    perform(submitted.row)

    assert submitted.state.version == version


def test_work_done_twice_is_recorded_once(submitted):
    work = outbox.take(submitted.row, "first", submitted.record.not_before)
    read_disclosure.run(work)
    read_disclosure.run(work)

    assert len(readings(submitted)) == 1


def test_a_file_that_cannot_be_read_ends_in_a_sentence_for_the_submitter(one_line):
    perform(one_line.row)

    state = one_line.state
    assert state.stage is Stage.FAILED
    code, message = state.failure
    assert code == "too_little_text"
    assert store.contents([message])[message].decode().endswith("。")
    assert one_line.record is None


def test_what_breaks_is_put_back_with_its_reason(submitted, monkeypatch):
    def broken(work):
        raise OSError("disk full")

    monkeypatch.setitem(task.JOBS, "read-disclosure", task.Job(broken, broken))
    perform(submitted.row)

    assert submitted.record.error == "OSError: disk full"
    assert not submitted.record.dead
    assert submitted.state.stage is Stage.READING


def test_what_keeps_breaking_is_told_to_the_submitter(submitted, monkeypatch):
    def broken(work):
        raise OSError("disk full")

    give_up = read_disclosure.give_up
    monkeypatch.setitem(task.JOBS, "read-disclosure", task.Job(broken, give_up))
    OutboxRecord.objects.filter(pk=submitted.row).update(attempts=outbox.TRIES - 1)
    perform(submitted.row)

    assert submitted.record.dead
    assert submitted.state.stage is Stage.FAILED
    assert submitted.state.failure[0] == "gave_up"


def test_a_row_that_kills_its_workers_is_given_up(submitted):
    OutboxRecord.objects.filter(pk=submitted.row).update(attempts=outbox.STARTS)
    perform(submitted.row)

    assert submitted.record.dead
    assert submitted.state.failure[0] == "gave_up"


def test_a_job_that_nobody_knows_is_buried(submitted):
    OutboxRecord.objects.filter(pk=submitted.row).update(job="sing")
    perform(submitted.row)

    assert submitted.record.dead
    assert "sing" in submitted.record.error


def test_progress_is_written_into_the_row(submitted, monkeypatch):
    seen = []
    monkeypatch.setattr(outbox, "report", lambda work, *said: seen.append(said))
    perform(submitted.row)

    assert [step for step, _, _ in seen][0] == "opening"
    assert [step for step, _, _ in seen][-1] == "checking"


def test_matched_sections_keep_their_keys_and_new_ones_take_unused_ones():
    found = [
        Matched("s002", "s001", "same"),
        Matched(None, "s002", "new"),
        Matched("s001", "s003", "moved"),
        Matched(None, "s004", "new"),
    ]

    assert read_disclosure.keys_of(found, {"s001", "s002", "s004"}) == {
        "s001": "s002",
        "s002": "s003",
        "s003": "s001",
        "s004": "s005",
    }


def test_giving_up_what_was_read_meanwhile_changes_nothing(submitted):
    work = outbox.take(submitted.row, "first", submitted.record.not_before)
    read_disclosure.run(work)
    version = submitted.state.version
    read_disclosure.give_up(work)

    assert submitted.state.version == version
