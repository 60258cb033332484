"""Tables 6 and 7: basic spending by economic subject, and “三公”."""

from disclosures.samples.accounts import TRIPS, ZERO
from disclosures.samples.desk import Desk
from disclosures.samples.model import Table


def basic(desk: Desk) -> Table:
    """Table 6: staff on the left, running costs on the right."""
    left, right = _economic(desk, "301", "303"), _economic(desk, "302", "310")
    left += [("", "", "")] * (len(right) - len(left))
    body = [(*a, *b) for a, b in zip(left, right, strict=True)]
    side = ("经济分类科目编码", "科目名称", "决算数")
    last = (
        ("人员经费合计", "", desk.cell(desk.named["staff"]))
        + ("公用经费合计", "")
        + (desk.cell(desk.named["public"]),)
    )
    end = len(body) + 1
    return desk.table(
        6,
        "一般公共预算财政拨款基本支出决算表",
        ((*side, *side), *body, last),
        header=1,
        spans=((end, 0, 1, 2), (end, 3, 1, 2)),
        widths=(4, 7, 4, 4, 7, 4),
        notes=("注：本表按经济分类列示部门全年一般公共预算财政拨款基本支出。",),
    )


def trips(desk: Desk) -> Table:
    """Table 7: budget and final amount of each line."""
    keys = ("total", "abroad", "car", *TRIPS[1:])
    # Unlike the other tables, a line of nothing but zeros is written out: the
    # text states each of these as a figure.
    amounts = tuple(
        desk.money(desk.named[f"trip.{key}.{what}"])
        for key in keys
        for what in ("budget", "final")
    )
    rows = (
        ("合计", "", "因公出国（境）费", "", "公务用车购置及运行维护费")
        + ("",) * 5
        + ("公务接待费", ""),
        ("",) * 4
        + ("小计", "", "公务用车购置费", "", "公务用车运行维护费")
        + ("",) * 3,
        ("预算数", "决算数") * 6,
        amounts,
    )
    return desk.table(
        7,
        "财政拨款“三公”经费支出决算表",
        rows,
        header=3,
        spans=(
            (0, 0, 2, 2),
            (0, 2, 2, 2),
            (0, 4, 1, 6),
            (0, 10, 2, 2),
            (1, 4, 1, 2),
            (1, 6, 1, 2),
            (1, 8, 1, 2),
        ),
        widths=(1,) * 12,
        notes=("注：本表列示部门全年财政拨款“三公”经费的预算数和决算数。",),
    )


def _economic(desk: Desk, *classes: str) -> list[tuple[str, str, str]]:
    lines = []
    for code, name in desk.names.economic(*classes):
        value = (
            desk.books.economic_sum(code)
            if len(code) == 3
            else desk.books.economic.get(code, ZERO)
        )
        lines.append((code, name, desk.cell(value)))
    return lines
