"""The program that reads images: tesseract with simplified Chinese, where installed.

Runs inside the sandbox only, as a process of its own with a limit of time a page.
"""

import csv
import io
import os
import shutil
import subprocess
from functools import cache
from typing import NamedTuple

from disclosures.ingest.scan_image import Image

PROGRAM = "tesseract"
CHINESE, FIGURES = "chi_sim", "eng"
PAGE, SPARSE, COLUMN = "3", "11", "6"
"""What it should expect: a page of print, words anywhere, lines below one another."""
WORD = "5"
DIGITS = "0123456789.,-%"


class Word(NamedTuple):
    """A word as read: its box and that of its line in pixels, confidence 0 to 100."""

    text: str
    left: int
    top: int
    right: int
    bottom: int
    line_top: int
    line_bottom: int
    confidence: float


class TooSlow(Exception):
    """The page was not read within its time."""


@cache
def installed() -> bool:
    """Say whether this machine can read Chinese from images."""
    program = shutil.which(PROGRAM)
    if program is None:
        return False
    try:
        listed = subprocess.run(
            [program, "--list-langs"], capture_output=True, timeout=20, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return {CHINESE, FIGURES} <= set(listed.stdout.decode("utf-8", "replace").split())


def words_in(image: Image, expect: str, seconds: float) -> list[Word]:
    """Return the words of Chinese text read from an image. Raises `TooSlow`."""
    return _words(image, ["-l", CHINESE, "--psm", expect], seconds)


def figures_in(image: Image, seconds: float) -> list[Word]:
    """Return what is read of an image that holds figures alone. Raises `TooSlow`."""
    only = f"tessedit_char_whitelist={DIGITS}"
    return _words(image, ["-l", FIGURES, "--psm", COLUMN, "-c", only], seconds)


def _words(image: Image, options: list[str], seconds: float) -> list[Word]:
    picture = b"P5\n%d %d\n255\n" % (image.width, image.height) + bytes(image.pixels)
    resolution = str(round(image.scale * 72))
    command = [PROGRAM, "stdin", "stdout", *options, "--dpi", resolution, "tsv"]
    try:
        done = subprocess.run(
            command,
            input=picture,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=seconds,
            check=False,
            env={**os.environ, "OMP_THREAD_LIMIT": "1"},
        )
    except subprocess.TimeoutExpired as late:
        raise TooSlow from late
    return _table(done.stdout.decode("utf-8", "replace"))


def _table(tsv: str) -> list[Word]:
    words: list[Word] = []
    line = (0, 0)
    for row in csv.reader(io.StringIO(tsv), delimiter="\t", quoting=csv.QUOTE_NONE):
        if len(row) != 12 or not row[0].isdecimal():
            continue
        left, top, width, height = (int(each) for each in row[6:10])
        if row[0] == "4":
            line = (top, top + height)
        elif row[0] == WORD and row[11].strip():
            words.append(
                Word(
                    row[11].strip(),
                    left,
                    top,
                    left + width,
                    top + height,
                    *line,
                    float(row[10]),
                )
            )
    return words
