"""The admin: each change has a reason and a history, and stays within one's bureau."""

import pytest
from django.urls import reverse

from disclosures.models import (
    Account,
    Bureau,
    Campaign,
    Department,
    RoleGrant,
    RuleSetting,
)
from tests import builders

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator(client):
    account = builders.account("administrator")
    client.force_login(account)
    return account


@pytest.fixture
def elsewhere():
    return builders.bureau("云岭市临水区财政局")


def url(model, action, *args):
    return reverse(f"admin:disclosures_{model}_{action}", args=args)


def test_a_department_is_added_to_the_administrators_bureau(client, administrator):
    sent = {"code": "201", "name": "云岭市青禾区体育局", "active": "on"}
    answer = client.post(url("department", "add"), {**sent, "change_reason": "新设"})

    assert answer.status_code == 302
    department = Department.objects.get(code="201")
    assert department.bureau == administrator.bureau
    kept = department.history.get()
    assert (kept.history_change_reason, kept.history_user_id) == (
        "新设",
        administrator.pk,
    )


def test_without_a_reason_nothing_is_saved(client, administrator):
    answer = client.post(url("department", "add"), {"code": "201", "name": "体育局"})

    assert answer.status_code == 200
    assert "change_reason" in answer.context["adminform"].form.errors
    assert not Department.objects.exists()


def test_saving_what_is_unchanged_leaves_no_history(client, administrator):
    department = builders.department("201")
    sent = {"code": "201", "name": department.name, "active": "on"}
    client.post(
        url("department", "change", department.pk), {**sent, "change_reason": "核对"}
    )

    assert department.history.count() == 1


def test_a_code_can_be_used_once_in_a_bureau(client, administrator):
    builders.department("201")
    sent = {"code": "201", "name": "重复", "active": "on", "change_reason": "新设"}

    assert client.post(url("department", "add"), sent).status_code == 200
    assert Department.objects.count() == 1


@pytest.mark.parametrize("model", ["department", "campaign", "account", "bureau"])
def test_nobody_deletes(client, administrator, model):
    rows = {
        "department": builders.department(),
        "campaign": builders.campaign(),
        "account": builders.account("reviewer"),
        "bureau": administrator.bureau,
    }
    builders.account("operator", is_superuser=True, username="operator")
    for username in (administrator.username, "operator"):
        client.force_login(Account.objects.get(username=username))
        answer = client.post(url(model, "delete", rows[model].pk), {"post": "yes"})
        assert answer.status_code == 403


def test_another_bureaus_rows_are_neither_listed_nor_opened(
    client, administrator, elsewhere
):
    other = builders.department("900", of=elsewhere)
    builders.department("201")

    listed = client.get(url("department", "changelist")).context["cl"].queryset
    assert [each.code for each in listed] == ["201"]
    opened = client.get(url("department", "change", other.pk))
    assert opened.status_code == 302
    history = client.get(url("department", "history", other.pk))
    assert history.status_code in {302, 403, 404}


def test_another_bureaus_department_cannot_be_chosen(client, administrator, elsewhere):
    other = builders.department("900", of=elsewhere)
    sent = {"code": "AR001", "department": other.pk, "enabled": "on", "reason": "试"}
    client.post(url("rulesetting", "add"), {**sent, "change_reason": "试"})

    assert not RuleSetting.objects.exists()


def test_even_an_operator_keeps_departments_with_their_bureau(client, elsewhere):
    client.force_login(builders.account(username="operator", is_superuser=True))
    other = builders.department("900", of=elsewhere)
    sent = {
        "bureau": builders.bureau().pk,
        "kind": "决算",
        "year": "2025",
        "departments": [other.pk],
        "change_reason": "试",
    }
    answer = client.post(url("campaign", "add"), sent)

    assert "不属于" in answer.content.decode()
    assert not Campaign.objects.exists()


def test_the_history_shows_the_reason(client, administrator):
    department = builders.department("201")
    department.name = "云岭市青禾区林草局"
    department._change_reason = "机构更名"
    department.save()

    page = client.get(url("department", "history", department.pk))
    assert "机构更名" in page.content.decode()


def test_an_account_is_made_with_its_roles(client, administrator):
    sent = {
        "username": "reviewer9",
        "display_name": "审核员",
        "language": "zh-hans",
        "usable_password": "true",
        "password1": "long enough 9",
        "password2": "long enough 9",
        "roles": ["reviewer", "publisher"],
        "change_reason": "新入职",
    }
    answer = client.post(url("account", "add"), sent)

    assert answer.status_code == 302, answer.context["adminform"].form.errors
    made = Account.objects.get(username="reviewer9")
    assert made.bureau == administrator.bureau
    assert {each.role for each in made.grants.all()} == {"reviewer", "publisher"}
    assert made.check_password("long enough 9")
    assert not made.is_superuser


def account_form(account, **changed):
    return {
        "username": account.username,
        "display_name": account.display_name,
        "language": account.language,
        "is_active": "on",
        "roles": [each.role for each in account.grants.all()],
        "change_reason": "调岗",
        **changed,
    }


def test_a_role_that_is_taken_leaves_its_history_and_reason(client, administrator):
    account = builders.account("reviewer")
    page = url("account", "change", account.pk)
    client.post(page, account_form(account, roles=["auditor"]))

    assert [each.role for each in account.grants.all()] == ["auditor"]
    taken = RoleGrant.history.get(history_type="-")
    assert (taken.role, taken.history_change_reason) == ("reviewer", "调岗")
    assert taken.history_user_id == administrator.pk
    assert "收回审核员" in client.get(page).content.decode()


def test_nobody_changes_their_own_roles(client, administrator):
    page = url("account", "change", administrator.pk)
    client.post(page, account_form(administrator, roles=["administrator", "publisher"]))

    assert [each.role for each in administrator.grants.all()] == ["administrator"]


def test_others_roles_can_be_changed_after_looking_at_ones_own(client, administrator):
    client.get(url("account", "change", administrator.pk))
    account = builders.account("reviewer")
    page = url("account", "change", account.pk)
    client.post(page, account_form(account, roles=["auditor"]))

    assert [each.role for each in account.grants.all()] == ["auditor"]


def test_an_administrator_makes_no_operator(client, administrator):
    account = builders.account("reviewer")
    page = url("account", "change", account.pk)
    client.post(page, account_form(account, is_superuser="on", is_staff="on"))

    account.refresh_from_db()
    assert not account.is_superuser


def test_an_operators_account_is_out_of_an_administrators_reach(client, administrator):
    operator = builders.account(username="operator", is_superuser=True)

    assert client.get(url("account", "change", operator.pk)).status_code == 302
    reset = client.get(reverse("admin:auth_user_password_change", args=[operator.pk]))
    assert reset.status_code in {302, 403, 404}


def test_a_submitter_needs_a_department(client, administrator):
    account = builders.account("reviewer")
    page = url("account", "change", account.pk)
    answer = client.post(page, account_form(account, roles=["submitter"]))

    assert "必须选择所属部门" in answer.content.decode()


def test_a_deactivated_account_is_out_at_once(client, administrator):
    account = builders.account("reviewer")
    page = url("account", "change", account.pk)
    client.post(page, account_form(account, is_active=""))
    account.refresh_from_db()

    assert not account.is_active
    assert account.history.first().history_change_reason == "调岗"


@pytest.mark.parametrize("role", ["submitter", "reviewer", "publisher", "auditor"])
def test_other_roles_do_not_come_in(client, role):
    client.force_login(builders.account(role))

    assert client.get(reverse("admin:index")).status_code == 302
    assert client.get(reverse("admin:login")).status_code == 403


def test_a_stranger_is_sent_to_the_one_sign_in_page(client, settings):
    answer = client.get(reverse("admin:index"), follow=False)
    login = client.get(answer.url)

    assert login.url.startswith(settings.LOGIN_URL)


def test_an_administrator_makes_no_bureau(client, administrator):
    sent = {"name": "云岭市新区财政局", "change_reason": "新设"}

    assert client.post(url("bureau", "add"), sent).status_code == 403
    assert Bureau.objects.count() == 1


def test_signing_in_leaves_no_history(client):
    account = builders.account("reviewer")
    rows = account.history.count()
    client.force_login(account)
    account.refresh_from_db()

    assert account.last_login is not None
    assert account.history.count() == rows
