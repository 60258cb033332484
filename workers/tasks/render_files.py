"""Makes the files of a staged text: what the public may load, by its hash."""

import json
from uuid import UUID

from django.utils import timezone

from disclosures import services
from reviews import handlers, store
from reviews.domain import commands as c
from reviews.publishing.forms import FORMS
from workers import outbox


def run(work: outbox.Work) -> None:
    """Render each form of the text that `work` names and have them recorded.

    The same text gives the same bytes, so that done twice it changes nothing.
    """
    page, stream = work.arguments["page"], UUID(work.arguments["disclosure"])
    body = store.contents([page]).get(page)
    if body is None:
        return
    at = timezone.now()  # noqa: TID251 - the shell reads the clock
    files = []
    for done, (form, write) in enumerate(FORMS.items()):
        outbox.report(work, form, done, len(FORMS))
        written = write(json.loads(body))
        kept = services.keep_file([written], at=at)
        files.append((form, kept.sha256, len(written)))
    handlers.execute(
        stream,
        c.RecordFiles(page=page, files=tuple(files)),
        handlers.Envelope(
            actor=handlers.system(work.ledger), command=work.command, at=at
        ),
    )


def give_up(work: outbox.Work) -> None:
    """The text is public without them: its page offers what is there."""
