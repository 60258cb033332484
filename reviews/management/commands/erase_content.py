"""Erase one content (a person's data); runs as the database's owner."""

from datetime import UTC, datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from reviews.ledger.erasure import erase


class Command(BaseCommand):
    help = "删除一段内容（个人信息）；引用它的事件和哈希链保持完整，删除本身留有记录。"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("hash")
        parser.add_argument("--reason", required=True)
        parser.add_argument("--actor", type=int, help="经办人的账号编号")

    def handle(self, *_args: Any, **options: Any) -> None:
        gone = erase(
            options["hash"],
            reason=options["reason"],
            actor=options["actor"],
            at=datetime.now(UTC),
        )
        if not gone:
            raise CommandError("没有这段内容，或已经删除。")
        self.stdout.write("已删除，并已记录。备份和已导出的文件请另行处理。")
