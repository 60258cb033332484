"""Giving and taking back the right to act for somebody (代办); what may not be."""

from collections.abc import Sequence
from datetime import date, datetime

from disclosures.models import Account, Delegation, RoleGrant

LONGEST = 366
"""Days that one delegation may last at most."""


def problems(
    principal: Account, delegate: Account, begins: date, ends: date
) -> dict[str, str]:
    """Return what is wrong with a delegation, by field; nothing if it may be given."""
    found: dict[str, str] = {}
    if delegate.pk == principal.pk:
        found["delegate"] = "不能委托给本人。"
    elif delegate.bureau_id != principal.bureau_id or not delegate.is_active:
        found["delegate"] = "只能委托给本局在用的账号。"
    elif _submits(principal) and delegate.department_id != principal.department_id:
        found["delegate"] = "填报人只能委托给本部门的人员。"
    if ends < begins:
        found["ends"] = "结束日期不能早于开始日期。"
    elif (ends - begins).days >= LONGEST:
        found["ends"] = f"一次委托不能超过 {LONGEST} 天。"
    return found


def _submits(account: Account) -> bool:
    return account.grants.filter(role=RoleGrant.Role.SUBMITTER).exists()


def give(
    *,
    principal: Account,
    delegate: Account,
    actions: Sequence[str],
    begins: date,
    ends: date,
    reason: str,
    by: Account,
) -> Delegation:
    """Keep a delegation; the caller has asked `problems`."""
    given = Delegation(
        principal=principal,
        delegate=delegate,
        actions=sorted(actions),
        begins=begins,
        ends=ends,
        reason=reason,
    )
    _noted(given, by, reason)
    given.save()
    return given


def revoke(given: Delegation, *, by: Account, at: datetime, reason: str) -> None:
    """Take a delegation back, at once; one taken back stays so."""
    if given.revoked_at is not None:
        return
    given.revoked_at = at
    _noted(given, by, reason)
    given.save()


def _noted(given: Delegation, by: Account, reason: str) -> None:
    # What django-simple-history writes into the row of history.
    vars(given).update(_history_user=by, _change_reason=reason)
