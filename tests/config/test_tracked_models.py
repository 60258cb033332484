"""Tracked models are saved one by one: what goes round `save` leaves no history."""

import ast
from pathlib import Path

from django.apps import apps

ROOT = Path(__file__).resolve().parent.parent.parent
PACKAGES = ("config", "disclosures", "reviews", "workers")
ROUND = {"update", "bulk_create", "bulk_update", "delete", "aupdate", "abulk_create"}


def tracked():
    models = apps.get_app_config("disclosures").get_models()
    return {each.__name__ for each in models if hasattr(each, "history")}


def root(node):
    """Return the name that a chain of attributes and calls begins with."""
    while isinstance(node, ast.Attribute | ast.Call | ast.Subscript):
        node = node.func if isinstance(node, ast.Call) else node.value
    return node.id if isinstance(node, ast.Name) else ""


def round_saves(source, names):
    return [
        (node.lineno, node.func.attr)
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in ROUND
        and root(node.func) in names
    ]


def modules():
    for package in PACKAGES:
        for path in sorted((ROOT / package).rglob("*.py")):
            if "migrations" not in path.parts:
                yield path


def test_reference_data_is_tracked():
    assert tracked() >= {
        "Account",
        "Bureau",
        "Campaign",
        "Department",
        "DisclosureTemplate",
        "RoleGrant",
        "RuleSetting",
    }


def test_no_module_writes_them_round_their_history():
    names = tracked()
    found = {
        str(path.relative_to(ROOT)): seen
        for path in modules()
        if (seen := round_saves(path.read_text("utf-8"), names))
    }

    assert found == {}


def test_what_goes_round_is_seen():
    source = "Campaign.objects.filter(year=2024).exclude(open=True).update(year=1)"

    assert round_saves(source, tracked()) == [(1, "update")]
