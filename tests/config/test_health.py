"""Alive is not ready: readiness names each dependency."""

import pytest

from config import health

pytestmark = pytest.mark.django_db


def test_a_process_that_answers_is_alive(client):
    assert client.get("/healthz").content == b"ok\n"


def test_ready_when_everything_works(client):
    answer = client.get("/readyz")

    assert answer.status_code == 200
    assert answer.json() == {
        "ready": True,
        "checks": dict.fromkeys(
            ["database", "migrations", "cache", "storage", "broker"], "ok"
        ),
    }


def test_not_ready_names_what_is_missing_and_not_why(client, monkeypatch):
    def away():
        raise OSError("password=hunter2")

    monkeypatch.setitem(health.CHECKS, "broker", away)
    answer = client.get("/readyz")

    assert answer.status_code == 503
    assert answer.json()["checks"]["broker"] == "failed"
    assert answer.json()["checks"]["database"] == "ok"
    assert "hunter2" not in answer.content.decode()
