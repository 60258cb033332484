from django.urls import reverse

from reviews.domain import commands as c
from tests.reviews.web import scene


def page(client, at, key="s001", **query):
    return client.get(reverse("web:section", args=[at.stream, key]), query)


def test_the_section_is_shown_with_its_finding_marked_in_the_text(signed_in):
    at = scene.read()

    html = page(signed_in(at.bob), at).content.decode()

    assert 'class="m-error"' in html
    assert 'id="f1"' in html and 'href="#f1"' in html
    assert "有问题" in html and "错误" in html


def test_the_whole_leads_to_the_first_section_that_waits(signed_in):
    at = scene.read()

    answer = signed_in(at.bob).get(reverse("web:disclosure", args=[at.stream]))

    assert answer.url == reverse("web:section", args=[at.stream, "s001"])


def test_a_table_is_a_table_with_headings_and_numbers_to_the_right(signed_in):
    at = scene.read()

    html = page(signed_in(at.bob), at, "s003").content.decode()

    assert '<th scope="col">预算数</th>' in html
    assert '<td class="number">9.50</td>' in html


def test_a_stranger_is_asked_to_sign_in_and_comes_back(client, db):
    at = scene.read()

    answer = page(client, at)

    assert answer.status_code == 302
    assert answer.url.startswith("/login/?next=/disclosures/")


def test_a_submitter_of_another_department_does_not_learn_that_it_exists(signed_in):
    at = scene.read()
    other = scene.builders.account(
        "submitter", username="eve", department=scene.builders.department("202")
    )

    assert page(signed_in(other), at).status_code == 404


def test_a_section_that_is_not_there_is_not_found(signed_in):
    at = scene.read()

    assert page(signed_in(at.bob), at, "s999").status_code == 404


def test_each_tab_can_be_read(signed_in):
    at = scene.read()
    at.do(at.bob, c.CommentSection(comment="c1", section="s001", remark="请核实。"))
    bob = signed_in(at.bob)

    assert "请核实。" in page(bob, at, tab="talk").content.decode()
    assert "发表意见" in page(bob, at, tab="history").content.decode()
    assert "内容指纹" in page(bob, at, tab="source").content.decode()


def test_only_what_has_problems_is_listed_on_demand(signed_in):
    at = scene.read()

    outline = page(signed_in(at.bob), at, only="problems").context["outline"]

    assert [entry.key for entry in outline] == ["s001"]


def test_a_reviewer_is_told_beforehand_why_a_section_cannot_be_verified(signed_in):
    at = scene.read()

    html = page(signed_in(at.bob), at).content.decode()

    assert 'aria-describedby="verify-why"' in html
    assert "未决错误" in html


def test_a_section_needs_six_queries_beside_those_for_who_asks_and_the_bell(
    signed_in, django_assert_max_num_queries
):
    at = scene.read()
    bob = signed_in(at.bob)
    page(bob, at)

    with django_assert_max_num_queries(10):
        page(bob, at)


def test_what_could_not_be_checked_is_said_with_its_reason(signed_in):
    at = scene.read("绿化支出30.00万元，占养护总支出的60.00%。")
    panel = page(signed_in(at.bob), at).context["coverage"]
    html = page(signed_in(at.bob), at).content.decode()

    assert "可核对情况" in html
    assert panel.gaps
    assert all(gap.reason in html for gap in panel.gaps)


def test_rounding_tails_are_one_line_that_can_be_opened(signed_in):
    at = scene.read(
        "支出总额10.00万元，其中：货物3.33万元，工程3.33万元，服务3.33万元。"
    )
    html = page(signed_in(at.bob), at).content.decode()

    assert html.count('<summary class="small">四舍五入尾差') == 1
