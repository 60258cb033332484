"""Tables 2, 3, 5, 8 and 9: a line for each functional subject."""

from decimal import Decimal

from disclosures.samples.accounts import INCOME, ZERO, Item, total
from disclosures.samples.desk import Columns, Desk
from disclosures.samples.model import Table

FUNDS = ("general", "fund", "capital")


def income(desk: Desk) -> Table:
    """Table 2: income by source."""
    heads = ("本年收入合计", "财政拨款收入", *(n for _, n in INCOME[3:]))

    def columns(items: tuple[Item, ...]) -> tuple[Decimal, ...]:
        fiscal = total((i for i in items if i.source in FUNDS), "income")
        rest = (
            total((i for i in items if i.source == key), "income")
            for key, _ in INCOME[3:]
        )
        return (total(items, "income"), fiscal, *rest)

    rows = _coded(desk, heads, columns=columns)
    return desk.table(
        2,
        "收入决算表",
        rows,
        header=2,
        spans=((0, 0, 1, 2), *((0, c, 2, 1) for c in range(2, 9))),
        widths=(4, 8, 4, 4, 4, 3, 3, 4, 3),
        notes=("注：本表按功能分类列示部门全年取得的收入。",),
    )


def spending(desk: Desk) -> Table:
    """Table 3: spending by kind."""
    heads = (
        "本年支出合计",
        "基本支出",
        "项目支出",
        "上缴上级支出",
        "经营支出",
        "对附属单位补助支出",
    )

    def columns(items: tuple[Item, ...]) -> tuple[Decimal, ...]:
        parts = (total(items, what) for what in ("total", "basic", "project"))
        return (*parts, ZERO, ZERO, ZERO)

    rows = _coded(desk, heads, columns=columns)
    return desk.table(
        3,
        "支出决算表",
        rows,
        header=2,
        spans=((0, 0, 1, 2), *((0, c, 2, 1) for c in range(2, 8))),
        widths=(4, 8, 4, 4, 4, 4, 3, 4),
        notes=("注：本表按功能分类列示部门全年发生的支出。",),
    )


def general(desk: Desk) -> Table:
    """Table 5: spending from the general budget."""
    items = desk.books.of("general")

    def columns(some: tuple[Item, ...]) -> tuple[Decimal, ...]:
        return tuple(total(some, what) for what in ("total", "basic", "project"))

    lines = desk.by_code(items, columns)
    rows = (
        ("项目", "", "合计", "基本支出", "项目支出"),
        ("功能分类科目编码", "科目名称", "", "", ""),
        *(tuple(line) for line in lines),
        ("", "合计", *(desk.cell(value) for value in columns(items))),
    )
    return desk.table(
        5,
        "一般公共预算财政拨款支出决算表",
        rows,
        header=2,
        spans=((0, 0, 1, 2), *((0, c, 2, 1) for c in range(2, 5))),
        widths=(4, 8, 4, 4, 4),
        notes=("注：本表按功能分类列示部门全年一般公共预算财政拨款支出。",),
    )


def purse(desk: Desk, purse: str, number: int, label: str) -> Table:
    """Table 8 or 9: one fund, from opening to closing balance."""
    items = desk.books.of(purse)

    def columns(some: tuple[Item, ...]) -> tuple[Decimal, ...]:
        order = ("opening", "income", "total", "basic", "project", "closing")
        return tuple(total(some, what) for what in order)

    name = f"{label}财政拨款收入支出决算表"
    lines = desk.by_code(items, columns)
    rows = (
        ("项目", "", "年初结转和结余", "本年收入", "本年支出", "", "")
        + ("年末结转和结余",),
        (
            "功能分类科目编码",
            "科目名称",
            "",
            "",
            "合计",
            "基本支出",
            "项目支出",
            "",
        ),
        ("", "合计", *(desk.cell(value) for value in columns(items))),
        *(tuple(line) for line in lines),
    )
    note = f"注：本表列示部门全年{label}财政拨款收支及结转结余。"
    blank = (
        f"说明：{desk.department}本年度没有{label}财政拨款收入和支出，故本表无数据。"
    )
    return desk.table(
        number,
        name,
        rows,
        header=2,
        spans=(
            (0, 0, 1, 2),
            (0, 2, 2, 1),
            (0, 3, 2, 1),
            (0, 4, 1, 3),
            (0, 7, 2, 1),
        ),
        widths=(4, 7, 4, 4, 4, 4, 4, 4),
        notes=(note,) if items else (note, blank),
    )


def _coded(
    desk: Desk, heads: tuple[str, ...], *, columns: Columns
) -> tuple[tuple[str, ...], ...]:
    head = ("项目", "", *heads)
    second = ("功能分类科目编码", "科目名称", *("" for _ in heads))
    first = ("", "合计", *(desk.cell(v) for v in columns(desk.books.items)))
    lines = desk.by_code(desk.books.items, columns)
    return (head, second, first, *(tuple(line) for line in lines))
