"""A campaign whose members are ready, with two publishers who may turn a key each."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest

from disclosures.models import Account, Campaign, Department
from reviews import handlers, joint
from reviews.domain import commands as c
from reviews.domain.joint import commands as j
from reviews.domain.joint.state import Plan
from reviews.models import OutboxRecord
from tests import builders
from tests.reviews import scenarios
from workers.tasks.perform import perform

BEGAN = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)


@dataclass
class Town:
    """A bureau's campaign: departments, people, and what they do."""

    campaign: Campaign
    departments: list[Department]
    people: dict[str, Account]
    at: datetime = BEGAN
    plan_id: str = ""

    @property
    def ledger(self) -> int:
        return self.campaign.bureau_id

    def stream(self, department: Department) -> UUID:
        return handlers.stream_of(self.ledger, self.campaign.pk, department.pk)

    def state(self, department: Department):
        return handlers.load(self.ledger, self.stream(department))

    @property
    def plan(self) -> Plan:
        return joint.load(self.ledger, self.campaign.pk).plans[self.plan_id]

    def envelope(self, name: str, key: UUID | None = None) -> handlers.Envelope:
        self.at += timedelta(minutes=1)
        who = (
            handlers.system(self.ledger)
            if name == "system"
            else handlers.actor_of(self.people[name])
        )
        return handlers.Envelope(actor=who, command=key or uuid4(), at=self.at)

    def do(self, name: str, department: Department, command: c.Command):
        return handlers.execute(self.stream(department), command, self.envelope(name))

    def ask(self, name: str, command: j.JointCommand, key: UUID | None = None):
        return joint.execute(self.campaign.pk, command, self.envelope(name, key))

    def make_ready(self, department: Department, text: str = "本部门无公车。") -> None:
        """Bring a department's text to verified: submitted by alice, read, by carol."""
        alice = builders.account(
            "submitter", username=f"a-{department.pk}", department=department
        )
        self.people[f"alice-{department.code}"] = alice
        submit = c.SubmitDisclosure(
            department=department.pk,
            campaign=self.campaign.pk,
            file=scenarios.file_of(department.code),
            file_name="决算.txt",
        )
        self.do(f"alice-{department.code}", department, submit)
        found = {"s001": ("第一部分 部门概况", text)}
        self.do(
            "system",
            department,
            scenarios.reading(scenarios.file_of(department.code), found),
        )
        self.verify(department)

    def verify(self, department: Department) -> None:
        for key, section in self.state(department).sections.items():
            command = c.VerifySection(section=key, based_on=section.version)
            self.do("carol", department, command)

    def make_plan(self, name: str = "paul", **given) -> None:
        key = uuid4()
        self.plan_id = str(key)
        command = j.PlanJointRelease(
            plan=self.plan_id,
            departments=given.pop(
                "departments", tuple(each.pk for each in self.departments)
            ),
            secrecy_review="经审查，无涉密内容。",
            **given,
        )
        self.ask(name, command, key)

    def work(self, *jobs: str) -> None:
        """Let a worker do what waits and is due, until nothing does."""
        while rows := OutboxRecord.objects.filter(
            dead=False, not_before__lte=datetime.now(UTC)
        ).exclude(job="read-disclosure"):
            chosen = [each.pk for each in rows if not jobs or each.job in jobs]
            if not chosen:
                return
            for pk in chosen:
                perform(pk)


@pytest.fixture
def town(db) -> Town:
    """Three departments, all ready; nothing is planned."""
    departments = [builders.department(code) for code in ("101", "102", "103")]
    town = Town(
        campaign=builders.campaign(*departments),
        departments=departments,
        people={
            "bob": builders.account("reviewer", username="bob"),
            "carol": builders.account("reviewer", username="carol"),
            "paul": builders.account("publisher", username="paul"),
            "petra": builders.account("publisher", username="petra"),
            "both": builders.account("publisher", "reviewer", username="both"),
            "audrey": builders.account("auditor", username="audrey"),
        },
    )
    for each in departments:
        town.make_ready(each)
    return town


@pytest.fixture
def staged(town: Town) -> Town:
    """Planned by Paul; a worker has staged and rendered every member."""
    town.make_plan()
    town.work()
    return town


@pytest.fixture
def confirmed(staged: Town) -> Town:
    """Petra turned the second key; the moment has not come."""
    staged.ask("petra", j.ConfirmJointRelease(plan=staged.plan_id))
    return staged
