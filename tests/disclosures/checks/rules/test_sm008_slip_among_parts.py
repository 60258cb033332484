import pytest

from disclosures.checks.rules.sm008_slip_among_parts import slip_among_parts
from tests.disclosures.checks.reading import drafts, outcomes

LIST = "运行费412.33万元，其中燃料费{fuel}万元、维修费{repair}万元、保险费115.58万元。"


@pytest.mark.parametrize(
    ("fuel", "repair", "stated"),
    [
        pytest.param("165.27", "113.48", "113.48万元", id="two digits changed places"),
        pytest.param("135.27", "131.48", "135.27万元", id="one digit"),
    ],
)
def test_one_slip_that_explains_the_gap_is_told(fuel, repair, stated):
    (draft,) = drafts(slip_among_parts, LIST.format(fuel=fuel, repair=repair))

    assert draft.stated == stated
    assert "疑为笔误" in draft.message


def test_a_part_left_out_is_no_slip():
    text = LIST.format(fuel="165.27", repair="88.17")

    assert outcomes(slip_among_parts, text)
    assert drafts(slip_among_parts, text) == []


def test_round_amounts_prove_nothing():
    text = "补助款900.00万元，其中甲村300.00万元、乙村200.00万元、丙村300.00万元。"

    assert drafts(slip_among_parts, text) == []
