"""The committed description is the API's own, and the API keeps to it."""

from pathlib import Path
from uuid import UUID

import pytest
import schemathesis
import yaml
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.renderers import OpenApiYamlRenderer
from drf_spectacular.validation import validate_schema
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from tests import builders
from tests.reviews import scenarios
from tests.reviews.api.conftest import finding, section
from tests.reviews.notices import paths

COMMITTED = Path(__file__).resolve().parents[3] / "docs" / "openapi.yaml"
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]
EXAMPLES = 8
description = schemathesis.openapi.from_wsgi("/api/schema/", get_wsgi_application())
# Each with a name of its own: tests that share one would run once under xdist.
OPERATIONS = [each.ok() for each in description.get_all_operations()]


@pytest.fixture(autouse=True)
def one_connection():
    """Keep requests from closing the connection that holds the test's transaction.

    The whole WSGI application is called here; Django's own test client does the same.
    """
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


def test_the_committed_description_is_up_to_date():
    said = SchemaGenerator().get_schema(request=None, public=True)
    validate_schema(said)

    assert COMMITTED.read_bytes() == OpenApiYamlRenderer().render(
        said, renderer_context={}
    )


def test_every_operation_declares_its_problems():
    said = yaml.safe_load(COMMITTED.read_text())

    assert said["openapi"].startswith("3.1")
    for path, methods in said["paths"].items():
        for method, operation in methods.items():
            declared = set(operation["responses"])
            assert {"405", "429"} <= declared, (method, path)
            if method != "get":
                assert {"400", "403", "404", "409", "422"} <= declared, (method, path)
            if any(p["name"] == "If-Match" for p in operation.get("parameters", ())):
                assert {"412", "428"} <= declared, (method, path)


@pytest.fixture
def reviewing(office):
    """A disclosure in review, and the token of somebody who may do most things."""
    scenarios.pending_waiver(office)
    everyone = scenarios.builders.account(
        "reviewer", "publisher", "auditor", username="everyone", of=office.bureau
    )
    return office, builders.token(everyone)


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda each: each.label)
def test_nothing_that_is_sent_breaks_it_or_gets_an_undeclared_answer(
    operation, reviewing
):
    office, token = reviewing
    if "{notice}" in operation.path:
        paths.issue(office)

    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        derandomize=True,
        database=None,
        phases=[Phase.explicit, Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy())
    def answers_as_declared(case):
        _aim(case, office)
        response = case.call(headers={"Authorization": f"Bearer {token}"})
        case.validate_response(response, checks=CHECKS)

    answers_as_declared()


def _aim(case, office):
    """Put what there is in place of every other id that was made up."""
    there = {
        "stream": str(office.stream),
        "section": section(office, "s002").split("/")[1],
        "finding": finding(office).split("/")[1],
        "release": str(UUID(int=1)),
    }
    if office.state.notices:
        there["notice"] = office.state.notices[-1].notice
    for name in case.path_parameters or {}:
        if name in there and len(str(case.body)) % 3:
            case.path_parameters[name] = there[name]
