"""汇总分析: what was found and what became of it, as pages and as a workbook."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from disclosures.models import Department
from reviews.publishing import workbook
from reviews.queries import campaigns
from reviews.queries import statistics as queries
from reviews.web import wording
from reviews.web.present.rules import title_of
from reviews.web.views.desk import actor, at_desk

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOST_BARS = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A line with its name, the address of what lies behind it, and its bar.

    The bar's parts are in percent of the longest line: mended, waived, open.
    """

    line: queries.Line
    name: str
    behind: str
    mended: float
    waived: float
    open: float

    @property
    def waived_from(self) -> float:
        return self.mended

    @property
    def open_from(self) -> float:
        return self.mended + self.waived


@at_desk
@require_safe
def page(request: HttpRequest) -> HttpResponse:
    who = actor(request)
    asked = asked_of(request.GET)
    found = queries.statistics(who, asked)
    names = queries.names(asked.by, [each.key for each in found.lines])
    department = Department.objects.filter(
        pk=asked.department, bureau=who.ledger
    ).first()
    context = {
        "place": "board",
        "asked": asked,
        "found": found,
        "rows": _rows(found, asked, names, request.GET),
        "ways": wording.WAYS,
        "way": wording.WAYS[asked.by],
        "campaigns": list(campaigns.campaigns(who)),
        "department": department,
        "rule": title_of(asked.code) if len(asked.code) == 5 else "",
        "severities": wording.SEVERITIES,
        "download": f"?{request.GET.urlencode()}",
    }
    return render(request, "web/statistics.html", context)


def asked_of(query: QueryDict) -> queries.Asked:
    """Return what the address asks for; what makes no sense is as if not asked."""
    by, severity = query.get("by", ""), query.get("severity", "")
    return queries.Asked(
        by=by if by in queries.WAYS else "rule",
        campaign=_number(query.get("campaign", "")),
        department=_number(query.get("department", "")),
        code=query.get("code", "").replace("\x00", "")[:5],
        severity=severity if severity in wording.SEVERITIES else "",
    )


def _number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 18 else 0


def _rows(
    found: queries.Statistics,
    asked: queries.Asked,
    names: dict[str, str],
    query: QueryDict,
) -> list[Row]:
    longest = max((each.found for each in found.lines), default=0) or 1
    return [
        Row(
            line=each,
            name=name_of(asked.by, each.key, names),
            behind=_behind(asked.by, each.key, query),
            mended=100 * each.mended / longest,
            waived=100 * each.waived / longest,
            open=100 * each.open / longest,
        )
        for each in found.lines
    ]


def name_of(by: str, key: str, names: dict[str, str]) -> str:
    """Return what a group is called."""
    if by == "rule":
        return f"{title_of(key)}（{key}）"
    if by == "severity":
        return str(wording.SEVERITIES.get(key, key))
    return names.get(key, key)


_NARROWER = {
    "rule": ("code", "department"),
    "family": ("code", "rule"),
    "severity": ("severity", "rule"),
    "department": ("department", "rule"),
    "campaign": ("campaign", "rule"),
}
"""By which value a group is narrowed, and by what it is grouped then."""


def _behind(by: str, key: str, query: QueryDict) -> str:
    if by not in _NARROWER:
        return ""
    name, following = _NARROWER[by]
    copy = query.copy()
    copy[name], copy["by"] = key, following
    return f"?{copy.urlencode()}"


@at_desk
@require_safe
def export(request: HttpRequest) -> HttpResponse:
    """Give the same, one sheet for each way of grouping."""
    who = actor(request)
    chosen = asked_of(request.GET)
    sheets: list[tuple[str, list[list[Any]]]] = []
    for by, way in wording.WAYS.items():
        asked = queries.Asked(
            by=by,
            campaign=chosen.campaign,
            department=chosen.department,
            code=chosen.code,
            severity=chosen.severity,
        )
        found = queries.statistics(who, asked)
        names = queries.names(by, [each.key for each in found.lines])
        rows = [_cells(name_of(by, e.key, names), e) for e in found.lines]
        head = [str(way), *(str(each) for each in wording.STATISTICS)]
        sheets.append((str(way), [head, *rows, _cells(_("合计"), found.total)]))
    body = workbook.written(_("汇总分析"), sheets)
    response = HttpResponse(body, content_type=MEDIA_TYPE)
    response["Content-Disposition"] = 'attachment; filename="statistics.xlsx"'
    return response


def _cells(name: str, line: queries.Line) -> list[Any]:
    return [
        name,
        line.found,
        line.mended,
        line.waived,
        line.open,
        line.disclosures,
        float(line.days) if line.days else "",
    ]
