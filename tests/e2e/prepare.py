"""Adds what the browser tests need to the demonstration data."""

from disclosures.models import Account, Bureau, Campaign, Department, RoleGrant

YEAR = 2023
DEPARTMENT = "105"
EMPTY = "106"


def prepare(password: str) -> None:
    """Make a campaign of 2023, Alice and Erin who submit, Carol who reviews."""
    bureau = Bureau.objects.get()
    campaign = Campaign.objects.create(bureau=bureau, kind="决算", year=YEAR)
    mine = Department.objects.get(bureau=bureau, code=DEPARTMENT)
    campaign.departments.add(mine)
    _account(bureau, "alice", "submitter", password, mine)
    _account(bureau, "erin", "submitter", password, _department(bureau, EMPTY))
    _account(bureau, "carol", "reviewer", password, None)


def _department(bureau: Bureau, code: str) -> Department:
    return Department.objects.get(bureau=bureau, code=code)


def _account(
    bureau: Bureau, name: str, role: str, password: str, department: Department | None
) -> None:
    account = Account(username=name, bureau=bureau, department=department)
    account.set_password(password)
    account.save()
    RoleGrant.objects.create(account=account, role=role)
