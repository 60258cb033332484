"""Writes docs/rules.md: one entry a rule, from the rules themselves."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from disclosures.checks.manual import manual
from disclosures.checks.registry import all_rules

PAGE = Path(__file__).resolve().parents[3] / "docs" / "rules.md"


class Command(BaseCommand):
    """`--check` writes nothing and fails where the page is out of date."""

    help = "Write docs/rules.md from the rules' docstrings."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        page = PAGE
        text = manual(all_rules())
        if not options["check"]:
            page.write_text(text, encoding="utf-8")
        elif not page.exists() or page.read_text(encoding="utf-8") != text:
            raise SystemExit(f"{page.name} is out of date: run write_rules_manual")
