"""The whole system as `make run` starts it, on a port and in a folder of its own."""

import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

ROOT = Path(__file__).resolve().parent.parent.parent
PATIENCE = 120
"""Seconds within which the first start, with its demonstration data, is done."""


@dataclass(frozen=True)
class Server:
    url: str
    password: str
    environment: dict[str, str]
    """What another command needs to work on the same data."""


@contextmanager
def served(var: Path) -> Iterator[Server]:
    """Run the system until the block ends."""
    port = _free_port()
    env = {**os.environ, "MINGSHEN_VAR": str(var)}
    env["DJANGO_SETTINGS_MODULE"] = "config.settings.dev"
    env.pop("DATABASE_URL", None)
    with (var / "serve.log").open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, "manage.py", "serve", "--port", str(port)],
            cwd=ROOT,
            env=env,
            stdout=log,
            stderr=subprocess.STDOUT,
        )
        try:
            url = f"http://127.0.0.1:{port}"
            _wait(process, url, var / "serve.log")
            password = json.loads((var / "demonstration.json").read_text())["password"]
            _prepare(env, password)
            yield Server(url, password, env)
        finally:
            process.terminate()
            process.wait(timeout=30)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _wait(process: "subprocess.Popen[bytes]", url: str, log: Path) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        if process.poll() is not None:
            raise RuntimeError(f"the server ended:\n{log.read_text()}")
        try:
            with urlopen(f"{url}/healthz", timeout=2):
                return
        except (URLError, OSError):
            time.sleep(0.2)
    raise RuntimeError(f"the server did not answer:\n{log.read_text()}")


def _prepare(env: dict[str, str], password: str) -> None:
    said = f"from tests.e2e.prepare import prepare; prepare({password!r})"
    subprocess.run(
        [sys.executable, "manage.py", "shell", "--no-imports", "-c", said],
        cwd=ROOT,
        env=env,
        check=True,
    )
