"""A notice as PDF, made of its Word file by LibreOffice where it is installed."""

import os
import re
import signal
import subprocess
import tempfile
from pathlib import Path

from disclosures.ingest.isolation import fence
from disclosures.ingest.legacy import converter

PATIENCE = 90
"""Seconds for one conversion."""
_FONTS = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><include ignore_missing="yes">/etc/fonts/fonts.conf</include>%s</fontconfig>
"""
_ALIAS = "<alias><family>%s</family><prefer><family>%s</family></prefer></alias>"
_INSTEAD = {
    "仿宋": "Noto Serif CJK SC",
    "仿宋_GB2312": "Noto Serif CJK SC",
    "宋体": "Noto Serif CJK SC",
    "楷体": "Noto Serif CJK SC",
    "方正小标宋简体": "Noto Serif CJK SC",
    "黑体": "Noto Sans CJK SC",
}
"""What stands in for the fonts of official letters on a machine without them."""
_TIMES = re.compile(rb"/(CreationDate|ModDate)\s*\(D:[^)]*\)")
_ID = re.compile(rb"/ID\s*\[\s*<[0-9A-Fa-f]+>\s*<[0-9A-Fa-f]+>\s*\]")
_CHECKSUM = re.compile(rb"/DocChecksum\s*/[0-9A-F]+")


class NotConverted(Exception):
    """LibreOffice is there, and did not make a PDF of this file."""


def to_pdf(docx: bytes) -> bytes | None:
    """Return the PDF, None where LibreOffice is not installed.

    Raises `NotConverted`, to be tried again.
    """
    program = converter()
    if program is None:
        return None
    with tempfile.TemporaryDirectory(prefix="notice-") as folder:
        source = Path(folder) / "notice.docx"
        source.write_bytes(docx)
        _convert(program, source)
        made = source.with_suffix(".pdf")
        if not made.exists():
            raise NotConverted("LibreOffice made no PDF")
        return settled(made.read_bytes())


def settled(pdf: bytes) -> bytes:
    """Return the PDF with its times and identity blanked, byte for byte as long."""
    for pattern in (_TIMES, _ID, _CHECKSUM):
        pdf = pattern.sub(lambda found: _blank(found[0]), pdf)
    return pdf


def _blank(text: bytes) -> bytes:
    """Return `text` with its digits and hexadecimal letters behind the name as 0."""
    start = re.search(rb"\(D:|\[|/[0-9A-F]{8}", text)
    at = start.end() if start and b"(" in text else (start.start() if start else 0)
    return text[:at] + re.sub(rb"[0-9A-Fa-f]", b"0", text[at:])


def _convert(program: str, source: Path) -> None:
    fonts = source.parent / "fonts.conf"
    aliases = "".join(_ALIAS % pair for pair in _INSTEAD.items())
    fonts.write_text(_FONTS % aliases, "utf-8")
    # A profile of its own: two jobs with one profile fail.
    command = [
        *fence(),
        program,
        f"-env:UserInstallation=file://{source.parent}/profile",
        "--headless",
        "--norestore",
        "--convert-to",
        "pdf",
        "--outdir",
        str(source.parent),
        str(source),
    ]
    process = subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={
            "PATH": os.environ.get("PATH", ""),
            "HOME": str(source.parent),
            "FONTCONFIG_FILE": str(fonts),
        },
        start_new_session=True,
    )
    try:
        process.wait(timeout=PATIENCE)
    except subprocess.TimeoutExpired as late:
        raise NotConverted("LibreOffice took too long") from late
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
