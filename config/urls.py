"""All addresses. An application's own stand in its `urls` module."""

from importlib.util import find_spec

from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path

from config import health

urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", health.alive, name="healthz"),
    path("readyz", health.ready, name="readyz"),
    path("admin/", admin.site.urls),
]
if find_spec("reviews.api.urls"):
    urlpatterns.append(path("api/", include("reviews.api.urls")))
if find_spec("reviews.web.urls"):
    urlpatterns.append(path("", include("reviews.web.urls")))

handler400 = "config.errors.bad_request"
handler403 = "config.errors.forbidden"
handler404 = "config.errors.not_found"
handler500 = "config.errors.broken"
