"""Self-evaluation forms are computed again."""

import pytest

from tests.disclosures.checks.rules.documents import (
    document,
    findings,
    one,
    says,
    state,
    table,
)

FUNDS = (
    "项目资金 |  | 年初预算数 | 全年预算数 | 全年执行数 | 分值 | 执行率 | 得分",
    "（万元） | 年度资金总额 | 90.00 | 100.00 | {spent} | 10 | {rate} | {score}",
)
HEAD = "绩 | 一级指标 | 二级指标 | 三级指标 | 指标值 | 完成值 | 分值 | 得分"
ROWS = (
    " | 产出指标 | 数量 | 指标1：检查次数 | 12 | 12 | 50 | 50",
    " | 效益指标 | 社会 | 指标1：整改率 | 90% | 92% | 30 | 28",
    " | 满意度指标 | 群众 | 指标1：满意度 | 90% | 95% | 10 | 10",
)


def form(
    *, spent="80.00", rate="80.00%", score="8", rows=ROWS, total="总分 | 100 | 96"
):
    funds = [each.format(spent=spent, rate=rate, score=score) for each in FUNDS]
    return ("三、自评", table(*funds, HEAD, *rows, total))


@pytest.mark.parametrize("code", ["SC001", "SC002", "SC003"])
def test_a_consistent_form_is_clean(code):
    assert state(code, form()) == "clean"


def test_scores_that_do_not_add_up_show_the_sum_and_the_row():
    found = one("SC001", form(total="总分 | 100 | 97"))

    assert (found.stated, found.expected) == ("97", "96")
    assert "8+50+28+10=96" in found.message
    assert found.evidence[-1].text == "总分\t100\t97"


def test_totals_are_read_where_spanned_cells_are_kept():
    kept = "总分 |  |  |  |  |  | 100 | 97"

    assert one("SC001", form(total=kept)).stated == "97"


@pytest.mark.parametrize(
    ("changed", "severity"),
    [
        ({"rate": "90.00%", "score": "9"}, "error"),
        ({"spent": "79.995", "rate": "79.99%"}, None),
        ({"score": "9"}, "warning"),
        ({"spent": "99.55", "rate": "99.55%", "score": "9.9"}, "info"),
        ({"spent": "120.00", "rate": "120.00%", "score": "10"}, None),
    ],
)
def test_the_rate_of_execution_and_its_score(changed, severity):
    found = findings("SC002", document(form(**changed)))

    assert [each.severity for each in found] == ([severity] if severity else [])


def test_a_score_above_its_points_is_an_error():
    rows = (" | 产出指标 | 数量 | 指标1：次数 | 12 | 12 | 50 | 51", *ROWS[1:])

    assert one("SC003", form(rows=rows)).severity == "error"


def test_full_points_for_what_was_not_reached_are_a_warning():
    rows = (" | 产出指标 | 数量 | 指标1：次数 | 12 | 10 | 50 | 50", *ROWS[1:])

    assert one("SC003", form(rows=rows)).severity == "warning"


def test_a_cost_below_its_target_was_reached():
    rows = (" | 产出指标 | 成本 | 指标1：场租费用 | 12 | 10 | 50 | 50", *ROWS[1:])

    assert findings("SC003", document(form(rows=rows))) == []


BANDS = "90（含）-100分为优，75（含）-90分为良，60（含）-75分为中。"


@pytest.mark.parametrize(
    ("texts", "count"),
    [
        ((BANDS, "综合得分85.5分，绩效级别为“优”。"), 1),
        ((BANDS, "综合得分85.5分，绩效级别为“良”。"), 0),
        (("综合得分85.5分，绩效级别为“优秀”。",), 1),
        (("综合得分93.50分，评价等级为“优秀”。",), 0),
        (("综合得分85.5分，绩效级别为“良”。",), 0),
    ],
)
def test_the_grade_is_that_of_the_score(texts, count):
    assert len(says("SC004", *texts)) == count


WEIGHTS = ("二、体系", "权重：产出指标50%，效益指标30%，满意度指标10%，其余为执行率。")


def test_points_by_group_are_those_announced():
    assert state("SC005", WEIGHTS, form()) == "clean"


def test_points_by_group_that_differ_show_their_sum():
    rows = (
        " | 产出指标 | 数量 | 指标1：次数 | 12 | 12 | 40 | 40",
        " |  | 质量 | 指标1：合格率 | 95% | 95% | 30 | 30",
        " | 效益指标 | 社会 | 指标1：整改率 | 90% | 92% | 10 | 8",
        " | 满意度指标 | 群众 | 指标1：满意度 | 90% | 95% | 10 | 10",
    )
    found = one("SC005", WEIGHTS, form(rows=rows))

    assert "40+30=70" in found.message
    assert found.expected == "产出50、效益30"


@pytest.mark.parametrize(("score", "count"), [("96", 0), ("96.00", 0), ("98", 1)])
def test_the_score_in_the_text_is_that_of_the_form(score, count):
    heading, rows = form()
    parts = ((heading, f"该项目自评得分{score}分。", rows),)

    assert len(findings("SC006", document(*parts))) == count


@pytest.mark.parametrize(("score", "count"), [("96", 0), ("69", 1)])
def test_of_several_forms_each_is_held_against_its_own_project(score, count):
    def named(project, total):
        funds = [each.format(spent="80.00", rate="80.00%", score="8") for each in FUNDS]
        whole = f"总分 | 100 | {total}"
        return table(f"项目名称 | {project}", *funds, HEAD, *ROWS, whole)

    said = (f"水渠修缮工程自评得分{score}分。", "河道清淤工程自评得分88分。")
    tables = (named("水渠修缮工程", 96), named("河道清淤工程", 88))

    assert len(findings("SC006", document(("三、自评", *said, *tables)))) == count
