"""A real Chromium in front of the real system."""

import os
import shutil
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    Page,
    StorageState,
    sync_playwright,
)

from tests.conftest import absent
from tests.e2e.server import Server, served

# The server under these tests always has a SQLite of its own: a second run of the
# suite, on PostgreSQL, would drive the very same system again.
collect_ignore_glob = ["test_*.py"] if os.environ.get("DATABASE_URL") else []
FLAGS = [
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-sync",
    "--no-first-run",
]


_sessions: dict[str, dict[str, StorageState]] = {}
"""Who has signed in at which server, so that each signs in once."""


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with served(tmp_path_factory.mktemp("var")) as running:
        yield running


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """One browser a module: its event loop must not outlive it, Django refuses it."""
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    if path is None:
        absent("there is no Chromium", "REQUIRE_BROWSER")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def opened(chromium: Browser, server: Server) -> Iterator[Callable[..., Page]]:
    """Open a window, signed in as somebody or nobody; script errors fail the test."""
    contexts: list[BrowserContext] = []
    known = _sessions.setdefault(server.url, {})
    errors: list[str] = []

    def enter(name: str = "", *, script: bool = True, width: int = 1440) -> Page:
        context = chromium.new_context(
            base_url=server.url,
            locale="en-GB",
            viewport={"width": width, "height": 900},
            java_script_enabled=script,
            storage_state=known.get(name),
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(20_000)
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.on(
            "console",
            lambda said: (
                errors.append(said.text)
                if "Content Security Policy" in said.text
                else None
            ),
        )
        if name and name not in known:
            page.goto("/login/")
            page.get_by_label("账号").fill(name)
            page.get_by_label("密码").fill(server.password)
            page.get_by_role("button", name="登录").click()
            page.wait_for_url(lambda url: "/login/" not in url)
            known[name] = context.storage_state()
        elif name:
            page.goto("/")
        return page

    yield enter
    for context in contexts:
        context.close()
    assert not errors, errors
