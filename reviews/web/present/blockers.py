"""What a release needs, item by item: met, or not and where to go."""

from collections.abc import Sequence
from dataclasses import dataclass

from reviews.domain.state import Disclosure
from reviews.queries.judging import FindingView

MOST = 20
"""How many places an item lists; the rest is a number."""


@dataclass(frozen=True, slots=True)
class Check:
    """One item: `sections` are (key, what is the matter there), the first of them."""

    met: bool
    says: str
    sections: tuple[tuple[str, str], ...] = ()
    more: int = 0
    hint: bool = False
    """A hint does not keep anything from being released."""


def checks(state: Disclosure, findings: Sequence[FindingView]) -> tuple[Check, ...]:
    """Return the list in the order in which it is worked off."""
    blocked: dict[str, list[str]] = {}
    for code, what in state.blockers:
        blocked.setdefault(code, []).append(what)
    done = len(state.sections) - len(blocked.get("unverified", ()))
    listed = [_whole(state, blocked)]
    listed += [
        _item(
            f"{done}/{len(state.sections)} 节已通过",
            [
                (key, state.sections[key].heading)
                for key in blocked.get("unverified", ())
            ],
        ),
        _item(
            f"未决错误 {len(blocked.get('open-error', ()))} 个",
            [
                (view.section, view.body["message"])
                for view in findings
                if view.fingerprint in blocked.get("open-error", ())
            ],
        ),
        _item(
            f"未解除的人工标记 {len(blocked.get('open-flag', ()))} 处",
            [(state.flags[each].section, "") for each in blocked.get("open-flag", ())],
        ),
    ]
    warnings = [
        view
        for view in findings
        if view.severity == "warning" and view.status != "waived"
    ]
    listed.append(
        Check(
            met=not warnings,
            says=f"未处理的预警 {len(warnings)} 个（不阻止公开）",
            sections=tuple((v.section, v.body["message"]) for v in warnings[:MOST]),
            more=max(len(warnings) - MOST, 0),
            hint=True,
        )
    )
    return tuple(listed)


def _whole(state: Disclosure, blocked: dict[str, list[str]]) -> Check:
    if "unread" in blocked:
        return Check(False, "文件还没有读入")
    if "no-sections" in blocked:
        return Check(False, "文件里没有读出章节")
    if "returned" in blocked:
        return Check(False, "已退回整改，等待部门重新报送")
    if "open-notice" in blocked:
        return Check(False, "整改通知书还没有办结")
    return Check(True, "文件已读入，未在整改中")


def _item(says: str, places: list[tuple[str, str]]) -> Check:
    return Check(
        met=not places,
        says=says,
        sections=tuple(places[:MOST]),
        more=max(len(places) - MOST, 0),
    )
