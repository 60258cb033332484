"""Read models: only what differs is written, and it is what the state says."""

from django.db import connection
from django.test.utils import CaptureQueriesContext

from reviews.domain.state import Disclosure
from reviews.models import SectionRow, StreamState
from reviews.projections import live
from reviews.projections.rows import Rows, rows_of
from tests.reviews import scenarios
from tests.reviews.scenarios import SHARES


def test_what_is_not_there_has_no_rows():
    assert rows_of(Disclosure()) == Rows()


def test_what_lies_in_the_tables_is_what_the_state_says(office):
    scenarios.corrected(office)

    assert live.stored(office.stream) == rows_of(office.state)


def test_an_edit_writes_its_own_section_alone(office):
    scenarios.edited(office)
    before = office.state
    office.edit("carol", "s003", SHARES + "另附说明。")

    with CaptureQueriesContext(connection) as captured:
        live.project(before, office.state)

    written = [q["sql"] for q in captured if "reviews_sectionrow" in q["sql"]]
    assert len(written) == 1
    assert "s003" in written[0]
    assert "s001" not in written[0]


def test_a_state_folded_by_other_code_is_not_recalled(office):
    scenarios.read(office)
    assert live.recall(office.stream) is not None

    StreamState.objects.update(reducer="older")

    assert live.recall(office.stream) is None
    office.edit("bob", "s003", SHARES + "另附说明。")
    assert live.recall(office.stream) == office.state


def test_sections_that_a_new_file_lacks_leave_the_lists(office):
    scenarios.read(office)
    office.do(
        "alice",
        scenarios.c.ReplaceSource(file=scenarios.file_of("二"), file_name="二.txt"),
    )
    texts = {k: v for k, v in scenarios.TEXTS.items() if k == "s001"}
    office.do("system", scenarios.reading(office.state.file, texts))

    assert list(SectionRow.objects.values_list("key", flat=True)) == ["s001"]
