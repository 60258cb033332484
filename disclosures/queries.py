"""Reads of reference data."""

from django.contrib.auth.models import AnonymousUser

from disclosures.models import Account, RoleGrant


def administers(user: Account | AnonymousUser) -> bool:
    """Say whether `user` may open the admin: active, and an administrator by role."""
    if not isinstance(user, Account) or not user.is_active:
        return False
    return user.is_superuser or (
        user.bureau_id is not None
        and user.grants.filter(role=RoleGrant.Role.ADMINISTRATOR).exists()
    )
