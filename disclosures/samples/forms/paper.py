"""Which blocks stand on landscape pages, for the forms that have pages."""

from collections.abc import Iterator

from disclosures.samples.model import Block, Document, Heading, Table

WIDE = 7
"""From this number of columns on, a table is set on a landscape page."""


def turns(document: Document) -> Iterator[tuple[Block, bool, bool]]:
    """Each block, whether it stands on a landscape page, whether it begins a page.

    A heading goes with the wide table below it, and a part begins a page.
    """
    wide = False
    following = (*document.blocks[1:], None)
    for block, after in zip(document.blocks, following, strict=True):
        heads = isinstance(block, Heading)
        turned = _wide(block) or (heads and _wide(after))
        part = isinstance(block, Heading) and block.level == 1
        yield block, turned, turned != wide or part or (turned and heads)
        wide = turned


def _wide(block: Block | None) -> bool:
    return isinstance(block, Table) and len(block.rows[0]) >= WIDE
