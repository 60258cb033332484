"""The event-sourced part in the admin: to be read; what changes it are commands."""

from typing import Any, cast
from uuid import UUID, uuid4  # noqa: TID251 - a command's own number

from django import forms
from django.contrib import admin, messages
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils import timezone

from disclosures import delegations
from disclosures.admin import RuleSettingAdmin, TrackedAdmin
from disclosures.forms import TrackedForm
from disclosures.models import Account, Delegation, RuleSetting
from disclosures.queries import administers
from reviews import handlers, notice_admin, rehearsal
from reviews.domain import commands as c
from reviews.domain.errors import Refused
from reviews.domain.policies import actions_of
from reviews.models import DisclosureRow, EventRecord, OutboxRecord, ReleaseRow

__all__ = ["notice_admin"]

HISTORY = 200
"""How many of a disclosure's events its history page shows, the newest."""


class ReadOnlyAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """Rows of the administrator's own ledger, with no way to change them."""

    list_display_links: Any = None
    show_full_result_count = False
    actions: Any = ()

    def has_module_permission(self, request: HttpRequest) -> bool:
        return administers(request.user)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return administers(request.user)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        rows: QuerySet[Any] = super().get_queryset(request)
        if isinstance(request.user, Account) and request.user.is_superuser:
            return rows
        return rows.filter(ledger=getattr(request.user, "bureau_id", None))


@admin.register(DisclosureRow)
class DisclosureAdmin(ReadOnlyAdmin):
    """A disclosure as lists show it; its history is the event log."""

    list_display = ("id", "department", "campaign", "stage", "version", "updated_at")
    list_display_links = ("id",)
    list_filter = ("stage",)
    ordering = ("-position",)
    actions = ("retry_reading",)

    def history_view(
        self,
        request: HttpRequest,
        object_id: str,
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """Show the disclosure's events, the newest first."""
        row = get_object_or_404(self.get_queryset(request), pk=UUID(object_id))
        events = EventRecord.objects.filter(ledger=row.ledger, stream=row.pk)
        context = {
            **self.admin_site.each_context(request),
            "title": f"事件记录：{row.pk}",
            "opts": self.model._meta,
            "object": row,
            "events": events.order_by("-version")[:HISTORY],
            **(extra_context or {}),
        }
        return TemplateResponse(request, "admin/reviews/event_history.html", context)

    @admin.action(description="重新读取所选材料的文件", permissions=["view"])
    def retry_reading(self, request: HttpRequest, rows: QuerySet[Any]) -> None:
        """Ask for the stored files to be read again, as a command for each."""
        for row in rows:
            if said := _ask(request, row, c.RetryReading()):
                self.message_user(request, f"{row.pk}：{said}", messages.ERROR)
            else:
                self.message_user(request, f"{row.pk}：已重新排队读取。")


@admin.register(EventRecord)
class EventAdmin(ReadOnlyAdmin):
    """The ledger as it was written."""

    list_display = ("position", "type", "stream", "version", "actor", "recorded_at")
    list_filter = ("type",)
    ordering = ("-position",)


@admin.register(OutboxRecord)
class OutboxAdmin(ReadOnlyAdmin):
    """Work that is under way, waits, or was given up."""

    list_display = ("job", "stream", "step", "done", "total", "attempts", "dead")
    list_filter = ("dead", "job")
    ordering = ("not_before",)


@admin.register(ReleaseRow)
class ReleaseAdmin(ReadOnlyAdmin):
    list_display = ("disclosure", "number", "status", "released_at", "content")
    list_filter = ("status",)
    ordering = ("-position",)


admin.site.unregister(RuleSetting)


@admin.register(RuleSetting)
class RehearsedRuleSettingAdmin(RuleSettingAdmin):
    """Rule settings, whose effect can be looked at before they are saved."""

    change_form_template = "admin/reviews/rule_setting_form.html"
    REHEARSE = "_rehearse"
    """The button's name; its value is where the page of disclosures starts."""

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        if request.method == "POST" and self.REHEARSE in request.POST:
            answer = self._rehearsed(request, object_id)
            if answer is not None:
                return answer
        answer = super().changeform_view(request, object_id, form_url, extra_context)
        return cast(HttpResponse, answer)

    def _rehearsed(
        self, request: HttpRequest, object_id: str | None
    ) -> HttpResponse | None:
        """Return the rehearsal's page; None where the form has to be mended first."""
        row = self.get_object(request, object_id) if object_id else None
        allowed = (
            self.has_change_permission(request, row)
            if row
            else self.has_add_permission(request)
        )
        if not allowed or (object_id and row is None):
            return None
        kind = self.get_form(request, row, change=row is not None)
        form = kind(request.POST, instance=row)
        if not form.is_valid():
            return None
        start = request.POST[self.REHEARSE]
        said = rehearsal.rehearse(
            form.save(commit=False),
            timezone.localdate(timezone.now()),  # noqa: TID251 - the shell
            start=int(start) if start.isdecimal() else 0,
        )
        context = {
            **self.admin_site.each_context(request),
            "title": "预演：这项设置生效后会怎样",
            "opts": self.model._meta,
            "rehearsal": said,
            "fields": _kept(request, self.REHEARSE),
            "button": self.REHEARSE,
            "form": form,
        }
        return TemplateResponse(request, "admin/reviews/rehearsal.html", context)


def _kept(request: HttpRequest, button: str) -> list[tuple[str, str]]:
    """Return the form's fields as sent, to be sent again, but for the button."""
    return [
        (name, str(value))
        for name, values in request.POST.lists()
        if name not in (button, "csrfmiddlewaretoken")
        for value in values
    ]


def _ask(request: HttpRequest, row: Model, command: c.Command) -> str:
    """Carry out a command in the administrator's name; return why not, '' if done."""
    if not isinstance(request.user, Account):
        return "请先登录。"
    try:
        envelope = handlers.Envelope(
            actor=handlers.actor_of(request.user),
            command=uuid4(),
            at=timezone.now(),  # noqa: TID251 - the shell reads the clock
            request=str(getattr(request, "request_id", "")),
        )
        handlers.execute(row.pk, command, envelope)
    except Refused as refused:
        return refused.message
    return ""


class DelegationForm(TrackedForm):
    """A delegation as the administrator gives or changes it; taken back by its time."""

    actions = forms.MultipleChoiceField(
        label="代办事项",
        choices=actions_of(frozenset({"submitter", "reviewer", "publisher"})),
        widget=forms.CheckboxSelectMultiple,
        help_text="委托人自己无权办理的事项，委托了也不能办理。",
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        needed = ("principal", "delegate", "begins", "ends")
        if all(cleaned.get(name) for name in needed):
            found = delegations.problems(*(cleaned[name] for name in needed))
            for field, says in found.items():
                self.add_error(field, says)
        return cleaned


@admin.register(Delegation)
class DelegationAdmin(TrackedAdmin):
    """Who acts for whom; an entry is never deleted, only taken back."""

    form = DelegationForm
    own = "principal__bureau"
    list_display = ("__str__", "begins", "ends", "reason", "revoked_at")
    search_fields = ("principal__display_name", "delegate__display_name")

    def formfield_for_foreignkey(
        self, db_field: Any, request: HttpRequest, **kw: Any
    ) -> Any:
        if isinstance(request.user, Account) and not request.user.is_superuser:
            kw["queryset"] = Account.objects.filter(bureau=request.user.bureau)
        return super().formfield_for_foreignkey(db_field, request, **kw)
