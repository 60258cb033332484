"""Working-day arrangements, and how a bureau writes its notices."""

import django.core.validators
import django.db.models.deletion
import simple_history.models
from django.db import migrations, models

from disclosures.migrations import _append_only


class Migration(migrations.Migration):
    dependencies = [
        ("disclosures", "0006_delegations"),
    ]

    operations = [
        migrations.CreateModel(
            name="NoticeStyle",
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
                    "symbol",
                    models.CharField(
                        default="财决改",
                        help_text="文号为“发文代字〔年份〕序号”，序号由系统按年连续编排。",
                        max_length=20,
                        verbose_name="发文代字",
                    ),
                ),
                (
                    "days",
                    models.PositiveIntegerField(
                        default=5,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(60),
                        ],
                        verbose_name="通常限期（工作日）",
                    ),
                ),
                (
                    "contact",
                    models.CharField(
                        blank=True,
                        help_text="写在落款之前，例如科室和办公电话；不要写个人手机号。",
                        max_length=100,
                        verbose_name="联系方式",
                    ),
                ),
                (
                    "bureau",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        to="disclosures.bureau",
                        verbose_name="财政局",
                    ),
                ),
                (
                    "template",
                    models.ForeignKey(
                        blank=True,
                        help_text="空白即系统自带的模板。",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="disclosures.sourcefile",
                        verbose_name="文书模板",
                    ),
                ),
            ],
            options={
                "verbose_name": "整改通知书格式",
                "verbose_name_plural": "整改通知书格式",
            },
        ),
        migrations.CreateModel(
            name="CalendarDay",
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
                ("day", models.DateField(verbose_name="日期")),
                (
                    "kind",
                    models.CharField(
                        choices=[("holiday", "放假"), ("working", "上班（调休）")],
                        max_length=10,
                        verbose_name="安排",
                    ),
                ),
                (
                    "name",
                    models.CharField(blank=True, max_length=50, verbose_name="节日"),
                ),
                (
                    "source",
                    models.CharField(blank=True, max_length=100, verbose_name="依据"),
                ),
                (
                    "bureau",
                    models.ForeignKey(
                        blank=True,
                        help_text="空白即全国统一安排。",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="disclosures.bureau",
                        verbose_name="财政局",
                    ),
                ),
            ],
            options={
                "verbose_name": "节假日安排",
                "verbose_name_plural": "节假日安排",
                "ordering": ["-day"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("bureau", "day"),
                        name="one_arrangement_per_day",
                        nulls_distinct=False,
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalCalendarDay",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                ("day", models.DateField(verbose_name="日期")),
                (
                    "kind",
                    models.CharField(
                        choices=[("holiday", "放假"), ("working", "上班（调休）")],
                        max_length=10,
                        verbose_name="安排",
                    ),
                ),
                (
                    "name",
                    models.CharField(blank=True, max_length=50, verbose_name="节日"),
                ),
                (
                    "source",
                    models.CharField(blank=True, max_length=100, verbose_name="依据"),
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
                    "bureau",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        help_text="空白即全国统一安排。",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="disclosures.bureau",
                        verbose_name="财政局",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical 节假日安排",
                "verbose_name_plural": "historical 节假日安排",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
                "indexes": [
                    models.Index(
                        fields=["history_date", "id"],
                        name="disclosures_history_2b2b4a_idx",
                    )
                ],
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalNoticeStyle",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                (
                    "symbol",
                    models.CharField(
                        default="财决改",
                        help_text="文号为“发文代字〔年份〕序号”，序号由系统按年连续编排。",
                        max_length=20,
                        verbose_name="发文代字",
                    ),
                ),
                (
                    "days",
                    models.PositiveIntegerField(
                        default=5,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(60),
                        ],
                        verbose_name="通常限期（工作日）",
                    ),
                ),
                (
                    "contact",
                    models.CharField(
                        blank=True,
                        help_text="写在落款之前，例如科室和办公电话；不要写个人手机号。",
                        max_length=100,
                        verbose_name="联系方式",
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
                (
                    "template",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        help_text="空白即系统自带的模板。",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="disclosures.sourcefile",
                        verbose_name="文书模板",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical 整改通知书格式",
                "verbose_name_plural": "historical 整改通知书格式",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
                "indexes": [
                    models.Index(
                        fields=["history_date", "id"],
                        name="disclosures_history_980408_idx",
                    )
                ],
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.RunPython(
            _append_only.guard(
                "disclosures_historicalcalendarday",
                "disclosures_historicalnoticestyle",
                key="history_id",
            ),
            _append_only.release(
                "disclosures_historicalcalendarday",
                "disclosures_historicalnoticestyle",
            ),
        ),
    ]
