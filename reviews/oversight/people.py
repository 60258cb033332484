"""Names as they stood at a moment: of accounts, departments, campaigns.

From the history rows of the reference data, so that what is made of one position of
the ledger reads the same for ever, whoever is renamed later.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from disclosures.models import Account, Campaign, Department


def accounts(people: Iterable[int], at: datetime) -> dict[str, str]:
    """Return the display names of accounts by number (as text) at a moment."""
    wanted = sorted({each for each in people if each})
    found = _as_of(Account, wanted, at)
    return {str(k): row.display_name or row.username for k, row in found.items()}


def department(pk: int, at: datetime) -> dict[str, Any]:
    row = _as_of(Department, [pk], at).get(pk)
    return {"id": pk, "code": row.code if row else "", "name": row.name if row else ""}


def campaign(pk: int, at: datetime) -> dict[str, Any]:
    row = _as_of(Campaign, [pk], at).get(pk)
    return {"id": pk, "kind": row.kind if row else "", "year": row.year if row else 0}


def _as_of(model: Any, keys: list[int], at: datetime) -> dict[int, Any]:
    """Return each key's last history row at or before `at`, else its first one."""
    rows = model.history.filter(id__in=keys).order_by("history_date", "history_id")
    found: dict[int, Any] = {}
    for row in rows:
        if row.id not in found or row.history_date <= at:
            found[row.id] = row
    return found
