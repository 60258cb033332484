"""The checks find nothing in a consistent sample, in any form."""

import pytest

from disclosures.checks.context import Context
from disclosures.checks.finding import Run
from disclosures.checks.runner import check
from disclosures.ingest.read import read
from disclosures.parse.outline import outline
from disclosures.samples import build, compose, write


def checked(data: bytes, form: str) -> Run:
    document = outline(read(data, f"document.{form}"))
    context = Context(
        kind=document.kind, year=document.year, unit_name=document.unit_name
    )
    return check(document.sections, context)


@pytest.mark.parametrize("form", ["txt", "html", "docx", "pdf", "xlsx"])
@pytest.mark.parametrize("name", ["qinghe-2024", "qinghe-2025"])
def test_nothing_is_found_in_a_consistent_document(name, form):
    run = checked(build.document(name, form), form)

    assert [finding.message for finding in run.findings] == []
    assert run.crashed == ()


@pytest.mark.parametrize("name", ["linshui-2025", "hewan-2024", "chengwan-2024"])
def test_nothing_is_found_before_the_defects_are_put_in(name):
    plain = write.WRITERS["txt"](compose.consistent(name))

    assert [finding.message for finding in checked(plain, "txt").findings] == []
