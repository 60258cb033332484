"""The shape of the answers, for the description; `reviews.api.render` makes them."""

from typing import Any

from rest_framework import serializers

from reviews.api.schema import Blocker
from reviews.api.serializers.asked import (
    RELEASE_STATUSES,
    SECTION_STAGES,
    SEVERITIES,
    STAGES,
    STATUSES,
    WAIVER_KINDS,
    Block,
)

# drf-spectacular names components by class: one name, one shape.


class Person(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    name = serializers.CharField()


class DepartmentTold(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    code = serializers.CharField()
    name = serializers.CharField()


class CampaignTold(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    kind = serializers.CharField()
    year = serializers.IntegerField()


class Counts(serializers.Serializer[Any]):
    sections = serializers.IntegerField()
    draft = serializers.IntegerField()
    flagged = serializers.IntegerField()
    verified = serializers.IntegerField()
    published = serializers.IntegerField()
    errors = serializers.IntegerField()  # type: ignore[assignment]
    warnings = serializers.IntegerField()


class DisclosureSummary(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    department = DepartmentTold()
    campaign = CampaignTold()
    state = serializers.ChoiceField(STAGES)
    version = serializers.IntegerField()
    position = serializers.IntegerField()
    revision = serializers.IntegerField()
    counts = Counts()
    submitted_at = serializers.DateTimeField()
    updated_at = serializers.DateTimeField()


class ProgressTold(serializers.Serializer[Any]):
    step = serializers.CharField()
    done = serializers.IntegerField()
    total = serializers.IntegerField()
    attempts = serializers.IntegerField()
    dead = serializers.BooleanField()


class FailureTold(serializers.Serializer[Any]):
    code = serializers.CharField()
    message = serializers.CharField()


class ReleaseTold(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    number = serializers.IntegerField()
    status = serializers.ChoiceField(RELEASE_STATUSES)
    released_at = serializers.DateTimeField()
    sha256 = serializers.CharField()
    reason = serializers.CharField()
    withdrawal = serializers.CharField()


class DisclosureTold(DisclosureSummary):
    progress = ProgressTold(allow_null=True)
    failure = FailureTold(allow_null=True)
    blockers = Blocker(many=True)
    returned = serializers.CharField(allow_null=True, help_text="退回原因")
    releases = ReleaseTold(many=True)


class EvidenceTold(serializers.Serializer[Any]):
    section = serializers.CharField()
    quote = serializers.CharField()
    text = serializers.CharField()
    offset = serializers.IntegerField()
    page = serializers.IntegerField(allow_null=True)


class WaiverTold(serializers.Serializer[Any]):
    by = Person()
    on_behalf_of = Person(allow_null=True)
    confirmed_by = Person(allow_null=True)
    kind = serializers.ChoiceField(WAIVER_KINDS)
    reason = serializers.CharField()
    until = serializers.DateField(allow_null=True)


class FindingTold(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    fingerprint = serializers.CharField()
    code = serializers.CharField()
    severity = serializers.ChoiceField(SEVERITIES)
    status = serializers.ChoiceField(STATUSES)
    section = serializers.CharField()
    sections = serializers.ListField(child=serializers.CharField())
    message = serializers.CharField()
    stated = serializers.CharField()
    expected = serializers.CharField()
    suggestion = serializers.CharField()
    evidence = EvidenceTold(many=True)
    waiver = WaiverTold(allow_null=True)


class FlagTold(serializers.Serializer[Any]):
    flag = serializers.CharField()
    by = Person()
    version = serializers.IntegerField()
    quote = serializers.CharField()
    remark = serializers.CharField()


class CommentTold(serializers.Serializer[Any]):
    """A remark; `parent` names the one that it answers."""

    comment = serializers.CharField()
    section = serializers.CharField()
    parent = serializers.CharField()  # type: ignore[assignment]
    by = Person()
    on_behalf_of = Person(allow_null=True)
    resolved_by = Person(allow_null=True, help_text="谁了结了这次讨论")
    version = serializers.IntegerField()
    quote = serializers.CharField()
    remark = serializers.CharField()
    position = serializers.IntegerField()


class VerificationTold(serializers.Serializer[Any]):
    by = Person()
    on_behalf_of = Person(allow_null=True)
    version = serializers.IntegerField()
    position = serializers.IntegerField()


class LapseTold(serializers.Serializer[Any]):
    cause = serializers.CharField()
    by = serializers.CharField()
    verifier = Person()
    position = serializers.IntegerField()


class SectionSummary(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    key = serializers.CharField()
    level = serializers.IntegerField()
    heading = serializers.CharField()
    state = serializers.ChoiceField(SECTION_STAGES)
    version = serializers.IntegerField()
    errors = serializers.IntegerField()  # type: ignore[assignment]
    warnings = serializers.IntegerField()
    flags = serializers.IntegerField()
    assignee = Person(allow_null=True)


class SectionTold(SectionSummary):
    disclosure = serializers.UUIDField()
    path = serializers.ListField(child=serializers.CharField())
    page = serializers.IntegerField(allow_null=True)
    sha256 = serializers.CharField()
    blocks = Block(many=True)
    findings = FindingTold(many=True)
    open_flags = FlagTold(many=True)
    verification = VerificationTold(allow_null=True)
    lapse = LapseTold(allow_null=True)


class Lapsing(serializers.Serializer[Any]):
    section = serializers.UUIDField()
    cause = serializers.CharField()
    by = serializers.CharField()


class Edited(serializers.Serializer[Any]):
    section = SectionTold()
    disclosure_version = serializers.IntegerField()
    appearing = serializers.ListField(child=serializers.CharField())
    clearing = serializers.ListField(child=serializers.CharField())
    lapsing = Lapsing(many=True)


class Previewed(serializers.Serializer[Any]):
    appearing = FindingTold(many=True)
    clearing = serializers.ListField(child=serializers.CharField())
    lapsing = Lapsing(many=True)


class EventTold(serializers.Serializer[Any]):
    position = serializers.IntegerField()
    version = serializers.IntegerField()
    type = serializers.CharField()
    by = Person(allow_null=True)
    on_behalf_of = Person(allow_null=True)
    occurred_at = serializers.DateTimeField()
    recorded_at = serializers.DateTimeField()
    command = serializers.UUIDField()
    body = serializers.DictField()
    texts = serializers.DictField(child=serializers.CharField())


class LedgerEvent(serializers.Serializer[Any]):
    """An event with what proves it: `payload` is the very text that was hashed."""

    position = serializers.IntegerField()
    stream = serializers.UUIDField()
    version = serializers.IntegerField()
    type = serializers.CharField()
    recorded_at = serializers.DateTimeField()
    payload = serializers.CharField()
    previous_hash = serializers.CharField()
    hash = serializers.CharField()


class LedgerPage(serializers.Serializer[Any]):
    head = serializers.IntegerField(help_text="账本现在的最后位置")
    after = serializers.IntegerField(help_text="下次从这里读起")
    results = LedgerEvent(many=True)


class PublicSummary(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    disclosure = serializers.UUIDField()
    department = DepartmentTold()
    campaign = CampaignTold()
    number = serializers.IntegerField()
    status = serializers.ChoiceField(RELEASE_STATUSES)
    released_at = serializers.DateTimeField()
    sha256 = serializers.CharField()
    reason = serializers.CharField()


class PublicSection(serializers.Serializer[Any]):
    key = serializers.CharField()
    level = serializers.IntegerField()
    path = serializers.ListField(child=serializers.CharField())
    heading = serializers.CharField()
    blocks = Block(many=True)


class PublicTold(PublicSummary):
    unit_name = serializers.CharField()
    sections = PublicSection(many=True)
    versions = PublicSummary(many=True)


class ReminderTold(serializers.Serializer[Any]):
    """Something that the account should know; `link` is the page's address."""

    id = serializers.IntegerField()
    kind = serializers.CharField()
    detail = serializers.CharField()
    disclosure = serializers.UUIDField()
    section = serializers.UUIDField(allow_null=True)
    by = Person(allow_null=True)
    on_behalf_of = Person(allow_null=True)
    at = serializers.DateTimeField()
    read = serializers.BooleanField()


class DelegationTold(serializers.Serializer[Any]):
    """That one person may act for another; its `id` goes into Acting-For."""

    id = serializers.IntegerField()
    principal = Person()
    delegate = Person()
    actions = serializers.ListField(child=serializers.CharField())
    begins = serializers.DateField()
    ends = serializers.DateField()
    revoked = serializers.BooleanField()


class RestTold(serializers.Serializer[Any]):
    """How many sections are left, each under the first reason that holds; at most
    1001, which means more than a thousand."""

    mine = serializers.IntegerField()
    claimable = serializers.IntegerField()
    written = serializers.IntegerField()
    assigned = serializers.IntegerField()
    own_department = serializers.IntegerField()
    waiting = serializers.IntegerField()


class NextTold(serializers.Serializer[Any]):
    section = serializers.UUIDField(allow_null=True)
    disclosure = serializers.UUIDField(allow_null=True)
    rest = RestTold()
