"""Plain text in any Chinese encoding."""

from disclosures.ingest import flattened, spaced
from disclosures.ingest.encoding import decode
from disclosures.ingest.limits import DEFAULT, Limits
from disclosures.ingest.model import Reading
from disclosures.ingest.wrapped import paragraphs_of

PARSER = "text/2"


def read_text(data: bytes, limits: Limits = DEFAULT) -> Reading:
    """Return one paragraph a line; lines that were a table's cells as grids.

    Lines that were cut at a page's width are put together first.
    """
    text, encoding, lost = decode(data)
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    paragraphs, cut = paragraphs_of(lines)
    items = spaced.items_of if cut else flattened.items_of
    notes = (f"有 {lost} 个字符无法识别，已用占位符代替。",) if lost else ()
    return Reading(
        format="txt",
        items=tuple(items(paragraphs, limits)),
        encoding=encoding,
        notes=notes,
        parser=PARSER,
    )
