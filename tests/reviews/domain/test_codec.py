"""Events survive their stored form, and what was ever stored loads for ever."""

import json
import types
from dataclasses import fields, is_dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import get_args, get_origin, get_type_hints
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reviews.domain.codec import (
    UPCASTS,
    BadBody,
    Envelope,
    UnknownEvent,
    decode,
    encode,
    recorded,
)
from reviews.domain.events import BY_TYPE, FlagResolved, SectionFlagged
from reviews.domain.hashing import GREATEST_WHOLE, NotCanonical, canonical

GOLDEN = Path(__file__).parent.parent.parent / "golden" / "events"
ENVELOPE = Envelope(
    ledger=3,
    stream=UUID(int=1),
    version=4,
    actor=5,
    on_behalf_of=None,
    command=UUID(int=2),
    request="r",
    occurred_at=datetime(2026, 3, 1, tzinfo=UTC),
)
TEXT = st.text(st.characters(exclude_characters="\x00", exclude_categories=["Cs"]))
WHOLE = st.integers(-GREATEST_WHOLE, GREATEST_WHOLE)


def values(hint):
    if is_dataclass(hint):
        return st.builds(hint, **{name: values(h) for name, h in hints(hint).items()})
    if get_origin(hint) is tuple:
        inner = get_args(hint)
        if inner[-1] is Ellipsis:
            return st.lists(values(inner[0]), max_size=3).map(tuple)
        return st.tuples(*map(values, inner))
    if isinstance(hint, types.UnionType):
        return st.one_of(*map(values, get_args(hint)))
    return {str: TEXT, int: WHOLE, bool: st.booleans(), type(None): st.none()}[hint]


def hints(kind):
    told = get_type_hints(kind)
    return {field.name: told[field.name] for field in fields(kind)}


@pytest.mark.parametrize("kind", BY_TYPE.values(), ids=BY_TYPE)
@settings(max_examples=30, deadline=None)
@given(data=st.data())
def test_an_event_survives_its_stored_form(kind, data):
    event = data.draw(values(kind))
    by = Envelope(
        ledger=data.draw(WHOLE),
        stream=data.draw(st.uuids()),
        version=data.draw(st.integers(1, 9)),
        actor=data.draw(st.none() | WHOLE),
        on_behalf_of=data.draw(st.none() | WHOLE),
        command=data.draw(st.uuids()),
        request=data.draw(TEXT),
        occurred_at=data.draw(st.datetimes(timezones=st.just(UTC))),
    )

    payload = encode(event, by)
    back = recorded(payload, position=8, recorded_at=ENVELOPE.occurred_at)

    assert back.event == event
    assert hash(back.event) == hash(event)
    for name in ("ledger", "stream", "version", "actor", "command", "occurred_at"):
        assert getattr(back, name) == getattr(by, name)
    assert (back.position, back.recorded_at) == (8, ENVELOPE.occurred_at)
    assert encode(back.event, by) == payload


@pytest.mark.parametrize("name", sorted({*BY_TYPE, *UPCASTS}))
def test_every_name_ever_stored_keeps_a_golden_body_that_loads(name):
    body = json.loads((GOLDEN / f"{name}.json").read_text(encoding="utf-8"))

    event = decode(name, body)

    if name not in UPCASTS:
        assert json.loads(canonical(event)) == body


def test_no_golden_body_is_of_a_name_that_nobody_knows():
    kept = {path.name.removesuffix(".json") for path in GOLDEN.iterdir()}

    assert kept == {*BY_TYPE, *UPCASTS}


def test_old_names_are_upcast_step_by_step():
    upcasts = {
        "review.mark-removed.v1": (
            "review.flag-resolved.v0",
            lambda body: {"flag": body["mark"], "section": body["section"]},
        ),
        "review.flag-resolved.v0": (
            "review.flag-resolved.v1",
            lambda body: body | {"remark": ""},
        ),
    }
    stored = {"mark": "f1", "section": "s1"}

    event = decode("review.mark-removed.v1", stored, upcasts=upcasts)

    assert event == FlagResolved(flag="f1", section="s1", remark="")
    assert stored == {"mark": "f1", "section": "s1"}


def test_an_unknown_name_is_said():
    with pytest.raises(UnknownEvent, match=r"review\.never\.v1"):
        decode("review.never.v1", {})


@pytest.mark.parametrize(
    "body",
    [
        pytest.param({"flag": "f", "section": "s"}, id="too little"),
        pytest.param(
            {"flag": "f", "section": "s", "remark": "", "x": 1}, id="too much"
        ),
    ],
)
def test_a_body_that_does_not_fit_is_said(body):
    with pytest.raises(BadBody, match=r"review\.flag-resolved\.v1"):
        decode("review.flag-resolved.v1", body)


@pytest.mark.parametrize(
    "value",
    [
        pytest.param("a\x00b", id="a NUL"),
        pytest.param("a\ud800b", id="a lone surrogate"),
    ],
)
def test_text_that_no_database_keeps_is_refused(value):
    event = SectionFlagged(flag="f", section=value, version=1, quote="", remark="")

    with pytest.raises(NotCanonical):
        encode(event, ENVELOPE)


@pytest.mark.parametrize(
    "value",
    [
        1.5,
        float("nan"),
        2**53,
        -(2**53),
        b"bytes",
        {"a"},
        {1: "a"},
        {"a\x00": 1},
        [("a", 1.0)],
        "\udfff",
    ],
)
def test_what_reads_differently_elsewhere_has_no_canonical_form(value):
    with pytest.raises(NotCanonical):
        canonical(value)


def test_the_canonical_form_sorts_keys_and_writes_text_as_it_is():
    said = canonical({"b": (1, True, None), "a": "财政\n\u2028\U0001f600\\u0000"})

    assert said == '{"a":"财政\\n\u2028😀\\\\u0000","b":[1,true,null]}'.encode()
