"""Writes reminders one event at a time, as a process that can be killed.

`python -m tests.faults.reminding prepare` makes a database with a story first.
"""

import sys

import django

django.setup()

from django.core.management import call_command  # noqa: E402 - needs the settings

from reviews import reminders  # noqa: E402
from tests.reviews import scenarios  # noqa: E402


def prepare() -> None:
    """Make a disclosure that was corrected, and one more round of edits."""
    call_command("migrate", verbosity=0)
    office = scenarios.corrected(scenarios.office())
    for number in range(30):
        name = ("bob", "dave")[number % 2]
        remark = f"请@carol和@paul看第{number}处"
        command = scenarios.c.CommentSection(
            comment=f"c{number}", section="s001", remark=remark
        )
        office.do(name, command)


if __name__ == "__main__":
    if sys.argv[1:] == ["prepare"]:
        prepare()
    else:
        reminders.CHUNK = 1
        reminders.follow_all()
