"""What goes wrong, said as RFC 9457 has it: a status, a stable code, a sentence."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404
from rest_framework import exceptions
from rest_framework.response import Response
from rest_framework.views import set_rollback

from reviews.domain import errors

MEDIA_TYPE = "application/problem+json"

STATUSES: Mapping[type[errors.Refused], HTTPStatus] = {
    errors.NotAllowed: HTTPStatus.FORBIDDEN,
    errors.NotNow: HTTPStatus.CONFLICT,
    errors.OutOfDate: HTTPStatus.PRECONDITION_FAILED,
    errors.NotAcceptable: HTTPStatus.UNPROCESSABLE_ENTITY,
    errors.NotKnown: HTTPStatus.NOT_FOUND,
}
TITLES: Mapping[int, str] = {
    400: "请求无法理解",
    401: "需要登录",
    403: "没有权限",
    404: "没有找到",
    405: "不支持这种请求方法",
    409: "现在不能办理",
    412: "内容已有变化",
    413: "内容太大",
    415: "不支持的内容格式",
    422: "内容不能接受",
    428: "缺少 If-Match",
    429: "请求过于频繁",
}
CODES: Mapping[type[exceptions.APIException], str] = {
    exceptions.ParseError: "malformed",
    exceptions.NotAuthenticated: "not-authenticated",
    exceptions.AuthenticationFailed: "not-authenticated",
    exceptions.PermissionDenied: "not-allowed",
    exceptions.NotFound: "not-known",
    exceptions.MethodNotAllowed: "method-not-allowed",
    exceptions.UnsupportedMediaType: "unsupported-media-type",
    exceptions.Throttled: "too-many-requests",
}


class SeenMissing(exceptions.APIException):
    """A command on something seen came without saying which version was seen."""

    status_code = 428
    default_detail = '请在 If-Match 中写明您看到的版本，例如 If-Match: "3"。'


class WithDetails(Exception):
    """A refusal with what the caller needs to go on; `headers` come with the answer."""

    def __init__(
        self,
        refused: errors.Refused,
        details: Mapping[str, Any],
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(str(refused))
        self.refused = refused
        self.details = details
        self.headers = dict(headers or {})


def answer(error: Exception, context: Mapping[str, Any]) -> Response | None:
    """Return the problem for an exception of a view; None leaves it to the server."""
    request_id = getattr(context["request"], "request_id", "")
    match error:
        case errors.Refused():
            response = _refused(error, {}, {})
        case WithDetails():
            response = _refused(error.refused, error.details, error.headers)
        case exceptions.ValidationError():
            response = _problem(
                422,
                "invalid",
                "有些内容填写有误。",
                {"errors": _by_field(error.detail)},
            )
        case exceptions.APIException():
            response = _of_framework(error)
        case Http404():
            response = _problem(404, "not-known", "没有这个地址的内容。")
        case PermissionDenied():
            response = _problem(403, "not-allowed", "您没有权限。")
        case _:
            return None
    response.data["request_id"] = request_id
    set_rollback()
    return response


def _refused(
    refused: errors.Refused, details: Mapping[str, Any], headers: Mapping[str, str]
) -> Response:
    status = STATUSES[type(refused)]
    said = {"who": refused.who} if refused.who else {}
    return _problem(
        status, refused.code, refused.message, {**said, **details}, headers=headers
    )


def _of_framework(error: exceptions.APIException) -> Response:
    headers = {}
    if (wait := getattr(error, "wait", None)) is not None:
        headers["Retry-After"] = str(max(1, round(wait)))
    if header := getattr(error, "auth_header", None):
        headers["WWW-Authenticate"] = header
    code = CODES.get(type(error), "seen-missing")
    return _problem(error.status_code, code, str(error.detail), headers=headers)


def _problem(
    status: int,
    code: str,
    detail: str,
    more: Mapping[str, Any] | None = None,
    *,
    headers: Mapping[str, str] | None = None,
) -> Response:
    said = {
        "type": "about:blank",
        "title": TITLES[status],
        "status": int(status),
        "code": code,
        "detail": detail,
        **(more or {}),
    }
    return Response(
        said, status=status, headers=dict(headers or {}), content_type=MEDIA_TYPE
    )


def _by_field(detail: Any, name: str = "") -> dict[str, list[str]]:
    """Return the messages by field; nested fields are joined by dots."""
    if isinstance(detail, Mapping):
        found: dict[str, list[str]] = {}
        for key, inner in detail.items():
            found |= _by_field(inner, f"{name}.{key}" if name else str(key))
        return found
    if isinstance(detail, list) and any(isinstance(e, Mapping | list) for e in detail):
        found = {}
        for place, inner in enumerate(detail):
            if inner:
                found |= _by_field(inner, f"{name}.{place}")
        return found
    listed = detail if isinstance(detail, list) else [detail]
    return {name: [str(each) for each in listed]}
