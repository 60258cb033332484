"""Every screen in its normal, empty and error state, and how a person gets there."""

from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Page

Go = Callable[[Page], object]
REVIEWED = "云岭市临水区民政局"
FAILED = "云岭市青禾区水务局"


@dataclass(frozen=True)
class Screen:
    name: str
    who: str
    go: Go
    status: int = 200


def to(path: str) -> Go:
    return lambda page: page.goto(path)


def to_section(page: Page) -> None:
    """Go to a section with findings of a disclosure under review."""
    page.goto("/")
    page.get_by_role("link", name=REVIEWED).click()
    page.wait_for_url("**/sections/*/")
    page.locator("nav.outline a:has(.count)").first.click()
    page.locator("section[data-finding]").first.wait_for()


def in_section(then: Callable[[Page], object]) -> Go:
    def go(page: Page) -> None:
        to_section(page)
        then(page)

    return go


def follow(name: str) -> Callable[[Page], object]:
    def press(page: Page) -> None:
        page.get_by_role("link", name=name).first.click()
        page.wait_for_load_state("networkidle")

    return press


def tab(code: str) -> Go:
    return in_section(
        lambda page: page.goto(f"{page.url.partition('?')[0]}?tab={code}")
    )


def below(path: str) -> Go:
    return in_section(lambda page: page.goto(page.url.partition("?")[0] + path))


def beside(path: str) -> Go:
    """Go to a page of the whole disclosure."""
    return in_section(lambda page: page.goto(page.url.partition("sections/")[0] + path))


def choose_nothing(page: Page) -> None:
    """Send the form of a notice with nothing chosen."""
    beside("notice/")(page)
    for box in page.locator("[name=item]").all():
        box.uncheck()
    page.get_by_role("button", name="发出整改通知书").click()
    page.get_by_role("alert").wait_for()


def preview_notice(page: Page) -> None:
    beside("notice/")(page)
    page.get_by_role("button", name="预览").click()
    page.locator(".letter").wait_for()


def notice(state: str) -> Go:
    """Go to the notice that is with the department or with the bureau."""

    def go(page: Page) -> None:
        page.goto("/notices/")
        row = page.locator("table.ledger tr", has_text=state)
        row.locator("th a").first.click()
        page.locator("article.item").first.wait_for()

    return go


def sign_in_wrongly(page: Page) -> None:
    page.goto("/login/")
    page.get_by_label("账号").fill("nobody")
    page.get_by_label("密码").fill("wrong")
    page.get_by_role("button", name="登录").click()
    page.get_by_role("alert").wait_for()


def submit_nothing(page: Page) -> None:
    page.goto("/submit/")
    page.locator("main form").evaluate("form => { form.noValidate = true; }")
    page.get_by_role("button", name="报送").click()
    page.locator(".wrong").first.wait_for()


def save_without_reason(page: Page) -> None:
    below("edit/")(page)
    page.locator("#editor").evaluate("form => { form.noValidate = true; }")
    page.locator("#editor textarea").first.fill("改写的说明，合计1.00万元。")
    page.get_by_role("button", name="保存为").click()
    page.get_by_role("alert").wait_for()


def save_stale(page: Page) -> None:
    """Save what somebody else has changed meanwhile: a version that never was."""
    below("edit/")(page)
    page.locator("[name=based_on]").evaluate("field => { field.value = '99'; }")
    page.locator("#editor textarea").first.fill("改写的说明，合计1.00万元。")
    page.get_by_label("修改原因").fill("更正")
    page.get_by_role("button", name="保存为").click()
    page.get_by_role("heading", level=1, name="别人已保存").wait_for()


def to_failed(page: Page) -> None:
    page.goto("/")
    page.get_by_role("link", name=FAILED).click()
    page.locator("#progress").wait_for()


def as_of(page: Page) -> None:
    beside("timeline/")(page)
    page.locator("ol.line a").first.click()
    page.get_by_text("您在查看历史时点").wait_for()


def open_coverage(page: Page) -> None:
    to_section(page)
    page.locator("#coverage > summary").click()


def to_public(page: Page) -> None:
    page.goto("/公开/")
    page.locator("table a").first.click()
    page.locator("article").wait_for()


def delegate_nothing(page: Page) -> None:
    page.goto("/delegations/")
    page.locator("main form.sheet").last.evaluate("form => { form.noValidate = true; }")
    page.get_by_role("button", name="委托", exact=True).click()
    page.locator(".wrong").first.wait_for()


def talk(page: Page) -> None:
    """Say something of a quote, answer it, settle it; keep a draft beside."""
    tab("talk")(page)
    if page.locator(".note-done").count():
        return
    page.locator("#comment").fill("请核对，@审核员乙")
    page.locator("#quote").fill("支出")
    page.get_by_role("button", name="发表", exact=True).last.click()
    page.locator("section.note").first.wait_for()
    page.locator("section.note summary").first.click()
    page.locator("section.note textarea").first.fill("见附表")
    page.locator("section.note form button").first.click()
    page.locator(".answers").first.wait_for()
    page.get_by_role("button", name="了结", exact=True).first.click()
    page.locator(".note-done").first.wait_for()
    page.locator("#comment").fill("口径另问")
    page.get_by_role("button", name="存为草稿").click()
    page.get_by_text("条草稿还没有提交").wait_for()


def verdict_with_a_draft(page: Page) -> None:
    talk(page)
    page.goto(page.url.partition("sections/")[0] + "verdict/")
    page.locator(".draft").first.wait_for()


def keep_view(page: Page) -> None:
    """Keep the board as a view of one's own, and open the list of views."""
    page.goto("/campaigns/2/?sort=errors")
    page.locator("summary", has_text="视图").click()
    page.get_by_label("把现在的筛选和排序保存为").fill("错误多的在前")
    page.get_by_role("button", name="保存视图").click()
    page.get_by_text("已保存视图").wait_for()
    page.locator("summary", has_text="视图").click()


def keep_nameless(page: Page) -> None:
    page.goto("/campaigns/2/?all=1")
    page.locator("summary", has_text="视图").click()
    page.locator("#view-name").evaluate("field => { field.required = false; }")
    page.get_by_role("button", name="保存视图").click()
    page.locator(".wrong").first.wait_for()


def preview_many(what: str) -> Go:
    """Pick all sections of a disclosure and ask what would happen."""

    def go(page: Page) -> None:
        beside("bulk/")(page)
        for tick in page.locator("input[name=pick]").all():
            tick.check()
        page.locator("#what").select_option(what)
        page.get_by_role("button", name="预演").click()
        page.get_by_role("heading", level=1, name="批量办理：").wait_for()

    return go


def plan_nothing(page: Page) -> None:
    page.goto("/campaigns/2/release/")
    form = page.locator("main form")
    form.evaluate("form => { form.noValidate = true; }")
    page.get_by_role("button", name="安排并开始暂存").click()
    page.locator(".wrong").first.wait_for()


def provenance(page: Page) -> None:
    """Go to the way of one number, from the list of its section's numbers."""
    beside("proof/")(page)
    page.get_by_role("link", name="收入支出决算总体情况").first.click()
    page.locator("ul.numbers a").first.click()
    page.locator("ol.chain").wait_for()


def then_as_today(page: Page) -> None:
    as_of(page)
    page.get_by_role("link", name="按今天的规则看").click()
    page.get_by_text("今天的规则看当时的文字").wait_for()


def announce_too_early(page: Page) -> None:
    page.goto("/draws/")
    page.locator("main form").evaluate("form => { form.noValidate = true; }")
    page.get_by_label("抽查日").fill("2020-01-01")
    page.get_by_role("button", name="公告").click()
    page.get_by_role("alert").wait_for()


def draw(page: Page) -> None:
    """Announce a draw of a day far ahead, or go to it."""
    page.goto("/draws/")
    page.get_by_label("抽查日").fill("2099-12-31")
    page.get_by_role("button", name="公告").click()
    page.wait_for_load_state()
    page.goto("/draws/")
    page.get_by_role("link", name="2099-12-31").click()
    page.get_by_text("怎样抽的").wait_for()


SCREENS = (
    Screen("sign in", "", to("/login/")),
    Screen("sign in, wrongly", "", sign_in_wrongly),
    Screen("public list", "", to("/公开/")),
    Screen("public list, empty", "", to("/公开/?q=没有的部门")),
    Screen("public page", "", to_public),
    Screen("not found", "", to("/nowhere/"), 404),
    Screen("board", "reviewer", to("/")),
    Screen("board, nothing fits", "reviewer", to("/campaigns/1/?q=没有的部门")),
    Screen("queue", "reviewer", to("/queue/")),
    Screen("queue, empty", "erin", to("/queue/")),
    Screen("submit", "erin", to("/submit/")),
    Screen("submit, without a file", "erin", submit_nothing),
    Screen("submit, not allowed", "auditor", to("/submit/")),
    Screen("reading failed", "submitter3", to_failed),
    Screen("workspace", "reviewer", to_section),
    Screen("workspace, history", "reviewer", tab("history")),
    Screen("workspace, source", "reviewer", tab("source")),
    Screen("workspace, source, close", "reviewer", below("?tab=source&wide=1")),
    Screen("workspace, nobody has said anything", "reviewer", tab("talk")),
    Screen("workspace, what figures say", "reviewer", below("?figures=1")),
    Screen("workspace, what could not be checked", "reviewer", open_coverage),
    Screen("rules", "reviewer", to("/rules/")),
    Screen("rule", "reviewer", to("/rules/SM001/")),
    Screen("rule, none of that code", "reviewer", to("/rules/ZZ999/"), 404),
    Screen("workspace, only what is left", "reviewer", below("?only=left")),
    Screen("editor", "reviewer", below("edit/")),
    Screen("editor, without a reason", "reviewer", save_without_reason),
    Screen("editor, out of date", "reviewer", save_stale),
    Screen("versions, the same", "reviewer", below("versions/")),
    Screen("timeline", "reviewer", beside("timeline/")),
    Screen("timeline, a moment", "reviewer", as_of),
    Screen("release", "publisher", beside("release/")),
    Screen("release, not allowed", "auditor", beside("release/")),
    Screen("rules", "reviewer", to("/rules/")),
    Screen("rules, one of them", "reviewer", to("/rules/SM001/")),
    Screen("what a new file changed", "reviewer", beside("changes/")),
    Screen("not known", "reviewer", to("/campaigns/999/"), 404),
    Screen("workspace, a discussion", "reviewer", talk),
    Screen("verdict, a draft", "reviewer", verdict_with_a_draft),
    Screen("verdict, nothing to say", "auditor", beside("verdict/")),
    Screen("waivers taken back, none", "reviewer", to("/waivers/undo/?person=4")),
    Screen("waivers taken back, not allowed", "auditor", to("/waivers/undo/"), 403),
    Screen("next section, none", "auditor", to("/queue/next/")),
    Screen("what is left", "reviewer", to("/queue/left/")),
    Screen("reminders", "reviewer", to("/reminders/")),
    Screen("reminders, none", "erin", to("/reminders/")),
    Screen("delegations", "reviewer", to("/delegations/")),
    Screen("delegations, unfit", "reviewer", delegate_nothing),
    Screen("notices", "reviewer", to("/notices/?show=all")),
    Screen("notices, none", "erin", to("/notices/")),
    Screen("notice form", "reviewer", beside("notice/")),
    Screen("notice form, preview", "reviewer", preview_notice),
    Screen("notice form, nothing chosen", "reviewer", choose_nothing),
    Screen("notice, to be answered", "frank", notice("部门整改中")),
    Screen("notice, to be judged", "reviewer", notice("待审核员确认")),
    Screen("board, most errors first", "reviewer", to("/campaigns/2/?sort=errors")),
    Screen("board, one problem", "reviewer", to("/campaigns/2/?rule=SM001")),
    Screen("board, its views", "reviewer", keep_view),
    Screen("a view without a name", "reviewer", keep_nameless),
    Screen("many at once, to pick from", "reviewer", beside("bulk/")),
    Screen("many at once, what would happen", "reviewer", preview_many("verify")),
    Screen("many at once, words needed", "reviewer", preview_many("send-back")),
    Screen("many at once, none may", "auditor", preview_many("verify")),
    Screen("joint release, a form", "publisher", to("/campaigns/2/release/")),
    Screen("joint release, wrongly", "publisher", plan_nothing),
    Screen("joint release, not allowed", "alice", to("/campaigns/2/release/"), 403),
    Screen("statistics", "reviewer", to("/statistics/")),
    Screen("statistics, by department", "reviewer", to("/statistics/?by=department")),
    Screen("statistics, none", "reviewer", to("/statistics/?code=ZZ")),
    Screen("settings", "reviewer", to("/account/settings/")),
    Screen("password", "reviewer", to("/account/password/")),
    Screen("timeline, with today's rules", "reviewer", then_as_today),
    Screen("proof", "auditor", beside("proof/")),
    Screen("numbers of a section", "auditor", beside("sections/s001/provenance/")),
    Screen("provenance", "reviewer", provenance),
    Screen("health", "auditor", to("/health/")),
    Screen("health, not allowed", "reviewer", to("/health/"), 403),
    Screen("draws", "reviewer", to("/draws/")),
    Screen("draws, too early", "auditor", announce_too_early, 422),
    Screen("draw", "auditor", draw),
)
