"""Trace every number of every release to its file's bytes, and name what breaks."""

from datetime import UTC, datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from reviews.models import ReleaseRow
from reviews.oversight import sweeping

FAULTS = {
    "page": "公开时冻结的原文缺失或被改动",
    "release": "账本中没有这次公开",
    "released-text": "公开的文字与审核的内容不是同一份",
    "version": "账本中没有公开的这一版",
    "content": "某一版的内容缺失或被改动",
    "file-missing": "来源文件缺失",
    "file-damaged": "来源文件被改动",
    "file-unreadable": "来源文件读不出来",
    "not-in-file": "来源文件中没有这个数字",
}


class Command(BaseCommand):
    help = "逐个追溯已公开的数字，直到含有它的来源文件；有断链时以 1 结束。"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--ledger", type=int, help="只查这个财政局的账本")

    def handle(self, *_args: Any, **options: Any) -> None:
        rows = ReleaseRow.objects.filter(status__in=("current", "superseded"))
        if options["ledger"] is not None:
            rows = rows.filter(ledger=options["ledger"])
        numbers = broken = releases = 0
        for row in rows.order_by("ledger", "position"):
            proof = sweeping.prove(row, datetime.now(UTC))
            releases, numbers = releases + 1, numbers + proof.numbers
            for each in proof.broken:
                broken += 1
                self.stdout.write(
                    f"{row.pk} {each['section']} {each['text']} "
                    f"{FAULTS[each['what']]}：{each['about'][:16]}"
                )
        self.stdout.write(
            f"追溯了 {releases} 个公开版本的 {numbers} 个数字，{broken} 处断链。"
        )
        if broken:
            raise CommandError("有公开的数字追溯不到来源。", returncode=1)
