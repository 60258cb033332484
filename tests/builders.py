"""Short ways to say what a test is given."""

from datetime import date
from typing import Any

from disclosures import tokens
from disclosures.models import Account, Bureau, Campaign, Department, RoleGrant
from reviews.domain.scopes import SCOPES


def bureau(name: str = "云岭市青禾区财政局") -> Bureau:
    return Bureau.objects.get_or_create(name=name, defaults={"region": "云岭市"})[0]


def department(code: str = "101", *, of: Bureau | None = None) -> Department:
    of = of or bureau()
    name = f"第{code}号局"
    return Department.objects.get_or_create(
        bureau=of, code=code, defaults={"name": name}
    )[0]


def campaign(
    *departments: Department, of: Bureau | None = None, year: int = 2025
) -> Campaign:
    """Return the final accounts of `year`, to which `departments` are added."""
    made, _ = Campaign.objects.get_or_create(
        bureau=of or bureau(), kind=Campaign.Kind.FINAL, year=year
    )
    made.departments.add(*departments)
    return made


def token(
    account: Account,
    *scopes: str,
    until: date = date(2099, 12, 31),
) -> str:
    """Return the secret of a new token of `account`, of every scope by default."""
    return tokens.make(account, "测试程序", list(scopes or SCOPES), until)


def account(
    *roles: str,
    username: str = "",
    of: Bureau | None = None,
    department: Department | None = None,
    **fields: Any,
) -> Account:
    """Return an account with `roles`, password `correct horse`, named after them."""
    username = username or "-".join(roles) or "nobody"
    made = Account(
        username=username,
        bureau=of or (department.bureau if department else bureau()),
        department=department,
        **fields,
    )
    made.set_password("correct horse")
    made.save()
    for role in roles:
        RoleGrant.objects.create(account=made, role=role)
    return made
