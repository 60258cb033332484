"""Self-checks, packages, proofs of releases, and the waivers that end."""

from typing import Any

from django.db import migrations, models

from disclosures.migrations import _append_only

GIVEN = "review.finding-waived.v1"
ENDED = ("review.waiver-revoked.v1", "review.waiver-lapsed.v1")


def fill_ends(apps: Any, _editor: Any) -> None:
    """Give each disclosure the earliest last day of the waivers that stand."""
    events = apps.get_model("reviews", "EventRecord").objects
    rows = apps.get_model("reviews", "DisclosureRow").objects
    dated = events.filter(type=GIVEN).exclude(body__until="")
    for stream in dated.order_by().values_list("stream", flat=True).distinct():
        standing: dict[str, str] = {}
        told = events.filter(stream=stream, type__in=(GIVEN, *ENDED))
        for name, body in told.order_by("version").values_list("type", "body"):
            if name == GIVEN:
                standing[body["fingerprint"]] = body["until"]
            else:
                standing.pop(body["fingerprint"], None)
        ends = [each for each in standing.values() if each]
        rows.filter(pk=stream).update(waivers_until=min(ends, default=None))


class Migration(migrations.Migration):
    dependencies = [
        ("reviews", "0002_ledger_guards"),
    ]

    operations = [
        migrations.CreateModel(
            name="PackageRecord",
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
                ("stream", models.UUIDField()),
                ("position", models.BigIntegerField()),
                ("audience", models.CharField(max_length=10)),
                ("builder", models.CharField(max_length=16)),
                ("sha256", models.CharField(max_length=64)),
                ("size", models.PositiveBigIntegerField()),
                ("built_at", models.DateTimeField()),
            ],
            options={
                "verbose_name": "材料包",
                "verbose_name_plural": "材料包",
            },
        ),
        migrations.CreateModel(
            name="ReleaseProof",
            fields=[
                ("release", models.UUIDField(primary_key=True, serialize=False)),
                ("ledger", models.BigIntegerField()),
                ("proven_at", models.DateTimeField()),
                ("numbers", models.PositiveIntegerField()),
                ("broken", models.JSONField(default=list)),
            ],
            options={
                "verbose_name": "公开数字溯源",
                "verbose_name_plural": "公开数字溯源",
            },
        ),
        migrations.CreateModel(
            name="SelfCheckRecord",
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
                ("started_at", models.DateTimeField()),
                ("finished_at", models.DateTimeField()),
                ("whole", models.BooleanField()),
                ("healthy", models.BooleanField()),
                ("position", models.BigIntegerField()),
                ("head", models.CharField(max_length=64)),
                ("signature", models.CharField(blank=True, max_length=64)),
                ("report", models.JSONField()),
            ],
            options={
                "verbose_name": "自检记录",
                "verbose_name_plural": "自检记录",
            },
        ),
        migrations.AddField(
            model_name="disclosurerow",
            name="waivers_until",
            field=models.DateField(null=True),
        ),
        migrations.AddIndex(
            model_name="disclosurerow",
            index=models.Index(fields=["waivers_until"], name="waivers_that_end"),
        ),
        migrations.AddConstraint(
            model_name="packagerecord",
            constraint=models.UniqueConstraint(
                fields=("stream", "position", "audience"), name="one_package_per_moment"
            ),
        ),
        migrations.AddIndex(
            model_name="releaseproof",
            index=models.Index(fields=["ledger", "proven_at"], name="proof_oldest"),
        ),
        migrations.AddIndex(
            model_name="selfcheckrecord",
            index=models.Index(fields=["ledger", "-id"], name="self_check_latest"),
        ),
        migrations.RunPython(fill_ends, migrations.RunPython.noop),
        migrations.RunPython(
            _append_only.guard("reviews_selfcheckrecord", key="id"),
            _append_only.release("reviews_selfcheckrecord"),
        ),
    ]
