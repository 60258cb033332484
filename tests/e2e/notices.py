"""Two notices for the browser tests: one with its department, one to be judged."""

from datetime import datetime
from uuid import UUID, uuid4

from django.utils import timezone

from disclosures import services
from disclosures.models import Account, Bureau, Campaign, Department
from disclosures.samples import build
from reviews import handlers
from reviews.domain import commands as c
from reviews.domain import notice_commands as n

YEAR = 2022
WITH_DEPARTMENT, WITH_BUREAU = "103", "107"


def submit(bureau: Bureau, people: dict[str, Account]) -> None:
    """Submit a paper with errors for each; a worker reads it."""
    campaign = Campaign.objects.create(bureau=bureau, kind="决算", year=YEAR)
    at = timezone.now()
    file = services.keep_file([build.document("hewan-2024", "txt")], at=at).sha256
    for code, account in people.items():
        department = Department.objects.get(bureau=bureau, code=code)
        campaign.departments.add(department)
        command = c.SubmitDisclosure(
            department=department.pk,
            campaign=campaign.pk,
            file=file,
            file_name="决算公开.txt",
        )
        _do(_stream(bureau, code), account, command, at)


def issue(bureau: Bureau, people: dict[str, Account], reviewer: Account) -> None:
    """Send both papers back with a notice; the second is answered and handed in."""
    at = timezone.now()
    for code, account in people.items():
        stream = _stream(bureau, code)
        state = handlers.load(bureau.pk, stream)
        name = str(uuid4())
        items = tuple(
            n.Asked(kind="finding", about=each.fingerprint, demand="请核对后更正")
            for each in state.open_findings
        )
        _do(stream, reviewer, n.IssueNotice(notice=name, days=5, items=items), at)
        _do(stream, account, n.ReceiveNotice(notice=name), at)
        asking = n.AskExtension(notice=name, days=2, reason="需要核对原始凭证")
        _do(stream, account, asking, at)
        if code == WITH_BUREAU:
            said = tuple((i, "explained", "已核对") for i in range(1, len(items) + 1))
            _do(stream, account, n.AnswerNotice(notice=name, answers=said), at)
            _do(stream, account, c.Resubmit(), at)


def _stream(bureau: Bureau, code: str) -> UUID:
    campaign = Campaign.objects.get(bureau=bureau, year=YEAR)
    department = Department.objects.get(bureau=bureau, code=code)
    return handlers.stream_of(bureau.pk, campaign.pk, department.pk)


def _do(stream: UUID, account: Account, command: c.Command, at: datetime) -> None:
    envelope = handlers.Envelope(
        actor=handlers.actor_of(account), command=uuid4(), at=at
    )
    handlers.execute(stream, command, envelope)
