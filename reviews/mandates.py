"""Who acts for whom: mandates as the policy takes them, from the delegations' rows."""

from dataclasses import replace
from datetime import datetime, time, timedelta

from django.utils import timezone

from disclosures.models import Account, Delegation
from reviews.domain.errors import NotAllowed, NotKnown
from reviews.domain.policies import Actor, Mandate, require_mandate, roles_for


def actor_of(account: Account) -> Actor:
    """Return who an account is, with its roles as they are now.

    Raises `NotKnown` for an account of no bureau.
    """
    if account.bureau_id is None:
        raise NotKnown("no-bureau", "您的账号没有归属的财政局，请联系管理员。")
    return Actor(
        id=account.pk,
        ledger=account.bureau_id,
        roles=_roles(account),
        department=account.department_id,
    )


def acting(account: Account, delegation: int, at: datetime) -> Actor:
    """Return `account` acting for the person who gave it this delegation.

    Their roles and department are the other's as they are now: nobody can do for
    another what the other could not do. Raises `NotAllowed` where the delegation is
    not the account's, or not in force at `at`.
    """
    given = _given(account.pk, delegation)
    if given is None:
        raise _no_such()
    actions = frozenset(given.actions)
    actor = Actor(
        id=account.pk,
        ledger=given.principal.bureau_id or 0,
        roles=roles_for(actions, _roles(given.principal)),
        department=given.principal.department_id,
        on_behalf_of=given.principal_id,
        actions=actions,
        own_department=account.department_id,
        mandate=mandate_of(given),
    )
    require_mandate(actor, at)
    return actor


def require_present(actor: Actor, at: datetime) -> None:
    """Raise `NotAllowed` unless the actor's mandate, read anew, is in force at `at`.

    Asked with every command, so that one taken back while a form lay open ends.
    """
    if actor.mandate is None:
        return
    given = _given(actor.id, actor.mandate.number)
    if given is None or given.principal_id != actor.on_behalf_of:
        raise _no_such()
    if not (actor.actions or frozenset()) <= frozenset(given.actions):
        raise _no_such()
    require_mandate(replace(actor, mandate=mandate_of(given)), at)


def mandate_of(given: Delegation) -> Mandate:
    """Return a delegation as the policy reads it: whole days in the bureau's time.

    An account that was switched off gives nobody anything.
    """
    zone = timezone.get_default_timezone()
    return Mandate(
        number=given.pk,
        begins=datetime.combine(given.begins, time.min, zone),
        ends=datetime.combine(given.ends + timedelta(days=1), time.min, zone),
        revoked=given.revoked_at is not None or not given.principal.is_active,
    )


def _given(delegate: int | None, delegation: int) -> Delegation | None:
    if delegate is None:
        return None
    rows = Delegation.objects.select_related("principal")
    found = rows.filter(pk=delegation, delegate=delegate).first()
    if found is None or found.principal.bureau_id is None:
        return None
    same = Account.objects.filter(pk=delegate, bureau=found.principal.bureau_id)
    return found if same.exists() else None


def _no_such() -> NotAllowed:
    return NotAllowed(
        "mandate-ended",
        "没有这项代办授权，或已经变更，本次操作没有办理。请以本人身份办理。",
        "委托人本人",
    )


def _roles(account: Account) -> frozenset[str]:
    return frozenset(account.grants.values_list("role", flat=True))
