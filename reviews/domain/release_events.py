"""What has happened on the way to a joint release (集中公开), see `events`."""

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True, kw_only=True)
class FilesRendered:
    """The files of a staged text were made; `files` are (form, SHA-256, bytes)."""

    TYPE: ClassVar[str] = "review.files-rendered.v1"
    page: str
    files: tuple[tuple[str, str, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseStaged:
    """Made ready for a joint release: all that it will say, nothing public yet."""

    TYPE: ClassVar[str] = "review.release-staged.v1"
    plan: str
    release: str
    number: int
    sections: tuple[tuple[str, int, str], ...]
    page: str
    secrecy_review: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseSettled:
    """The joint release that made the staged text public, told in its own stream.

    `position` and `at` (ISO 8601) are those of `JointlyReleased`.
    """

    TYPE: ClassVar[str] = "review.release-settled.v1"
    plan: str
    release: str
    position: int
    at: str


@dataclass(frozen=True, slots=True, kw_only=True)
class JointReleasePlanned:
    """A publisher plans what goes public together (集中公开).

    `due` is an ISO 8601 moment, '' for as soon as it is confirmed; `left_out` is the
    content hash of why departments of the campaign are missing, '' if none is.
    """

    TYPE: ClassVar[str] = "campaign.release-planned.v1"
    plan: str
    campaign: int
    departments: tuple[int, ...]
    due: str
    secrecy_review: str
    left_out: str


@dataclass(frozen=True, slots=True, kw_only=True)
class JointStagingAsked:
    """A publisher asked for the members to be staged anew, in their own name."""

    TYPE: ClassVar[str] = "campaign.staging-asked.v1"
    plan: str


@dataclass(frozen=True, slots=True, kw_only=True)
class JointReleaseConfirmed:
    """The second key: another publisher agreed."""

    TYPE: ClassVar[str] = "campaign.release-confirmed.v1"
    plan: str


@dataclass(frozen=True, slots=True, kw_only=True)
class JointReleaseHeld:
    TYPE: ClassVar[str] = "campaign.release-held.v1"
    plan: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class JointReleaseResumed:
    TYPE: ClassVar[str] = "campaign.release-resumed.v1"
    plan: str


@dataclass(frozen=True, slots=True, kw_only=True)
class JointReleaseAborted:
    TYPE: ClassVar[str] = "campaign.release-aborted.v1"
    plan: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class JointReleaseStopped:
    """At the moment somebody was not ready, so nothing went public.

    `missing` are (department, code); see `reviews.domain.joint.state.Readiness`.
    """

    TYPE: ClassVar[str] = "campaign.release-stopped.v1"
    plan: str
    missing: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class JointlyReleased:
    """All members went public at once: (department, stream, release, page)."""

    TYPE: ClassVar[str] = "campaign.released.v1"
    plan: str
    members: tuple[tuple[int, str, str, str], ...]
