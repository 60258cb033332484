"""Programs' ways in, and addresses that are told of events."""

import django.db.models.deletion
import simple_history.models
from django.conf import settings
from django.db import migrations, models

from disclosures.migrations import _append_only

TABLES = ("disclosures_historicalaccesstoken", "disclosures_historicalwebhook")


class Migration(migrations.Migration):
    dependencies = [
        ("disclosures", "0004_append_only_parts"),
    ]

    operations = [
        migrations.CreateModel(
            name="AccessToken",
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
                ("name", models.CharField(max_length=60, verbose_name="用途")),
                (
                    "prefix",
                    models.CharField(
                        editable=False, max_length=12, verbose_name="开头"
                    ),
                ),
                (
                    "digest",
                    models.CharField(editable=False, max_length=64, unique=True),
                ),
                ("scopes", models.JSONField(default=list, verbose_name="授权范围")),
                (
                    "until",
                    models.DateField(
                        help_text="这一天结束后失效。", verbose_name="有效期至"
                    ),
                ),
                ("revoked", models.BooleanField(default=False, verbose_name="已停用")),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="tokens",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="账号",
                    ),
                ),
            ],
            options={
                "verbose_name": "访问令牌",
                "verbose_name_plural": "访问令牌",
                "ordering": ["-pk"],
            },
        ),
        migrations.CreateModel(
            name="Webhook",
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
                ("name", models.CharField(max_length=60, verbose_name="用途")),
                ("url", models.URLField(max_length=300, verbose_name="地址")),
                (
                    "secret",
                    models.CharField(
                        editable=False, max_length=64, verbose_name="签名密钥"
                    ),
                ),
                (
                    "kinds",
                    models.JSONField(
                        blank=True,
                        default=list,
                        help_text="事件名称的列表，例如 review.disclosure-released.v1；空表示全部。",
                        verbose_name="通知哪些事件",
                    ),
                ),
                ("active", models.BooleanField(default=True, verbose_name="启用")),
                (
                    "bureau",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        to="disclosures.bureau",
                        verbose_name="财政局",
                    ),
                ),
            ],
            options={
                "verbose_name": "事件通知地址",
                "verbose_name_plural": "事件通知地址",
            },
        ),
        migrations.CreateModel(
            name="TokenUse",
            fields=[
                (
                    "token",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="use",
                        serialize=False,
                        to="disclosures.accesstoken",
                    ),
                ),
                ("day", models.DateField()),
            ],
        ),
        migrations.CreateModel(
            name="WebhookState",
            fields=[
                (
                    "webhook",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="state",
                        serialize=False,
                        to="disclosures.webhook",
                    ),
                ),
                ("position", models.BigIntegerField(default=0)),
                ("failures", models.PositiveIntegerField(default=0)),
                ("not_before", models.DateTimeField()),
                ("said", models.CharField(blank=True, max_length=200)),
            ],
        ),
        migrations.CreateModel(
            name="HistoricalAccessToken",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=60, verbose_name="用途")),
                (
                    "prefix",
                    models.CharField(
                        editable=False, max_length=12, verbose_name="开头"
                    ),
                ),
                ("scopes", models.JSONField(default=list, verbose_name="授权范围")),
                (
                    "until",
                    models.DateField(
                        help_text="这一天结束后失效。", verbose_name="有效期至"
                    ),
                ),
                ("revoked", models.BooleanField(default=False, verbose_name="已停用")),
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
                    "account",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="账号",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical 访问令牌",
                "verbose_name_plural": "historical 访问令牌",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
                "indexes": [
                    models.Index(
                        fields=["history_date", "id"],
                        name="disclosures_history_442743_idx",
                    )
                ],
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalWebhook",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=60, verbose_name="用途")),
                ("url", models.URLField(max_length=300, verbose_name="地址")),
                (
                    "kinds",
                    models.JSONField(
                        blank=True,
                        default=list,
                        help_text="事件名称的列表，例如 review.disclosure-released.v1；空表示全部。",
                        verbose_name="通知哪些事件",
                    ),
                ),
                ("active", models.BooleanField(default=True, verbose_name="启用")),
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
                    "bureau",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="disclosures.bureau",
                        verbose_name="财政局",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical 事件通知地址",
                "verbose_name_plural": "historical 事件通知地址",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
                "indexes": [
                    models.Index(
                        fields=["history_date", "id"],
                        name="disclosures_history_4e2a0b_idx",
                    )
                ],
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.RunPython(
            _append_only.guard(*TABLES, key="history_id"), _append_only.release(*TABLES)
        ),
    ]
