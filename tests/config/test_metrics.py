"""Metrics: for who holds the token, or for this very machine; well-formed."""

import re

import pytest
from django.test import Client
from django.utils import timezone

from reviews.models import OutboxRecord, SectionRow
from reviews.oversight import selfcheck
from tests.reviews import scenarios

pytestmark = pytest.mark.django_db
SAMPLE = re.compile(r'^[a-z_]+\{([a-z]+="[^"]*",?)+\} -?\d+(\.\d+)?$')


def asked(**headers):
    return Client().get("/metrics", headers=headers)


def test_the_token_opens_it_from_anywhere_and_nothing_else_does(settings):
    settings.METRICS_TOKEN = "secret"

    assert asked(Authorization="Bearer secret").status_code == 200
    for wrong in ({}, {"Authorization": "Bearer x"}, {"Authorization": "secret"}):
        assert asked(**wrong).status_code == 404
    assert Client().post("/metrics").status_code == 405


def test_without_a_token_only_this_machine_may_read(settings):
    settings.METRICS_TOKEN = ""

    assert asked().status_code == 200
    assert asked(X_Forwarded_For="10.0.0.9").status_code == 404
    assert Client(REMOTE_ADDR="10.0.0.9").get("/metrics").status_code == 404


def test_every_line_is_a_sample_or_says_what_one_is(settings):
    settings.METRICS_TOKEN = ""
    desk = scenarios.edited(scenarios.office())
    OutboxRecord.objects.all().delete()
    SectionRow.objects.filter(key="s001").update(version=9)
    selfcheck.run(desk.ledger, timezone.now)

    answer = asked()

    assert answer["Content-Type"].startswith("application/openmetrics-text")
    *lines, last, end = answer.content.decode().split("\n")
    assert (last, end) == ("# EOF", "")
    for line in lines:
        assert line.startswith(("# TYPE ", "# HELP ")) or SAMPLE.match(line), line
    told = dict(line.rsplit(" ", 1) for line in lines if not line.startswith("#"))
    mine = f'{{ledger="{desk.ledger}"}}'
    assert told[f"mingshen_selfcheck_healthy{mine}"] == "0"
    assert told[f"mingshen_read_model_drift_rows{mine}"] == "1"
    assert told[f"mingshen_outbox_open{mine}"] == "0"
    assert told['mingshen_ready{dependency="database"}'] == "1"
