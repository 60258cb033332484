"""A ledger as files that anyone can verify: events, a manifest and the verifier."""

from collections.abc import Iterator
from pathlib import Path

import orjson

from reviews.domain.hashing import canonical, genesis, microseconds
from reviews.ledger import standalone
from reviews.ledger.verify import Head
from reviews.models import EventRecord

FORMAT = "mingshen.export.v1"


def export(ledger: int, folder: Path, *, upto: int) -> Head:
    """Write the events up to position `upto` into `folder`, which must be empty.

    The same ledger and position give the same bytes. Raises FileExistsError.
    """
    folder.mkdir(parents=True, exist_ok=True)
    if any(folder.iterdir()):
        raise FileExistsError(folder)
    head = Head(ledger, 0, genesis(ledger))
    with (folder / "events.ndjson").open("wb") as out:
        for reached, line in _lines(ledger, upto):
            out.write(line)
            head = reached
    manifest = {
        "format": FORMAT,
        "ledger": ledger,
        "position": head.position,
        "hash": head.hash.hex(),
    }
    (folder / "manifest.json").write_bytes(canonical(manifest) + b"\n")
    source = Path(standalone.__file__).read_bytes()
    (folder / "verify.py").write_bytes(source)
    return head


def _lines(ledger: int, upto: int) -> Iterator[tuple[Head, bytes]]:
    rows = EventRecord.objects.filter(ledger=ledger, position__lte=upto)
    columns = ("position", "payload", "hash", "recorded_at")
    ordered = rows.order_by("position").values_list(*columns)
    for position, payload, made, recorded_at in ordered.iterator(chunk_size=2000):
        line = {
            "hash": bytes(made).hex(),
            "payload": bytes(payload).decode(),
            "position": position,
            "recorded_at": microseconds(recorded_at),
        }
        said = orjson.dumps(line, option=orjson.OPT_SORT_KEYS)
        yield Head(ledger, position, bytes(made)), said + b"\n"
