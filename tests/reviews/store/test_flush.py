"""The tests' own way to empty guarded tables leaves the guards standing."""

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction

from reviews.models import EventRecord
from tests import flush


@pytest.mark.django_db(transaction=True)
def test_a_flushed_test_database_is_empty_and_guarded_again(stream, write):
    write(stream)
    before = _guards()

    call_command("flush", interactive=False, verbosity=0)

    assert EventRecord.objects.count() == 0
    assert _guards() == before
    write(stream)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        EventRecord.objects.all().delete()


@pytest.mark.parametrize("name", ["mingshen", "/srv/mingshen.sqlite3", "latest_test"])
def test_a_database_of_another_name_is_never_emptied(name):
    class Connection:
        settings_dict = {"NAME": name}
        ops = connection.ops

    with pytest.raises(ValueError, match="not a test database"):
        flush.allow(Connection())


def _guards() -> list[tuple]:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT tgname, tgenabled FROM pg_trigger WHERE NOT tgisinternal "
                "ORDER BY tgname"
            )
        else:
            cursor.execute(
                "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' "
                "ORDER BY name"
            )
        return [tuple(row) for row in cursor.fetchall()]
