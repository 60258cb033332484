"""The log checks its own screens: what was tampered with is named, and healed."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from reviews.models import DisclosureRow, FindingRow, SectionRow, StreamState
from reviews.projections.rows import section_id
from tests.reviews import scenarios


def rebuild(**options):
    out = StringIO()
    try:
        call_command("rebuild_read_models", stdout=out, **options)
    except CommandError as error:
        return error.returncode, out.getvalue()
    return 0, out.getvalue()


def test_what_grew_is_what_a_rebuild_gives(office):
    scenarios.corrected(office)

    assert rebuild() == (0, "核对了 1 份材料，0 行不一致。\n")


def test_a_value_changed_behind_the_events_is_named_and_healed(office):
    scenarios.edited(office)
    SectionRow.objects.filter(key="s001").update(state="verified", version=9)

    status, said = rebuild()

    assert status == 1
    assert str(section_id(office.stream, "s001")) in said
    assert "state 应为 'draft'，实为 'verified'" in said
    assert rebuild(heal=True)[0] == 0
    assert rebuild() == (0, "核对了 1 份材料，0 行不一致。\n")


def test_a_row_that_is_missing_and_one_too_many_are_named(office):
    scenarios.read(office)
    FindingRow.objects.all().delete()
    row = SectionRow.objects.get(key="s003")
    row.pk, row.key = section_id(office.stream, "s999"), "s999"
    row.save(force_insert=True)

    status, said = rebuild()

    assert status == 1
    assert "findings" in said and "缺少的一行" in said
    assert "sections" in said and "多出的一行" in said
    rebuild(heal=True)


def test_a_row_of_a_disclosure_that_never_was_is_named(office):
    scenarios.read(office)
    row = DisclosureRow.objects.get()
    row.pk, row.department = section_id(office.stream, "other"), 999
    row.save(force_insert=True)

    status, said = rebuild()

    assert (status, "没有事件的一行" in said) == (1, True)
    assert rebuild(heal=True)[0] == 0
    assert DisclosureRow.objects.count() == 1


def test_a_kept_state_that_lies_is_named_and_healed(office):
    scenarios.read(office)
    earlier = StreamState.objects.get()
    office.edit("bob", "s002", scenarios.SUMS)
    StreamState.objects.update(body=earlier.body)

    status, said = rebuild()

    assert (status, "保存的状态" in said) == (1, True)
    assert rebuild(heal=True)[0] == 0


def test_lost_read_models_come_back_from_the_events(office):
    scenarios.released(office)
    with connection.cursor() as cursor:
        for table in ("disclosurerow", "sectionrow", "findingrow", "releaserow"):
            cursor.execute(f"DELETE FROM reviews_{table}")
        cursor.execute("DELETE FROM reviews_streamstate")

    assert rebuild(heal=True)[0] == 0

    assert DisclosureRow.objects.get().stage == "released"
    assert rebuild() == (0, "核对了 1 份材料，0 行不一致。\n")


@pytest.mark.parametrize("ledger", [None, -1])
def test_one_ledger_can_be_asked_for(office, ledger):
    scenarios.read(office)

    counted = 0 if ledger == -1 else 1
    assert rebuild(ledger=ledger) == (0, f"核对了 {counted} 份材料，0 行不一致。\n")
