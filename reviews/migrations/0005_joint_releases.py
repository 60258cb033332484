"""Joint releases, the tallies of boards, and findings over the years."""

from typing import Any

from django.db import migrations, models
from django.db.models import Count


def fill_tallies(apps: Any, _editor: Any) -> None:
    """Count what stands where; commands keep the counts in step from here on."""
    rows = apps.get_model("reviews", "DisclosureRow").objects
    findings = apps.get_model("reviews", "FindingRow").objects
    tallies = apps.get_model("reviews", "CampaignTally")
    made: dict[tuple[int, int, str, str], int] = {}
    for each in rows.values("ledger", "campaign", "stage").annotate(n=Count("pk")):
        made[each["ledger"], each["campaign"], "stage", each["stage"]] = each["n"]
    campaigns = dict(rows.values_list("pk", "campaign"))
    open_ones = findings.filter(status__in=("open", "pending")).exclude(severity="info")
    for ledger, disclosure, code in (
        open_ones.values_list("ledger", "disclosure", "code").distinct().iterator()
    ):
        if disclosure in campaigns:
            key = (ledger, campaigns[disclosure], "problem", code)
            made[key] = made.get(key, 0) + 1
    tallies.objects.bulk_create(
        tallies(ledger=ledger, campaign=campaign, kind=kind, key=key, count=count)
        for (ledger, campaign, kind, key), count in made.items()
    )


class Migration(migrations.Migration):
    dependencies = [
        ("reviews", "0004_people"),
    ]

    operations = [
        migrations.CreateModel(
            name="CampaignTally",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                ("ledger", models.BigIntegerField()),
                ("campaign", models.BigIntegerField()),
                ("kind", models.CharField(max_length=10)),
                ("key", models.CharField(max_length=12)),
                ("count", models.IntegerField(default=0)),
            ],
        ),
        migrations.CreateModel(
            name="JointReleaseRow",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("ledger", models.BigIntegerField()),
                ("campaign", models.BigIntegerField()),
                ("status", models.CharField(max_length=10)),
                ("due", models.DateTimeField(null=True)),
                ("members", models.PositiveIntegerField()),
                ("position", models.BigIntegerField()),
                ("released_at", models.DateTimeField(null=True)),
            ],
            options={
                "verbose_name": "集中公开",
                "verbose_name_plural": "集中公开",
            },
        ),
        migrations.CreateModel(
            name="Occurrence",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                ("ledger", models.BigIntegerField()),
                ("disclosure", models.UUIDField()),
                ("campaign", models.BigIntegerField()),
                ("department", models.BigIntegerField()),
                ("fingerprint", models.CharField(max_length=64)),
                ("code", models.CharField(max_length=5)),
                ("severity", models.CharField(max_length=10)),
                ("position", models.BigIntegerField()),
                ("found_at", models.DateTimeField()),
                ("outcome", models.CharField(default="open", max_length=6)),
                ("ended_at", models.DateTimeField(null=True)),
            ],
        ),
        migrations.AddField(
            model_name="releaserow",
            name="files",
            field=models.JSONField(default=list),
        ),
        migrations.AddField(
            model_name="releaserow",
            name="plan",
            field=models.UUIDField(null=True),
        ),
        migrations.AddIndex(
            model_name="disclosurerow",
            index=models.Index(
                fields=["campaign", "-errors", "id"], name="board_errors"
            ),
        ),
        migrations.AddIndex(
            model_name="disclosurerow",
            index=models.Index(fields=["campaign", "-position"], name="board_newest"),
        ),
        migrations.AddIndex(
            model_name="disclosurerow",
            index=models.Index(fields=["campaign", "stage"], name="board_stage"),
        ),
        migrations.AddIndex(
            model_name="releaserow",
            index=models.Index(
                condition=models.Q(("plan__isnull", False)),
                fields=["plan", "status"],
                name="release_plan",
            ),
        ),
        migrations.AddIndex(
            model_name="releaserow",
            index=models.Index(
                fields=["status", "-released_at"], name="release_newest"
            ),
        ),
        migrations.AddConstraint(
            model_name="campaigntally",
            constraint=models.UniqueConstraint(
                fields=("campaign", "kind", "key"), name="one_tally_per_kind_and_key"
            ),
        ),
        migrations.AddIndex(
            model_name="jointreleaserow",
            index=models.Index(fields=["ledger", "campaign"], name="joint_campaign"),
        ),
        migrations.AddIndex(
            model_name="occurrence",
            index=models.Index(
                fields=["ledger", "campaign", "code", "outcome"],
                name="occurrences_by_rule",
            ),
        ),
        migrations.AddIndex(
            model_name="occurrence",
            index=models.Index(
                condition=models.Q(("outcome", "mended"), _negated=True),
                fields=["disclosure", "fingerprint"],
                name="occurrences_standing",
            ),
        ),
        migrations.AddConstraint(
            model_name="occurrence",
            constraint=models.UniqueConstraint(
                fields=("disclosure", "fingerprint", "position"),
                name="one_occurrence_per_finding_and_position",
            ),
        ),
        migrations.RunPython(fill_tallies, migrations.RunPython.noop),
    ]
