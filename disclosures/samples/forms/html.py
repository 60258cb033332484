"""A sample as one HTML page, without script or outside files."""

from html import escape

from disclosures.samples.model import Block, Document, Heading, Table
from disclosures.samples.spans import cells

PAGE = """<!DOCTYPE html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<title>{title}</title>
<style>
body {{ max-width: 60rem; margin: 2rem auto; font-family: serif; line-height: 1.8; }}
table {{ border-collapse: collapse; width: 100%; }}
th, td {{ border: 1px solid #000; padding: .2rem .4rem; }}
.title {{ text-align: center; font-size: 1.6rem; }}
</style>
</head>
<body>
{body}
</body>
</html>
"""


def written(document: Document) -> bytes:
    """The document; headings as h1 … h6, spans as rowspan and colspan."""
    body = "\n".join(_block(block) for block in document.blocks)
    return PAGE.format(title=escape(document.title), body=body).encode("utf-8")


def _block(block: Block) -> str:
    if isinstance(block, Table):
        return _table(block)
    text = escape(block.text, quote=False)
    if isinstance(block, Heading):
        return f"<h{block.level}>{text}</h{block.level}>"
    role = "" if block.role == "body" else f' class="{block.role}"'
    return f"<p{role}>{text}</p>"


def _table(table: Table) -> str:
    lines = [f"<p>{escape(line, quote=False)}</p>" for line in table.above]
    lines.append("<table>")
    for number, row in enumerate(cells(table)):
        tag = "th" if number < table.header else "td"
        drawn = []
        for cell in row:
            size = f' rowspan="{cell.rows}"' if cell.rows > 1 else ""
            size += f' colspan="{cell.columns}"' if cell.columns > 1 else ""
            drawn.append(f"<{tag}{size}>{escape(cell.text, quote=False)}</{tag}>")
        lines.append(f"<tr>{''.join(drawn)}</tr>")
    lines.append("</table>")
    lines += [f"<p>{escape(line, quote=False)}</p>" for line in table.below]
    return "\n".join(lines)
