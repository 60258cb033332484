"""Lists in pages: a cursor says where the next one begins, whatever was added since."""

import base64
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any, TypeVar

from django.core.exceptions import ValidationError as Invalid
from django.db.models import Q, QuerySet
from rest_framework import serializers
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request

T = TypeVar("T")

USUAL, MOST = 50, 200


class PageAsked(serializers.Serializer[Any]):
    """The parameters of every list."""

    cursor = serializers.CharField(required=False, max_length=200, help_text="续页标记")
    limit = serializers.IntegerField(
        required=False, min_value=1, max_value=MOST, default=USUAL, help_text="每页条数"
    )


def page_of(
    request: Request,
    asked: dict[str, Any],
    items: Sequence[T],
    told: Callable[[Sequence[T]], list[Any]],
) -> dict[str, Any]:
    """Return a page of a list whose order does not change; the cursor is a place."""
    said = _read(asked["cursor"]) if asked.get("cursor") else "0"
    if not (said.isdecimal() and len(said) < 10):
        raise _invalid()
    begin = int(said)
    end = begin + asked["limit"]
    follows = str(end) if end < len(items) else None
    return _page(request, told(items[begin:end]), follows)


def page_of_rows(
    request: Request,
    asked: dict[str, Any],
    rows: QuerySet[Any],
    told: Callable[[Sequence[Any]], list[Any]],
    *,
    by: str,
) -> dict[str, Any]:
    """Return a page of rows, the highest `by` first; rows that are level go by id."""
    if cursor := asked.get("cursor"):
        rows = _behind(rows, by, _read(cursor))
    rows = rows.order_by(f"-{by}", "-pk")
    found = list(rows[: asked["limit"] + 1])
    shown = found[: asked["limit"]]
    if len(found) == len(shown):
        return _page(request, told(shown), None)
    value = getattr(shown[-1], by)
    said = value.isoformat() if isinstance(value, datetime) else str(value)
    return _page(request, told(shown), f"{said}/{shown[-1].pk}")


def _behind(rows: QuerySet[Any], by: str, said: str) -> QuerySet[Any]:
    column = rows.model._meta.get_field(by)
    value, _, last = said.rpartition("/")
    try:
        place = column.to_python(value)
        if place is None:
            raise _invalid()
        return rows.filter(Q(**{f"{by}__lt": place}) | Q(**{by: place}, pk__lt=last))
    except (Invalid, ValueError, OverflowError) as error:
        raise _invalid() from error


def _page(request: Request, results: list[Any], follows: str | None) -> dict[str, Any]:
    return {"next": _link(request, follows), "results": results}


def _link(request: Request, follows: str | None) -> str | None:
    if follows is None:
        return None
    query = request.GET.copy()
    query["cursor"] = base64.urlsafe_b64encode(follows.encode()).decode()
    return request.build_absolute_uri(f"{request.path}?{query.urlencode()}")


def _read(cursor: str) -> str:
    try:
        return base64.urlsafe_b64decode(cursor.encode()).decode("ascii")
    except ValueError as error:
        raise _invalid() from error


def _invalid() -> ValidationError:
    return ValidationError({"cursor": "续页标记无效，请从第一页开始。"})
