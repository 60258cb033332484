"""A draw from its announcement to the second verdict, and drawn again by a stranger."""

import json
import subprocess
import sys
from dataclasses import replace
from datetime import timedelta
from io import StringIO
from uuid import uuid4

import pytest
from django.core.management import call_command
from django.utils import timezone

from reviews import handlers, reminders
from reviews.domain import oversight as o
from reviews.domain.errors import NotAcceptable, NotAllowed, NotKnown, NotNow
from reviews.domain.hashing import microseconds, moment
from reviews.ledger import draw as method
from reviews.models import EventRecord, Reminder
from reviews.oversight import acts, draws
from reviews.web.present.reminders import told as told_reminders
from tests.reviews import scenarios


@pytest.fixture
def announced(office, monkeypatch):
    """A draw whose day has come: that day begins behind all that was recorded."""
    scenarios.verified(office)
    today = timezone.localdate()
    command = o.AnnounceDraw(
        draw=str(uuid4()), day=(today + timedelta(1)).isoformat(), campaign=0, size=2
    )
    envelope = replace(office.envelope("audrey"), at=timezone.now())
    acts.execute(command, envelope)
    midnight_is_now(monkeypatch)
    return acts.draws(office.ledger)[command.draw]


def midnight_is_now(monkeypatch):
    """Let the announced day begin behind what is recorded, as a night would."""
    begun = microseconds(timezone.now())
    monkeypatch.setattr(method, "begins", lambda _day: begun)


def later(desk, days=1):
    at = timezone.now() + timedelta(days=days)
    return handlers.Envelope(actor=handlers.system(desk.ledger), command=uuid4(), at=at)


def drawn(desk, known):
    draws.draw(desk.ledger, known, later(desk))
    return acts.draws(desk.ledger)[known.draw]


def test_a_draw_takes_what_was_verified_and_sends_it_to_somebody_else(
    office, announced
):
    known = drawn(office, announced)

    sample = known.sample
    assert sample.candidates == 3
    assert len({each[:2] for each in sample.drawn}) == 2
    others = {office.people[name].pk for name in ("dave", "petra")}
    for stream, key, version, content, weight, reviewer in sample.drawn:
        section = office.state.sections[key]
        assert (stream, version, content) == (
            str(office.stream),
            section.version,
            section.content,
        )
        assert weight == {"s001": 1, "s002": 4, "s003": 1}[key]
        assert reviewer not in section.contributors
        assert reviewer != office.people["carol"].pk
        assert reviewer in others | {office.people["bob"].pk}
    assert draws.repeated(office.ledger, known) == ""


def test_a_draw_is_done_once_and_not_before_its_day(office, announced):
    assert draws.due(office.ledger, timezone.now()) == []
    assert draws.due(office.ledger, later(office).at) == [announced]
    with pytest.raises(NotNow, match="还没有到"):
        draws.draw(office.ledger, announced, later(office, 0))
    first = drawn(office, announced)
    assert draws.draw(office.ledger, announced, later(office)) == ()
    assert acts.draws(office.ledger)[announced.draw] == first


def test_what_happens_before_the_cut_off_changes_the_seed(
    office, announced, monkeypatch
):
    first = draws.sample(office.ledger, announced)
    office.edit("bob", "s003", scenarios.SHARES + "以上均为本级数。")
    again = draws.sample(office.ledger, announced)
    assert [each[:5] for each in again.drawn] == [each[:5] for each in first.drawn]
    midnight_is_now(monkeypatch)

    second = draws.sample(office.ledger, announced)

    assert (first.seed, first.cutoff) != (second.seed, second.cutoff)
    assert second.candidates == 2


def test_a_sample_that_was_not_so_drawn_is_found_out(office, announced):
    known = drawn(office, announced)
    sample = known.sample
    lies = {
        "样本": replace(sample, drawn=sample.drawn[::-1][:1]),
        "种子": replace(sample, seed="0" * 64),
        "截止": replace(sample, cutoff=1),
    }
    for said, lie in lies.items():
        assert said in draws.repeated(office.ledger, replace(known, sample=lie))


def test_only_the_reviewer_it_was_sent_to_says_what_they_think(office, announced):
    known = drawn(office, announced)
    stream, key, *_rest, reviewer = known.sample.drawn[0]
    name = next(n for n, a in office.people.items() if a.pk == reviewer)
    other = next(n for n in ("bob", "dave", "petra") if n != name)
    said = o.RecordSecondReview(
        draw=known.draw, disclosure=stream, section=key, agrees=False, remark=""
    )

    with pytest.raises(NotAllowed):
        acts.execute(said, office.envelope("audrey"))
    with pytest.raises(NotAllowed, match="另一位"):
        acts.execute(said, office.envelope(other))
    with pytest.raises(NotAcceptable, match="写明理由"):
        acts.execute(said, office.envelope(name))
    acts.execute(replace(said, remark="合计有误"), office.envelope(name))
    with pytest.raises(NotNow):
        acts.execute(replace(said, remark="再说一次"), office.envelope(name))
    with pytest.raises(NotKnown):
        acts.execute(replace(said, section="s999"), office.envelope(name))

    (verdict,) = acts.draws(office.ledger)[known.draw].verdicts.values()
    assert (verdict.agrees, verdict.by) == (False, reviewer)


def test_each_reviewer_is_reminded_and_led_to_the_draw(office, announced):
    known = drawn(office, announced)
    reminders.follow(office.ledger)

    for *_about, reviewer in known.sample.drawn:
        row = Reminder.objects.filter(account=reviewer, kind="second-review").first()
        name = next(n for n, a in office.people.items() if a.pk == reviewer)
        (told,) = told_reminders(office.actor(name), [row])
        assert "请您复核" in told.says
        assert told.link == f"/draws/{known.draw}/"


def test_the_same_command_twice_is_one_draw(office):
    scenarios.verified(office)
    day = (timezone.localdate() + timedelta(3)).isoformat()
    command = o.AnnounceDraw(draw=str(uuid4()), day=day, campaign=0, size=1)
    envelope = replace(office.envelope("audrey"), at=timezone.now())

    acts.execute(command, envelope)
    assert acts.execute(command, envelope).repeated
    with pytest.raises(NotAcceptable):
        acts.execute(replace(command, size=2), envelope)
    assert len(acts.draws(office.ledger)) == 1


def test_a_stranger_draws_the_same_sample_from_an_export(
    office, announced, tmp_path, monkeypatch
):
    """The draw is told to be recorded on its day, as it would be after a night."""
    known = drawn(office, announced)
    monkeypatch.undo()
    folder = tmp_path / "export"
    call_command("export_ledger", office.ledger, folder, stdout=StringIO())

    def repeated():
        run = subprocess.run(
            [sys.executable, "-I", "-S", str(folder / "draw.py")],
            capture_output=True,
            text=True,
            check=False,
            env={},
        )
        assert run.stderr == ""
        return run.stdout

    begins = method.begins(known.day)
    last = EventRecord.objects.filter(ledger=office.ledger).latest("position")
    assert last.recorded_at < moment(begins)
    events = (folder / "events.ndjson").read_text("utf-8").splitlines()
    told = [json.loads(line) for line in events]
    told[-1]["recorded_at"] = begins + 1
    lines = "\n".join(json.dumps(each, ensure_ascii=False) for each in told)
    (folder / "events.ndjson").write_text(lines + "\n", "utf-8")

    assert repeated() == f"draw {known.draw}: OK\n"

    payload = json.loads(told[-1]["payload"])
    payload["body"]["drawn"] = payload["body"]["drawn"][::-1]
    told[-1]["payload"] = json.dumps(payload)
    lines = "\n".join(json.dumps(each) for each in told)
    (folder / "events.ndjson").write_text(lines + "\n", "utf-8")
    assert repeated() == f"draw {known.draw}: BAD drawing again gives another sample\n"
