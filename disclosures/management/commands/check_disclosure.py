"""Checks disclosures on one's own machine: no database, no broker, no settings."""

import hashlib
import json
import sys
import time
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from disclosures.checks.examine import Examined, examine
from disclosures.checks.finding import Severity
from disclosures.checks.formats import as_json, as_sarif, as_text, refused_as_json
from disclosures.ingest.model import Unreadable

Outcome = tuple[str, str, Examined | Unreadable]
_GRAVE = {
    "error": {Severity.ERROR},
    "warning": {Severity.ERROR, Severity.WARNING},
    "never": set(),
}


class Command(BaseCommand):
    help = "检查决算（预算）公开文件，逐条列出勾稽、表述和格式问题。"
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("files", nargs="+", metavar="FILE")
        parser.add_argument(
            "--format", choices=("text", "json", "jsonl", "sarif"), default="text"
        )
        parser.add_argument("--fail-on", choices=tuple(_GRAVE), default="error")
        parser.add_argument(
            "--figures", action="store_true", help="同时列出读出的数字及其含义"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        outcomes = [_outcome(file) for file in options["files"]]
        self.stdout.write(_printed(outcomes, options["format"], options["figures"]))
        status = _status(outcomes, options["fail_on"])
        if status:
            sys.exit(status)


def _outcome(file: str) -> Outcome:
    try:
        data = Path(file).read_bytes()
    except OSError as error:
        why = Unreadable("missing", f"无法打开文件：{error.strerror}。请核对路径。")
        return file, "", why
    try:
        return file, "", examine(data, Path(file).name, time.perf_counter)
    except Unreadable as refused:
        return file, hashlib.sha256(data).hexdigest(), refused


def _printed(outcomes: list[Outcome], form: str, figures: bool) -> str:
    if form == "sarif":
        read = [(file, one) for file, _, one in outcomes if isinstance(one, Examined)]
        return json.dumps(as_sarif(read), ensure_ascii=False, indent=1)
    if form == "text":
        return "\n\n".join(_as_text(each, figures) for each in outcomes)
    reports = [_as_json(each, figures) for each in outcomes]
    if form == "jsonl":
        return "\n".join(json.dumps(each, ensure_ascii=False) for each in reports)
    return json.dumps(reports, ensure_ascii=False, indent=1)


def _as_json(outcome: Outcome, figures: bool) -> dict[str, Any]:
    file, sha256, result = outcome
    if isinstance(result, Unreadable):
        return refused_as_json(file, sha256, result)
    return as_json(file, result, figures=figures)


def _as_text(outcome: Outcome, figures: bool) -> str:
    file, _, result = outcome
    if isinstance(result, Unreadable):
        return f"{file}：{result.message}（{result.code}）"
    return as_text(file, result, figures=figures)


def _status(outcomes: list[Outcome], fail_on: str) -> int:
    """Return 2 if a file could not be read, 1 if findings weigh enough, else 0."""
    results = [result for _, _, result in outcomes]
    if any(isinstance(each, Unreadable) for each in results):
        return 2
    grave = _GRAVE[fail_on]
    found = (
        each.severity
        for result in results
        if isinstance(result, Examined)
        for each in result.run.findings
    )
    return int(any(each in grave for each in found))
