from disclosures.checks.rules.rd001_unread_page import unread_page
from tests.disclosures.checks.reading import drafts, outcomes

PAGE = "【第{}页是扫描图像，没有读取】"


def test_each_page_that_was_not_read_is_told():
    found = drafts(unread_page, PAGE.format(" 3 ") + PAGE.format("4"))

    assert [each.message[:5] for each in found] == ["第 3 页", "第 4 页"]


def test_text_about_pages_is_not_looked_at():
    assert outcomes(unread_page, "第3页是扫描图像。") == []
