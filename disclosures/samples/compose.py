"""The samples by name: source files read, figures derived, defects put in."""

import json
import tomllib
from functools import cache
from importlib import resources
from typing import Any

from disclosures.samples import defects, prose
from disclosures.samples.accounts import ZERO, Accounts, accounts, figures
from disclosures.samples.classification import Names
from disclosures.samples.desk import Desk
from disclosures.samples.model import Document
from disclosures.samples.phrases import Phrases
from disclosures.samples.tables import nine

SOURCES = resources.files("disclosures.samples") / "source"


@cache
def source(name: str) -> dict[str, Any]:
    """The base figures of a sample. Raises FileNotFoundError for an unknown one."""
    return tomllib.loads((SOURCES / f"{name}.toml").read_text("utf-8"))


@cache
def names() -> Names:
    """The subjects of the classification."""
    raw = tomllib.loads((SOURCES / "classification.toml").read_text("utf-8"))
    classes = tuple((code, name) for code, name in raw["classes"])
    return Names(raw["functions"], raw["economics"], classes)


@cache
def books(name: str) -> Accounts:
    """The accounts of a sample."""
    return accounts(source(name))


@cache
def phrases(name: str) -> Phrases:
    """What the text of a sample may name: its figures, facts and last year's."""
    raw = source(name)
    amounts = figures(books(name))
    amounts |= prose.facts(raw.get("facts", {}))
    if "previous" in raw:
        before = phrases(raw["previous"]).amounts
        amounts |= {f"last.{key}": value for key, value in before.items()}
    amounts |= prose.facts(raw.get("last", {}), "last.")
    economic = books(name).economic
    lists = {
        kind: tuple(
            names().economics[code]
            for code, _ in names().economic(*prefixes)
            if len(code) == 5 and economic.get(code, ZERO)
        )
        for kind, prefixes in (("staff", ("301", "303")), ("public", ("302", "310")))
    }
    return Phrases(
        amounts,
        lists,
        grouped=raw.get("grouped", True),
        unit=raw.get("unit", "万元"),
        moves=tuple(raw.get("moves", ("增加", "增长", "减少", "下降"))),
    )


def _defects(name: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = source(name).get("defect", [])
    file = SOURCES / f"{name}.defects.toml"
    if file.is_file():
        found = tomllib.loads(file.read_text("utf-8"))["defect"]
    return found


@cache
def consistent(name: str) -> Document:
    """The sample before any defect is put in."""
    said = phrases(name)
    desk = Desk(
        books(name),
        names(),
        figures(books(name)),
        source(name)["department"],
        source(name)["year"],
        said.money,
    )
    text = (SOURCES / f"{name}.md").read_text("utf-8")
    return prose.document(
        source(name),
        text,
        phrases=said,
        books=books(name),
        names=names(),
        tables=nine(desk),
    )


@cache
def document(name: str) -> Document:
    """The sample as it is published, defects and all."""
    return defects.spoiled(consistent(name), _defects(name), phrases(name))


def labels(name: str) -> str:
    """The labels of a sample's defects as JSON text; an empty list for none."""
    found = defects.labels(_defects(name), phrases(name))
    return json.dumps(found, ensure_ascii=False, indent=1) + "\n"
