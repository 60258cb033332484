"""A text and its annexes put together: one reading, its pages counted through."""

from dataclasses import replace

from disclosures.ingest.model import Grid, Item, PageText, Place, Reading


def with_annexes(
    text: Reading, annexes: list[Reading], *, format_: str | None = None
) -> Reading:
    """Return `text` followed by the items of its annexes, notes of all of them kept.

    Where several have pages, those of the later count on from those of the earlier.
    """
    items: list[Item] = []
    pages: list[PageText] = []
    for each in (text, *annexes):
        before = len(pages)
        items.extend(_behind(item, before) for item in each.items)
        pages.extend(
            replace(page, number=page.number + before) if before else page
            for page in each.pages
        )
    return replace(
        text,
        format=format_ or text.format,
        items=tuple(items),
        pages=tuple(pages),
        notes=tuple(dict.fromkeys(n for each in (text, *annexes) for n in each.notes)),
        parser="+".join(dict.fromkeys(each.parser for each in [text, *annexes])),
    )


def _behind(item: Item, pages: int) -> Item:
    """Return `item` with its places moved behind so many pages."""
    if not pages:
        return item
    if not isinstance(item, Grid):
        return replace(item, place=_moved(item.place, pages))
    cells = tuple(replace(c, place=_moved(c.place, pages)) for c in item.cells)
    return replace(item, place=_moved(item.place, pages), cells=cells)


def _moved(place: Place, pages: int) -> Place:
    return place if place.page is None else replace(place, page=place.page + pages)
