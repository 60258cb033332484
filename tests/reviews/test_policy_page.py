"""The printed policy is the one that is asked."""

from pathlib import Path

from reviews.domain.policies import CAMPAIGN_TABLE, LEDGER_TABLE, TABLE
from reviews.management.commands.write_policy import page

PAGE = Path(__file__).resolve().parents[2] / "docs" / "policy.md"


def test_the_page_is_up_to_date():
    assert PAGE.read_text(encoding="utf-8") == page()


def test_the_page_has_a_line_for_each_row():
    lines = [line for line in page().splitlines() if line.startswith("| ")]

    rows = (*TABLE, *CAMPAIGN_TABLE, *LEDGER_TABLE)
    assert len(lines) == len(rows) + 2
