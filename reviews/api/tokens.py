"""Programs sign in with a token of their own, limited to its scopes."""

from typing import Any

from django.utils import timezone
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from rest_framework.authentication import BaseAuthentication
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.request import Request

from disclosures import tokens
from disclosures.models import AccessToken, Account

KEYWORDS = ("bearer", "token")


class TokenAuthentication(BaseAuthentication):
    """`Authorization: Bearer ms_…`; what opens nothing is told no more than that."""

    def authenticate(self, request: Request) -> tuple[Account, AccessToken] | None:
        keyword, _, secret = request.headers.get("Authorization", "").partition(" ")
        if keyword.lower() not in KEYWORDS:
            return None
        found = tokens.find(secret.strip(), timezone.localdate())
        if found is None:
            raise AuthenticationFailed(
                "令牌无效、已停用或已过期，请在“设置 · 访问令牌”中核对或另建。"
            )
        return found.account, found

    def authenticate_header(self, request: Request) -> str:
        return "Bearer"


class Scheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]
    """How the token is described in OpenAPI."""

    target_class = TokenAuthentication
    name = "token"

    def get_security_definition(self, auto_schema: Any) -> dict[str, str]:
        return {
            "type": "http",
            "scheme": "bearer",
            "description": "访问令牌，在“设置 · 访问令牌”中新建；只在授权范围内有效。",
        }
