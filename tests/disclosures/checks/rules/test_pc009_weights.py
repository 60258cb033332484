from disclosures.checks.rules.pc009_weights import weights
from tests.disclosures.checks.reading import drafts, outcomes, passes

TEXT = "各部分权重为：执行10%、产出60%、效益20%、满意度{}%。"


def test_weights_of_a_hundred_pass():
    assert passes(weights, TEXT.format(10))


def test_weights_of_more_are_told():
    (draft,) = drafts(weights, TEXT.format(15))
    assert "10 + 60 + 20 + 15 = 105%" in draft.message


def test_rates_that_are_no_weights_are_nothing_to_look_at():
    text = "三项指标分别为：解决率98%、满意率97%、响应率99%。"
    assert outcomes(weights, text) == []
