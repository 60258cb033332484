"""Loads the demonstration data, once."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils import timezone

from workers import demonstration


class Command(BaseCommand):
    help = "载入演示数据（已载入过则不重复），并显示演示账号。"

    def handle(self, *args: Any, **options: Any) -> None:
        password = demonstration.load(settings.DEMONSTRATION, timezone.now())
        if password is None:
            self.stdout.write("数据库里已有正式数据，没有载入演示数据。")
            return
        for line in accounts(password):
            self.stdout.write(line)


def accounts(password: str) -> list[str]:
    """Return the lines that say who may sign in, and with what."""
    return [
        f"演示账号（密码都是 {password}）：",
        *(
            f"  {person.username:<11}{person.duties}　{person.name}"
            for person in demonstration.PEOPLE
        ),
    ]
