"""What every answer carries: a number, a policy, a page that says what to do."""

import json
import logging

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client, override_settings
from django.urls import include, path

from config.logs import JsonLines
from config.proxy import client_address
from tests import builders

pytestmark = pytest.mark.django_db


def broken(request):
    raise RuntimeError("云岭 secret detail")


def forbidden(request):
    raise PermissionDenied


urlpatterns = [
    path("broken", broken),
    path("api/broken", broken),
    path("forbidden", forbidden),
    path("", include("config.urls")),
]
handler400 = "config.errors.bad_request"
handler403 = "config.errors.forbidden"
handler404 = "config.errors.not_found"
handler500 = "config.errors.broken"


@pytest.fixture
def visitor():
    with override_settings(ROOT_URLCONF=__name__):
        yield Client(raise_request_exception=False)


def test_a_request_gets_a_number(visitor):
    first, second = visitor.get("/healthz"), visitor.get("/healthz")

    assert len(first["X-Request-ID"]) == 32
    assert first["X-Request-ID"] != second["X-Request-ID"]


def test_the_callers_own_number_is_kept(visitor):
    answer = visitor.get("/healthz", headers={"X-Request-ID": "gateway-12345"})

    assert answer["X-Request-ID"] == "gateway-12345"


@pytest.mark.parametrize("sent", ["short", "x" * 65, "two\nlines-of-it", "<script>--"])
def test_a_number_that_is_none_is_replaced(visitor, sent):
    answer = visitor.get("/healthz", headers={"X-Request-ID": sent})

    assert answer["X-Request-ID"] != sent


@pytest.mark.parametrize(
    ("address", "status"), [("/broken", 500), ("/forbidden", 403), ("/none-such", 404)]
)
def test_an_error_page_is_chinese_and_names_the_request(visitor, address, status):
    answer = visitor.get(address, headers={"X-Request-ID": "request-42"})

    page = answer.content.decode()
    assert answer.status_code == status
    assert "request-42" in page
    assert "请" in page
    assert "secret detail" not in page


def test_a_program_gets_a_problem(visitor):
    answer = visitor.get("/api/broken", headers={"X-Request-ID": "request-42"})

    assert answer["Content-Type"] == "application/problem+json"
    problem = json.loads(answer.content)
    assert problem["status"] == 500
    assert problem["code"] == "internal_server_error"
    assert problem["request_id"] == "request-42"


def test_scripts_and_frames_from_elsewhere_are_shut_out(visitor):
    headers = visitor.get("/none-such").headers

    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert "camera=()" in headers["Permissions-Policy"]


def test_the_admin_needs_no_inline_script(client):
    client.force_login(builders.account("administrator"))
    page = client.get("/admin/").content.decode()

    assert "<script>" not in page
    assert "onclick=" not in page
    assert "<style" not in page


def test_pages_speak_the_accounts_language_not_the_browsers(client):
    account = builders.account("administrator")
    client.force_login(account)
    said = client.get("/admin/", headers={"Accept-Language": "en"})
    account.language = "en"
    account.save()
    then = client.get("/admin/", headers={"Accept-Language": "zh"})

    assert said["Content-Language"] == "zh-hans"
    assert then["Content-Language"] == "en"


def test_a_log_line_holds_no_query_and_no_name(client, caplog):
    account = builders.account("administrator", username="someone")
    client.force_login(account)
    with caplog.at_level(logging.INFO, logger="mingshen.request"):
        client.get("/admin/?q=%E7%A7%98%E5%AF%86")

    line = json.loads(JsonLines().format(caplog.records[-1]))
    assert line["path"] == "/admin/"
    assert line["account"] == account.pk
    assert "someone" not in json.dumps(line)
    assert "q=" not in json.dumps(line)


@pytest.mark.parametrize(
    ("proxies", "passed", "address"),
    [
        (0, "203.0.113.9", "10.0.0.1"),
        (1, "198.51.100.1, 203.0.113.9", "203.0.113.9"),
        (2, "198.51.100.1, 203.0.113.9", "198.51.100.1"),
        (1, "", "10.0.0.1"),
    ],
)
def test_only_own_proxies_are_believed(rf, settings, proxies, passed, address):
    settings.PROXY_COUNT = proxies
    request = rf.get("/", REMOTE_ADDR="10.0.0.1", headers={"X-Forwarded-For": passed})

    assert client_address(request) == address
