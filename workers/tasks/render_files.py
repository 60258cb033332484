"""Makes the files of a staged text: what the public may load, by its hash."""

import json
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from uuid import UUID

from django.utils import timezone

from disclosures import services
from reviews import handlers, store
from reviews.domain import commands as c
from reviews.domain.state import Disclosure
from reviews.publishing import corrections
from reviews.publishing.forms import CHANGES, FORMS
from workers import outbox


def run(work: outbox.Work) -> None:
    """Render each form of the text that `work` names and have them recorded.

    The same text gives the same bytes, so that done twice it changes nothing.
    """
    page, stream = work.arguments["page"], UUID(work.arguments["disclosure"])
    before = _before(handlers.load(work.ledger, stream), page)
    bodies = store.contents([each for each in (page, before) if each])
    if page not in bodies:
        return
    at = timezone.now()  # noqa: TID251 - the shell reads the clock
    files: list[tuple[str, str, int]] = []
    for form, write in _writers(bodies, page, before):
        outbox.report(work, form, len(files), len(FORMS))
        written = write()
        kept = services.keep_file([written], at=at)
        files.append((form, kept.sha256, len(written)))
    handlers.execute(
        stream,
        c.RecordFiles(page=page, files=tuple(files)),
        handlers.Envelope(
            actor=handlers.system(work.ledger), command=work.command, at=at
        ),
    )


def _writers(
    bodies: Mapping[str, bytes], page: str, before: str
) -> Iterator[tuple[str, Callable[[], bytes]]]:
    text = json.loads(bodies[page])
    for form, write in FORMS.items():
        yield form, partial(write, text)
    if before in bodies:
        yield CHANGES, partial(corrections.written, json.loads(bodies[before]), text)


def _before(state: Disclosure, page: str) -> str:
    """Return the text that `page` corrects, '' where it is the first."""
    if state.staging is not None and state.staging.page == page:
        return state.releases[-1].page if state.releases else ""
    numbers = [each.number for each in state.releases if each.page == page]
    earlier = [e.page for e in state.releases if numbers and e.number < min(numbers)]
    return earlier[-1] if earlier else ""


def give_up(work: outbox.Work) -> None:
    """The text is public without them: its page offers what is there."""
