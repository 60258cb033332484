"""Refusals in the reader's language: their sentences come from the one catalogue.

Decisions speak Chinese and know no language; a sentence with values remembers its
template (`errors.Said`), and both are looked up here.
"""

from typing import TypeVar

from django.utils.translation import get_language, gettext

from reviews.domain.errors import Refused, Said

Kind = TypeVar("Kind", bound=Refused)


def in_words(refused: Kind) -> Kind:
    """Return the refusal as the present language says it."""
    if not (get_language() or "").startswith("en"):
        return refused
    return type(refused)(refused.code, sentence(refused.message), listed(refused.who))


def sentence(message: str) -> str:
    """Return a sentence of a refusal, its values in words too."""
    if not isinstance(message, Said):
        return gettext(message) if message else ""
    values = {
        name: listed(value) if isinstance(value, str) else value
        for name, value in message.values.items()
    }
    return gettext(message.template) % values


def listed(words: str) -> str:
    """Return names of roles, stages or fields, which are joined by 、 in Chinese."""
    if not words:
        return ""
    return ", ".join(gettext(each) for each in words.split("、"))
