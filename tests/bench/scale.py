"""Pages at 100 and at 10,000 disclosures: `python -m tests.bench.scale [SIZES…]`.

Disclosures are written in bulk, through the same codec and chain as by hand, each size
in a database and a process of its own; they are asked for the same page by turns and
the medians compared: neither queries nor time may grow. Afterwards 300 disclosures
go public at once (`--release`: only that). Needs PostgreSQL (or `--sqlite`).
"""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from statistics import median
from time import perf_counter
from typing import Any
from uuid import UUID, uuid4, uuid5

SIZES = (100, 10_000)
ROUNDS = 30
SECTIONS = 12
MEMBERS = 300
BATCH = 500
AT = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
SPACE = UUID("3f2a1c00-0d5e-5b7a-9c11-5a1e00000000")


def main() -> int:
    """Fill a database a size in a process of its own; ask them by turns."""
    sizes = [int(each) for each in sys.argv[1:] if each.isdecimal()] or list(SIZES)
    if "--serve" in sys.argv:
        return serve(sizes[0])
    options = [each for each in sys.argv[1:] if each == "--sqlite"]
    asked = [
        subprocess.Popen(
            [sys.executable, "-m", "tests.bench.scale", "--serve", str(size), *options],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for size in sizes
    ]
    for each in asked:
        print(said(each)["filled"], flush=True)
    if "--release" not in sys.argv:
        first = [ask(each, "page") for each in asked]
        rounds = [[ask(each, "page") for each in asked] for _ in range(ROUNDS)]
        table(sizes, [first, *rounds])
    print(ask(asked[-1], "together")["said"])
    for each in asked:
        each.communicate("end\n")
    return 0


def said(process: Any) -> Any:
    return json.loads(process.stdout.readline())


def ask(process: Any, what: str) -> Any:
    process.stdin.write(f"{what}\n")
    process.stdin.flush()
    return said(process)


def serve(size: int) -> int:
    """Fill a database and answer what is asked on standard input, a line each."""
    from tests.bench import append

    append.NAME = f"bench_scale_{size}"
    sqlite = "--sqlite" in sys.argv
    with nullcontext("sqlite://") if sqlite else append.database() as url:
        os.environ["DATABASE_URL"] = url
        os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings.test"
        import django

        django.setup()
        from django.core.management import call_command
        from django.db import connection

        call_command("migrate", verbosity=0)
        town = Town.begin()
        started = perf_counter()
        events = town.fill(size)
        seconds = perf_counter() - started
        tell(
            filled=f"{connection.vendor}, {size:,} disclosures: {events:,} events and "
            f"their rows in {seconds:.0f} s, {events / seconds:,.0f} a second"
        )
        for line in sys.stdin:
            if line.strip() == "page":
                tell(**pages(town))
            elif line.strip() == "together":
                tell(said=together(town))
            else:
                break
        connection.close()
    return 0


def tell(**what: Any) -> None:
    print(json.dumps(what), flush=True)


@dataclass
class Kind:
    """A disclosure made by hand, whose events are written again for many others."""

    records: Sequence[Any]
    department: int


@dataclass
class Town:
    """A bureau, its campaign and the kinds of disclosures that are multiplied."""

    campaign: Any
    people: dict[str, Any]
    kinds: list[Kind]
    made: int = 0
    client: Any = None
    queries: dict[str, int] = field(default_factory=dict)

    @classmethod
    def begin(cls) -> "Town":
        from tests import builders

        campaign = builders.campaign(builders.department("000001"))
        people = {
            "bob": builders.account("reviewer", username="bob"),
            "carol": builders.account("reviewer", username="carol"),
            "paul": builders.account("publisher", username="paul"),
            "petra": builders.account("publisher", username="petra"),
        }
        town = cls(campaign=campaign, people=people, kinds=[])
        for number, how in enumerate((reviewing, reviewing, verified, released), 1):
            town.kinds.append(how(town, f"{number:06}"))
        town.made = len(town.kinds)
        return town

    def do(self, name: str, stream: UUID, command: Any) -> Any:
        from reviews import handlers

        ledger = self.campaign.bureau_id
        who = (
            handlers.actor_of(self.people[name])
            if name in self.people
            else handlers.system(ledger)
        )
        envelope = handlers.Envelope(actor=who, command=uuid4(), at=AT)
        return handlers.execute(stream, command, envelope).state

    def fill(self, size: int) -> int:
        """Write as many disclosures as are missing; return how many events."""
        from reviews import occurrences
        from reviews.projections import tallies

        events = 0
        while self.made < size:
            count = min(BATCH, size - self.made)
            events += self.write(range(self.made + 1, self.made + count + 1))
            self.made += count
        tallies.heal()
        occurrences.follow_all()
        analyse()
        return events

    def write(self, numbers: range) -> int:
        """Write one disclosure a number: events, chain and every read model."""
        from django.db import transaction

        departments = self.departments(numbers)
        with transaction.atomic():
            chain = Chain(self.campaign.bureau_id)
            rows = Batch()
            for number, department in zip(numbers, departments, strict=True):
                kind = self.kinds[number % len(self.kinds)]
                rows.take(chain.again(kind, self.campaign, department))
            chain.write()
            rows.write()
        return chain.written

    def departments(self, numbers: range) -> list[Any]:
        from disclosures.models import Campaign, Department

        made = Department.objects.bulk_create(
            Department(
                bureau_id=self.campaign.bureau_id,
                code=f"{number:06}",
                name=f"第{number}号局",
            )
            for number in numbers
        )
        through = Campaign.departments.through
        through.objects.bulk_create(
            through(campaign_id=self.campaign.pk, department_id=each.pk)
            for each in made
        )
        return made


def reviewing(town: Town, code: str) -> Kind:
    stream, department = submitted(town, code, "其他收入30.00万元")
    return kept(town, stream, department)


def verified(town: Town, code: str) -> Kind:
    stream, department = submitted(town, code, "其他收入40.00万元")
    verify(town, stream)
    return kept(town, stream, department)


def released(town: Town, code: str) -> Kind:
    from reviews.domain import commands as c

    stream, department = submitted(town, code, "其他收入40.00万元")
    verify(town, stream)
    command = c.ReleaseDisclosure(release=str(uuid4()), secrecy_review="已审查")
    town.do("paul", stream, command)
    return kept(town, stream, department)


def submitted(town: Town, code: str, other: str) -> tuple[UUID, int]:
    from reviews import handlers
    from reviews.domain import commands as c
    from tests import builders
    from tests.reviews import scenarios

    department = builders.department(code)
    town.campaign.departments.add(department)
    alice = builders.account(
        "submitter", username=f"alice-{code}", department=department
    )
    town.people[f"alice-{code}"] = alice
    stream = handlers.stream_of(department.bureau_id, town.campaign.pk, department.pk)
    file = scenarios.file_of(code)
    submit = c.SubmitDisclosure(
        department=department.pk,
        campaign=town.campaign.pk,
        file=file,
        file_name="决算.txt",
    )
    town.do(f"alice-{code}", stream, submit)
    sums = f"2025年度收入总计100.00万元，其中：财政拨款收入60.00万元，{other}。"
    found = {
        f"s{n:03}": (f"{n}号情况说明", sums if n == 1 else "本部门无此项支出。")
        for n in range(1, SECTIONS + 1)
    }
    town.do("system", stream, scenarios.reading(file, found))
    return stream, department.pk


def verify(town: Town, stream: UUID) -> None:
    from reviews import handlers
    from reviews.domain import commands as c

    state = handlers.load(town.campaign.bureau_id, stream)
    for key, section in state.sections.items():
        command = c.VerifySection(section=key, based_on=section.version)
        town.do("carol", stream, command)


def kept(town: Town, stream: UUID, department: int) -> Kind:
    from reviews import store

    return Kind(store.load(town.campaign.bureau_id, stream), department)


class Chain:
    """Events behind a ledger's head, encoded and chained as an append does it."""

    def __init__(self, ledger: int) -> None:
        from reviews import store

        self.ledger = ledger
        self.position, self.hash = store.head(ledger)
        self.rows: list[Any] = []
        self.written = 0
        self.at = datetime.now(UTC)

    def again(self, kind: Kind, campaign: Any, department: Any) -> Any:
        """Write a kind's events for another department; return the state after."""
        from reviews import handlers
        from reviews.domain.fold import replay

        stream = handlers.stream_of(self.ledger, campaign.pk, department.pk)
        records = [
            self.one(stream, each, changed(each.event, stream, department.pk))
            for each in kind.records
        ]
        return replay(records)

    def one(self, stream: UUID, record: Any, event: Any) -> Any:
        import orjson

        from reviews.domain.codec import Envelope, encode, recorded
        from reviews.domain.hashing import chained, microseconds
        from reviews.models import EventRecord

        command = uuid5(SPACE, f"{stream}/{record.version}")
        payload = encode(
            event,
            Envelope(
                ledger=self.ledger,
                stream=stream,
                version=record.version,
                actor=record.actor,
                on_behalf_of=record.on_behalf_of,
                command=command,
                request="",
                occurred_at=record.occurred_at,
            ),
        )
        self.position += 1
        before, moment = self.hash, microseconds(self.at)
        self.hash = chained(before, payload, self.position, moment)
        self.rows.append(
            EventRecord(
                ledger=self.ledger,
                position=self.position,
                stream=stream,
                version=record.version,
                type=event.TYPE,
                body=orjson.loads(payload)["body"],
                payload=payload,
                actor=record.actor,
                on_behalf_of=record.on_behalf_of,
                command=command,
                occurred_at=record.occurred_at,
                recorded_at=self.at,
                previous_hash=before,
                hash=self.hash,
            )
        )
        return recorded(payload, position=self.position, recorded_at=self.at)

    def write(self) -> None:
        from reviews.models import EventRecord

        EventRecord.objects.bulk_create(self.rows, batch_size=1_000)
        self.written += len(self.rows)
        self.rows.clear()


def changed(event: Any, stream: UUID, department: int) -> Any:
    """Return the event as it is for another disclosure."""
    from reviews.domain import events as e

    match event:
        case e.DisclosureSubmitted():
            return replace(event, department=department)
        case e.DisclosureReleased():
            return replace(event, release=str(uuid5(SPACE, f"release/{stream}")))
    return event


class Batch:
    """The read models of many disclosures, written a table at a time."""

    def __init__(self) -> None:
        self.rows: dict[Any, list[Any]] = {}

    def take(self, state: Any) -> None:
        from reviews.projections import live
        from reviews.projections.rows import rows_of

        rows = rows_of(state)
        for name, model in live.TABLES.items():
            made = [model(pk=k, **row) for k, row in getattr(rows, name).items()]
            self.rows.setdefault(model, []).extend(made)
        kept = live._kept(state, state.id)
        self.rows.setdefault(type(kept), []).append(kept)

    def write(self) -> None:
        for model, rows in self.rows.items():
            model.objects.bulk_create(rows, batch_size=1_000)


def analyse() -> None:
    """Let the planner know how large the tables are now."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def addresses(town: Town) -> Iterator[tuple[str, str]]:
    from reviews import handlers

    board = f"/campaigns/{town.campaign.pk}/"
    stream = handlers.stream_of(
        town.campaign.bureau_id, town.campaign.pk, town.kinds[0].department
    )
    yield "an empty page", "/healthz"
    yield "board", f"{board}?all=1"
    yield "board, most errors first", f"{board}?sort=errors"
    yield "board, newest first", f"{board}?sort=updated"
    yield "board, who is ready", f"{board}?stage=ready"
    yield "board, one problem", f"{board}?rule=SM001"
    yield "queue", "/queue/?all=1"
    yield "section", f"/disclosures/{stream}/sections/s001/"
    yield "public list", "/公开/"
    place = f"{town.campaign.bureau_id}/{town.campaign.year}/{town.campaign.kind}"
    yield "public page", f"/公开/{place}/000004/"
    yield "statistics", "/statistics/"


def pages(town: Town) -> dict[str, tuple[int, float]]:
    """Return (queries, seconds) of each page, asked for once."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    if town.client is None:
        town.client = Client()
        town.client.force_login(town.people["bob"])
        for name, address in addresses(town):
            answer = town.client.get(address)
            assert answer.status_code == 200, (name, answer.status_code)
            with CaptureQueriesContext(connection) as captured:
                town.client.get(address)
            town.queries[name] = len(captured)
    times = {}
    for name, address in addresses(town):
        started = perf_counter()
        town.client.get(address)
        times[name] = perf_counter() - started
    return {name: (town.queries[name], each) for name, each in times.items()}


def table(sizes: Sequence[int], rounds: Sequence[Any]) -> None:
    """Print a line a page: queries and medians at each size, and how much it grew."""
    for name in rounds[0][0]:
        line, medians = [], []
        for number, size in enumerate(sizes):
            medians.append(median(each[number][name][1] for each in rounds))
            queries = rounds[0][number][name][0]
            line.append(f"{size:,}: {queries} queries {1000 * medians[-1]:.1f} ms")
        grown = median(each[-1][name][1] / each[0][name][1] for each in rounds)
        print(f"  {name:26}{'  '.join(line)}  grows {grown:.2f} x (goal 1.3)")


def together(town: Town) -> str:
    """Say how long 300 disclosures take to go public at once, and its lock."""
    from django.db import connection

    from reviews import joint
    from reviews.domain.joint import commands as j

    ready = stage(town)
    floor = durable_insert()
    marks: dict[str, float] = {}
    commit = joint._commit

    def timed(*args: Any) -> Any:
        marks["begin"] = perf_counter()
        done = commit(*args)
        marks["end"] = perf_counter()
        return done

    joint._commit = timed
    envelope = joint.handlers.Envelope(
        actor=joint.handlers.system(town.campaign.bureau_id),
        command=uuid4(),
        at=datetime.now(UTC),
    )

    def lock(execute: Any, sql: str, *given: Any) -> Any:
        if "ledger_append" in sql:
            marks["lock"] = perf_counter()
        return execute(sql, *given)

    started = perf_counter()
    with connection.execute_wrapper(lock):
        command = j.ReleaseJointly(plan=ready)
        outcome = joint.execute(town.campaign.pk, command, envelope)
    whole = perf_counter() - started
    (event,) = outcome.events
    held, inside = marks["end"] - marks["lock"], marks["end"] - marks["begin"]
    return (
        f"{len(event.members)} disclosures public at once: {1000 * whole:.0f} ms in "
        f"all, in the transaction {1000 * inside:.1f} ms, under the lock "
        f"{1000 * held:.1f} ms at most; a durable insert "
        f"{1000 * floor:.3f} ms, ratio {held / floor:.0f} (goal 100)"
    )


def stage(town: Town) -> str:
    """Stage 300 ready members for a plan and have it confirmed; return the plan."""
    from reviews import handlers, joint
    from reviews.domain import commands as c
    from reviews.domain.joint import commands as j
    from reviews.models import DisclosureRow

    campaign = town.campaign.pk
    rows = DisclosureRow.objects.filter(campaign=campaign, stage="ready")
    members = list(rows.values_list("department", "pk")[:MEMBERS])
    plan = uuid4()

    def ask(name: str, command: Any, key: UUID) -> None:
        who = handlers.actor_of(town.people[name])
        envelope = handlers.Envelope(actor=who, command=key, at=datetime.now(UTC))
        joint.execute(campaign, command, envelope)

    ask(
        "paul",
        j.PlanJointRelease(
            plan=str(plan),
            departments=tuple(department for department, _ in members),
            secrecy_review="已审查",
            left_out="其余部门另行公开",
        ),
        plan,
    )
    for _department, stream in members:
        command = c.StageRelease(
            plan=str(plan), release=str(uuid4()), secrecy_review="已审查"
        )
        state = town.do("paul", stream, command)
        files = (("pdf", "f" * 64, 1),)
        page = state.staging.page
        town.do("system", stream, c.RecordFiles(page=page, files=files))
    ask("petra", j.ConfirmJointRelease(plan=str(plan)), uuid4())
    return str(plan)


def durable_insert() -> float:
    """Seconds of one bare insert with its commit, the median of many."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE floor (id serial PRIMARY KEY, said text)")
        insert: Callable[[], None] = lambda: cursor.execute(  # noqa: E731
            "INSERT INTO floor (said) VALUES (%s)", ["x" * 200]
        )
        times = []
        for _ in range(300):
            started = perf_counter()
            insert()
            times.append(perf_counter() - started)
    return median(times)


if __name__ == "__main__":
    sys.exit(main())
