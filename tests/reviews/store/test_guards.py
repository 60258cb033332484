"""After all migrations every guard is there: a rebuilt SQLite table loses its own."""

import pytest
from django.apps import apps
from django.db import connection

from disclosures.models import SubmittedParts
from reviews.models import SelfCheckRecord

pytestmark = pytest.mark.django_db
ONLY_INSERTED = (SubmittedParts, SelfCheckRecord)

POSTGRESQL = {
    "reviews_eventrecord": {"follow", "row", "truncate"},
    "reviews_ledgerhead": {"insert", "update", "row", "truncate"},
    "reviews_content": {"delete", "row", "truncate"},
    "reviews_erasedcontent": {"row", "truncate"},
}
SQLITE = {
    "reviews_eventrecord": {"follow", "guard", "update", "delete"},
    "reviews_ledgerhead": {"insert", "update", "delete"},
    "reviews_content": {"again", "replace", "update", "delete"},
    "reviews_erasedcontent": {"replace", "update", "delete"},
}
HISTORY = {"postgresql": {"row", "truncate"}, "sqlite": {"update", "delete", "replace"}}


def test_every_guard_is_in_place_and_cannot_be_switched_off_by_a_session():
    if connection.vendor == "postgresql":
        sql = (
            "SELECT tgrelid::regclass::text, tgname FROM pg_trigger "
            "WHERE NOT tgisinternal AND tgenabled = 'A'"
        )
    else:
        sql = "SELECT tbl_name, name FROM sqlite_master WHERE type = 'trigger'"
    with connection.cursor() as cursor:
        cursor.execute(sql)
        found = {(table, name) for table, name in cursor.fetchall()}

    expected = dict(POSTGRESQL if connection.vendor == "postgresql" else SQLITE)
    for model in apps.get_models(include_auto_created=True):
        if model.__name__.startswith("Historical") or model in ONLY_INSERTED:
            expected[model._meta.db_table] = HISTORY[connection.vendor]
    assert found == {
        (table, f"{table}_{name}")
        for table, names in expected.items()
        for name in names
    }
