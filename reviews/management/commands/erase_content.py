"""Erase one content (a person's data); runs as the database's owner."""

from datetime import UTC, datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from reviews.oversight import erasing


class Command(BaseCommand):
    help = "删除一段内容（个人信息）；引用它的事件和哈希链保持完整，删除本身留有记录。"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("hash")
        parser.add_argument("--reason", required=True)
        parser.add_argument("--actor", type=int, help="经办人的账号编号")

    def handle(self, *_args: Any, **options: Any) -> None:
        name = options["hash"]
        with transaction.atomic():
            gone = erasing.erase_everywhere(
                name,
                reason=options["reason"],
                actor=options["actor"],
                at=datetime.now(UTC),
            )
        if gone is None:
            raise CommandError("没有这段内容，或已经删除。")
        ledgers = "、".join(map(str, gone)) or "无"
        self.stdout.write(
            f"已删除，并已记入账本（{ledgers}）；含有它的材料包已清除，可以重新生成。"
            "备份和已导出的文件请另行处理。"
        )
