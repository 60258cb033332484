from disclosures.figures.model import Kind, Measure
from disclosures.figures.sums import Verdict, add_up
from disclosures.parse.model import TableBlock
from tests.disclosures.checks.reading import read, table

SPENDING = table(
    "科目编码|科目名称|合计|基本支出|项目支出",
    "|合计|9.00|4.00|5.00",
    "205|教育支出|6.00|1.00|5.00",
    "20501|教育管理事务|6.00|1.00|5.00",
    "2050101|行政运行|1.00|1.00|",
    "2050199|其他教育管理事务支出|5.00||5.00",
    "221|住房保障支出|3.00|3.00|",
)


def said(how: str) -> list[tuple[str, list[str]]]:
    return [
        (each.total.text, [part.text for part in each.parts])
        for each in read(SPENDING).totals
        if each.how == how
    ]


def test_codes_make_totals_of_classes_groups_and_items():
    columns = said("表列")
    assert ("9.00", ["6.00", "3.00"]) in columns
    assert ("6.00", ["6.00"]) in columns
    assert ("6.00", ["1.00", "5.00"]) in columns
    assert ("4.00", ["1.00", "3.00"]) in columns


def test_a_column_called_total_is_the_sum_of_the_columns_beside_it():
    assert ("9.00", ["4.00", "5.00"]) in said("表行")
    assert ("3.00", ["3.00"]) in said("表行")


def test_all_totals_of_a_consistent_table_hold():
    totals = read(SPENDING).totals
    assert len(totals) > 10
    verdicts = {add_up(each.total, each.parts).verdict for each in totals}
    assert verdicts == {Verdict.EXACT}


def test_codes_are_no_money_and_cells_take_the_tables_unit():
    figures = read(SPENDING).figures
    assert {each.text for each in figures if each.kind is Kind.CODE} >= {
        "205",
        "2050101",
    }
    (total, *_) = [each for each in figures if each.text == "9.00"]
    assert (total.unit, total.base, total.subject) == ("万元", 90_000, "合计")


def test_items_above_a_sum_are_its_parts_and_the_grand_total_adds_what_is_between():
    read_ = read(
        table(
            "项目|决算数",
            "一、财政拨款收入|6.00",
            "二、事业收入|2.00",
            "三、其他收入|1.00",
            "本年收入合计|9.00",
            "年初结转和结余|1.00",
            "总计|10.00",
        )
    )
    sums = [
        (each.total.text, [part.text for part in each.parts]) for each in read_.totals
    ]
    assert sums == [("9.00", ["6.00", "2.00", "1.00"]), ("10.00", ["9.00", "1.00"])]


def test_headers_over_two_rows_name_the_figure_and_its_measure():
    read_ = read(
        table(
            "公务接待费||出国费|",
            "预算数|决算数|预算数|决算数",
            "3.00|2.00|5.00|4.00",
            header=2,
        )
    )
    assert [(each.subject, each.measure) for each in read_.figures] == [
        ("公务接待费", Measure.INITIAL),
        ("公务接待费", Measure.FINAL),
        ("出国费", Measure.INITIAL),
        ("出国费", Measure.FINAL),
    ]


def test_a_cell_that_holds_words_besides_is_no_figure():
    assert read(table("指标|值", "甲|不少于3场", "乙|详见附件2")).figures == ()


def test_codes_in_columns_of_their_own_are_never_money():
    wide = TableBlock(
        rows=(
            ("项目", "", "", "", "决算数"),
            ("科目编码", "", "", "科目名称", ""),
            ("类", "款", "项", "合计", "9.00"),
            ("205", "01", "02", "行政运行", "9.00"),
        ),
        header=2,
        title="支出决算表",
        unit="万元",
    )
    kinds = {each.text: each.kind for each in read(wide).figures}

    assert kinds == {
        "9.00": Kind.AMOUNT,
        "205": Kind.CODE,
        "01": Kind.CODE,
        "02": Kind.CODE,
    }


def test_a_merged_header_belongs_to_every_column_that_it_spans():
    wide = TableBlock(
        rows=(
            ("公务接待费", "", "会议费", ""),
            ("预算数", "决算数", "预算数", "决算数"),
            ("0.95", "0.90", "1.20", "1.10"),
        ),
        spans=((0, 0, 1, 2), (0, 2, 1, 2)),
        header=2,
        title="",
        unit="万元",
    )
    told = [(each.subject, each.measure) for each in read(wide).figures]

    assert told == [
        ("公务接待费", Measure.INITIAL),
        ("公务接待费", Measure.FINAL),
        ("会议费", Measure.INITIAL),
        ("会议费", Measure.FINAL),
    ]
