"""Decisions on threads: a comment, an answer to one, what is settled."""

from reviews.domain import commands as c
from reviews.domain import events as e
from reviews.domain.decision import Decision, required, short
from reviews.domain.errors import NotAcceptable, NotNow
from reviews.domain.state import Comment, Disclosure

AROUND = 40
"""Characters of the words before and after a quote that are kept."""


def comment(state: Disclosure, command: c.CommentSection, decision: Decision) -> None:
    remark = required(command.remark, "意见")
    if any(each.comment == command.comment for each in state.comments):
        return
    if command.parent:
        parent = _thread(state, command.parent)
        if parent is None or parent.section != command.section:
            raise NotAcceptable(
                "no-such-comment", "要回复的意见不在本节，请刷新页面后重试。"
            )
    quote = short(command.quote, "引文").strip()
    decision.events.append(
        e.SectionCommented(
            comment=command.comment,
            section=command.section,
            version=state.sections[command.section].version,
            quote=decision.keep_text(quote),
            remark=decision.keep_text(remark),
            before=decision.keep_text(command.before[-AROUND:]) if quote else "",
            after=decision.keep_text(command.after[:AROUND]) if quote else "",
            parent=command.parent,
        )
    )


def resolve(state: Disclosure, command: c.ResolveThread, decision: Decision) -> None:
    thread = _known(state, command.comment)
    if thread.resolved_by:
        return
    decision.events.append(
        e.ThreadResolved(
            comment=thread.comment,
            section=thread.section,
            remark=decision.keep_text(short(command.remark.strip(), "说明")),
        )
    )


def reopen(state: Disclosure, command: c.ReopenThread, decision: Decision) -> None:
    thread = _known(state, command.comment)
    if thread.resolved_by:
        decision.events.append(
            e.ThreadReopened(comment=thread.comment, section=thread.section)
        )


def _known(state: Disclosure, comment: str) -> Comment:
    thread = _thread(state, comment)
    if thread is None:
        raise NotNow("no-such-thread", "没有这条讨论，请刷新页面后重试。")
    return thread


def _thread(state: Disclosure, comment: str) -> Comment | None:
    """Return the comment that begins a thread; an answer begins none."""
    return next(
        (e for e in state.comments if e.comment == comment and not e.parent), None
    )
