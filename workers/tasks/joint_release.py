"""Stages the members of a joint release, makes them public together, tells them."""

import logging
from uuid import UUID, uuid5

from django.utils import timezone

from disclosures.models import Account
from reviews import handlers, joint, store
from reviews.domain import commands as c
from reviews.domain.errors import Refused
from reviews.domain.joint import commands as j
from reviews.queries import words
from workers import outbox

log = logging.getLogger("mingshen.workers")


def stage(work: outbox.Work) -> None:
    """Stage every member that is ready, in the name of the publisher who asked.

    A member that is not ready, or that this publisher may not release, is left; the
    plan's page says which. Done twice it finds everything staged.
    """
    account = Account.objects.filter(pk=work.arguments["account"]).first()
    campaign = work.arguments["campaign"]
    plan = joint.load(work.ledger, campaign).plans[work.arguments["plan"]]
    if account is None or not account.is_active or plan.over:
        return
    actor = handlers.actor_of(account)
    opinion = words.texts([plan.secrecy_review])[plan.secrecy_review]
    for done, department in enumerate(plan.departments):
        outbox.report(work, "staging", done, len(plan.departments))
        stream = handlers.stream_of(work.ledger, campaign, department)
        command = c.StageRelease(
            plan=plan.plan,
            release=str(uuid5(work.command, str(stream))),
            secrecy_review=opinion,
        )
        envelope = handlers.Envelope(
            actor=actor,
            command=uuid5(work.command, f"stage/{stream}"),
            at=timezone.now(),  # noqa: TID251 - the shell reads the clock
        )
        try:
            handlers.execute(stream, command, envelope)
        except Refused as refused:
            if refused.code == "busy":
                raise


def release(work: outbox.Work) -> None:
    """Make all members public, or have it written down who was not ready.

    A plan that was held or aborted meanwhile is left as it is.
    """
    envelope = handlers.Envelope(
        actor=handlers.system(work.ledger),
        command=work.command,
        at=timezone.now(),  # noqa: TID251 - the shell reads the clock
    )
    command = j.ReleaseJointly(plan=work.arguments["plan"])
    try:
        joint.execute(work.arguments["campaign"], command, envelope)
    except store.SameCommand:
        return
    except Refused as refused:
        if refused.code == "busy":
            raise


def settle(work: outbox.Work) -> None:
    """Tell every member's stream that it is public; what was told is left."""
    campaign = work.arguments["campaign"]
    plan = joint.load(work.ledger, campaign).plans[work.arguments["plan"]]
    for done, (_department, stream, _release, _page) in enumerate(plan.members):
        outbox.report(work, "settling", done, len(plan.members))
        envelope = handlers.Envelope(
            actor=handlers.system(work.ledger),
            command=uuid5(work.command, stream),
            at=timezone.now(),  # noqa: TID251 - the shell reads the clock
        )
        command = c.SettleRelease(plan=plan.plan, position=plan.position, at=plan.at)
        handlers.execute(UUID(stream), command, envelope)


def give_up(work: outbox.Work) -> None:
    """The row stays for an administrator; the plan's page shows how far it came."""
    log.error("joint release given up", extra={"row": work.row, "job": work.job})
