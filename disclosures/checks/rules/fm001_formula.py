"""FM001: a formula written as text is built like its siblings."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from disclosures.checks.finding import Severity
from disclosures.checks.lines import Line, lines
from disclosures.checks.rule import LOOKED, Draft, Mark, Material, Outcome, rule

_TERM = r"[\u4e00-\u9fff“”]{1,16}"
_ATOM = rf"(?:{_TERM}|\d+(?:\.\d+)?%?)"
_FORMULA = re.compile(
    rf"[(\[]*{_ATOM}[)\]]*(?:\s*[-+*×÷/]\s*[(\[]*{_ATOM}[)\]]*){{1,8}}"
)
_OPERATORS = re.compile(r"[-+*×÷/]")
_ITSELF = re.compile(rf"({_TERM})\s*[/÷]\s*\1(?![\u4e00-\u9fff])")


class Formula(NamedTuple):
    """A formula: as written, its terms in order without brackets, its place."""

    raw: str
    built: str
    terms: str
    place: Mark


@rule("FM001", "公式的括号和算式", severity=Severity.ERROR, words=("/", "÷"))
def formula(material: Material) -> Iterator[Outcome]:
    """文字公式的括号位置与同类公式一致，没有把一个数除以它自己。

    Why: 括号放错，公式的意思就变了，按写出的公式算不出列示的结果。
    Fails: （决算数－预算数/预算数）*100%，而其他指标为（决算数－预算数）/预算数*100%。
    Passes: 各指标都是（决算数－预算数）/预算数*100%。
    """
    found = [
        each
        for line in lines(material.section, material.read)
        if "/" in line.text or "÷" in line.text
        for each in _formulas(line)
    ]
    for each in found:
        siblings = [one for one in found if one.terms == each.terms]
        built = [one.built for one in siblings]
        usual = max(set(built), key=lambda one: (built.count(one), -built.index(one)))
        divided = _ITSELF.search(each.built)
        if each.built == usual and not divided:
            yield LOOKED
            continue
        right = next((one.raw for one in siblings if one.built == usual), "")
        if each.built != usual and built.count(usual) > 1:
            yield Draft(
                f"公式“{each.raw}”的括号与同类公式“{right}”不一致",
                (each.place, *(one.place for one in siblings if one.built == usual)),
                stated=each.raw,
                expected=right,
                suggestion=right,
            )
        elif divided:
            yield Draft(
                f"公式“{each.raw}”把“{divided[1]}”除以它自己，括号疑有错位",
                (each.place,),
                stated=each.raw,
            )


def _formulas(line: Line) -> Iterator[Formula]:
    for found in _FORMULA.finditer(line.text):
        if len(_OPERATORS.findall(found[0])) < 2:
            continue
        built = re.sub(r"\s", "", found[0])
        terms = re.sub(r"[()\[\]]", "", built)
        raw = line.raw[found.start() : found.end()]
        yield Formula(raw, built, terms, line.mark(*found.span()))
