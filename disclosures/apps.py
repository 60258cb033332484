"""The Django application of reference data and submitted files."""

from django.apps import AppConfig
from django.contrib.auth.signals import user_logged_in


class DisclosuresConfig(AppConfig):
    name = "disclosures"
    verbose_name = "批次、部门与规则"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from disclosures import services  # noqa: PLC0415 - needs the loaded models

        user_logged_in.disconnect(dispatch_uid="update_last_login")
        user_logged_in.connect(services.note_sign_in, dispatch_uid="note_sign_in")
