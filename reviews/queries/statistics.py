"""汇总分析: findings by rule, family, department, severity, campaign and year."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import (
    Avg,
    Count,
    DurationField,
    ExpressionWrapper,
    F,
    Q,
    QuerySet,
)

from disclosures.models import Campaign, Department
from reviews.domain.errors import NotAllowed
from reviews.domain.policies import SUBMITTER, Actor
from reviews.models import Follower, LedgerHead, Occurrence

WAYS = ("rule", "family", "severity", "department", "campaign", "year")
"""What findings may be grouped by."""
FOLLOWER = "occurrences"
ONLY_STAFF = "只有财政局的人员可以看汇总分析。"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Which findings count: all of the bureau's, or those that fit what is given."""

    by: str = "rule"
    campaign: int = 0
    department: int = 0
    code: str = ""
    """A rule's code, or the two letters of its family."""
    severity: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A group: how many findings there were, and what became of them."""

    key: str
    found: int
    mended: int
    waived: int
    open: int
    disclosures: int
    to_mend: timedelta | None
    """The mean time from finding to mending; None where nothing was mended."""

    @property
    def days(self) -> str:
        """The same in days, one decimal; '' for none."""
        if self.to_mend is None:
            return ""
        return f"{self.to_mend / timedelta(days=1):.1f}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Statistics:
    """The lines of one grouping and their total, up to a position of the ledger."""

    lines: tuple[Line, ...]
    total: Line
    position: int
    behind: int
    """Events of the ledger that are not counted yet."""


def statistics(actor: Actor, asked: Asked) -> Statistics:
    """Return what became of the findings. Raises `NotAllowed` for submitters."""
    rows = _rows(actor, asked)
    place = Follower.objects.filter(name=FOLLOWER, ledger=actor.ledger).first()
    head = LedgerHead.objects.filter(ledger=actor.ledger).first()
    position = place.position if place else 0
    lines = _grouped(rows, asked.by)
    return Statistics(
        lines=tuple(sorted(lines, key=lambda each: (-each.found, each.key))),
        total=_total(rows),
        position=position,
        behind=(head.position if head else 0) - position,
    )


def _rows(actor: Actor, asked: Asked) -> QuerySet[Occurrence]:
    if not actor.roles - {SUBMITTER}:
        raise NotAllowed("wrong-role", ONLY_STAFF, "审核员、发布人、审计员、管理员")
    rows = Occurrence.objects.filter(ledger=actor.ledger)
    given = {
        "campaign": asked.campaign,
        "department": asked.department,
        "severity": asked.severity,
        "code__startswith": asked.code[:5],
    }
    return rows.filter(**{name: value for name, value in given.items() if value})


_TO_MEND = ExpressionWrapper(
    F("ended_at") - F("found_at"), output_field=DurationField()
)
_COUNTS: Mapping[str, Any] = {
    "found": Count("pk"),
    "mended": Count("pk", filter=Q(outcome="mended")),
    "waived": Count("pk", filter=Q(outcome="waived")),
    "open": Count("pk", filter=Q(outcome="open")),
    "disclosures": Count("disclosure", distinct=True),
    "to_mend": Avg(_TO_MEND, filter=Q(outcome="mended")),
}
_COLUMNS = {
    "rule": "code",
    "severity": "severity",
    "department": "department",
    "campaign": "campaign",
}


def _grouped(rows: QuerySet[Occurrence], by: str) -> list[Line]:
    if by == "family":
        return _merged(_by_column(rows, "code"), lambda key: key[:2], rows, "code")
    if by == "year":
        years = dict(Campaign.objects.values_list("pk", "year"))
        return _merged(
            _by_column(rows, "campaign"),
            lambda key: str(years.get(int(key), "")),
            rows,
            "campaign",
        )
    return _by_column(rows, _COLUMNS.get(by, "code"))


def _by_column(rows: QuerySet[Occurrence], column: str) -> list[Line]:
    grouped = rows.order_by().values(column).annotate(**_COUNTS)
    return [Line(key=str(each.pop(column)), **each) for each in map(dict, grouped)]


def _merged(
    lines: Iterable[Line], group: Any, rows: QuerySet[Occurrence], column: str
) -> list[Line]:
    """Add lines up by a wider key; a disclosure counts once in each."""
    parts: dict[str, list[Line]] = {}
    for line in lines:
        parts.setdefault(group(line.key), []).append(line)
    return [
        Line(
            key=key,
            found=sum(each.found for each in own),
            mended=sum(each.mended for each in own),
            waived=sum(each.waived for each in own),
            open=sum(each.open for each in own),
            disclosures=rows.filter(**{f"{column}__in": [each.key for each in own]})
            .values("disclosure")
            .distinct()
            .count(),
            to_mend=_mean(own),
        )
        for key, own in parts.items()
    ]


def _mean(lines: Iterable[Line]) -> timedelta | None:
    mended = [each for each in lines if each.to_mend is not None]
    count = sum(each.mended for each in mended)
    if not count:
        return None
    whole = sum(
        ((each.to_mend or timedelta()) * each.mended for each in mended), timedelta()
    )
    return whole / count


def _total(rows: QuerySet[Occurrence]) -> Line:
    return Line(key="", **rows.aggregate(**_COUNTS))


def names(by: str, keys: Iterable[str]) -> dict[str, str]:
    """Return what departments and campaigns are called, by their number as text."""
    numbers = [int(key) for key in keys if key.isdigit()]
    if by == "department":
        return {str(k): str(v) for k, v in Department.objects.in_bulk(numbers).items()}
    if by == "campaign":
        return {str(k): str(v) for k, v in Campaign.objects.in_bulk(numbers).items()}
    return {}
