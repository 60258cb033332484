"""What a token opens: within its scopes, its days and its account's own roles."""

from datetime import date

import pytest

from disclosures import tokens
from disclosures.models import AccessToken, Account
from reviews.domain.policies import CAMPAIGN_TABLE, LEDGER_TABLE, TABLE
from reviews.domain.scopes import SCOPES, actions_of
from reviews.models import EventRecord
from tests import builders
from tests.reviews import scenarios
from tests.reviews.api.conftest import Caller, section, whole

TODAY = date(2026, 3, 2)


def with_token(office, name, *scopes, **kw):
    one = Caller(office, "anybody")
    secret = builders.token(office.people[name], *scopes, **kw)
    one.headers["Authorization"] = f"Bearer {secret}"
    return one


def test_a_token_to_read_reads_and_changes_nothing(office):
    scenarios.read(office)
    program = with_token(office, "bob", "read")

    assert program.get(f"{whole(office)}/").status_code == 200
    body = {"quote": "", "remark": "请核对。"}
    answer = program.post(f"{section(office, 's001')}/flag/", body)
    assert (answer.status_code, answer.json()["code"]) == (403, "outside-scope")


def test_a_token_to_review_without_reading_is_told_why(office):
    scenarios.read(office)
    program = with_token(office, "bob", "reviewer")

    answer = program.get(f"{whole(office)}/")

    assert (answer.status_code, answer.json()["code"]) == (403, "outside-scope")
    body = {"quote": "", "remark": "请核对。"}
    answer = program.post(f"{section(office, 's001')}/flag/", body)
    assert answer.status_code == 201


def test_a_scope_never_widens_what_the_account_may(office):
    scenarios.read(office)
    program = with_token(office, "alice", "read", "reviewer", "submitter")

    body = {"quote": "", "remark": "请核对。"}
    answer = program.post(f"{section(office, 's001')}/flag/", body)

    assert (answer.status_code, answer.json()["code"]) == (403, "wrong-role")


@pytest.mark.parametrize("how", ["out of date", "revoked", "account left", "garbled"])
def test_a_token_that_has_ended_opens_nothing(office, how):
    scenarios.read(office)
    ended = {"until": date(2020, 1, 1)} if how == "out of date" else {}
    program = with_token(office, "bob", "read", **ended)
    if how == "revoked":
        tokens.revoke(AccessToken.objects.get())
    if how == "account left":
        Account.objects.filter(username=office.people["bob"].username).update(
            is_active=False
        )
    if how == "garbled":
        program.headers["Authorization"] += "x"

    answer = program.get(f"{whole(office)}/")

    assert (answer.status_code, answer.json()["code"]) == (401, "not-authenticated")


def test_the_secret_is_kept_nowhere_and_the_making_is_on_record(db):
    bob = builders.account("reviewer", username="bob")

    secret = tokens.make(bob, "对账程序", ["read"], TODAY)

    kept = AccessToken.objects.values().get()
    assert secret not in str(kept)
    assert secret not in str(list(AccessToken.history.values()))
    assert not hasattr(AccessToken.history.model, "digest")
    event = EventRecord.objects.get(body__model="accesstoken")
    assert event.ledger == bob.bureau_id


def test_use_is_noted_by_the_day(db):
    bob = builders.account("reviewer", username="bob")
    secret = tokens.make(bob, "对账程序", ["read"], date(2026, 3, 3))

    tokens.find(secret, TODAY)
    assert AccessToken.objects.get().use.day == TODAY
    tokens.find(secret, date(2026, 3, 3))
    assert AccessToken.objects.get().use.day == date(2026, 3, 3)
    assert tokens.find(secret, date(2026, 3, 4)) is None


def test_the_scopes_together_name_every_action_of_people():
    rows = (*TABLE, *CAMPAIGN_TABLE, *LEDGER_TABLE)
    for_people = {row.action for row in rows if set(row.roles) & set(SCOPES)}

    assert actions_of(SCOPES) == for_people
    assert actions_of(["read"]) == frozenset()
    assert "verify" not in actions_of(["submitter"])
