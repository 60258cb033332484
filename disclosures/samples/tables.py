"""The nine tables 公开01–09 of a department's accounts."""

from disclosures.samples.desk import Desk
from disclosures.samples.economics import basic, trips
from disclosures.samples.model import Table
from disclosures.samples.overviews import fiscal_summary, summary
from disclosures.samples.subjects import general, income, purse, spending


def nine(desk: Desk) -> tuple[Table, ...]:
    """The nine tables in their official order."""
    return (
        summary(desk),
        income(desk),
        spending(desk),
        fiscal_summary(desk),
        general(desk),
        basic(desk),
        trips(desk),
        purse(desk, "fund", 8, "政府性基金预算"),
        purse(desk, "capital", 9, "国有资本经营预算"),
    )
