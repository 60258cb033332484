"""A password that is tried too often shuts the account for a while, in plain words."""

import pytest
from django.conf import settings
from django.contrib.auth import authenticate
from django.contrib.auth.hashers import identify_hasher
from django.test import RequestFactory

from config import errors
from config.settings import base
from disclosures.forms import PasswordResetForm
from tests import builders

pytestmark = pytest.mark.django_db


def attempt(password, address="10.0.0.1"):
    request = RequestFactory().post(settings.LOGIN_URL, REMOTE_ADDR=address)
    request.request_id = "request-42"
    return authenticate(request, username="reviewer", password=password)


@pytest.fixture
def account():
    return builders.account("reviewer")


def test_the_right_password_signs_in(account):
    assert attempt("correct horse") == account


def test_after_five_wrong_ones_even_the_right_one_is_refused(account):
    for _ in range(5):
        assert attempt("wrong") is None

    assert attempt("correct horse") is None


def test_another_place_is_not_shut_out_with_it(account):
    for _ in range(5):
        attempt("wrong")

    assert attempt("correct horse", address="10.0.0.2") == account


def test_who_is_shut_out_reads_for_how_long_and_what_to_do(rf):
    request = rf.post(settings.LOGIN_URL)
    page = errors.locked_out(request, None, {"username": "reviewer"})

    assert page.status_code == 429
    assert "15 分钟" in page.content.decode()
    assert "管理员" in page.content.decode()


def test_the_sign_in_page_itself_says_so(client, account):
    sent = {"username": "reviewer", "password": "wrong"}
    answers = [client.post(settings.LOGIN_URL, sent) for _ in range(6)]

    assert answers[0].status_code != 429
    assert answers[-1].status_code == 429
    assert "15 分钟" in answers[-1].content.decode()


def test_the_sign_in_page_lets_in_who_has_the_password(client, account):
    sent = {"username": "reviewer", "password": "correct horse"}
    answer = client.post(settings.LOGIN_URL, sent)

    assert answer.status_code == 302
    assert client.session["_auth_user_id"] == str(account.pk)


def test_a_password_set_by_an_administrator_opens_the_account_again(account):
    for _ in range(5):
        attempt("wrong")
    form = PasswordResetForm(
        account,
        {
            "usable_password": "true",
            "password1": "another one 9",
            "password2": "another one 9",
        },
    )
    assert form.is_valid(), form.errors
    form.save()

    assert attempt("another one 9") == account


def test_passwords_are_kept_with_argon2(account, settings):
    settings.PASSWORD_HASHERS = base.PASSWORD_HASHERS
    account.set_password("correct horse")

    assert identify_hasher(account.password).algorithm == "argon2"


def test_a_session_ends_after_a_working_day():
    assert base.SESSION_COOKIE_AGE <= 12 * 3600
