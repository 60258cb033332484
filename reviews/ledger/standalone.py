"""Verify an exported ledger. Needs Python 3.10 or later and nothing else.

    python verify.py [FOLDER] [--head POSITION:HASH ...]

Reads manifest.json and events.ndjson in FOLDER (by default where this file is) and
proves that every event follows the one before it, from the first to the head that
the manifest names; that each file in contents/ has the hash that it is called by; and
that every content which an event names is there, or is told to have been erased. That
nothing was cut off or written anew is proved only against heads that were written down
elsewhere: give them with --head.
"""

import argparse
import hashlib
import json
import re
import struct
import sys
from pathlib import Path
from typing import Any

EVENT_TAG = b"mingshen.event.v1\x00"
GENESIS_TAG = b"mingshen.ledger.v1\x00"
CONTENTS = frozenset(
    (
        "after",
        "attachment_name",
        "before",
        "content",
        "demand",
        "file_name",
        "left_out",
        "letter",
        "message",
        "page",
        "places",
        "quote",
        "reason",
        "remark",
        "secrecy_review",
        "unchecked",
    )
)
"""The fields of events that name a content."""


def genesis(ledger: int) -> bytes:
    return hashlib.sha256(GENESIS_TAG + struct.pack(">q", ledger)).digest()


def chained(previous: bytes, payload: bytes, position: int, recorded: int) -> bytes:
    told = hashlib.sha256(payload).digest() + struct.pack(">qq", position, recorded)
    return hashlib.sha256(EVENT_TAG + previous + told).digest()


def named(body: object) -> "set[str]":
    """Return the hashes of contents in an event's body."""
    found: set[str] = set()
    if isinstance(body, dict):
        for key, value in body.items():
            if key in CONTENTS and isinstance(value, str):
                found.update(re.findall(r"^[0-9a-f]{64}$", value))
            else:
                found |= named(value)
    elif isinstance(body, list):
        found.update(*map(named, body))
    return found


def bad_contents(
    folder: Path, manifest: "dict[str, Any]", wanted: "set[str]"
) -> "str | None":
    """Say what is wrong with the contents, None if nothing is."""
    there = sorted((folder / "contents").iterdir())
    for path in there:
        if hashlib.sha256(path.read_bytes()).hexdigest() != path.name:
            return f"content {path.name}: the bytes are not of this hash"
        if path.name not in wanted:
            return f"content {path.name}: no event names it"
    erased = {each["content"] for each in manifest["erased"]}
    for name in sorted(wanted - {path.name for path in there} - erased):
        return f"content {name}: missing"
    return None


def fault(folder: Path, heads: list[tuple[int, str]]) -> str | None:
    """Return None, or one sentence that names the first bad position."""
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    ledger, told = manifest["ledger"], dict(heads)
    last, previous, before = 0, genesis(ledger), -(2**63)
    wanted: set[str] = set()
    with (folder / "events.ndjson").open(encoding="utf-8") as lines:
        for line in lines:
            try:
                event = json.loads(line)
                position, recorded = int(event["position"]), int(event["recorded_at"])
                payload, stated = event["payload"].encode("utf-8"), event["hash"]
                said = json.loads(payload)
                owner, body = said["ledger"], said["body"]
            except (ValueError, KeyError, TypeError, AttributeError):
                return f"position {last + 1}: the line cannot be read"
            if position != last + 1:
                return f"position {last + 1}: missing, {position} comes instead"
            if owner != ledger:
                return f"position {position}: of another ledger"
            if recorded < before:
                return f"position {position}: recorded before the one before it"
            previous = chained(previous, payload, position, recorded)
            if previous.hex() != stated:
                return f"position {position}: the hash is not of this event"
            if told.get(position, stated) != stated:
                return f"position {position}: not the event that was written down"
            last, before = position, recorded
            wanted |= named(body)
    if told and max(told) > last:
        return f"position {last + 1}: missing, {max(told)} was written down"
    if (manifest["position"], manifest["hash"]) != (last, previous.hex()):
        return f"position {last}: the manifest names another head"
    return bad_contents(folder, manifest, wanted)


def head(text: str) -> tuple[int, str]:
    position, _, stated = text.partition(":")
    return int(position), stated.lower()


def main() -> int:
    parser = argparse.ArgumentParser(description="Verify an exported ledger.")
    here = Path(__file__).resolve().parent
    parser.add_argument("folder", nargs="?", type=Path, default=here)
    parser.add_argument("--head", action="append", type=head, default=[])
    asked = parser.parse_args()
    found = fault(asked.folder, asked.head)
    sys.stdout.write(f"BAD {found}\n" if found else "OK\n")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
