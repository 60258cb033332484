"""What a machine read is marked on the page until a person has changed it."""

import pytest
from django.urls import reverse

from disclosures.parse.stored import blocks_to_json
from reviews.domain import commands as c
from reviews.domain.errors import Refused
from reviews.queries import reading
from tests.reviews.web import scene
from tests.reviews.web.test_source import read

pytestmark = pytest.mark.django_db
SURE = {"p": "本部门职责是管理档案。", "ocr": 91}
UNSURE = {"p": "本部门设三个科室。", "ocr": 58}
TYPED = {"p": "本部门没有下属单位。"}
TABLE = {"table": [["科目", "决算数"], ["办公费", "9.50"]], "header": 1, "ocr": 83}


@pytest.fixture
def there():
    submitted = scene.submitted()
    read(submitted, SURE, UNSURE, TYPED, TABLE, places=())
    return submitted


def blocks(there):
    return blocks_to_json(reading.blocks_by_key(there.state, ["s001"])["s001"])


def test_each_block_that_a_machine_read_says_so_with_its_confidence(signed_in, there):
    address = reverse("web:section", args=[there.stream, "s001"])

    html = signed_in(there.bob).get(address).content.decode()

    assert html.count('class="ocr') == 2
    assert html.count('class="ocr unsure"') == 1
    for confidence in (91, 58, 83):
        assert f"机器识别，可信度 {confidence}%" in html


def test_an_edit_takes_the_mark_off_what_it_changes_and_off_nothing_else(
    signed_in, there
):
    edited = {
        "based_on": "1",
        "reason": "对照原件",
        "w0": "本部门职责是管理档案。\n本部门设四个科室。\n本部门没有下属单位。",
    }
    address = reverse("web:edit", args=[there.stream, "s001"])

    answer = signed_in(there.bob).post(address, edited)

    assert answer.status_code == 302
    assert blocks(there) == [SURE, {"p": "本部门设四个科室。"}, TYPED, TABLE]


@pytest.mark.parametrize(
    "forged",
    [
        {**TYPED, "ocr": 80},
        {**UNSURE, "ocr": 57},
        {"p": "改过的一段。", "ocr": 58},
        {**TABLE, "table": [["科目", "决算数"], ["办公费", "9.60"]]},
    ],
)
def test_nobody_marks_text_as_read_by_machine_to_make_its_errors_weigh_less(
    there, forged
):
    command = c.EditSection(
        section="s001", based_on=1, blocks=(SURE, forged), reason="改"
    )

    with pytest.raises(Refused) as refused:
        there.do(there.bob, command)

    assert "ocr" in str(refused.value.message)
    assert blocks(there) == [SURE, UNSURE, TYPED, TABLE]


def test_what_a_machine_read_may_be_moved_and_left_out_as_it_is(there):
    command = c.EditSection(
        section="s001", based_on=1, blocks=(TABLE, UNSURE), reason="次序"
    )

    there.do(there.bob, command)

    assert blocks(there) == [TABLE, UNSURE]


def test_a_table_that_a_person_changed_is_a_persons(signed_in, there):
    edited = {
        "based_on": "1",
        "reason": "对照原件",
        "t1": "科目\t决算数\n办公费\t9.60",
    }
    address = reverse("web:edit", args=[there.stream, "s001"])

    signed_in(there.bob).post(address, edited)

    assert blocks(there)[:3] == [SURE, UNSURE, TYPED]
    assert blocks(there)[3] == {
        "table": [["科目", "决算数"], ["办公费", "9.60"]],
        "header": 1,
    }
