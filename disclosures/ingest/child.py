"""The process in which one file is read: limits itself, reads, writes JSON lines.

Standard input holds one line of JSON and then the file's bytes. The line says what is
asked, under which `limits`: `read` (with the file's `name`), `sizes` (of its pages) or
`picture` (of page `number`, `width` pixels wide).
Standard output gets a line a step of progress and one line with the result.
"""

import base64
import json
import os
import resource
import sys
from typing import Any, BinaryIO

from disclosures.ingest.limits import Limits


def restrict(limits: Limits) -> None:
    """Bound memory, time, files and descriptors of this process and its children."""
    memory = max(limits.memory, limits.converter_memory)
    most = limits.processor_time + int(limits.recognition) + 5
    for what, soft, hard in (
        (resource.RLIMIT_AS, limits.memory, memory),
        (resource.RLIMIT_CPU, limits.processor_time, most),
        (resource.RLIMIT_FSIZE, limits.written, limits.written),
        (resource.RLIMIT_NOFILE, limits.open_files, limits.open_files),
        (resource.RLIMIT_CORE, 0, 0),
    ):
        resource.setrlimit(what, (soft, hard))


def main(source: BinaryIO | None = None) -> None:
    """Answer what `source`, else standard input, asks; report on standard output."""
    source = source or sys.stdin.buffer
    request = json.loads(source.readline())
    limits = Limits(**request["limits"])
    restrict(limits)
    out = os.fdopen(os.dup(1), "wb")
    # What libraries print must not get among the lines of the report.
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)
    _say(out, _result(source.read(), request, limits, out))


def _result(
    data: bytes, request: dict[str, Any], limits: Limits, out: BinaryIO
) -> dict[str, Any]:
    # The readers' libraries are loaded inside the limits.
    from disclosures.ingest.model import Unreadable  # noqa: PLC0415
    from disclosures.ingest.wire import unreadable_to_json  # noqa: PLC0415

    try:
        return _answer(data, request, limits, out)
    except Unreadable as refused:
        return {"unreadable": unreadable_to_json(refused)}
    except (MemoryError, RecursionError):
        return {"failed": "exhausted"}
    except Exception as failure:  # noqa: BLE001 - told to the parent by its name
        return {"failed": type(failure).__name__}


def _answer(
    data: bytes, request: dict[str, Any], limits: Limits, out: BinaryIO
) -> dict[str, Any]:
    from disclosures.ingest.read import read  # noqa: PLC0415
    from disclosures.ingest.rendering import picture_of, sizes_of  # noqa: PLC0415
    from disclosures.ingest.wire import reading_to_json  # noqa: PLC0415

    def progress(step: str, done: int, total: int) -> None:
        _say(out, {"step": step, "done": done, "total": total})

    if request["ask"] == "sizes":
        return {"sizes": sizes_of(data, limits)}
    if request["ask"] == "picture":
        drawn = picture_of(data, request["number"], request["width"], limits)
        return {"picture": base64.b64encode(drawn).decode("ascii")}
    return {"reading": reading_to_json(read(data, request["name"], limits, progress))}


def _say(out: BinaryIO, line: dict[str, Any]) -> None:
    out.write(json.dumps(line, separators=(",", ":")).encode("ascii") + b"\n")
    out.flush()


if __name__ == "__main__":
    main()
