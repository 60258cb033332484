"""As it was is as it was seen: every screen of a random run, byte for byte."""

import re
from io import StringIO
from random import Random

from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.urls import reverse

from reviews.api import render_moment
from reviews.api.access import Json
from reviews.domain.policies import Actor
from reviews.queries import reading
from tests.reviews import scenarios
from tests.reviews.oversight import random_runs

SEED = 20260901
SCREENS = 500
DISCLOSURES = 8
PAGES = 10
"""How many of the moments are looked at as pages too, through the whole of Django."""
ARTICLE = re.compile(r'<article class="folio".*?</article>', re.S)
TABLES = ("disclosurerow", "sectionrow", "findingrow", "releaserow", "streamstate")


def live(who: Actor, desk) -> tuple[int, bytes]:
    """Return the position and the screen of what is kept for now."""
    state = reading.disclosure(who, desk.stream)
    return state.position, screen(state)


def as_of(who: Actor, desk, position: int) -> bytes:
    return screen(reading.disclosure(who, desk.stream, position=position))


def screen(state) -> bytes:
    return Json().render(render_moment.moment(state, state.position))


def page(client: Client, desk, position: int) -> str:
    address = reverse("web:timeline", args=[desk.stream])
    answer = client.get(address, {"position": position}).content.decode()
    return ARTICLE.search(answer).group()


def test_every_screen_of_a_random_run_comes_back_byte_for_byte(office):
    chance = Random(SEED)
    desks = random_runs.desks(office, DISCLOSURES)
    who = office.actor("audrey")
    client = Client()
    client.force_login(
        office.people["audrey"], "django.contrib.auth.backends.ModelBackend"
    )
    kept, pages, stages = [], [], set()
    for desk in random_runs.work(desks, chance):
        position, seen = live(who, desk)
        kept.append((desk, position, seen))
        stages.add(str(desk.state.stage))
        if len(kept) % (SCREENS // PAGES) == 0:
            pages.append((desk, position, page(client, desk, position)))
        if len(kept) == SCREENS:
            break

    assert {"reading", "reviewing", "returned", "released"} <= stages
    assert len({seen for _desk, _position, seen in kept}) == SCREENS
    for desk, position, seen in kept:
        assert as_of(who, desk, position) == seen
    for desk, position, seen in pages:
        assert page(client, desk, position) == seen

    lost_and_rebuilt()
    latest = {id(desk): (desk, position, seen) for desk, position, seen in kept}
    for desk, position, seen in latest.values():
        assert live(who, desk) == (position, seen)
    for desk, position, seen in kept[::5]:
        assert as_of(who, desk, position) == seen


def lost_and_rebuilt():
    with connection.cursor() as cursor:
        for table in TABLES:
            cursor.execute(f"DELETE FROM reviews_{table}")
    call_command("rebuild_read_models", heal=True, stdout=StringIO())


def test_a_position_between_two_events_is_the_one_before(office):
    scenarios.edited(office)
    who = office.actor("audrey")
    position, seen = live(who, office)
    office.campaign.year = 2025
    scenarios.builders.account("auditor", username="somebody-else")

    assert as_of(who, office, position + 1) == seen
    state = reading.disclosure(who, office.stream, position=position + 1)
    assert state.position == position
