"""Adds what the browser tests need to the demonstration data."""

import time

from disclosures.models import Account, Bureau, Campaign, Department, RoleGrant
from reviews.models import DisclosureRow, OutboxRecord
from tests import builders
from tests.e2e import notices

PATIENCE = 90
YEAR = 2023
DEPARTMENT = "105"
EMPTY = "106"


def prepare(password: str) -> None:
    """Make a campaign of 2023, Alice and Erin who submit, Carol who reviews.

    Frank and Grace have notices to answer, see `tests.e2e.notices`.
    """
    bureau = Bureau.objects.get()
    campaign = Campaign.objects.create(bureau=bureau, kind="决算", year=YEAR)
    mine = Department.objects.get(bureau=bureau, code=DEPARTMENT)
    campaign.departments.add(mine)
    _account(bureau, "alice", "submitter", password, mine)
    _account(bureau, "erin", "submitter", password, _department(bureau, EMPTY))
    carol = _account(bureau, "carol", "reviewer", password, None)
    noticed = {
        code: _account(bureau, name, "submitter", password, _department(bureau, code))
        for code, name in (
            (notices.WITH_DEPARTMENT, "frank"),
            (notices.WITH_BUREAU, "grace"),
        )
    }
    notices.submit(bureau, noticed)
    _all_read()
    notices.issue(bureau, noticed, carol)


def office_for_programs() -> dict[str, str]:
    """Make a bureau of its own with five programs; return what they are called by."""
    bureau = Bureau.objects.create(name="云岭市白石区财政局", region="云岭市")
    department = Department.objects.create(bureau=bureau, code="301", name="民政局")
    campaign = Campaign.objects.create(bureau=bureau, kind="决算", year=2025)
    campaign.departments.add(department)
    people = {
        "SUBMITTER": ("submitter", department),
        "REVIEWER": ("reviewer", None),
        "SECOND_REVIEWER": ("reviewer", None),
        "PUBLISHER": ("publisher", None),
        "AUDITOR": ("auditor", None),
    }
    secrets = {}
    for name, (role, of) in people.items():
        account = Account.objects.create(
            username=f"program-{name.lower()}", bureau=bureau, department=of
        )
        RoleGrant.objects.create(account=account, role=role)
        secrets[f"{name}_TOKEN"] = builders.token(account)
    return secrets | {"DEPARTMENT": str(department.pk), "CAMPAIGN": str(campaign.pk)}


def _all_read() -> None:
    """Wait until the worker has read what the demonstration submitted."""
    until = time.monotonic() + PATIENCE
    while (waiting := DisclosureRow.objects.filter(stage="reading")).exists():
        if time.monotonic() > until:
            told = list(OutboxRecord.objects.values("step", "attempts", "error"))
            raise TimeoutError(f"{waiting.count()} still being read: {told}")
        time.sleep(0.2)


def _department(bureau: Bureau, code: str) -> Department:
    return Department.objects.get(bureau=bureau, code=code)


def _account(
    bureau: Bureau, name: str, role: str, password: str, department: Department | None
) -> Account:
    account = Account(username=name, bureau=bureau, department=department)
    account.set_password(password)
    account.save()
    RoleGrant.objects.create(account=account, role=role)
    return account
