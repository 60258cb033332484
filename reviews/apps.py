"""The Django application of what people decide about disclosures."""

from django.apps import AppConfig
from simple_history.signals import post_create_historical_record


class ReviewsConfig(AppConfig):
    name = "reviews"
    verbose_name = "审核与公开"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from reviews import configuration  # noqa: PLC0415 - needs the loaded models

        post_create_historical_record.connect(
            configuration.record, dispatch_uid="configuration"
        )
