"""Sections know what queues sort and part them by."""

from typing import Any

from django.db import migrations, models
from django.db.models import OuterRef, Subquery


def fill(apps: Any, _editor: Any) -> None:
    """Give each section its campaign and department, and say whether it waits."""
    rows = apps.get_model("reviews", "DisclosureRow").objects
    sections = apps.get_model("reviews", "SectionRow").objects
    own = rows.filter(pk=OuterRef("disclosure"))
    sections.update(
        campaign=Subquery(own.values("campaign")[:1]),
        department=Subquery(own.values("department")[:1]),
    )
    at_work = rows.filter(stage__in=("reviewing", "ready"))
    sections.filter(
        disclosure__in=at_work.values("pk"), state__in=("flagged", "draft")
    ).update(waiting=True)


class Migration(migrations.Migration):
    dependencies = [
        ("reviews", "0006_notices"),
    ]

    operations = [
        migrations.AddField(
            model_name="sectionrow",
            name="campaign",
            field=models.BigIntegerField(default=0),
        ),
        migrations.AddField(
            model_name="sectionrow",
            name="department",
            field=models.BigIntegerField(default=0),
        ),
        migrations.AddField(
            model_name="sectionrow",
            name="waiting",
            field=models.BooleanField(default=False),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
        migrations.AddIndex(
            model_name="sectionrow",
            index=models.Index(
                condition=models.Q(("waiting", True)),
                fields=[
                    "ledger",
                    "assignee",
                    "campaign",
                    "-errors",
                    "disclosure",
                    "place",
                ],
                name="queue_order",
            ),
        ),
    ]
