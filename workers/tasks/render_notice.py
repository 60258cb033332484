"""Makes a notice's documents: Word, PDF where there is LibreOffice, the list of items.

They are kept under the hash of their bytes and named by an event: what was sent can
be had for ever, and never changes.
"""

from uuid import UUID, uuid5

from django.utils import timezone

from disclosures import services
from reviews import handlers, store
from reviews.domain import notice_commands as c
from reviews.domain.errors import Refused
from reviews.domain.notices import Notice, Round
from reviews.letters import docx, model, pdf, xlsx
from workers import outbox


def run(work: outbox.Work) -> None:
    """Make the documents of the rounds that have none.

    A form that cannot be used any more gives way to the built-in one. Raises what is
    to be tried again.
    """
    stream = UUID(work.arguments["disclosure"])
    state = handlers.load(work.ledger, stream)
    for notice in state.notices:
        if notice.notice != work.arguments["notice"]:
            continue
        for each in notice.rounds:
            if not each.docx:
                outbox.report(work, "rendering", each.number, len(notice.rounds))
                _record(work, stream, _documents(notice, each))


def give_up(work: outbox.Work) -> None:
    """Nobody waits: the notice's page says that there are no documents yet."""


def _documents(notice: Notice, of: Round) -> c.RecordDocuments:
    letter = model.from_json(store.contents([of.letter])[of.letter])
    word = _word(letter, notice.number, of.template)
    made = pdf.to_pdf(word)
    return c.RecordDocuments(
        notice=notice.notice,
        round=of.number,
        docx=_kept(word),
        pdf=_kept(made) if made is not None else "",
        xlsx=_kept(xlsx.items(letter, notice.number)),
    )


def _word(letter: model.Letter, number: int, template: str) -> bytes:
    form = services.read_file(template) if template else None
    try:
        return docx.render(letter, number, form)
    except docx.BadForm:
        return docx.render(letter, number)


def _kept(data: bytes) -> str:
    at = timezone.now()  # noqa: TID251 - the shell reads the clock
    return services.keep_file([data], at=at).sha256


def _record(work: outbox.Work, stream: UUID, command: c.RecordDocuments) -> None:
    """Have it recorded; that it was recorded before is as good."""
    envelope = handlers.Envelope(
        actor=handlers.system(work.ledger),
        # A round that was left behind is made together with the next.
        command=uuid5(work.command, str(command.round)),
        at=timezone.now(),  # noqa: TID251 - the shell reads the clock
    )
    try:
        handlers.execute(stream, command, envelope)
    except Refused as refused:
        if refused.code != "key-reused":
            raise
