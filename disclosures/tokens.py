"""Programs' ways in: made once, found by what is presented, never kept in the clear."""

import secrets
from datetime import date
from hashlib import sha256

from disclosures.models import AccessToken, Account, TokenUse

MARK = "ms_"
"""What every secret begins with, so that scanners of code find a leaked one."""
SHOWN = 10
"""Characters of a secret that are kept, to tell tokens apart."""


def make(account: Account, name: str, scopes: list[str], until: date) -> str:
    """Make a token and return its secret, which is not to be had again."""
    secret = MARK + secrets.token_urlsafe(32)
    AccessToken.objects.create(
        account=account,
        name=name,
        prefix=secret[:SHOWN],
        digest=_digest(secret),
        scopes=scopes,
        until=until,
    )
    return secret


def find(secret: str, today: date) -> AccessToken | None:
    """Return the token that a secret opens today, None if it opens nothing."""
    if not secret.startswith(MARK):
        return None
    found = (
        AccessToken.objects.select_related("account", "use")
        .filter(digest=_digest(secret), revoked=False, until__gte=today)
        .filter(account__is_active=True)
        .first()
    )
    if found is not None:
        _note(found, today)
    return found


def revoke(token: AccessToken) -> None:
    """End a token at once; it stays on record."""
    if not token.revoked:
        token.revoked = True
        token.save()


def _note(token: AccessToken, today: date) -> None:
    """Keep the day of use: one write a day, not one a call."""
    use = getattr(token, "use", None)
    if use is None:
        TokenUse.objects.get_or_create(token=token, defaults={"day": today})
    elif use.day != today:
        TokenUse.objects.filter(pk=token.pk).update(day=today)


def _digest(secret: str) -> str:
    # 256 random bits need no slow hash.
    return sha256(secret.encode()).hexdigest()
