"""The shape of what is sent: types and lengths alone, no rules."""

from typing import Any

from rest_framework import serializers

from reviews.api.paging import PageAsked
from reviews.domain.decision import MOST_TEXT
from reviews.domain.decisions.waivers import KINDS
from reviews.domain.state import SectionStage, Stage

STAGES = [str(each) for each in Stage]
SECTION_STAGES = [str(each) for each in SectionStage]
SEVERITIES = ["error", "warning", "info"]
STATUSES = ["open", "pending", "waived"]
RELEASE_STATUSES = ["current", "superseded", "withdrawn"]
WAIVER_KINDS = list(KINDS)
MOST_ID = 2**53 - 1


def words(help_text: str, **given: Any) -> serializers.CharField:
    return serializers.CharField(max_length=MOST_TEXT, help_text=help_text, **given)


def number(help_text: str, **given: Any) -> serializers.IntegerField:
    return serializers.IntegerField(
        min_value=0, max_value=MOST_ID, help_text=help_text, **given
    )


class DisclosuresAsked(PageAsked):
    campaign = number("公开批次", required=False)
    department = number("部门", required=False)
    state = serializers.ChoiceField(STAGES, required=False, help_text="状态")


class SectionsAsked(PageAsked):
    state = serializers.ChoiceField(SECTION_STAGES, required=False, help_text="状态")


class FindingsAsked(PageAsked):
    section = serializers.CharField(
        required=False, max_length=12, help_text="章节的编号（key）"
    )
    severity = serializers.ChoiceField(SEVERITIES, required=False, help_text="级别")
    status = serializers.ChoiceField(STATUSES, required=False, help_text="处理情况")


class EventsAsked(PageAsked):
    section = serializers.CharField(
        required=False, max_length=12, help_text="章节的编号（key）"
    )


class LedgerAsked(serializers.Serializer[Any]):
    after = number("从这个位置之后读起", required=False, default=0)
    limit = serializers.IntegerField(
        required=False, min_value=1, max_value=1000, default=200, help_text="每次条数"
    )


class MomentAsked(serializers.Serializer[Any]):
    position = number("账本位置", required=False)
    at = serializers.DateTimeField(required=False, help_text="时点（含时区）")
    rules = serializers.ChoiceField(
        ["recorded", "today"],
        required=False,
        default="recorded",
        help_text="recorded 为当时记录的问题；today 另按今天的规则校核当时的文字",
    )

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if ("position" in attrs) == ("at" in attrs):
            raise serializers.ValidationError("请给出 position 或 at 之一。")
        return attrs


class PublicAsked(PageAsked):
    campaign = number("公开批次", required=False)


class Submission(serializers.Serializer[Any]):
    file = serializers.FileField(allow_empty_file=True, help_text="决算公开材料")
    annex = serializers.FileField(
        allow_empty_file=True, required=False, help_text="附表（xlsx、xls、et、ods）"
    )
    department = number("部门")
    campaign = number("公开批次")


class NewSource(serializers.Serializer[Any]):
    """A new text, a new annex, or both; what is left out stays as it is.

    `remove_annex` leaves the text, the new or the old one, without its annex.
    """

    file = serializers.FileField(
        allow_empty_file=True, required=False, help_text="更新后的材料"
    )
    annex = serializers.FileField(
        allow_empty_file=True, required=False, help_text="更新后的附表"
    )
    remove_annex = serializers.BooleanField(
        required=False, default=False, help_text="去掉现有的附表，只留正文"
    )

    def validate(self, given: dict[str, Any]) -> dict[str, Any]:
        if given["remove_annex"] and given.get("annex"):
            raise serializers.ValidationError(
                {"remove_annex": "去掉附表时不能同时提供新的附表。"}
            )
        if not (given.get("file") or given.get("annex") or given["remove_annex"]):
            raise serializers.ValidationError({"file": "请提供新的材料或新的附表。"})
        return given


class Nothing(serializers.Serializer[Any]):
    """A command that needs no words."""


class Block(serializers.Serializer[Any]):
    """A paragraph (`p`) or a table (`table`: rows of cells, all of one length)."""

    p = serializers.CharField(
        required=False, allow_blank=True, trim_whitespace=False, help_text="一段文字"
    )
    table = serializers.ListField(
        child=serializers.ListField(
            child=serializers.CharField(allow_blank=True, trim_whitespace=False)
        ),
        required=False,
        min_length=1,
        help_text="表格：逐行的单元格",
    )
    title = serializers.CharField(required=False, trim_whitespace=False)
    unit = serializers.CharField(required=False, trim_whitespace=False)
    header = serializers.IntegerField(required=False, min_value=1, max_value=1000)
    spans = serializers.ListField(
        child=serializers.ListField(
            child=serializers.IntegerField(min_value=0, max_value=10_000),
            min_length=4,
            max_length=4,
        ),
        required=False,
        min_length=1,
        help_text="合并单元格：行、列、行数、列数",
    )
    ocr = serializers.IntegerField(
        required=False,
        min_value=1,
        max_value=100,
        help_text="由机器从图像识别，可信度（%）；人工改过的内容没有这一项",
    )

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if ("p" in attrs) == ("table" in attrs):
            raise serializers.ValidationError("每块内容是一段文字或一张表格。")
        if "p" in attrs and attrs.keys() - {"p", "ocr"}:
            raise serializers.ValidationError("一段文字没有别的属性。")
        return attrs


class Edit(serializers.Serializer[Any]):
    """New content: `blocks`, or `text` with a paragraph a line (for text alone)."""

    blocks = Block(many=True, required=False)
    text = serializers.CharField(
        required=False,
        allow_blank=True,
        trim_whitespace=False,
        max_length=500_000,
        help_text="纯文字内容，一行一段",
    )
    reason = words("修改原因")

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if ("blocks" in attrs) == ("text" in attrs):
            raise serializers.ValidationError("请给出 blocks 或 text 之一。")
        return attrs


class Draft(Edit):
    """Content that is not saved yet; the reason is for later."""

    reason = words("修改原因", required=False, allow_blank=True, default="")


class Flagging(serializers.Serializer[Any]):
    remark = words("标记说明")
    quote = words("引文", required=False, allow_blank=True, default="")


class Resolving(serializers.Serializer[Any]):
    flag = serializers.CharField(max_length=64, help_text="标记的编号")
    remark = words("解除说明")


class Commenting(serializers.Serializer[Any]):
    remark = words("意见；@姓名 提醒对方")
    quote = words("引文", required=False, allow_blank=True, default="")
    before = serializers.CharField(
        required=False,
        allow_blank=True,
        trim_whitespace=False,
        default="",
        max_length=200,
        help_text="引文之前的文字；不给时取引文第一次出现处的",
    )
    after = serializers.CharField(
        required=False,
        allow_blank=True,
        trim_whitespace=False,
        default="",
        max_length=200,
        help_text="引文之后的文字",
    )
    parent = serializers.CharField(  # type: ignore[assignment]
        required=False,
        allow_blank=True,
        default="",
        max_length=64,
        help_text="所回复的意见的编号",
    )


class Settling(serializers.Serializer[Any]):
    comment = serializers.CharField(max_length=64, help_text="开始讨论的意见的编号")
    remark = words("说明", required=False, allow_blank=True, default="")


class Reopening(serializers.Serializer[Any]):
    comment = serializers.CharField(max_length=64, help_text="开始讨论的意见的编号")


class Assigning(serializers.Serializer[Any]):
    assignee = number("审核员的编号；0 为收回")


class Waiving(serializers.Serializer[Any]):
    reason = words("不予采纳的理由")
    until = serializers.DateField(required=False, help_text="有效至（含当日）")
    kind = serializers.ChoiceField(
        WAIVER_KINDS, required=False, default="other", help_text="理由类别"
    )


class Reason(serializers.Serializer[Any]):
    reason = words("理由")


class Remark(serializers.Serializer[Any]):
    remark = words("说明")


class MaybeRemark(serializers.Serializer[Any]):
    remark = words("说明", required=False, allow_blank=True, default="")


class Releasing(serializers.Serializer[Any]):
    secrecy_review = words("保密审查意见")
