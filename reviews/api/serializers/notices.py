"""The shapes of rectification notices: what is sent, and what is answered."""

from typing import Any

from rest_framework import serializers

from reviews.api.paging import PageAsked
from reviews.api.serializers.asked import number, words
from reviews.api.serializers.told import DepartmentTold, Person
from reviews.domain.decisions.notices import MOST_DAYS, MOST_ITEMS
from reviews.domain.notices import ANSWERS

KINDS = ["finding", "flag"]
STATUSES = ["open", "closed", "withdrawn"]
WAITING = ["department", "bureau", ""]
STANDINGS = ["open", "pending", "waived", "changed", "gone"]
OUTCOMES = ["", "granted", "refused", "lapsed"]
SAYINGS = [*ANSWERS, "confirmed", "refused"]
SEVERITIES = ["error", "warning", "info"]
FORMS = ["docx", "pdf", "xlsx"]


def term(help_text: str) -> serializers.IntegerField:
    return serializers.IntegerField(
        min_value=1, max_value=MOST_DAYS, help_text=help_text
    )


def place() -> serializers.IntegerField:
    return serializers.IntegerField(min_value=1, max_value=10_000, help_text="第几条")


class NoticesAsked(PageAsked):
    status = serializers.ChoiceField(STATUSES, required=False, help_text="状态")
    department = number("部门", required=False)
    campaign = number("公开批次", required=False)
    late = serializers.BooleanField(
        required=False, default=False, help_text="只列逾期的"
    )


class ItemAsked(serializers.Serializer[Any]):
    """A finding by its fingerprint, or a flag by its id."""

    kind = serializers.ChoiceField(KINDS, help_text="问题或标记")
    about = serializers.CharField(
        max_length=64, help_text="问题的 fingerprint，或标记的编号"
    )
    demand = words("整改要求", required=False, allow_blank=True, default="")


class Issuing(serializers.Serializer[Any]):
    days = term("限期：工作日天数")
    items = serializers.ListField(
        child=ItemAsked(), min_length=1, max_length=MOST_ITEMS, help_text="问题和标记"
    )
    remark = words("补充说明", required=False, allow_blank=True, default="")


class AnotherRound(serializers.Serializer[Any]):
    days = term("限期：工作日天数")
    items = serializers.ListField(
        child=ItemAsked(),
        required=False,
        max_length=MOST_ITEMS,
        default=list,
        help_text="增加的问题和标记",
    )
    remark = words("补充说明", required=False, allow_blank=True, default="")


class OneAnswer(serializers.Serializer[Any]):
    item = place()
    answer = serializers.ChoiceField(
        list(ANSWERS), help_text="已修改、说明情况、有异议"
    )
    remark = words("说明", required=False, allow_blank=True, default="")


class Answering(serializers.Serializer[Any]):
    answers = serializers.ListField(
        child=OneAnswer(), min_length=1, max_length=MOST_ITEMS, help_text="逐条答复"
    )


class Confirming(serializers.Serializer[Any]):
    item = place()
    remark = words("说明", required=False, allow_blank=True, default="")


class Refusing(serializers.Serializer[Any]):
    item = place()
    reason = words("退回理由")


class AskingExtension(serializers.Serializer[Any]):
    days = term("延长的工作日天数")
    reason = words("申请延期的理由")


class GrantingExtension(serializers.Serializer[Any]):
    days = term("延长的工作日天数")
    remark = words("说明", required=False, allow_blank=True, default="")


class NoticeSummary(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    disclosure = serializers.UUIDField()
    department = DepartmentTold()
    reference = serializers.CharField(help_text="文号")
    year = serializers.IntegerField()
    number = serializers.IntegerField()
    round = serializers.IntegerField()
    status = serializers.ChoiceField(STATUSES)
    waiting = serializers.ChoiceField(WAITING, help_text="现由谁办理")
    issued_on = serializers.DateField()
    due = serializers.DateField()
    days_left = serializers.IntegerField(
        help_text="剩余工作日，负数为逾期", allow_null=True
    )
    received = serializers.BooleanField()
    items = serializers.IntegerField()
    confirmed = serializers.IntegerField()
    late = serializers.IntegerField(help_text="逾期提醒到第几级；-1 为没有")


class NoticeSaid(serializers.Serializer[Any]):
    round = serializers.IntegerField()
    what = serializers.ChoiceField(SAYINGS)
    words = serializers.CharField()
    by = Person(allow_null=True)
    on_behalf_of = Person(allow_null=True)
    position = serializers.IntegerField()


class NoticeItemTold(serializers.Serializer[Any]):
    item = serializers.IntegerField()
    kind = serializers.ChoiceField(KINDS)
    about = serializers.CharField()
    code = serializers.CharField()
    severity = serializers.ChoiceField(SEVERITIES)
    section = serializers.CharField()
    heading = serializers.CharField()
    message = serializers.CharField()
    stated = serializers.CharField()
    expected = serializers.CharField()
    quote = serializers.CharField()
    demand = serializers.CharField()
    round = serializers.IntegerField()
    standing = serializers.ChoiceField(STANDINGS, help_text="现在的文字中还有没有")
    settled = serializers.BooleanField()
    said = NoticeSaid(many=True)


class NoticeRoundTold(serializers.Serializer[Any]):
    number = serializers.IntegerField()
    issued_on = serializers.DateField()
    days = serializers.IntegerField()
    first_due = serializers.DateField()
    due = serializers.DateField()
    by = Person(allow_null=True)
    on_behalf_of = Person(allow_null=True)
    received_by = Person(allow_null=True)
    received_at = serializers.DateTimeField(allow_null=True)
    answered_at = serializers.DateTimeField(allow_null=True)
    docx = serializers.CharField(help_text="SHA-256；空白为还没有生成")
    pdf = serializers.CharField(help_text="SHA-256；空白为没有")
    xlsx = serializers.CharField(help_text="SHA-256；空白为还没有生成")


class NoticeExtensionTold(serializers.Serializer[Any]):
    round = serializers.IntegerField()
    days = serializers.IntegerField()
    reason = serializers.CharField()
    by = Person(allow_null=True)
    on_behalf_of = Person(allow_null=True)
    outcome = serializers.ChoiceField(OUTCOMES)
    granted = serializers.IntegerField()
    due = serializers.DateField(allow_null=True)
    words = serializers.CharField()
    decided_by = Person(allow_null=True)


class NoticeTold(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    disclosure = serializers.UUIDField()
    version = serializers.IntegerField(help_text="材料的版本")
    department = DepartmentTold()
    reference = serializers.CharField(help_text="文号")
    status = serializers.ChoiceField(STATUSES)
    waiting = serializers.ChoiceField(WAITING, help_text="现由谁办理")
    due = serializers.DateField()
    withdrawal = serializers.CharField()
    items = NoticeItemTold(many=True)
    rounds = NoticeRoundTold(many=True)
    extensions = NoticeExtensionTold(many=True)
