"""The views of lists that people keep under a name."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("disclosures", "0007_calendar_and_notices")]

    operations = [
        migrations.CreateModel(
            name="SavedView",
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
                (
                    "place",
                    models.CharField(
                        choices=[("board", "看板"), ("queue", "待办")],
                        max_length=10,
                        verbose_name="列表",
                    ),
                ),
                ("name", models.CharField(max_length=40, verbose_name="名称")),
                (
                    "query",
                    models.CharField(blank=True, max_length=500, verbose_name="条件"),
                ),
                ("shared", models.BooleanField(default=False, verbose_name="本局共享")),
                ("default", models.BooleanField(default=False, verbose_name="默认")),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="账号",
                    ),
                ),
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
                "verbose_name": "保存的视图",
                "verbose_name_plural": "保存的视图",
                "indexes": [
                    models.Index(
                        condition=models.Q(("shared", True)),
                        fields=["bureau", "place"],
                        name="shared_views",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("account", "place", "name"), name="one_view_per_name"
                    )
                ],
            },
        ),
    ]
