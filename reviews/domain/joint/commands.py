"""What people and workers ask of a campaign's joint release (集中公开)."""

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanJointRelease:
    """Name the members and the moment. `due` is ISO 8601, '' for once confirmed.

    `left_out` says why departments of the campaign are missing; `expected` are those
    that should be members, told by the handler.
    """

    ACTION: ClassVar[str] = "plan-joint-release"
    plan: str
    departments: tuple[int, ...]
    secrecy_review: str
    due: str = ""
    left_out: str = ""
    expected: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class StageJointly:
    """Stage the members that are ready, in the name of who asks."""

    ACTION: ClassVar[str] = "stage-jointly"
    plan: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmJointRelease:
    """Turn the second key. `missing` are the members not ready, by the handler."""

    ACTION: ClassVar[str] = "confirm-joint-release"
    plan: str
    missing: tuple[tuple[int, str], ...] = ()
    involved: bool = False
    """Whether who confirms has a hand in a member or belongs to its department."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HoldJointRelease:
    ACTION: ClassVar[str] = "hold-joint-release"
    plan: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ResumeJointRelease:
    ACTION: ClassVar[str] = "resume-joint-release"
    plan: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AbortJointRelease:
    ACTION: ClassVar[str] = "abort-joint-release"
    plan: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseJointly:
    """Make all members public, or stop and say who is missing; by the handler."""

    ACTION: ClassVar[str] = "release-jointly"
    plan: str
    members: tuple[tuple[int, str, str, str], ...] = ()
    """(department, stream, release, page) of the members that are ready."""
    missing: tuple[tuple[int, str], ...] = ()


JointCommand = (
    PlanJointRelease
    | StageJointly
    | ConfirmJointRelease
    | HoldJointRelease
    | ResumeJointRelease
    | AbortJointRelease
    | ReleaseJointly
)
