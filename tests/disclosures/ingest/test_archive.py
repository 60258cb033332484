import io
import zipfile

import openpyxl
import pytest

from disclosures.ingest.archive import members_of
from disclosures.ingest.limits import DEFAULT, Limits
from disclosures.ingest.model import Grid, Paragraph, Unreadable
from disclosures.ingest.read import read
from disclosures.ingest.sniff import Kind
from tests.disclosures.ingest.builders import FILLER, docx, p, zipped


def sheet(*rows: list[object]) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_the_text_comes_first_and_its_annexes_follow():
    data = zipped(
        {
            "附件2.xlsx": sheet(["支出", 2]),
            "附件1.xlsx": sheet(["收入", 1]),
            "决算公开说明.docx": docx(p(FILLER)),
            "__MACOSX/._a.docx": b"\0\5",
            "图.png": b"\x89PNG\r\n",
        }
    )

    reading = read(data, "报送.zip")

    text, income, spending = reading.items
    assert reading.format == "zip"
    assert isinstance(text, Paragraph)
    assert [cell.text for cell in income.cells] == ["收入", "1"]
    assert isinstance(spending, Grid)


def test_the_explanation_is_taken_for_the_text_and_not_an_annex():
    members = members_of(
        zipped({"附表.txt": "表" * 70, "2023年度决算公开.txt": FILLER}), DEFAULT
    )

    assert [each.name for each in members] == ["2023年度决算公开.txt", "附表.txt"]
    assert {each.kind for each in members} == {Kind.TEXT}


def test_names_written_in_gbk_are_read():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("XXXXXXXX.txt", FILLER)
    data = out.getvalue().replace(b"XXXXXXXX", "决算说明".encode("gbk"))

    assert [each.name for each in members_of(data, DEFAULT)] == ["决算说明.txt"]


@pytest.mark.parametrize("name", ["/a.txt", "x/../../a.txt", "C:/a.txt"])
def test_a_member_with_a_path_out_of_the_archive_is_refused(name):
    with pytest.raises(Unreadable) as refused:
        members_of(zipped({name: FILLER}), DEFAULT)
    assert refused.value.code == "unsafe"


def test_too_many_members_are_refused():
    with pytest.raises(Unreadable) as refused:
        members_of(zipped({f"{i}.txt": "甲" for i in range(9)}), Limits(entries=8))
    assert refused.value.code == "too_complex"
