"""Addresses outside are told in order, signed, and again until it is taken."""

import hmac
import json
import threading
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from disclosures.models import Webhook, WebhookState
from reviews import store
from tests.reviews import scenarios
from workers import webhooks

AT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


@pytest.fixture
def webhook(office, settings):
    settings.WEBHOOK_HOSTS = ["oa.invalid", "127.0.0.1"]
    made = Webhook.objects.create(
        bureau=office.bureau,
        name="办公系统",
        url="https://oa.invalid/in",
        secret="k" * 43,
    )
    webhooks.tell_all(AT, refusing)  # learns where the ledger stands
    return made


def refusing(url, body, headers):
    raise AssertionError("nothing was to be sent")


class Listener:
    def __init__(self, *statuses):
        self.statuses = list(statuses)
        self.got = []

    def __call__(self, url, body, headers):
        self.got.append((url, json.loads(body), headers, body))
        return self.statuses.pop(0) if self.statuses else 204


def positions(listener):
    return [e["position"] for _, said, _, _ in listener.got for e in said["events"]]


def test_it_hears_of_what_happens_from_now_on_and_of_nothing_that_is_said(
    office, webhook
):
    before, _ = store.head(office.ledger)
    scenarios.read(office)
    listener = Listener()

    assert webhooks.tell_all(AT, listener) == 1

    after, _ = store.head(office.ledger)
    assert positions(listener) == list(range(before + 1, after + 1))
    ((_, said, _, _),) = listener.got
    assert set(said["events"][0]) == {
        "type",
        "position",
        "stream",
        "version",
        "occurred_at",
    }
    assert webhooks.tell_all(AT, refusing) == 0


def test_the_signature_proves_sender_body_and_time(office, webhook):
    scenarios.read(office)
    listener = Listener()
    webhooks.tell_all(AT, listener)

    ((_, _, headers, body),) = listener.got
    moment, mark = headers["Mingshen-Signature"].split(",")
    seconds = moment.removeprefix("t=")
    right = hmac.new(b"k" * 43, f"{seconds}.".encode() + body, sha256).hexdigest()
    assert mark == f"v1={right}"
    assert int(seconds) == int(AT.timestamp())


def test_only_the_kinds_that_were_asked_for(office, webhook):
    webhook.kinds = ["review.disclosure-read.v1"]
    webhook.save()
    scenarios.read(office)
    listener = Listener()

    webhooks.tell_all(AT, listener)

    ((_, said, _, _),) = listener.got
    assert {e["type"] for e in said["events"]} == {"review.disclosure-read.v1"}
    assert webhooks.tell_all(AT, refusing) == 0


def test_what_was_not_taken_is_sent_again_later_and_later(office, webhook):
    scenarios.read(office)
    listener = Listener(500, 503, 204)

    assert webhooks.tell_all(AT, listener) == 0
    assert webhooks.tell_all(AT + timedelta(seconds=29), refusing) == 0
    assert webhooks.tell_all(AT + timedelta(seconds=30), listener) == 0
    state = WebhookState.objects.get()
    assert (state.failures, state.said) == (2, "对方答复 503")
    assert state.not_before == AT + timedelta(seconds=90)
    assert webhooks.tell_all(AT + timedelta(seconds=90), listener) == 1

    first, second, third = (said["events"] for _, said, _, _ in listener.got)
    assert first == second == third
    assert WebhookState.objects.get().failures == 0


def test_a_host_that_is_not_allowed_gets_nothing(office, webhook, settings):
    settings.WEBHOOK_HOSTS = ["other.invalid"]
    scenarios.read(office)

    assert webhooks.tell_all(AT, refusing) == 0
    assert "WEBHOOK_HOSTS" in WebhookState.objects.get().said


def test_two_workers_at_once_send_one_delivery(office, webhook):
    scenarios.read(office)
    listener = Listener()

    def also(url, body, headers):
        assert webhooks.tell_all(AT, refusing) == 0
        return listener(url, body, headers)

    assert webhooks.tell_all(AT, also) == 1
    assert len(listener.got) == 1


def test_another_bureaus_address_hears_nothing_of_this_one(office, webhook):
    other = scenarios.builders.bureau("云岭市白石区财政局")
    Webhook.objects.create(
        bureau=other, name="别处", url="https://oa.invalid/b", secret="s" * 43
    )
    webhooks.tell_all(AT, refusing)
    scenarios.read(office)
    listener = Listener()

    webhooks.tell_all(AT, listener)

    assert {url for url, *_ in listener.got} == {"https://oa.invalid/in"}


def test_over_real_http_a_redirect_is_no_delivery(office, webhook):
    class Elsewhere(BaseHTTPRequestHandler):
        def do_POST(self):
            self.rfile.read(int(self.headers["Content-Length"]))
            self.send_response(302)
            self.send_header("Location", "http://127.0.0.1:1/")
            self.end_headers()

        def log_message(self, *_):
            pass

    server = HTTPServer(("127.0.0.1", 0), Elsewhere)
    thread = threading.Thread(target=server.handle_request, daemon=True)
    thread.start()
    webhook.url = f"http://127.0.0.1:{server.server_port}/in"
    webhook.save()
    scenarios.read(office)

    assert webhooks.tell_all(AT) == 0
    thread.join(10)
    server.server_close()
    assert WebhookState.objects.get().said == "对方答复 302"


def test_an_address_that_is_none_does_not_keep_the_others_from_hearing(office, webhook):
    wrong = Webhook.objects.create(
        bureau=office.bureau,
        name="写错端口",
        url="http://127.0.0.1:99999/in",
        secret="s" * 43,
    )
    webhooks.tell_all(AT, Listener())
    scenarios.read(office)
    listener = Listener()

    def either(url, body, headers):
        post = webhooks.send if url == wrong.url else listener
        return post(url, body, headers)

    assert webhooks.tell_all(AT, either) == 1
    assert len(listener.got) == 1
    assert WebhookState.objects.get(webhook=wrong).said == "没有送达：ValueError"
