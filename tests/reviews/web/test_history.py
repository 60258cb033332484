from django.urls import reverse

from reviews.domain import commands as c
from tests.reviews.web import scene


def edited():
    at = scene.read()
    at.do(
        at.bob,
        c.EditSection(
            section="s001", based_on=1, blocks=({"p": scene.RIGHT},), reason="更正分项"
        ),
    )
    return at


def test_two_versions_are_compared_with_their_numbers(signed_in):
    at = edited()

    answer = signed_in(at.carol).get(reverse("web:versions", args=[at.stream, "s001"]))

    [change] = answer.context["difference"].numbers
    assert (change.old, change.new) == ("250.00", "200.00")
    assert "更正分项" in answer.content.decode()


def test_the_default_is_what_changed_since_i_last_verified(signed_in):
    at = scene.read(scene.RIGHT)
    at.do(at.carol, c.VerifySection(section="s001", based_on=1))
    for number, text in enumerate((scene.RIGHT + "甲。", scene.RIGHT + "乙。"), 1):
        at.do(
            at.bob,
            c.EditSection(
                section="s001", based_on=number, blocks=({"p": text},), reason="改"
            ),
        )
    address = reverse("web:versions", args=[at.stream, "s001"])

    mine = signed_in(at.carol).get(address).context
    bobs = signed_in(at.bob).get(address).context

    assert (mine["old"].version, bobs["old"].version) == (1, 2)


def test_equal_versions_say_so(signed_in):
    at = edited()

    answer = signed_in(at.bob).get(
        reverse("web:versions", args=[at.stream, "s001"]), {"a": 2, "b": 2}
    )

    assert "两个版本内容相同" in answer.content.decode()


def test_a_moment_shows_the_text_and_the_findings_as_they_were(signed_in):
    at = edited()
    bob = signed_in(at.bob)
    address = reverse("web:timeline", args=[at.stream])
    moments = bob.get(address).context["moments"]
    read = next(m for m in moments if m.kind == "ChecksRun")

    then = bob.get(address, {"position": read.position})

    html = then.content.decode()
    assert "历史时点" in html
    assert scene.WRONG in html and scene.RIGHT not in html
    assert len(then.context["then_findings"]) == 1


def test_events_are_listed_newest_first_and_by_kind(signed_in):
    at = edited()

    shown = (
        signed_in(at.bob)
        .get(reverse("web:timeline", args=[at.stream]), {"group": "text"})
        .context["shown"]
    )

    assert [m.kind for m in shown] == [
        "SectionEdited",
        "DisclosureRead",
        "DisclosureSubmitted",
    ]


def test_a_time_before_everything_has_nothing_to_show(signed_in):
    at = edited()

    answer = signed_in(at.bob).get(
        reverse("web:timeline", args=[at.stream]), {"at": "1999-01-01T00:00"}
    )

    assert "那时还没有这份材料" in answer.content.decode()
