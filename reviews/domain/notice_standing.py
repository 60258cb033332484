"""Where an item of a notice stands in the present text: derived, never stored."""

from reviews.domain.notices import Notice, NoticeItem
from reviews.domain.state import Disclosure

OPEN, PENDING, WAIVED, CHANGED, GONE = "open", "pending", "waived", "changed", "gone"


def standing(state: Disclosure, notice: Notice, item: NoticeItem) -> str:
    """Return open, pending (waived by one), waived, changed or gone.

    A finding's fingerprint holds its evidence, so one whose figures were changed is
    gone even if it is still wrong: `changed` is said where the same rule finds
    something in the same section that the notice does not name. So nothing is
    confirmed by itself; a person looks.
    """
    if item.kind == "flag":
        return OPEN if item.about in state.flags else GONE
    finding = state.findings.get(item.about)
    if finding is not None:
        status = state.finding_status(finding)
        return status if status in (PENDING, WAIVED) else OPEN
    named = {each.about for each in notice.items}
    again = any(
        each.code == item.code
        and item.section in each.sections
        and each.fingerprint not in named
        for each in state.open_findings
    )
    return CHANGED if again else GONE


def confirmable(state: Disclosure, item: NoticeItem) -> bool:
    """Whether nothing of error severity stands against confirming an item."""
    finding = state.findings.get(item.about) if item.kind == "finding" else None
    return finding is None or finding.severity != "error" or state.waived(finding)
