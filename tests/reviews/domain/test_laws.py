"""Laws that hold in any history, tried on long ones made by seeds."""

import pytest

from reviews.domain import events as e
from reviews.domain import snapshot
from reviews.domain.fold import evolve, replay
from reviews.domain.state import Disclosure
from reviews.projections.rows import rows_of
from tests.reviews.domain import history
from tests.reviews.domain.stories import story

SEEDS = range(40)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_state_comes_back_whole_from_its_snapshot_at_every_step(seed: int) -> None:
    desk = story(seed)
    state = Disclosure()
    for record in desk.records:
        state = evolve(state, record)
        assert snapshot.load(snapshot.dump(state)) == state
    assert state == desk.state == replay(desk.records)


@pytest.mark.parametrize("seed", SEEDS)
def test_section_stages_are_what_the_history_says_at_every_step(seed: int) -> None:
    state = Disclosure()
    records = story(seed).records
    for length, record in enumerate(records, start=1):
        state = evolve(state, record)
        if isinstance(record.event, e.DisclosureRead) or state.reading != "done":
            continue
        said = {key: str(stage) for key, stage in state.section_stages().items()}
        assert said == history.section_stages(records[:length])


@pytest.mark.parametrize("seed", SEEDS)
def test_contributors_and_verifiers_are_what_the_history_says(seed: int) -> None:
    desk = story(seed)
    wrote = history.writers(desk.records)
    for each in (*desk.state.sections.values(), *desk.state.gone.values()):
        assert set(each.contributors) == wrote[each.key]
    assert desk.state.verifiers == history.verifiers(desk.records)


@pytest.mark.parametrize("seed", SEEDS)
def test_going_on_from_a_snapshot_is_going_on_from_the_state(seed: int) -> None:
    desk = story(seed)
    half = len(desk.records) // 2
    kept = snapshot.load(snapshot.dump(replay(desk.records[:half])))

    assert replay(desk.records[half:], onto=kept) == desk.state


@pytest.mark.parametrize("seed", SEEDS)
def test_rows_depend_on_the_state_alone_and_count_each_section_once(seed: int) -> None:
    state = story(seed).state
    again = snapshot.load(snapshot.dump(state))

    assert rows_of(state) == rows_of(again)
    (row,) = rows_of(state).disclosures.values()
    counted = [row[each] for each in ("draft", "flagged", "verified", "published")]
    assert sum(counted) == row["sections"] == len(state.sections)


@pytest.mark.parametrize("seed", SEEDS)
def test_an_event_is_never_written_for_what_is_already_so(seed: int) -> None:
    """A run of the checks is one even if it finds what was known: it says so."""
    state = Disclosure()
    for record in story(seed).records:
        after = evolve(state, record)
        told = {"version", "position", "updated_at"}
        changed = [
            name
            for name in state.__slots__
            if name not in told and getattr(state, name) != getattr(after, name)
        ]
        assert changed or isinstance(record.event, e.ChecksRun), record.event
        state = after


def test_the_histories_hold_every_event_of_a_disclosure() -> None:
    seen = {type(r.event) for seed in SEEDS for r in story(seed).records}

    assert seen == {k for k in e.Event.__args__ if k.TYPE.startswith("review.")}
