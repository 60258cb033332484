"""Why a command is refused: a stable code, a sentence, and who could do it."""

from collections.abc import Mapping
from dataclasses import dataclass


class Said(str):
    """A sentence that remembers its template and values, for other languages."""

    template: str
    values: Mapping[str, object]


def said(template: str, **values: object) -> Said:
    """Return `template` with its `%(name)s` filled in."""
    sentence = Said(template % values)
    sentence.template, sentence.values = template, values
    return sentence


@dataclass(eq=False)
class Refused(Exception):
    """The command was not carried out and nothing was changed.

    `code` is stable, `message` is one Chinese sentence with what to do, `who` names
    who could do it, where somebody could.
    """

    code: str
    message: str
    who: str = ""

    def __str__(self) -> str:
        return self.message


class NotAllowed(Refused):
    """This person may not do this here (HTTP 403)."""


class NotNow(Refused):
    """The state of things does not allow it; another time it may (HTTP 409)."""


class NotAcceptable(Refused):
    """What was sent cannot be accepted as it is (HTTP 422)."""


class NotKnown(Refused):
    """There is no such thing, or this person must not know of it (HTTP 404)."""


class OutOfDate(Refused):
    """The person decided on a version that is no longer the present one (HTTP 412)."""
