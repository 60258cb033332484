"""Puts each change of reference data into its bureau's ledger, with the row's hash.

django-simple-history keeps what changed; the chain proves that nobody rewrote it, and
covers the configuration under which a decision was made.
"""

import json
from datetime import UTC, date, datetime
from hashlib import sha256
from typing import Any
from uuid import UUID, uuid5

from django.db import models, transaction
from django.db.models import Max
from simple_history.models import HistoricalRecords

from disclosures.models import (
    AccessToken,
    Bureau,
    Campaign,
    Delegation,
    DisclosureTemplate,
    RoleGrant,
    RuleSetting,
)
from reviews import store
from reviews.domain.events import ConfigurationChanged
from reviews.domain.hashing import canonical
from reviews.models import EventRecord

INSTALLATION = 0
"""The ledger of what belongs to no bureau: templates, accounts of the operators."""
TRIES = 20
CHANGES = {"+": "created", "~": "changed", "-": "deleted"}
RECHECK = "recheck-ledgers"
"""The job after a change of what the checks go by: `ledgers` are those concerned."""

_STREAMS = UUID("2c1c0a52-6f2e-5b36-9d57-0f3d1a4b6e90")


def record(
    sender: type[models.Model],
    *,
    instance: models.Model,
    history_instance: Any,
    **_: object,
) -> None:
    """Append the event for a history row that was just written.

    It shares the save's transaction where there is one: both are kept or neither.
    Raises `store.Conflict` if other writers were faster for `TRIES` times.
    """
    ledger = ledger_of(instance)
    stream = stream_of(ledger)
    # As it reads from the database: what a form or a caller gave may be of other types.
    history_instance.refresh_from_db()
    event = ConfigurationChanged(
        model=instance._meta.model_name or "",
        key=str(instance.pk),
        change=CHANGES[history_instance.history_type],
        row=row_hash(history_instance),
    )
    meta = store.Meta(
        command=uuid5(stream, f"{sender.__name__}/{history_instance.history_id}"),
        actor=history_instance.history_user_id,
        request=_request_id(),
        occurred_at=history_instance.history_date,
    )
    for attempt in range(1, TRIES + 1):
        try:
            with transaction.atomic():
                version = _version(ledger, stream)
                store.append(
                    ledger,
                    stream,
                    [event],
                    after=version,
                    meta=meta,
                    jobs=_jobs(instance, history_instance),
                )
                return
        except store.Conflict:
            if attempt == TRIES:
                raise


def _jobs(instance: models.Model, history_instance: Any) -> list[store.Job]:
    """Return the recheck that a change calls for: none if no check goes by it."""
    before = history_instance.prev_record
    match instance:
        case RuleSetting():
            ledgers = [instance.bureau_id]
        case Campaign() if before and _told(before) != _told(history_instance):
            ledgers = [instance.bureau_id]
        case DisclosureTemplate() if before:
            using = Campaign.objects.filter(template=instance)
            ledgers = sorted(set(using.values_list("bureau", flat=True)))
        case _:
            return []
    return [store.Job(name=RECHECK, arguments={"ledgers": ledgers})] if ledgers else []


def _told(campaign: Any) -> tuple[Any, ...]:
    """Return what of a campaign a run of the checks is told."""
    return campaign.template_id, campaign.kind, campaign.year


def ledger_of(instance: models.Model) -> int:
    """Return the ledger of a change: its bureau's, or the installation's."""
    match instance:
        case Bureau():
            return instance.pk
        case DisclosureTemplate():
            return INSTALLATION
        case RoleGrant() | AccessToken():
            return instance.account.bureau_id or INSTALLATION
        case Delegation():
            return instance.principal.bureau_id or INSTALLATION
    return getattr(instance, "bureau_id", None) or INSTALLATION


def stream_of(ledger: int) -> UUID:
    """Return the stream of a ledger's configuration."""
    return uuid5(_STREAMS, str(ledger))


def row_hash(history_instance: Any) -> str:
    """Return the SHA-256 of a history row as text, field by field, lists included."""
    said = {
        field.attname: _text(getattr(history_instance, field.attname))
        for field in history_instance._meta.concrete_fields
    }
    for field in history_instance._history_m2m_fields:
        members = getattr(history_instance, field.name).all()
        name = field.m2m_reverse_field_name()
        said[field.name] = _text(
            sorted(getattr(member, f"{name}_id") for member in members)
        )
    return sha256(canonical(said)).hexdigest()


def _text(value: Any) -> str:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    return json.dumps(value, ensure_ascii=False, sort_keys=True, default=str)


def _version(ledger: int, stream: UUID) -> int:
    events = EventRecord.objects.filter(ledger=ledger, stream=stream)
    return events.aggregate(last=Max("version"))["last"] or 0


def _request_id() -> str:
    request = getattr(HistoricalRecords.context, "request", None)
    return str(getattr(request, "request_id", ""))
