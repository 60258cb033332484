"""Contents are kept once under their hash."""

from hashlib import sha256

import pytest

from reviews import store
from reviews.models import Content

pytestmark = pytest.mark.django_db


def test_a_body_is_kept_once_under_its_hash():
    first = store.put_contents([b"one", b"two", b"one"])
    again = store.put_contents(iter([b"two"]))

    assert first == tuple(sha256(b).hexdigest() for b in (b"one", b"two", b"one"))
    assert again == first[1:2]
    assert Content.objects.count() == 2
    assert store.contents([*first, "", "0" * 64]) == {
        first[0]: b"one",
        first[1]: b"two",
    }


def test_a_text_is_kept_as_utf_8_and_the_empty_one_nowhere():
    name = store.put_text("已核对")

    assert store.contents([name])[name].decode() == "已核对"
    assert store.put_text("") == ""
    assert store.put_contents([]) == ()


def test_many_contents_come_back_whole():
    bodies = [f"第{number}段".encode() for number in range(2500)]

    names = store.put_contents(bodies)

    assert store.contents(names) == dict(zip(names, bodies, strict=True))
