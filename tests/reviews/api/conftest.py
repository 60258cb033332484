"""People of the office with a program each that calls the API."""

import json
from collections.abc import Callable, Iterator
from typing import Any
from uuid import UUID

import pytest
from django.core.cache import cache
from django.test import Client

from reviews.projections.rows import finding_id, section_id
from tests import builders
from tests.reviews.scenarios import Office

ROOT = "/api/v1"


class Caller:
    """Calls the API with somebody's token; bodies are JSON unless files are sent."""

    def __init__(self, office: Office, name: str) -> None:
        self.office = office
        self.client = Client(raise_request_exception=False)
        self.headers: dict[str, str] = {}
        if name != "anybody":
            secret = builders.token(office.people[name])
            self.headers["Authorization"] = f"Bearer {secret}"

    def get(self, path: str, **query: Any) -> Any:
        return self.client.get(self._full(path), query, headers=self.headers)

    def post(self, path: str, body: Any = None, **headers: str) -> Any:
        return self._send("post", path, body, headers)

    def patch(self, path: str, body: Any, **headers: str) -> Any:
        return self._send("patch", path, body, headers)

    def upload(self, path: str, **fields: Any) -> Any:
        return self.client.post(self._full(path), fields, headers=self.headers)

    def _send(self, method: str, path: str, body: Any, headers: dict[str, str]) -> Any:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return getattr(self.client, method)(
            self._full(path),
            json.dumps(body or {}),
            content_type="application/json",
            headers={**self.headers, **named},
        )

    def _full(self, path: str) -> str:
        return path if path.startswith(("/", "http")) else f"{ROOT}/{path}"


@pytest.fixture
def caller(office: Office) -> Iterator[Callable[[str], Caller]]:
    """Return a caller by the name of a person of the office, or `anybody`."""
    cache.clear()
    yield lambda name: Caller(office, name)


def whole(office: Office) -> str:
    return f"disclosures/{office.stream}"


def section(office: Office, key: str) -> str:
    return f"sections/{section_id(office.stream, key)}"


def finding(office: Office, key: str = "s002") -> str:
    return f"findings/{finding_id(office.stream, office.mark(key))}"


def uuid(number: int) -> UUID:
    return UUID(int=number)
