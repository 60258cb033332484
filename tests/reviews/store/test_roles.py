"""What the application's own role may do to the ledger, and what not."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction

from disclosures.models import Bureau
from reviews import store
from tests.reviews.store.conftest import LEDGER, edited, meta

pytestmark = pytest.mark.django_db
POSTGRESQL = connection.vendor == "postgresql"
# SQLite has no roles: there the triggers are all.
SAID = "permission denied|must be owner" if POSTGRESQL else "append-only"
REFUSED = [
    "UPDATE reviews_eventrecord SET type = 'x'",
    "DELETE FROM reviews_eventrecord",
    "TRUNCATE reviews_eventrecord",
    "INSERT INTO reviews_eventrecord SELECT * FROM reviews_eventrecord",
    "UPDATE reviews_ledgerhead SET position = 0",
    "INSERT INTO reviews_ledgerhead SELECT 8, 0, hash FROM reviews_ledgerhead",
    "DELETE FROM reviews_content",
    "UPDATE reviews_content SET body = ''",
    "INSERT INTO reviews_erasedcontent (hash, reason, erased_at) "
    "VALUES ('a', 'b', now())",
    "DELETE FROM disclosures_historicalbureau",
    "ALTER TABLE reviews_eventrecord DISABLE TRIGGER ALL",
    "DROP TRIGGER reviews_eventrecord_row ON reviews_eventrecord",
    "SET session_replication_role = replica",
    "SELECT setval('reviews_eventrecord_id_seq', 1)",
    "ALTER FUNCTION ledger_append SET search_path = pg_temp",
]


@pytest.fixture
def application(stream, write):
    """On PostgreSQL, the rest of the test is the application's."""
    write(stream)
    if POSTGRESQL:
        call_command("grant_database_roles", "mingshen_test_app", stdout=StringIO())
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL ROLE mingshen_test_app")


@pytest.mark.usefixtures("application")
def test_the_application_appends_and_works_with_the_rest(stream):
    jobs = [store.Job(name="notify")]
    store.put_text("一句话")

    store.append(
        LEDGER, stream, [edited(3)], after=1, meta=meta(), jobs=jobs, request_hash="h"
    )
    bureau = Bureau.objects.create(name="云岭市财政局")
    bureau.region = "云岭市"
    bureau.save()

    assert len(store.load(LEDGER, stream)) == 2


@pytest.mark.usefixtures("application")
@pytest.mark.parametrize("statement", REFUSED if POSTGRESQL else REFUSED[1:2])
def test_the_application_is_refused(statement):
    with (
        pytest.raises(DatabaseError, match=SAID),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)


def test_only_postgresql_has_roles_to_split():
    if POSTGRESQL:
        call_command("grant_database_roles", "mingshen_test_app", stdout=StringIO())
        call_command("grant_database_roles", "mingshen_test_app", stdout=StringIO())
    else:
        with pytest.raises(CommandError, match="PostgreSQL"):
            call_command("grant_database_roles", "mingshen_test_app")
