"""What a run is told besides the sections: kind, year, unit, template, settings."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from disclosures.checks.finding import Severity
from disclosures.checks.template import Template, general


@dataclass(frozen=True, slots=True)
class Settings:
    """What an administrator changed: rules turned off, severities, both by code."""

    disabled: frozenset[str] = frozenset()
    severities: Mapping[str, Severity] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Context:
    """`kind` is 决算, 预算 or '' (not known); `year` the fiscal year or None."""

    kind: str = ""
    year: int | None = None
    unit_name: str = ""
    template: Template = field(default_factory=general)
    settings: Settings = field(default_factory=Settings)
