"""The file behind a disclosure: its pages as pictures."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from disclosures import pictures
from disclosures.ingest.model import Unreadable
from disclosures.services import FileDamaged
from reviews.domain.errors import NotKnown
from reviews.domain.policies import Actor
from reviews.domain.state import Disclosure, Section
from reviews.queries import past, reading
from reviews.web.present import source
from reviews.web.present.findings import Shown
from reviews.web.views.desk import actor, at_desk

NO_PAGE = "没有这一页。"
NOT_DRAWN = "这一页的图像暂时不能显示，请以文字为准。"
AGAIN_IN = "2"
"""Seconds."""


@at_desk
@require_safe
def picture(
    request: HttpRequest, stream: UUID, number: int, width: int
) -> HttpResponse:
    """Return one page as it was submitted, to those who may see the disclosure."""
    state = reading.disclosure(actor(request), stream)
    return drawn(state.file, number, width)


def drawn(file: str, number: int, width: int) -> HttpResponse:
    """Return one page of a kept file as a picture, or say why there is none."""
    try:
        image = pictures.picture(file, number, width)
    except FileNotFoundError as error:
        raise NotKnown("not-known", NO_PAGE) from error
    except pictures.Busy:
        return _said(503, {"Retry-After": AGAIN_IN})
    except FileDamaged:
        return _said(503)
    except Unreadable as why:
        if why.code == "no_such_page":
            raise NotKnown("not-known", NO_PAGE) from why
        return _said(422)
    return HttpResponse(
        image,
        content_type="image/png",
        headers={
            "Content-Disposition": f'inline; filename="page-{number}.png"',
            "Content-Security-Policy": "default-src 'none'; sandbox",
            "Cross-Origin-Resource-Policy": "same-origin",
        },
    )


def _said(status: int, headers: dict[str, str] | None = None) -> HttpResponse:
    return HttpResponse(
        NOT_DRAWN,
        status=status,
        content_type="text/plain; charset=utf-8",
        headers=headers,
    )


def beside(
    request: HttpRequest,
    who: Actor,
    state: Disclosure,
    section: Section,
    shown: tuple[Shown, ...],
) -> dict[str, Any]:
    """Return what the tab of the source shows: a page, and what stands where on it."""
    records = past.history(who, _id(state))
    as_read = past.content_as_read(records, section.key)
    blocks = reading.blocks_of_contents([as_read or section.content, section.content])
    placed = reading.placed(section)
    places = source.carried_over(
        placed.blocks,
        blocks[as_read or section.content],
        blocks[section.content],
    )
    boxes = source.boxes(blocks[section.content], places, shown, placed.heading)
    selected = _number(request, "finding")
    pages = _pages(state)
    return {
        "edited": bool(as_read) and as_read != section.content,
        "has_pages": pages is None or bool(pages),
        "leaf": source.leaf(
            pages or [],
            boxes,
            asked=_number(request, "page"),
            selected=selected,
            start=section.page,
        ),
        "wide": request.GET.get("wide") == "1",
        "widths": pictures.WIDTHS,
        "selected": selected,
        "page_of": source.page_of(boxes),
        "readings": len(past.readings(records)),
    }


def _pages(state: Disclosure) -> list[tuple[float, float]] | None:
    """Return the sizes of the file's pages, [] for one without, None if unknown now."""
    if not any(section.page for section in state.sections.values()):
        return []
    try:
        return pictures.sizes(state.file)
    except (Unreadable, FileNotFoundError, FileDamaged, pictures.Busy):
        return None


def _number(request: HttpRequest, name: str) -> int:
    given = request.GET.get(name, "")
    return int(given) if given.isdecimal() and len(given) < 6 else 0


def _id(state: Disclosure) -> UUID:
    if state.id is None:
        raise NotKnown("not-known", "没有这份材料，或您无权查看。")
    return state.id
