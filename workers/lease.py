"""Keeps a row leased for as long as its worker lives."""

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import DatabaseError, connection
from django.utils import timezone

from workers import outbox

log = logging.getLogger("mingshen.workers")


@contextmanager
def kept(work: outbox.Work) -> Iterator[None]:
    """Renew the lease of `work` every `outbox.RENEWAL` seconds, in a thread.

    A lease that was lost all the same (the machine slept) is logged and let go: the
    work may then be done twice, which is harmless.
    """
    stop = threading.Event()
    thread = threading.Thread(
        target=_renew, args=(work, stop), name=f"lease-{work.row}", daemon=True
    )
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()


def _renew(work: outbox.Work, stop: threading.Event) -> None:
    try:
        while not stop.wait(outbox.RENEWAL):
            try:
                if not outbox.renew(work, timezone.now()):  # noqa: TID251 - the shell
                    log.warning("lease lost", extra={"row": work.row, "job": work.job})
                    return
            except DatabaseError:
                log.exception("lease not renewed", extra={"row": work.row})
                connection.close()
    finally:
        connection.close()
