"""The words behind hashes and the names behind numbers."""

from collections.abc import Iterable, Mapping

from disclosures.models import Account
from reviews import store


def texts(hashes: Iterable[str]) -> dict[str, str]:
    """Return free text by its content hash; erased text reads as such."""
    wanted = [each for each in hashes if each]
    found = store.contents(wanted)
    return {each: _text(found, each) for each in wanted}


def _text(found: Mapping[str, bytes], name: str) -> str:
    if not name:
        return ""
    body = found.get(name)
    return body.decode() if body is not None else "（内容已依法删除）"


def name(names: Mapping[int, str], person: int | None, behalf: int | None = 0) -> str:
    """Return who did something: 李四, or 李四（代张三） where it was for another."""
    said = names.get(person or 0, "")
    if not behalf:
        return said
    other = names.get(behalf, "")
    return f"{said}（代{other}）"


def names(people: Iterable[int | None]) -> dict[int, str]:
    """Return the display names of accounts by id, in one query."""
    wanted = {each for each in people if each}
    accounts = Account.objects.filter(pk__in=wanted)
    return {each.pk: str(each) for each in accounts}
