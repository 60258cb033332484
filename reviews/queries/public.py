"""What the public reads: releases that stand, have been superseded or withdrawn."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from disclosures.models import Campaign, Department
from disclosures.parse.model import Block
from disclosures.parse.stored import blocks_from_json
from reviews import store
from reviews.domain.errors import NotKnown
from reviews.models import (
    ReleaseRow,
)

PAGE = 50
PUBLIC = ("current", "superseded", "withdrawn")
"""The statuses that the public may see; what is only staged it must not."""


def public_releases(campaign: int | None = None) -> QuerySet[ReleaseRow]:
    """Return what is public now, and what was withdrawn (as tombstones)."""
    rows = ReleaseRow.objects.filter(status__in=("current", "withdrawn")).order_by(
        "-released_at"
    )
    return rows.filter(campaign=campaign) if campaign is not None else rows


def public_page(words: str, year: str, cursor: str) -> tuple[list[ReleaseRow], str]:
    """Return one page of what is public, and the next page's cursor ('' for none).

    `words` are looked for in departments' names. A page costs the same however much
    is public: it begins behind a moment, never at an offset.
    """
    rows = public_releases().order_by("-released_at", "-pk")
    if words:
        named = Department.objects.filter(name__contains=words)
        rows = rows.filter(department__in=named.values("pk"))
    if year:
        number = int(year) if year.isdecimal() and len(year) < 5 else 0
        rows = rows.filter(
            campaign__in=Campaign.objects.filter(year=number).values("pk")
        )
    moment, _, last = cursor.partition("/")
    try:
        at, key = datetime.fromisoformat(moment), UUID(last)
    except ValueError:
        at = None
    if at is not None and at.tzinfo is not None:
        rows = rows.filter(Q(released_at__lt=at) | Q(released_at=at, pk__lt=key))
    found = list(rows[: PAGE + 1])
    shown = found[:PAGE]
    if len(found) == len(shown):
        return shown, ""
    return shown, f"{shown[-1].released_at.isoformat()}/{shown[-1].pk}"


def public_years() -> list[int]:
    """Return the years of which anything is public, the newest first."""
    known = ReleaseRow.objects.filter(
        campaign=OuterRef("pk"), status__in=("current", "withdrawn")
    )
    years = Campaign.objects.filter(Exists(known)).order_by("-year")
    return list(dict.fromkeys(years.values_list("year", flat=True)))


def public_release(release: UUID) -> ReleaseRow:
    """Return one release, of any status, or raise `NotKnown`."""
    row = ReleaseRow.objects.filter(pk=release, status__in=PUBLIC).first()
    if row is None:
        raise NotKnown("not-public", "没有这个公开页面。")
    return row


def public_versions(disclosure: UUID) -> QuerySet[ReleaseRow]:
    """Return every release of one disclosure, newest first."""
    rows = ReleaseRow.objects.filter(disclosure=disclosure, status__in=PUBLIC)
    return rows.order_by("-number")


def released_page(row: ReleaseRow) -> Mapping[str, Any]:
    """Return the staged text of a release, as `handlers` froze it."""
    page: Mapping[str, Any] = json.loads(released_bytes(row))
    return page


def released_bytes(row: ReleaseRow) -> bytes:
    """Return the very bytes whose SHA-256 the release names.

    Raises `NotKnown` where they were erased.
    """
    body = store.contents([row.content]).get(row.content)
    if body is None:
        raise NotKnown("erased", "这个版本的内容已依法删除，只保留删除记录。")
    return body


def released_blocks(section: Mapping[str, Any]) -> tuple[Block, ...]:
    return blocks_from_json(section["blocks"])
