from django.urls import reverse

from reviews.domain import commands as c
from reviews.queries import reading
from tests.reviews.web import scene


def form(at, text=scene.RIGHT, based_on=1, **more):
    return {"w0": text, "based_on": based_on, "reason": "更正分项", **more}


def url(at, name="edit", key="s001"):
    return reverse(f"web:{name}", args=[at.stream, key])


def test_a_corrected_figure_is_a_new_version_and_its_finding_has_gone(signed_in):
    at = scene.read()

    answer = signed_in(at.bob).post(url(at), form(at))

    assert answer.url == reverse("web:section", args=[at.stream, "s001"])
    assert at.state.sections["s001"].version == 2
    assert not at.state.findings


def test_saving_and_going_on_leads_to_the_next_section(signed_in):
    at = scene.read()

    answer = signed_in(at.bob).post(url(at), form(at, then="next"))

    assert answer.url == reverse("web:section", args=[at.stream, "s002"])


def test_a_save_that_changes_nothing_makes_no_version(signed_in):
    at = scene.read()
    bob = signed_in(at.bob)

    answer = bob.post(url(at), form(at, scene.WRONG), follow=True)

    assert at.state.sections["s001"].version == 1
    assert "内容没有变化" in answer.content.decode()


def test_without_a_reason_the_words_stay_in_the_form(signed_in):
    at = scene.read()

    answer = signed_in(at.bob).post(url(at), form(at, reason=""))

    assert answer.status_code == 422
    assert scene.RIGHT in answer.content.decode()
    assert "修改原因" in answer.content.decode()


def test_a_stale_save_loses_nothing_and_changes_nothing(signed_in):
    at = scene.read()
    theirs = "另一人改写的说明。"
    at.do(
        at.carol,
        c.EditSection(
            section="s001", based_on=1, blocks=({"p": theirs},), reason="改写"
        ),
    )

    answer = signed_in(at.bob).post(url(at), form(at))

    html = answer.content.decode()
    assert answer.status_code == 409
    assert scene.RIGHT in html and theirs in html
    assert 'name="based_on" value="2"' in html
    assert at.state.sections["s001"].version == 2


def test_a_table_out_of_shape_is_said_at_its_field(signed_in):
    at = scene.read()

    answer = signed_in(at.bob).post(
        url(at, key="s003"), {"t0": "a\tb\tc\td", "based_on": 1, "reason": "x"}
    )

    html = answer.content.decode()
    assert answer.status_code == 422
    assert 'aria-invalid="true"' in html and "第 1 行" in html
    assert "a\tb\tc\td" in html


def test_the_preview_says_what_would_be_cleared_and_stores_nothing(signed_in):
    at = scene.read()

    answer = signed_in(at.bob).post(url(at, "preview"), form(at))

    assert "已消除" in answer.content.decode()
    assert at.state.sections["s001"].version == 1
    assert at.state.findings


def test_the_preview_says_what_would_appear(signed_in):
    at = scene.read(scene.RIGHT)

    answer = signed_in(at.bob).post(url(at, "preview"), form(at, scene.WRONG))

    assert "新增" in answer.content.decode()


def test_a_suggestion_is_put_into_the_form_with_its_reason(signed_in):
    at = scene.read("本部门无国有资本经营预算，，也无相关支出。")
    [fingerprint] = at.state.findings
    bob = signed_in(at.bob)
    shown = bob.get(reverse("web:section", args=[at.stream, "s001"])).context
    [finding] = shown["findings"]

    answer = bob.get(url(at), {"fix": fingerprint})

    assert finding.suggestion
    [(field, value)] = answer.context["fields"]
    assert value != field.value and finding.suggestion in value
    assert answer.context["reason"].startswith("采纳校核建议")


def test_a_submitter_edits_only_what_was_sent_back(signed_in):
    at = scene.read()
    alice = signed_in(at.alice)

    assert alice.get(url(at)).status_code == 409
    at.do(at.bob, c.SendBack(remark="请更正"))
    assert alice.get(url(at)).status_code == 200


def test_one_cell_is_mended_in_the_grid(signed_in):
    at = scene.read()
    page = signed_in(at.bob).get(url(at, key="s003")).content.decode()
    assert 'name="t0.1.1"' in page and "整表编辑" in page

    answer = signed_in(at.bob).post(
        url(at, key="s003"), {"t0.1.1": "7.77", "based_on": 1, "reason": "核对账簿"}
    )

    assert answer.status_code == 302
    [block] = reading.blocks(at.state.sections["s003"])
    assert block.rows[1][1] == "7.77"


def test_a_cell_and_the_whole_text_at_once_lose_nothing(signed_in):
    at = scene.read()
    both = {"t0": "科目\t金额", "t0.1.1": "7.77", "based_on": 1, "reason": "核对"}

    answer = signed_in(at.bob).post(url(at, key="s003"), both)

    html = answer.content.decode()
    assert answer.status_code == 422
    assert "请只用一种方式修改" in html and "科目\t金额" in html
