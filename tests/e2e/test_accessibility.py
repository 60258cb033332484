"""axe on every screen, wide and narrow, and no screen wider than its window."""

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.e2e.screens import SCREENS, Screen

pytestmark = [pytest.mark.browser, pytest.mark.slow]
TAGS = [
    "wcag2a",
    "wcag2aa",
    "wcag21a",
    "wcag21aa",
    "wcag22aa",
    "best-practice",
]
NARROW_TOO = ("board", "workspace", "editor", "public page")
"""Screens that look otherwise when narrow: there axe looks twice."""
Opened = Callable[..., Page]


def violations(page: Page) -> list[str]:
    found = Axe().run(page, options={"runOnly": {"type": "tag", "values": TAGS}})
    return [
        f"{each['id']}: {node['target']} {node['html'][:160]}"
        for each in found.response["violations"]
        for node in each["nodes"]
    ]


@pytest.mark.parametrize("screen", SCREENS, ids=lambda screen: screen.name)
def test_axe_finds_nothing_and_nothing_runs_over(
    opened: Opened, screen: Screen
) -> None:
    page = opened(screen.who)
    screen.go(page)

    assert violations(page) == []
    for width in (320, 375):
        page.set_viewport_size({"width": width, "height": 800})
        over = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        assert over <= 0, f"{over} px too wide at {width}"
    if screen.name in NARROW_TOO:
        assert violations(page) == []


def test_axe_would_find_something(opened: Opened) -> None:
    page = opened()
    page.set_content("<main><img src='x'><button></button><h3>z</h3></main>")

    said = " ".join(violations(page))

    assert "image-alt" in said and "button-name" in said
