"""The shape of what proves: moments, provenance, draws, self-checks, packages."""

from typing import Any

from rest_framework import serializers

from reviews.api.serializers.asked import (
    RELEASE_STATUSES,
    SEVERITIES,
    number,
    words,
)
from reviews.api.serializers.notices import NoticeTold
from reviews.api.serializers.told import (
    CommentTold,
    DisclosureTold,
    EvidenceTold,
    FindingTold,
    Person,
    SectionTold,
)
from reviews.domain.oversight import MOST_DRAWN


class Understood(serializers.Serializer[Any]):
    """A finding of today's rules over a text of the past."""

    fingerprint = serializers.CharField()
    code = serializers.CharField()
    severity = serializers.ChoiceField(SEVERITIES)
    section = serializers.CharField()
    sections = serializers.ListField(child=serializers.CharField())
    recorded = serializers.BooleanField(help_text="当时是否已经发现")
    message = serializers.CharField()
    stated = serializers.CharField()
    expected = serializers.CharField()
    suggestion = serializers.CharField()
    evidence = EvidenceTold(many=True)


class Today(serializers.Serializer[Any]):
    """What today's rules say; `gone` are recorded findings that they do not share."""

    ruleset = serializers.CharField()
    findings = Understood(many=True)
    gone = serializers.ListField(child=serializers.CharField())


class Moment(serializers.Serializer[Any]):
    """A disclosure as it was at a position of the ledger."""

    asked_position = serializers.IntegerField()
    disclosure = DisclosureTold()
    sections = SectionTold(many=True)
    comments = CommentTold(many=True)
    notices = NoticeTold(many=True)
    today = Today(allow_null=True)


class FigureTold(serializers.Serializer[Any]):
    start = serializers.IntegerField(help_text="在本节文字中的起点")
    end = serializers.IntegerField()
    text = serializers.CharField()
    unit = serializers.CharField()
    subject = serializers.CharField()
    measure = serializers.CharField()
    period = serializers.CharField()


class FiguresTold(serializers.Serializer[Any]):
    position = serializers.IntegerField()
    results = FigureTold(many=True)


class FiguresAsked(serializers.Serializer[Any]):
    section = serializers.CharField(max_length=12, help_text="章节的编号（key）")
    position = number("账本位置", required=False)


class FigureAsked(FiguresAsked):
    start = number("数字在本节文字中的位置")


class SourceTold(serializers.Serializer[Any]):
    sha256 = serializers.CharField()
    intact = serializers.BooleanField(help_text="字节仍在，且与哈希相符")
    size = serializers.IntegerField()
    sent_by = Person(allow_null=True)
    sent_at = serializers.DateTimeField()
    sent_position = serializers.IntegerField()
    read_at = serializers.DateTimeField()
    read_position = serializers.IntegerField()
    parser = serializers.CharField()
    page = serializers.IntegerField(allow_null=True)
    box = serializers.ListField(
        child=serializers.IntegerField(),
        allow_null=True,
        help_text="页面上的左、上、右、下，百分之一磅",
    )


class StepTold(serializers.Serializer[Any]):
    version = serializers.IntegerField()
    sha256 = serializers.CharField()
    position = serializers.IntegerField()
    at = serializers.DateTimeField()
    by = Person(allow_null=True)
    what = serializers.CharField()
    before = serializers.CharField(allow_null=True)
    after = serializers.CharField()


class CheckTold(serializers.Serializer[Any]):
    code = serializers.CharField()
    holds = serializers.BooleanField()


class VerdictTold(serializers.Serializer[Any]):
    position = serializers.IntegerField()
    at = serializers.DateTimeField()
    by = Person(allow_null=True)
    what = serializers.CharField()


class HeldIn(serializers.Serializer[Any]):
    """A release that holds the number."""

    id = serializers.UUIDField()
    number = serializers.IntegerField()
    status = serializers.ChoiceField(RELEASE_STATUSES)
    released_at = serializers.DateTimeField()
    sha256 = serializers.CharField()


class Provenance(serializers.Serializer[Any]):
    """The chain of one number; `source` is null where an edit brought it."""

    figure = FigureTold()
    section = serializers.CharField()
    position = serializers.IntegerField()
    source = SourceTold(allow_null=True)  # type: ignore[assignment]
    steps = StepTold(many=True)
    checks = CheckTold(many=True)
    findings = FindingTold(many=True)
    verdicts = VerdictTold(many=True)
    releases = HeldIn(many=True)


class PackageAsked(serializers.Serializer[Any]):
    position = number("账本位置；不给即现在", required=False)


class PackageTold(serializers.Serializer[Any]):
    """Whether a package is built; if not, it is being built now."""

    built = serializers.BooleanField()
    position = serializers.IntegerField(allow_null=True)
    sha256 = serializers.CharField(allow_null=True)
    size = serializers.IntegerField(allow_null=True)


class SelfCheckTold(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    started_at = serializers.DateTimeField()
    finished_at = serializers.DateTimeField()
    whole = serializers.BooleanField(help_text="从第一个事件起核对")
    healthy = serializers.BooleanField()
    position = serializers.IntegerField()
    head = serializers.CharField()
    signature = serializers.CharField()
    items = serializers.ListField(child=serializers.DictField())


class SelfChecks(serializers.Serializer[Any]):
    under_way = serializers.BooleanField()
    results = SelfCheckTold(many=True)


class Healed(serializers.Serializer[Any]):
    tables = serializers.DictField(child=serializers.IntegerField())


class SecondVerdict(serializers.Serializer[Any]):
    agrees = serializers.BooleanField()
    remark = serializers.CharField()
    at = serializers.DateTimeField()


class DrawnTold(serializers.Serializer[Any]):
    disclosure = serializers.UUIDField()
    section = serializers.CharField()
    version = serializers.IntegerField()
    sha256 = serializers.CharField()
    weight = serializers.IntegerField()
    reviewer = Person(allow_null=True)
    verdict = SecondVerdict(allow_null=True)


class SampleTold(serializers.Serializer[Any]):
    method = serializers.CharField()
    cutoff = serializers.IntegerField()
    head = serializers.CharField()
    seed = serializers.CharField()
    candidates = serializers.IntegerField()
    weight = serializers.IntegerField()
    drawn_at = serializers.DateTimeField()
    drawn = DrawnTold(many=True)


class DrawTold(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    day = serializers.DateField()
    campaign = serializers.IntegerField(allow_null=True)
    size = serializers.IntegerField()
    announced_by = Person(allow_null=True)
    announced_position = serializers.IntegerField()
    sample = SampleTold(allow_null=True)


class Draws(serializers.Serializer[Any]):
    results = DrawTold(many=True)


class Announcing(serializers.Serializer[Any]):
    day = serializers.DateField(help_text="抽查日，必须晚于今天")
    size = serializers.IntegerField(
        min_value=1, max_value=MOST_DRAWN, help_text="抽取节数"
    )
    campaign = number("公开批次；0 为全部", required=False, default=0)


class SecondReview(serializers.Serializer[Any]):
    disclosure = serializers.UUIDField()
    section = serializers.CharField(max_length=12)
    agrees = serializers.BooleanField(help_text="是否同意原结论")
    remark = words("复核意见", required=False, allow_blank=True, default="")
