"""WD001: no punctuation mark stands twice, or beside another that excludes it."""

import re
from collections.abc import Iterator

from disclosures.checks.finding import Severity
from disclosures.checks.lines import prose
from disclosures.checks.rule import Draft, Material, Outcome, rule

_MARKS = re.compile(r"(?<![。.，,、；;：:])[。，,、；;：:！？]{2,}(?![。.])|[%％‰]{2,}")
_LIKELY = re.compile(
    r"[。，,、；;：:！？%％‰](?:(?<![%％‰])[。，,、；;：:！？]|(?<=[%％‰])[%％‰])"
)
_MEANT = frozenset({"。。。", "。。。。。。", "！！！", "？！", "！？"})
_REASON = re.compile(r"原因(?:是|为)?\s*$")


@rule("WD001", "标点重复", severity=Severity.WARNING)
def doubled_punctuation(material: Material) -> Iterator[Outcome]:
    """标点和百分号没有重复，没有“。，”“，；”一类连用。

    Why: 标点连用是删改留下的痕迹，前后常有漏删的文字。
    Fails: 收入增长3%。，支出增长2%。
    Passes: 收入增长3%，支出增长2%。
    """
    both = f"{material.section.heading}\n{material.read.text}"
    if not _LIKELY.search(both):
        return
    for line in prose(material.section, material.read):
        for found in _MARKS.finditer(line.raw):
            written = found[0]
            if written in _MEANT or _REASON.search(line.raw[: found.start()]):
                continue
            same = len(set(written)) == 1
            yield Draft(
                f"标点“{written}”连用",
                (line.mark(*found.span()),),
                stated=written,
                expected=written[0] if same else "",
                suggestion=written[0] if same else "",
            )
