"""CP003: 主要原因 is followed by a reason."""

import re
from collections.abc import Iterator

from disclosures.checks.finding import Severity
from disclosures.checks.lines import prose
from disclosures.checks.rule import LOOKED, Draft, Material, Outcome, rule

_REASON = re.compile(
    r"(?:主要|具体|变动|增加|减少|增减|差异)(?:的)?(?:主要)?原因(?:是|为)?\s*[::]?\s*"
)
_EMPTY = re.compile(r"[。;,、]|$")


@rule("CP003", "原因空缺", severity=Severity.WARNING, words=("原因",))
def missing_reason(material: Material) -> Iterator[Outcome]:
    """“主要原因”之后写明了原因。

    Why: 增减变化要说明原因，只写“主要原因：”等于没有说明。
    Fails: 比上年减少5万元，主要原因：。
    Passes: 比上年减少5万元，主要原因：会议减少。
    """
    if "原因" not in material.read.plain:
        return
    paragraphs = [
        each
        for each in prose(material.section, material.read)
        if each.kind == "text" and each.text.strip()
    ]
    for index, line in enumerate(paragraphs):
        if "原因" not in line.text:
            continue
        text = line.text.rstrip()
        for found in _REASON.finditer(text):
            if not _EMPTY.match(text, found.end()):
                yield LOOKED
                continue
            at_end = found.end() == len(text)
            if at_end and (
                index + 1 < len(paragraphs) or not found[0].rstrip().endswith(":")
            ):
                continue
            if not at_end and not found[0].rstrip().endswith((":", "是", "为")):
                continue
            yield Draft(
                "“主要原因”之后没有写原因",
                (line.mark(*found.span()),),
                stated=line.raw[found.start() : found.end()].strip(),
            )
