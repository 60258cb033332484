"""The nine tables of a sample add up, each by itself and each with the others."""

from decimal import Decimal

import pytest

from tests.disclosures.samples.amounts import FULL, coded, number, pairs, table

CODED = (2, 3, 5, 8, 9)


def column(lines: dict[str, list[Decimal]], width: int, at: int) -> Decimal:
    return sum((v[at] for code, v in lines.items() if len(code) == width), Decimal(0))


@pytest.mark.parametrize("name", FULL)
def test_income_and_spending_balance_in_the_summary(name):
    left, right = pairs(name, 1, 0), pairs(name, 1, 2)

    income = sum(value for key, value in left.items() if "、" in key)
    spending = sum(value for key, value in right.items() if "、" in key)
    assert income == left["本年收入合计"] > 0
    assert spending == right["本年支出合计"] > 0
    assert income + left["年初结转和结余"] == left["总计"]
    assert spending + right["年末结转和结余"] == right["总计"] == left["总计"]
    assert len([key for key in right if "、" in key]) == 24


@pytest.mark.parametrize("name", FULL)
@pytest.mark.parametrize("which", CODED)
def test_every_subject_is_the_sum_of_those_below_it(name, which):
    lines = coded(name, which)

    for code, values in lines.items():
        width = {0: 3, 3: 5, 5: 7}.get(len(code))
        below = [
            v for key, v in lines.items() if len(key) == width and key.startswith(code)
        ]
        if width:
            sums = [sum(some, Decimal(0)) for some in zip(*below, strict=True)]
            assert values == (sums or [Decimal(0)] * len(values)), (which, code)


@pytest.mark.parametrize("name", FULL)
def test_every_row_is_the_sum_of_its_columns(name):
    for which in (2, 3, 5):
        for code, (first, *parts) in coded(name, which).items():
            assert first == sum(parts), (which, code)
    for which in (8, 9):
        for opening, income, spent, basic, project, closing in coded(
            name, which
        ).values():
            assert spent == basic + project
            assert opening + income == spent + closing


@pytest.mark.parametrize("name", FULL)
def test_the_appropriations_balance_for_each_fund(name):
    rows = {row[2]: [number(c) for c in row[3:]] for row in table(name, 4).rows[2:]}
    left = pairs(name, 4, 0)

    classes = [values for key, values in rows.items() if "、" in key]
    assert len(classes) == 24
    assert [sum(some) for some in zip(*classes, strict=True)] == rows["本年支出合计"]
    assert all(values[0] == sum(values[1:]) for values in rows.values())
    funds = ("一、一般公共预算财政拨款", "二、政府性基金预算财政拨款")
    sheet = [row for row in table(name, 4).rows if row[0] in funds]
    for at, fund in enumerate(funds):
        income, opening = (number(row[1]) for row in sheet if row[0] == fund)
        spent = rows["本年支出合计"][at + 1]
        assert income + opening == spent + rows["年末财政拨款结转和结余"][at + 1]
    assert left["总计"] == rows["总计"][0]
    assert left["总计"] == left["本年收入合计"] + left["年初财政拨款结转和结余"]


@pytest.mark.parametrize("name", FULL)
def test_basic_spending_by_economic_subject_adds_up(name):
    rows = table(name, 6).rows
    sides = [(row[at], number(row[at + 2])) for row in rows[1:] for at in (0, 3)]
    values = {code: value for code, value in sides if code}

    for code in ("301", "302", "303", "310"):
        below = [v for k, v in values.items() if len(k) == 5 and k.startswith(code)]
        assert values[code] == sum(below)
    assert values["人员经费合计"] == values["301"] + values["303"]
    assert values["公用经费合计"] == values["302"] + values["310"]
    assert values["人员经费合计"] + values["公用经费合计"] == coded(name, 5)[""][1]


@pytest.mark.parametrize("name", FULL)
def test_the_three_public_expenses_add_up_and_hold_the_basic_ones(name):
    whole = [number(cell) for cell in table(name, 7).rows[-1]]
    economic = {row[3]: number(row[5]) for row in table(name, 6).rows[1:]}

    for at in (0, 1):
        total, abroad, cars, bought, run, guests = whole[at::2]
        assert total == abroad + cars + guests
        assert cars == bought + run
    assert economic["30212"] <= whole[3]
    assert economic["31013"] <= whole[7]
    assert economic["30231"] <= whole[9]
    assert economic["30217"] <= whole[11]


@pytest.mark.parametrize("name", FULL)
def test_the_tables_agree_with_one_another(name):
    left, right = pairs(name, 1, 0), pairs(name, 1, 2)
    income, spending = coded(name, 2)[""], coded(name, 3)
    general, fund = coded(name, 5), coded(name, 8)
    appropriation = pairs(name, 4, 0)
    classes = {row[2]: [number(c) for c in row[3:]] for row in table(name, 4).rows[2:]}

    sources = [value for key, value in left.items() if "、" in key]
    assert left["本年收入合计"] == income[0]
    assert sum(sources[:3]) == income[1] == appropriation["本年收入合计"]
    assert sources[3:] == income[2:]
    assert right["本年支出合计"] == spending[""][0]
    named = {row[1]: row[0] for row in table(name, 3).rows[2:] if len(row[0]) == 3}
    for key, value in right.items():
        code = named.get(key.partition("、")[2], "")
        if code:
            assert value == spending[code][0]
            assert classes[key][0] <= value
            assert classes[key][1] == general.get(code, [Decimal(0)])[0]
    assert classes["本年支出合计"][1:3] == [general[""][0], fund[""][2]]
    assert classes["年末财政拨款结转和结余"][2] == fund[""][5]
    for code in general:
        if len(code) == 7:
            parts = [general[code], fund.get(code, [Decimal(0)] * 6)[2:5]]
            assert all(
                sum(some) <= whole
                for *some, whole in zip(*parts, spending[code][:3], strict=True)
            )


def test_one_year_opens_with_what_the_year_before_left():
    for which, opening, closing in ((1, 0, 2), (4, 0, 2)):
        before = pairs("qinghe-2024", which, closing)
        now = pairs("qinghe-2025", which, opening)
        (key,) = (k for k in now if k.startswith("年初"))
        assert now[key] == before[key.replace("年初", "年末")] > 0
