"""The file's page beside the text: its box, its keys; what a new file changed."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from disclosures.samples import build
from tests.e2e.screens import to_section

pytestmark = [pytest.mark.browser, pytest.mark.slow]
Opened = Callable[..., Page]
SAMPLE = "chengwan-2024"


def test_a_finding_lights_its_words_and_its_box_and_keys_turn_the_page(
    opened: Opened,
) -> None:
    page = opened("reviewer")
    to_section(page)
    page.get_by_role("link", name=re.compile("看原件")).first.click()

    picture = page.locator(".leaf img")
    expect(picture).to_have_js_property("naturalWidth", 900)
    expect(page.locator(".place.lit").first).to_be_attached()

    page.keyboard.press("j")
    expect(page.locator("mark.lit").first).to_be_visible()
    number = int(re.findall(r"\d+", page.locator(".leaf-nav span").inner_text())[0])
    page.keyboard.press(".")
    expect(page.locator(".leaf-nav span")).to_contain_text(f"第 {number + 1} 页")
    page.keyboard.press(",")
    expect(page.locator(".leaf-nav span")).to_contain_text(f"第 {number} 页")


@pytest.mark.parametrize("script", [True, False])
def test_on_a_small_screen_nothing_runs_over_the_edge(
    opened: Opened, script: bool
) -> None:
    page = opened("reviewer", script=script, width=375)
    to_section(page)
    page.goto(f"{page.url.partition('?')[0]}?tab=source&finding=1")

    page.locator(".leaf").scroll_into_view_if_needed()
    expect(page.locator(".leaf")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") == 375


def test_a_text_with_its_annex_is_sent_and_its_annex_replaced(opened: Opened) -> None:
    page = opened("erin")
    page.goto("/submit/")
    page.get_by_label("决算公开文件").set_input_files(file("pdf"))
    page.get_by_label("附表（可选）").set_input_files(annex("linshui-2025"))
    page.get_by_role("button", name="报送").click()
    page.wait_for_url("**/sections/*/", timeout=60_000)

    whole = page.url.partition("sections/")[0]
    page.goto(f"{whole}source/")
    expect(page.locator("main")).to_contain_text("决算.pdf（附表：附表.xlsx）")
    page.get_by_label("新的附表").set_input_files(annex("qinghe-2024"))
    page.get_by_role("button", name="上传并重新读取").click()
    page.wait_for_url("**/sections/*/", timeout=60_000)

    page.goto(f"{whole}changes/")
    expect(page.get_by_role("status").last).to_contain_text("没有变化")
    expect(page.locator("#changed")).to_be_visible()
    expect(page.locator("ins").first).to_be_visible()


def file(form: str) -> dict[str, object]:
    data = build.document(SAMPLE, form)
    return {"name": f"决算.{form}", "mimeType": "application/pdf", "buffer": data}


def annex(sample: str) -> dict[str, object]:
    data = build.document(sample, "xlsx")
    return {"name": "附表.xlsx", "mimeType": "application/zip", "buffer": data}
