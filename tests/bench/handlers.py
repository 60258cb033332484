"""Commands against their parts: `python -m tests.bench.handlers`.

The whole edit command beside its incremental check and its append; a long stream's
replay beside `orjson.loads` of its payloads; the rebuild in events a second. Rounds
are interleaved and the medians compared. Needs PostgreSQL at TEST_DATABASE_URL (or
`--sqlite` for a database in memory).
"""

import os
import sys
from collections.abc import Callable
from contextlib import nullcontext
from itertools import count
from statistics import median
from time import perf_counter
from typing import Any

ROUNDS = 40
SECTIONS = 60
LONG = 1000
STREAMS = 40


def main() -> int:
    from tests.bench import append

    sqlite = "--sqlite" in sys.argv
    with nullcontext("sqlite://") if sqlite else append.database() as url:
        os.environ["DATABASE_URL"] = url
        os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings.test"
        import django

        django.setup()
        from django.core.management import call_command
        from django.db import connection

        call_command("migrate", verbosity=0)
        print(f"database: {connection.vendor}")
        edit_command()
        long_stream()
        rebuild()
        connection.close()
    return 0


def edit_command() -> None:
    """Print the edit command beside the sum of what it cannot do without."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    desk = disclosure()
    texts = (f"另附说明{number}。" for number in count())
    edit(desk, "s001", next(texts))()
    whole, floor = [], []
    for _ in range(ROUNDS):
        whole.append(timed(edit(desk, "s001", next(texts))))
        floor.append(parts(desk, next(texts)))
    last = edit(desk, "s001", next(texts))
    with CaptureQueriesContext(connection) as captured:
        last()
    counted = [each["sql"] for each in captured if not transactional(each["sql"])]
    ratio = median(whole) / median(floor)
    print(
        f"edit of one section of {SECTIONS}: {1000 * median(whole):.2f} ms, check and "
        f"append alone {1000 * median(floor):.2f} ms, ratio {ratio:.2f} (goal 1.5)"
    )
    print(f"statements of an edit: {len(counted)} (goal 6)")
    for each in counted:
        print("   ", " ".join(each.split())[:100])


def transactional(sql: str) -> bool:
    return sql.split()[0] in ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE")


def parts(desk: Any, text: str) -> float:
    """Seconds of the incremental check and of the append, with nothing around."""
    from django.db import transaction

    from reviews import checking, store
    from reviews.domain import events as e
    from tests.reviews import scenarios

    state = desk.state
    sections = checking.with_blocks(
        checking.sections_of(state), "s002", handlers_blocks(text)
    )
    context = checking.context_of(state, desk.at.date())
    began = perf_counter()
    checking.checked(desk.stream, sections, context)
    spent = perf_counter() - began
    envelope = desk.envelope("bob")
    meta = store.Meta(
        command=envelope.command, actor=envelope.actor.id, occurred_at=envelope.at
    )
    event = e.SectionEdited(section="s1", version=2, content="c" * 64, reason="")
    other = scenarios.file_of(text + str(perf_counter()))
    began = perf_counter()
    with transaction.atomic():
        stream = scenarios.UUID(other[:32])
        store.append(
            desk.ledger, stream, [event, event], after=0, meta=meta, request_hash=other
        )
    return spent + perf_counter() - began


def handlers_blocks(text: str) -> Any:
    from disclosures.parse.model import TextBlock

    return (TextBlock(text),)


def long_stream() -> None:
    """Print the replay of a long stream beside parsing its payloads as JSON."""
    import orjson

    from reviews import store
    from reviews.domain.fold import replay
    from reviews.models import EventRecord

    desk = disclosure("102")
    while desk.state.version < LONG:
        desk.edit("bob", "s001", f"另附说明{desk.state.version}。")
    folded, floor = [], []
    for _ in range(ROUNDS // 4):
        folded.append(timed(lambda: replay(store.load(desk.ledger, desk.stream))))
        rows = EventRecord.objects.filter(stream=desk.stream)
        floor.append(
            timed(
                lambda rows=rows: [
                    orjson.loads(bytes(each))
                    for each in rows.values_list("payload", flat=True)
                ]
            )
        )
    print(
        f"replay of {desk.state.version} events: {1000 * median(folded):.1f} ms, "
        f"fetched and parsed alone {1000 * median(floor):.1f} ms, "
        f"ratio {median(folded) / median(floor):.1f}"
    )


def rebuild() -> None:
    """Print how many events a second a comparison of all read models goes through."""
    from reviews import store
    from reviews.domain.fold import replay
    from reviews.models import DisclosureRow, EventRecord
    from reviews.projections import live

    for number in range(STREAMS):
        desk = disclosure(f"3{number:02}", sections=20)
        for version in range(10):
            desk.edit("bob", "s001", f"另附说明{version}。")
    streams = list(DisclosureRow.objects.values_list("ledger", "pk"))
    began = perf_counter()
    assert live.truthful([replay(store.load(*each)) for each in streams])
    spent = perf_counter() - began
    events = EventRecord.objects.filter(type__startswith="review.").count()
    print(f"rebuild and compare: {events / spent:,.0f} events a second (goal 20,000)")


def disclosure(code: str = "101", sections: int = SECTIONS, bureau: Any = None) -> Any:
    """Return an office with one disclosure of so many sections, read."""
    from tests import builders
    from tests.reviews import scenarios

    bureau = bureau or builders.bureau(f"第{code}财政局")
    department = builders.department(code, of=bureau)
    people = {
        "alice": builders.account(
            "submitter", username=f"alice-{code}", of=bureau, department=department
        ),
        "bob": builders.account("reviewer", username=f"bob-{code}", of=bureau),
    }
    desk = scenarios.Office(
        bureau=bureau,
        department=department,
        campaign=builders.campaign(department, of=bureau),
        people=people,
    )
    desk.submit()
    texts = {
        f"s{number:03}": (
            f"{number}、收入情况",
            (scenarios.SUMS + scenarios.SHARES) * 3,
        )
        for number in range(1, sections + 1)
    }
    desk.do("system", scenarios.reading(desk.state.file, texts))
    return desk


def edit(desk: Any, section: str, text: str) -> Callable[[], object]:
    """Return the command as a door has it: who asks and what was seen are known."""
    from reviews import handlers
    from tests.reviews import scenarios

    command = scenarios.edit(desk.state, section, text)
    envelope = desk.envelope("bob")
    return lambda: handlers.execute(desk.stream, command, envelope)


def timed(step: Callable[[], object]) -> float:
    began = perf_counter()
    step()
    return perf_counter() - began


if __name__ == "__main__":
    sys.exit(main())
