"""What the public reads: releases that stand, have been superseded or withdrawn."""

import json
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from disclosures.parse.model import Block
from disclosures.parse.stored import blocks_from_json
from reviews import store
from reviews.domain.errors import NotKnown
from reviews.models import (
    ReleaseRow,
)

PUBLIC = ("current", "superseded", "withdrawn")
"""The statuses that the public may see; what is only staged it must not."""


def public_releases(campaign: int | None = None) -> QuerySet[ReleaseRow]:
    """Return what is public now, and what was withdrawn (as tombstones)."""
    rows = ReleaseRow.objects.filter(status__in=("current", "withdrawn")).order_by(
        "-released_at"
    )
    return rows.filter(campaign=campaign) if campaign is not None else rows


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
    page: Mapping[str, Any] = json.loads(store.contents([row.content])[row.content])
    return page


def released_bytes(row: ReleaseRow) -> bytes:
    """Return the very bytes whose SHA-256 the release names."""
    return store.contents([row.content])[row.content]


def released_blocks(section: Mapping[str, Any]) -> tuple[Block, ...]:
    return blocks_from_json(section["blocks"])
