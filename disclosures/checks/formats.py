"""What the command line prints: text, JSON and SARIF of what was examined."""

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from disclosures.checks.examine import Examined
from disclosures.checks.finding import Evidence, Finding, Severity
from disclosures.checks.registry import all_rules
from disclosures.figures.model import Figure
from disclosures.ingest.model import Unreadable
from disclosures.parse.model import Section

SARIF = "https://json.schemastore.org/sarif-2.1.0.json"
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
_LABELS = {Severity.ERROR: "错误", Severity.WARNING: "警告", Severity.INFO: "提示"}
_KEPT = 60


def as_json(file: str, examined: Examined, *, figures: bool) -> dict[str, Any]:
    """Return one document's report as plain values, as `docs/` describes it.

    `figures` counts them; with `figures` asked for, `figure_list` holds each.
    """
    document, run = examined.outline, examined.run
    paths = {each.key: " / ".join(each.path) for each in document.sections}
    report: dict[str, Any] = {
        "file": file,
        "sha256": examined.sha256,
        "kind": document.kind,
        "fiscal_year": document.year,
        "unit_name": document.unit_name,
        "sections": [_section(each) for each in document.sections],
        "figures": len(examined.figures),
        "findings": [_finding(each, paths) for each in run.findings],
        "unchecked": [
            {"code": each.code, "reason": each.reason} for each in run.unchecked
        ]
        + [{"code": code, "reason": f"规则出错：{why}"} for code, why in run.crashed],
        "timings": examined.timings,
    }
    if figures:
        report["figure_list"] = [_figure(each, paths) for each in examined.figures]
    return report


def refused_as_json(file: str, sha256: str, why: Unreadable) -> dict[str, Any]:
    """Return the report of a file that cannot be read."""
    error = {"code": why.code, "message": why.message}
    return {"file": file, "sha256": sha256, "error": error}


def _section(each: Section) -> dict[str, Any]:
    return {
        "path": list(each.path),
        "level": each.level,
        "heading": each.heading,
        "page": each.page,
    }


def _finding(each: Finding, paths: Mapping[str, str]) -> dict[str, Any]:
    return {
        "code": each.code,
        "severity": str(each.severity),
        "message": each.message,
        "section": paths[each.section],
        "page": each.evidence[0].page,
        "stated": each.stated,
        "expected": each.expected,
        "suggestion": each.suggestion,
        "fingerprint": each.fingerprint,
        "evidence": [
            {
                "section": paths[one.section],
                "page": one.page,
                "quote": one.quote,
                "text": one.text,
                "offset": one.offset,
            }
            for one in each.evidence
        ],
    }


def _figure(each: Figure, paths: Mapping[str, str]) -> dict[str, Any]:
    return {
        "text": each.text,
        "value": str(each.value),
        "unit": each.unit,
        "precision": str(each.step),
        "kind": str(each.kind),
        "subject": each.subject,
        "measure": str(each.measure),
        "period": each.period,
        "direction": str(each.direction),
        "section": paths[each.section],
        "offset": each.start,
    }


def as_text(file: str, examined: Examined, *, figures: bool) -> str:
    """Return the report for a terminal, the evidence underlined."""
    document, run = examined.outline, examined.run
    lines = [f"{file}：{document.unit_name} {document.year or ''} {document.kind}"]
    for each in run.findings:
        lines.append(f"\n[{_LABELS[each.severity]} {each.code}] {each.message}")
        for one in each.evidence:
            lines += _underlined(one)
        if each.suggestion:
            lines.append(f"    建议改为：{each.suggestion}")
    lines.append("")
    for unchecked in run.unchecked:
        lines.append(f"未能检查 {unchecked.code}：{unchecked.reason}")
    for code, why in run.crashed:
        lines.append(f"规则出错 {code}：{why}")
    counts = [
        f"{_LABELS[each]} {sum(one.severity is each for one in run.findings)}"
        for each in Severity
    ]
    lines.append("，".join(counts) + f"；读出数字 {len(examined.figures)} 个。")
    if figures:
        lines += [_figure_line(each) for each in examined.figures]
    return "\n".join(lines)


def _underlined(one: Evidence) -> list[str]:
    """Return the quote, cut to one line around the words, with a line beneath."""
    quote = " ".join(one.quote.split())
    word = " ".join(one.text.split())
    at = max(quote.find(word), 0)
    start = max(at - _KEPT // 2, 0)
    cut = quote[start : start + _KEPT + len(word)]
    before = cut[: at - start]
    page = f"第{one.page}页 " if one.page else ""
    indent = " " * (4 + _width(page))
    return [
        f"    {page}{cut}",
        indent + " " * _width(before) + "^" * max(_width(word), 1),
    ]


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(one) in "WF" else 1 for one in text)


def _figure_line(each: Figure) -> str:
    said = " ".join(
        part
        for part in (each.subject, each.period, str(each.measure), str(each.direction))
        if part
    )
    return f"  {each.text}{each.unit}\t{each.kind}\t{said}"


def as_sarif(reports: Iterable[tuple[str, Examined]]) -> dict[str, Any]:
    """Return one SARIF 2.1.0 log over all documents that could be read."""
    results: list[dict[str, Any]] = []
    for file, examined in reports:
        results += [_result(file, each) for each in examined.run.findings]
    rules = [
        {
            "id": each.code,
            "shortDescription": {"text": each.title},
            "fullDescription": {"text": each.manual.strip()},
            "defaultConfiguration": {"level": _LEVELS[each.severity]},
        }
        for each in all_rules()
    ]
    driver = {"name": "mingshen", "rules": rules}
    return {
        "$schema": SARIF,
        "version": "2.1.0",
        "runs": [{"tool": {"driver": driver}, "results": results}],
    }


def _result(file: str, each: Finding) -> dict[str, Any]:
    return {
        "ruleId": each.code,
        "level": _LEVELS[each.severity],
        "message": {"text": each.message},
        "locations": _locations(file, each.evidence[:1]),
        "relatedLocations": _locations(file, each.evidence[1:]),
        "partialFingerprints": {"evidence/v1": each.fingerprint},
    }


def _locations(file: str, evidence: Sequence[Evidence]) -> list[dict[str, Any]]:
    return [
        {
            "physicalLocation": {
                "artifactLocation": {"uri": file},
                "region": {"snippet": {"text": one.quote}},
            },
            "message": {"text": one.text},
            "logicalLocations": [{"fullyQualifiedName": one.section}],
        }
        for one in evidence
    ]
