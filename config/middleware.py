"""What every request passes through: its number, its language, its log line."""

import logging
import re
import time
from collections.abc import Callable
from contextvars import ContextVar
from uuid import uuid4  # noqa: TID251 - the shell's own number

from django.http import HttpRequest, HttpResponse
from django.utils import translation

REQUEST_ID: ContextVar[str] = ContextVar("request_id", default="")
ACCEPTED = re.compile(r"[0-9A-Za-z._-]{8,64}")

Answer = Callable[[HttpRequest], HttpResponse]
log = logging.getLogger("mingshen.request")


class RequestId:
    """Gives each request a number: the caller's own X-Request-ID, or a new one.

    It stands on `request.request_id`, in the answer's X-Request-ID and in each log
    line, so that a person who reads it from an error page can be helped.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        sent = request.headers.get("X-Request-ID", "")
        number = sent if ACCEPTED.fullmatch(sent) else uuid4().hex
        request.request_id = number  # type: ignore[attr-defined]
        token = REQUEST_ID.set(number)
        began = time.monotonic()
        try:
            response = self.get_response(request)
            response["X-Request-ID"] = number
            _log(request, response, time.monotonic() - began)
        finally:
            REQUEST_ID.reset(token)
        return response


class AccountLanguage:
    """Shows pages in the account's language, 简体中文 to everybody else.

    What the browser prefers is left aside: it would put English dates in the middle
    of Chinese pages.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        language = getattr(request.user, "language", "zh-hans")
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = self.get_response(request)
            response.headers.setdefault("Content-Language", language)
        return response


def _log(request: HttpRequest, response: HttpResponse, seconds: float) -> None:
    """Log the request without its query, its body, its address or a name."""
    # Only if something has asked who it is: a log line must not cost a query.
    user = getattr(request, "_cached_user", None)
    actor = getattr(request, "desk_actor", None)
    log.info(
        "%s %s %s",
        request.method,
        request.path,
        response.status_code,
        extra={
            "method": request.method,
            "path": request.path,
            "status": response.status_code,
            "ms": round(seconds * 1000),
            "account": user.pk if user is not None else None,
            "acting_for": getattr(actor, "on_behalf_of", None),
        },
    )
