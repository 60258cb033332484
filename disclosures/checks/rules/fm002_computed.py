"""FM002: a computation written out gives the result written after it."""

import re
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation

from disclosures.checks.finding import Severity
from disclosures.checks.lines import prose
from disclosures.checks.rule import LOOKED, Draft, Material, Outcome, rule

_NUMBER = r"\d[\d,]*(?:\.\d+)?%?"
_UNIT = r"(?:万元|亿元|元|分|个|人|%)?"
_LEFT = rf"[(]*{_NUMBER}{_UNIT}[)]*(?:[-+*×xX÷/][(]*{_NUMBER}{_UNIT}[)]*){{1,12}}"
_COMPUTED = re.compile(rf"(?<![\d.A-Za-z])({_LEFT})=({_NUMBER})(?![\d.])")
_TOKEN = re.compile(r"\d[\d,]*(?:\.\d+)?%?|[-+*×xX÷/()]")
_SUM_DIVIDED = re.compile(r"^([^()*×xX÷/]+[-+][^()*×xX÷/]+)([÷/*×xX].+)$")


@rule("FM002", "算式与结果", severity=Severity.ERROR, words=("=",))
def computed(material: Material) -> Iterator[Outcome]:
    """写出的算式按四则运算顺序算出写出的结果。

    Why: 算式缺了括号或数字写错，读者照式计算得不到结果。
    Fails: 95.20+93.60÷2=94.40。
    Passes: （95.20+93.60）÷2=94.40。
    """
    for line in prose(material.section, material.read, "=", "＝"):
        text = line.text
        for found in _COMPUTED.finditer(text.replace(" ", "\0")):
            left, stated = found[1], found[2]
            value = _value(left)
            if value is None:
                continue
            if _agree(value, stated):
                yield LOOKED
                continue
            bracketed = _bracketed(left, stated)
            raw = line.raw[found.start() : found.end()]
            yield Draft(
                f"算式“{raw}”不成立：按算式{left}={_shown(value)}"
                + (f"；加括号{bracketed}才得{stated}" if bracketed else ""),
                (line.mark(*found.span()),),
                stated=stated,
                expected="" if bracketed else _shown(value),
            )


def _agree(value: Decimal, stated: str) -> bool:
    number = _number(stated)
    exponent = Decimal(stated.rstrip("%").replace(",", "")).as_tuple().exponent
    places = exponent if isinstance(exponent, int) else 0
    step = Decimal(1).scaleb(places)
    if not stated.endswith("%"):
        return abs(value - number) <= step / 2
    # A rate is often written as 5/100*100=5%, where the sign repeats the factor.
    return min(abs(value - number) * 100, abs(value - number * 100)) <= step / 2


def _bracketed(left: str, stated: str) -> str:
    """Return the expression with its sum in brackets, if that gives the result."""
    found = _SUM_DIVIDED.match(left)
    if found is None:
        return ""
    tried = f"({found[1]}){found[2]}"
    value = _value(tried)
    return tried if value is not None and _agree(value, stated) else ""


def _value(expression: str) -> Decimal | None:
    """Return the value by the usual order of operations; None if it has none."""
    tokens = _TOKEN.findall(expression)
    try:
        value = _sum(tokens)
    except (IndexError, InvalidOperation, ZeroDivisionError):
        return None
    return None if tokens else value


def _sum(tokens: list[str]) -> Decimal:
    value = _product(tokens)
    while tokens and tokens[0] in "+-":
        sign = 1 if tokens.pop(0) == "+" else -1
        value += sign * _product(tokens)
    return value


def _product(tokens: list[str]) -> Decimal:
    value = _atom(tokens)
    while tokens and tokens[0] in "*×xX÷/":
        times = tokens.pop(0) in "*×xX"
        other = _atom(tokens)
        value = value * other if times else value / other
    return value


def _atom(tokens: list[str]) -> Decimal:
    first = tokens.pop(0)
    if first == "(":
        value = _sum(tokens)
        if tokens.pop(0) != ")":
            raise IndexError(first)
        return value
    return _number(first)


def _number(text: str) -> Decimal:
    value = Decimal(text.rstrip("%").replace(",", ""))
    return value / 100 if text.endswith("%") else value


def _shown(value: Decimal) -> str:
    return f"{value.quantize(Decimal('0.0001')).normalize():f}"
