"""A ledger as files that anyone can verify: events, contents, manifest, verifier."""

from collections.abc import Iterator
from pathlib import Path

import orjson

from reviews.domain.hashing import canonical, genesis, microseconds
from reviews.ledger import bodies, draw, standalone
from reviews.ledger.contents import contents
from reviews.ledger.erasure import certificates
from reviews.ledger.verify import Head
from reviews.models import EventRecord

FORMAT = "mingshen.export.v2"
BATCH = 500


def export(ledger: int, folder: Path, *, upto: int) -> Head:
    """Write the events up to position `upto` into `folder`, which must be empty.

    With them go the contents that they name, each as a file called by its hash, and
    for those that were erased the record of it. The same ledger and position give the
    same bytes, as long as nothing more is erased. Raises FileExistsError.
    """
    folder.mkdir(parents=True, exist_ok=True)
    if any(folder.iterdir()):
        raise FileExistsError(folder)
    head = Head(ledger, 0, genesis(ledger))
    named: set[str] = set()
    with (folder / "events.ndjson").open("wb") as out:
        for reached, payload, line in _lines(ledger, upto):
            out.write(line)
            named.update(bodies.named(orjson.loads(payload)["body"]))
            head = reached
    manifest = {
        "format": FORMAT,
        "ledger": ledger,
        "position": head.position,
        "hash": head.hash.hex(),
        "contents": _write_contents(named, folder / "contents"),
        "erased": list(certificates(sorted(named)).values()),
    }
    (folder / "manifest.json").write_bytes(canonical(manifest) + b"\n")
    for name, script in (("verify.py", standalone), ("draw.py", draw)):
        source = Path(str(script.__file__)).read_bytes()
        (folder / name).write_bytes(source)
    return head


def _write_contents(named: set[str], folder: Path) -> int:
    """Write each content that is there; return how many there are."""
    folder.mkdir()
    ordered, written = sorted(named), 0
    for start in range(0, len(ordered), BATCH):
        for name, body in contents(ordered[start : start + BATCH]).items():
            (folder / name).write_bytes(body)
            written += 1
    return written


def _lines(ledger: int, upto: int) -> Iterator[tuple[Head, bytes, bytes]]:
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
        yield Head(ledger, position, bytes(made)), bytes(payload), said + b"\n"
