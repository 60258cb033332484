"""Every statement that would change what is written, tried in raw SQL."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from disclosures.models import Bureau
from reviews.domain.hashing import chained, genesis, microseconds
from reviews.ledger.contents import put_contents
from reviews.models import Content, ErasedContent, EventRecord, LedgerHead
from tests.reviews.store.conftest import HAPPENED, LEDGER

pytestmark = pytest.mark.django_db

COLUMNS = (
    "ledger, position, stream, version, type, body, payload, actor, on_behalf_of, "
    "command, request, occurred_at, recorded_at, previous_hash, hash"
)
COPY = f"SELECT {COLUMNS} FROM reviews_eventrecord WHERE ledger = 700 AND position = 2"

REFUSED = [
    "UPDATE reviews_eventrecord SET type = 'x'",
    "UPDATE reviews_eventrecord SET payload = payload WHERE position = 1",
    "DELETE FROM reviews_eventrecord WHERE position = 2",
    "UPDATE reviews_ledgerhead SET position = 1",
    "UPDATE reviews_ledgerhead SET position = 99",
    "UPDATE reviews_ledgerhead SET hash = previous_hash "
    "FROM reviews_eventrecord e WHERE e.position = 2",
    "UPDATE reviews_ledgerhead SET ledger = 8",
    "DELETE FROM reviews_ledgerhead",
    "INSERT INTO reviews_ledgerhead (ledger, position, hash) "
    "SELECT 8, 1, hash FROM reviews_ledgerhead WHERE ledger = 700",
    "UPDATE reviews_content SET hash = '1'",
    "DELETE FROM reviews_content",
    "UPDATE reviews_erasedcontent SET reason = ''",
    "DELETE FROM reviews_erasedcontent",
    "UPDATE disclosures_historicalbureau SET name = ''",
    "DELETE FROM disclosures_historicalbureau",
    f"INSERT INTO reviews_eventrecord ({COLUMNS}) {COPY}",
]
POSTGRESQL = [
    "TRUNCATE reviews_eventrecord",
    "TRUNCATE reviews_eventrecord, reviews_ledgerhead CASCADE",
    "TRUNCATE reviews_ledgerhead",
    "TRUNCATE reviews_content",
    "TRUNCATE reviews_erasedcontent",
    "TRUNCATE disclosures_historicalbureau",
    f"INSERT INTO reviews_eventrecord ({COLUMNS}) {COPY} "
    "ON CONFLICT (ledger, position) DO UPDATE SET type = 'x'",
    "INSERT INTO reviews_ledgerhead (ledger, position, hash) "
    "SELECT 8, 0, hash FROM reviews_ledgerhead WHERE ledger = 700",
    "INSERT INTO reviews_content (hash, body) VALUES (repeat('0', 64), 'another')",
]
SQLITE = [
    f"INSERT OR REPLACE INTO reviews_eventrecord ({COLUMNS}) {COPY}",
    f"INSERT OR REPLACE INTO reviews_eventrecord (id, {COLUMNS}) "
    f"{COPY.replace('SELECT', 'SELECT id,')}",
    # Through the other unique key: the version, at the next free position.
    f"INSERT OR REPLACE INTO reviews_eventrecord ({COLUMNS}) "
    + COPY.replace("position,", "3,", 1).replace("previous_hash, hash", "hash, hash"),
    f"INSERT INTO reviews_eventrecord ({COLUMNS}) {COPY} "
    "ON CONFLICT (ledger, position) DO UPDATE SET type = 'x'",
    "INSERT OR REPLACE INTO reviews_ledgerhead (ledger, position, hash) "
    "SELECT ledger, 0, hash FROM reviews_ledgerhead",
    "INSERT OR REPLACE INTO reviews_content (hash, body) "
    "SELECT hash, x'00' FROM reviews_content",
    "INSERT OR REPLACE INTO reviews_erasedcontent (id, hash, reason, erased_at) "
    "SELECT id, hash, '', erased_at FROM reviews_erasedcontent",
    "INSERT OR REPLACE INTO disclosures_historicalbureau "
    "SELECT * FROM disclosures_historicalbureau",
]
AS_REPLICA = [
    f"SET LOCAL session_replication_role = replica; {statement}"
    for statement in (*REFUSED, *POSTGRESQL[:-1])
]
OF_VENDOR = SQLITE if connection.vendor == "sqlite" else [*POSTGRESQL, *AS_REPLICA]
# SQLite has no SHA-256: there the length alone is refused, and `verify_ledger` sees.
FORGED_HASH = {"hash": b"short" if connection.vendor == "sqlite" else b"x" * 32}
SAID = "append-only|content_is_its_hash|one_event_per_position"


@pytest.fixture(autouse=True)
def written(stream, write):
    write(stream, count=2)
    put_contents([b"kept"])
    ErasedContent.objects.create(hash="0" * 64, reason="r", erased_at=HAPPENED)
    Bureau.objects.create(name="云岭市财政局")


@pytest.mark.parametrize("statement", [*REFUSED, *OF_VENDOR])
def test_refuses(statement):
    with (
        pytest.raises(DatabaseError, match=SAID),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)


def _forged(**other):
    """The row that would follow the head, but for what `other` says."""
    head = LedgerHead.objects.get(ledger=LEDGER)
    last = EventRecord.objects.get(ledger=LEDGER, position=2)
    right = {
        "id": None,
        "position": 3,
        "version": 3,
        "previous_hash": bytes(head.hash),
        "recorded_at": head.recorded_at,
    } | other
    for name, value in right.items():
        setattr(last, name, value)
    if "hash" not in other:
        last.hash = chained(
            bytes(last.previous_hash),
            bytes(last.payload),
            last.position,
            microseconds(last.recorded_at),
        )
    return last


@pytest.mark.parametrize(
    "other",
    [
        pytest.param({"position": 4}, id="a hole"),
        pytest.param({"position": -5}, id="before the first"),
        pytest.param({"previous_hash": genesis(LEDGER)}, id="another chain"),
        pytest.param({"ledger": 8}, id="a ledger without a head"),
        pytest.param({"version": 2}, id="a version twice"),
        pytest.param({"recorded_at": HAPPENED - timedelta(days=9)}, id="back in time"),
        pytest.param(FORGED_HASH, id="a hash that is not its own"),
    ],
)
def test_refuses_a_forged_insert(other):
    with (
        pytest.raises(DatabaseError, match=f"{SAID}|one_event_per_version"),
        transaction.atomic(),
    ):
        EventRecord.objects.bulk_create([_forged(**other)])


def test_an_insert_that_follows_takes_the_head_along():
    EventRecord.objects.bulk_create([right := _forged()])

    head = LedgerHead.objects.get(ledger=LEDGER)
    assert (head.position, bytes(head.hash)) == (3, right.hash)


def test_a_content_goes_only_once_its_erasure_is_on_record():
    (name,) = put_contents([b"a person's name"])
    ErasedContent.objects.create(hash=name, reason="r", erased_at=HAPPENED)

    Content.objects.filter(hash=name).delete()

    assert not Content.objects.filter(hash=name).exists()
    assert ErasedContent.objects.filter(hash=name).exists()
