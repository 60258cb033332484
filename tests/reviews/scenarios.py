"""An office with its people, and what may have happened there, through the one door.

Every scenario is a function of an office and leaves it somewhere that tests begin:
`verified(office)`, `released(office)`. Texts are the project's own; the checks are the
real ones.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Any
from uuid import UUID, uuid4

from disclosures.models import Account, Bureau, Campaign, Department
from reviews import handlers
from reviews.domain import commands as c
from reviews.domain.policies import Actor
from reviews.domain.state import Disclosure
from tests import builders

BEGAN = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)

GENERAL = "第一部分 部门概况"
TOTALS = "一、收入支出决算总体情况说明"
INCOME = "二、收入决算情况说明"
SUMS = "2025年度收入总计100.00万元，其中：财政拨款收入60.00万元，其他收入40.00万元。"
WRONG_SUMS = SUMS.replace("40.00", "30.00")
SHARES = (
    "本年收入合计100.00万元，其中：财政拨款收入70.00万元，占70.00%；"
    "其他收入30.00万元，占30.00%。"
)
WRONG_SHARES = SHARES.replace("占30.00%", "占40.00%")
DUTIES = "本局负责本区绿化养护工作。"

TEXTS: Mapping[str, tuple[str, str]] = {
    "s001": (GENERAL, DUTIES),
    "s002": (TOTALS, WRONG_SUMS),
    "s003": (INCOME, SHARES),
}


def blocks(text: str) -> c.Blocks:
    return ({"p": text},)


@dataclass
class Office:
    """A bureau with people of every kind, and one disclosure of department 101."""

    bureau: Bureau
    department: Department
    campaign: Campaign
    people: dict[str, Account]
    at: datetime = BEGAN
    keys: list[UUID] = field(default_factory=list)

    @property
    def ledger(self) -> int:
        return self.bureau.pk

    @property
    def stream(self) -> UUID:
        return handlers.stream_of(self.ledger, self.campaign.pk, self.department.pk)

    @property
    def state(self) -> Disclosure:
        return handlers.load(self.ledger, self.stream)

    def actor(self, name: str) -> Actor:
        if name == "system":
            return handlers.system(self.ledger)
        return handlers.actor_of(self.people[name])

    def envelope(self, name: str, key: UUID | None = None) -> handlers.Envelope:
        self.at += timedelta(minutes=1)
        command = key or uuid4()
        self.keys.append(command)
        return handlers.Envelope(actor=self.actor(name), command=command, at=self.at)

    def do(
        self,
        name: str,
        command: c.Command,
        *,
        seen: int | None = None,
        key: UUID | None = None,
    ) -> handlers.Outcome:
        return handlers.execute(
            self.stream, command, self.envelope(name, key), seen=seen
        )

    # Short forms.

    def submit(self, name: str = "alice", file: str = "") -> handlers.Outcome:
        command = c.SubmitDisclosure(
            department=self.department.pk,
            campaign=self.campaign.pk,
            file=file or file_of("一"),
            file_name="决算公开.txt",
        )
        return self.do(name, command)

    def read(self, **texts: str) -> handlers.Outcome:
        """Let a worker read the file that waits, with `texts` in place of the usual."""
        found = {
            key: (head, texts.get(key, text)) for key, (head, text) in TEXTS.items()
        }
        return self.do("system", reading(self.state.file, found))

    def replace(self, name: str, content: str, **texts: str) -> handlers.Outcome:
        command = c.ReplaceSource(file=file_of(content), file_name="更新.txt")
        self.do(name, command)
        return self.read(**texts)

    def edit(
        self, name: str, section: str, text: str, **given: Any
    ) -> handlers.Outcome:
        return self.do(name, edit(self.state, section, text), **given)

    def verify(self, name: str, *sections: str) -> None:
        for key in sections or tuple(self.state.sections):
            seen = self.state.sections[key].version
            self.do(name, c.VerifySection(section=key, based_on=seen))

    def release(self, name: str = "paul", number: int = 1) -> handlers.Outcome:
        return self.do(name, release(number))

    def mark(self, section: str = "s002") -> str:
        """The fingerprint of the section's first error."""
        found = [f for f in self.state.findings.values() if section in f.sections]
        return next(f.fingerprint for f in found if f.severity == "error")


def office(code: str = "101", name: str = "云岭市青禾区财政局") -> Office:
    """Return an office where nothing has happened yet."""
    bureau = builders.bureau(name)
    department = builders.department(code, of=bureau)
    other = builders.department("202", of=bureau)
    elsewhere = builders.bureau("望川市财政局")

    def person(username: str, *roles: str, **fields: Any) -> Account:
        fields.setdefault("of", bureau)
        return builders.account(
            *roles, username=f"{username}-{bureau.pk}", display_name=username, **fields
        )

    return Office(
        bureau=bureau,
        department=department,
        campaign=builders.campaign(department, other, of=bureau),
        people={
            "alice": person("alice", "submitter", department=department),
            "bob": person("bob", "reviewer"),
            "carol": person("carol", "reviewer"),
            "dave": person("dave", "reviewer"),
            "paul": person("paul", "publisher"),
            "petra": person("petra", "publisher", "reviewer"),
            "insider": person(
                "insider", "reviewer", "publisher", department=department
            ),
            "audrey": person("audrey", "auditor"),
            "adam": person("adam", "administrator"),
            "sam": person("sam", "submitter", department=other),
            "nobody": person("nobody"),
            "foreigner": person("foreigner", "reviewer", "publisher", of=elsewhere),
        },
    )


def file_of(content: str) -> str:
    return sha256(content.encode()).hexdigest()


def reading(file: str, texts: Mapping[str, tuple[str, str]]) -> c.RecordReading:
    return c.RecordReading(
        file=file,
        parser="tests.v1",
        kind="决算",
        year=2025,
        unit_name="",
        sections=tuple(
            c.ReadSection(
                key=key,
                path=(heading,),
                level=1,
                heading=heading,
                page=1,
                blocks=blocks(text),
            )
            for key, (heading, text) in texts.items()
        ),
    )


def edit(state: Disclosure, section: str, text: str) -> c.EditSection:
    return c.EditSection(
        section=section,
        based_on=state.sections[section].version,
        blocks=blocks(text),
        reason="核对后更正",
    )


def release(number: int = 1) -> c.ReleaseDisclosure:
    return c.ReleaseDisclosure(
        release=str(UUID(int=number)), secrecy_review="经审查，无涉密内容。"
    )


def submitted(desk: Office) -> Office:
    desk.submit()
    return desk


def failed(desk: Office) -> Office:
    submitted(desk)
    said = "文件已损坏，请重新导出后提交。"
    desk.do(
        "system", c.RecordFailure(file=desk.state.file, code="damaged", message=said)
    )
    return desk


def read(desk: Office) -> Office:
    """Three sections; the second does not add up."""
    submitted(desk)
    desk.read()
    return desk


def edited(desk: Office) -> Office:
    """Bob put the sum right."""
    read(desk)
    desk.edit("bob", "s002", SUMS)
    return desk


def flagged(desk: Office) -> Office:
    edited(desk)
    desk.do(
        "bob",
        c.FlagSection(flag="k1", section="s001", remark="与三定方案不符", quote="本局"),
    )
    return desk


def pending_waiver(desk: Office) -> Office:
    """Bob says that the error is none; nobody has confirmed it."""
    read(desk)
    desk.do("bob", c.WaiveFinding(fingerprint=desk.mark(), reason="另有一项未列示"))
    return desk


def waived(desk: Office) -> Office:
    pending_waiver(desk)
    desk.do("carol", c.ConfirmWaiver(fingerprint=desk.mark()))
    return desk


def returned(desk: Office) -> Office:
    read(desk)
    desk.do("bob", c.SendBack(remark="请核对收入合计"))
    return desk


def verified(desk: Office) -> Office:
    """Bob edited, Carol verified everything: ready for release."""
    edited(desk)
    desk.verify("carol")
    return desk


def released(desk: Office) -> Office:
    verified(desk)
    desk.release()
    return desk


def correcting(desk: Office) -> Office:
    released(desk)
    desk.do("paul", c.OpenCorrection(reason="其他收入有误"))
    return desk


def corrected(desk: Office) -> Office:
    correcting(desk)
    desk.edit("bob", "s003", SHARES + "以上均为本级数。")
    desk.verify("carol", "s003")
    desk.release("paul", 2)
    return desk


def withdrawn(desk: Office) -> Office:
    released(desk)
    desk.do("paul", c.WithdrawRelease(reason="附件有误"))
    return desk


def commented(desk: Office) -> Office:
    edited(desk)
    desk.do(
        "alice",
        c.CommentSection(comment="c1", section="s002", remark="已与财务核对", quote=""),
    )
    desk.do("bob", c.AssignSection(section="s003", assignee=desk.people["carol"].pk))
    return desk


SCENARIOS: Mapping[str, Callable[[Office], Office]] = {
    each.__name__: each
    for each in (
        submitted,
        failed,
        read,
        edited,
        flagged,
        pending_waiver,
        waived,
        returned,
        verified,
        released,
        correcting,
        corrected,
        withdrawn,
        commented,
    )
}
