"""Reminders, their e-mails, drafts of remarks, and who wrote a section."""

import django.db.models.deletion
from django.db import migrations, models


def _begin_at_the_heads(apps, _editor):
    """Let reminders begin now: nobody is reminded of what lies long behind."""
    heads = apps.get_model("reviews", "LedgerHead").objects.values_list(
        "ledger", "position"
    )
    follower = apps.get_model("reviews", "Follower")
    follower.objects.bulk_create(
        follower(name="reminders", ledger=ledger, position=position)
        for ledger, position in heads
    )


class Migration(migrations.Migration):
    dependencies = [
        ("reviews", "0003_proof"),
    ]

    operations = [
        migrations.CreateModel(
            name="Follower",
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
                ("name", models.CharField(max_length=40)),
                ("ledger", models.BigIntegerField()),
                ("position", models.BigIntegerField(default=0)),
            ],
        ),
        migrations.CreateModel(
            name="MailPreference",
            fields=[
                ("account", models.BigIntegerField(primary_key=True, serialize=False)),
                (
                    "rhythm",
                    models.CharField(
                        choices=[
                            ("off", "不发邮件"),
                            ("hourly", "每小时汇总"),
                            ("daily", "每日汇总"),
                        ],
                        default="daily",
                        max_length=10,
                        verbose_name="邮件提醒",
                    ),
                ),
                (
                    "mentions_at_once",
                    models.BooleanField(
                        default=True, verbose_name="有人提到我时立即发邮件"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="MailRecord",
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
                ("account", models.BigIntegerField()),
                ("made_at", models.DateTimeField()),
                ("sent_at", models.DateTimeField(null=True)),
            ],
            options={
                "verbose_name": "提醒邮件",
                "verbose_name_plural": "提醒邮件",
            },
        ),
        migrations.CreateModel(
            name="RemarkDraft",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("account", models.BigIntegerField()),
                ("ledger", models.BigIntegerField()),
                ("disclosure", models.UUIDField()),
                ("section", models.CharField(max_length=12)),
                ("version", models.PositiveIntegerField()),
                ("quote", models.TextField(blank=True)),
                ("before", models.CharField(blank=True, max_length=80)),
                ("after", models.CharField(blank=True, max_length=80)),
                ("remark", models.TextField()),
                ("written_at", models.DateTimeField()),
            ],
            options={
                "verbose_name": "意见草稿",
                "verbose_name_plural": "意见草稿",
            },
        ),
        migrations.CreateModel(
            name="Reminder",
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
                ("position", models.BigIntegerField()),
                ("account", models.BigIntegerField()),
                ("kind", models.CharField(max_length=30)),
                ("stream", models.UUIDField()),
                ("section", models.CharField(blank=True, max_length=12)),
                ("detail", models.CharField(blank=True, max_length=200)),
                ("actor", models.BigIntegerField(null=True)),
                ("on_behalf_of", models.BigIntegerField(null=True)),
                ("at", models.DateTimeField()),
                ("read_at", models.DateTimeField(null=True)),
            ],
            options={
                "verbose_name": "提醒",
                "verbose_name_plural": "提醒",
            },
        ),
        migrations.AddField(
            model_name="sectionrow",
            name="contributors",
            field=models.CharField(default="|", max_length=1000),
        ),
        migrations.AddConstraint(
            model_name="follower",
            constraint=models.UniqueConstraint(
                fields=("name", "ledger"), name="one_place_per_follower"
            ),
        ),
        migrations.AddIndex(
            model_name="remarkdraft",
            index=models.Index(
                fields=["account", "disclosure"], name="remark_drafts_of"
            ),
        ),
        migrations.AddField(
            model_name="reminder",
            name="mail",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                to="reviews.mailrecord",
            ),
        ),
        migrations.AddIndex(
            model_name="reminder",
            index=models.Index(fields=["account", "-id"], name="reminders_of"),
        ),
        migrations.AddIndex(
            model_name="reminder",
            index=models.Index(
                condition=models.Q(("read_at", None)),
                fields=["account"],
                name="unread_reminders",
            ),
        ),
        migrations.AddIndex(
            model_name="reminder",
            index=models.Index(
                condition=models.Q(("mail", None)),
                fields=["account"],
                name="untold_reminders",
            ),
        ),
        migrations.AddConstraint(
            model_name="reminder",
            constraint=models.UniqueConstraint(
                fields=("ledger", "position", "account", "kind", "section", "detail"),
                name="one_reminder_per_event",
            ),
        ),
        migrations.RunPython(_begin_at_the_heads, migrations.RunPython.noop),
    ]
