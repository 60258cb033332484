"""OpenMetrics of what the self-check knows, for whoever watches the machine."""

from hmac import compare_digest

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotFound
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from config import health
from reviews.oversight import metrics

MEDIA_TYPE = "application/openmetrics-text; version=1.0.0; charset=utf-8"
LOCAL = ("127.0.0.1", "::1")


@require_safe
@never_cache
def answer(request: HttpRequest) -> HttpResponse:
    """Answer who has METRICS_TOKEN; without one, whoever is on this very machine.

    All others are told that there is nothing.
    """
    if not _may_read(request):
        return HttpResponseNotFound("404\n", content_type="text/plain")
    now = timezone.now()  # noqa: TID251 - the shell reads the clock
    told = metrics.text(now, health.readiness())
    return HttpResponse(told, content_type=MEDIA_TYPE)


def _may_read(request: HttpRequest) -> bool:
    if settings.METRICS_TOKEN:
        given = request.headers.get("Authorization", "")
        wanted = f"Bearer {settings.METRICS_TOKEN}"
        return compare_digest(given.encode(), wanted.encode())
    # What came through a proxy comes from elsewhere, whatever the last address is.
    direct = "X-Forwarded-For" not in request.headers
    return direct and request.META.get("REMOTE_ADDR") in LOCAL
