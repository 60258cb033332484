"""Finds the sentences of refusals in the code, for the catalogue of messages."""

import ast
from collections.abc import Iterator
from pathlib import Path

from reviews.domain import errors, policies

_ALL: tuple[type[errors.Refused], ...] = (
    errors.Refused,
    *errors.Refused.__subclasses__(),
)
KINDS = {kind.__name__ for kind in _ALL}
RELATION = "Relation"
SAID = "said"
FIELDS = {"required", "short"}
"""Functions whose second argument names a field in a sentence."""


def sentences(root: Path) -> Iterator[tuple[str, str]]:
    """Yield (file, sentence) for each refusal and each name that stands in one."""
    for path in sorted((root / "reviews").rglob("*.py")):
        if "migrations" in path.parts:
            continue
        place = str(path.relative_to(root))
        tree = ast.parse(path.read_text("utf-8"))
        known = _constants(tree)
        for node in ast.walk(tree):
            if isinstance(node, ast.Call):
                yield from ((place, text) for text in _texts(node, known))
    place = "reviews/domain/policies.py"
    for words in (policies.ROLE_NAMES, policies.STAGE_NAMES):
        yield from ((place, str(name)) for name in words.values())
    yield from ((place, row.says) for row in _rows())


def _rows() -> Iterator[policies.Row]:
    for name in ("TABLE", "CAMPAIGN_TABLE", "LEDGER_TABLE"):
        yield from getattr(policies, name, ())


def _texts(call: ast.Call, known: dict[str, str]) -> Iterator[str]:
    name = _name(call.func)
    wanted: list[ast.expr] = []
    if name in KINDS:
        wanted = call.args[1:3]
    elif name == RELATION or name in FIELDS:
        wanted = call.args[1:2]
    elif name == SAID:
        wanted = [*call.args[:1], *(k.value for k in call.keywords)]
    for each in wanted:
        text = _text(each, known)
        if text and not text.isascii():
            yield from text.split("、") if "、" in text and len(text) < 20 else [text]


def _name(function: ast.expr) -> str:
    if isinstance(function, ast.Name):
        return function.id
    return function.attr if isinstance(function, ast.Attribute) else ""


def _text(node: ast.expr, known: dict[str, str]) -> str:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    return known.get(node.id, "") if isinstance(node, ast.Name) else ""


def _constants(tree: ast.Module) -> dict[str, str]:
    """Return the module's names for texts."""
    return {
        target.id: node.value.value
        for node in tree.body
        if isinstance(node, ast.Assign)
        and isinstance(node.value, ast.Constant)
        and isinstance(node.value.value, str)
        for target in node.targets
        if isinstance(target, ast.Name)
    }
