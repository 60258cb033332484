"""Decisions on the whole: sent back, handed in again, released, corrected."""

from reviews.domain import commands as c
from reviews.domain import events as e
from reviews.domain.decision import Decision, required, short
from reviews.domain.decisions.notice_items import require_answers
from reviews.domain.errors import NotNow, said
from reviews.domain.state import Disclosure


def send_back(state: Disclosure, command: c.SendBack, decision: Decision) -> None:
    if (notice := state.open_notice) is not None:
        raise NotNow(
            "open-notice",
            said(
                "%(notice)s还没有办结，请在通知书上退回有关条目、发出下一轮。",
                notice=notice.reference,
            ),
        )
    remark = required(command.remark, "退回原因")
    decision.events.append(e.SentBack(remark=decision.keep_text(remark)))


def resubmit(state: Disclosure, command: c.Resubmit, decision: Decision) -> None:
    require_answers(state)
    remark = decision.keep_text(short(command.remark, "说明"))
    decision.events.append(e.Resubmitted(remark=remark))


def open_correction(
    state: Disclosure, command: c.OpenCorrection, decision: Decision
) -> None:
    reason = required(command.reason, "更正原因")
    decision.events.append(
        e.CorrectionOpened(
            revision=len(state.releases) + 1, reason=decision.keep_text(reason)
        )
    )


def release(
    state: Disclosure, command: c.ReleaseDisclosure, decision: Decision
) -> None:
    opinion = required(command.secrecy_review, "保密审查意见")
    require_something_new(state)
    decision.events.append(
        e.DisclosureReleased(
            release=command.release,
            number=state.revision,
            sections=state.contents,
            page=decision.keep(command.page),
            secrecy_review=decision.keep_text(opinion),
        )
    )


def require_something_new(state: Disclosure) -> None:
    """Raise `NotNow` where the public has this very text already."""
    current = state.current_release
    if current and state.contents == current.sections:
        raise NotNow("nothing-changed", "内容与已公开的版本相同，没有可以更正的内容。")


def withdraw(state: Disclosure, command: c.WithdrawRelease, decision: Decision) -> None:
    reason = required(command.reason, "撤下原因")
    release = state.current_release
    if release is None:
        raise NotNow("not-public", "本材料没有公开的版本。")
    decision.events.append(
        e.ReleaseWithdrawn(release=release.release, reason=decision.keep_text(reason))
    )
