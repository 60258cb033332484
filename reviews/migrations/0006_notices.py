"""The list of rectification notices, numbered within a bureau's year."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("reviews", "0005_joint_releases"),
    ]

    operations = [
        migrations.CreateModel(
            name="NoticeRow",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("disclosure", models.UUIDField()),
                ("ledger", models.BigIntegerField()),
                ("department", models.BigIntegerField()),
                ("campaign", models.BigIntegerField()),
                ("symbol", models.CharField(max_length=20)),
                ("year", models.PositiveIntegerField()),
                ("number", models.PositiveIntegerField()),
                ("round", models.PositiveIntegerField()),
                ("status", models.CharField(max_length=10)),
                ("waiting", models.CharField(blank=True, max_length=10)),
                ("issued_on", models.DateField()),
                ("first_due", models.DateField()),
                ("due", models.DateField()),
                ("received", models.BooleanField()),
                ("extension", models.BooleanField()),
                ("extensions", models.PositiveIntegerField()),
                ("items", models.PositiveIntegerField()),
                ("errors", models.PositiveIntegerField()),
                ("answered", models.PositiveIntegerField()),
                ("confirmed", models.PositiveIntegerField()),
                ("objected", models.PositiveIntegerField()),
                ("reminded", models.IntegerField()),
                ("late", models.IntegerField()),
                ("ended_at", models.DateTimeField(null=True)),
            ],
            options={
                "verbose_name": "整改通知书",
                "verbose_name_plural": "整改通知书",
                "indexes": [
                    models.Index(fields=["disclosure", "status"], name="notices_of"),
                    models.Index(
                        fields=["ledger", "status", "due"], name="notices_due"
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("ledger", "year", "number"),
                        name="one_notice_per_number",
                    )
                ],
            },
        ),
    ]
