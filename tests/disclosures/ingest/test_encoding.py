import codecs

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from disclosures.ingest.encoding import decode, encoding_of

SENTENCE = "云岭市青禾区水务局2023年度收、支总计1,234.56万元，比上年增加12.30万元。"

chinese = st.text(
    st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5), min_size=8, max_size=60
)


@pytest.mark.parametrize(
    ("encoded", "name"),
    [
        (SENTENCE.encode(), "utf-8"),
        (codecs.BOM_UTF8 + SENTENCE.encode(), "utf-8-sig"),
        (SENTENCE.encode("utf-16"), "utf-16"),
        (codecs.BOM_UTF16_BE + SENTENCE.encode("utf-16-be"), "utf-16"),
        (SENTENCE.encode("utf-16-le"), "utf-16-le"),
        (SENTENCE.encode("utf-16-be"), "utf-16-be"),
        (SENTENCE.encode("gb18030"), "gb18030"),
        (SENTENCE.encode("gbk"), "gb18030"),
        ("䶮㐀㎡𠮷：万元".encode("gb18030"), "gb18030"),
    ],
)
def test_the_encoding_is_told_and_the_text_comes_back(encoded, name):
    text, found, lost = decode(encoded)

    assert (found, lost) == (name, 0)
    assert text.encode("utf-16-le") == encoded.decode(name).removeprefix(
        "\ufeff"
    ).encode("utf-16-le")


@given(chinese)
@example("名称金额单位备注合计")
def test_what_is_encoded_in_utf8_or_gb18030_is_read_back(text):
    for name in ("utf-8", "gb18030"):
        assert decode((text + "，2023年，").encode(name))[0] == text + "，2023年，"


@pytest.mark.parametrize("name", ["utf-8", "gb18030"])
def test_an_end_cut_inside_a_character_costs_that_character_alone(name):
    whole = SENTENCE * 3

    text, found, _ = decode((whole + "末").encode(name)[:-1])

    assert found == name
    assert text.startswith(whole)


@pytest.mark.parametrize("name", ["utf-8", "gb18030"])
def test_one_bad_byte_does_not_change_the_encoding_and_is_counted(name):
    encoded = bytearray((SENTENCE * 20).encode(name))
    encoded[300] = 0xFF

    text, found, lost = decode(bytes(encoded))

    assert found == name
    assert 1 <= lost <= 3
    assert text.count("云岭市") >= 18


def test_plain_latin_text_is_utf8():
    assert encoding_of(b"plain text, 123.45") == "utf-8"
