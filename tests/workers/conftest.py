"""A disclosure that was submitted and waits for its worker."""

from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID, uuid4

import pytest

from disclosures import services
from disclosures.samples import build
from reviews import handlers
from reviews.domain import commands as c
from reviews.models import OutboxRecord
from tests import builders

NOW = datetime(2026, 7, 1, 8, 0, tzinfo=UTC)


@dataclass
class Submitted:
    """What was submitted: its stream, and the row of the outbox that it caused."""

    ledger: int
    stream: UUID
    row: int

    @property
    def state(self):
        return handlers.load(self.ledger, self.stream, fresh=True)

    @property
    def record(self):
        return OutboxRecord.objects.filter(pk=self.row).first()


def submit(data: bytes, name: str, code: str = "101") -> Submitted:
    department = builders.department(code)
    campaign = builders.campaign(department)
    submitter = builders.account(
        "submitter", username=f"submitter-{code}", department=department
    )
    stream = handlers.stream_of(department.bureau_id, campaign.pk, department.pk)
    command = c.SubmitDisclosure(
        department=department.pk,
        campaign=campaign.pk,
        file=services.keep_file([data], at=NOW).sha256,
        file_name=name,
    )
    actor = handlers.actor_of(submitter)
    envelope = handlers.Envelope(actor=actor, command=uuid4(), at=NOW)
    handlers.execute(stream, command, envelope)
    row = OutboxRecord.objects.get(stream=stream)
    return Submitted(department.bureau_id, stream, row.pk)


@pytest.fixture
def submitted():
    """A sample of the project's own, as text."""
    return submit(build.document("linshui-2025", "txt"), "决算公开.txt")


@pytest.fixture
def one_line():
    return submit("一行字".encode(), "决算公开.txt", "102")
