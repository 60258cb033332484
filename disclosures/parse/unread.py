"""The line that stands in a text for a page that was not read."""

import re

from disclosures.parse.model import Block, TextBlock

UNREAD = re.compile(r"【第 ?(\d+) ?页是扫描图像，没有读取】")
"""As `ingest.scan_pages` writes it; whoever types the page's text in takes it out."""


def is_unread(block: Block) -> bool:
    """Say whether a block stands for a page that was not read."""
    return isinstance(block, TextBlock) and UNREAD.search(block.text) is not None
