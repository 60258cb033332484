"""What a new file changed, section by section."""

from django.urls import reverse

from reviews import handlers
from reviews.domain import commands as c
from reviews.domain import events as e
from tests.reviews.web import scene

OLD = (
    ("s001", "职能", "本局管理全区的档案。", "new"),
    ("s002", "收入", "本年收入合计100.00万元。", "new"),
    ("s003", "支出", "本年支出合计100.00万元。", "new"),
    ("s004", "其他", "本局没有其他需要说明的事项。", "new"),
)
NEW = (
    ("s003", "支出", "本年支出合计100.00万元。", "moved"),
    ("s001", "职能", "本局管理全区的档案。", "same"),
    ("s002", "收入情况", "本年收入合计120.00万元。", "changed"),
    ("s005", "名词解释", "结转指尚未用完的资金。", "new"),
)


def reading(there, sections):
    there_are = tuple(
        c.ReadSection(
            key=key,
            path=(heading,),
            level=1,
            heading=heading,
            page=0,
            blocks=({"p": text},),
            how=how,
        )
        for key, heading, text, how in sections
    )
    command = c.RecordReading(
        file=there.state.file,
        parser="test",
        kind="决算",
        year=2025,
        unit_name="第101号局",
        sections=there_are,
    )
    scene.execute(there.stream, command, handlers.system(there.department.bureau_id))


def replaced():
    there = scene.submitted()
    reading(there, OLD)
    there.do(there.alice, c.ReplaceSource(file="1" * 64, file_name="新.txt"))
    reading(there, NEW)
    return there


def page(client, there, **query):
    return client.get(reverse("web:changes", args=[there.stream]), query)


def keys(changes):
    return [each.key for each in changes]


def test_each_section_is_in_the_list_of_what_became_of_it(signed_in):
    there = replaced()

    told = page(signed_in(there.bob), there).context["told"]

    assert keys(told.changed) == ["s002"]
    assert keys(told.new) == ["s005"]
    assert keys(told.gone) == ["s004"]
    assert keys(told.moved) == ["s003"]
    assert keys(told.same) == ["s001"]


def test_what_changed_is_shown_with_its_difference_and_its_old_heading(signed_in):
    there = replaced()

    html = page(signed_in(there.bob), there).content.decode()

    assert "100.00</del>" in html and "120.00</ins>" in html
    assert "原标题：收入" in html
    assert "数字 1 处" in html


def test_an_edit_before_the_new_file_is_part_of_what_was_there(signed_in):
    there = scene.submitted()
    reading(there, OLD)
    mended = c.EditSection(
        section="s002",
        based_on=1,
        blocks=({"p": "本年收入合计120.00万元。"},),
        reason="更正",
    )
    there.do(there.bob, mended)
    there.do(there.alice, c.ReplaceSource(file="1" * 64, file_name="新.txt"))
    reading(there, NEW)

    told = page(signed_in(there.bob), there).context["told"]

    assert told.changed == ()
    assert keys(told.same) == ["s001", "s002"]


def test_a_first_reading_has_nothing_to_be_compared_with(signed_in):
    there = scene.read()

    assert "第一次读入" in page(signed_in(there.bob), there).content.decode()


def test_a_file_that_waits_has_nothing_either(signed_in):
    there = scene.submitted()

    assert "还没有读成" in page(signed_in(there.bob), there).content.decode()


def test_an_earlier_reading_can_be_asked_for_and_another_event_cannot(signed_in):
    there = replaced()
    bob = signed_in(there.bob)
    records = scene.handlers.store.load(there.department.bureau_id, there.stream)
    first = next(r for r in records if isinstance(r.event, e.DisclosureRead))

    assert page(bob, there, position=first.position).context["first"]
    assert page(bob, there, position=records[0].position).status_code == 404
    assert page(bob, there, position="x").status_code == 404


def test_who_must_not_know_of_the_disclosure_does_not(signed_in):
    there = replaced()
    eve = scene.builders.account(
        "submitter", username="eve", department=scene.builders.department("202")
    )

    assert page(signed_in(eve), there).status_code == 404


def test_the_timeline_and_the_section_lead_there(signed_in):
    there = scene.verified()
    there.do(there.alice, c.ReplaceSource(file="1" * 64, file_name="新.txt"))
    reading(there, [("s001", "1号情况说明", "本年支出合计120.00万元。", "changed")])
    bob = signed_in(there.bob)

    address = reverse("web:changes", args=[there.stream])
    timeline = reverse("web:timeline", args=[there.stream])
    section = reverse("web:section", args=[there.stream, "s001"])
    assert address in bob.get(timeline).content.decode()
    assert address in bob.get(section).content.decode()
