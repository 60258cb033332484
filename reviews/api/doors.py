"""What every endpoint shares: who asks, under which id, what they had seen."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any, cast
from uuid import UUID, uuid4, uuid5  # noqa: TID251 - ids are made in the shell

from django.utils import timezone
from rest_framework.authentication import BaseAuthentication, SessionAuthentication
from rest_framework.exceptions import ValidationError
from rest_framework.permissions import (
    SAFE_METHODS,
    AllowAny,
    BasePermission,
    IsAuthenticated,
)
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import Serializer
from rest_framework.throttling import BaseThrottle
from rest_framework.views import APIView

from disclosures.models import AccessToken, Account
from reviews import handlers
from reviews.api import access, problems
from reviews.api.schema import Described
from reviews.api.tokens import TokenAuthentication
from reviews.domain import commands as c
from reviews.domain import errors
from reviews.domain.policies import Actor
from reviews.domain.scopes import READ, actions_of
from reviews.domain.state import Disclosure
from reviews.queries import past

NO_READING = "这个令牌的授权范围不包括读取，请另建一个包括“读取”的令牌。"
_KEYS = UUID("5b8f0f4e-6d0a-5f0b-8a53-0d5a1a1f2c77")
_NUMBER = re.compile(r"[0-9]{1,15}")
_KEY = re.compile(r"[\x21-\x7e]{1,200}")
_ENTITY = re.compile(r'(?:W/)?"(\d{1,9})"|(\d{1,9})')


class Door(APIView):
    """An endpoint for people with an account. `actions` names the commands it takes."""

    authentication_classes: Sequence[type[BaseAuthentication]] = (
        TokenAuthentication,
        SessionAuthentication,
    )
    permission_classes: Sequence[type[BasePermission]] = (IsAuthenticated,)
    throttle_classes: Sequence[type[BaseThrottle]] = (access.Reading,)
    renderer_classes = (access.Json,)
    content_negotiation_class = access.OnlyJson
    schema = Described()
    actions: dict[str, str] = {}
    """The action of the policy table by HTTP method; none for what only reads."""

    def get_exception_handler(self) -> Any:
        return problems.answer

    def finalize_response(
        self, request: Request, response: Any, *args: Any, **kwargs: Any
    ) -> Any:
        response = super().finalize_response(request, response, *args, **kwargs)
        response.headers.setdefault("Cache-Control", "private, no-store")
        return response

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        token = request.auth
        if (
            isinstance(token, AccessToken)
            and request.method in SAFE_METHODS
            and READ not in token.scopes
        ):
            raise errors.NotAllowed("outside-scope", NO_READING)

    def actor(self, request: Request) -> Actor:
        """Return who asks; a token narrows what its account may do."""
        actor = self._who(request)
        if isinstance(request.auth, AccessToken):
            scopes = actions_of(request.auth.scopes)
            named = scopes if actor.actions is None else scopes & actor.actions
            return replace(actor, actions=named)
        return actor

    def _who(self, request: Request) -> Actor:
        """Return the account, or it acting for another where Acting-For says so."""
        account = cast(Account, request.user)
        chosen = request.headers.get("Acting-For")
        if chosen is None:
            return handlers.actor_of(account)
        if not _NUMBER.fullmatch(chosen):
            raise ValidationError({"Acting-For": "请写代办授权的编号，例如 12。"})
        actor = handlers.acting(account, int(chosen), now())
        # For the log line, which names both.
        request._request.desk_actor = actor  # type: ignore[attr-defined]
        return actor

    def envelope(self, request: Request) -> handlers.Envelope:
        """Return who asks, when, under the caller's own key or a new id."""
        actor = self.actor(request)
        return handlers.Envelope(
            actor=actor,
            command=command_id(request, actor),
            at=timezone.now(),  # noqa: TID251 - the shell reads the clock
            request=getattr(request, "request_id", ""),
        )

    def given(self, request: Request, form: type[Serializer[Any]]) -> dict[str, Any]:
        """Return the body as `form` takes it; raises `ValidationError` (422)."""
        filled = form(data=request.data)
        filled.is_valid(raise_exception=True)
        return cast(dict[str, Any], filled.validated_data)

    def asked(self, request: Request, form: type[Serializer[Any]]) -> dict[str, Any]:
        """Return the query's parameters as `form` takes them."""
        filled = form(data=request.query_params)
        filled.is_valid(raise_exception=True)
        return cast(dict[str, Any], filled.validated_data)


class OpenDoor(Door):
    """An endpoint for everybody, without an account; its answers may be cached."""

    authentication_classes = ()
    permission_classes = (AllowAny,)
    throttle_classes = (access.Public,)


def now() -> datetime:
    return timezone.now()  # noqa: TID251 - the shell reads the clock and passes it in


def command_id(request: Request, actor: Actor) -> UUID:
    """Return the command's id: of the caller's Idempotency-Key, or a new one."""
    key = request.headers.get("Idempotency-Key")
    if key is None:
        return uuid4()
    if not _KEY.fullmatch(key):
        raise ValidationError(
            {"Idempotency-Key": "请用 1 到 200 个可见的英文字符、数字或符号。"}
        )
    return uuid5(_KEYS, f"{actor.ledger}/{actor.id}/{key}")


def seen(request: Request, *, needed: bool = True) -> int | None:
    """Return the version that the caller had seen, from If-Match.

    Raises `SeenMissing` (428) where it is needed and absent.
    """
    header = request.headers.get("If-Match", "").strip()
    if not header:
        if needed:
            raise problems.SeenMissing
        return None
    found = _ENTITY.fullmatch(header)
    if found is None:
        raise ValidationError({"If-Match": '请写成看到的版本号，例如 "3"。'})
    return int(found[1] or found[2])


def entity(version: int) -> str:
    """Return a version as an ETag."""
    return f'"{version}"'


def carry_out(
    state: Disclosure,
    command: c.Command,
    envelope: handlers.Envelope,
    *,
    at_version: int | None = None,
) -> handlers.Outcome:
    """Have the command carried out; a stale one is told what has changed since."""
    stream = _stream(state)
    try:
        return handlers.execute(stream, command, envelope, seen=at_version, state=state)
    except errors.OutOfDate as refused:
        raise _stale(refused, stream, command, envelope, at_version) from refused


def preview(
    state: Disclosure, command: c.EditSection, envelope: handlers.Envelope
) -> handlers.Preview:
    """Return what an edit would do; a stale one is told what has changed since."""
    stream = _stream(state)
    try:
        return handlers.preview(stream, command, envelope)
    except errors.OutOfDate as refused:
        raise _stale(refused, stream, command, envelope, None) from refused


def _stale(
    refused: errors.OutOfDate,
    stream: UUID,
    command: c.Command,
    envelope: handlers.Envelope,
    at_version: int | None,
) -> problems.WithDetails:
    history = past.history(envelope.actor, stream)
    based_on = getattr(command, "based_on", None)
    if based_on is None:
        current = history[-1].version
        changes = [
            {
                "version": each.version,
                "what": each.event.TYPE,
                "by": each.actor,
                "at": each.recorded_at,
            }
            for each in history
            if each.version > (at_version or 0)
        ]
    else:
        versions = past.versions(history, getattr(command, "section", ""))
        current = versions[-1].version
        changes = [
            {
                "version": each.version,
                "what": each.how,
                "by": each.by or None,
                "at": each.at,
            }
            for each in versions
            if each.version > based_on
        ]
    return problems.WithDetails(
        refused,
        {"current_version": current, "changes": changes[-100:]},
        {"ETag": entity(current)},
    )


def answered(
    outcome: handlers.Outcome,
    body: Any,
    *,
    version: int | None = None,
    status: int = 200,
    headers: dict[str, str] | None = None,
) -> Response:
    """Return a command's answer; a repeated one says so in a header."""
    said = dict(headers or {})
    if version is not None:
        said["ETag"] = entity(version)
    if outcome.repeated:
        said["Idempotency-Replayed"] = "true"
    return Response(body, status=status, headers=said)


def _stream(state: Disclosure) -> UUID:
    if state.id is None:
        raise errors.NotKnown("not-known", "没有这份材料，或您无权查看。")
    return state.id
