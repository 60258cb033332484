"""A bureau with people, and a disclosure of a department that does not exist."""

from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID, uuid4

from disclosures.models import Account, Campaign, Department
from reviews import handlers
from reviews.domain import commands as c
from reviews.domain.policies import Actor
from reviews.domain.state import Disclosure
from tests import builders

AT = datetime(2026, 9, 10, 8, 0, tzinfo=UTC)

WRONG = (
    "本年支出合计500.00万元，其中：基本支出300.00万元，占支出合计的60.00%；"
    "项目支出250.00万元，占支出合计的40.00%。"
)
RIGHT = WRONG.replace("250.00", "200.00")
TABLE = (
    ("科目", "预算数", "决算数"),
    ("办公费", "10.00", "9.50"),
    ("差旅费", "2", "1"),
)


@dataclass(frozen=True)
class Scene:
    """Who is there, and the disclosure that they work on."""

    alice: Account
    bob: Account
    carol: Account
    dave: Account
    department: Department
    campaign: Campaign
    stream: UUID

    @property
    def state(self) -> Disclosure:
        return handlers.load(self.alice.bureau_id or 0, self.stream)

    def do(self, account: Account, command: c.Command) -> Disclosure:
        return execute(self.stream, command, handlers.actor_of(account))


def execute(stream: UUID, command: c.Command, actor: Actor) -> Disclosure:
    envelope = handlers.Envelope(actor=actor, command=uuid4(), at=AT)
    return handlers.execute(stream, command, envelope).state


def people() -> Scene:
    """Return the scene before anything is submitted."""
    department = builders.department("101")
    campaign = builders.campaign(department)
    return Scene(
        alice=builders.account("submitter", username="alice", department=department),
        bob=builders.account("reviewer", username="bob"),
        carol=builders.account("reviewer", username="carol"),
        dave=builders.account("publisher", username="dave"),
        department=department,
        campaign=campaign,
        stream=handlers.stream_of(department.bureau_id, campaign.pk, department.pk),
    )


def submitted() -> Scene:
    """Return the scene with a file that waits to be read."""
    scene = people()
    scene.do(
        scene.alice,
        c.SubmitDisclosure(
            department=scene.department.pk,
            campaign=scene.campaign.pk,
            file="0" * 64,
            file_name="决算公开.txt",
        ),
    )
    return scene


def read(*texts: str) -> Scene:
    """Return the scene with the file read: one section for each text, then a table."""
    scene = submitted()
    sections = [
        section(f"s{number:03}", f"{number}号情况说明", {"p": text})
        for number, text in enumerate(texts or (WRONG, "本部门无国有资本经营预算。"), 1)
    ]
    table = {"table": [list(row) for row in TABLE], "header": 1, "title": "支出表"}
    sections.append(section(f"s{len(sections) + 1:03}", "支出决算表", table))
    execute(
        scene.stream,
        c.RecordReading(
            file="0" * 64,
            parser="test",
            kind="决算",
            year=2025,
            unit_name="第101号局",
            sections=tuple(sections),
        ),
        handlers.system(scene.department.bureau_id),
    )
    return scene


def section(key: str, heading: str, *blocks: dict[str, object]) -> c.ReadSection:
    return c.ReadSection(
        key=key, path=(heading,), level=1, heading=heading, page=0, blocks=blocks
    )


def verified() -> Scene:
    """Return the scene with every section verified by Bob."""
    scene = read(RIGHT)
    for key, each in scene.state.sections.items():
        scene.do(scene.bob, c.VerifySection(section=key, based_on=each.version))
    return scene


def released() -> Scene:
    scene = verified()
    scene.do(
        scene.dave,
        c.ReleaseDisclosure(release=str(uuid4()), secrecy_review="已审查，可公开。"),
    )
    return scene
