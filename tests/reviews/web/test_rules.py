"""The manual in the product: every rule has a page, and every finding leads to one."""

import pytest
from django.urls import reverse

from disclosures.checks.registry import all_rules
from disclosures.models import RuleSetting
from tests import builders
from tests.reviews.web import scene


def page(client, code):
    return client.get(reverse("web:rule", args=[code]))


def test_every_rule_is_listed_and_explained(signed_in):
    at = scene.people()
    bob = signed_in(at.bob)
    listed = bob.get(reverse("web:rules")).content.decode()

    for rule in all_rules():
        assert reverse("web:rule", args=[rule.code]) in listed
        html = page(bob, rule.code).content.decode()
        assert rule.title in html
        assert "不通过" in html and "为什么" in html


def test_a_finding_leads_to_its_rule(signed_in):
    at = scene.read()
    html = (
        signed_in(at.bob)
        .get(reverse("web:section", args=[at.stream, "s001"]))
        .content.decode()
    )

    assert f'href="{reverse("web:rule", args=["PC001"])}"' in html


def test_the_manual_is_for_who_is_signed_in(client, db):
    assert client.get(reverse("web:rules")).url.startswith("/login/")
    assert page(client, "PC001").status_code == 302


@pytest.mark.parametrize("code", ["ZZ999", "pc001", "x"])
def test_a_rule_that_is_not_there_is_not_found(signed_in, code):
    at = scene.people()

    assert page(signed_in(at.bob), code).status_code == 404


def test_the_bureaus_settings_are_shown_but_not_other_departments_exemptions(signed_in):
    at = scene.people()
    other = builders.department("202")
    make = RuleSetting.objects.create
    common = {"bureau": at.department.bureau, "code": "PC001", "enabled": False}
    make(**common, reason="全局试行停用")
    make(**common, reason="他部门例外", department=other, until="2026-12-31")

    alice = page(signed_in(at.alice), "PC001").content.decode()
    bob = page(signed_in(at.bob), "PC001").content.decode()

    assert "全局试行停用" in alice and "他部门例外" not in alice
    assert "他部门例外" in bob
