"""The Django application of what people decide about disclosures."""

from django.apps import AppConfig


class ReviewsConfig(AppConfig):
    name = "reviews"
    verbose_name = "审核与公开"
    default_auto_field = "django.db.models.BigAutoField"
