"""Decisions on waivers: given, confirmed, revoked, ended by their day."""

from collections.abc import Mapping

from reviews.domain import commands as c
from reviews.domain import events as e
from reviews.domain.decision import Decision, day, required, short
from reviews.domain.decisions.checks import reopened
from reviews.domain.errors import NotAcceptable, NotAllowed, NotKnown, NotNow
from reviews.domain.policies import Actor
from reviews.domain.state import Disclosure, Finding

KINDS: Mapping[str, str] = {
    "rounding": "四舍五入尾差",
    "scope": "统计口径不同",
    "evidence": "与原始凭证一致",
    "misread": "系统识别有误",
    "regulation": "制度规定如此",
    "other": "其他",
}
"""The classes of reasons for which a finding is accepted; codes are never reused."""


def waive(state: Disclosure, command: c.WaiveFinding, decision: Decision) -> None:
    finding = finding_of(state, command.fingerprint)
    reason = required(command.reason, "不予采纳的理由")
    if command.fingerprint in state.waivers:
        raise NotNow("already-waived", "这个问题已经有人说明不予采纳。")
    if command.kind not in KINDS:
        raise NotAcceptable("no-such-kind", "请从列表中选择不予采纳的理由类别。")
    _wrote_none(state, finding, decision.actor)
    name = decision.keep_text(short(command.attachment_name, "附件名"))
    decision.events.append(
        e.FindingWaived(
            fingerprint=finding.fingerprint,
            code=finding.code,
            severity=finding.severity,
            reason=decision.keep_text(reason),
            until=day(command.until),
            kind=command.kind,
            attachment=command.attachment,
            attachment_name=name,
        )
    )


def confirm_waiver(
    state: Disclosure, command: c.ConfirmWaiver, decision: Decision
) -> None:
    finding = finding_of(state, command.fingerprint)
    waiver = state.waivers.get(command.fingerprint)
    if waiver is None or state.waived(finding):
        raise NotNow("nothing-to-confirm", "没有待复核的不予采纳。")
    if not decision.actor.people.isdisjoint(waiver.people):
        raise NotAllowed(
            "own-waiver",
            "不予采纳由您提出，须由另一位审核员复核。",
            "审核员",
        )
    _wrote_none(state, finding, decision.actor)
    decision.events.append(e.WaiverConfirmed(fingerprint=command.fingerprint))


def _wrote_none(state: Disclosure, finding: Finding, actor: Actor) -> None:
    for key in finding.sections:
        section = state.sections.get(key)
        if section and not actor.people.isdisjoint(section.contributors):
            raise NotAllowed(
                "own-work",
                "您编写或修改过这个问题所在的章节，不能由您说明不予采纳。",
                "审核员",
            )


def revoke_waiver(
    state: Disclosure, command: c.RevokeWaiver, decision: Decision
) -> None:
    if command.fingerprint not in state.waivers:
        raise NotNow("not-waived", "这个问题没有不予采纳的说明。")
    reason = required(command.reason, "撤销理由")
    finding = state.findings.get(command.fingerprint)
    decision.events.append(
        e.WaiverRevoked(
            fingerprint=command.fingerprint, reason=decision.keep_text(reason)
        )
    )
    if finding and state.waived(finding):
        decision.events += reopened(state, [finding])


def lapse_waivers(
    state: Disclosure, command: c.LapseWaivers, decision: Decision
) -> None:
    ended = [f for f, w in state.waivers.items() if w.until and w.until < command.today]
    decision.events += [e.WaiverLapsed(fingerprint=f, cause="date") for f in ended]
    open_again = [state.findings[f] for f in ended if f in state.findings]
    decision.events += reopened(state, open_again)


def finding_of(state: Disclosure, fingerprint: str) -> Finding:
    if fingerprint not in state.findings:
        raise NotKnown("no-such-finding", "这个问题已不存在，可能内容已经修改。")
    return state.findings[fingerprint]
