"""The addresses and codes of docs/api.md exist."""

import re
from pathlib import Path
from uuid import UUID

from django.urls import Resolver404, resolve

GUIDE = Path(__file__).resolve().parents[3] / "docs" / "api.md"


def test_every_address_of_the_guide_is_answered():
    text = GUIDE.read_text(encoding="utf-8")
    found = set(re.findall(r"\$API/([^\s\"?]*)", text))
    assert len(found) >= 10
    for each in found:
        path = re.sub(r"\$[A-Za-z]+", str(UUID(int=1)), each)
        try:
            resolve(f"/api/v1/{path}")
        except Resolver404:
            raise AssertionError(each) from None


def test_every_status_that_is_declared_is_explained():
    declared = (GUIDE.parent / "openapi.yaml").read_text(encoding="utf-8")
    codes = set(re.findall(r"'(4\d\d)':", declared)) - {"405", "413", "415"}
    explained = set(re.findall(r"^\| (4\d\d) \|", GUIDE.read_text("utf-8"), re.M))

    assert explained == codes
