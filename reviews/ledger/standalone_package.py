"""Verify the package of a disclosure. Needs Python 3.10 or later and nothing else.

    python verify.py [FOLDER or ZIP] [--head POSITION:HASH] [--key-file FILE]

Proves that every file is the one that manifest.json names, and none is missing or
one too many; that every event of the disclosure stands in the bureau's ledger between
the first and the last position of the package, each following the one before; and
that every content has the hash by which the events name it, or is told to have been
erased. Whoever knows the ledger's hash at some position of the package (a signed head,
a printed report) gives it with --head; whoever holds the bureau's key lets the
signature be proved with --key-file.
"""

import argparse
import hashlib
import hmac
import json
import struct
import sys
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, Any

EVENT_TAG = b"mingshen.event.v1\x00"
FORMAT = "mingshen.package.v1"
UNNAMED = {"manifest.json", "signature.json"}

Opened = Callable[[str], "IO[bytes]"]


def chained(previous: bytes, payload: bytes, position: int, recorded: int) -> bytes:
    told = payload + struct.pack(">qq", position, recorded)
    return hashlib.sha256(EVENT_TAG + previous + told).digest()


def hashed(stored: "IO[bytes]") -> "tuple[str, int]":
    digest, size = hashlib.sha256(), 0
    while piece := stored.read(2**20):
        digest.update(piece)
        size += len(piece)
    return digest.hexdigest(), size


def bad_files(manifest: "dict[str, Any]", names: "set[str]", opened: Opened) -> str:
    told = manifest["files"]
    for name in sorted(names - UNNAMED - set(told)):
        return f"file {name}: the manifest does not name it"
    for name, (stated, size) in told.items():
        if name not in names:
            return f"file {name}: missing"
        with opened(name) as stored:
            if hashed(stored) != (stated, size):
                return f"file {name}: not the file that the manifest names"
        folder, _, last = name.partition("/")
        if folder in ("contents", "files") and last != stated:
            return f"file {name}: the bytes are not of this hash"
    return ""


def lines(opened: Opened, name: str) -> "Iterator[dict[str, Any]]":
    with opened(name) as stored:
        for line in stored:
            yield json.loads(line)


def bad_event(
    manifest: "dict[str, Any]", event: "dict[str, Any]", link: "dict[str, Any]"
) -> str:
    payload = event["payload"].encode("utf-8")
    if hashlib.sha256(payload).hexdigest() != link["payload_sha256"]:
        return "the event is not the one in the chain"
    about = json.loads(payload)
    if (about["ledger"], about["stream"]) != (
        manifest["ledger"],
        manifest["disclosure"],
    ):
        return "of another disclosure"
    return ""


def bad_chain(
    manifest: "dict[str, Any]", opened: Opened, heads: "list[tuple[int, str]]"
) -> str:
    events = {each["position"]: each for each in lines(opened, "events.ndjson")}
    told = dict(heads)
    previous, last = bytes.fromhex(manifest["previous"]), manifest["first"] - 1
    for link in lines(opened, "chain.ndjson"):
        position = link["position"]
        if position != last + 1:
            return f"position {last + 1}: missing"
        if position in events and (why := bad_event(manifest, events[position], link)):
            return f"position {position}: {why}"
        events.pop(position, None)
        payload_hash = bytes.fromhex(link["payload_sha256"])
        previous = chained(previous, payload_hash, position, link["recorded_at"])
        if previous.hex() != link["hash"]:
            return f"position {position}: the hash is not of this event"
        if told.pop(position, link["hash"]) != link["hash"]:
            return f"position {position}: not the head that was written down"
        last = position
    if events:
        return f"position {min(events)}: an event outside the chain"
    if (last, previous.hex()) != (manifest["position"], manifest["hash"]):
        return f"position {last}: the manifest names another head"
    if told:
        return f"position {min(told)}: the package does not reach it"
    return ""


def bad_signature(opened: Opened, key: "bytes | None") -> str:
    with opened("manifest.json") as stored:
        body = stored.read()
    with opened("signature.json") as stored:
        told = json.loads(stored.read())
    if told["manifest"] != hashlib.sha256(body).hexdigest():
        return "signature: of another manifest"
    if key is not None:
        made = hmac.new(key, body, hashlib.sha256).hexdigest()
        if not hmac.compare_digest(made, told["signature"]):
            return "signature: not of this key"
    return ""


def fault(
    names: "set[str]",
    opened: Opened,
    heads: "list[tuple[int, str]]",
    key: "bytes | None",
) -> str:
    """Return '', or one sentence that names the first thing that is wrong."""
    for name in sorted(UNNAMED - names):
        return f"file {name}: missing"
    with opened("manifest.json") as stored:
        manifest = json.loads(stored.read())
    if manifest["format"] != FORMAT:
        return "manifest.json: another format"
    return (
        bad_files(manifest, names, opened)
        or bad_chain(manifest, opened, heads)
        or bad_signature(opened, key)
    )


def head(text: str) -> "tuple[int, str]":
    position, _, stated = text.partition(":")
    return int(position), stated.lower()


def main() -> int:
    parser = argparse.ArgumentParser(description="Verify a package.")
    here = Path(__file__).resolve().parent
    parser.add_argument("package", nargs="?", type=Path, default=here)
    parser.add_argument("--head", action="append", type=head, default=[])
    parser.add_argument("--key-file", type=Path)
    asked = parser.parse_args()
    key = asked.key_file.read_bytes().strip() if asked.key_file else None
    try:
        if asked.package.is_file():
            with zipfile.ZipFile(asked.package) as whole:
                found = fault(set(whole.namelist()), whole.open, asked.head, key)
        else:
            names = {
                path.relative_to(asked.package).as_posix()
                for path in asked.package.rglob("*")
                if path.is_file() and "__pycache__" not in path.parts
            }
            found = fault(
                names, lambda name: (asked.package / name).open("rb"), asked.head, key
            )
    except (ValueError, KeyError, TypeError, zipfile.BadZipFile) as error:
        found = f"the package cannot be read: {error}"
    sys.stdout.write(f"BAD {found}\n" if found else "OK\n")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
