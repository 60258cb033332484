"""The whole list of headings of each real document, written down by reading it."""

from pathlib import Path

import pytest

from disclosures.ingest.model import Grid, Reading
from disclosures.ingest.read import read
from disclosures.parse.outline import outline
from tests.conftest import absent

SAMPLES = Path(__file__).parents[3].parent / "shared" / "samples"
EXPECTED = Path(__file__).parent / "headings"
NAMES = [
    "xichanganjie-2023.txt",
    "tianqiao-2023.txt",
    "putuo-caizheng-2024.pdf",
    "putuo-caizheng-2024-defects.pdf",
]


def squeezed(text: str) -> str:
    return "".join(text.split())


def expected_headings(name: str) -> list[tuple[int, str]]:
    lines = (EXPECTED / f"{Path(name).stem}.txt").read_text("utf-8").splitlines()
    return [(int(line[0]), squeezed(line[1:])) for line in lines if line]


@pytest.fixture(params=NAMES, name="sample", scope="module")
def _sample(request: pytest.FixtureRequest) -> tuple[str, Reading]:
    path = SAMPLES / request.param
    if not path.exists():
        absent(f"{request.param} is not beside the checkout", "REQUIRE_SAMPLES")
    return request.param, read(path.read_bytes(), request.param)


@pytest.mark.samples
def test_every_heading_is_found_at_its_level_and_none_is_invented(sample):
    name, reading = sample

    found = [(s.level, squeezed(s.heading)) for s in outline(reading).sections]

    expected = expected_headings(name)
    shortened = [
        (level, heading[: len(prefix)] if heading.startswith(prefix) else heading)
        for (level, heading), (_, prefix) in zip(found, expected, strict=False)
    ]
    assert shortened == expected[: len(found)]
    assert len(found) == len(expected)


@pytest.mark.samples
def test_no_text_is_lost(sample):
    _, reading = sample
    pieces: list[str] = []
    for item in reading.items:
        if isinstance(item, Grid):
            ordered = sorted(item.cells, key=lambda cell: (cell.row, cell.column))
            pieces.extend(cell.text for cell in ordered)
        else:
            pieces.append(item.text)

    read_out = "".join(s.heading + s.text for s in outline(reading).sections)

    assert squeezed(read_out) == squeezed("".join(pieces))


@pytest.mark.samples
def test_what_the_document_is_stands_in_the_outline(sample):
    _, reading = sample

    seen = outline(reading)

    assert seen.kind == "决算"
    assert seen.year == (2023 if reading.format == "txt" else 2024)
    assert seen.unit_name.endswith(("街道办事处", "普陀区财政局"))


@pytest.mark.samples
def test_keys_are_in_order_and_paths_end_with_the_heading(sample):
    _, reading = sample

    sections = outline(reading).sections

    assert [s.key for s in sections] == [f"s{i + 1:03d}" for i in range(len(sections))]
    assert all(s.path[-1:] == ((s.heading,) if s.heading else ()) for s in sections)
