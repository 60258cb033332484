"""Write down the present head of a ledger, signed, to be kept elsewhere."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from reviews import store
from reviews.ledger.verify import Head
from reviews.ledger.witness import signed


class Command(BaseCommand):
    help = "签出账本首记录（JSON）。请存到本机以外：它能证明尾部未被截断、链未被重写。"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("ledger", type=int)
        parser.add_argument("--out", type=Path, help="写入文件；不给则写到标准输出")

    def handle(self, *_args: Any, **options: Any) -> None:
        if not settings.LEDGER_KEY:
            raise CommandError("没有设置 LEDGER_KEY（或 LEDGER_KEY_FILE），无法签名。")
        position, made = store.head(options["ledger"])
        text = signed(
            Head(options["ledger"], position, made),
            at=datetime.now(UTC),
            key=settings.LEDGER_KEY.encode(),
        )
        if options["out"]:
            options["out"].write_bytes(text)
        else:
            self.stdout.write(text.decode(), ending="")
