"""The Django application of reference data and submitted files."""

from django.apps import AppConfig


class DisclosuresConfig(AppConfig):
    name = "disclosures"
    verbose_name = "批次、部门与规则"
    default_auto_field = "django.db.models.BigAutoField"
