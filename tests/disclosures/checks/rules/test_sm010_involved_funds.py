from disclosures.checks.rules.sm010_involved_funds import involved_funds
from tests.disclosures.checks.reading import drafts, outcomes, passes, section

ITEMS = (
    "1.河道治理项目。全年预算数50.00万元，执行数40.25万元。",
    "2.绿化养护项目。全年预算数70.00万元，执行数60.50万元。",
)


def told(funds, *items):
    return section(f"对2个项目开展绩效自评，涉及资金{funds}万元。", *items)


def test_what_was_spent_or_planned_on_all_items_passes():
    assert passes(involved_funds, told("100.75", *ITEMS))
    assert passes(involved_funds, told("120.00", *ITEMS))


def test_other_funds_are_found_with_the_sum():
    (draft,) = drafts(involved_funds, told("107.55", *ITEMS))

    assert draft.stated == "107.55万元"
    assert "40.25 + 60.50 = 100.75" in draft.message


def test_fewer_items_than_announced_are_not_held_to_the_sum():
    assert outcomes(involved_funds, told("107.55", ITEMS[0])) == []
