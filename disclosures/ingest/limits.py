"""How large, deep and slow a file may be before it is refused."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Sizes in bytes, times in seconds; counts are inclusive."""

    file: int = 50 * 2**20
    pages: int = 800
    page_characters: int = 60_000
    page_objects: int = 60_000
    characters: int = 2_000_000
    """Of the whole reading: some 2,000 pages of print."""
    paragraphs: int = 30_000
    """Paragraphs and tables of the whole reading."""
    paragraph_characters: int = 50_000
    """What follows looks along each paragraph more than once."""
    cells: int = 200_000
    """Of all tables that hold anything, empty cells not counted."""
    least_characters: int = 60
    """Letters and figures below which a text is no disclosure."""
    entries: int = 4_000
    """Members of an archive, also of one that is a docx or xlsx."""
    unpacked: int = 200 * 2**20
    part: int = 80 * 2**20
    ratio: int = 200
    """Unpacked to packed size of one part, above `ratio_from` unpacked."""
    ratio_from: int = 2**20
    rows: int = 5_000
    columns: int = 200
    pixels: int = 60_000_000
    """Of one image in an image file: a page of A3 at 500 dots an inch."""
    span: int = 200
    """Rows or columns that one cell of a web page or a Word table may cover."""
    depth: int = 500
    """Nesting of elements."""
    annexes: int = 20
    memory: int = 2 * 2**30
    converter_memory: int = 4 * 2**30
    processor_time: int = 60
    wall_time: int = 120
    page_recognition: float = 60.0
    """For one reading of one scanned page; what takes longer is left unread."""
    recognition: float = 900.0
    """For all scanned pages together, besides `wall_time`."""
    written: int = 200 * 2**20
    open_files: int = 256
    result: int = 64 * 2**20
    """The reading as JSON on its way out of the sandbox."""


DEFAULT = Limits()
