"""The admin reads the ledger, and changes nothing except through commands."""

from uuid import uuid4

import pytest
from django.urls import reverse

from disclosures import services
from reviews import handlers
from reviews.domain import commands as c
from reviews.models import DisclosureRow, EventRecord
from tests import builders
from tests.workers.conftest import NOW

pytestmark = pytest.mark.django_db

MODELS = ["disclosurerow", "eventrecord", "outboxrecord", "releaserow"]


@pytest.fixture
def disclosure():
    department = builders.department()
    campaign = builders.campaign(department)
    submitter = builders.account("submitter", department=department)
    stream = handlers.stream_of(department.bureau_id, campaign.pk, department.pk)
    command = c.SubmitDisclosure(
        department=department.pk,
        campaign=campaign.pk,
        file=services.keep_file([b"text"], at=NOW).sha256,
        file_name="决算公开.txt",
    )
    envelope = handlers.Envelope(
        actor=handlers.actor_of(submitter), command=uuid4(), at=NOW
    )
    handlers.execute(stream, command, envelope)
    return DisclosureRow.objects.get()


@pytest.fixture
def administrator(client):
    account = builders.account("administrator")
    client.force_login(account)
    return account


@pytest.mark.parametrize("model", MODELS)
def test_rows_are_listed(client, administrator, disclosure, model):
    assert client.get(reverse(f"admin:reviews_{model}_changelist")).status_code == 200


@pytest.mark.parametrize("model", MODELS)
def test_no_row_can_be_added(client, administrator, model):
    assert client.post(reverse(f"admin:reviews_{model}_add")).status_code == 403


def test_no_row_can_be_changed_or_deleted_even_by_an_operator(client, disclosure):
    client.force_login(builders.account(username="operator", is_superuser=True))
    event = EventRecord.objects.first()
    for action in ("change", "delete"):
        for model, key in (("eventrecord", event.pk), ("disclosurerow", disclosure.pk)):
            page = reverse(f"admin:reviews_{model}_{action}", args=[key])
            assert client.post(page, {"post": "yes"}).status_code == 403


def test_a_disclosures_history_is_its_events(client, administrator, disclosure):
    page = reverse("admin:reviews_disclosurerow_history", args=[disclosure.pk])

    assert "review.disclosure-submitted.v1" in client.get(page).content.decode()


def test_another_bureaus_ledger_is_out_of_sight(client, disclosure):
    elsewhere = builders.bureau("云岭市临水区财政局")
    client.force_login(builders.account("administrator", of=elsewhere))
    page = reverse("admin:reviews_disclosurerow_history", args=[disclosure.pk])
    listed = client.get(reverse("admin:reviews_eventrecord_changelist"))

    assert client.get(page).status_code == 404
    assert {each.ledger for each in listed.context["cl"].queryset} == {elsewhere.pk}


def test_an_action_is_a_command_and_says_why_it_was_refused(
    client, administrator, disclosure
):
    sent = {"action": "retry_reading", "_selected_action": [str(disclosure.pk)]}
    page = reverse("admin:reviews_disclosurerow_changelist")
    answer = client.post(page, sent, follow=True)

    (said,) = [str(message) for message in answer.context["messages"]]
    assert said.startswith(str(disclosure.pk))
    assert "排队" not in said
    assert DisclosureRow.objects.get().version == disclosure.version
