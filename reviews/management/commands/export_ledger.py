"""Write a ledger into a folder, with a verifier that needs only Python."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from reviews import store
from reviews.ledger.export import export


class Command(BaseCommand):
    help = "导出账本：events.ndjson、manifest.json 和只需 Python 的 verify.py。"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("ledger", type=int)
        parser.add_argument("folder", type=Path)
        parser.add_argument("--upto", type=int, help="到这个位置为止；不给则到最后")

    def handle(self, *_args: Any, **options: Any) -> None:
        upto = options["upto"]
        if upto is None:
            upto, _ = store.head(options["ledger"])
        try:
            head = export(options["ledger"], options["folder"], upto=upto)
        except FileExistsError as error:
            raise CommandError(f"文件夹 {error} 不是空的，没有导出。") from error
        self.stdout.write(f"已导出到位置 {head.position}，{head.hash.hex()}")
