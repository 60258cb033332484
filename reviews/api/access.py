"""Who may call, how often, and in which form they are answered."""

from collections.abc import Iterable
from typing import Any

from rest_framework.negotiation import BaseContentNegotiation
from rest_framework.renderers import BaseRenderer, JSONRenderer
from rest_framework.request import Request
from rest_framework.throttling import AnonRateThrottle, UserRateThrottle


class Reading(UserRateThrottle):
    """How often one account may call."""

    scope = "account"


class Public(AnonRateThrottle):
    """How often one address may call without an account."""

    scope = "public"


class Json(JSONRenderer):
    """Chinese as it is, numbers exact."""

    charset = "utf-8"
    ensure_ascii = False


class OnlyJson(BaseContentNegotiation):
    """There is one form: whatever is asked for, the answer is JSON."""

    def select_parser(self, request: Request, parsers: Iterable[Any]) -> Any:
        sent = (request.content_type or "").split(";")[0].strip().lower()
        return next((each for each in parsers if each.media_type == sent), None)

    def select_renderer(
        self,
        request: Request,
        renderers: Iterable[BaseRenderer],
        format_suffix: str | None = None,
    ) -> tuple[BaseRenderer, str]:
        only = next(iter(renderers))
        return only, only.media_type
