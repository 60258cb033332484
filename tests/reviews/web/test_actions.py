import pytest
from django.urls import reverse

from reviews.domain import commands as c
from reviews.domain.state import SectionStage
from tests.reviews.web import scene


def post(client, name, *args, **fields):
    return client.post(reverse(f"web:{name}", args=args), fields)


def test_verifying_goes_on_to_the_next_section(signed_in):
    at = scene.read()

    answer = post(signed_in(at.bob), "verify", at.stream, "s002", based_on=1)

    assert answer.url == reverse("web:section", args=[at.stream, "s003"])
    assert at.state.section_stage("s002") is SectionStage.VERIFIED


def test_verifying_what_has_an_open_error_is_refused_on_the_page(signed_in):
    at = scene.read()

    answer = post(signed_in(at.bob), "verify", at.stream, "s001", based_on=1)

    assert answer.status_code == 409
    assert "未决错误" in answer.content.decode()
    assert 'role="alert"' in answer.content.decode()
    assert answer["HX-Push-Url"] == "false"


def test_nobody_verifies_what_they_wrote(signed_in):
    at = scene.read()
    blocks = ({"p": scene.RIGHT},)
    at.do(
        at.bob, c.EditSection(section="s001", based_on=1, blocks=blocks, reason="更正")
    )

    answer = post(signed_in(at.bob), "verify", at.stream, "s001", based_on=2)

    assert answer.status_code == 403
    assert "四眼原则" in answer.content.decode()
    assert at.state.section_stage("s001") is SectionStage.DRAFT


def test_verifying_a_version_that_is_no_longer_the_present_one_is_refused(signed_in):
    at = scene.read()

    answer = post(signed_in(at.bob), "verify", at.stream, "s002", based_on=7)

    assert answer.status_code == 409
    assert at.state.section_stage("s002") is SectionStage.DRAFT


def test_a_form_without_a_version_is_unfit(signed_in):
    at = scene.read()

    answer = post(signed_in(at.bob), "verify", at.stream, "s002")

    assert answer.status_code == 422


def test_the_same_form_sent_twice_does_one_thing(signed_in):
    at = scene.read()
    bob = signed_in(at.bob)
    sent = {"command": "7b0e8f44-0d2c-4c0e-9a59-1f6d1f1f2a10", "remark": "请核实。"}

    post(bob, "comment", at.stream, "s001", **sent)
    post(bob, "comment", at.stream, "s001", **sent)

    assert len(at.state.comments) == 1


def test_a_flag_is_raised_and_resolved(signed_in):
    at = scene.read()
    bob = signed_in(at.bob)

    post(bob, "flag", at.stream, "s002", remark="口径不清", quote="国有资本")
    [flag] = at.state.flags
    assert at.state.section_stage("s002") is SectionStage.FLAGGED

    post(bob, "resolve-flag", at.stream, "s002", flag, remark="已核实")
    assert not at.state.flags


def test_a_flag_without_a_remark_is_refused_with_the_reason(signed_in):
    at = scene.read()

    answer = post(signed_in(at.bob), "flag", at.stream, "s002", remark=" ")

    assert answer.status_code == 422
    assert "请填写" in answer.content.decode()


def test_an_error_is_waived_by_two(signed_in):
    at = scene.read()
    [fingerprint] = at.state.findings
    place = (at.stream, "s001", fingerprint)

    post(signed_in(at.bob), "waive", *place, reason="口径不同，已核实")
    refused = post(signed_in(at.bob), "confirm-waiver", *place)
    assert (refused.status_code, bool(at.state.open_errors)) == (403, True)

    post(signed_in(at.carol), "confirm-waiver", *place)
    assert not at.state.open_errors

    post(signed_in(at.bob), "revoke-waiver", *place, reason="再核")
    assert at.state.open_errors


def test_a_section_is_assigned_and_taken_back(signed_in):
    at = scene.read()
    bob = signed_in(at.bob)

    post(bob, "assign", at.stream, "s001", assignee=at.carol.pk)
    assert at.state.sections["s001"].assignee == at.carol.pk
    assert (
        "由 carol 审核"
        in bob.get(reverse("web:section", args=[at.stream, "s001"])).content.decode()
    )

    post(bob, "assign", at.stream, "s001", assignee="0")
    assert at.state.sections["s001"].assignee == 0


def test_a_disclosure_is_sent_back_and_comes_again(signed_in):
    at = scene.read()

    post(signed_in(at.bob), "send-back", at.stream, remark="请更正分项")
    assert at.state.returned
    post(signed_in(at.alice), "resubmit", at.stream)
    assert not at.state.returned


def test_sending_back_without_a_reason_keeps_the_person_on_the_page(signed_in):
    at = scene.read()

    answer = post(signed_in(at.bob), "send-back", at.stream, remark="", section="s002")

    assert answer.status_code == 422
    assert "退回原因" in answer.content.decode()


@pytest.mark.parametrize("name", ["verify", "flag", "comment", "assign"])
def test_an_address_of_an_action_reloaded_leads_back_to_the_section(signed_in, name):
    at = scene.read()

    answer = signed_in(at.bob).get(reverse(f"web:{name}", args=[at.stream, "s001"]))

    assert answer.url == reverse("web:section", args=[at.stream, "s001"])


@pytest.mark.parametrize(
    ("name", "fields"),
    [
        ("verify", {"based_on": 1}),
        ("flag", {"remark": "x"}),
        ("assign", {"assignee": "me"}),
    ],
)
def test_a_submitter_may_not_review(signed_in, name, fields):
    at = scene.read()

    answer = post(signed_in(at.alice), name, at.stream, "s002", **fields)

    assert answer.status_code == 403
    assert "审核员" in answer.content.decode()
