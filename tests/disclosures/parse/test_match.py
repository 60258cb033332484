from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from disclosures.parse.match import match
from disclosures.parse.model import Section, TextBlock

TEXT = "青禾区水务局2023年度收入总计1,234.56万元，比上年有所增加。"
OTHER = "全年支出用于河道养护、泵站运行和供水设施改造三个方面。"


def section(key: str, *path: str, text: str = TEXT) -> Section:
    return Section(key, path, len(path), path[-1], (TextBlock(text),))


def outcome(old: list[Section], new: list[Section]):
    matching = match(old, new)
    return [(m.old_key, m.new_key, m.how) for m in matching.matched], matching.dropped


def test_an_unchanged_file_matches_throughout():
    old = [section("s001", "一、概况"), section("s002", "二、收入", text=OTHER)]

    assert outcome(old, old) == (
        [("s001", "s001", "same"), ("s002", "s002", "same")],
        (),
    )


def test_a_changed_figure_is_a_change_under_the_same_path():
    old = [section("s001", "一、概况")]
    new = [section("s001", "一、概况", text=TEXT.replace("1,234.56", "1,234.57"))]

    assert outcome(old, new) == ([("s001", "s001", "changed")], ())


def test_white_space_is_no_change():
    old = [section("s001", "一、概况", text=TEXT)]
    new = [section("s001", "一、 概况", text=TEXT.replace("，", "， "))]

    assert outcome(old, new)[0][0][2] == "same"


def test_a_section_under_another_parent_moved():
    old = [
        section("s001", "一、概况", "（一）职责"),
        section("s002", "二、说明", text=OTHER),
    ]
    new = [
        section("s001", "二、说明", text=OTHER),
        section("s002", "二、说明", "（一）职责"),
    ]

    found, dropped = outcome(old, new)

    assert found == [("s002", "s001", "same"), ("s001", "s002", "moved")]
    assert dropped == ()


def test_a_section_put_in_is_new_and_one_left_out_is_dropped():
    old = [section("s001", "一、概况"), section("s002", "二、收入", text=OTHER)]
    new = [
        section("s001", "一、概况"),
        section("s002", "三、资产", text="共有车辆两台。"),
    ]

    assert outcome(old, new) == (
        [("s001", "s001", "same"), (None, "s002", "new")],
        ("s002",),
    )


def test_a_reworded_heading_over_the_same_words_is_a_change():
    old = [section("s001", "一、收入情况")]
    new = [section("s001", "一、收入决算情况说明", text=TEXT + "特此说明。")]

    assert outcome(old, new)[0] == [("s001", "s001", "changed")]


def test_short_answers_do_not_match_each_other_across_headings():
    old = [section("s001", "一、概况", "建议", text="无")]
    new = [section("s001", "二、说明", "建议", text="无")]

    assert outcome(old, new) == ([(None, "s001", "new")], ("s001",))


texts = st.sampled_from([TEXT, OTHER, "无", ""])
sections = st.lists(
    st.tuples(st.sampled_from(["一、概况", "二、说明", "（一）收入"]), texts),
    max_size=8,
).map(
    lambda made: [
        section(f"s{i + 1:03d}", heading, text=text)
        for i, (heading, text) in enumerate(made)
    ]
)


@given(sections, sections)
def test_every_section_is_accounted_for_once(old, new):
    found, dropped = outcome(old, new)

    used = [key for key, _, _ in found if key] + list(dropped)
    assert sorted(used) == [each.key for each in old]
    assert [key for _, key, _ in found] == [each.key for each in new]


@given(sections)
def test_a_file_matches_itself_whatever_keys_it_gets(old):
    new = [replace(each, key=f"t{i}") for i, each in enumerate(old)]

    assert all(how in ("same", "moved") for _, _, how in outcome(old, new)[0])
