"""Demonstration data: an invented city's bureau, its people, campaigns and papers."""

import json
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID, uuid5

from django.db import transaction

from disclosures import services
from disclosures.calendars import keep, reading
from disclosures.models import (
    Account,
    Bureau,
    Campaign,
    Department,
    NoticeStyle,
    RoleGrant,
)
from disclosures.samples import build
from reviews import handlers
from reviews.domain import commands as c
from reviews.domain.errors import Refused
from reviews.models import OutboxRecord
from workers.tasks.perform import perform

BUREAU = "云岭市财政局"
OPEN_YEAR = 2025
PAST_YEAR = 2024
DEPARTMENTS = {
    "101": "云岭市青禾区文化和旅游局",
    "102": "云岭市临水区民政局",
    "103": "云岭市青禾区教育局",
    "104": "云岭市青禾区水务局",
    "105": "云岭市临水区司法局",
    "106": "云岭市数据管理局",
    "107": "云岭市城市更新服务中心",
}
ONE_LINE = "云岭市青禾区水务局2025年度部门决算公开，正文见附件。"

_COMMANDS = UUID("0b0e7f0a-51c0-5a57-8d8f-52a4b8d0f3a6")


@dataclass(frozen=True, slots=True)
class Person:
    """One account of the demonstration; `department` is a code, '' for none."""

    username: str
    name: str
    roles: tuple[str, ...]
    department: str = ""

    @property
    def duties(self) -> str:
        """The roles as people call them."""
        return "、".join(RoleGrant.Role(role).label for role in self.roles)


PEOPLE = (
    Person("submitter", "文旅局填报员", ("submitter",), "101"),
    Person("submitter2", "民政局填报员", ("submitter",), "102"),
    Person("submitter3", "水务局填报员", ("submitter",), "104"),
    Person("reviewer", "审核员甲", ("reviewer",)),
    Person("reviewer2", "审核员乙", ("reviewer",)),
    Person("publisher", "发布员", ("publisher",)),
    Person("auditor", "审计员", ("auditor",)),
    Person("admin", "管理员", ("administrator",)),
)


def load(kept: Path, at: datetime) -> str | None:
    """Load the data once and return the accounts' password.

    The password is made at the first start and kept in the file `kept`, for its owner
    alone. A database with a bureau of its own is left alone: then None is returned.
    """
    known = json.loads(kept.read_text("utf-8")) if kept.exists() else {}
    if Bureau.objects.exclude(name=BUREAU).exists():
        return None
    password = str(known.get("password") or secrets.token_hex(6))
    if not (known.get("complete") and Bureau.objects.filter(name=BUREAU).exists()):
        _keep(kept, password, complete=False)
        bureau = _reference_data(password, at)
        _submissions(bureau, at)
        _keep(kept, password, complete=True)
    return password


def _keep(kept: Path, password: str, *, complete: bool) -> None:
    kept.parent.mkdir(parents=True, exist_ok=True)
    kept.touch(mode=0o600)
    kept.chmod(0o600)
    kept.write_text(json.dumps({"password": password, "complete": complete}), "utf-8")


@transaction.atomic
def _reference_data(password: str, at: datetime) -> Bureau:
    """Make what is missing; what is there is left as it is."""
    bureau, _ = Bureau.objects.get_or_create(name=BUREAU, defaults={"region": "云岭市"})
    departments = [
        Department.objects.get_or_create(
            bureau=bureau, code=code, defaults={"name": name}
        )[0]
        for code, name in DEPARTMENTS.items()
    ]
    keep.keep(reading.arrangements(), of=None, by=None, reason="演示数据")
    NoticeStyle.objects.get_or_create(
        bureau=bureau, defaults={"symbol": "云财决改", "contact": "国库科"}
    )
    for year in (PAST_YEAR, OPEN_YEAR):
        _campaign(bureau, departments, year, at)
    for person in PEOPLE:
        _account(bureau, person, password)
    return bureau


def _campaign(
    bureau: Bureau, departments: list[Department], year: int, at: datetime
) -> None:
    approved = at.date() - timedelta(days=8 + 365 * (OPEN_YEAR - year))
    campaign, _ = Campaign.objects.get_or_create(
        bureau=bureau,
        kind=Campaign.Kind.FINAL,
        year=year,
        defaults={"approved_on": approved},
    )
    campaign.departments.add(*departments)


def _account(bureau: Bureau, person: Person, password: str) -> None:
    if Account.objects.filter(username=person.username).exists():
        return
    account = Account(
        username=person.username,
        display_name=person.name,
        bureau=bureau,
        department=Department.objects.filter(
            bureau=bureau, code=person.department
        ).first(),
    )
    account.set_password(password)
    account.save()
    for role in person.roles:
        RoleGrant.objects.create(account=account, role=role)


def _submissions(bureau: Bureau, at: datetime) -> None:
    """Submit the open campaign's papers, and bring the past one to the public."""
    past = _submit(bureau, "submitter", PAST_YEAR, "qinghe-2024", "docx", at)
    _read_now(past)
    _publish(bureau, past, at)
    closed = Campaign.objects.get(bureau=bureau, year=PAST_YEAR)
    closed.open = False
    closed.save()
    _submit(bureau, "submitter", OPEN_YEAR, "qinghe-2025", "docx", at)
    _submit(bureau, "submitter2", OPEN_YEAR, "linshui-2025", "pdf", at)
    _submit(bureau, "submitter3", OPEN_YEAR, "", "txt", at)


def _submit(
    bureau: Bureau, username: str, year: int, sample: str, form: str, at: datetime
) -> UUID:
    """Submit a sample, or a file of one line, which the reader refuses."""
    account = Account.objects.get(username=username)
    campaign = Campaign.objects.get(bureau=bureau, year=year)
    department = account.department_id or 0
    stream = handlers.stream_of(bureau.pk, campaign.pk, department)
    data = build.document(sample, form) if sample else ONE_LINE.encode()
    command = c.SubmitDisclosure(
        department=department,
        campaign=campaign.pk,
        file=services.keep_file([data], at=at).sha256,
        file_name=f"{year}年度部门决算公开.{form}",
    )
    if not handlers.load(bureau.pk, stream).exists:
        _execute(account, stream, command, "submit", at)
    return stream


def _read_now(stream: UUID) -> None:
    rows = OutboxRecord.objects.filter(stream=stream, dead=False)
    for row in rows.values_list("pk", flat=True):
        perform(row)


def _publish(bureau: Bureau, stream: UUID, at: datetime) -> None:
    """Verify every section and release; stop where a reviewer would have to look."""
    people = Account.objects.in_bulk(["reviewer", "publisher"], field_name="username")
    try:
        for name, command in _verifications(bureau, stream):
            _execute(people["reviewer"], stream, command, name, at)
        release = c.ReleaseDisclosure(
            release=str(uuid5(_COMMANDS, f"release/{stream}")),
            secrecy_review="经保密审查，可以公开。",
        )
        _execute(people["publisher"], stream, release, "release", at)
    except Refused:
        return


def _verifications(
    bureau: Bureau, stream: UUID
) -> Iterator[tuple[str, c.VerifySection]]:
    for key, section in handlers.load(bureau.pk, stream).sections.items():
        yield (
            f"verify/{key}",
            c.VerifySection(section=key, based_on=section.version),
        )


def _execute(
    account: Account, stream: UUID, command: c.Command, name: str, at: datetime
) -> None:
    handlers.execute(
        stream,
        command,
        handlers.Envelope(
            actor=handlers.actor_of(account),
            command=uuid5(_COMMANDS, f"{stream}/{name}"),
            at=at,
        ),
    )
