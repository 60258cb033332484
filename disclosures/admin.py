"""Reference data and accounts: every change with its reason and its history."""

from __future__ import annotations

from copy import deepcopy
from secrets import token_urlsafe
from typing import Any

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.models import Group
from django.db.models import ForeignKey, ManyToManyField, Model, QuerySet
from django.forms import ModelForm
from django.http import HttpRequest
from django.utils.html import format_html_join
from simple_history.admin import SimpleHistoryAdmin

from disclosures.forms import (
    AccountCreationForm,
    AccountForm,
    PasswordResetForm,
    RuleSettingForm,
    TrackedForm,
    WebhookForm,
)
from disclosures.models import (
    AccessToken,
    Account,
    Bureau,
    Campaign,
    Department,
    DisclosureTemplate,
    RoleGrant,
    RuleSetting,
    Webhook,
)
from disclosures.queries import administers

admin.site.unregister(Group)


class TrackedAdmin(SimpleHistoryAdmin):
    """Administrators see and change their own bureau's rows; nobody deletes any."""

    form = TrackedForm
    own = "bureau"
    """The lookup from a row to its bureau's number; '' for rows of everybody."""
    history_list_display = ("history_change_reason",)

    def has_module_permission(self, request: HttpRequest) -> bool:
        return administers(request.user)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return administers(request.user) and self._owns(request, obj)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return administers(request.user)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.has_view_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_view_history_permission(
        self, request: HttpRequest, obj: Any = None
    ) -> bool:
        return self.has_view_permission(request, obj)

    def has_change_history_permission(
        self, request: HttpRequest, obj: Any = None
    ) -> bool:
        return False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        rows: QuerySet[Any] = super().get_queryset(request)
        if request.user.is_superuser or not self.own:
            return rows
        return rows.filter(**{self.own: getattr(_bureau(request), "pk", None)})

    def _owns(self, request: HttpRequest, obj: Any) -> bool:
        return obj is None or self.get_queryset(request).filter(pk=obj.pk).exists()

    def formfield_for_foreignkey(
        self, db_field: ForeignKey[Any, Any], request: HttpRequest, **kw: Any
    ) -> Any:
        if request.user.is_superuser:
            return super().formfield_for_foreignkey(db_field, request, **kw)
        own = _bureau(request)
        if db_field.related_model is Department:
            kw["queryset"] = Department.objects.filter(bureau=own)
        field = super().formfield_for_foreignkey(db_field, request, **kw)
        if db_field.related_model is Bureau:
            field.initial, field.disabled = own, True
        return field

    def formfield_for_manytomany(
        self, db_field: ManyToManyField[Any, Any], request: HttpRequest, **kw: Any
    ) -> Any:
        if db_field.related_model is Department and not request.user.is_superuser:
            own = _bureau(request)
            kw["queryset"] = Department.objects.filter(bureau=own)
        return super().formfield_for_manytomany(db_field, request, **kw)

    def save_model(
        self, request: HttpRequest, obj: Any, form: Any, change: bool
    ) -> None:
        """Save with the reason; a form that changes nothing leaves no history."""
        obj._change_reason = form.cleaned_data.get("change_reason", "")
        obj._history_user = request.user
        if not change or form.changed:
            super().save_model(request, obj, form, change)


def _bureau(request: HttpRequest) -> Bureau | None:
    """Return the bureau whose rows the person may work on."""
    return request.user.bureau if isinstance(request.user, Account) else None


@admin.register(Bureau)
class BureauAdmin(TrackedAdmin):
    own = "pk"
    list_display = ("name", "region")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return bool(request.user.is_superuser)


@admin.register(Department)
class DepartmentAdmin(TrackedAdmin):
    list_display = ("code", "name", "active")
    list_filter = ("active",)
    search_fields = ("code", "name")


@admin.register(DisclosureTemplate)
class DisclosureTemplateAdmin(TrackedAdmin):
    own = ""
    list_display = ("name",)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return bool(request.user.is_superuser)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return bool(request.user.is_superuser)


@admin.register(Campaign)
class CampaignAdmin(TrackedAdmin):
    list_display = ("__str__", "approved_on", "deadline", "common_day", "open")
    list_filter = ("kind", "year", "open")
    filter_horizontal = ("departments",)


@admin.register(RuleSetting)
class RuleSettingAdmin(TrackedAdmin):
    form = RuleSettingForm
    list_display = ("code", "department", "enabled", "severity", "until", "reason")
    list_filter = ("enabled", "severity")
    search_fields = ("code", "reason")


@admin.register(AccessToken)
class AccessTokenAdmin(TrackedAdmin):
    """Everybody makes their own on their page; an administrator can only end one.

    Who could make one for somebody else could act as them.
    """

    own = "account__bureau"
    list_display = ("__str__", "account", "scopes", "until", "revoked")
    list_filter = ("revoked",)
    search_fields = ("name", "account__username")
    readonly_fields = ("account", "name", "scopes", "until")
    fields = (*readonly_fields, "revoked", "change_reason")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        ended = ("revoked",) if obj is not None and obj.revoked else ()
        return (*self.readonly_fields, *ended)


@admin.register(Webhook)
class WebhookAdmin(TrackedAdmin):
    form = WebhookForm
    list_display = ("name", "url", "active", "standing")
    fields = ("bureau", "name", "url", "kinds", "active", "change_reason")

    def save_model(
        self, request: HttpRequest, obj: Any, form: Any, change: bool
    ) -> None:
        if not change:
            obj.secret = token_urlsafe(32)
            self.message_user(
                request, f"签名密钥（只显示这一次，请交给接收方）：{obj.secret}"
            )
        super().save_model(request, obj, form, change)

    @admin.display(description="送达情况")
    def standing(self, webhook: Webhook) -> str:
        state = getattr(webhook, "state", None)
        if state is None:
            return "还没有需要通知的事件"
        if state.failures:
            return f"连续 {state.failures} 次没有送达：{state.said}"
        return f"已通知到第 {state.position} 条"


@admin.register(Account)
class AccountAdmin(TrackedAdmin, UserAdmin):  # type: ignore[type-arg]
    """Accounts are deactivated, never deleted: the ledger names people by number."""

    form = AccountForm
    add_form = AccountCreationForm
    change_password_form = PasswordResetForm
    list_display = ("username", "display_name", "department", "duties", "is_active")
    list_filter = ("is_active", "grants__role")
    search_fields = ("username", "display_name")
    readonly_fields = ("role_history", "last_login")
    filter_horizontal = ()
    PERSON = (
        "username",
        "display_name",
        "email",
        "bureau",
        "department",
        "language",
    )
    STATE = ("is_active", "roles", "role_history", "last_login")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        rows = super().get_queryset(request).prefetch_related("grants")
        return rows if request.user.is_superuser else rows.filter(is_superuser=False)

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        if obj is None:
            first = (*self.PERSON, "usable_password", "password1", "password2")
            return [(None, {"fields": [*first, "roles", "change_reason"]})]
        state = [*self.STATE, *(["is_superuser"] if request.user.is_superuser else [])]
        return [
            (None, {"fields": [*self.PERSON, "password"]}),
            ("权限与状态", {"fields": [*state, "change_reason"]}),
        ]

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **kw: Any
    ) -> Any:
        form = super().get_form(request, obj, change=change, **kw)
        if obj is not None and obj.pk == request.user.pk:
            # A copy: the declared field is shared by everybody's forms.
            roles = form.base_fields["roles"] = deepcopy(form.base_fields["roles"])
            roles.disabled = True
            roles.help_text = "自己的角色须由另一位管理员调整。"
        return form

    def save_model(
        self, request: HttpRequest, obj: Any, form: Any, change: bool
    ) -> None:
        super().save_model(request, obj, form, change)
        if "roles" in form.changed_data:
            _grant(request, obj, form)

    @admin.display(description="角色")
    def duties(self, account: Account) -> str:
        return "、".join(each.get_role_display() for each in account.grants.all())

    @admin.display(description="角色变更记录")
    def role_history(self, account: Account) -> str:
        rows = RoleGrant.history.filter(account_id=account.pk).order_by("-history_id")
        lines = [
            (
                f"{row.history_date:%Y-%m-%d %H:%M}",
                "授予" if row.history_type == "+" else "收回",
                row.get_role_display(),
                row.history_user or "系统",
                row.history_change_reason or "",
            )
            for row in rows[:50]
        ]
        return format_html_join("", "{} {}{}（{}）{}<br>", lines) if lines else "—"


def _grant(request: HttpRequest, account: Account, form: ModelForm[Model]) -> None:
    """Give and take roles until the account holds those on the form."""
    wanted = set(form.cleaned_data["roles"])
    held = {each.role: each for each in account.grants.all()}
    given = [RoleGrant(account=account, role=role) for role in wanted - held.keys()]
    taken = [grant for role, grant in held.items() if role not in wanted]
    for grant in [*given, *taken]:
        # What django-simple-history writes into the row of history.
        vars(grant).update(
            _history_user=request.user,
            _change_reason=form.cleaned_data["change_reason"],
        )
    for grant in given:
        grant.save()
    for grant in taken:
        grant.delete()
