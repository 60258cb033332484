"""Plain text in any Chinese encoding."""

from disclosures.ingest.encoding import decode
from disclosures.ingest.flattened import items_of
from disclosures.ingest.limits import DEFAULT, Limits
from disclosures.ingest.model import Reading

PARSER = "text/1"


def read_text(data: bytes, limits: Limits = DEFAULT) -> Reading:
    """Return one paragraph a line; lines that were a table's cells as grids."""
    text, encoding, lost = decode(data)
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x0c", "\n")
    notes = (f"有 {lost} 个字符无法识别，已用占位符代替。",) if lost else ()
    return Reading(
        format="txt",
        items=tuple(items_of(lines.split("\n"), limits)),
        encoding=encoding,
        notes=notes,
        parser=PARSER,
    )
