"""The admin of what programs use: addresses that are told, tokens that can be ended."""

from datetime import date

import pytest
from django.urls import reverse

from disclosures.models import AccessToken, Webhook
from tests import builders

pytestmark = pytest.mark.django_db
ADDRESS = {
    "name": "办公系统",
    "url": "https://oa.invalid/in",
    "kinds": "[]",
    "active": "on",
    "change_reason": "对接办公系统",
}


@pytest.fixture
def administrator(client, settings):
    settings.WEBHOOK_HOSTS = ["oa.invalid"]
    account = builders.account("administrator")
    client.force_login(account)
    return account


def url(model, action, *args):
    return reverse(f"admin:disclosures_{model}_{action}", args=args)


def test_an_address_gets_a_secret_that_is_shown_once(client, administrator):
    answer = client.post(url("webhook", "add"), ADDRESS, follow=True)

    made = Webhook.objects.get()
    assert made.bureau == administrator.bureau
    assert len(made.secret) >= 40
    assert made.secret in answer.content.decode()
    again = client.get(url("webhook", "change", made.pk)).content.decode()
    assert made.secret not in again
    assert not hasattr(made.history.get(), "secret")


@pytest.mark.parametrize(
    "wrong",
    [
        {"url": "https://elsewhere.invalid/in"},
        {"url": "ftp://oa.invalid/in"},
        {"kinds": '{"a": 1}'},
        {"kinds": "[1]"},
        {"change_reason": ""},
    ],
)
def test_an_address_that_cannot_be_used_is_refused(client, administrator, wrong):
    answer = client.post(url("webhook", "add"), ADDRESS | wrong)

    assert answer.status_code == 200
    assert answer.context["adminform"].form.errors
    assert not Webhook.objects.exists()


def test_an_administrator_ends_a_token_and_makes_none(client, administrator):
    reviewer = builders.account("reviewer")
    builders.token(reviewer, "read")
    token = AccessToken.objects.get()

    assert client.get(url("accesstoken", "add")).status_code == 403
    sent = {"revoked": "on", "change_reason": "人员调离", "until": "2050-01-01"}
    answer = client.post(url("accesstoken", "change", token.pk), sent)

    assert answer.status_code == 302
    token.refresh_from_db()
    assert token.revoked
    assert token.until == date(2099, 12, 31)


def test_a_token_that_has_ended_does_not_come_back(client, administrator):
    builders.token(builders.account("reviewer"), "read")
    token = AccessToken.objects.get()
    address = url("accesstoken", "change", token.pk)
    client.post(address, {"revoked": "on", "change_reason": "人员调离"})

    client.post(address, {"change_reason": "恢复"})

    token.refresh_from_db()
    assert token.revoked


def test_another_bureaus_tokens_are_not_known(client, administrator):
    other = builders.account(
        "reviewer", username="far", of=builders.bureau("云岭市白石区财政局")
    )
    builders.token(other, "read")

    answer = client.get(url("accesstoken", "change", AccessToken.objects.get().pk))

    assert answer.status_code == 302
    listed = client.get(url("accesstoken", "changelist")).content.decode()
    assert "测试程序" not in listed
