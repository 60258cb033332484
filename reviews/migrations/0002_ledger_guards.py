"""The ledger refuses all but an event that follows its head, in both databases."""

from typing import Any

from django.db import migrations

from reviews.migrations import _ledger_postgresql, _ledger_sqlite


def forwards(_apps: Any, editor: Any) -> None:
    if editor.connection.vendor == "postgresql":
        with editor.connection.cursor() as cursor:
            cursor.execute("SELECT current_schema()")
            schema = editor.connection.ops.quote_name(cursor.fetchone()[0])
        statements = _ledger_postgresql.forwards(schema)
    else:
        statements = _ledger_sqlite.FORWARDS
    for statement in statements:
        editor.execute(statement, params=None)


def backwards(_apps: Any, editor: Any) -> None:
    if editor.connection.vendor == "postgresql":
        editor.execute(_ledger_postgresql.BACKWARDS, params=None)
        return
    for statement in _ledger_sqlite.BACKWARDS:
        editor.execute(statement, params=None)


class Migration(migrations.Migration):
    dependencies = [
        ("reviews", "0001_initial"),
        ("disclosures", "0002_append_only_history"),
    ]
    operations = [migrations.RunPython(forwards, backwards)]
