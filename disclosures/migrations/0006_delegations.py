"""One person may act for another; what was given and taken back stays on record."""

import django.db.models.deletion
import simple_history.models
from django.conf import settings
from django.db import migrations, models

from disclosures.migrations import _append_only


class Migration(migrations.Migration):
    dependencies = [
        ("disclosures", "0005_access_tokens_and_webhooks"),
    ]

    operations = [
        migrations.CreateModel(
            name="Delegation",
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
                ("actions", models.JSONField(default=list, verbose_name="代办事项")),
                ("begins", models.DateField(verbose_name="自")),
                ("ends", models.DateField(verbose_name="至（含当日）")),
                ("reason", models.CharField(max_length=300, verbose_name="事由")),
                (
                    "revoked_at",
                    models.DateTimeField(
                        blank=True, null=True, verbose_name="收回时间"
                    ),
                ),
                (
                    "delegate",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="mandates",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="代办人",
                    ),
                ),
                (
                    "principal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="delegated",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="委托人",
                    ),
                ),
            ],
            options={
                "verbose_name": "代办授权",
                "verbose_name_plural": "代办授权",
                "ordering": ["-begins", "-pk"],
                "indexes": [
                    models.Index(fields=["delegate", "ends"], name="mandates_of")
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalDelegation",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                ("actions", models.JSONField(default=list, verbose_name="代办事项")),
                ("begins", models.DateField(verbose_name="自")),
                ("ends", models.DateField(verbose_name="至（含当日）")),
                ("reason", models.CharField(max_length=300, verbose_name="事由")),
                (
                    "revoked_at",
                    models.DateTimeField(
                        blank=True, null=True, verbose_name="收回时间"
                    ),
                ),
                ("history_user_id", models.IntegerField(null=True)),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField()),
                ("history_change_reason", models.TextField(null=True)),
                (
                    "history_type",
                    models.CharField(
                        choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")],
                        max_length=1,
                    ),
                ),
                (
                    "delegate",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="代办人",
                    ),
                ),
                (
                    "principal",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="委托人",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical 代办授权",
                "verbose_name_plural": "historical 代办授权",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
                "indexes": [
                    models.Index(
                        fields=["history_date", "id"],
                        name="disclosures_history_9da7d3_idx",
                    )
                ],
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.RunPython(
            _append_only.guard("disclosures_historicaldelegation", key="history_id"),
            _append_only.release("disclosures_historicaldelegation"),
        ),
    ]
