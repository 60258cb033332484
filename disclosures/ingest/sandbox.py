"""Reads a file in a fresh process with limits, so that none can harm the worker."""

import contextlib
import json
import os
import selectors
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

from disclosures.ingest.isolation import fence
from disclosures.ingest.limits import DEFAULT, Limits
from disclosures.ingest.model import Reading, Unreadable
from disclosures.ingest.progress import Progress, silent
from disclosures.ingest.read import check_size
from disclosures.ingest.refusals import too_complex, unsafe
from disclosures.ingest.scan_pages import RECOGNISING
from disclosures.ingest.wire import reading_from_json, unreadable_from_json

ROOT = Path(__file__).parents[2]
PIECE = 65_536
GRACE = 5.0
"""Seconds that the child may take to end after its last line."""
OUT_OF_TIME = "文件太复杂，在限定时间内没有读完"
OUT_OF_MEMORY = "文件太复杂，读取时超出内存上限"
OUT_OF_ROOM = "文件内容太多，读取结果超出上限"
CRASHED = "读取这个文件时程序异常中止，文件可能已损坏或含有恶意内容"


def read_safely(
    data: bytes,
    name: str,
    *,
    limits: Limits = DEFAULT,
    progress: Progress | None = None,
) -> Reading:
    """Return what `read.read` returns, whatever the file does to its reader.

    Raises `Unreadable`, also for a reader that crashed, ran out of time or memory, or
    said too much; never anything else on account of the file.
    """
    said = run({"ask": "read", "name": _speakable(name)}, data, limits, progress)
    if "reading" not in said:
        raise unsafe(CRASHED)
    return reading_from_json(said["reading"])


def run(
    asked: dict[str, Any],
    data: bytes,
    limits: Limits,
    progress: Progress | None = None,
) -> dict[str, Any]:
    """Have the child answer what is asked of `data` and return its answer.

    What may be asked is in `child`. Raises `Unreadable`.
    """
    check_size(len(data), limits)
    with tempfile.TemporaryDirectory(prefix="read-") as folder:
        request = Path(folder) / "request"
        head = {**asked, "limits": asdict(limits)}
        with request.open("wb") as written:
            written.write(json.dumps(head).encode("ascii") + b"\n")
            written.write(data)
        with request.open("rb") as source:
            process = _start(source.fileno(), folder)
            return _outcome(process, limits, progress or silent)


def _speakable(name: str) -> str:
    """Return `name` without halves of characters, which JSON could not carry."""
    return name.encode("utf-8", "replace").decode("utf-8")[-255:]


def _start(source: int, folder: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [*fence(), sys.executable, "-m", "disclosures.ingest.child"],
        stdin=source,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=ROOT,
        env={
            "PATH": os.environ.get("PATH", os.defpath),
            "HOME": folder,
            "TMPDIR": folder,
            "LANG": "C.UTF-8",
        },
        start_new_session=True,
    )


def _outcome(
    process: subprocess.Popen[bytes], limits: Limits, progress: Progress
) -> dict[str, Any]:
    result: dict[str, Any] = {}
    clock = _Clock(limits)
    try:
        for line in _lines(process, limits, clock):
            said = json.loads(line)
            if "step" in said:
                clock.heed(said["step"])
                progress(said["step"], said["done"], said["total"])
            else:
                result = said
        process.wait(timeout=GRACE)
    except (ValueError, subprocess.TimeoutExpired) as failure:
        raise unsafe(CRASHED) from failure
    finally:
        _end(process)
    if "unreadable" in result:
        raise unreadable_from_json(result["unreadable"])
    if not result or "failed" in result:
        raise _death(process.returncode, str(result.get("failed", "")))
    return result


class _Clock:
    """How long the child may still take: longer once it has begun to read images."""

    def __init__(self, limits: Limits) -> None:
        self._end = time.monotonic() + limits.wall_time
        self._more = limits.recognition

    def heed(self, step: str) -> None:
        if step == RECOGNISING:
            self._end += self._more
            self._more = 0.0

    @property
    def left(self) -> float:
        return self._end - time.monotonic()


def _lines(
    process: subprocess.Popen[bytes], limits: Limits, clock: _Clock
) -> Iterator[bytes]:
    """Yield the lines the child writes; end it on time or size beyond the limits."""
    assert process.stdout is not None
    pending = bytearray()
    received = 0
    with selectors.DefaultSelector() as waiting:
        waiting.register(process.stdout, selectors.EVENT_READ)
        while True:
            left = clock.left
            if left <= 0 or not waiting.select(left):
                raise too_complex(OUT_OF_TIME)
            piece = os.read(process.stdout.fileno(), PIECE)
            if not piece:
                break
            received += len(piece)
            if received > limits.result:
                raise too_complex(OUT_OF_ROOM)
            pending += piece
            if b"\n" in piece:
                *whole, rest = pending.split(b"\n")
                yield from map(bytes, whole)
                pending = bytearray(rest)
    if pending:
        yield bytes(pending)


def _end(process: subprocess.Popen[bytes]) -> None:
    """Kill the child's whole group, whatever it started, and collect it."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    if process.stdout is not None:
        process.stdout.close()
    process.wait()


def _death(code: int, failed: str) -> Unreadable:
    """Return the refusal for a child that ended without a result."""
    number = -code if code < 0 else code - 128
    if number in (signal.SIGXCPU, signal.SIGKILL):
        return too_complex(OUT_OF_TIME)
    if failed == "exhausted":
        return too_complex(OUT_OF_MEMORY)
    refusal = unsafe(CRASHED)
    refusal.details["failure"] = failed or f"signal {number}"
    return refusal
