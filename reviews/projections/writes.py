"""Writes several tables at once: one statement on PostgreSQL, one a table on SQLite."""

from collections.abc import Collection, Sequence
from typing import Any
from uuid import UUID

from django.db import DEFAULT_DB_ALIAS, connection
from django.db.models import Model
from django.db.models.constants import OnConflict
from django.db.models.sql import InsertQuery

Statement = tuple[str, tuple[Any, ...]]
MOST = 500
"""Rows that go into one statement together with others; more go by themselves."""


class Writes:
    """What is to be written, in any order: no two writes touch the same row."""

    def __init__(self) -> None:
        self._statements: list[Statement] = []

    def upsert(self, rows: Sequence[Model]) -> None:
        """Insert rows of one model, or give those that are there their new values."""
        if not rows:
            return
        if connection.vendor == "postgresql" and len(rows) <= MOST:
            self._statements.append(_compiled(rows))
            return
        key = _key(rows[0])
        type(rows[0])._default_manager.bulk_create(
            rows,
            update_conflicts=True,
            unique_fields=[key.attname],
            update_fields=[each.attname for each in _others(rows[0])],
        )

    def run_sql(self, sql: str, values: tuple[Any, ...]) -> None:
        """Add a statement that both databases understand; it returns nothing."""
        if connection.vendor == "postgresql":
            self._statements.append((sql, values))
            return
        with connection.cursor() as cursor:
            cursor.execute(sql, values)

    def delete(self, model: type[Model], keys: Collection[UUID]) -> None:
        if not keys:
            return
        if connection.vendor == "postgresql":
            table = connection.ops.quote_name(model._meta.db_table)
            sql = f"DELETE FROM {table} WHERE id = ANY(%s)"
            self._statements.append((sql, (list(keys),)))
        else:
            model._default_manager.filter(pk__in=keys).delete()

    def run(self) -> None:
        """Write what was not written yet."""
        if not self._statements:
            return
        *before, (last, _) = self._statements
        parts = [f"w{n} AS ({sql})" for n, (sql, _) in enumerate(before)]
        whole = f"WITH {', '.join(parts)} {last}" if parts else last
        with connection.cursor() as cursor:
            cursor.execute(whole, [v for _, values in self._statements for v in values])
        self._statements.clear()


def _compiled(rows: Sequence[Model]) -> Statement:
    model = type(rows[0])
    fields = list(model._meta.concrete_fields)
    query = InsertQuery(
        model,
        on_conflict=OnConflict.UPDATE,
        update_fields=_others(rows[0]),
        unique_fields=[_key(rows[0])],
    )
    query.insert_values(fields, list(rows))
    ((sql, values),) = query.get_compiler(using=DEFAULT_DB_ALIAS).as_sql()
    return sql, tuple(values)


def _key(row: Model) -> Any:
    return type(row)._meta.pk


def _others(row: Model) -> list[Any]:
    return [each for each in row._meta.concrete_fields if not each.primary_key]
