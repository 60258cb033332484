"""What each night proves and draws, and that one ill ledger does not hide another."""

from datetime import timedelta
from uuid import uuid4

from django.utils import timezone

from reviews.domain import oversight as o
from reviews.models import SelfCheckRecord
from reviews.oversight import acts, draws, read_models
from tests.reviews import scenarios
from tests.reviews.conftest import office  # noqa: F401 - a fixture
from workers.tasks import scheduled


def test_every_ledger_is_checked_even_if_one_cannot_be(office, monkeypatch):  # noqa: F811
    scenarios.edited(office)
    compare = read_models.compare

    def broken(ledger):
        if ledger != office.ledger:
            raise RuntimeError("a ledger of its own kind")
        return compare(ledger)

    monkeypatch.setattr(read_models, "compare", broken)

    assert scheduled.self_check() >= 1

    assert {each.ledger for each in SelfCheckRecord.objects.all()} == {office.ledger}


def test_what_is_due_is_drawn_and_nothing_before(office, monkeypatch):  # noqa: F811
    scenarios.verified(office)
    day = (timezone.localdate() + timedelta(days=1)).isoformat()
    command = o.AnnounceDraw(draw=str(uuid4()), day=day, campaign=0, size=2)
    envelope = office.envelope("audrey")
    acts.execute(
        command,
        type(envelope)(actor=envelope.actor, command=uuid4(), at=timezone.now()),
    )

    assert scheduled.draw_samples() == 0
    known = acts.draws(office.ledger)[command.draw]
    monkeypatch.setattr(draws, "due", lambda _ledger, _at: [known])
    assert scheduled.draw_samples() == 0, "its day has not come"
    later = timezone.now() + timedelta(days=1)
    monkeypatch.setattr(scheduled.timezone, "now", lambda: later)
    assert scheduled.draw_samples() == 1
    assert acts.draws(office.ledger)[command.draw].sample is not None
