"""A sample as plain text, UTF-8: a paragraph or a table row a line."""

from disclosures.samples.model import Document, Heading, Table


def written(document: Document) -> bytes:
    """The document; the cells of a row are parted by tabs, headings set off by a
    blank line."""
    lines: list[str] = []
    for block in document.blocks:
        if isinstance(block, Table):
            lines += [*block.above, *("\t".join(row) for row in block.rows)]
            lines += block.below
        elif isinstance(block, Heading):
            lines += ["", block.text]
        else:
            lines.append(block.text)
    return ("\n".join(lines).strip() + "\n").encode("utf-8")
