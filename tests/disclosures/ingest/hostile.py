"""Files made to harm the reader, each by its name; `FILES` makes them when asked."""

import io
import struct
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

from tests.disclosures.ingest.builders import FILLER, NAMESPACES, docx, p, tbl, zipped
from tests.disclosures.ingest.pdf_builder import Pages
from tests.disclosures.ingest.whole import WHOLE

ENCRYPTED_ZIP_FLAG = 1
XLSX_BOOK = (
    '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
    '<sheets><sheet name="表" sheetId="1" r:id="r1"/></sheets></workbook>'
)
RELATIONSHIP = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"


def zip_bomb(name: str = "word/document.xml") -> bytes:
    chunk = b"\0" * 2**20
    out = io.BytesIO()
    with (
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open(name, "w", force_zip64=True) as member,
    ):
        for _ in range(300):
            member.write(chunk)
    return out.getvalue()


def many_members() -> bytes:
    return zipped({f"{number}.txt": "" for number in range(5_000)})


def laughs() -> str:
    entities = '<!ENTITY a0 "哈">' + "".join(
        f'<!ENTITY a{i} "{f"&a{i - 1};" * 10}">' for i in range(1, 10)
    )
    return f"<!DOCTYPE x [{entities}]><w:document {NAMESPACES}>&a9;</w:document>"


def external_entity(path: Path) -> str:
    return (
        f'<!DOCTYPE x [<!ENTITY leak SYSTEM "{path.as_uri()}">]>'
        f"<w:document {NAMESPACES}><w:body>{p(FILLER)}{p('&leak;')}</w:body>"
        "</w:document>"
    )


def late_entity() -> str:
    """A declaration behind so much blank that a look at the head does not see it."""
    return f"{' ' * 9_000}{laughs()}"


def raw_pdf(objects: list[bytes]) -> bytes:
    """A PDF of `objects`, the first being the catalogue, with a true table of them."""
    out = b"%PDF-1.7\n"
    offsets = []
    for number, content in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    out += b"trailer\n<</Root 1 0 R/Size %d>>\n" % (len(objects) + 1)
    return out + b"startxref\n%d\n%%%%EOF" % start


def stream(content: bytes, extra: bytes = b"", *, packed: bool = False) -> bytes:
    data = zlib.compress(content, 9) if packed else content
    coded = b"/Filter/FlateDecode" if packed else b""
    return b"<</Length %d%s%s>>\nstream\n%s\nendstream" % (
        len(data), coded, extra, data,
    )  # fmt: skip


def one_page(content: bytes, resources: bytes = b"", *more: bytes) -> bytes:
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R%s>>"
    return raw_pdf(
        [
            b"<</Type/Catalog/Pages 2 0 R>>",
            b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
            page % (b"/Resources<<" + resources + b">>"),
            content,
            *more,
        ]
    )


def page_tree(pages: int) -> bytes:
    kids = b" ".join(b"3 0 R" for _ in range(pages))
    return raw_pdf(
        [
            b"<</Type/Catalog/Pages 2 0 R>>",
            b"<</Type/Pages/Kids[%s]/Count %d>>" % (kids, pages),
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>",
        ]
    )


def looped_tree() -> bytes:
    return raw_pdf(
        [
            b"<</Type/Catalog/Pages 2 0 R>>",
            b"<</Type/Pages/Kids[2 0 R 2 0 R]/Count 99>>",
        ]
    )


def doubling_forms(levels: int) -> bytes:
    forms = []
    for level in range(levels):
        inner = b"/F Do " * 10 if level + 1 < levels else b"0 0 5 5 re S "
        named = b"/Resources<</XObject<</F %d 0 R>>>>" % (6 + level)
        extra = b"/Type/XObject/Subtype/Form/BBox[0 0 99 99]" + (
            named if level + 1 < levels else b""
        )
        forms.append(stream(inner, extra))
    return one_page(stream(b"/F Do"), b"/XObject<</F 5 0 R>>", *forms)


def many_paths() -> bytes:
    return one_page(stream(b"0 0 m 9 9 l S\n" * 300_000, packed=True))


def flate_bomb() -> bytes:
    return one_page(stream(b" " * 2**28, packed=True))


def huge_scan(side: int = 60_000) -> bytes:
    """One page that is an image of `side` by `side` pixels, nearly nothing packed."""
    image = stream(
        b"\0" * (side * side // 8),
        b"/Type/XObject/Subtype/Image/Width %d/Height %d/BitsPerComponent 1"
        b"/ColorSpace/DeviceGray" % (side, side),
        packed=True,
    )
    return one_page(stream(b"595 0 0 842 0 0 cm /I Do"), b"/XObject<</I 5 0 R>>", image)


def huge_page() -> bytes:
    return one_page(stream(b"0 0 1 1 re f")).replace(
        b"[0 0 595 842]", b"[0 0 9999999 9999999]"
    )


def encrypted_pdf() -> bytes:
    pages = Pages(encrypt="secret")
    pages.paragraph(FILLER)
    return pages.saved()


def encrypted_zip(data: bytes) -> bytes:
    """Return a zip each of whose members says that it needs a password."""
    changed = bytearray(data)
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = data.find(signature)
        while start >= 0:
            changed[start + offset] |= ENCRYPTED_ZIP_FLAG
            start = data.find(signature, start + 1)
    return bytes(changed)


def png(width: int, height: int) -> bytes:
    """A PNG that claims a size and holds nothing but white rows."""

    def chunk(name: bytes, body: bytes) -> bytes:
        crc = struct.pack(">I", zlib.crc32(name + body))
        return struct.pack(">I", len(body)) + name + body + crc

    head = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    rows = zlib.compress((b"\0" + b"\xff" * (width // 8 + 1)) * min(height, 2_000), 9)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", rows)
        + chunk(b"IEND", b"")
    )


def sheet(rows: str, book: str = XLSX_BOOK) -> bytes:
    """An xlsx of one sheet whose rows are given as XML."""
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    types = "http://schemas.openxmlformats.org/package/2006/content-types"
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    return zipped(
        {
            "[Content_Types].xml": (
                f'<Types xmlns="{types}"><Default Extension="xml" ContentType='
                f'"application/xml"/><Override PartName="/xl/workbook.xml" '
                f'ContentType="{kind}.sheet.main+xml"/></Types>'
            ),
            "_rels/.rels": (
                f'<Relationships xmlns="{PACKAGE}"><Relationship Id="r" '
                f'Type="{RELATIONSHIP}/officeDocument" Target="xl/workbook.xml"/>'
                "</Relationships>"
            ),
            "xl/workbook.xml": book,
            "xl/_rels/workbook.xml.rels": (
                f'<Relationships xmlns="{PACKAGE}"><Relationship Id="r1" '
                f'Type="{RELATIONSHIP}/worksheet" Target="worksheets/sheet1.xml"/>'
                "</Relationships>"
            ),
            "xl/worksheets/sheet1.xml": (
                f'<worksheet xmlns="{main}"><sheetData>{rows}</sheetData></worksheet>'
            ),
        }
    )


def far_cell(attributes: str) -> bytes:
    """A workbook of one cell at the far corner; how it says so differs."""
    return sheet(f"<row><c {attributes}><v>1</v></c></row>")


def nested_tables(levels: int) -> str:
    begin, end = "<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>"
    return begin * levels + p("底") + end * levels


FILES: dict[str, Callable[[], bytes]] = {
    "zip bomb.docx": zip_bomb,
    "zip bomb.xlsx": lambda: zip_bomb("xl/workbook.xml"),
    "zip of zips.zip": lambda: zipped({"a.docx": zip_bomb()}),
    "zip in zip in zip.zip": lambda: zipped(
        {"a.zip": zipped({"b.zip": zipped({"c.txt": FILLER})})}
    ),
    "5,000 members.zip": many_members,
    "path entry.zip": lambda: zipped({"../../etc/cron.d/a.txt": FILLER}),
    "absolute path.zip": lambda: zipped({"/etc/passwd.txt": FILLER}),
    "drive letter.zip": lambda: zipped({"C:\\a.txt": FILLER}),
    "laughs.docx": lambda: zipped({"word/document.xml": laughs()}),
    "late laughs.docx": lambda: zipped({"word/document.xml": late_entity()}),
    "utf-16 laughs.docx": lambda: zipped(
        {"word/document.xml": laughs().encode("utf-16")}
    ),
    "external entity.docx": lambda: zipped(
        {"word/document.xml": external_entity(Path("/etc/hostname"))}
    ),
    "laughs.xlsx": lambda: sheet(
        "", laughs().replace("w:document", "workbook").replace(NAMESPACES, "")
    ),
    "deep.docx": lambda: docx(
        "<w:sdt><w:sdtContent>" * 400 + p("底") + "</w:sdtContent></w:sdt>" * 400
    ),
    "tables in tables.docx": lambda: docx(nested_tables(80)),
    "wide.docx": lambda: docx(tbl("<w:tc><w:p/></w:tc>" * 20_000)),
    "encrypted.docx": lambda: encrypted_zip(WHOLE["a.docx"]),
    "page tree.pdf": lambda: page_tree(100_000),
    "loop.pdf": looped_tree,
    "forms.pdf": lambda: doubling_forms(7),
    "paths.pdf": many_paths,
    "flate.pdf": flate_bomb,
    "huge scan.pdf": huge_scan,
    "huge page.pdf": huge_page,
    "encrypted.pdf": encrypted_pdf,
    "far cell.xlsx": lambda: far_cell('r="XFD1048576"'),
    "far cell in quotes.xlsx": lambda: far_cell("r='XFD1048576'"),
    "far cell in blanks.xlsx": lambda: far_cell('t = "n"\n r = "XFD1048576"'),
    "far cell escaped.xlsx": lambda: far_cell('r="&#88;FD1048576"'),
    "million rows.xlsx": lambda: sheet("<row><c><v>1</v></c></row>" * 1_000_000),
    "deep.html": lambda: b"<body>" + b"<div>" * 200_000 + FILLER.encode(),
    "deep inline.html": lambda: b"<body>" + b"<b><i>" * 100_000 + FILLER.encode(),
    "wide.html": lambda: b"<body><table><tr>" + b"<td colspan=99>1" * 9_000,
    "tables in tables.html": lambda: b"<body>" + b"<table><tr><td>" * 3_000,
    "tabs.txt": lambda: (b"1\t" * 90_000 + b"\n") * 9,
    "one line of 9 MB.txt": lambda: FILLER.encode("utf-16-le") * 40_000,
    "picture.docx": lambda: png(100, 100),
    "text.pdf": lambda: FILLER.encode(),
    "program.xlsx": lambda: b"\x7fELF\2\1\1" + b"\0\3\1" * 99,
    "huge.png": lambda: png(100_000, 100_000),
}
REFUSED = frozenset(
    {
        "too_complex", "unsafe", "damaged", "too_many_pages", "no_text", "encrypted",
        "too_little_text", "kind_mismatch", "unknown_kind", "unsupported",
        "too_large",
    }
)  # fmt: skip
HARMLESS: dict[str, Callable[[], bytes]] = {
    "macro.docm": lambda: zipped(
        {
            **unpacked(WHOLE["a.docx"]),
            "word/vbaProject.bin": b"Sub AutoOpen()",
        }
    ),
    "macro.xlsm": lambda: zipped(
        {**unpacked(WHOLE["a.xlsx"]), "xl/vbaProject.bin": b"Sub Workbook_Open()"}
    ),
    "script.pdf": lambda: WHOLE["a.pdf"].replace(
        b"/Type /Catalog",
        b"/OpenAction<</S/JavaScript/JS(app.alert\\(1\\))>>/Type /Catalog",
    ),
    "script.html": lambda: f"<script>while(1);</script><p>{FILLER}</p>".encode(),
}
"""Files that carry what they should not, which is left alone: they are read."""


def unpacked(data: bytes) -> dict[str, str | bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def cut(name: str, tenth: int) -> bytes:
    """Return the first tenths of a sound file."""
    data = WHOLE[name]
    return data[: len(data) * tenth // 10]
