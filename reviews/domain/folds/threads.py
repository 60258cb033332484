"""What comments, answers and their settling make of the state."""

from dataclasses import replace

from reviews.domain import events as e
from reviews.domain.state import Comment, Disclosure


def commented(
    state: Disclosure, event: e.SectionCommented, record: e.Recorded
) -> Disclosure:
    comment = Comment(
        comment=event.comment,
        section=event.section,
        by=record.actor or 0,
        behalf=record.on_behalf_of or 0,
        version=event.version,
        quote=event.quote,
        remark=event.remark,
        position=record.position,
        before=event.before,
        after=event.after,
        parent=event.parent,
    )
    return replace(state, comments=(*state.comments, comment))


def resolved(
    state: Disclosure, event: e.ThreadResolved, record: e.Recorded
) -> Disclosure:
    return _with(state, event.comment, by=record.actor or 0, remark=event.remark)


def reopened(
    state: Disclosure, event: e.ThreadReopened, _record: e.Recorded
) -> Disclosure:
    return _with(state, event.comment, by=0, remark="")


def _with(state: Disclosure, comment: str, *, by: int, remark: str) -> Disclosure:
    return replace(
        state,
        comments=tuple(
            replace(each, resolved_by=by, resolution=remark)
            if each.comment == comment
            else each
            for each in state.comments
        ),
    )
