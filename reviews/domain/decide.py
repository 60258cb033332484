"""Decisions: what a command does to a disclosure, or why it is refused. Pure.

`policies.require` has been asked before; what is decided here is what the state of
things and the command's own content allow. One function a command, in `decisions`.
"""

from collections.abc import Callable, Mapping
from typing import Any

from reviews.domain import commands as c
from reviews.domain import notice_commands as n
from reviews.domain.decision import Checked, Decision
from reviews.domain.decisions import (
    editing,
    notice_items,
    notices,
    outcomes,
    reading,
    staging,
    threads,
    verdicts,
    waivers,
)
from reviews.domain.policies import Actor
from reviews.domain.state import Disclosure

Decide = Callable[[Disclosure, Any, Decision], None]

BY_COMMAND: Mapping[type[c.Command], Decide] = {
    c.SubmitDisclosure: reading.submit,
    c.ReplaceSource: reading.replace_source,
    c.RetryReading: reading.retry,
    c.RecordReading: reading.record_reading,
    c.RecordFailure: reading.record_failure,
    c.EditSection: editing.edit,
    c.Recheck: editing.recheck,
    c.VerifySection: verdicts.verify,
    c.FlagSection: verdicts.flag,
    c.ResolveFlag: verdicts.resolve_flag,
    c.CommentSection: threads.comment,
    c.ResolveThread: threads.resolve,
    c.ReopenThread: threads.reopen,
    c.AssignSection: verdicts.assign,
    c.WaiveFinding: waivers.waive,
    c.ConfirmWaiver: waivers.confirm_waiver,
    c.RevokeWaiver: waivers.revoke_waiver,
    c.LapseWaivers: waivers.lapse_waivers,
    c.SendBack: outcomes.send_back,
    c.Resubmit: outcomes.resubmit,
    c.ReleaseDisclosure: outcomes.release,
    c.OpenCorrection: outcomes.open_correction,
    c.WithdrawRelease: outcomes.withdraw,
    c.StageRelease: staging.stage,
    c.SettleRelease: staging.settle,
    c.RecordFiles: staging.record_files,
    n.IssueNotice: notices.issue,
    n.OpenRound: notices.open_round,
    n.RecordDocuments: notices.record_documents,
    n.ReceiveNotice: notice_items.receive,
    n.AnswerNotice: notice_items.answer,
    n.ConfirmItem: notice_items.confirm,
    n.RefuseItem: notice_items.refuse,
    n.AskExtension: notice_items.ask_extension,
    n.GrantExtension: notices.grant_extension,
    n.RefuseExtension: notices.refuse_extension,
    n.RemindOverdue: notices.remind,
    n.WithdrawNotice: notices.withdraw,
}


def decide(
    state: Disclosure,
    command: c.Command,
    *,
    actor: Actor,
    checked: Checked | None = None,
) -> Decision:
    """Return what `command` does, or raise the `Refused` saying why not.

    `checked` is needed by commands that change the text (edit, record-reading) and
    by recheck. A decision without events means that there is nothing to do.
    """
    decision = Decision(actor=actor, checked=checked)
    BY_COMMAND[type(command)](state, command, decision)
    return decision
