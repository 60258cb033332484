"""The shapes of campaigns: boards, joint releases, many at once, statistics."""

from typing import Any

from rest_framework import serializers

from reviews import bulk
from reviews.api.serializers.asked import MOST_ID, SEVERITIES, number, words
from reviews.domain.state import Stage
from reviews.queries import board, statistics

BOARD_STAGES = [board.MISSING, *(str(each) for each in Stage)]
PLAN_STATUSES = ["planned", "confirmed", "held", "stopped", "aborted", "released"]
OUTCOMES = ["would", "nothing", "refused", "done", "before", "failed"]


class BoardAsked(serializers.Serializer[Any]):
    q = serializers.CharField(
        required=False, max_length=100, help_text="部门名称或编码"
    )
    stage = serializers.ChoiceField(BOARD_STAGES, required=False, help_text="状态")
    level = serializers.ChoiceField(
        ["errors", "warnings"], required=False, help_text="只要有错误或预警的"
    )
    late = serializers.BooleanField(required=False, help_text="只要逾期的")
    rule = serializers.RegexField(
        r"^[A-Z]{2}\d{3}$", required=False, help_text="只要有这条规则的未决问题的"
    )
    sort = serializers.ChoiceField(
        ["code", *board.SORTS], required=False, help_text="排序"
    )
    cursor = serializers.CharField(required=False, max_length=80, help_text="续页标记")


class BoardEntryTold(serializers.Serializer[Any]):
    department = serializers.IntegerField()
    code = serializers.CharField()
    name = serializers.CharField()
    stage = serializers.ChoiceField(BOARD_STAGES)
    overdue = serializers.BooleanField()
    disclosure = serializers.UUIDField(allow_null=True)
    errors = serializers.IntegerField(allow_null=True)  # type: ignore[assignment]
    warnings = serializers.IntegerField(allow_null=True)


class ProblemTold(serializers.Serializer[Any]):
    code = serializers.CharField()
    departments = serializers.IntegerField()


class BoardTold(serializers.Serializer[Any]):
    campaign = serializers.IntegerField()
    deadline = serializers.DateField(allow_null=True)
    stages = serializers.DictField(child=serializers.IntegerField())
    problems = ProblemTold(many=True)
    results = BoardEntryTold(many=True)
    next = serializers.CharField(allow_null=True, help_text="下一页的地址")


class JointPlanned(serializers.Serializer[Any]):
    departments = serializers.ListField(
        child=number("部门"), max_length=5_000, help_text="参加集中公开的部门"
    )
    secrecy_review = words("保密审查意见")
    due = serializers.DateTimeField(
        required=False, allow_null=True, help_text="公开时间；没有即复核后立即公开"
    )
    left_out = words("未纳入说明", required=False, allow_blank=True)


class OnPlan(serializers.Serializer[Any]):
    plan = serializers.UUIDField(help_text="集中公开安排的编号")


class OnPlanWithReason(OnPlan):
    reason = words("原因")


class Staging(OnPlan):
    secrecy_review = words("保密审查意见")


class MissingTold(serializers.Serializer[Any]):
    department = serializers.IntegerField()
    code = serializers.CharField(help_text="没有就绪的原因")


class JointTold(serializers.Serializer[Any]):
    plan = serializers.UUIDField()
    status = serializers.ChoiceField(PLAN_STATUSES)
    due = serializers.CharField(allow_blank=True)
    departments = serializers.ListField(child=serializers.IntegerField())
    ready = serializers.IntegerField(help_text="已就绪的部门数")
    missing = MissingTold(many=True)
    planned_by = serializers.ListField(child=serializers.IntegerField())
    confirmed_by = serializers.IntegerField(allow_null=True)
    released_at = serializers.CharField(allow_blank=True)
    position = serializers.IntegerField(help_text="公开在账本的哪一位，未公开为 0")


class JointsTold(serializers.Serializer[Any]):
    results = JointTold(many=True)


class BulkItem(serializers.Serializer[Any]):
    disclosure = serializers.UUIDField()
    section = serializers.RegexField(
        r"^[0-9a-z]{1,12}$",
        required=False,
        allow_blank=True,
        help_text="章节；空白即全部",
    )
    version = serializers.IntegerField(
        required=False, min_value=0, max_value=2**31 - 1, help_text="看到的章节版本"
    )


class BulkAsked(serializers.Serializer[Any]):
    what = serializers.ChoiceField(list(bulk.ACTIONS), help_text="办理的事项")
    items = BulkItem(many=True, help_text="所选各项")
    words = words("理由或原因", required=False, allow_blank=True)
    assignee = serializers.IntegerField(
        required=False, min_value=0, max_value=MOST_ID, help_text="分派给谁"
    )
    dry_run = serializers.BooleanField(
        required=False, default=False, help_text="只预演，不办理"
    )


class BulkItemTold(serializers.Serializer[Any]):
    disclosure = serializers.UUIDField()
    section = serializers.CharField(allow_blank=True)
    fingerprint = serializers.CharField(allow_blank=True)
    outcome = serializers.ChoiceField(OUTCOMES)
    why = serializers.CharField(allow_blank=True)


class BulkTold(serializers.Serializer[Any]):
    results = BulkItemTold(many=True)


class StatisticsAsked(serializers.Serializer[Any]):
    by = serializers.ChoiceField(
        list(statistics.WAYS), required=False, help_text="归类"
    )
    campaign = number("公开批次", required=False)
    department = number("部门", required=False)
    code = serializers.RegexField(
        r"^[A-Z]{2}(\d{3})?$", required=False, help_text="规则，或其前两个字母"
    )
    severity = serializers.ChoiceField(SEVERITIES, required=False, help_text="级别")


class LineTold(serializers.Serializer[Any]):
    key = serializers.CharField(allow_blank=True)
    found = serializers.IntegerField()
    mended = serializers.IntegerField()
    waived = serializers.IntegerField()
    open = serializers.IntegerField()
    disclosures = serializers.IntegerField()
    seconds_to_mend = serializers.IntegerField(allow_null=True)


class StatisticsTold(serializers.Serializer[Any]):
    position = serializers.IntegerField(help_text="统计到账本的哪一位")
    behind = serializers.IntegerField(help_text="还没有计入的事件数")
    total = LineTold()
    lines = LineTold(many=True)
