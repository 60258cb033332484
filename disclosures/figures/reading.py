"""Reads a section's text into figures and the relations that its phrases state."""

from disclosures.figures.model import SectionFigures
from disclosures.figures.plain import plain
from disclosures.parse.model import Section


def read_section(section: Section) -> SectionFigures:
    """Return the figures and relations of one section; the same text, the same result."""
    text = section.text
    return SectionFigures(section.key, section.path, text, plain(text))
