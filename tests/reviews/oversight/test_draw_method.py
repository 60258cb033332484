"""The draw itself: by weight, the same for everybody, of what was verified then."""

from collections import Counter
from hashlib import sha256

import orjson
import pytest

from reviews.domain.codec import Envelope, encode
from reviews.domain.fold import replay
from reviews.domain.hashing import microseconds
from reviews.ledger import draw
from tests.reviews.domain.stories import story

WEIGHTS = (1, 2, 3, 5, 9)
SEEDS = [sha256(number.to_bytes(4, "big")).hexdigest() for number in range(10_000)]
# Of the chi-squared distribution at 0.999, by degrees of freedom.
CRITICAL = {4: 18.47, 19: 43.82}


def chi_squared(seen, expected):
    return sum((seen[key] - value) ** 2 / value for key, value in expected.items())


def test_the_first_of_ten_thousand_draws_falls_by_weight():
    seen = Counter(draw.pick(seed, WEIGHTS, 1)[0] for seed in SEEDS)
    expected = {
        at: len(SEEDS) * weight / sum(WEIGHTS) for at, weight in enumerate(WEIGHTS)
    }

    assert chi_squared(seen, expected) < CRITICAL[len(expected) - 1]


def test_a_second_falls_by_the_weight_of_what_is_left():
    seen = Counter(tuple(draw.pick(seed, WEIGHTS, 2)) for seed in SEEDS)
    whole = sum(WEIGHTS)
    expected = {
        (a, b): len(SEEDS) * first / whole * second / (whole - first)
        for a, first in enumerate(WEIGHTS)
        for b, second in enumerate(WEIGHTS)
        if a != b
    }

    assert set(seen) <= set(expected)
    assert chi_squared(seen, expected) < CRITICAL[len(expected) - 1]


def test_a_draw_that_ignored_the_weights_would_be_noticed():
    seen = Counter(draw.pick(seed, (1,) * 5, 1)[0] for seed in SEEDS)
    expected = {
        at: len(SEEDS) * weight / sum(WEIGHTS) for at, weight in enumerate(WEIGHTS)
    }

    assert chi_squared(seen, expected) > CRITICAL[4]


def test_nothing_is_drawn_twice_and_no_more_than_there_is():
    assert sorted(draw.pick(SEEDS[0], WEIGHTS, 9)) == [0, 1, 2, 3, 4]
    assert draw.pick(SEEDS[0], (), 3) == []


def test_the_seed_hangs_on_the_head_and_on_the_day():
    made = {
        draw.seed_of(head * 32, day)
        for head in ("0a", "0b")
        for day in ("2026-09-01", "2026-09-02")
    }

    assert len(made) == 4


def test_a_day_begins_in_beijing():
    assert draw.begins("1970-01-02") == 16 * 3600 * 1_000_000


def told(record):
    """Return a record as the script reads it from an export."""
    by = Envelope(
        ledger=record.ledger,
        stream=record.stream,
        version=record.version,
        actor=record.actor,
        on_behalf_of=record.on_behalf_of,
        command=record.command,
        request="",
        occurred_at=record.occurred_at,
    )
    said = orjson.loads(encode(record.event, by))
    return said | {"recorded_at": microseconds(record.recorded_at)}


@pytest.mark.parametrize("seed", range(40))
def test_candidates_are_the_sections_whose_verification_stands(seed):
    records = story(seed).records
    for upto in range(1, len(records) + 1, 7):
        part = records[:upto]
        state = replay(part)
        standing = [
            (str(state.id), key, each.version, each.content)
            for key, each in sorted(state.sections.items())
            if each.verification is not None
        ]

        found = draw.candidates(map(told, part), 2**62, 0)

        assert [each[:4] for each in found] == standing
        assert all(1 <= each.weight <= draw.GREATEST_WEIGHT for each in found)
