"""Triggers that refuse to change or remove rows, for migrations of both apps."""

from collections.abc import Callable, Sequence
from typing import Any

REFUSE = """
CREATE OR REPLACE FUNCTION append_only_refuse() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'append-only: % of %', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'restrict_violation';
END
$$
"""


def guard(*tables: str, key: str) -> Callable[[Any, Any], None]:
    """Return a migration's step that makes `tables`, with primary key `key`, append-only."""

    def forwards(_apps: Any, editor: Any) -> None:
        for table in tables:
            for statement in _statements(editor.connection.vendor, table, key):
                editor.execute(statement, params=None)

    return forwards


def release(*tables: str) -> Callable[[Any, Any], None]:
    """Return the step that takes the triggers of `guard` away again."""

    def backwards(_apps: Any, editor: Any) -> None:
        postgresql = editor.connection.vendor == "postgresql"
        for table in tables:
            for name in ("row", "truncate") if postgresql else SQLITE:
                where = f" ON {table}" if postgresql else ""
                editor.execute(f"DROP TRIGGER {table}_{name}{where}")

    return backwards


SQLITE = ("update", "delete", "replace")


def _statements(vendor: str, table: str, key: str) -> Sequence[str]:
    return postgresql(table) if vendor == "postgresql" else sqlite(table, key)


def postgresql(table: str, operations: str = "UPDATE OR DELETE") -> list[str]:
    """Return statements; ENABLE ALWAYS holds in replica sessions as well."""
    return [
        REFUSE,
        f"CREATE TRIGGER {table}_row BEFORE {operations} ON {table} "
        "FOR EACH ROW EXECUTE FUNCTION append_only_refuse()",
        f"CREATE TRIGGER {table}_truncate BEFORE TRUNCATE ON {table} "
        "FOR EACH STATEMENT EXECUTE FUNCTION append_only_refuse()",
        f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {table}_row",
        f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {table}_truncate",
    ]


def sqlite(table: str, key: str) -> list[str]:
    """Return statements; REPLACE fires no delete trigger, hence a guard of its own."""
    return [
        sqlite_refusal(table, "update"),
        sqlite_refusal(table, "delete"),
        f"CREATE TRIGGER {table}_replace BEFORE INSERT ON {table} "
        f"WHEN EXISTS (SELECT 1 FROM {table} WHERE {key} = NEW.{key}) "
        f"BEGIN SELECT RAISE(ABORT, 'append-only: REPLACE of {table}'); END",
    ]


def sqlite_refusal(table: str, operation: str, when: str = "") -> str:
    """Return a trigger that refuses `operation` (update, delete) `when` it holds."""
    said = f"append-only: {operation.upper()} of {table}"
    return (
        f"CREATE TRIGGER {table}_{operation} BEFORE {operation.upper()} ON {table} "
        f"{when} BEGIN SELECT RAISE(ABORT, '{said}'); END"
    )
