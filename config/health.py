"""Is the service alive; is it ready, dependency by dependency."""

from collections.abc import Callable

from django.conf import settings
from django.core.cache import cache
from django.core.files.storage import default_storage
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from workers.celery import broker_answers


@require_safe
@never_cache
def alive(request: HttpRequest) -> HttpResponse:
    """Answer 200 as long as the process can answer at all."""
    return HttpResponse("ok\n", content_type="text/plain")


@require_safe
@never_cache
def ready(request: HttpRequest) -> HttpResponse:
    """Answer 200 when everything that a request needs works, else 503.

    The body names each dependency as ok or failed; why it failed is in the log.
    """
    found = readiness()
    well = all(found.values())
    return JsonResponse(
        {
            "ready": well,
            "checks": {name: "ok" if ok else "failed" for name, ok in found.items()},
        },
        status=200 if well else 503,
    )


def readiness() -> dict[str, bool]:
    """Return for each dependency whether it answers."""
    return {name: _try(check) for name, check in CHECKS.items()}


def _try(check: Callable[[], bool]) -> bool:
    try:
        return check()
    except Exception:  # noqa: BLE001 - whatever is wrong with it, it is not ready
        return False


def _database() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        return bool(cursor.fetchone() == (1,))


def _migrations() -> bool:
    executor = MigrationExecutor(connection)
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())


def _cache() -> bool:
    cache.set("ready", "1", 5)
    return bool(cache.get("ready") == "1")


def _storage() -> bool:
    default_storage.exists("ready")
    return True


def _broker() -> bool:
    return broker_answers(settings.CELERY_BROKER_URL)


CHECKS: dict[str, Callable[[], bool]] = {
    "database": _database,
    "migrations": _migrations,
    "cache": _cache,
    "storage": _storage,
    "broker": _broker,
}
