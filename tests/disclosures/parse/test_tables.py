from disclosures.ingest.model import Cell, Grid, Paragraph, Place
from disclosures.parse.model import TableBlock
from disclosures.parse.tables import header_rows, unit_of, with_tables


def grid(
    *rows: tuple[str, ...], page: int | None = None, lefts: tuple[float, ...] = ()
) -> Grid:
    def place(column: int) -> Place:
        if not lefts:
            return Place(page)
        return Place(page, (lefts[column], 0.0, lefts[column] + 10, 10.0))

    return Grid(
        cells=tuple(
            Cell(text, r, c, place=place(c))
            for r, row in enumerate(rows)
            for c, text in enumerate(row)
        ),
        rows=len(rows),
        columns=len(rows[0]),
        place=Place(page),
    )


def tables(*items: Paragraph | Grid) -> list[TableBlock]:
    return [each for each in with_tables(items) if isinstance(each, TableBlock)]


HEAD = ("科目", "决算数")


def test_a_table_carried_to_the_next_page_is_one():
    (table,) = tables(
        grid(HEAD, ("合计", "30.00"), page=4), grid(("基本", "30.00"), page=5)
    )

    assert table.rows == (HEAD, ("合计", "30.00"), ("基本", "30.00"))
    assert [place.page for place in table.places] == [4, 5]


def test_repeated_header_rows_are_left_out():
    (table,) = tables(
        grid(HEAD, ("合计", "30.00"), page=4), grid(HEAD, ("基本", "30.00"), page=5)
    )

    assert table.rows == (HEAD, ("合计", "30.00"), ("基本", "30.00"))


def test_text_between_two_grids_keeps_them_apart():
    assert len(
        tables(
            grid(HEAD, ("合计", "1.00"), page=4),
            Paragraph("支出决算表"),
            grid(HEAD, ("合计", "2.00"), page=5),
        )
    ) == 2  # fmt: skip


def test_grids_on_one_page_or_of_other_columns_are_two():
    one = grid(HEAD, ("合计", "1.00"), page=4)

    assert len(tables(one, grid(("基本", "1.00"), page=4))) == 2
    assert len(tables(one, grid(("甲", "乙", "1.00"), page=5))) == 2
    assert len(tables(one, grid(("基本", "1.00"), page=6))) == 2


def test_a_continuation_with_fewer_rules_finds_its_columns_by_their_places():
    first = grid(
        ("类", "款", "名称", "决算数"), ("201", "06", "事务", "9.00"),
        page=4, lefts=(50, 80, 110, 200),
    )  # fmt: skip
    second = grid(("208", "保障", "8.00"), page=5, lefts=(51, 110, 201))

    (table,) = tables(first, second)

    assert table.rows[-1] == ("208", "", "保障", "8.00")


def test_a_blank_grid_carried_over_adds_no_row():
    (table,) = tables(
        grid(HEAD, ("合计", "1.00"), page=4),
        grid(("", ""), page=5),
        grid(("基本", "1.00"), page=6),
    )

    assert len(table.rows) == 3
    assert [place.page for place in table.places] == [4, 5, 6]


def test_title_and_unit_inside_the_grid_come_out_above_it():
    sheet = Grid(
        cells=(
            Cell("收入决算表", 0, 0, 1, 2),
            Cell("公开02表", 1, 1),
            Cell("部门：青禾区水务局", 2, 0),
            Cell("单位：万元", 2, 1),
            *(Cell(text, 3, c) for c, text in enumerate(HEAD)),
            Cell("合计", 4, 0),
            Cell("12.30", 4, 1),
        ),
        rows=5,
        columns=2,
        name="表2",
    )

    *above, table = with_tables([sheet])

    assert [line.text for line in above] == [
        "收入决算表", "公开02表", "部门：青禾区水务局", "单位：万元",
    ]  # fmt: skip
    assert (table.title, table.unit) == ("收入决算表", "万元")
    assert table.rows == (HEAD, ("合计", "12.30"))


def test_the_nearest_line_that_names_a_table_is_its_title():
    (table,) = tables(
        Paragraph("第二部分 部门决算表"),
        Paragraph("财政拨款收入支出决算总表"),
        Paragraph("公开04表"),
        Paragraph("金额单位：元"),
        grid(HEAD, ("合计", "1.00")),
    )

    assert (table.title, table.unit) == ("财政拨款收入支出决算总表", "元")


def test_the_header_ends_where_figures_begin():
    assert header_rows((("项目", ""), ("名称", "决算数"), ("合计", "1.00"))) == 2
    assert header_rows((HEAD, ("栏次", "1"), ("合计", "1.00"))) == 2
    assert header_rows((HEAD, ("基本支出", "９３４．５６"), ("合计", "1.00"))) == 1
    assert header_rows((HEAD, ("", ""), ("预算", "决算"), ("1.00", "2.00"))) == 3
    assert header_rows((HEAD, ("", ""), ("", ""))) == 1
    assert header_rows((HEAD, ("甲", "乙"))) == 1
    assert (
        header_rows((("收入", "支出"), ("项目", "项目"), ("一、拨款", "一、服务"))) == 2
    )


def test_units_are_told_from_other_lines():
    assert unit_of("单位：万元") == "万元"
    assert unit_of("金额单位: 人民币元") == "元"
    assert unit_of("部门：水务局 单位：万元") == "万元"
    assert unit_of("（万元）") == "万元"
    assert unit_of("本部门共有三个单位：水文站等") == ""
