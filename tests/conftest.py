"""What the whole suite shares: the real samples, and when absence is a failure."""

import os
from pathlib import Path

import pytest
from django.db import connections

from tests import flush

SAMPLES = Path(__file__).resolve().parent.parent.parent / "shared" / "samples"


@pytest.fixture(scope="session")
def samples() -> Path:
    """The folder of the real documents, beside the checkout."""
    if SAMPLES.is_dir():
        return SAMPLES
    return absent("the real samples are not at ../shared/samples", "REQUIRE_SAMPLES")


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None) -> None:
    """Let tests that commit be cleaned up after, append-only tables and all."""
    for connection in connections.all():
        flush.allow(connection)


def absent(what: str, required_by: str) -> Path:
    """Skip the test, or fail it where the environment asks for what is missing."""
    if os.environ.get(required_by) == "1":
        pytest.fail(f"{what} ({required_by}=1)")
    pytest.skip(what)
