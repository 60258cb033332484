"""Issue 2, to show: a real disclosure goes from its department to the public."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

pytestmark = [pytest.mark.browser, pytest.mark.samples, pytest.mark.slow]
Opened = Callable[..., Page]


def test_submitted_read_corrected_verified_released_and_public(
    opened: Opened, samples: Path
) -> None:
    whole = submit(opened("alice"), samples / "xichanganjie-2023.txt")
    section = correct_a_figure(opened("reviewer"), whole)
    carol = opened("carol")
    settle_the_rest(carol, opened("reviewer2"), whole)
    verify_as_another(carol, section)
    verify_the_rest(carol, whole)
    heading = release(opened("publisher"), whole)
    read_as_the_public(opened(), heading)


def submit(page: Page, sample: Path) -> str:
    """Upload, reload in between, and end in the workspace; return its address."""
    page.get_by_role("link", name="报送", exact=True).click()
    page.get_by_label("公开批次").select_option(label="2023年度部门决算公开")
    page.get_by_label("决算公开文件").set_input_files(sample)
    page.get_by_role("button", name="报送").click()
    expect(page).to_have_url(re.compile(r"/(progress|sections/\w+)/$"))
    whole = re.sub(r"(progress|sections)/.*", "", page.url)
    page.goto(f"{whole}progress/")
    expect(page).to_have_url(re.compile(r"/sections/\w+/$"), timeout=60_000)
    expect(page.get_by_role("navigation", name="章节")).to_contain_text("三公")
    return whole


def correct_a_figure(page: Page, whole: str) -> str:
    """Put a suggested figure in, see its finding go, and be refused to verify it."""
    page.goto(whole)
    finding = to_a_suggested_figure(page)
    told = finding.locator("p").nth(1).inner_text()
    section = page.url
    finding.locator("[data-pick='1']").click()
    expect(page.get_by_label("修改原因")).to_have_value(re.compile("采纳校核建议"))
    expect(page.locator("#preview")).to_contain_text("已消除")
    page.get_by_role("button", name=re.compile("^保存为第 2 版")).click()
    expect(page.locator("#messages")).to_contain_text(re.compile(r"消除 \d+ 个问题"))
    expect(page.locator("article")).to_contain_text("第 2 版")
    expect(page.locator("aside")).not_to_contain_text(told)
    expect(page.locator("#verify-why")).to_contain_text("四眼原则")
    page.keyboard.press("a")
    expect(page.get_by_role("alert")).to_contain_text("四眼原则")
    return section


def to_a_suggested_figure(page: Page) -> Locator:
    """Walk the sections with problems to a finding that says which figure is right."""
    keys = page.locator("nav.outline a:has(.count)").evaluate_all(
        "links => links.map(link => link.href)"
    )
    for address in keys:
        page.goto(address)
        offers = page.locator("section[data-finding]").filter(
            has=page.locator(
                "[data-pick='1'][href*='fix=']", has_text=re.compile(r"\d\.")
            )
        )
        if offers.count():
            return offers.first
    raise AssertionError("no finding offers a figure")


def verify_as_another(page: Page, section: str) -> None:
    page.goto(section)
    page.get_by_role("button", name="本节审核通过").click()
    expect(page.locator("#messages")).to_contain_text("审核通过")
    page.goto(section)
    expect(page.locator("article")).to_contain_text("已通过")


def settle_the_rest(first: Page, second: Page, whole: str) -> None:
    """Waive with two people the errors that are left, by the pages' own forms."""
    while forms := actions(first, f"{whole}release/", "waive"):
        for form in forms:
            send(first, form, reason="已与部门核实，口径不同。")
        for form in actions(second, f"{whole}release/", "confirm"):
            send(second, form)


def verify_the_rest(page: Page, whole: str) -> None:
    page.goto(whole)
    keys = page.locator("nav.outline ol a").evaluate_all(
        "links => links.map(link => link.href)"
    )
    for address in keys:
        send(page, f"{address}verify/", based_on="1")


def actions(page: Page, release: str, what: str) -> list[str]:
    """Return where the forms of one action post to, in sections with open errors."""
    page.goto(release)
    errors = page.locator(".unmet", has_text="未决错误").locator("li a")
    found: list[str] = []
    for address in dict.fromkeys(
        errors.evaluate_all("links => links.map(link => link.href)")
    ):
        page.goto(address)
        found += page.locator(f".note-error form[action$='/{what}/']").evaluate_all(
            "forms => forms.map(form => form.action)"
        )
    return list(dict.fromkeys(found))


def send(page: Page, address: str, **fields: str) -> None:
    token = page.locator("[name=csrfmiddlewaretoken]").first.input_value()
    page.request.post(
        address,
        form={"csrfmiddlewaretoken": token, **fields},
        headers={"Referer": page.url},
        max_redirects=0,
    )


def release(page: Page, whole: str) -> str:
    page.goto(f"{whole}release/")
    name = page.locator("form p.hint").last.inner_text()
    page.get_by_label("保密审查意见").fill("经保密审查，可以公开。")
    page.get_by_label("输入部门名称确认").fill(name)
    page.get_by_role("button", name="批准并公开").click()
    expect(page.locator("#messages")).to_contain_text("已批准公开")
    return name


def read_as_the_public(page: Page, department: str) -> None:
    page.goto("/公开/?year=2023")
    page.get_by_role("link", name=department).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("2023 年度部门决算")
    expect(page.locator("article")).to_contain_text("三公")
    assert page.locator("script").count() == 0
    assert page.context.cookies() == []
