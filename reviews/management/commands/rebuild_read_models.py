"""Replays every disclosure and compares its rows with those that pages read."""

from argparse import ArgumentParser
from collections.abc import Iterator
from itertools import islice
from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from reviews import joint, store
from reviews.domain.events import DisclosureSubmitted
from reviews.domain.fold import replay
from reviews.models import DisclosureRow, EventRecord, LedgerHead
from reviews.projections import live, tallies
from reviews.projections.rows import Row

CHUNK = 100
SHOWN = 50
"""How many rows that differ are printed; all are counted."""


class Command(BaseCommand):
    help = (
        "重放全部事件，核对页面所读的数据；--heal 时改正。有差异而未改正时以 1 结束。"
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--ledger", type=int, help="只核对这个财政局的账本")
        parser.add_argument("--heal", action="store_true", help="改正不一致的数据")

    def handle(self, *args: Any, **options: Any) -> None:
        streams = rows = 0
        for chunk in _chunks(_streams(options["ledger"])):
            streams += len(chunk)
            if live.truthful([replay(store.load(*each)) for each in chunk]):
                continue
            for ledger, stream in chunk:
                rows += self._one(ledger, stream, heal=options["heal"], told=rows)
        for orphan in _orphans(options["ledger"]):
            rows += 1
            self.stdout.write(f"{orphan.pk} disclosures：没有事件的一行")
            if options["heal"]:
                orphan.delete()
        rows += self._beside(options["ledger"], heal=options["heal"])
        self.stdout.write(f"核对了 {streams} 份材料，{rows} 行不一致。")
        if rows and not options["heal"]:
            raise CommandError("数据与事件不一致；用 --heal 改正。", returncode=1)

    def _beside(self, ledger: int | None, *, heal: bool) -> int:
        """Prove what is not of one disclosure: joint releases and tallies."""
        found = [f"joint {plan}" for plan, *_ in joint.drifting(ledger)]
        found += [f"tallies {each}" for each, *_ in tallies.drift(ledger)]
        for each in found[:SHOWN]:
            self.stdout.write(f"{each}：与事件不符")
        if heal and found:
            joint.heal(ledger)
            tallies.heal(ledger)
        return len(found)

    def _one(self, ledger: int, stream: UUID, *, heal: bool, told: int) -> int:
        # Under the ledger's lock: a command in between would look like drift.
        with transaction.atomic():
            LedgerHead.objects.select_for_update().get(ledger=ledger)
            state = replay(store.load(ledger, stream))
            found = list(live.drift(state))
            kept = live.recall(stream)
            if heal and (found or kept != state):
                live.heal(state)
        for table, key, should, lies in found[: max(0, SHOWN - told)]:
            self.stdout.write(f"{stream} {table} {key}：{_difference(should, lies)}")
        if kept is not None and kept != state:
            self.stdout.write(f"{stream} state：保存的状态与事件不符")
            return len(found) + 1
        return len(found)


def _streams(ledger: int | None) -> Iterator[tuple[int, UUID]]:
    opened = EventRecord.objects.filter(type=DisclosureSubmitted.TYPE)
    if ledger is not None:
        opened = opened.filter(ledger=ledger)
    yield from (
        opened.order_by("ledger", "position")
        .values_list("ledger", "stream")
        .iterator(chunk_size=1000)
    )


def _chunks(
    streams: Iterator[tuple[int, UUID]],
) -> Iterator[list[tuple[int, UUID]]]:
    while chunk := list(islice(streams, CHUNK)):
        yield chunk


def _orphans(ledger: int | None) -> list[DisclosureRow]:
    """Return the rows of disclosures that no event ever submitted."""
    rows = DisclosureRow.objects.all()
    if ledger is not None:
        rows = rows.filter(ledger=ledger)
    opened = EventRecord.objects.filter(type=DisclosureSubmitted.TYPE).values("stream")
    return list(rows.exclude(pk__in=opened)[:SHOWN])


def _difference(should: Row | None, lies: Row | None) -> str:
    if should is None:
        return "多出的一行"
    if lies is None:
        return "缺少的一行"
    names = [name for name in should if should[name] != lies.get(name)]
    return "，".join(f"{n} 应为 {should[n]!r}，实为 {lies.get(n)!r}" for n in names)
