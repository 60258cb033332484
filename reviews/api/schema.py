"""How the endpoints are described in OpenAPI: what can go wrong, and which headers."""

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from drf_spectacular.openapi import AutoSchema
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import (
    OpenApiParameter,
    OpenApiResponse,
    extend_schema,
    inline_serializer,
)
from rest_framework import serializers

from reviews.api import problems

View = TypeVar("View", bound=Callable[..., Any])
Form = type[serializers.Serializer[Any]]

READS = (401, 403, 404, 405, 429)
LISTS = (*READS, 422)
COMMANDS = (400, 401, 403, 404, 405, 409, 415, 422, 429)
ON_SEEN = (*COMMANDS, 412, 428)
OPEN = (404, 405, 422, 429)

IF_MATCH = OpenApiParameter(
    "If-Match",
    OpenApiTypes.STR,
    OpenApiParameter.HEADER,
    required=True,
    description='您看到的版本，例如 "3"；缺少时答 428，已过时答 412。',
)
ACTING = OpenApiParameter(
    "Acting-For",
    OpenApiTypes.STR,
    OpenApiParameter.HEADER,
    description="代办时写代办授权的编号（见 delegations）；不在有效期内答 403。",
)
KEY = OpenApiParameter(
    "Idempotency-Key",
    OpenApiTypes.STR,
    OpenApiParameter.HEADER,
    description="同一个键、同一内容重复提交，只办理一次，再次得到第一次的答复。",
)


class Change(serializers.Serializer[Any]):
    """Something that has happened since the version that was seen."""

    version = serializers.IntegerField()
    what = serializers.CharField()
    by = serializers.IntegerField(allow_null=True)
    at = serializers.DateTimeField()


class Blocker(serializers.Serializer[Any]):
    """What keeps a disclosure from release; `about` is a section's or finding's id."""

    code = serializers.CharField()
    about = serializers.UUIDField(allow_null=True)
    message = serializers.CharField()


class Problem(serializers.Serializer[Any]):
    """What went wrong (RFC 9457)."""

    type = serializers.CharField()
    title = serializers.CharField()
    status = serializers.IntegerField()
    code = serializers.CharField(help_text="固定不变的代码")
    detail = serializers.CharField(help_text="一句话：怎么了，怎么办")
    request_id = serializers.CharField(help_text="请求编号，求助时告诉管理员")
    who = serializers.CharField(required=False, help_text="谁可以办理")
    errors = serializers.DictField(  # type: ignore[assignment]
        child=serializers.ListField(child=serializers.CharField()),
        required=False,
        help_text="按字段列出的错误（422）",
    )
    current_version = serializers.IntegerField(
        required=False, help_text="现在的版本（412）"
    )
    changes = Change(many=True, required=False, help_text="此后的变化（412）")
    blockers = Blocker(many=True, required=False, help_text="尚不能公开的原因（409）")


class Described(AutoSchema):
    """Our tags, and no authentication where none is needed."""

    def get_tags(self) -> list[str]:
        return [getattr(self.view, "tag", "材料")]


def described(
    summary: str,
    *,
    answers: Any,
    statuses: Sequence[int],
    body: Any = None,
    query: Form | None = None,
    status: int = 200,
    operation: str = "",
) -> Callable[[View], View]:
    """Describe a method of a view: its answer, its problems, its headers."""
    parameters: list[Any] = [query] if query else []
    if 428 in statuses:
        parameters.append(IF_MATCH)
    if 409 in statuses:
        parameters += [KEY, ACTING]
    # Several forms of one answer come as a dict by (status, media type).
    several = isinstance(answers, dict)
    said: dict[Any, Any] = dict(answers) if several else {status: answers}
    for each in statuses:
        if each == 304:
            said[304] = OpenApiResponse(description="与您已有的相同")
            continue
        said[each, problems.MEDIA_TYPE] = OpenApiResponse(
            Problem, description=problems.TITLES[each]
        )
    return extend_schema(
        summary=summary,
        description=summary,
        operation_id=operation or None,
        parameters=parameters,
        request=body,
        responses=said,
    )


def pages(form: Form) -> Any:
    """Return how a page of a list is described."""
    return inline_serializer(
        name=f"{form.__name__}Page",
        fields={
            "next": serializers.CharField(allow_null=True, help_text="下一页的地址"),
            "results": form(many=True),
        },
    )
