"""TP002: no XX, XXX, ×× or blank line stands where a name or number belongs."""

import re
from collections.abc import Iterator

from disclosures.checks.finding import Severity
from disclosures.checks.lines import prose
from disclosures.checks.rule import Draft, Mark, Material, Outcome, rule

_PLACEHOLDER = re.compile(
    r"(?<![A-Za-z0-9])[Xx×╳✕]{2,}(?![A-Za-z0-9])"
    r"|(?<!\d)20[Xx×]{1,2}(?=\s*年)"
    r"|_{3,}|[○〇●◯＊]{2,}(?=[年月日局委办个万元])|\*{2,}(?=[年月日局委办个万元])"
)
_SIGNS = tuple("XxＸ×╳✕_○〇●◯*＊")
_AROUND = 6


@rule(
    "TP002",
    "未填写的占位符",
    severity=Severity.ERROR,
    words=("X", "x", "×", "╳", "✕", "_", "○", "◯", "*"),
)
def placeholder(material: Material) -> Iterator[Outcome]:
    """模板的占位符（XX、XXX、××、____）已全部替换为实际内容。

    Why: 占位符说明该处名称、数字或内容没有填写，公开后读者看到的是模板而不是决算。
    Fails: 某市XX局2024年度部门决算表。
    Passes: 某市青禾局2024年度部门决算表。
    """
    for line in prose(material.section, material.read, *_SIGNS):
        marks: list[Mark] = []
        written = ""
        for found in _PLACEHOLDER.finditer(line.text):
            marks.append(line.mark(*found.span()))
            start = max(found.start() - _AROUND, 0)
            written = written or line.raw[start : found.end() + _AROUND].strip()
        if marks:
            yield Draft(
                f"“{written}”中的占位符未替换为实际内容",
                tuple(marks),
                stated=written,
            )
