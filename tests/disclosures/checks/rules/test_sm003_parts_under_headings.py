from disclosures.checks.rules.sm003_parts_under_headings import parts_under_headings
from tests.disclosures.checks.reading import drafts, outcomes, passes, section

ABOVE = "三、一般公共预算财政拨款支出"
DETAILS = "（二）具体情况"


def document(second: str):
    return (
        section(
            "一般公共预算财政拨款支出9.00万元。",
            key="s1",
            path=(ABOVE, "（一）总体情况"),
        ),
        section(
            "决算4.00万元，比年初预算增加1.00万元。",
            key="s2",
            path=(ABOVE, DETAILS, "1.教育支出"),
        ),
        section(
            f"决算{second}万元，比年初预算增加1.00万元。",
            key="s3",
            path=(ABOVE, DETAILS, "2.农林水支出"),
        ),
    )


def test_headings_that_make_the_total_pass():
    assert passes(parts_under_headings, *document("5.00"))


def test_headings_that_do_not_make_the_total_are_told():
    (draft,) = drafts(parts_under_headings, *document("3.00"))
    assert "4.00 + 3.00 = 7.00" in draft.message
    assert [each.section for each in draft.marks] == ["s1", "s2", "s3"]


def test_headings_of_another_kind_are_nothing_to_look_at():
    lone = section("决算4.00万元。", key="s2", path=(ABOVE, "（二）其他", "1.教育支出"))
    assert outcomes(parts_under_headings, document("5.00")[0], lone) == []
