"""Old formats (doc, wps, rtf, odt, Word XML) turned into docx by LibreOffice."""

import os
import resource
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path

from disclosures.ingest.isolation import fence
from disclosures.ingest.limits import Limits
from disclosures.ingest.model import Unreadable
from disclosures.ingest.refusals import damaged, too_complex
from disclosures.ingest.sniff import NAMES, Kind

PROGRAMS = ("soffice", "libreoffice")
EXTENSIONS = {Kind.RTF: "rtf", Kind.ODT: "odt", Kind.WORD_XML: "xml"}


def converter() -> str | None:
    """Return the path of LibreOffice, None where it is not installed."""
    return next((found for each in PROGRAMS if (found := shutil.which(each))), None)


def to_docx(data: bytes, kind: Kind, limits: Limits) -> bytes:
    """Return the file as docx.

    Raises `Unreadable`: unsupported (no LibreOffice, or no way to keep it off the
    network), damaged, too_complex (out of time).
    """
    program = converter()
    fenced = fence() if program else ()
    if program is None or not fenced:
        raise Unreadable(
            "unsupported",
            f"这是{NAMES[kind]}，本系统没有安装转换程序，"
            "请在 Word 或 WPS 中另存为 docx 后重新上传。",
        )
    with tempfile.TemporaryDirectory(prefix="convert-") as folder:
        source = Path(folder) / f"source.{EXTENSIONS.get(kind, 'doc')}"
        source.write_bytes(data)
        _convert([*fenced, program], source, limits)
        converted = source.with_suffix(".docx")
        # LibreOffice ends well even where it could not load the file.
        if not converted.exists() or converted.stat().st_size > limits.part:
            raise damaged(NAMES[kind].removesuffix("文件"))
        return converted.read_bytes()


def _convert(program: list[str], source: Path, limits: Limits) -> None:
    # Two jobs with one profile fail, so that each has its own.
    command = [
        *program,
        f"-env:UserInstallation=file://{source.parent}/profile",
        "--headless",
        "--norestore",
        "--convert-to",
        "docx",
        "--outdir",
        str(source.parent),
        str(source),
    ]

    def restrict() -> None:
        bound = limits.converter_memory
        resource.setrlimit(resource.RLIMIT_AS, (bound, bound))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))

    process = subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={"PATH": os.environ.get("PATH", ""), "HOME": str(source.parent)},
        start_new_session=True,
        preexec_fn=restrict,
    )
    try:
        process.wait(timeout=limits.processor_time)
    except subprocess.TimeoutExpired as late:
        raise too_complex("文件转换超时") from late
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
