"""The admin site: for who holds the administrator's role, signed in as anywhere."""

from django.contrib import admin
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from disclosures.queries import administers


class Site(admin.AdminSite):
    """Django's admin; who may come in is a matter of roles, not of `is_staff`."""

    site_header = "明审 · 系统管理"
    site_title = "明审"
    index_title = "基础资料与账号"
    site_url = "/"

    def has_permission(self, request: HttpRequest) -> bool:
        return administers(request.user)

    def login(
        self, request: HttpRequest, extra_context: dict[str, object] | None = None
    ) -> HttpResponse:
        """Send to the one sign-in page; refuse who is signed in without the role."""
        if request.user.is_authenticated and not self.has_permission(request):
            raise PermissionDenied
        return redirect_to_login(request.GET.get("next") or reverse("admin:index"))
