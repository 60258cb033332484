"""The Celery application. Work comes through the outbox, see `workers.outbox`."""

from celery import Celery
from kombu import Connection

app = Celery("mingshen")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.conf.imports = ("workers.tasks.perform", "workers.tasks.scheduled")
app.conf.task_default_queue = "work"


def broker_answers(url: str) -> bool:
    """Say whether the broker takes a connection within two seconds."""
    with Connection(url, connect_timeout=2) as connection:
        connection.ensure_connection(max_retries=1, timeout=2)
    return True
