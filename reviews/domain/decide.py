"""Decisions: what a command does to a disclosure, or why it is refused. Pure.

`policies.require` has been asked before; what is decided here is what the state of
things and the command's own content allow. One function a command, in `decisions`.
"""

from collections.abc import Callable, Mapping
from typing import Any

from reviews.domain import commands as c
from reviews.domain.decision import Checked, Decision
from reviews.domain.decisions import (
    editing,
    outcomes,
    reading,
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
    c.CommentSection: verdicts.comment,
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
