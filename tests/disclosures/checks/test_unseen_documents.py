"""Whole documents in the manner of other provinces: consistent, and with one defect.

They are of departments that do not exist. One counts in yuan and puts the changes of
the parts behind those of the whole, one counts in hundred millions with its tables at
the end, two are budgets, one of them with items in three depths, and one is of a
school, with a form of scores.
"""

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from disclosures.checks.examine import Examined, examine
from disclosures.checks.finding import Finding, Severity

FOLDER = Path(__file__).parents[2] / "documents" / "unseen"
NAMES = sorted(path.stem for path in FOLDER.glob("*.txt"))


@cache
def expected(name: str) -> dict[str, Any]:
    return json.loads((FOLDER / f"{name}.json").read_text("utf-8"))


@cache
def text(name: str) -> str:
    return (FOLDER / f"{name}.txt").read_text("utf-8")


def examined(words: str) -> Examined:
    return examine(words.encode(), "document.txt", lambda: 0.0)


def weighty(result: Examined) -> list[Finding]:
    return [each for each in result.run.findings if each.severity is not Severity.INFO]


DEFECTS = [
    pytest.param(name, defect, id=f"{name}-{number}")
    for name in NAMES
    for number, defect in enumerate(expected(name)["defects"], 1)
]


def test_there_are_five_documents_with_ten_defects_or_more():
    assert len(NAMES) == 5
    assert all(len(expected(name)["defects"]) >= 10 for name in NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_a_consistent_document_is_understood_and_nothing_is_found(name):
    result = examined(text(name))
    outline, said = result.outline, expected(name)
    assert (outline.kind, outline.year) == (said["kind"], said["year"])
    assert outline.unit_name == said["unit_name"]
    assert [each.heading for each in outline.sections if each.level == 1] == said[
        "headings"
    ]
    assert [each.message for each in weighty(result)] == []
    assert result.run.crashed == ()


@pytest.mark.parametrize(("name", "defect"), DEFECTS)
def test_a_defect_is_found_where_it_stands(name, defect):
    whole = text(name)
    assert whole.count(defect["before"]) >= 1
    found = weighty(examined(whole.replace(defect["before"], defect["after"], 1)))
    assert sorted({each.code for each in found}) == defect["codes"]
    said = {one.text for each in found for one in each.evidence}
    quotes = [one.quote for each in found for one in each.evidence]
    new = _changed(defect["before"], defect["after"])
    assert new in said or any(new in quote for quote in quotes)


def _changed(before: str, after: str) -> str:
    """Return the number or the word of `after` that is not as it was."""
    pieces = re.compile(r"[\d,.]+|[\u4e00-\u9fff]{1,2}|.")
    old, new = pieces.findall(before), pieces.findall(after)
    return next(one for one, was in zip(new, [*old, ""], strict=False) if one != was)
