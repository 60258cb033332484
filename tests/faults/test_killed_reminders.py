"""Whoever writes reminders is killed at random: none is lost and none comes twice."""

import random
import subprocess
import sys
from collections import Counter

import pytest

from tests.faults.desk import ROOT, Desk, wait_for

pytestmark = pytest.mark.slow
SEED = 18
COMMAND = [sys.executable, "-m", "tests.faults.reminding"]


class Reminding(Desk):
    """A database with a story, and a process that writes its reminders."""

    def __init__(self, folder):
        super().__init__(folder)
        self.commands = [COMMAND]

    def prepare(self):
        subprocess.run(
            [*COMMAND, "prepare"], cwd=ROOT, env=self.environment, check=True
        )

    def written(self):
        """Return how often each reminder is there, by event, person and kind."""
        rows = self.query("SELECT position, account, kind FROM reviews_reminder")
        return Counter(rows)

    def many(self):
        return sum(self.written().values())

    def places(self):
        return self.query("SELECT ledger, position FROM reviews_follower")

    def finish(self):
        subprocess.run(COMMAND, cwd=ROOT, env=self.environment, check=True)


@pytest.fixture
def desk(tmp_path):
    made = Reminding(tmp_path)
    made.prepare()
    yield made
    made.kill()


def test_killed_at_random_each_reminder_is_there_once(desk):
    chance = random.Random(SEED)
    for _ in range(2):
        more = desk.many() + chance.randint(1, 8)
        desk.start()
        wait_for(lambda more=more: desk.many() >= more, what="some reminders")
        desk.kill()
    desk.start()
    desk.finish()
    grown = desk.written()

    desk.change("DELETE FROM reviews_reminder")
    desk.change("DELETE FROM reviews_follower")
    desk.finish()

    assert set(grown.values()) == {1}
    assert grown == desk.written() and len(grown) > 60
    assert desk.places()
