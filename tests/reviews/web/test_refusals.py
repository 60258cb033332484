"""Refusals in the reader's language; decisions themselves know one."""

from pathlib import Path

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils import translation

from reviews.domain import policies
from reviews.domain.errors import NotAllowed, Refused, said
from reviews.management.commands._refusals import sentences
from reviews.web.refusals import in_words
from tests.reviews.domain.desk import PAUL, opened
from tests.reviews.web import scene


def refused(action: str, section: str = "") -> Refused:
    with pytest.raises(Refused) as found:
        policies.require(action, PAUL, opened(a="好").state, section)
    return found.value


def test_a_refusal_stays_as_it_is_in_chinese():
    why = refused("verify", "a")

    assert in_words(why) is why


def test_a_refusal_is_said_in_english_with_its_values_and_who_could():
    with translation.override("en"):
        said_so = in_words(refused("verify", "a"))

    assert isinstance(said_so, NotAllowed)
    assert said_so.code == "wrong-role"
    assert said_so.who == "reviewer"
    assert "reviewer" in said_so.message
    assert not any("\u4e00" <= sign <= "\u9fff" for sign in said_so.message)


def test_a_sentence_that_nobody_translated_is_said_as_it_is():
    with translation.override("en"):
        told = in_words(NotAllowed("x", said("没有译文的第 %(n)s 句。", n=3)))

    assert told.message == "没有译文的第 3 句。"


def test_every_kind_of_sentence_is_found_in_the_code():
    found = {text for _place, text in sentences(Path(settings.ROOT))}

    assert "这处标记已经解除。" in found  # written where it is raised
    assert "本节还有 %(count)s 个未决错误，请先修改或说明不予采纳的理由。" in found
    assert "只能办理本部门的材料。" in found  # a relation's
    assert "审核员" in found and "标记问题" in found  # roles and actions
    assert "同时修改的人太多，本次操作没有保存，请稍后重试。" in found  # a constant


def test_a_refusal_on_a_page_is_in_the_accounts_language(signed_in):
    at = scene.read()
    at.alice.language = "en"
    at.alice.save()

    address = reverse("web:flag", args=[at.stream, "s002"])
    answer = signed_in(at.alice).post(address, {"remark": "x"})

    assert answer.status_code == 403
    assert "You may not do this" in answer.content.decode()


def test_what_was_done_is_said_in_the_accounts_language(signed_in):
    at = scene.read()
    at.bob.language = "en"
    at.bob.save()

    address = reverse("web:flag", args=[at.stream, "s002"])
    answer = signed_in(at.bob).post(address, {"remark": "x"}, follow=True)

    assert "The problem is flagged." in answer.content.decode()
