"""A command id is carried out once, and its answer is given again."""

from uuid import uuid4

import pytest
from django.db import transaction

from reviews import store
from tests.reviews.store.conftest import LEDGER, edited, meta

pytestmark = pytest.mark.django_db


def test_a_command_that_was_carried_out_gives_its_answer_again(stream):
    command = meta()
    appended = store.append(
        LEDGER,
        stream,
        [edited(), edited(3)],
        after=0,
        meta=command,
        request_hash="h" * 64,
        answer={"findings": [1, 2]},
    )

    assert store.answer_of(LEDGER, command.command) == store.Answer(
        actor=5,
        request_hash="h" * 64,
        stream=stream,
        version=2,
        position=appended.position,
        answer={"findings": [1, 2]},
    )


def test_the_same_command_again_writes_nothing_whatever_the_version(stream):
    command = meta()
    once = {"meta": command, "request_hash": "h" * 64}
    store.append(LEDGER, stream, [edited()], after=0, **once)

    for after in (0, 1):
        with pytest.raises(store.SameCommand), transaction.atomic():
            store.append(LEDGER, stream, [edited()], after=after, **once)

    assert store.head(LEDGER)[0] == 1


def test_the_same_id_in_another_ledger_is_another_command(stream):
    once = {"meta": meta(), "request_hash": "h" * 64}
    store.append(LEDGER, stream, [edited()], after=0, **once)

    assert store.append(LEDGER + 1, stream, [edited()], after=0, **once).version == 1


def test_a_command_nobody_sent_has_no_answer():
    assert store.answer_of(LEDGER, uuid4()) is None


def test_remembering_twice_is_refused(stream):
    said = {
        "actor": 5,
        "request_hash": "h" * 64,
        "stream": stream,
        "version": 1,
        "position": 1,
    }
    command = uuid4()
    store.remember(LEDGER, command, **said, answer={"a": 1})

    with pytest.raises(store.SameCommand), transaction.atomic():
        store.remember(LEDGER, command, **said)

    assert store.answer_of(LEDGER, command).answer == {"a": 1}
