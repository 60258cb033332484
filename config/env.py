"""The only reader of the environment: typed, refusing at start what it cannot use."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit


class BadSetting(Exception):
    """A setting is missing or cannot be used; the message names it and says how."""


def text(name: str, default: str | None = None) -> str:
    """Return a setting, or the content of the file that NAME_FILE names (a secret)."""
    if path := os.environ.get(f"{name}_FILE"):
        try:
            return Path(path).read_text(encoding="utf-8").strip()
        except OSError as error:
            raise BadSetting(f"{name}_FILE: cannot read {path}: {error}") from error
    value = os.environ.get(name, default)
    if value is None:
        raise BadSetting(f"{name} is not set (or {name}_FILE, the path of a file)")
    return value


def flag(name: str, *, default: bool = False) -> bool:
    value = text(name, "1" if default else "0").lower()
    if value not in {"0", "1", "true", "false", "yes", "no"}:
        raise BadSetting(f"{name}: {value!r} is neither 1 nor 0")
    return value in {"1", "true", "yes"}


def whole(name: str, default: int) -> int:
    value = text(name, str(default))
    try:
        return int(value)
    except ValueError as error:
        raise BadSetting(f"{name}: {value!r} is not a whole number") from error


def listed(name: str, default: str = "") -> list[str]:
    return [each.strip() for each in text(name, default).split(",") if each.strip()]


SCHEMES: Mapping[str, str] = {
    "postgres": "django.db.backends.postgresql",
    "postgresql": "django.db.backends.postgresql",
    "sqlite": "django.db.backends.sqlite3",
}


def database(url: str) -> dict[str, object]:
    """Return Django's settings for a database URL (postgresql:// or sqlite:///)."""
    parts = urlsplit(url)
    if parts.scheme not in SCHEMES:
        raise BadSetting(f"DATABASE_URL: unknown scheme {parts.scheme!r}")
    if parts.scheme == "sqlite":
        return {
            "ENGINE": SCHEMES["sqlite"],
            "NAME": unquote(parts.path[1:]) or ":memory:",
            "ATOMIC_REQUESTS": False,
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": (
                    "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;"
                    "PRAGMA recursive_triggers=ON;"
                ),
            },
        }
    return {
        "ENGINE": SCHEMES[parts.scheme],
        "NAME": unquote(parts.path[1:]),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": str(parts.port or ""),
        "ATOMIC_REQUESTS": False,
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
        # Statements are bound and prepared by the server: parsed and planned once a
        # connection, not once a call.
        "OPTIONS": {
            "server_side_binding": True,
            "prepare_threshold": 2,
            **dict(parse_qsl(parts.query)),
        },
    }


@dataclass(frozen=True)
class Mail:
    """How e-mail leaves the machine; without a server, none is made."""

    backend: str
    host: str = ""
    port: int = 0
    user: str = ""
    password: str = ""
    starttls: bool = False
    tls: bool = False

    @property
    def on(self) -> bool:
        return not self.backend.endswith("dummy.EmailBackend")


def mail(url: str) -> Mail:
    """Return what an address means: smtp:// (STARTTLS), smtps://, console:, or none.

    smtp:// goes without STARTTLS only where the address ends in ?tls=no.
    """
    backend = "django.core.mail.backends."
    parts = urlsplit(url)
    if not url:
        return Mail(f"{backend}dummy.EmailBackend")
    if parts.scheme in {"console", "locmem"}:
        return Mail(f"{backend}{parts.scheme}.EmailBackend")
    if parts.scheme not in {"smtp", "smtps"} or not parts.hostname:
        raise BadSetting(
            "EMAIL_URL: write smtp://user:password@host:587, smtps://… or console:"
        )
    plain = dict(parse_qsl(parts.query)).get("tls") == "no"
    secure = parts.scheme == "smtps"
    try:
        port = parts.port or (465 if secure else 587)
    except ValueError as error:
        raise BadSetting(f"EMAIL_URL: {error}") from error
    return Mail(
        backend=f"{backend}smtp.EmailBackend",
        host=parts.hostname,
        port=port,
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        starttls=not secure and not plain,
        tls=secure,
    )
