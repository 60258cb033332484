"""The page of one's own tokens."""

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from disclosures.models import AccessToken
from tests import builders


def made(client, **given):
    until = timezone.localdate() + timedelta(days=30)
    body = {"name": "对账程序", "scopes": ["read"], "until": until.isoformat()}
    return client.post(reverse("web:tokens"), body | given)


def test_the_secret_is_shown_once(signed_in):
    client = signed_in(builders.account("reviewer", username="bob"))

    shown = made(client).content.decode()

    token = AccessToken.objects.get()
    assert f"{token.prefix}" in shown
    secret = shown.partition('<code class="wrap">')[2].partition("<")[0]
    assert secret.startswith(token.prefix) and len(secret) > 40
    assert secret not in client.get(reverse("web:tokens")).content.decode()


def test_one_is_offered_only_what_ones_roles_allow(signed_in):
    client = signed_in(builders.account("reviewer", username="bob"))

    answer = made(client, scopes=["publisher"])

    assert answer.status_code == 422
    assert not AccessToken.objects.exists()


def test_a_day_past_a_year_is_refused(signed_in):
    client = signed_in(builders.account("reviewer", username="bob"))

    answer = made(client, until=(timezone.localdate() + timedelta(days=400)))

    assert answer.status_code == 422
    assert not AccessToken.objects.exists()


def test_one_ends_ones_own_and_knows_of_no_other(signed_in):
    bob = builders.account("reviewer", username="bob")
    carol = builders.account("reviewer", username="carol")
    made(signed_in(bob))
    token = AccessToken.objects.get()
    address = reverse("web:revoke-token", args=[token.pk])

    assert signed_in(carol).post(address).status_code == 404
    token.refresh_from_db()
    assert not token.revoked
    assert signed_in(bob).post(address).url == reverse("web:tokens")
    token.refresh_from_db()
    assert token.revoked
