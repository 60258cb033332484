"""Which encoding a Chinese text is in: byte order mark, UTF-16, UTF-8, GB18030."""

import codecs

MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
BLANKS = (0x00, 0x20, 0x30, 0xFF)
SAMPLE = 8192
"""Bytes by which the parity of UTF-16 is told."""
TAIL = 4
"""Bytes within which a broken character only means that the end was cut off."""


def encoding_of(data: bytes) -> str:
    """Return the codec that reads `data` best; never gb2312 or gbk, always gb18030."""
    for mark, name in MARKS:
        if data.startswith(mark):
            return name
    if 0 not in data and _is_utf8(data):
        return "utf-8"
    return _unmarked_utf16(data) or _eight_bit(data)


def decode(data: bytes) -> tuple[str, str, int]:
    """Return the text, its encoding and how many characters could not be read."""
    name = encoding_of(data)
    text = data.decode(name, "replace").removeprefix("\ufeff")
    lost = text.count("\ufffd") - data.count("\ufffd".encode())
    return text, name, max(lost, 0)


def _eight_bit(data: bytes) -> str:
    for name in ("utf-8", "gb18030"):
        try:
            data.decode(name)
        except UnicodeDecodeError as broken:
            if 0 < len(data) - TAIL <= broken.start:
                return name
        else:
            return name
    return min(
        ("utf-8", "gb18030"),
        key=lambda name: data.decode(name, "replace").count("\ufffd"),
    )


def _unmarked_utf16(data: bytes) -> str | None:
    """Tell UTF-16 by the bytes of one parity all being a Chinese or Latin high byte."""
    if len(data) < 4 or len(data) % 2:
        return None
    sample = data[:SAMPLE]
    for name, high, low in (
        ("utf-16-le", sample[1::2], sample[0::2]),
        ("utf-16-be", sample[0::2], sample[1::2]),
    ):
        if not _high_bytes(high) or len(set(high)) > len(set(low)):
            continue
        try:
            text = data.decode(name)
        except UnicodeDecodeError:
            continue
        if _printable(text):
            return name
    return None


def _high_bytes(half: bytes) -> bool:
    likely = sum(1 for each in half if 0x4E <= each <= 0x9F or each in BLANKS)
    return likely > 0.97 * len(half)


def _printable(text: str) -> bool:
    fine = sum(1 for each in text if each.isprintable() or each in "\r\n\t\u3000")
    return fine > 0.99 * len(text)


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
