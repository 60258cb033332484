"""Prove ledgers, from the beginning or from a head written down, and all contents."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from reviews.ledger import bodies
from reviews.ledger.verify import Head, Verdict, verify
from reviews.ledger.witness import BadWitness, read
from reviews.models import LedgerHead

FAULTS = {
    "missing": "缺少事件",
    "chain": "与上一事件的链接断开",
    "hash": "内容与其哈希不符",
    "row": "查询列与已签入链的内容不符",
    "time": "记录时间早于上一事件",
    "version": "所在材料的版本号不连续",
    "head": "账本首行与最后一个事件不符",
    "witness": "与留存的账本首记录不符（链曾被重写）",
    "short": "缺少留存记录中已有的事件（尾部被截断）",
}


class Command(BaseCommand):
    help = (
        "校验账本的哈希链，以及事件引用的内容；"
        "发现问题时报告出错的位置，并以状态 1 退出。"
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--ledger", type=int, help="只校验这一个账本")
        parser.add_argument(
            "--witness",
            type=Path,
            action="append",
            default=[],
            help="sign_head 留存的文件，可多次给出",
        )
        parser.add_argument(
            "--since-witness",
            action="store_true",
            help="只校验最后一份留存记录之后的事件",
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        heads = [self._witness(path) for path in options["witness"]]
        ledgers = {each.ledger for each in heads}
        ledgers.update(LedgerHead.objects.values_list("ledger", flat=True))
        if options["ledger"] is not None:
            ledgers = {options["ledger"]}
        bad = False
        for ledger in sorted(ledgers):
            told = sorted(
                (each for each in heads if each.ledger == ledger),
                key=lambda each: each.position,
            )
            since = told[-1] if told and options["since_witness"] else None
            verdict = verify(ledger, since=since, witnesses=told)
            bad |= verdict.fault is not None
            self.stdout.write(_said(verdict))
            for position, name in bodies.missing(
                ledger, after=since.position if since else 0
            ):
                bad = True
                self.stdout.write(
                    f"账本 {ledger}：位置 {position} 引用的内容缺失，{name}"
                )
        for name in bodies.altered():
            bad = True
            self.stdout.write(f"内容 {name}：与其哈希不符")
        if bad:
            raise CommandError("账本校验未通过。")

    def _witness(self, path: Path) -> Head:
        try:
            return read(path.read_bytes(), key=settings.LEDGER_KEY.encode())
        except (OSError, BadWitness) as error:
            raise CommandError(f"留存文件 {path} 不可用：{error}") from error


def _said(verdict: Verdict) -> str:
    head, fault = verdict.head, verdict.fault
    if fault is None:
        return f"账本 {head.ledger}：完好，到位置 {head.position}，{head.hash.hex()}"
    return f"账本 {head.ledger}：位置 {fault.position} 有误，{FAULTS[fault.what]}"
