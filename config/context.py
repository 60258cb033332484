"""What every template may use."""

from django.http import HttpRequest


def page(request: HttpRequest) -> dict[str, object]:
    """Give the page's nonce under both names in use, and the request's number.

    django-csp writes CSP_NONCE, django-htmx reads csp_nonce.
    """
    nonce = getattr(request, "csp_nonce", "")
    return {
        "CSP_NONCE": nonce,
        "csp_nonce": nonce,
        "request_id": getattr(request, "request_id", ""),
    }
