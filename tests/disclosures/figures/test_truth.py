"""What a person read in the real samples, figure by figure, and what the code reads.

`before` are the characters in front of the figure, with which it is found (`nth` of
those that look alike). `subject` is the core of what it is about, '' where that is not
said beside it; `measure` and `period` are '' where the text does not state them.
"""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from disclosures.figures.model import Figure
from disclosures.figures.reading import read_section
from disclosures.ingest.read import read
from disclosures.parse.outline import outline

HERE = Path(__file__).parent
DOCUMENTS = ("tianqiao-2023", "xichanganjie-2023")
GOAL = 0.95
UNSTATED = {"measure": ("", "决算"), "period": ("", "2023")}
"""What a figure of the accounts of 2023 may be taken for where nothing is stated."""

pytestmark = pytest.mark.samples

Placed = tuple[str, Figure]


def truth(document: str) -> list[dict[str, str]]:
    text = (HERE / f"truth_{document}.json").read_text(encoding="utf-8")
    rows: list[dict[str, str]] = json.loads(text)
    return rows


@pytest.fixture(scope="module")
def figures(samples) -> dict[str, list[Placed]]:
    """The figures of each document, each with the text in front of it."""
    return {each: list(_placed(samples / f"{each}.txt")) for each in DOCUMENTS}


def _placed(path: Path) -> Iterator[Placed]:
    for section in outline(read(path.read_bytes(), path.name)).sections:
        found = read_section(section)
        for figure in found.figures:
            yield found.text[max(0, figure.start - 12) : figure.start], figure


def meant(row, placed: list[Placed]) -> Figure | None:
    """Return the figure that a row is about."""
    alike = [
        figure
        for before, figure in placed
        if before.endswith(row["before"])
        and (figure.text, figure.unit) == (row["text"], row["unit"])
    ]
    nth = row.get("nth", 1)
    return alike[nth - 1] if len(alike) >= nth else None


def wrong(row, figure: Figure | None) -> dict[str, tuple[str, str]]:
    """Return what was read otherwise than the row says: (read, true) by field."""
    if figure is None:
        return {"text": ("", row["text"])}
    return {
        field: (str(getattr(figure, field)), row[field])
        for field in ("kind", "subject", "measure", "period", "direction")
        if not _agrees(field, str(getattr(figure, field)), row[field])
    }


def _agrees(field: str, read_as: str, true: str) -> bool:
    if field == "subject":
        return true in read_as
    if not true and field in UNSTATED:
        return read_as in UNSTATED[field]
    return read_as == true


def test_there_are_at_least_150_and_each_says_something_else():
    rows = [json.dumps(row) for each in DOCUMENTS for row in truth(each)]

    assert len(rows) >= 150
    assert len(set(rows)) >= len(rows) - 10


@pytest.mark.parametrize("document", DOCUMENTS)
def test_figures_are_read_as_a_person_reads_them(document, figures):
    rows = truth(document)
    misread = [
        f"{row['before']}{row['text']}{row['unit']}: {why}"
        for row in rows
        if (why := wrong(row, meant(row, figures[document])))
    ]

    assert 1 - len(misread) / len(rows) >= GOAL, "\n".join(misread)


def test_a_figure_that_is_read_otherwise_is_counted(figures):
    """The measure measures: with another subject, measure or sign a row fails."""
    placed = figures["tianqiao-2023"]
    row = next(
        row for row in truth("tianqiao-2023") if not wrong(row, meant(row, placed))
    )

    for field, value in (("subject", "没有"), ("measure", "得分"), ("direction", "!")):
        assert wrong({**row, field: value}, meant(row, placed)).keys() == {field}
    assert wrong({**row, "text": "0.001"}, meant({**row, "text": "0.001"}, placed))
