"""The shape of what proves: moments, provenance, draws, self-checks, packages."""

from typing import Any

from rest_framework import serializers

from reviews.api.serializers.asked import SEVERITIES
from reviews.api.serializers.notices import NoticeTold
from reviews.api.serializers.told import (
    CommentTold,
    DisclosureTold,
    EvidenceTold,
    SectionTold,
)


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
