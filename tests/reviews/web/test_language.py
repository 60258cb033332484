"""The desk in English for those who choose it; the public site in Chinese for all."""

import re
from pathlib import Path

from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po
from django.conf import settings
from django.urls import reverse

from reviews.management.commands.write_messages import texts
from tests.reviews.web import scene

FOLDER = Path(settings.LOCALE_PATHS[0]) / "en" / "LC_MESSAGES"


def catalogue() -> dict[str, str]:
    with (FOLDER / "django.po").open("rb") as stored:
        return {each.id: each.string for each in read_po(stored) if each.id}


def test_every_text_has_an_english_translation():
    """Mend with `manage.py write_messages`, then translate in the .po, then again."""
    wanted = {text for _place, text in texts(Path(settings.ROOT))}
    known = catalogue()

    assert [text for text in sorted(wanted) if not known.get(text)] == []


def test_a_translation_names_what_its_text_names():
    def named(text: str) -> list[str]:
        return sorted(re.findall(r"%\(\w+\)s", text))

    differing = [t for t, said in catalogue().items() if named(t) != named(said)]

    assert differing == []


def test_what_is_read_is_what_was_written():
    with (FOLDER / "django.mo").open("rb") as stored:
        compiled = {each.id: each.string for each in read_mo(stored) if each.id}

    assert compiled == catalogue()


def test_an_account_in_english_reads_english_and_the_document_stays_as_it_is(
    signed_in,
):
    at = scene.read()
    at.bob.language = "en"
    at.bob.save()

    html = (
        signed_in(at.bob)
        .get(reverse("web:section", args=[at.stream, "s001"]))
        .content.decode()
    )

    assert '<html lang="en">' in html
    assert "Verify this section" in html and "Flagged" in html
    assert "基本支出" in html


def test_the_public_site_is_chinese_for_an_english_account_too(signed_in):
    at = scene.released()
    at.bob.language = "en"
    at.bob.save()

    html = signed_in(at.bob).get(reverse("web:public")).content.decode()

    assert '<html lang="zh-CN">' in html and "已公开" in html
