"""Kills a joint release at its first statement, its second, and so on: `release`.

Each try is a process of its own that dies by SIGKILL in the middle. A poller looks all
the while at what the public sees. Prints what was seen, as JSON.
"""

import json
import os
import signal
import sys
from datetime import UTC, datetime
from multiprocessing import get_context
from typing import Any
from uuid import UUID

import django
from django.core.management import call_command

MEMBERS = 8
MOST = 60
"""Statements that are tried; the release has fewer."""
PAUSE = 0.01
COMMAND = UUID("00000000-0000-4000-8000-00000000c0de")


def main() -> None:
    django.setup()
    call_command("migrate", verbosity=0)
    campaign, plan = prepare()
    # A process, not a thread: what is forked beside a thread may inherit its locks.
    fork = get_context("fork")
    stop, seen = fork.Event(), fork.SimpleQueue()
    poller = fork.Process(target=poll, args=(seen, stop), daemon=True)
    poller.start()
    after = []
    for number in range(1, MOST):
        killed = attempt(campaign, plan, number)
        after.append(public())
        if not killed:
            break
    stop.set()
    said = {"members": MEMBERS, "after": after, "seen": sorted(seen.get())}
    poller.join()
    sys.stdout.write(json.dumps(said))


def prepare() -> tuple[int, str]:
    """Return a campaign and its plan: everybody ready, both keys turned."""
    from reviews.domain.joint import commands as j
    from tests import builders
    from tests.reviews.joint.conftest import Town

    departments = [builders.department(f"{n:03}") for n in range(1, MEMBERS + 1)]
    town = Town(
        campaign=builders.campaign(*departments),
        departments=departments,
        people={
            "carol": builders.account("reviewer", username="carol"),
            "paul": builders.account("publisher", username="paul"),
            "petra": builders.account("publisher", username="petra"),
        },
    )
    for each in departments:
        town.make_ready(each)
    town.make_plan()
    town.work()
    town.ask("petra", j.ConfirmJointRelease(plan=town.plan_id))
    close()
    return town.campaign.pk, town.plan_id


def attempt(campaign: int, plan: str, number: int) -> bool:
    """Release in a child that is killed at its statement `number`; whether it was."""
    child = os.fork()
    if child == 0:
        release(campaign, plan, number)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status)


def release(campaign: int, plan: str, number: int) -> None:
    from django.db import connection

    from reviews import handlers, joint
    from reviews.domain.joint import commands as j
    from reviews.models import LedgerHead

    left = number

    def kill(execute, sql, params, many, context):
        nonlocal left
        left -= 1
        done = execute(sql, params, many, context)
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return done

    ledger = LedgerHead.objects.values_list("ledger", flat=True).get()
    envelope = handlers.Envelope(
        actor=handlers.system(ledger), command=COMMAND, at=datetime.now(UTC)
    )
    with connection.execute_wrapper(kill):
        joint.execute(campaign, j.ReleaseJointly(plan=plan), envelope)
    close()


def poll(told: Any, stop: Any) -> None:
    """Note how many members the public sees, far oftener than ten times a second."""
    seen = set()
    while not stop.wait(PAUSE):
        seen.add(public())
    told.put(seen)


def public() -> int:
    from reviews.queries import public as queries

    count = queries.public_releases().count()
    close()
    return count


def close() -> None:
    from django.db import connection

    connection.close()


if __name__ == "__main__":
    main()
