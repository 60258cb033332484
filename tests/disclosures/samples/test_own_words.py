"""The samples' sentences are the project's own: none stands in a published document.

Official terms (headings, subjects, fixed names of tables) are anyone's and left out.
"""

import re

import pypdfium2
import pytest

from disclosures.samples import build, compose
from disclosures.samples.accounts import INCOME
from disclosures.samples.model import Heading, Table, Text

RUN = 20


def official(name: str) -> list[str]:
    terms = [*compose.names().functions.values(), *compose.names().economics.values()]
    terms += [label for _, label in (*INCOME, *compose.names().classes)]
    for block in compose.document(name).blocks:
        if isinstance(block, Heading):
            terms.append(block.text)
        elif isinstance(block, Table):
            terms += [block.name, *(cell for row in block.rows for cell in row)]
    return sorted((t for t in set(terms) if len(t) > 3), key=len, reverse=True)


@pytest.fixture(scope="module")
def published(samples):
    """Every run of twenty characters in the real documents."""
    real = "".join(path.read_text("utf-8") for path in sorted(samples.glob("*.txt")))
    for path in sorted(samples.glob("*.pdf")):
        with pypdfium2.PdfDocument(path) as pdf:
            real += "".join(page.get_textpage().get_text_range() for page in pdf)
    real += "".join(path.read_text("utf-8") for path in samples.glob("*.pages.json"))
    real = re.sub(r"\s|\\n", "", real)
    return {real[at : at + RUN] for at in range(len(real) - RUN + 1)}


@pytest.mark.samples
@pytest.mark.parametrize("name", build.names())
def test_no_twenty_characters_of_a_published_document_stand_in_a_sample(
    name, published
):
    terms = official(name)
    found = []
    for block in compose.document(name).blocks:
        if isinstance(block, Text) and block.role == "body":
            text = "".join(block.text.split())
            for term in terms:
                text = text.replace(term, "\n")
            for piece in text.split("\n"):
                starts = range(len(piece) - RUN + 1)
                found += [p for s in starts if (p := piece[s : s + RUN]) in published]
    assert found == []
