"""Tables 1 and 4: the summaries of income and spending."""

from disclosures.samples.accounts import INCOME
from disclosures.samples.desk import Desk
from disclosures.samples.model import Table
from disclosures.samples.numerals import ordinal


def summary(desk: Desk) -> Table:
    """Table 1: all money."""
    named, cell = desk.named, desk.cell
    left = [
        (f"{ordinal(i)}、{name}", cell(named[f"income.{key}"]))
        for i, (key, name) in enumerate(INCOME, 1)
    ]
    right = [
        (f"{ordinal(i)}、{name}", cell(value))
        for i, ((_, name), value) in enumerate(
            zip(desk.names.classes, desk.classes(), strict=True), 1
        )
    ]
    left += [("", "")] * (len(right) - len(left))
    body = [(*a, *b) for a, b in zip(left, right, strict=True)]
    tail = [
        ("本年收入合计", cell(named["all.income"]))
        + ("本年支出合计", cell(named["all.total"])),
        ("使用非财政拨款结余", "", "结余分配", ""),
        ("年初结转和结余", cell(named["all.opening"]))
        + ("年末结转和结余", cell(named["all.closing"])),
        ("总计", cell(named["all.grand"]), "总计", cell(named["all.grand"])),
    ]
    head = [("收入", "", "支出", ""), ("项目", "决算数", "项目", "决算数")]
    return desk.table(
        1,
        "收入支出决算总表",
        tuple(head + body + tail),
        header=2,
        spans=((0, 0, 1, 2), (0, 2, 1, 2)),
        widths=(5, 3, 5, 3),
        notes=("注：本表汇总列示部门全年收支及结转结余。",),
    )


def fiscal_summary(desk: Desk) -> Table:
    """Table 4: appropriations, by fund."""
    named, cell = desk.named, desk.cell
    left = [
        (f"{ordinal(i)}、{name.removesuffix('收入')}", cell(named[f"income.{key}"]))
        for i, (key, name) in enumerate(INCOME[:3], 1)
    ]
    general, fund = desk.classes("general"), desk.classes("fund")
    right = [
        (f"{ordinal(i)}、{name}", cell(a + b), cell(a), cell(b), "")
        for i, ((_, name), a, b) in enumerate(
            zip(desk.names.classes, general, fund, strict=True), 1
        )
    ]
    left += [("", "")] * (len(right) - len(left))
    body = [(*a, *b) for a, b in zip(left, right, strict=True)]
    head = [
        ("收入", "", "支出", "", "", "", ""),
        ("项目", "决算数", "项目", "合计", "一般公共预算财政拨款")
        + ("政府性基金预算财政拨款", "国有资本经营预算财政拨款"),
    ]
    tail = [
        ("本年收入合计", cell(named["fiscal.income"]), *_four(desk, "total")),
        (
            "年初财政拨款结转和结余",
            cell(named["fiscal.opening"]),
            *_four(desk, "closing"),
        ),
        ("一、一般公共预算财政拨款", cell(named["general.opening"])) + ("",) * 5,
        ("二、政府性基金预算财政拨款", cell(named["fund.opening"])) + ("",) * 5,
        ("三、国有资本经营预算财政拨款", "") + ("",) * 5,
        ("总计", cell(named["fiscal.grand"]), *_four(desk, "grand")),
    ]
    return desk.table(
        4,
        "财政拨款收入支出决算总表",
        tuple(head + body + tail),
        header=2,
        spans=((0, 0, 1, 2), (0, 2, 1, 5)),
        widths=(6, 3, 6, 3, 3, 3, 3),
        notes=("注：本表汇总列示部门全年财政拨款收支及结转结余。",),
    )


def _four(desk: Desk, what: str) -> tuple[str, ...]:
    label = {
        "total": "本年支出合计",
        "closing": "年末财政拨款结转和结余",
        "grand": "总计",
    }[what]
    each = [
        desk.named[f"{purse}.total"] + desk.named[f"{purse}.closing"]
        if what == "grand"
        else desk.named[f"{purse}.{what}"]
        for purse in ("general", "fund")
    ]
    return (label, *(desk.cell(v) for v in (each[0] + each[1], *each)), "")
