"""Threads with their quotes, drafts submitted in one verdict, waivers taken back."""

from uuid import uuid4

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from reviews import remarks
from reviews.domain import commands as c
from reviews.models import RemarkDraft
from tests.reviews.web import scene


def post(client, name, *args, **fields):
    return client.post(reverse(f"web:{name}", args=args), fields)


def talk(client, at, key="s001"):
    here = reverse("web:section", args=[at.stream, key])
    return client.get(here, {"tab": "talk"}).content.decode()


def edit(at, text, key="s001"):
    seen = at.state.sections[key].version
    at.do(
        at.bob,
        c.EditSection(section=key, based_on=seen, blocks=({"p": text},), reason="更正"),
    )


def test_a_thread_is_answered_settled_and_opened_again(signed_in):
    at = scene.read()
    bob, carol = signed_in(at.bob), signed_in(at.carol)

    post(bob, "comment", at.stream, "s001", remark="此数何来", quote="基本支出")
    [first] = at.state.comments
    post(carol, "comment", at.stream, "s001", remark="见附表", parent=first.comment)
    shown = talk(bob, at)
    assert shown.index("此数何来") < shown.index("见附表")

    post(carol, "resolve-thread", at.stream, "s001", first.comment)
    assert "carol 已了结" in talk(bob, at)
    post(bob, "reopen-thread", at.stream, "s001", first.comment)
    assert "已了结" not in talk(bob, at)


def test_a_quote_is_found_after_an_edit_elsewhere_or_of_itself_or_told_as_lost(
    signed_in,
):
    at = scene.read()
    bob = signed_in(at.bob)
    post(bob, "comment", at.stream, "s001", remark="核", quote="项目支出250.00万元")

    edit(at, "（本级）" + scene.WRONG)
    assert 'data-quote="项目支出250.00万元"' in talk(bob, at)
    edit(at, scene.RIGHT)
    shown = talk(bob, at)
    assert "原文已改为" in shown and 'data-quote="项目支出200.00万元"' in shown
    edit(at, "本年没有支出。")
    assert "已失锚" in talk(bob, at)


def test_three_people_settle_a_thread(signed_in):
    """A reviewer may, the department's submitter may not, a stranger knows nothing."""
    from tests import builders

    at = scene.read()
    other = builders.department("909")
    stranger = builders.account("submitter", username="sam", department=other)
    post(signed_in(at.alice), "comment", at.stream, "s001", remark="请看")
    [first] = at.state.comments
    where = (at.stream, "s001", first.comment)

    assert post(signed_in(stranger), "resolve-thread", *where).status_code == 404
    refused = post(signed_in(at.alice), "resolve-thread", *where)
    assert refused.status_code == 403 and "审核员" in refused.content.decode()
    assert post(signed_in(at.bob), "resolve-thread", *where).status_code == 302


def test_an_answer_to_nothing_is_refused(signed_in):
    at = scene.read()

    answer = post(
        signed_in(at.bob), "comment", at.stream, "s001", remark="答", parent="none"
    )

    assert answer.status_code == 422 and not at.state.comments


def drafted(at, client, *remarks_, key="s001"):
    for remark in remarks_:
        post(client, "draft", at.stream, key, remark=remark, command=uuid4())
    return list(RemarkDraft.objects.order_by("written_at"))


def test_a_draft_is_its_authors_alone_and_no_event(signed_in):
    at = scene.read()
    version = at.state.version
    [draft] = drafted(at, signed_in(at.bob), "口径再核")
    verdict = reverse("web:verdict", args=[at.stream])

    again = signed_in(at.bob)
    assert "口径再核" in again.get(verdict).content.decode()
    assert at.state.version == version
    carol = signed_in(at.carol)
    assert "口径再核" not in carol.get(verdict).content.decode()
    sent = post(carol, "verdict", at.stream, verdict="comment", draft=draft.pk)
    assert sent.status_code == 422
    assert post(carol, "verdict", at.stream, drop=draft.pk).status_code == 200
    rewrite = {"rewrite": draft.pk, f"remark-{draft.pk}": "别人的"}
    assert carol.post(verdict, rewrite).status_code == 404
    assert RemarkDraft.objects.get().remark == "口径再核"


def test_drafts_become_remarks_in_one_verdict(signed_in):
    at = scene.read()
    bob = signed_in(at.bob)
    first, second = drafted(at, bob, "一", "二")

    answer = post(
        bob, "verdict", at.stream, verdict="comment", draft=[first.pk, second.pk]
    )

    assert answer.status_code == 200
    assert len(at.state.comments) == 2 and not RemarkDraft.objects.exists()


def test_each_part_of_a_verdict_has_its_own_outcome(signed_in):
    """The remark is made; the section with an open error stays; its reason is told."""
    at = scene.read()
    bob = signed_in(at.bob)
    [draft] = drafted(at, bob, "已看", key="s002")
    fields = {
        "verdict": "verify",
        "draft": draft.pk,
        "section": ["s001", "s002"],
        "seen-s001": 1,
        "seen-s002": 1,
        "command": uuid4(),
    }

    answer = post(bob, "verdict", at.stream, **fields)

    shown = answer.content.decode()
    assert answer.status_code == 409
    assert "没有办理" in shown and "未决错误" in shown
    assert at.state.sections["s002"].verification is not None
    assert at.state.sections["s001"].verification is None
    events = at.state.version
    post(bob, "verdict", at.stream, **fields)
    assert at.state.version == events


def test_sending_back_makes_flags_of_the_drafts(signed_in):
    at = scene.read()
    bob = signed_in(at.bob)
    [draft] = drafted(at, bob, "合计不符")

    post(
        bob,
        "verdict",
        at.stream,
        verdict="send-back",
        draft=draft.pk,
        remark="请更正",
    )

    assert at.state.returned and len(at.state.flags) == 1


def test_a_verdict_of_nothing_is_unfit(signed_in):
    at = scene.read()
    bob = signed_in(at.bob)

    for fields in ({}, {"verdict": "comment"}, {"drop": "x"}, {"rewrite": "x"}):
        assert post(bob, "verdict", at.stream, **fields).status_code == 422


def test_a_draft_for_who_may_not_speak_is_refused(signed_in):
    at = scene.read()

    at.dave.department = at.department
    at.dave.save()
    assert (
        post(signed_in(at.dave), "draft", at.stream, "s001", remark="x").status_code
        == 403
    )
    empty = post(signed_in(at.bob), "draft", at.stream, "s001", remark=" ")
    assert empty.status_code == 422
    assert remarks.drop(at.bob.pk, uuid4()) == 0


def waived(at, signed_in):
    [mark] = at.state.findings
    place = (at.stream, "s001", mark)
    file = SimpleUploadedFile("凭证.txt", "原始凭证".encode())
    post(
        signed_in(at.bob),
        "waive",
        *place,
        reason="口径不同",
        kind="scope",
        attachment=file,
    )
    post(signed_in(at.carol), "confirm-waiver", *place)
    return place


def test_a_waiver_keeps_the_class_of_its_reason_and_what_shows_it(signed_in):
    at = scene.read()
    place = waived(at, signed_in)
    [waiver] = at.state.waivers.values()
    assert waiver.kind == "scope"

    bob = signed_in(at.bob)
    here = reverse("web:section", args=[at.stream, "s001"])
    shown = bob.get(here, {"tab": "findings"}).content.decode()
    assert "统计口径不同" in shown and "凭证.txt" in shown
    sent = bob.get(reverse("web:waiver-attachment", args=place))
    assert sent.content.decode() == "原始凭证"
    assert "attachment" in sent["Content-Disposition"]
    unfit = post(bob, "waive", *place, reason="x", kind="none")
    assert unfit.status_code in (409, 422)


def undo(client, at, **fields):
    return post(client, "undo-waivers", person=at.bob.pk, reason="复查", **fields)


def test_one_persons_waivers_are_taken_back_in_one_act(signed_in):
    at = scene.read()
    _stream, _key, mark = waived(at, signed_in)
    carol = signed_in(at.carol)
    preview = carol.get(reverse("web:undo-waivers"), {"person": at.bob.pk})
    assert f'value="{at.stream}/{mark}" checked' in preview.content.decode()

    answer = undo(carol, at, waiver=f"{at.stream}/{mark}")

    assert "已撤销" in answer.content.decode()
    assert at.state.open_errors and not at.state.waivers


def test_what_others_have_built_upon_is_listed_and_left(signed_in):
    at = scene.read()
    _stream, _key, mark = waived(at, signed_in)
    post(signed_in(at.carol), "verify", at.stream, "s001", based_on=1)
    carol = signed_in(at.carol)

    preview = carol.get(reverse("web:undo-waivers"), {"person": at.bob.pk})
    shown = preview.content.decode()
    assert "不能一并撤销" in shown and 'name="waiver"' not in shown
    answer = undo(carol, at, waiver=f"{at.stream}/{mark}")

    assert "没有办理" in answer.content.decode()
    assert at.state.waivers and at.state.sections["s001"].verification


def test_only_reviewers_take_waivers_back_and_odd_windows_are_no_fault(signed_in):
    at = scene.read()
    waived(at, signed_in)

    assert signed_in(at.alice).get(reverse("web:undo-waivers")).status_code == 403
    carol = signed_in(at.carol)
    for since in ("x", "2026-99-99T00:00", "9999-12-31T23:59"):
        asked = {"person": at.bob.pk, "since": since, "until": since}
        assert carol.get(reverse("web:undo-waivers"), asked).status_code == 200


def test_the_workspace_opens_on_what_changed_since_i_verified(signed_in):
    at = scene.read(scene.RIGHT)
    post(signed_in(at.carol), "verify", at.stream, "s001", based_on=1)
    here = reverse("web:section", args=[at.stream, "s001"])
    assert "您上次通过的是" not in signed_in(at.carol).get(here).content.decode()

    edit(at, scene.RIGHT + "另有说明。")
    edit(at, scene.WRONG)

    shown = signed_in(at.carol).get(here).content.decode()
    assert "您上次通过的是第 1 版，现在是第 3 版" in shown
    assert "250.00" in shown and "另有说明" not in shown
    assert "问题的变化" in shown
    assert "您上次通过的是" not in signed_in(at.dave).get(here).content.decode()
