"""The one door, on the database: what a command leaves behind, and when it does not."""

import json
from hashlib import sha256
from uuid import uuid4

import pytest

from reviews import handlers, store
from reviews.domain import commands as c
from reviews.domain import events as e
from reviews.domain.errors import (
    NotAcceptable,
    NotAllowed,
    NotKnown,
    NotNow,
    OutOfDate,
)
from reviews.models import CommandRecord, EventRecord, OutboxRecord, ReleaseRow
from reviews.queries import judging, public, words
from tests.reviews import scenarios
from tests.reviews.scenarios import (
    DUTIES,
    SHARES,
    SUMS,
    WRONG_SHARES,
    WRONG_SUMS,
    Office,
    blocks,
    edit,
    release,
)


def stages(office: Office) -> dict[str, str]:
    return {k: str(v) for k, v in office.state.section_stages().items()}


def events(office: Office) -> int:
    return EventRecord.objects.filter(
        ledger=office.ledger, stream=office.stream
    ).count()


# Submitting and reading


def test_a_submission_asks_for_its_reading_in_the_same_transaction(
    office: Office,
) -> None:
    outcome = office.submit()

    row = OutboxRecord.objects.get(stream=office.stream)
    assert row.job == "read-disclosure"
    assert row.arguments == {
        "disclosure": str(office.stream),
        "file": outcome.state.file,
    }
    assert row.position == outcome.state.position


def test_only_a_department_of_an_open_campaign_submits(office: Office) -> None:
    office.campaign.departments.remove(office.department)
    with pytest.raises(NotAcceptable, match="名单"):
        office.submit()
    office.campaign.departments.add(office.department)
    office.campaign.open = False
    office.campaign.save()
    with pytest.raises(NotNow, match="已经结束"):
        office.submit()
    assert events(office) == 0


def test_nobody_submits_for_another_department(office: Office) -> None:
    for name in ("bob", "sam", "audrey", "nobody", "foreigner"):
        with pytest.raises((NotAllowed, NotKnown)):
            office.submit(name)
    assert events(office) == 0


def test_reading_checks_in_the_same_step(office: Office) -> None:
    scenarios.read(office)

    assert stages(office) == {"s001": "draft", "s002": "flagged", "s003": "draft"}
    (finding,) = judging.findings(office.state)
    assert finding.code == "SM001"
    assert finding.status == "open"


# Editing


def test_an_edit_its_checks_and_its_flags_are_one_transaction(office: Office) -> None:
    scenarios.edited(office)
    before = events(office)

    outcome = office.edit("carol", "s003", WRONG_SHARES)

    assert [type(each) for each in outcome.events] == [e.SectionEdited, e.ChecksRun]
    assert events(office) == before + 2
    assert stages(office)["s003"] == "flagged"
    records = store.load(office.ledger, office.stream)[-2:]
    assert len({each.recorded_at for each in records}) == 1


def test_two_editors_of_one_section_one_wins_and_the_other_is_told(
    office: Office,
) -> None:
    scenarios.read(office)
    seen = office.state
    office.do("bob", edit(seen, "s002", SUMS))

    with pytest.raises(OutOfDate, match="第 2 版"):
        office.do("carol", edit(seen, "s002", SUMS + "说明。"))


def test_two_editors_of_two_sections_both_win(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Carol decides on a state that Bob's edit has overtaken: she decides anew."""
    scenarios.read(office)
    stale = office.state
    office.edit("bob", "s002", SUMS)
    loaded = []

    def load(ledger, stream, *, fresh=False):
        loaded.append(fresh)
        return current(ledger, stream, fresh=True) if fresh else stale

    current = handlers.load
    monkeypatch.setattr(handlers, "load", load)
    handlers.execute(
        office.stream,
        edit(stale, "s003", SHARES + "另附说明。"),
        office.envelope("carol"),
    )
    monkeypatch.undo()

    assert loaded == [False, True]
    assert [s.version for s in office.state.sections.values()] == [1, 2, 2]


@pytest.mark.parametrize(
    "bad",
    [
        ({"p": 5},),
        ({"p": "a\x00b"},),
        ({"p": "\ud800"},),
        ({"q": "text"},),
        ("text",),
        ({"p": "text", "more": 1},),
        ({"table": [["a"], ["b", "c"]]},),
        ({"table": []},),
        ({"table": [["a", 1]]},),
        ({"table": [["a"]], "header": 2},),
        ({"table": [["a"]], "header": "1"},),
        ({"table": [["a"]], "spans": [[0, 0, 2, 1]]},),
        ({"table": [["a"]], "spans": [[0, 0, 1]]},),
        ({"table": "ab"},),
    ],
)
def test_content_of_another_form_is_refused_and_leaves_nothing(
    office: Office, bad: c.Blocks
) -> None:
    scenarios.read(office)
    before = events(office)

    with pytest.raises(NotAcceptable) as refused:
        office.do(
            "bob", c.EditSection(section="s001", based_on=1, blocks=bad, reason="改")
        )

    assert refused.value.code in ("bad-blocks", "bad-text")
    assert events(office) == before


def test_a_preview_says_what_saving_would_do_and_stores_nothing(
    office: Office,
) -> None:
    scenarios.read(office)
    before = events(office)

    preview = handlers.preview(
        office.stream,
        edit(office.state, "s003", WRONG_SHARES),
        office.envelope("bob"),
    )

    assert events(office) == before
    saved = office.edit("bob", "s003", WRONG_SHARES)
    run = next(each for each in saved.events if isinstance(each, e.ChecksRun))
    assert preview.appearing == run.found
    assert preview.clearing == run.cleared
    assert {each.content for each in preview.appearing} <= set(preview.contents)


# Repeating


def test_the_same_command_again_gives_the_first_answer_again(office: Office) -> None:
    scenarios.read(office)
    key, command = uuid4(), edit(office.state, "s002", SUMS)
    first = office.do("bob", command, key=key)
    office.edit("carol", "s002", SUMS + "说明。")
    before = events(office)

    again = office.do("bob", command, key=key)

    assert again.repeated
    assert (again.state, again.events) == (first.state, first.events)
    assert events(office) == before


def test_a_remark_sent_twice_is_one_remark(office: Office) -> None:
    scenarios.read(office)
    key = uuid4()
    command = c.CommentSection(comment="c1", section="s001", remark="请核")

    office.do("bob", command, key=key)
    again = office.do("bob", command, key=key)

    assert again.repeated
    assert len(office.state.comments) == 1


def test_an_id_is_good_for_one_command_by_one_person(office: Office) -> None:
    scenarios.read(office)
    key = uuid4()
    office.edit("bob", "s002", SUMS, key=key)

    for name, text in (("bob", SUMS + "又。"), ("carol", SUMS)):
        with pytest.raises(NotAcceptable) as refused:
            office.edit(name, "s002", text, key=key)
        assert refused.value.code == "key-reused"


def test_a_refused_command_is_not_remembered(office: Office) -> None:
    scenarios.edited(office)
    key = uuid4()
    with pytest.raises(NotAllowed):
        office.do("bob", c.VerifySection(section="s002", based_on=2), key=key)

    assert not CommandRecord.objects.filter(command=key).exists()
    office.do("carol", c.VerifySection(section="s002", based_on=2), key=key)


# Judging


def test_a_waived_error_needs_two_and_the_release_shows_none_open(
    office: Office,
) -> None:
    scenarios.pending_waiver(office)
    with pytest.raises(NotAllowed):
        office.do("bob", c.ConfirmWaiver(fingerprint=office.mark()))

    office.do("carol", c.ConfirmWaiver(fingerprint=office.mark()))

    assert stages(office)["s002"] == "draft"
    (finding,) = judging.findings(office.state)
    assert (finding.status, finding.waived_reason) == ("waived", "另有一项未列示")


def test_a_waiver_ends_with_the_text_that_it_was_about(office: Office) -> None:
    scenarios.waived(office)

    office.edit("dave", "s002", WRONG_SUMS.replace("30.00", "20.00"))

    assert office.state.waivers == {}
    assert stages(office)["s002"] == "flagged"


def test_an_edit_ends_the_verification_and_says_who_had_verified(
    office: Office,
) -> None:
    scenarios.verified(office)

    office.edit("dave", "s001", DUTIES + "并负责公园管理。")

    lapse = office.state.sections["s001"].lapse
    assert lapse is not None
    assert (lapse.cause, lapse.verifier) == ("edited", office.people["carol"].pk)
    assert stages(office)["s001"] == "draft"


def test_a_section_is_assigned_to_reviewers_of_the_bureau_only(office: Office) -> None:
    scenarios.read(office)
    for name in ("alice", "insider", "paul", "foreigner"):
        with pytest.raises(NotAcceptable, match="审核员"):
            office.do(
                "bob",
                c.AssignSection(section="s001", assignee=office.people[name].pk),
            )
    carol = office.people["carol"].pk
    office.do("bob", c.AssignSection(section="s001", assignee=carol))

    assert office.state.sections["s001"].assignee == carol


def test_sent_back_it_is_mended_by_the_department_and_reported_again(
    office: Office,
) -> None:
    scenarios.returned(office)
    office.edit("alice", "s002", SUMS)
    office.do("alice", c.Resubmit(remark="已更正"))
    office.verify("bob")

    assert office.state.stage == "ready"


def test_a_new_file_keeps_the_verification_of_what_it_did_not_change(
    office: Office,
) -> None:
    scenarios.verified(office)

    office.replace("alice", "二", s002=SUMS, s003=SHARES + "另附说明。")

    assert stages(office) == {"s001": "verified", "s002": "verified", "s003": "draft"}


# Publishing


def test_what_blocks_a_release_is_named(office: Office) -> None:
    scenarios.edited(office)

    with pytest.raises(NotNow):
        office.release()

    assert office.state.blockers == tuple(
        ("unverified", key) for key in ("s001", "s002", "s003")
    )


def test_who_edited_or_verified_does_not_release(office: Office) -> None:
    scenarios.edited(office)
    office.verify("petra", "s001")
    office.verify("carol", "s002", "s003")

    with pytest.raises(NotAllowed) as refused:
        office.release("petra")
    assert refused.value.code == "own-work"
    with pytest.raises(NotAllowed) as refused:
        office.release("insider")
    assert refused.value.code == "own-department"
    office.release("paul")


def test_the_released_bytes_are_those_that_the_release_names(office: Office) -> None:
    scenarios.released(office)

    (row,) = ReleaseRow.objects.all()
    body = public.released_bytes(row)
    assert sha256(body).hexdigest() == row.content
    page = json.loads(body)
    assert [each["key"] for each in page["sections"]] == ["s001", "s002", "s003"]
    assert page["sections"][1]["blocks"] == list(blocks(SUMS))


def test_a_correction_is_a_second_release_and_the_first_stays(office: Office) -> None:
    scenarios.released(office)
    (first,) = ReleaseRow.objects.all()
    bytes_then = public.released_bytes(first)
    office.do("paul", c.OpenCorrection(reason="其他收入有误"))
    assert [row.status for row in public.public_releases()] == ["current"]
    office.edit("bob", "s003", SHARES + "以上均为本级数。")
    office.verify("carol", "s003")
    office.release("paul", 2)

    second, old = public.public_versions(office.stream)
    assert (second.number, second.status) == (2, "current")
    assert (old.number, old.status) == (1, "superseded")
    assert words.texts([second.reason])[second.reason] == "其他收入有误"
    assert public.released_bytes(old) == bytes_then


def test_a_withdrawn_release_leaves_a_tombstone_with_its_reason(
    office: Office,
) -> None:
    scenarios.withdrawn(office)

    (row,) = public.public_releases()
    assert row.status == "withdrawn"
    assert words.texts([row.reason])[row.reason] == "附件有误"


def test_a_release_decided_on_another_version_is_refused(office: Office) -> None:
    scenarios.verified(office)
    seen = office.state.version
    office.do("carol", c.CommentSection(comment="c", section="s001", remark="可"))

    with pytest.raises(OutOfDate):
        office.do("paul", release(), seen=seen)
    office.do("paul", release(), seen=office.state.version)


@pytest.mark.parametrize("scenario", scenarios.SCENARIOS)
def test_read_models_are_what_the_events_say_after(
    office: Office, scenario: str
) -> None:
    """The office's own fixture compares every row with a replay when the test ends."""
    scenarios.SCENARIOS[scenario](office)

    assert events(office) == office.state.version > 0
