"""Decisions of reviewers on a section: verified, flagged, assigned."""

from reviews.domain import commands as c
from reviews.domain import events as e
from reviews.domain.decision import Decision, required, seen, short
from reviews.domain.errors import NotNow, said
from reviews.domain.state import Disclosure


def verify(state: Disclosure, command: c.VerifySection, decision: Decision) -> None:
    section = state.sections[command.section]
    seen(section, command.based_on)
    errors = [f for f in state.open_errors if section.key in f.sections]
    if errors:
        raise NotNow(
            "open-errors",
            said(
                "本节还有 %(count)s 个未决错误，请先修改或说明不予采纳的理由。",
                count=len(errors),
            ),
        )
    flags = [f for f in state.flags.values() if f.section == section.key]
    if flags:
        raise NotNow(
            "open-flags",
            said("本节还有 %(count)s 处人工标记未解除，请先处理。", count=len(flags)),
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


def flag(state: Disclosure, command: c.FlagSection, decision: Decision) -> None:
    remark = required(command.remark, "标记说明")
    if command.flag in state.flags:
        return
    section = state.sections[command.section]
    decision.events.append(
        e.SectionFlagged(
            flag=command.flag,
            section=section.key,
            version=section.version,
            quote=decision.keep_text(short(command.quote, "引文")),
            remark=decision.keep_text(remark),
        )
    )


def resolve_flag(state: Disclosure, command: c.ResolveFlag, decision: Decision) -> None:
    flag = state.flags.get(command.flag)
    if flag is None:
        raise NotNow("no-such-flag", "这处标记已经解除。")
    remark = required(command.remark, "解除说明")
    decision.events.append(
        e.FlagResolved(
            flag=flag.flag, section=flag.section, remark=decision.keep_text(remark)
        )
    )


def assign(state: Disclosure, command: c.AssignSection, decision: Decision) -> None:
    if state.sections[command.section].assignee != command.assignee:
        decision.events.append(
            e.SectionAssigned(section=command.section, assignee=command.assignee)
        )
