"""What a run may not conclude: from pages not read, and from what a machine read.

A page that was not read may hold what a rule misses. And a figure that a machine
read from an image may be wrong where the paper is right: what rests on it is said,
but never as an error (docs/decisions/0008).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from disclosures.checks.finding import Evidence, Finding, Severity, Unchecked
from disclosures.parse.model import Section
from disclosures.parse.unread import is_unread

OF_ABSENCE = ("CP", "NO")
"""Families whose rules conclude from what is not there."""
OF_PARTS = frozenset({"CT001", "CT002", "SM003"})
"""Rules that add or count what stands under several headings."""
NOT_CONCLUDED = "文件有没有读取的页面，这里缺少的内容可能在那些页上，不作判断"
BY_MACHINE = "（依据含机器识别的文字，请先对照原件核对）"


@dataclass(frozen=True, slots=True)
class Doubt:
    """Of one section: spans of its text read by machine; whether a page is missing."""

    by_machine: tuple[tuple[int, int], ...] = ()
    unread: bool = False


SURE = Doubt()


def doubt_of(section: Section) -> Doubt:
    """Return what of a section's text is in doubt; offsets as evidence counts them."""
    spans: list[tuple[int, int]] = []
    offset, unread = 0, False
    for block in section.blocks:
        end = offset + len(block.text)
        if block.ocr:
            spans.append((offset, end))
        unread = unread or is_unread(block)
        offset = end + 1
    return Doubt(tuple(spans), unread) if spans or unread else SURE


def weighed(
    findings: Sequence[Finding], doubts: Mapping[str, Doubt]
) -> tuple[list[Finding], list[Unchecked]]:
    """Return the findings that stand, softened where in doubt, and what was dropped.

    `doubts` holds the sections in doubt by their keys; without any, all stands.
    """
    unread = any(each.unread for each in doubts.values())
    kept: list[Finding] = []
    dropped: list[Unchecked] = []
    for each in findings:
        if unread and _of_absence(each.code):
            dropped.append(Unchecked(each.code, NOT_CONCLUDED, each.section))
        else:
            kept.append(_softened(each, doubts))
    return kept, dropped


def _of_absence(code: str) -> bool:
    return code.startswith(OF_ABSENCE) or code in OF_PARTS


def _softened(finding: Finding, doubts: Mapping[str, Doubt]) -> Finding:
    if finding.severity is not Severity.ERROR:
        return finding
    if not any(_by_machine(each, doubts) for each in finding.evidence):
        return finding
    return replace(
        finding, severity=Severity.WARNING, message=finding.message + BY_MACHINE
    )


def _by_machine(evidence: Evidence, doubts: Mapping[str, Doubt]) -> bool:
    spans = doubts.get(evidence.section, SURE).by_machine
    if evidence.offset < 0:
        # The heading was printed where the section's first block was.
        return bool(spans) and spans[0][0] == 0
    return any(start <= evidence.offset <= end for start, end in spans)
