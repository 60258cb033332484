"""The ledger checks its screens: what is wrong is named, healed, and on record."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone

from reviews import store
from reviews.domain import events as e
from reviews.domain.errors import NotAllowed
from reviews.models import (
    Content,
    DisclosureRow,
    EventRecord,
    OutboxRecord,
    SectionRow,
    SelfCheckRecord,
    StreamState,
)
from reviews.oversight import acts, read_models, selfcheck
from reviews.projections.rows import section_id
from tests import flush
from tests.reviews import scenarios
from workers.tasks.perform import perform


@pytest.fixture(autouse=True)
def key(settings):
    settings.LEDGER_KEY = "only for tests"


def check(desk, **options):
    OutboxRecord.objects.all().delete()
    record = selfcheck.run(desk.ledger, timezone.now, **options)
    return record, {item["code"]: item for item in record.report["items"]}


def test_a_ledger_that_nobody_touched_is_well(office):
    scenarios.edited(office)

    record, items = check(office)

    assert record.healthy, record.report
    assert (record.position, record.head) == (
        store.head(office.ledger)[0],
        store.head(office.ledger)[1].hex(),
    )
    for table in items["read-models"]["tables"]:
        assert table["live"] == table["rebuilt"]
    assert items["read-models"]["streams"] == 1


def test_a_row_changed_behind_the_events_is_named_healed_and_recorded(office):
    scenarios.edited(office)
    SectionRow.objects.filter(key="s001").update(state="verified", version=9)

    record, items = check(office)

    assert not record.healthy
    (drift,) = items["read-models"]["named"]
    assert drift == {
        "stream": str(office.stream),
        "table": "sections",
        "key": str(section_id(office.stream, "s001")),
        "kind": "changed",
        "names": ["state", "version"],
    }
    hashes = {t["table"]: t for t in items["read-models"]["tables"]}
    assert hashes["sections"]["live"] != hashes["sections"]["rebuilt"]
    assert hashes["findings"]["live"] == hashes["findings"]["rebuilt"]

    assert read_models.heal(office.ledger, office.envelope("adam")) == (
        ("sections", 1),
    )
    assert check(office)[0].healthy
    (healed,) = store.load(office.ledger, acts.stream_of(office.ledger))
    assert healed.event == e.o.ReadModelsHealed(tables=(("sections", 1),))
    assert healed.actor == office.people["adam"].pk


def test_a_missing_row_and_one_of_nothing_are_healed(office):
    scenarios.read(office)
    row = DisclosureRow.objects.get()
    row.pk, row.department = section_id(office.stream, "other"), 999
    row.save(force_insert=True)
    SectionRow.objects.filter(key="s002").delete()

    _record, items = check(office)

    assert {(d["table"], d["kind"]) for d in items["read-models"]["named"]} == {
        ("disclosures", "extra"),
        ("sections", "missing"),
        ("tallies", "changed"),
    }
    read_models.heal(office.ledger, office.envelope("adam"))
    assert check(office)[0].healthy


def test_only_an_administrator_heals(office):
    scenarios.read(office)
    SectionRow.objects.filter(key="s001").update(version=9)
    for name in ("audrey", "bob", "nobody"):
        with pytest.raises(NotAllowed):
            read_models.heal(office.ledger, office.envelope(name))
    assert SectionRow.objects.get(key="s001").version == 9
    read_models.heal(office.ledger, office.envelope("adam"))


def test_healing_what_is_well_is_no_event(office):
    scenarios.read(office)

    assert read_models.heal(office.ledger, office.envelope("adam")) == ()
    assert not store.load(office.ledger, acts.stream_of(office.ledger))


def tampered(*statements):
    """Do what only somebody with the database in hand can do: without the guards."""
    with connection.cursor() as cursor:
        for table in ("reviews_content", "reviews_eventrecord"):
            cursor.execute(flush_guards(table))
        for statement, values in statements:
            cursor.execute(statement, values)


def flush_guards(table):
    if connection.vendor == "postgresql":
        return f"ALTER TABLE {table} DISABLE TRIGGER USER"
    return f"DROP TRIGGER {table}_update"


def test_a_content_that_was_altered_is_named(office):
    scenarios.read(office)
    name = office.state.sections["s001"].content
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(
                "ALTER TABLE reviews_content DROP CONSTRAINT content_is_its_hash"
            )
    tampered(("UPDATE reviews_content SET body = %s WHERE hash = %s", [b"x", name]))

    record, items = check(office)

    out = StringIO()
    with pytest.raises(CommandError):
        call_command("verify_ledger", ledger=office.ledger, stdout=out)
    assert f"内容 {name}：与其哈希不符" in out.getvalue()
    assert not record.healthy
    assert (items["contents"]["altered"], items["contents"]["count"]) == ([name], 1)


def test_an_event_that_was_altered_is_named_with_its_position(office):
    scenarios.edited(office)
    last = EventRecord.objects.filter(stream=office.stream).latest("position")
    tampered(
        (
            "UPDATE reviews_eventrecord SET actor = 999 WHERE position = %s",
            [last.position],
        )
    )

    record, items = check(office)

    assert not record.healthy
    assert (items["chain"]["fault"], items["chain"]["at"]) == ("row", last.position)


def test_the_next_check_goes_on_from_the_last_signed_head(office):
    scenarios.read(office)
    first, _ = check(office)
    office.edit("bob", "s002", scenarios.SUMS)

    second, items = check(office)

    assert (first.whole, second.whole) == (True, False)
    assert items["chain"]["from"] == first.position
    assert check(office, whole=True)[1]["chain"]["from"] == 0


def test_a_head_that_nobody_signed_is_not_relied_on(office):
    scenarios.read(office)
    first, _ = check(office)
    SelfCheckRecord(
        ledger=office.ledger,
        started_at=first.started_at,
        finished_at=first.finished_at,
        whole=False,
        healthy=True,
        position=first.position + 5,
        head="0" * 64,
        signature="0" * 64,
        report=first.report,
    ).save()

    assert check(office)[1]["chain"]["from"] == first.position


def test_a_check_stays_as_it_was_written(office):
    record, _ = check(scenarios.read(office))
    with pytest.raises(Exception, match="append-only"):
        SelfCheckRecord.objects.filter(pk=record.pk).update(healthy=True)


def test_a_task_that_waits_too_long_and_a_dead_one_are_red(office):
    scenarios.read(office)
    row = OutboxRecord.objects.filter(job="read-disclosure").get()
    late = row.not_before + selfcheck.PATIENCE + timedelta(seconds=1)

    def outbox(at):
        items = {item["code"]: item for item in selfcheck.standing(office.ledger, at)}
        return items["outbox"]

    assert outbox(row.not_before)["ok"]
    assert not outbox(late)["ok"]
    OutboxRecord.objects.update(dead=True)
    assert (outbox(row.not_before)["ok"], outbox(row.not_before)["dead"]) == (False, 1)


def test_a_kept_state_that_is_behind_is_lag(office):
    scenarios.read(office)
    StreamState.objects.update(version=1)

    (lag, *_rest) = selfcheck.standing(office.ledger, timezone.now())

    assert (lag["ok"], lag["behind"]) == (False, 1)
    StreamState.objects.update(version=office.state.version)


def test_a_release_whose_numbers_nobody_traced_is_named(office):
    scenarios.released(office)

    _record, items = check(office)

    assert (items["releases"]["ok"], items["releases"]["unproven"]) == (False, 1)


def test_a_check_is_asked_for_once_and_done_by_a_worker(office):
    scenarios.read(office)
    OutboxRecord.objects.all().delete()
    for name in ("audrey", "adam"):
        selfcheck.ask(office.actor(name), timezone.now())
    with pytest.raises(NotAllowed):
        selfcheck.ask(office.actor("bob"), timezone.now())
    (row,) = OutboxRecord.objects.all()
    assert selfcheck.under_way(office.ledger)

    perform(row.pk)

    assert selfcheck.latest(office.ledger).healthy
    assert not selfcheck.under_way(office.ledger)


def test_contents_that_events_name_and_nobody_has_are_missing(office):
    scenarios.read(office)
    name = office.state.sections["s001"].content
    body = bytes(Content.objects.get(pk=name).body)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("ALTER TABLE reviews_content DISABLE TRIGGER USER")
        else:
            cursor.execute("DROP TRIGGER reviews_content_delete")
        cursor.execute("DELETE FROM reviews_content WHERE hash = %s", [name])

    _record, items = check(office)

    assert [each[1] for each in items["contents"]["missing"]] == [name]
    out = StringIO()
    with pytest.raises(CommandError):
        call_command("verify_ledger", ledger=office.ledger, stdout=out)
    assert f"引用的内容缺失，{name}" in out.getvalue()
    Content(hash=name, body=body).save(force_insert=True)
    assert flush.GUARDED.match("reviews_content")
