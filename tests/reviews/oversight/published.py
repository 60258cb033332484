"""A real document read by the real reader, verified and released."""

from uuid import uuid5

from disclosures import services
from disclosures.samples import build
from reviews.domain import commands as c
from reviews.domain.state import Disclosure
from reviews.models import OutboxRecord
from tests.reviews.scenarios import BEGAN, Office, release
from workers.tasks.perform import perform


def read(desk: Office, form: str = "docx", sample: str = "qinghe-2024") -> Disclosure:
    """Submit a sample and let the worker read it."""
    kept = services.keep_file([build.document(sample, form)], at=BEGAN)
    command = c.SubmitDisclosure(
        department=desk.department.pk,
        campaign=desk.campaign.pk,
        file=kept.sha256,
        file_name=f"决算公开.{form}",
    )
    desk.do("alice", command, key=uuid5(desk.stream, form))
    (row,) = OutboxRecord.objects.filter(stream=desk.stream, job="read-disclosure")
    perform(row.pk)
    return desk.state


def publish(desk: Office, number: int = 1) -> None:
    """Let Carol verify what is not verified yet, and Paul release it."""
    for key, section in desk.state.sections.items():
        if section.verification is None:
            command = c.VerifySection(section=key, based_on=section.version)
            desk.do("carol", command)
    desk.do("paul", release(number))
