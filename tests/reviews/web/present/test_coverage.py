"""What could not be checked is told with its reason, and once."""

from reviews.domain.state import Disclosure, Section
from reviews.web.present.coverage import coverage


def section(key):
    return Section(
        key=key, path=(), level=1, heading=f"{key}节", page=0, content="", places=""
    )


STATE = Disclosure(sections={key: section(key) for key in ("s001", "s002")})


def told(*unchecked, outcomes=(), crashed=()):
    return {
        "unchecked": [
            {"code": code, "reason": reason, "section": where}
            for code, reason, where in unchecked
        ],
        "outcomes": list(outcomes),
        "crashed": list(crashed),
    }


def test_one_reason_in_several_sections_is_one_line():
    said = told(("SM001", "缺少总数", "s001"), ("SM001", "缺少总数", "s002"))

    (gap,) = coverage(STATE, said, "s001").gaps

    assert gap.sections == (("s001", "s001节"), ("s002", "s002节"))
    assert gap.here


def test_what_concerns_this_section_comes_first():
    said = told(("SM001", "缺少总数", "s001"), ("PC001", "缺少分母", "s002"))

    first, second = coverage(STATE, said, "s002").gaps

    assert (first.code, first.here) == ("PC001", True)
    assert (second.code, second.here) == ("SM001", False)


def test_what_concerns_the_whole_names_no_section():
    (gap,) = coverage(STATE, told(("CP005", "表在附件", "")), "s001").gaps

    assert gap.sections == ()


def test_the_rules_are_counted_by_their_outcome():
    said = told(
        outcomes=[("A", "found"), ("B", "clean"), ("C", "nothing"), ("D", "crashed")],
        crashed=[("D", "ValueError()")],
    )

    shown = coverage(STATE, said, "s001")

    assert (shown.found, shown.clean, shown.nothing, shown.rules) == (1, 1, 1, 4)
    assert [each.code for each in shown.crashed] == ["D"]
