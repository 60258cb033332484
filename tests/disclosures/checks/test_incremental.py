"""After random edits an incremental run says exactly what a whole run says."""

from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from disclosures.checks.context import Context
from disclosures.checks.examine import context_of
from disclosures.checks.memo import Memo
from disclosures.checks.runner import check
from disclosures.ingest.read import read
from disclosures.parse.model import Section, TextBlock
from disclosures.parse.outline import outline
from disclosures.samples import build

CHARACTERS = "0123456789.，。；：（）%万元增加减少其中支出 "
EDITS = st.lists(
    st.tuples(
        st.integers(0, 10_000),
        st.integers(0, 10_000),
        st.integers(0, 6),
        st.text(CHARACTERS, max_size=6),
    ),
    min_size=1,
    max_size=3,
)
QUICK = settings(
    max_examples=6,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


@cache
def prepared(data: bytes, name: str) -> tuple[tuple[Section, ...], Context]:
    document = outline(read(data, name))
    return document.sections, context_of(document)


def edited(sections: list[Section], edit: tuple[int, int, int, str]) -> list[Section]:
    """Return the sections with a few characters of one paragraph replaced."""
    which, where, length, words = edit
    number = which % len(sections)
    section = sections[number]
    blocks = list(section.blocks)
    texts = [at for at, each in enumerate(blocks) if isinstance(each, TextBlock)]
    if not texts:
        return sections
    at = texts[where % len(texts)]
    text = blocks[at].text
    start = where % (len(text) + 1)
    blocks[at] = TextBlock(text[:start] + words + text[start + length :])
    changed = replace(section, blocks=tuple(blocks))
    return [*sections[:number], changed, *sections[number + 1 :]]


def holds(data: bytes, name: str, edits: list[tuple[int, int, int, str]]) -> None:
    original, context = prepared(data, name)
    memo = Memo()
    sections = list(original)
    check(sections, context, memo=memo)
    for each in edits:
        sections = edited(sections, each)
        assert check(sections, context, memo=memo) == check(sections, context)


@QUICK
@given(EDITS)
def test_edits_of_a_sample_of_our_own(edits):
    holds(build.document("linshui-2025", "txt"), "linshui.txt", edits)


@pytest.mark.samples
@QUICK
@given(EDITS)
def test_edits_of_a_real_sample(samples: Path, edits):
    name = "xichanganjie-2023.txt"
    holds((samples / name).read_bytes(), name, edits)
