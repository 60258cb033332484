"""Runs the relay of the outbox as a process of its own."""

import signal
import threading
from typing import Any

from django.core.management.base import BaseCommand

from workers import relay


class Command(BaseCommand):
    help = "把待办任务交给任务队列，直到收到停止信号。"

    def handle(self, *args: Any, **options: Any) -> None:
        stop = threading.Event()
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda *_: stop.set())
        relay.run(stop)
