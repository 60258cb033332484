"""One cause, one finding."""

from collections.abc import Iterator

from disclosures.checks.finding import Severity
from disclosures.checks.merge import merged
from disclosures.checks.rule import Draft, Mark, Material, rule
from tests.disclosures.checks.reading import run


@rule("ZZ001", "any", severity=Severity.ERROR)
def any_rule(material: Material) -> Iterator[Draft]:
    """Yield nothing."""
    yield from ()


def at(start: int) -> Mark:
    return Mark("s", start, start + 1)


def draft(*places: int, cause: str = "", message: str = "") -> Draft:
    marks = tuple(at(each) for each in places)
    return Draft(message or str(places), marks, suspects=marks, cause=cause)


def merge(*drafts: Draft, confirmed: tuple[tuple[Mark, ...], ...] = ()) -> list[Draft]:
    found = merged([(any_rule, each) for each in drafts], confirmed, {"s": 0})
    return [each for _, each in found]


def test_relations_that_share_an_unconfirmed_figure_are_one_finding():
    (one,) = merge(draft(1, 2), draft(3, 2), draft(2, 4))
    assert one.marks[0] == at(2)
    assert set(one.marks) == {at(1), at(2), at(3), at(4)}


def test_a_figure_that_more_relations_confirm_joins_nothing():
    held = ((at(2), at(5)), (at(2), at(6)))
    assert len(merge(draft(1, 2), draft(3, 2), confirmed=held)) == 2


def test_relations_with_nothing_in_common_stay_apart():
    assert len(merge(draft(1, 2), draft(3, 4))) == 2


def test_one_cause_told_in_two_places_is_one_finding():
    (one,) = merge(draft(1, cause="a"), draft(9, cause="a"))
    assert one.marks == (at(1), at(9))


def test_a_wrong_total_is_told_once_with_all_that_it_breaks():
    found = [
        each
        for each in run(
            "支出合计8.00万元，其中：基本支出4.00万元，占支出合计的44.44%；"
            "项目支出5.00万元，占支出合计的55.56%。"
        ).findings
        if each.code[:2] in ("SM", "PC")
    ]
    (one,) = found
    assert one.evidence[0].text == "8.00"
    assert {each.text for each in one.evidence} == {
        "8.00",
        "4.00",
        "5.00",
        "44.44",
        "55.56",
    }


def test_the_same_wrong_list_in_two_sections_is_told_once():
    text = "综合得分9.1分，其中：执行2分，产出3分，效益4分。"
    found = [
        each for each in run(text, f"再次说明，{text}").findings if each.code == "SM001"
    ]
    (one,) = found
    assert {each.section for each in one.evidence} == {"s001", "s002"}
