"""How many disclosures of a campaign stand where, and have which problem open.

Kept in step in the transaction of the events, under the ledger's lock, so that no
board has to count its disclosures.
"""

from collections import Counter
from collections.abc import Iterator

from django.db.models import Count

from reviews.domain.state import Disclosure
from reviews.models import CampaignTally, DisclosureRow, FindingRow
from reviews.projections.writes import Writes

STAGE, PROBLEM = "stage", "problem"
Key = tuple[int, int, str, str]
"""(ledger, campaign, kind, key)."""

ADD = "INSERT INTO reviews_campaigntally (ledger, campaign, kind, key, count) VALUES "
ADDED = (
    " ON CONFLICT (campaign, kind, key) DO UPDATE"
    " SET count = reviews_campaigntally.count + excluded.count"
)


def add(before: Disclosure, after: Disclosure, writes: Writes) -> None:
    """Let `writes` count what `after` is and no longer what `before` was."""
    change = Counter(dict.fromkeys(_keys(after), 1))
    change.subtract(_keys(before))
    rows = [(*key, count) for key, count in sorted(change.items()) if count]
    if rows:
        marks = ", ".join(["(%s, %s, %s, %s, %s)"] * len(rows))
        writes.run_sql(f"{ADD}{marks}{ADDED}", tuple(v for row in rows for v in row))


def _keys(state: Disclosure) -> set[Key]:
    if not state.exists:
        return set()
    place = (state.ledger, state.campaign)
    return {(*place, STAGE, str(state.stage))} | {
        (*place, PROBLEM, each.code)
        for each in state.open_findings
        if each.severity != "info"
    }


def drift(ledger: int | None = None) -> Iterator[tuple[Key, int, int]]:
    """Yield (key, as counted anew, as it lies) for each tally that differs."""
    should, lies = counted(ledger), Counter(_lying(ledger))
    for key in sorted(should.keys() | lies.keys()):
        if should[key] != lies[key]:
            yield key, should[key], lies[key]


def heal(ledger: int | None = None) -> None:
    """Make every tally what it is when counted anew."""
    for key, should, _lies in list(drift(ledger)):
        place, campaign, kind, name = key
        CampaignTally.objects.update_or_create(
            campaign=campaign,
            kind=kind,
            key=name,
            defaults={"ledger": place, "count": should},
        )


def counted(ledger: int | None = None) -> Counter[Key]:
    """Count from the rows of disclosures and findings."""
    where = {} if ledger is None else {"ledger": ledger}
    rows = DisclosureRow.objects.filter(**where)
    found: Counter[Key] = Counter()
    for each in rows.values("ledger", "campaign", "stage").annotate(n=Count("pk")):
        found[each["ledger"], each["campaign"], STAGE, each["stage"]] = each["n"]
    campaigns = dict(rows.values_list("pk", "campaign"))
    problems = (
        FindingRow.objects.filter(status__in=("open", "pending"), **where)
        .exclude(severity="info")
        .values_list("ledger", "disclosure", "code")
        .distinct()
    )
    for place, disclosure, code in problems.iterator():
        if disclosure in campaigns:
            found[place, campaigns[disclosure], PROBLEM, code] += 1
    return found


def _lying(ledger: int | None) -> dict[Key, int]:
    where = {} if ledger is None else {"ledger": ledger}
    rows = CampaignTally.objects.filter(**where).exclude(count=0)
    return {
        (place, campaign, kind, key): count
        for place, campaign, kind, key, count in rows.values_list(
            "ledger", "campaign", "kind", "key", "count"
        )
    }
