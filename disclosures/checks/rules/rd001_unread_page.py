"""RD001: every page of the file was read, or its text has been typed in."""

from collections.abc import Iterator

from disclosures.checks.finding import Severity
from disclosures.checks.rule import Draft, Mark, Material, Outcome, rule
from disclosures.parse.unread import UNREAD


@rule("RD001", "页面没有读取", severity=Severity.ERROR, words=("没有读取",))
def unread_page(material: Material) -> Iterator[Outcome]:
    """文件的每一页都已读取，或者已由人工补录。

    Why: 扫描图像没有文字层又没有识别时，页上的内容没有进入系统，
    没有校核，公开的文本也不完整。
    Fails: 【第3页是扫描图像，没有读取】
    Passes: 对照原件把该页内容录入，并删去这一行。
    """
    section = material.section
    for found in UNREAD.finditer(section.text):
        yield Draft(
            f"第 {found[1]} 页是扫描图像，没有读取，"
            "请对照原件补录这一页的内容，或请报送单位换交带文字的文件",
            (Mark(section.key, *found.span()),),
            stated=found[0],
        )
