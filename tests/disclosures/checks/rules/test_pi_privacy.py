"""Personal numbers are found by their make and their check digits."""

import pytest

from tests.disclosures.checks.rules.documents import (
    document,
    findings,
    one,
    says,
    table,
)


def luhn(body):
    """The body with the check digit that makes it a card number."""
    for last in "0123456789":
        digits = [int(each) for each in reversed(body + last)]
        doubled = [sum(divmod(2 * each, 10)) for each in digits[1::2]]
        if (sum(digits[::2]) + sum(doubled)) % 10 == 0:
            return body + last
    raise AssertionError(body)


def identity(body):
    """The body of 17 digits with the check digit that the standard gives it."""
    weights = [2**at % 11 for at in range(17, 0, -1)]
    total = sum(int(each) * weight for each, weight in zip(body, weights, strict=True))
    return body + "10X98765432"[total % 11]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("联系电话：13800000000。", 1),
        ("联系电话：138 0000 0000。", 1),
        ("联系电话：021-60000000。", 0),
        ("支出13800000000.50元。", 0),
        ("项目编号20241380000000012。", 0),
        ("服务热线12345。", 0),
    ],
)
def test_a_mobile_number_is_found(text, count):
    assert len(says("PI001", text)) == count


def test_the_name_beside_a_number_is_shown_and_the_number_hidden():
    rows = table("项目负责人 | 张某 | 联系电话 | 13800000000", "金额 | 5.00")
    found = one("PI001", ("一、自评", rows))

    assert [each.text for each in found.evidence] == ["13800000000", "张某"]
    assert "13800000000" not in found.message


def test_an_identity_number_is_known_by_its_check_digit():
    right = identity("11010119900307777")
    wrong = right[:-1] + ("1" if right[-1] != "1" else "2")

    assert len(says("PI002", f"证件号码{right}。")) == 1
    assert says("PI002", f"证件号码{wrong}。") == []


def test_a_card_number_is_known_by_its_check_digit_and_its_words():
    union = luhn("622202000000000012")
    other = luhn("411111111111111")

    assert len(says("PI003", f"收款卡{union}。")) == 1
    assert len(says("PI003", f"开户账号{other}。")) == 1
    assert says("PI003", f"流水编码{other}。") == []
    assert findings("PI003", document(("一、情况", f"编码{union}9。"))) == []
