"""The register of notices (整改台账), and what it comes to."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from disclosures.models import Campaign, Department
from reviews.letters.xlsx import Cell, sheet
from reviews.models import NoticeRow

STATUSES = {"open": "整改中", "closed": "已办结", "withdrawn": "已撤回"}
HEAD = (
    "文号",
    "部门编码",
    "部门",
    "公开批次",
    "状态",
    "轮次",
    "发文日期",
    "首轮限期",
    "现限期",
    "批准延期（次）",
    "问题（条）",
    "其中错误（条）",
    "已答复（条）",
    "有异议（条）",
    "已确认（条）",
    "逾期提醒（级）",
)
WIDTHS = (22, 12, 28, 24, 10, 8, 12, 12, 12, 10, 10, 10, 10, 10, 10, 10)
MOST = 20_000


@dataclass(frozen=True, slots=True)
class Totals:
    """What the notices come to; a notice that was withdrawn counts as a number only."""

    notices: int
    extensions: int
    items: int
    errors: int
    answered: int
    objected: int
    confirmed: int
    late: int


def totals(rows: Sequence[NoticeRow]) -> Totals:
    counted = [each for each in rows if each.status != "withdrawn"]
    return Totals(
        notices=len(rows),
        extensions=sum(each.extensions for each in counted),
        items=sum(each.items for each in counted),
        errors=sum(each.errors for each in counted),
        answered=sum(each.answered for each in counted),
        objected=sum(each.objected for each in counted),
        confirmed=sum(each.confirmed for each in counted),
        late=sum(each.late > 0 for each in counted),
    )


def workbook(rows: Sequence[NoticeRow], title: str) -> bytes:
    """Return the register as .xlsx: a line a notice, the totals below."""
    departments = Department.objects.in_bulk({each.department for each in rows})
    campaigns = Campaign.objects.in_bulk({each.campaign for each in rows})
    lines = [
        _line(each, departments[each.department], str(campaigns[each.campaign]))
        for each in rows
    ]
    return sheet(title, HEAD, WIDTHS, lines, [_sum(totals(rows))])


def _line(row: NoticeRow, department: Department, campaign: str) -> tuple[Cell, ...]:
    late = {-1: "无", 0: "到期日"}.get(row.late, f"逾期{row.late}个工作日")
    days: tuple[date, ...] = (row.issued_on, row.first_due, row.due)
    return (
        row.reference,
        department.code,
        department.name,
        campaign,
        STATUSES.get(row.status, row.status),
        row.round,
        *days,
        row.extensions,
        row.items,
        row.errors,
        row.answered,
        row.objected,
        row.confirmed,
        late,
    )


def _sum(of: Totals) -> tuple[Cell, ...]:
    return (
        f"合计 {of.notices} 份",
        *[""] * 8,
        of.extensions,
        of.items,
        of.errors,
        of.answered,
        of.objected,
        of.confirmed,
        f"逾期 {of.late} 份",
    )
