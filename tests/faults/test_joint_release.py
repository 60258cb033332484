"""A joint release killed at any point: the public sees none of it, or all."""

import json
import os
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest

from tests.conftest import absent

pytestmark = pytest.mark.slow
ROOT = Path(__file__).resolve().parent.parent.parent
POSTGRESQL = "postgresql://postgres@127.0.0.1:5432/postgres"
NAME = "faults_joint_release"


@pytest.fixture(
    params=["sqlite", pytest.param("postgresql", marks=pytest.mark.services)]
)
def database(request, tmp_path):
    """The address of an empty database of its own."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'mingshen.sqlite3'}"
        return
    url = os.environ.get("TEST_DATABASE_URL", POSTGRESQL)
    try:
        server = psycopg.connect(url, autocommit=True, connect_timeout=3)
    except psycopg.Error:
        absent("no PostgreSQL at TEST_DATABASE_URL", "REQUIRE_SERVICES")
    with server:
        server.execute(f"DROP DATABASE IF EXISTS {NAME} WITH (FORCE)")
        server.execute(f"CREATE DATABASE {NAME}")
        yield urlunsplit(urlsplit(url)._replace(path=f"/{NAME}"))
        server.execute(f"DROP DATABASE {NAME} WITH (FORCE)")


def test_killed_at_any_statement_it_shows_none_or_all(database, tmp_path):
    told = subprocess.run(
        [sys.executable, "-m", "tests.faults.release"],
        cwd=ROOT,
        env={
            **os.environ,
            "DATABASE_URL": database,
            "DJANGO_SETTINGS_MODULE": "config.settings.test",
            "MINGSHEN_VAR": str(tmp_path),
        },
        stdout=subprocess.PIPE,
        check=True,
        timeout=120,
    )
    found = json.loads(told.stdout.splitlines()[-1])
    everybody = found["members"]

    assert set(found["after"]) == {0, everybody}
    assert found["after"][-1] == everybody
    assert len(found["after"]) > 8
    assert set(found["seen"]) <= {0, everybody}
