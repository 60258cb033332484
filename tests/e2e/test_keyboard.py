"""The desk without a mouse, and without a script."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.screens import to_section

pytestmark = [pytest.mark.browser, pytest.mark.slow]
Opened = Callable[..., Page]


def test_findings_sections_and_the_editor_are_reached_by_keys(opened: Opened) -> None:
    page = opened("reviewer")
    to_section(page)
    first = page.url

    page.keyboard.press("j")
    expect(page.locator("section[data-finding]").first).to_be_focused()
    expect(page.locator("mark.lit").first).to_be_visible()
    page.keyboard.press("2")
    expect(page.locator("section[data-finding] textarea").first).to_be_focused()
    page.keyboard.type("ja")
    expect(page.locator("section[data-finding] textarea").first).to_have_value("ja")
    page.keyboard.press("Escape")
    page.keyboard.press("]")
    page.wait_for_url(lambda url: url != first)
    page.keyboard.press("[")
    page.wait_for_url(first)
    page.keyboard.press("e")
    page.wait_for_url("**/edit/")
    expect(page.locator("#editor [data-focus]")).to_be_focused()
    expect(page.locator("#editor [data-focus]")).to_be_editable()


def test_save_by_keys_and_leave_by_keys(opened: Opened) -> None:
    page = opened("reviewer")
    to_section(page)
    page.keyboard.press("e")
    page.wait_for_url("**/edit/")
    expect(page.locator("#editor textarea").first).to_be_focused()
    page.keyboard.press("Control+Enter")
    expect(page.get_by_label("修改原因")).to_be_focused()
    page.get_by_label("修改原因").fill("核对")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#messages")).to_contain_text("内容没有变化")


def test_rows_are_picked_by_keys_and_previewed(opened: Opened) -> None:
    page = opened("reviewer")
    page.goto("/queue/?all=1")
    rows = page.locator("tr[data-stop]")

    rows.nth(0).locator("a").focus()
    page.keyboard.press("x")
    page.keyboard.press("j")
    page.keyboard.press("x")
    expect(rows.nth(0).locator("[name=pick]")).to_be_checked()
    expect(rows.nth(1).locator("[name=pick]")).to_be_checked()
    page.keyboard.press("x")
    expect(rows.nth(1).locator("[name=pick]")).not_to_be_checked()
    page.locator("#what").focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", level=1)).to_contain_text("批量办理")
    expect(page.locator("tr[data-stop]")).to_have_count(1)


def test_the_keys_are_listed_and_can_be_switched_off(opened: Opened) -> None:
    page = opened("reviewer2")
    to_section(page)
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_contain_text("下一处未处理")
    page.keyboard.press("Escape")
    page.goto("/account/settings/")
    page.get_by_label("使用单键快捷键").uncheck()
    page.get_by_role("button", name="保存").click()
    to_section(page)
    here = page.url
    page.keyboard.press("e")
    page.keyboard.press("]")
    page.wait_for_timeout(300)
    assert page.url == here


def test_a_composed_character_is_no_command(opened: Opened) -> None:
    page = opened("reviewer")
    to_section(page)
    here = page.url
    page.evaluate(
        "document.body.dispatchEvent(new KeyboardEvent('keydown',"
        "{key: 'e', isComposing: true, bubbles: true}))"
    )
    page.wait_for_timeout(300)
    assert page.url == here


def test_tab_reaches_the_text_by_the_skip_link(opened: Opened) -> None:
    page = opened("reviewer")
    page.goto("/queue/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="跳到正文")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#main")).to_be_focused()


def test_leaving_unsaved_words_asks_first(opened: Opened) -> None:
    page = opened("reviewer")
    to_section(page)
    page.goto(f"{page.url}edit/")
    asked: list[str] = []

    def answer(dialog):  # type: ignore[no-untyped-def]
        asked.append(dialog.type)
        dialog.accept()

    page.on("dialog", answer)
    page.locator("#editor textarea").first.press_sequentially("改")
    page.get_by_role("link", name="待办").click()
    page.wait_for_url("**/queue/")
    assert asked == ["beforeunload"]


def test_all_works_without_a_script(opened: Opened) -> None:
    page = opened("reviewer", script=False)
    to_section(page)
    page.get_by_role("link", name="讨论").click()
    page.get_by_label("发表意见").fill("请核对附表。")
    page.get_by_role("button", name="发表").click()
    expect(page.locator("aside")).to_contain_text("请核对附表。")
    page.get_by_role("link", name=re.compile("^编辑")).click()
    area = page.locator("#editor textarea").first
    words = area.input_value()
    area.fill(words + "（已核对）")
    page.get_by_label("修改原因").fill("补充")
    page.get_by_role("button", name="保存为").click()
    expect(page.locator("article")).to_contain_text("（已核对）")


def test_figures_are_one_stop_of_the_tab_key_and_arrows_go_through_them(
    opened: Opened,
) -> None:
    page = opened("reviewer")
    to_section(page)
    page.locator("nav.outline a").filter(has_text="收入决算").first.click()
    page.wait_for_load_state("networkidle")
    page.keyboard.press("f")
    page.wait_for_url("**figures=1")
    figures = page.locator("button.fig")
    page.locator("#heading").focus()
    while not page.evaluate("document.activeElement.matches('button.fig, #verify')"):
        page.keyboard.press("Tab")
    expect(figures.first).to_be_focused()
    expect(page.locator(".tip")).to_contain_text(figures.first.inner_text())

    page.keyboard.press("ArrowRight")
    expect(figures.nth(1)).to_be_focused()
    expect(page.locator(".tip")).to_contain_text("勾稽")
    page.keyboard.press("Escape")
    expect(page.locator(".tip")).to_have_count(0)
    expect(figures.nth(1)).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.locator("button.fig:focus")).to_have_count(0)


def test_a_pointer_on_a_figure_shows_what_it_says(opened: Opened) -> None:
    page = opened("reviewer")
    to_section(page)
    page.keyboard.press("f")
    page.wait_for_url("**figures=1")
    page.locator("button.fig").first.hover()

    expect(page.locator(".tip")).to_contain_text("说的是")
    page.locator("h1").hover()
    expect(page.locator(".tip")).to_have_count(0)
