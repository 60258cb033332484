"""Split the database's roles: the owner migrates, the application reads and inserts."""

from typing import Any

from django.apps import apps
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection, transaction

READ = frozenset({"reviews_ledgerhead", "reviews_eventrecord", "reviews_erasedcontent"})
"""Written by `ledger_append` alone, or by the owner."""
INSERT = frozenset(
    {
        "reviews_content",
        "reviews_commandrecord",
        "reviews_selfcheckrecord",
        "disclosures_submittedparts",
    }
)
"""The history tables of reference data are only inserted into as well."""

CREATE = """
DO $$ BEGIN
    IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = {literal}) THEN
        CREATE ROLE {role} NOLOGIN NOINHERIT;
    END IF;
END $$
"""


class Command(BaseCommand):
    help = (
        "在 PostgreSQL 上设置应用角色的权限：账本只能追加，其余表照常读写。"
        "请以数据库所有者运行，每次 migrate 之后再运行一次。"
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("role", help="应用登录所用或所属的角色，没有则创建")

    def handle(self, *_args: Any, **options: Any) -> None:
        if connection.vendor != "postgresql":
            raise CommandError("只有 PostgreSQL 能够拆分角色。")
        with transaction.atomic(), connection.cursor() as cursor:
            for statement in _statements(options["role"]):
                cursor.execute(statement)
        self.stdout.write(f"角色 {options['role']} 的权限已设置。")


def _statements(name: str) -> list[str]:
    role = connection.ops.quote_name(name)
    literal = "'" + name.replace("'", "''") + "'"
    tables = [
        model._meta.db_table for model in apps.get_models(include_auto_created=True)
    ]
    return [
        CREATE.format(role=role, literal=literal),
        f"REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {role}",
        f"GRANT USAGE ON SCHEMA public TO {role}",
        f"GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {role}",
        f"GRANT SELECT ON django_migrations TO {role}",
        f"GRANT EXECUTE ON FUNCTION ledger_append TO {role}",
        *(
            f"GRANT {_privileges(table)} ON {connection.ops.quote_name(table)} "
            f"TO {role}"
            for table in sorted(tables)
        ),
    ]


def _privileges(table: str) -> str:
    if table in READ:
        return "SELECT"
    if table in INSERT or table.startswith("disclosures_historical"):
        return "SELECT, INSERT"
    return "SELECT, INSERT, UPDATE, DELETE"
