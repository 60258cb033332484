"""A row has one holder at a time, and outlives every holder until it is done."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from reviews.models import OutboxRecord
from workers import outbox

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 7, 1, 8, 0, tzinfo=UTC)
STREAM = uuid4()


def later(seconds):
    return NOW + timedelta(seconds=seconds)


@pytest.fixture
def row():
    return row_at(1)


def row_at(position, **fields):
    return OutboxRecord.objects.create(
        ledger=1,
        position=position,
        stream=STREAM,
        job="read-disclosure",
        arguments={"file": "f"},
        **{"not_before": NOW, **fields},
    )


def reloaded(row):
    row.refresh_from_db()
    return row


def test_a_row_waits_until_it_is_due():
    row_at(1, not_before=later(10))

    assert outbox.waiting(later(9)) == []
    assert len(outbox.waiting(later(10))) == 1


def test_of_two_relays_one_hands_a_row_over(row):
    seen_by_first, seen_by_second = outbox.waiting(NOW)[0], outbox.waiting(NOW)[0]

    assert outbox.hand_over(seen_by_first, NOW)
    assert not outbox.hand_over(seen_by_second, NOW)


def test_a_row_in_the_queue_is_not_handed_over_again_until_it_has_waited_long(row):
    outbox.hand_over(row, NOW)

    assert outbox.waiting(later(7)) == []
    assert outbox.waiting(later(8)) == [row]


def test_each_wait_in_the_queue_is_twice_as_long_up_to_a_bound(row):
    waits = []
    at = NOW
    for _ in range(12):
        outbox.hand_over(reloaded(row), at)
        waits.append((reloaded(row).lease_until - at).total_seconds())
        at = row.lease_until

    assert waits[:4] == [8, 16, 32, 64]
    assert waits[-1] == outbox.LONGEST_HANDED.total_seconds()


def test_no_more_rows_than_the_window_wait_in_the_queue(settings):
    settings.OUTBOX_WINDOW = 3
    for position in range(5):
        row_at(position)
    first = outbox.waiting(NOW)
    for each in first:
        outbox.hand_over(each, NOW)

    assert len(first) == 3
    assert outbox.waiting(NOW) == []
    outbox.finish(outbox.take(first[0].pk, "w", NOW))
    assert len(outbox.waiting(NOW)) == 1


def test_what_a_dead_worker_held_goes_before_what_came_later(row):
    row_at(2, not_before=later(1))
    outbox.take(row.pk, "w", NOW)

    assert outbox.waiting(later(6))[0] == row


def test_rows_of_a_queue_that_is_gone_are_handed_over_anew(row):
    outbox.hand_over(row, NOW)
    outbox.forget_queue()

    assert outbox.waiting(NOW) == [row]


def test_rows_at_work_stay_with_their_worker_when_the_queue_is_gone(row):
    work = outbox.take(row.pk, "w", NOW)
    outbox.forget_queue()

    assert outbox.renew(work, NOW)


def test_of_two_workers_one_takes_a_row(row):
    assert outbox.take(row.pk, "first", NOW) is not None
    assert outbox.take(row.pk, "second", NOW) is None


def test_a_worker_that_renews_keeps_the_row(row):
    work = outbox.take(row.pk, "first", NOW)

    assert outbox.renew(work, later(5))
    assert outbox.waiting(later(10)) == []
    assert outbox.take(row.pk, "second", later(10)) is None


def test_a_worker_that_fell_silent_loses_the_row(row):
    work = outbox.take(row.pk, "first", NOW)

    assert outbox.waiting(later(6)) == [row]
    assert outbox.take(row.pk, "second", later(6)) is not None
    assert not outbox.renew(work, later(7))


def test_a_message_that_comes_late_finds_nothing_to_do(row):
    outbox.finish(outbox.take(row.pk, "first", NOW))

    assert outbox.take(row.pk, "second", NOW) is None


def test_the_loser_of_a_row_can_neither_report_nor_put_it_back(row):
    lost = outbox.take(row.pk, "first", NOW)
    outbox.take(row.pk, "second", later(6))
    outbox.report(lost, "reading", 1, 2)
    outbox.put_back(lost, "late", later(7))

    assert (reloaded(row).holder, row.step, row.error) == ("second", "", "")


def test_progress_is_read_from_the_row(row):
    work = outbox.take(row.pk, "first", NOW)
    outbox.report(work, "reading", 3, 30)

    assert (reloaded(row).step, row.done, row.total) == ("reading", 3, 30)


def test_failed_work_is_tried_again_later_each_time(row):
    outbox.put_back(outbox.take(row.pk, "w", NOW), "broke", NOW)

    assert outbox.take(row.pk, "w", later(1)) is None
    assert outbox.take(row.pk, "w", later(2)).starts == 2
    assert reloaded(row).error == "broke"


def test_work_that_fails_too_often_is_dead_and_nobody_takes_it(row):
    at = NOW
    for _ in range(outbox.TRIES):
        alive = outbox.put_back(outbox.take(row.pk, "w", at), "broke", at)
        at = reloaded(row).not_before

    assert not alive
    assert reloaded(row).dead
    assert outbox.waiting(at) == []
    assert outbox.take(row.pk, "w", at) is None


def test_what_the_queue_did_not_take_waits_as_before(row):
    outbox.hand_over(row, NOW)
    outbox.take_back(row)

    assert outbox.waiting(NOW) == [row]


def test_the_command_of_a_row_is_the_same_at_every_attempt(row):
    first = outbox.take(row.pk, "first", NOW)
    second = outbox.take(row.pk, "second", later(6))
    other = outbox.take(row_at(2).pk, "w", NOW)

    assert first.command == second.command != other.command
