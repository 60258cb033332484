"""Decisions on joint releases as one disclosure sees them: staged, told, rendered."""

from reviews.domain import commands as c
from reviews.domain import release_events as r
from reviews.domain.decision import Decision, required
from reviews.domain.decisions.outcomes import require_something_new
from reviews.domain.errors import NotNow
from reviews.domain.state import Disclosure


def stage(state: Disclosure, command: c.StageRelease, decision: Decision) -> None:
    """Stage the present text; what is staged for the same plan already stays."""
    opinion = required(command.secrecy_review, "保密审查意见")
    require_something_new(state)
    known = state.staging
    if known and known.plan == command.plan and state.staging_status != "stale":
        return
    decision.events.append(
        r.ReleaseStaged(
            plan=command.plan,
            release=command.release,
            number=state.revision,
            sections=state.contents,
            page=decision.keep(command.page),
            secrecy_review=decision.keep_text(opinion),
        )
    )


def settle(state: Disclosure, command: c.SettleRelease, decision: Decision) -> None:
    """Note that the staged text is public; nothing where it was noted before.

    Whatever changes a member is refused from the moment on, so it is still staged.
    """
    if state.staging is None or state.staging.plan != command.plan:
        return
    if state.staging_status != "staged":
        raise NotNow("not-staged", "本材料在集中公开时没有就绪，不能登记为已公开。")
    decision.events.append(
        r.ReleaseSettled(
            plan=command.plan,
            release=state.staging.release,
            position=command.position,
            at=command.at,
        )
    )


def record_files(state: Disclosure, command: c.RecordFiles, decision: Decision) -> None:
    """Note the files of a text that is staged or released, once."""
    pages = {each.page for each in state.releases}
    if state.staging is not None:
        pages.add(state.staging.page)
    if command.page not in pages or state.files.get(command.page) == command.files:
        return
    decision.events.append(r.FilesRendered(page=command.page, files=command.files))
