"""The one task: takes a row of the outbox, does its job, removes the row."""

import logging
import os
import socket
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol
from uuid import uuid4  # noqa: TID251 - names this attempt

from celery import shared_task
from django.utils import timezone

from reviews import joint
from reviews.configuration import RECHECK
from reviews.oversight import packages, selfcheck
from workers import lease, outbox
from workers.tasks import (
    build_package,
    joint_release,
    mails,
    read_disclosure,
    recheck,
    render_files,
    render_notice,
    self_check,
)

log = logging.getLogger("mingshen.workers")


class Step(Protocol):
    def __call__(self, work: outbox.Work) -> None: ...


@dataclass(frozen=True, slots=True)
class Job:
    """`run` does the work; `give_up` tells those who wait that it cannot be done."""

    run: Step
    give_up: Step


JOBS: Mapping[str, Job] = {
    "read-disclosure": Job(read_disclosure.run, read_disclosure.give_up),
    RECHECK: Job(recheck.run, recheck.give_up),
    mails.JOB: Job(mails.run, mails.give_up),
    "render-notice": Job(render_notice.run, render_notice.give_up),
    "render-files": Job(render_files.run, render_files.give_up),
    joint.STAGE: Job(joint_release.stage, joint_release.give_up),
    joint.RELEASE: Job(joint_release.release, joint_release.give_up),
    joint.SETTLE: Job(joint_release.settle, joint_release.give_up),
    selfcheck.JOB: Job(self_check.run, self_check.give_up),
    **{
        job: Job(build_package.run, build_package.give_up)
        for job in packages.JOBS.values()
    },
}


@shared_task(name="workers.perform", acks_late=True, reject_on_worker_lost=True)
def perform(row: int) -> None:
    """Do the work of one row; nothing if it is done, or in other hands."""
    work = outbox.take(row, _name(), timezone.now())  # noqa: TID251 - the shell
    if work is None:
        return
    job = JOBS.get(work.job)
    if job is None:
        outbox.bury(work, f"no job is called {work.job}")
    elif work.starts > outbox.STARTS:
        _give_up(job, work, f"{work.starts - 1} workers died under it")
    else:
        _attempt(job, work)


def _attempt(job: Job, work: outbox.Work) -> None:
    told = {"job": work.job, "row": work.row, "ledger": work.ledger}
    try:
        with lease.kept(work):
            job.run(work)
    except Exception as error:
        log.exception("job failed", extra=told)
        why = f"{type(error).__name__}: {error}"
        if not outbox.put_back(work, why, timezone.now()):  # noqa: TID251 - the shell
            _give_up(job, work, why)
    else:
        outbox.finish(work)
        log.info("job done", extra=told)


def _give_up(job: Job, work: outbox.Work, why: str) -> None:
    outbox.bury(work, why)
    job.give_up(work)
    log.error("job given up", extra={"job": work.job, "row": work.row})


def _name() -> str:
    """Name this attempt: machine, process, thread, and a number for it alone."""
    where = f"{socket.gethostname()[:20]}:{os.getpid()}:{threading.get_ident() % 10**6}"
    return f"{where}:{uuid4().hex[:12]}"
