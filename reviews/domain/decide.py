"""Decisions: what a command does to a disclosure, or why it is refused. Pure.

`policies.require` has been asked before; what is decided here is what the state of
things and the command's own content allow.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256
from typing import Any

from reviews.domain import commands as c
from reviews.domain import events as e
from reviews.domain.errors import NotAcceptable, NotAllowed, NotKnown, NotNow, OutOfDate
from reviews.domain.policies import Actor
from reviews.domain.state import Disclosure, Finding, Section, reads_the_same

MOST_TEXT = 2_000
"""Characters that a reason or a remark may have."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A finding as the checks give it; `body` is its canonical JSON."""

    fingerprint: str
    code: str
    severity: str
    sections: tuple[str, ...]
    body: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """The outcome of a run over the text as it will be after the command."""

    ruleset: str
    findings: tuple[Found, ...]
    unchecked: bytes
    inputs: tuple[tuple[str, tuple[str, ...]], ...] = ()
    digests: tuple[tuple[str, str], ...] = ()


@dataclass(slots=True)
class Decision:
    """What happens: the events, and the contents that they name by their hash."""

    events: list[e.Event] = field(default_factory=list)
    contents: dict[str, bytes] = field(default_factory=dict)

    def keep(self, body: bytes) -> str:
        name = sha256(body).hexdigest()
        self.contents[name] = body
        return name

    def keep_text(self, text: str) -> str:
        """Keep free text; '' stays ''."""
        return self.keep(text.encode()) if text else ""


def canonical(value: Any) -> bytes:
    """Return JSON with sorted keys and no white space, as UTF-8."""
    return json.dumps(
        value, ensure_ascii=False, sort_keys=True, separators=(",", ":")
    ).encode()


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
    decision = Decision()
    match command:
        case c.SubmitDisclosure():
            _submit(state, command, decision)
        case c.ReplaceSource():
            _replace_source(state, command, decision)
        case c.RetryReading():
            decision.events.append(e.ReadingRetried(file=state.file))
        case c.RecordReading():
            _record_reading(state, command, decision, checked)
        case c.RecordFailure():
            _record_failure(state, command, decision)
        case c.EditSection():
            _edit(state, command, actor, decision, checked)
        case c.Recheck():
            _append_checks(state, state.sections, decision, _needed(checked))
            _drop_empty_check(state, decision)
        case _:
            _decide_review(state, command, actor, decision)
    return decision


def _decide_review(
    state: Disclosure, command: c.Command, actor: Actor, decision: Decision
) -> None:
    match command:
        case c.VerifySection():
            _verify(state, command, decision)
        case c.FlagSection():
            _flag(state, command, decision)
        case c.ResolveFlag():
            _resolve_flag(state, command, decision)
        case c.CommentSection():
            _comment(state, command, decision)
        case c.AssignSection():
            _assign(state, command, decision)
        case c.WaiveFinding():
            _waive(state, command, actor, decision)
        case c.ConfirmWaiver():
            _confirm_waiver(state, command, actor, decision)
        case c.RevokeWaiver():
            _revoke_waiver(state, command, decision)
        case c.LapseWaivers():
            _lapse_waivers(state, command, decision)
        case _:
            _decide_outcome(state, command, decision)


def _decide_outcome(state: Disclosure, command: c.Command, decision: Decision) -> None:
    match command:
        case c.SendBack():
            remark = _required(command.remark, "退回原因")
            decision.events.append(e.SentBack(remark=decision.keep_text(remark)))
        case c.Resubmit():
            remark = decision.keep_text(_short(command.remark, "说明"))
            decision.events.append(e.Resubmitted(remark=remark))
        case c.ReleaseDisclosure():
            _release(state, command, decision)
        case c.OpenCorrection():
            reason = _required(command.reason, "更正原因")
            opened = e.CorrectionOpened(
                revision=len(state.releases) + 1, reason=decision.keep_text(reason)
            )
            decision.events.append(opened)
        case c.WithdrawRelease():
            _withdraw(state, command, decision)


def _submit(state: Disclosure, command: c.SubmitDisclosure, decision: Decision) -> None:
    if state.exists:
        raise NotNow(
            "already-submitted",
            "本部门在本批次已提交过材料，请在原材料上更换文件。",
            "填报人",
        )
    decision.events.append(
        e.DisclosureSubmitted(
            department=command.department,
            campaign=command.campaign,
            file=command.file,
            file_name=decision.keep_text(command.file_name),
        )
    )


def _replace_source(
    state: Disclosure, command: c.ReplaceSource, decision: Decision
) -> None:
    if command.file == state.file and state.reading == "done":
        return
    decision.events.append(
        e.SourceReplaced(
            file=command.file, file_name=decision.keep_text(command.file_name)
        )
    )


def _awaits(state: Disclosure, file: str) -> bool:
    """Whether this file is the one that is to be read: a late worker's is not."""
    return state.reading == "pending" and state.file == file


def _record_failure(
    state: Disclosure, command: c.RecordFailure, decision: Decision
) -> None:
    if _awaits(state, command.file):
        decision.events.append(
            e.ReadingFailed(
                file=command.file,
                code=command.code,
                message=decision.keep_text(command.message),
            )
        )


def _record_reading(
    state: Disclosure,
    command: c.RecordReading,
    decision: Decision,
    checked: Checked | None,
) -> None:
    if not _awaits(state, command.file):
        return
    read = tuple(
        e.SectionRead(
            key=each.key,
            path=each.path,
            level=each.level,
            heading=each.heading,
            page=each.page,
            content=decision.keep(canonical(list(each.blocks))),
            places=decision.keep(canonical(each.places)) if each.places else "",
            how=each.how,
        )
        for each in command.sections
    )
    decision.events.append(
        e.DisclosureRead(
            file=command.file,
            parser=command.parser,
            kind=command.kind,
            year=command.year,
            unit_name=command.unit_name,
            notes=command.notes,
            sections=read,
        )
    )
    kept = {
        each.key: state.sections[each.key]
        for each in read
        if each.key in state.sections and reads_the_same(state.sections[each.key], each)
    }
    _append_checks(state, kept, decision, _needed(checked))


def _edit(
    state: Disclosure,
    command: c.EditSection,
    actor: Actor,
    decision: Decision,
    checked: Checked | None,
) -> None:
    section = state.sections[command.section]
    content = decision.keep(canonical(list(command.blocks)))
    if content == section.content:
        decision.contents.clear()
        return
    _seen(section, command.based_on)
    reason = _required(command.reason, "修改原因")
    decision.events.append(
        e.SectionEdited(
            section=section.key,
            version=section.version + 1,
            content=content,
            reason=decision.keep_text(reason),
        )
    )
    others = {k: s for k, s in state.sections.items() if k != section.key}
    checked = _needed(checked)
    _append_checks(state, others, decision, checked)
    _lapse_own_waivers(state, section.key, actor, decision, checked)


def _lapse_own_waivers(
    state: Disclosure, section: str, actor: Actor, decision: Decision, checked: Checked
) -> None:
    """End the waivers that who writes here has given or confirmed for this section.

    From now on it is their own work, and nobody's word on their own work counts.
    """
    judged = [
        each
        for each in checked.findings
        if section in each.sections
        and each.fingerprint in state.waivers
        and not actor.people.isdisjoint(state.waivers[each.fingerprint].people)
    ]
    decision.events += [
        e.WaiverLapsed(fingerprint=each.fingerprint, cause="author") for each in judged
    ]
    lapsed = {
        each.section
        for each in decision.events
        if isinstance(each, e.VerificationLapsed)
    }
    known = [state.findings[each.fingerprint] for each in judged]
    decision.events += [
        each
        for each in _reopened(state, known)
        if each.section not in lapsed | {section}
    ]


def _append_checks(
    state: Disclosure,
    standing: Mapping[str, Section],
    decision: Decision,
    checked: Checked,
) -> None:
    """Say what the run changed, and what it ends: waivers and verifications.

    `standing` are the sections whose content the command leaves as it was.
    """
    found: list[e.RaisedFinding] = []
    for each in checked.findings:
        content = decision.keep(each.body)
        known = state.findings.get(each.fingerprint)
        if known and (known.content, known.severity) == (content, each.severity):
            continue
        found.append(
            e.RaisedFinding(
                fingerprint=each.fingerprint,
                code=each.code,
                severity=each.severity,
                section=each.sections[0],
                sections=each.sections,
                content=content,
            )
        )
    present = {each.fingerprint for each in checked.findings}
    cleared = tuple(f for f in state.findings if f not in present)
    decision.events.append(
        e.ChecksRun(
            ruleset=checked.ruleset,
            found=tuple(found),
            cleared=cleared,
            unchecked=decision.keep(checked.unchecked),
            inputs=tuple(
                (key, inputs)
                for key, inputs in checked.inputs
                if key not in state.sections or state.sections[key].inputs != inputs
            ),
            digests=_changed_digests(state, checked),
        )
    )
    decision.events += [
        e.WaiverLapsed(fingerprint=fingerprint, cause="evidence")
        for fingerprint in cleared
        if fingerprint in state.waivers
    ]
    decision.events += _lapses(state, standing, found, dict(checked.digests))


def _changed_digests(
    state: Disclosure, checked: Checked
) -> tuple[tuple[str, str], ...]:
    return tuple(
        (key, digest)
        for key, digest in checked.digests
        if key not in state.sections or state.sections[key].digest != digest
    )


def _lapses(
    state: Disclosure,
    standing: Mapping[str, Section],
    found: Iterable[e.RaisedFinding],
    digests: Mapping[str, str],
) -> list[e.VerificationLapsed]:
    """Verifications elsewhere that this ends: by a new error, by an input that
    changed or is gone."""
    ended: dict[str, e.VerificationLapsed] = {}
    for finding in found:
        known = state.findings.get(finding.fingerprint)
        if finding.severity != "error" or (known and known.severity == "error"):
            continue
        for key in finding.sections:
            if key in standing and standing[key].verification is not None:
                ended.setdefault(
                    key,
                    e.VerificationLapsed(
                        section=key, cause="finding", by=finding.fingerprint
                    ),
                )
    for key, section in standing.items():
        if section.verification is None or key in ended:
            continue
        for other, digest in section.verification.inputs:
            if digests.get(other) != digest:
                ended[key] = e.VerificationLapsed(section=key, cause="input", by=other)
                break
    return list(ended.values())


def _drop_empty_check(state: Disclosure, decision: Decision) -> None:
    """A recheck that finds everything as it was is no event."""
    match decision.events:
        case [e.ChecksRun() as run] if (
            run.ruleset == state.ruleset
            and run.unchecked == state.unchecked
            and not (run.found or run.cleared or run.inputs or run.digests)
        ):
            decision.events.clear()
            decision.contents.clear()


def _verify(state: Disclosure, command: c.VerifySection, decision: Decision) -> None:
    section = state.sections[command.section]
    _seen(section, command.based_on)
    errors = [f for f in state.open_errors if section.key in f.sections]
    if errors:
        raise NotNow(
            "open-errors",
            f"本节还有 {len(errors)} 个未决错误，请先修改或说明不予采纳的理由。",
        )
    flags = [f for f in state.flags.values() if f.section == section.key]
    if flags:
        raise NotNow(
            "open-flags", f"本节还有 {len(flags)} 处人工标记未解除，请先处理。"
        )
    if section.verification is not None:
        return
    decision.events.append(
        e.SectionVerified(
            section=section.key,
            version=section.version,
            content=section.content,
            ruleset=state.ruleset,
            inputs=tuple(
                (key, state.sections[key].digest)
                for key in section.inputs
                if key in state.sections
            ),
        )
    )


def _flag(state: Disclosure, command: c.FlagSection, decision: Decision) -> None:
    remark = _required(command.remark, "标记说明")
    if command.flag in state.flags:
        return
    section = state.sections[command.section]
    decision.events.append(
        e.SectionFlagged(
            flag=command.flag,
            section=section.key,
            version=section.version,
            quote=decision.keep_text(_short(command.quote, "引文")),
            remark=decision.keep_text(remark),
        )
    )


def _resolve_flag(
    state: Disclosure, command: c.ResolveFlag, decision: Decision
) -> None:
    flag = state.flags.get(command.flag)
    if flag is None:
        raise NotNow("no-such-flag", "这处标记已经解除。")
    remark = _required(command.remark, "解除说明")
    decision.events.append(
        e.FlagResolved(
            flag=flag.flag, section=flag.section, remark=decision.keep_text(remark)
        )
    )


def _comment(state: Disclosure, command: c.CommentSection, decision: Decision) -> None:
    remark = _required(command.remark, "意见")
    decision.events.append(
        e.SectionCommented(
            comment=command.comment,
            section=command.section,
            version=state.sections[command.section].version,
            quote=decision.keep_text(_short(command.quote, "引文")),
            remark=decision.keep_text(remark),
        )
    )


def _assign(state: Disclosure, command: c.AssignSection, decision: Decision) -> None:
    if state.sections[command.section].assignee != command.assignee:
        decision.events.append(
            e.SectionAssigned(section=command.section, assignee=command.assignee)
        )


def _waive(
    state: Disclosure, command: c.WaiveFinding, actor: Actor, decision: Decision
) -> None:
    finding = _finding(state, command.fingerprint)
    reason = _required(command.reason, "不予采纳的理由")
    if command.fingerprint in state.waivers:
        raise NotNow("already-waived", "这个问题已经有人说明不予采纳。")
    _wrote_none(state, finding, actor)
    decision.events.append(
        e.FindingWaived(
            fingerprint=finding.fingerprint,
            code=finding.code,
            severity=finding.severity,
            reason=decision.keep_text(reason),
            until=_day(command.until),
        )
    )


def _confirm_waiver(
    state: Disclosure, command: c.ConfirmWaiver, actor: Actor, decision: Decision
) -> None:
    finding = _finding(state, command.fingerprint)
    waiver = state.waivers.get(command.fingerprint)
    if waiver is None or state.waived(finding):
        raise NotNow("nothing-to-confirm", "没有待复核的不予采纳。")
    if not actor.people.isdisjoint(waiver.people):
        raise NotAllowed(
            "own-waiver",
            "不予采纳由您提出，须由另一位审核员复核。",
            "审核员",
        )
    _wrote_none(state, finding, actor)
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


def _revoke_waiver(
    state: Disclosure, command: c.RevokeWaiver, decision: Decision
) -> None:
    if command.fingerprint not in state.waivers:
        raise NotNow("not-waived", "这个问题没有不予采纳的说明。")
    reason = _required(command.reason, "撤销理由")
    finding = state.findings.get(command.fingerprint)
    decision.events.append(
        e.WaiverRevoked(
            fingerprint=command.fingerprint, reason=decision.keep_text(reason)
        )
    )
    if finding and state.waived(finding):
        decision.events += _reopened(state, [finding])


def _lapse_waivers(
    state: Disclosure, command: c.LapseWaivers, decision: Decision
) -> None:
    ended = [f for f, w in state.waivers.items() if w.until and w.until < command.today]
    decision.events += [e.WaiverLapsed(fingerprint=f, cause="date") for f in ended]
    reopened = [state.findings[f] for f in ended if f in state.findings]
    decision.events += _reopened(state, reopened)


def _reopened(
    state: Disclosure, findings: Iterable[Finding]
) -> list[e.VerificationLapsed]:
    """The verifications that end since errors are open again."""
    ended = {
        key: finding.fingerprint
        for finding in findings
        if finding.severity == "error"
        for key in finding.sections
        if key in state.sections and state.sections[key].verification
    }
    return [
        e.VerificationLapsed(section=key, cause="finding", by=by)
        for key, by in ended.items()
    ]


def _release(
    state: Disclosure, command: c.ReleaseDisclosure, decision: Decision
) -> None:
    opinion = _required(command.secrecy_review, "保密审查意见")
    contents = tuple((k, s.version, s.content) for k, s in state.sections.items())
    current = state.current_release
    if current and contents == current.sections:
        raise NotNow("nothing-changed", "内容与已公开的版本相同，没有可以更正的内容。")
    decision.events.append(
        e.DisclosureReleased(
            release=command.release,
            number=state.revision,
            sections=contents,
            page=decision.keep(command.page),
            secrecy_review=decision.keep_text(opinion),
        )
    )


def _withdraw(
    state: Disclosure, command: c.WithdrawRelease, decision: Decision
) -> None:
    reason = _required(command.reason, "撤下原因")
    release = state.current_release
    if release is None:
        raise NotNow("not-public", "本材料没有公开的版本。")
    decision.events.append(
        e.ReleaseWithdrawn(release=release.release, reason=decision.keep_text(reason))
    )


def _finding(state: Disclosure, fingerprint: str) -> Finding:
    if fingerprint not in state.findings:
        raise NotKnown("no-such-finding", "这个问题已不存在，可能内容已经修改。")
    return state.findings[fingerprint]


def _seen(section: Section, based_on: int) -> None:
    if based_on != section.version:
        raise OutOfDate(
            "out-of-date",
            f"本节已有第 {section.version} 版，您看到的是第 {based_on} 版；"
            "您的内容没有丢失，请对照后再提交。",
        )


def _needed(checked: Checked | None) -> Checked:
    if checked is None:
        raise TypeError("this command needs the outcome of the checks")
    return checked


def _required(text: str, name: str) -> str:
    if not text.strip():
        raise NotAcceptable("required", f"请填写{name}。")
    return _short(text.strip(), name)


def _short(text: str, name: str) -> str:
    if len(text) > MOST_TEXT:
        raise NotAcceptable("too-long", f"{name}不能超过 {MOST_TEXT} 字。")
    return text.replace("\x00", "")


def _day(text: str) -> str:
    if not text:
        return ""
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError as error:
        raise NotAcceptable("bad-date", "日期请写成 2026-12-31 的样子。") from error
