"""What everybody may read, without an account; answers may be cached."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.utils.cache import get_conditional_response
from drf_spectacular.types import OpenApiTypes
from rest_framework.request import Request
from rest_framework.response import Response

from disclosures import services
from reviews.api import render
from reviews.api.doors import OpenDoor
from reviews.api.paging import page_of_rows
from reviews.api.schema import OPEN, described, pages
from reviews.api.serializers import asked, told
from reviews.domain.errors import NotKnown
from reviews.publishing.forms import MEDIA_TYPES
from reviews.queries import public

SHORT = "public, max-age=300"
FOR_EVER = "public, max-age=31536000, immutable"


class Releases(OpenDoor):
    tag = "公开"

    @described(
        "已公开的材料（撤下的仍列出，附原因）",
        answers=pages(told.PublicSummary),
        statuses=OPEN,
        query=asked.PublicAsked,
        operation="public_list",
    )
    def get(self, request: Request) -> Response:
        query = self.asked(request, asked.PublicAsked)
        rows = public.public_releases(query.get("campaign"))
        page = page_of_rows(request, query, rows, render.public, by="released_at")
        return Response(page, headers={"Cache-Control": SHORT})


class OneRelease(OpenDoor):
    tag = "公开"

    @described(
        "一个公开版本：正文、表格、哈希、更正与撤下的说明",
        answers=told.PublicTold,
        statuses=(*OPEN, 304),
        operation="public_read",
    )
    def get(self, request: Request, release: UUID) -> HttpResponse:
        row = public.public_release(release)
        versions = list(public.public_versions(row.disclosure))
        tag = f'"{row.content[:32]}-{row.status}-{len(versions)}"'
        headers = {"ETag": tag, "Cache-Control": SHORT}
        return _unless_known(
            request, tag, Response(_whole(row, versions), headers=headers)
        )


class ReleasedBytes(OpenDoor):
    tag = "公开"

    @described(
        "公开时冻结的原文（JSON），其 SHA-256 即公开版本的哈希",
        answers=OpenApiTypes.OBJECT,
        statuses=(*OPEN, 304),
        operation="public_bytes",
    )
    def get(self, request: Request, release: UUID) -> HttpResponse:
        row = public.public_release(release)
        body = public.released_bytes(row)
        tag = f'"{row.content}"'
        headers = {"ETag": tag, "Cache-Control": FOR_EVER}
        answer = HttpResponse(body, content_type="application/json", headers=headers)
        return _unless_known(request, tag, answer)


class ReleasedFile(OpenDoor):
    tag = "公开"

    @described(
        "公开版本的文件（pdf、docx、xlsx、html），字节永不改变",
        answers=OpenApiTypes.BINARY,
        statuses=(*OPEN, 304),
        operation="public_file",
    )
    def get(self, request: Request, release: UUID, form: str) -> HttpResponse:
        row = public.public_release(release)
        known = {name: sha for name, sha, _size in row.files if name in MEDIA_TYPES}
        if form not in known or row.status == "withdrawn":
            raise NotKnown("no-such-file", "没有这种文件，或还在生成，请稍后再试。")
        tag = f'"{known[form]}"'
        headers = {"ETag": tag, "Cache-Control": FOR_EVER}
        answer = HttpResponse(
            services.read_file(known[form]),
            content_type=MEDIA_TYPES[form],
            headers=headers,
        )
        return _unless_known(request, tag, answer)


def _whole(row: Any, versions: list[Any]) -> dict[str, Any]:
    page = public.released_page(row)
    told_of = {each["id"]: each for each in render.public(versions)}
    gone = row.status == "withdrawn"
    return {
        **told_of[row.pk],
        "unit_name": page["unit_name"],
        "sections": [] if gone else page["sections"],
        "versions": list(told_of.values()),
    }


def _unless_known(request: Request, tag: str, answer: HttpResponse) -> HttpResponse:
    """Return 304 where the caller has this very answer."""
    found = get_conditional_response(request._request, etag=tag, response=answer)
    return found if found is not None else answer
