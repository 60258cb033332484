"""How a figure stands: in relations that hold, and in relations that do not."""

from disclosures.checks.context import Context
from disclosures.checks.memo import Memo
from disclosures.checks.runner import check
from disclosures.checks.standing import standings
from tests.disclosures.checks.reading import section


def stands(text: str) -> dict[str, tuple[int, int]]:
    """Return (holds, fails) by the figure as it is written."""
    memo = Memo()
    check([section(text)], Context(kind="决算", year=2025), memo=memo)
    return {
        text[place.start : place.end]: (each.holds, each.fails)
        for place, each in standings(memo).items()
    }


def test_a_share_that_holds_is_counted_for_all_three_figures():
    found = stands("支出合计90万元，其中：用车费30万元，占支出合计的33.33%。")

    assert all(found[each][0] and not found[each][1] for each in ("90", "30", "33.33"))


def test_a_share_that_fails_is_counted_against_all_three():
    found = stands("支出合计90万元，其中：用车费30万元，占支出合计的43.33%。")

    assert all(found[each][1] == 1 for each in ("90", "30", "43.33"))


def test_what_rounding_explains_holds():
    found = stands(
        "支出总额10.00万元，其中：货物3.33万元，工程3.34万元，服务3.32万元。"
    )

    assert found["10.00"][0] > 0 and found["10.00"][1] == 0


def test_a_rule_on_wording_says_nothing_of_figures():
    assert stands("公务接待费12.50万，，已全部支付。") == {}
