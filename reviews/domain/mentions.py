"""Who is spoken to in a text: an @ and a name, as people write it in Chinese."""

from collections.abc import Mapping, Sequence

AT = ("@", "＠")


def mentioned(text: str, names: Mapping[str, Sequence[int]]) -> frozenset[int]:
    """Return the people whom `text` names after an @.

    No space need follow: of the names that fit, the longest is meant; of several
    people of one name, all. An @ inside an address (a@b) is none.
    """
    longest = sorted(names, key=len, reverse=True)
    found: set[int] = set()
    for at, sign in enumerate(text):
        if sign not in AT or _inside_address(text, at):
            continue
        rest = text[at + 1 :]
        name = next((each for each in longest if each and rest.startswith(each)), "")
        found.update(names.get(name, ()))
    return frozenset(found)


def _inside_address(text: str, at: int) -> bool:
    before = text[at - 1] if at else " "
    return before.isascii() and before.isalnum()
