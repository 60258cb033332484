from disclosures.checks.rules.sm002_parts_within_total import parts_within_total
from tests.disclosures.checks.reading import drafts, passes


def test_parts_below_their_total_pass():
    assert passes(parts_within_total, "资产9万元，其中：房屋4万元；车辆1万元。")


def test_parts_above_their_total_are_told_with_the_excess():
    (draft,) = drafts(
        parts_within_total, "资产9.0万元，其中：房屋8.0万元；车辆3.0万元。"
    )
    assert "大于总数 9.0万元，超出 2.0万元" in draft.message


def test_one_part_larger_than_the_whole_is_enough():
    assert drafts(parts_within_total, "合同金额9.00万元，其中：小微企业合同9.50万元。")
