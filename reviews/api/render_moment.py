"""What is told of a disclosure at a moment: all of it, and nothing of any later one."""

from typing import Any

from reviews.api import render, render_notices
from reviews.domain.state import Disclosure
from reviews.oversight.understanding import Understanding


def moment(
    state: Disclosure, asked: int, understanding: Understanding | None = None
) -> dict[str, Any]:
    """Return a disclosure as it was; how far a reading has come is no part of that."""
    return {
        "asked_position": asked,
        "disclosure": render.disclosure(state) | {"progress": None},
        "sections": render.sections(state),
        "comments": render.comments(state),
        "notices": [render_notices.notice(state, each) for each in state.notices],
        "today": None if understanding is None else _today(understanding),
    }


def _today(understanding: Understanding) -> dict[str, Any]:
    names = ("message", "stated", "expected", "suggestion", "evidence")
    return {
        "ruleset": understanding.ruleset,
        "findings": [
            {
                "fingerprint": each.fingerprint,
                "code": each.code,
                "severity": each.severity,
                "section": each.sections[0],
                "sections": list(each.sections),
                "recorded": each.recorded,
                **{name: each.body[name] for name in names},
            }
            for each in understanding.findings
        ],
        "gone": list(understanding.gone),
    }
