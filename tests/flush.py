"""Lets Django empty a test database whose tables refuse to be emptied.

`TransactionTestCase` ends with `flush`: TRUNCATE on PostgreSQL, DELETE on SQLite, and
the ledger refuses both. Here, and only for databases made by the test runner, the
guards stand aside while the tables are emptied, and are back afterwards.
"""

import re
from collections.abc import Callable, Sequence
from typing import Any

GUARDED = re.compile(r"^(reviews_|disclosures_(historical|submittedparts))")


def allow(connection: Any) -> None:
    """Make `flush` work on `connection`; raises ValueError off a test database."""
    name = str(connection.settings_dict["NAME"])
    last = name.rsplit("/", 1)[-1]
    if not (last.startswith(("test_", "file:memorydb")) or name == ":memory:"):
        raise ValueError(f"{name!r} is not a test database")
    if hasattr(connection.ops.sql_flush, "guarded"):
        return
    plain = connection.ops.sql_flush
    around = _postgresql if connection.vendor == "postgresql" else _sqlite

    def sql_flush(style: Any, tables: Sequence[str], **options: Any) -> list[str]:
        return around(connection, tables, plain(style, tables, **options))

    sql_flush.guarded = True  # type: ignore[attr-defined]
    connection.ops.sql_flush = sql_flush


Around = Callable[[Any, Sequence[str], list[str]], list[str]]


def _postgresql(_connection: Any, tables: Sequence[str], flush: list[str]) -> list[str]:
    guarded = sorted(table for table in tables if GUARDED.match(table))
    off = [f"ALTER TABLE {table} DISABLE TRIGGER USER" for table in guarded]
    on = [f"ALTER TABLE {table} ENABLE TRIGGER USER" for table in guarded]
    return [*off, *flush, *on, ALWAYS] if guarded and flush else flush


# Whatever was ENABLE ALWAYS would come back as ENABLE only.
ALWAYS = """
DO $$
DECLARE each record;
BEGIN
    FOR each IN
        SELECT t.tgrelid::regclass AS place, t.tgname AS name FROM pg_trigger t
        WHERE NOT t.tgisinternal AND t.tgrelid::regclass::text
            ~ '^(reviews_|disclosures_(historical|submittedparts))'
    LOOP
        EXECUTE format(
            'ALTER TABLE %s ENABLE ALWAYS TRIGGER %I', each.place, each.name
        );
    END LOOP;
END $$
"""


def _sqlite(connection: Any, tables: Sequence[str], flush: list[str]) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT name, tbl_name, sql FROM sqlite_master WHERE type = 'trigger'"
        )
        guards = [
            (name, sql) for name, table, sql in cursor.fetchall() if table in tables
        ]
    if not flush:
        return flush
    off = [f"DROP TRIGGER {name}" for name, _ in guards]
    return [*off, *flush, *(sql for _, sql in guards)]
