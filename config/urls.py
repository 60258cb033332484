"""All addresses. An application's own stand in its `urls` module."""

from django.contrib import admin
from django.urls import include, path

from config import health, metrics

urlpatterns = [
    path("healthz", health.alive, name="healthz"),
    path("readyz", health.ready, name="readyz"),
    path("metrics", metrics.answer, name="metrics"),
    path("admin/", admin.site.urls),
    path("api/", include("reviews.api.urls")),
    path("", include("reviews.web.urls")),
]

handler400 = "config.errors.bad_request"
handler403 = "config.errors.forbidden"
handler404 = "config.errors.not_found"
handler500 = "config.errors.broken"
