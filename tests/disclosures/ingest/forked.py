"""The sandbox's child forked from this process in place of a fresh interpreter.

Starting Python takes longer than reading a small file. The copy sets itself the same
limits, reads the same request and answers on the same pipe; of the way of production
only the network's fence and the interpreter's start are left out.
"""

import gc
import os
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import IO

from disclosures.ingest import child, sandbox

# Loaded before the fork, so that no copy loads them again.
from disclosures.ingest import read as _read  # noqa: F401
from disclosures.ingest import rendering as _rendering  # noqa: F401
from disclosures.ingest import wire as _wire  # noqa: F401


@dataclass
class Use:
    """What the copies have used so far: the most memory in bytes, how many died."""

    memory: int = 0
    signals: list[int] = field(default_factory=list)


class Forked:
    """What `sandbox` asks of a process, for a copy of this one."""

    def __init__(self, source: int, use: Use) -> None:
        end, start = os.pipe()
        self.returncode: int | None = None
        self._use = use
        self.pid = os.fork()
        if self.pid == 0:
            _be_the_child(source, start)
        os.close(start)
        os.setpgid(self.pid, self.pid)
        self.stdout: IO[bytes] = os.fdopen(end, "rb", buffering=0)

    def wait(self, timeout: float | None = None) -> int:
        until = None if timeout is None else time.monotonic() + timeout
        pause = 0.0001
        while self.returncode is None:
            pid, status, used = os.wait4(self.pid, 0 if until is None else os.WNOHANG)
            if pid:
                self.returncode = os.waitstatus_to_exitcode(status)
                self._use.memory = max(self._use.memory, used.ru_maxrss * 1024)
                if self.returncode < 0:
                    self._use.signals.append(-self.returncode)
            elif until is not None and time.monotonic() > until:
                raise subprocess.TimeoutExpired("forked", timeout or 0)
            else:
                time.sleep(pause)
                pause = min(2 * pause, 0.01)
        return self.returncode


def _be_the_child(source: int, out: int) -> None:
    status = 1
    try:
        os.setpgid(0, 0)
        os.dup2(source, 0)
        os.dup2(out, 1)
        child.main(os.fdopen(0, "rb"))
        status = 0
    finally:
        os._exit(status)


@contextmanager
def forking() -> Iterator[Use]:
    """Let the sandbox fork this process, which must have no threads of its own."""
    use = Use()
    started: Callable[..., object] = sandbox._start
    sandbox._start = lambda source, folder: Forked(source, use)
    gc.collect()
    gc.freeze()
    try:
        yield use
    finally:
        sandbox._start = started
        gc.unfreeze()
