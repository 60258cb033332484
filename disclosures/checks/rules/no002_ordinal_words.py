"""NO002: 一是、二是、三是 follow one another."""

import re
from collections.abc import Iterator

from disclosures.checks.finding import Severity
from disclosures.checks.lines import prose
from disclosures.checks.numerals import chinese, number
from disclosures.checks.rule import LOOKED, Draft, Mark, Material, Outcome, rule

_LIKELY = re.compile(r"[一二三四五六七八九十][是要]")
_ORDINAL = re.compile(r"(?:^|(?<=[。;:,]))\s*([一二三四五六七八九十]{1,2})(是|要)")


@rule("NO002", "“一是、二是”的连续", severity=Severity.WARNING, words=("是", "要"))
def ordinal_words(material: Material) -> Iterator[Outcome]:
    """“一是、二是、三是”依次相接，不缺、不重。

    Why: 序词断开或重复，多半是删改合并时漏了一段或没有重排。
    Fails: 一是完善制度。三是加强管理。
    Passes: 一是完善制度。二是加强管理。
    """
    if not _LIKELY.search(material.read.plain):
        return
    lists: list[list[tuple[int, Mark, str]]] = []
    for line in prose(material.section, material.read, "是", "要"):
        for found in _ORDINAL.finditer(line.text):
            value = number(found[1])
            if value is None:
                continue
            item = (value, line.mark(*found.span(1)), found[2])
            if value == 1:
                lists.append([item])
            elif _joins(lists, item):
                yield LOOKED
            elif found[2] == "是":
                yield _broken(lists, item)
                lists.append([item])


def _joins(
    lists: list[list[tuple[int, Mark, str]]], item: tuple[int, Mark, str]
) -> bool:
    for depth in range(len(lists) - 1, -1, -1):
        value, _, word = lists[depth][-1]
        if value == item[0] - 1 and word == item[2]:
            del lists[depth + 1 :]
            lists[depth].append(item)
            return True
    return False


def _broken(
    lists: list[list[tuple[int, Mark, str]]], item: tuple[int, Mark, str]
) -> Draft:
    value, place, word = item
    written = chinese(value) + word
    last = lists[-1][-1] if lists else None
    if last is None:
        said = f"“{written}”之前没有“{chinese(value - 1)}{word}”"
    elif last[0] == value:
        said = f"“{written}”出现两次"
    else:
        said = f"“{written}”之前是“{chinese(last[0])}{word}”，不相接"
    return Draft(
        f"序词不连续：{said}",
        (place, last[1]) if last else (place,),
        stated=written,
    )
