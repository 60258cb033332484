import pytest

from disclosures.checks.rules.sm001_parts_of_total import parts_of_total
from tests.disclosures.checks.reading import drafts, outcomes, passes


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(
            "支出9.00万元，其中：基本支出4.00万元，项目支出5.00万元。", id="exact"
        ),
        pytest.param(
            "支出9.99万元，其中：基本支出4.99万元，项目支出5.01万元。", id="rounding"
        ),
        pytest.param(
            "支出0.01亿元，其中：基本支出40万元，项目支出60万元。", id="units"
        ),
        pytest.param(
            "支出9.0万元，其中：基本支出4.04万元，项目支出5.00万元。", id="digits shown"
        ),
    ],
)
def test_parts_that_can_make_the_total_pass(text: str):
    assert passes(parts_of_total, text)


def test_the_computation_is_written_out():
    (draft,) = drafts(
        parts_of_total, "支出9.00万元，其中：基本支出4.00万元，项目支出5.03万元。"
    )
    assert "4.00 + 5.03 = 9.03" in draft.message
    assert (draft.stated, draft.expected) == ("9.00万元", "9.03万元")
    assert len(draft.marks) == 3


def test_scores_are_exact():
    assert drafts(parts_of_total, "综合得分9.1分，其中：执行2分，产出3分，效益4分。")


def test_a_list_that_may_leave_parts_out_is_nothing_to_look_at():
    assert outcomes(parts_of_total, "资产9万元，其中：房屋4万元；车辆1万元。") == []
