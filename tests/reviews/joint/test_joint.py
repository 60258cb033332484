"""All members of a campaign go public together, or none of them does."""

from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from django.core.management import CommandError, call_command

from reviews import joint
from reviews.domain import commands as c
from reviews.domain import errors
from reviews.domain.joint import commands as j
from reviews.domain.state import Stage
from reviews.ledger.verify import verify
from reviews.models import JointReleaseRow, OutboxRecord, ReleaseRow
from reviews.queries import public
from tests import builders
from tests.reviews import scenarios
from tests.reviews.conftest import prove_read_models


def visible(town):
    """The numbers of departments that the public sees now."""
    return {row.department for row in public.public_releases(town.campaign.pk)}


def everybody(town):
    return {each.pk for each in town.departments}


def confirm(town, name="petra", **given):
    return town.ask(name, j.ConfirmJointRelease(plan=town.plan_id), **given)


def missing(town):
    found = joint.readiness(town.ledger, town.campaign.pk, town.plan)
    codes = {each.pk: each.code for each in town.departments}
    return {codes[department]: code for department, code in found.missing}


def test_what_is_staged_is_seen_by_nobody_before_the_moment(confirmed):
    assert missing(confirmed) == {}
    assert visible(confirmed) == set()
    for row in ReleaseRow.objects.all():
        with pytest.raises(errors.NotKnown):
            public.public_release(row.pk)
        assert list(public.public_versions(row.disclosure)) == []


def test_at_the_moment_all_are_public_and_then_their_streams_are_told(confirmed):
    confirmed.work("release-members")

    assert visible(confirmed) == everybody(confirmed)
    assert confirmed.plan.status == "released"
    prove_read_models()
    confirmed.work()
    for each in confirmed.departments:
        state = confirmed.state(each)
        assert state.stage == Stage.RELEASED
        (release,) = state.releases
        assert (release.plan, release.at) == (confirmed.plan_id, confirmed.plan.at)
    prove_read_models()
    assert verify(confirmed.ledger).fault is None


def test_the_rows_are_the_same_before_and_after_the_streams_are_told(confirmed):
    confirmed.work("release-members")
    before = list(ReleaseRow.objects.order_by("pk").values())
    confirmed.work()

    assert list(ReleaseRow.objects.order_by("pk").values()) == before


@pytest.mark.parametrize("why", ["edited", "flagged", "returned"])
def test_a_member_that_changed_stops_all(confirmed, why):
    first = confirmed.departments[0]
    if why == "edited":
        command = scenarios.edit(confirmed.state(first), "s001", "本部门有公车一辆。")
        confirmed.do("bob", first, command)
        confirmed.verify(first)
    elif why == "flagged":
        confirmed.do("bob", first, c.FlagSection(flag="k", section="s001", remark="看"))
    else:
        confirmed.do("bob", first, c.SendBack(remark="请改"))
    assert set(missing(confirmed)) == {"101"}
    confirmed.work("release-members")

    assert visible(confirmed) == set()
    assert confirmed.plan.status == "stopped"
    assert [department for department, _code in confirmed.plan.missing] == [first.pk]
    prove_read_models()


def test_a_member_may_be_staged_anew_and_needs_both_keys_again(confirmed):
    first = confirmed.departments[0]
    command = scenarios.edit(confirmed.state(first), "s001", "本部门有公车一辆。")
    confirmed.do("bob", first, command)
    confirmed.verify(first)
    confirmed.work("release-members")
    with pytest.raises(errors.NotNow, match="1 个部门没有就绪"):
        confirm(confirmed)
    confirmed.ask("paul", j.StageJointly(plan=confirmed.plan_id))
    confirmed.work()
    confirm(confirmed)
    confirmed.work()

    assert visible(confirmed) == everybody(confirmed)


def test_the_dry_run_says_what_is_missing(town):
    late = builders.department("104")
    town.campaign.departments.add(late)
    town.departments.append(late)
    town.make_plan()

    assert missing(town) == {
        "101": "not-staged",
        "102": "not-staged",
        "103": "not-staged",
        "104": "missing",
    }


def test_leaving_somebody_out_needs_a_reason(town):
    two = tuple(each.pk for each in town.departments[:2])
    with pytest.raises(errors.NotAcceptable, match="未纳入说明"):
        town.make_plan(departments=two)
    town.make_plan(departments=two, left_out="第103号局经批准延后公开")

    assert len(town.plan.departments) == 2


def test_one_person_cannot_turn_both_keys(staged):
    with pytest.raises(errors.NotAllowed) as refused:
        confirm(staged, "paul")
    assert refused.value.code == "own-plan"


def test_who_verified_a_member_cannot_turn_the_second_key(town):
    other = builders.department("104")
    town.campaign.departments.add(other)
    town.departments.append(other)
    town.make_ready(other)
    town.do("bob", other, scenarios.edit(town.state(other), "s001", "本部门无车。"))
    town.do("both", other, c.VerifySection(section="s001", based_on=2))
    town.make_plan()
    town.work()

    with pytest.raises(errors.NotAllowed, match="修改或审核过"):
        confirm(town, "both")


def test_a_publisher_who_verified_a_member_does_not_stage_it(town):
    first = town.departments[0]
    town.do("bob", first, scenarios.edit(town.state(first), "s001", "本部门无车。"))
    town.do("both", first, c.VerifySection(section="s001", based_on=2))
    town.make_plan("both")
    town.work()

    assert missing(town) == {"101": "not-staged"}


@pytest.mark.parametrize("name", ["bob", "audrey", "alice-101"])
def test_others_are_refused(staged, name):
    with pytest.raises(errors.NotAllowed):
        confirm(staged, name)


def test_another_bureau_learns_nothing(staged):
    elsewhere = builders.bureau("望川市财政局")
    staged.people["foreigner"] = builders.account(
        "publisher", username="foreigner", of=elsewhere
    )
    with pytest.raises(errors.NotKnown):
        confirm(staged, "foreigner")


def test_held_it_waits_and_resumed_it_goes(confirmed):
    held = j.HoldJointRelease(plan=confirmed.plan_id, reason="等待通知")
    confirmed.ask("paul", held)
    confirmed.work()
    assert visible(confirmed) == set()
    confirmed.ask("paul", j.ResumeJointRelease(plan=confirmed.plan_id))
    confirmed.work()

    assert visible(confirmed) == everybody(confirmed)


def test_aborted_it_is_over_and_another_may_be_planned(confirmed):
    with pytest.raises(errors.NotNow, match="未完成"):
        confirmed.make_plan()
    confirmed.plan_id = next(
        iter(joint.load(confirmed.ledger, confirmed.campaign.pk).plans)
    )
    abort = j.AbortJointRelease(plan=confirmed.plan_id, reason="改期")
    confirmed.ask("petra", abort)
    confirmed.work()
    assert visible(confirmed) == set()
    confirmed.make_plan()
    confirmed.work()
    confirm(confirmed)
    confirmed.work()

    assert visible(confirmed) == everybody(confirmed)


def test_the_moment_is_kept(town):
    due = datetime.now(UTC) + timedelta(days=1)
    town.make_plan(due=due.isoformat())
    town.work()
    confirm(town)
    town.work()
    assert visible(town) == set()
    waiting = OutboxRecord.objects.get(job="release-members")
    assert waiting.not_before == due


def test_whoever_acts_on_a_member_after_the_moment_finds_it_public(confirmed):
    """Its stream is told first, though the worker has not come to it."""
    first = confirmed.departments[0]
    edit = scenarios.edit(confirmed.state(first), "s001", "本部门有公车一辆。")
    confirmed.work("release-members")
    with pytest.raises(errors.NotNow, match="已公开"):
        confirmed.do("bob", first, edit)

    assert confirmed.state(first).stage == Stage.RELEASED
    prove_read_models()
    confirmed.do("paul", first, c.OpenCorrection(reason="有误"))
    confirmed.work()
    assert confirmed.state(first).correcting


def test_asked_twice_it_is_done_once(staged):
    key = uuid4()
    first = confirm(staged, key=key)
    again = confirm(staged, key=key)

    assert (first.repeated, again.repeated) == (False, True)
    assert OutboxRecord.objects.filter(job="release-members").count() == 1


def test_a_correction_goes_public_with_the_others(confirmed):
    """The earlier release is superseded in the same moment."""
    confirmed.work()
    first = confirmed.departments[0]
    confirmed.do("paul", first, c.OpenCorrection(reason="有误"))
    edit = scenarios.edit(confirmed.state(first), "s001", "本部门有公车一辆。")
    confirmed.do("bob", first, edit)
    confirmed.verify(first)
    confirmed.make_plan(departments=(first.pk,))
    confirmed.work()
    confirm(confirmed)
    confirmed.work("release-members")

    rows = public.public_versions(confirmed.stream(first))
    assert [(r.number, r.status) for r in rows] == [(2, "current"), (1, "superseded")]
    prove_read_models()
    confirmed.work()
    prove_read_models()


def test_files_are_rendered_before_the_moment_and_hashed(staged):
    for row in ReleaseRow.objects.all():
        assert {form for form, _sha, _size in row.files} == {
            "pdf",
            "docx",
            "xlsx",
            "html",
            "summary",
        }
    assert JointReleaseRow.objects.get().status == "planned"
    assert UUID(staged.plan_id) == JointReleaseRow.objects.get().pk


def test_the_read_models_are_proved_by_the_command(confirmed):
    confirmed.work()
    call_command("rebuild_read_models")
    JointReleaseRow.objects.update(status="held")
    with pytest.raises(CommandError, match="不一致"):
        call_command("rebuild_read_models")
    call_command("rebuild_read_models", heal=True)
    call_command("rebuild_read_models")
