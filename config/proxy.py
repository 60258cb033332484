"""Where a request came from, behind the proxies that are known to stand in front."""

from django.conf import settings
from django.http import HttpRequest


def client_address(request: HttpRequest) -> str:
    """Return the caller's address: the peer, or what the outermost own proxy saw.

    Each of PROXY_COUNT proxies appends the address that it saw to X-Forwarded-For;
    what stands further left was written by the caller and proves nothing.
    """
    peer = str(request.META.get("REMOTE_ADDR", ""))
    if not settings.PROXY_COUNT:
        return peer
    passed = request.headers.get("X-Forwarded-For", "").split(",")
    seen = [each.strip() for each in passed if each.strip()]
    return seen[-settings.PROXY_COUNT] if len(seen) >= settings.PROXY_COUNT else peer
