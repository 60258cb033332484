"""Editing and judging sections by HTTP: what was seen counts."""

import pytest

from reviews.models import EventRecord
from tests.reviews import scenarios
from tests.reviews.api.conftest import finding, section, whole
from tests.reviews.scenarios import SHARES, SUMS, WRONG_SHARES

EDIT = {"text": SUMS, "reason": "更正其他收入"}


def test_an_edit_answers_with_the_version_and_what_it_did_to_findings(office, caller):
    scenarios.read(office)
    mark = office.mark()

    answer = caller("bob").patch(f"{section(office, 's002')}/", EDIT, If_Match='"1"')

    assert (answer.status_code, answer["ETag"]) == (200, '"2"')
    said = answer.json()
    assert said["section"]["version"] == 2
    assert said["section"]["blocks"] == [{"p": SUMS}]
    assert (said["appearing"], said["clearing"]) == ([], [mark])
    assert said["disclosure_version"] == office.state.version


def test_an_edit_needs_to_say_what_was_seen(office, caller):
    scenarios.read(office)

    answer = caller("bob").patch(f"{section(office, 's002')}/", EDIT)

    assert answer.status_code == 428
    assert answer["Content-Type"] == "application/problem+json"
    assert "If-Match" in answer.json()["detail"]


def test_an_edit_of_a_past_version_is_told_what_has_changed_since(office, caller):
    scenarios.read(office)
    office.edit("carol", "s002", SUMS + "另附说明。")

    answer = caller("bob").patch(f"{section(office, 's002')}/", EDIT, If_Match='"1"')

    assert (answer.status_code, answer["ETag"]) == (412, '"2"')
    said = answer.json()
    assert said["code"] == "out-of-date"
    assert said["current_version"] == 2
    (change,) = said["changes"]
    assert (change["version"], change["what"]) == (2, "edited")
    assert change["by"] == office.people["carol"].pk


def test_the_same_key_is_the_same_edit_and_other_words_are_refused(office, caller):
    scenarios.read(office)
    bob, path = caller("bob"), f"{section(office, 's002')}/"
    first = bob.patch(path, EDIT, If_Match='"1"', Idempotency_Key="k-1")
    office.edit("carol", "s002", SUMS + "另附说明。")

    again = bob.patch(path, EDIT, If_Match='"1"', Idempotency_Key="k-1")
    other = bob.patch(
        path, {**EDIT, "reason": "另一个原因"}, If_Match='"1"', Idempotency_Key="k-1"
    )

    assert again.json() == first.json()
    assert again["Idempotency-Replayed"] == "true"
    assert (other.status_code, other.json()["code"]) == (422, "key-reused")


def test_a_key_is_ones_own(office, caller):
    scenarios.read(office)
    path = f"{section(office, 's001')}/comments/"
    for name in ("bob", "carol"):
        answer = caller(name).post(path, {"remark": "请核"}, Idempotency_Key="same")
        assert answer.status_code == 201
    assert len(office.state.comments) == 2


@pytest.mark.parametrize("key", ["有", " ", "x" * 201])
def test_a_key_is_visible_ascii(office, caller, key):
    scenarios.read(office)
    answer = caller("bob").post(
        f"{section(office, 's001')}/comments/", {"remark": "请核"}, Idempotency_Key=key
    )
    assert answer.status_code == 422


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"reason": "改"},
        {"text": "一", "blocks": [{"p": "一"}], "reason": "改"},
        {"text": "一"},
        {"text": "一", "reason": ""},
        {"text": 5, "reason": []},
        {"text": "\x00", "reason": "改"},
        {"text": "\ud800", "reason": "改"},
        {"blocks": [{"q": "一"}], "reason": "改"},
        {"blocks": [{"p": "一", "table": [["二"]]}], "reason": "改"},
        {"blocks": [{"p": "一", "title": "二"}], "reason": "改"},
        {"blocks": [{"table": [["一"], ["二", "三"]]}], "reason": "改"},
        {"blocks": [{"table": [["一"]], "spans": [[0, 0, 9, 9]]}], "reason": "改"},
        {"blocks": "一", "reason": "改"},
        {"blocks": [[]], "reason": "改"},
    ],
)
def test_a_body_of_another_shape_is_refused_by_field_and_changes_nothing(
    office, caller, body
):
    scenarios.read(office)
    bob = caller("bob")
    before = EventRecord.objects.count()

    answer = bob.patch(f"{section(office, 's001')}/", body, If_Match='"1"')

    assert answer.status_code == 422
    assert answer.json()["request_id"] == answer["X-Request-ID"]
    assert EventRecord.objects.count() == before


def test_a_table_is_edited_as_blocks_and_is_not_lost_to_text(office, caller):
    scenarios.read(office)
    bob, path = caller("bob"), f"{section(office, 's001')}/"
    table = {"table": [["项目", "金额"], ["合计", "1.00"]], "header": 1, "unit": "万元"}
    saved = bob.patch(path, {"blocks": [table], "reason": "补表"}, If_Match='"1"')
    assert saved.json()["section"]["blocks"] == [table]

    answer = bob.patch(path, {"text": "一", "reason": "改"}, If_Match='"2"')

    assert (answer.status_code, answer.json()["code"]) == (422, "has-tables")


def test_a_preview_tells_and_stores_nothing(office, caller):
    scenarios.read(office)
    bob = caller("bob")
    before = EventRecord.objects.count()
    path = f"{section(office, 's003')}/preview/"

    answer = bob.post(path, {"text": WRONG_SHARES}, If_Match='"1"')

    (found,) = answer.json()["appearing"]
    assert (found["code"], found["status"]) == ("PC001", "open")
    assert EventRecord.objects.count() == before
    assert bob.post(path, {"text": "一"}, If_Match='"7"').status_code == 412


def test_verifying_is_of_what_was_seen_and_not_of_ones_own(office, caller):
    scenarios.edited(office)
    path = f"{section(office, 's002')}/verify/"

    assert caller("carol").post(path).status_code == 428
    assert caller("carol").post(path, If_Match='"1"').status_code == 412
    own = caller("bob").post(path, If_Match='"2"')
    assert (own.status_code, own.json()["code"]) == (403, "own-work")
    assert own.json()["who"] == "审核员"
    done = caller("carol").post(path, If_Match='"2"')
    assert done.json()["state"] == "verified"
    assert done.json()["verification"]["by"]["name"] == "carol"


def test_an_open_error_keeps_from_verifying(office, caller):
    scenarios.read(office)

    answer = caller("carol").post(f"{section(office, 's002')}/verify/", If_Match='"1"')

    assert (answer.status_code, answer.json()["code"]) == (409, "open-errors")


def test_a_flag_is_raised_and_resolved(office, caller):
    scenarios.edited(office)
    path = section(office, "s001")

    raised = caller("bob").post(f"{path}/flag/", {"remark": "与三定方案不符"})
    assert (raised.status_code, raised.json()["state"]) == (201, "flagged")
    (flag,) = raised.json()["open_flags"]
    assert (flag["remark"], flag["by"]["name"]) == ("与三定方案不符", "bob")
    elsewhere = caller("bob").post(
        f"{section(office, 's003')}/resolve-flag/",
        {"flag": flag["flag"], "remark": "已核实"},
    )
    assert elsewhere.status_code == 422
    resolved = caller("carol").post(
        f"{path}/resolve-flag/", {"flag": flag["flag"], "remark": "已核实"}
    )
    assert resolved.json()["open_flags"] == []


def test_a_section_is_assigned_and_taken_back(office, caller):
    scenarios.read(office)
    path, carol = f"{section(office, 's001')}/assign/", office.people["carol"].pk

    given = caller("bob").post(path, {"assignee": carol})
    assert given.json()["assignee"] == {"id": carol, "name": "carol"}
    assert caller("bob").post(path, {"assignee": 0}).json()["assignee"] is None
    stranger = caller("bob").post(path, {"assignee": office.people["sam"].pk})
    assert (stranger.status_code, stranger.json()["code"]) == (422, "no-such-reviewer")


def test_a_remark_is_listed_with_its_author(office, caller):
    scenarios.read(office)
    path = f"{section(office, 's001')}/comments/"
    said = caller("alice").post(path, {"remark": "已与财务核对", "quote": "本局"})
    assert said.status_code == 201

    (listed,) = caller("bob").get(path).json()["results"]

    assert listed == said.json()
    assert (listed["by"]["name"], listed["quote"]) == ("alice", "本局")


def test_an_error_is_waived_confirmed_and_opened_again(office, caller):
    scenarios.read(office)
    path = finding(office)

    waived = caller("bob").post(
        f"{path}/waive/", {"reason": "另有一项未列示", "until": "2026-12-31"}
    )
    assert waived.json()["status"] == "pending"
    assert waived.json()["waiver"]["until"] == "2026-12-31"
    own = caller("bob").post(f"{path}/confirm-waiver/")
    assert (own.status_code, own.json()["code"]) == (403, "own-waiver")
    assert caller("carol").post(f"{path}/confirm-waiver/").json()["status"] == "waived"
    twice = caller("carol").post(f"{path}/confirm-waiver/")
    assert (twice.status_code, twice.json()["code"]) == (409, "nothing-to-confirm")
    revoked = caller("carol").post(f"{path}/revoke-waiver/", {"reason": "凭证不足"})
    assert (revoked.json()["status"], revoked.json()["waiver"]) == ("open", None)


def test_two_edits_of_two_sections_from_one_view_both_succeed(office, caller):
    scenarios.read(office)
    one = caller("bob").patch(f"{section(office, 's002')}/", EDIT, If_Match='"1"')
    two = caller("carol").patch(
        f"{section(office, 's003')}/",
        {"text": SHARES + "另附说明。", "reason": "补充"},
        If_Match='"1"',
    )
    assert (one.status_code, two.status_code) == (200, 200)
    assert caller("bob").get(f"{whole(office)}/").json()["version"] == 7
