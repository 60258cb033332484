"""Each cell's box, from a PDF to what is stored of it."""

from disclosures.ingest.limits import DEFAULT
from disclosures.ingest.model import Cell, Grid, Place
from disclosures.ingest.pdf import read_pdf
from disclosures.parse.lattice import lattice_of
from disclosures.parse.model import Section, TableBlock
from disclosures.parse.outline import outline
from disclosures.parse.stored import places_to_json
from tests.disclosures.ingest.pdf_builder import LEFT, Pages

ROWS = [
    ["项目", "预算数", "决算数"],
    ["基本支出", "10.00", "9.00"],
    ["项目支出", "5.00", "4.00"],
]
HEIGHT, WIDTH = 24.0, 104.0
PAGE = 841.89


def section_of(pages: Pages) -> Section:
    return outline(read_pdf(pages.saved(), DEFAULT)).sections[-1]


def table_of(section: Section) -> TableBlock:
    (table,) = [each for each in section.blocks if isinstance(each, TableBlock)]
    return table


def about(box: tuple[float, ...] | None) -> list[int]:
    assert box is not None
    return [round(edge) for edge in box]


def test_every_cell_of_a_ruled_table_has_the_box_that_was_drawn():
    pages = Pages()
    pages.paragraph("支出情况见下表。")
    top = PAGE - pages.y - 16
    pages.table(ROWS)

    table = table_of(section_of(pages))

    (lattice,) = table.lattices
    assert lattice is not None
    for row in range(3):
        for column in range(3):
            left, upper = LEFT + column * WIDTH, top + row * HEIGHT
            drawn = (left, upper, left + WIDTH, upper + HEIGHT)
            assert about(lattice.box(row, column)) == about(drawn)


def test_a_table_over_two_pages_knows_which_rows_stand_where():
    pages = Pages()
    pages.table(ROWS[:2])
    pages.new_page()
    top = PAGE - pages.y - 16
    pages.table([ROWS[0], ROWS[2]])

    table = table_of(section_of(pages))

    first, second = table.lattices
    assert first is not None
    assert second is not None
    assert table.rows[2][0] == "项目支出"
    assert first.box(2, 0) is None
    assert about(second.box(2, 0))[1] == round(top + HEIGHT)


def test_a_heading_knows_its_box_and_comes_last_in_what_is_stored():
    pages = Pages()
    pages.paragraph("第一部分 概况")
    pages.paragraph("一、主要职能")
    pages.paragraph("本单位负责全区河道的养护。")

    section = section_of(pages)
    *blocks, heading = places_to_json(section.blocks, section.place)

    assert section.heading == "一、主要职能"
    assert heading == {"heading": [1, *(round(x * 100) for x in section.place.box)]}
    assert len(blocks) == len(section.blocks)


def test_what_is_stored_of_a_table_grows_with_its_rows_and_not_with_its_cells():
    pages = Pages()
    pages.table([["甲"] * 4 for _ in range(20)])

    ((place,),) = places_to_json(section_of(pages).blocks)

    page, *box, first, columns, rows = place
    assert (page, first, len(box)) == (1, 0, 4)
    assert (len(columns), len(rows)) == (5, 21)
    assert all(isinstance(edge, int) for edge in [*columns, *rows])


def test_the_edges_within_a_merged_cell_are_put_between_its_ends():
    cells = (
        Cell("甲", 0, 0, 1, 3, Place(1, (0, 0, 90, 10))),
        Cell("乙", 1, 0, 1, 3, Place(1, (0, 10, 90, 20))),
    )

    lattice = lattice_of(Grid(cells, rows=2, columns=3, place=Place(1)))

    assert lattice is not None
    assert lattice.columns == (0, 30, 60, 90)
    assert lattice.box(0, 0, columns=3) == (0, 0, 90, 10)


def test_cells_without_boxes_have_no_lattice():
    assert lattice_of(Grid((Cell("甲", 0, 0),), rows=1, columns=1)) is None
