import pytest

from disclosures.ingest import legacy
from disclosures.ingest.limits import DEFAULT
from disclosures.ingest.model import Unreadable
from disclosures.ingest.read import read
from disclosures.ingest.sniff import Kind

SENTENCE = "青禾区水务局2023年度收支说明，本局设三个科室，全年支出数额与预算一致。" * 3


def rtf(text: str) -> bytes:
    body = "".join(f"\\u{ord(each)}?" if ord(each) > 127 else each for each in text)
    return f"{{\\rtf1\\ansi {body}\\par}}".encode()


def test_without_a_converter_the_sentence_says_what_to_do(monkeypatch):
    monkeypatch.setattr(legacy, "converter", lambda: None)

    with pytest.raises(Unreadable) as refused:
        legacy.to_docx(rtf(SENTENCE), Kind.RTF, DEFAULT)

    assert refused.value.code == "unsupported"
    assert "另存为 docx" in refused.value.message


def test_without_a_way_to_cut_it_off_the_network_nothing_is_converted(monkeypatch):
    monkeypatch.setattr(legacy, "converter", lambda: "/usr/bin/soffice")
    monkeypatch.setattr(legacy, "fence", lambda: ())

    with pytest.raises(Unreadable) as refused:
        legacy.to_docx(rtf(SENTENCE), Kind.RTF, DEFAULT)
    assert refused.value.code == "unsupported"


@pytest.mark.slow
def test_an_old_format_is_read_where_a_converter_is_installed_and_refused_elsewhere():
    able = legacy.converter() is not None and legacy.fence() != ()

    if able:
        reading = read(rtf(SENTENCE), "决算.rtf")
        assert reading.format == "rtf"
        assert "".join(item.text for item in reading.items) == SENTENCE
    else:
        with pytest.raises(Unreadable) as refused:
            read(rtf(SENTENCE), "决算.rtf")
        assert refused.value.code == "unsupported"
