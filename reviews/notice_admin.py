"""Working days and the form of notices in the admin: imported, uploaded, checked."""

from datetime import date
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.html import format_html

from disclosures import services
from disclosures.admin import TrackedAdmin
from disclosures.calendars import keep, reading
from disclosures.forms import TrackedForm
from disclosures.models import Account, CalendarDay, NoticeStyle
from disclosures.queries import administers
from reviews.letters import docx
from reviews.letters.form import built_in_bytes
from reviews.noticing import terms

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


class CalendarImportForm(forms.Form):
    """A file of days, or those that come with the system."""

    file = forms.FileField(
        label="文件",
        required=False,
        help_text="CSV（日期,安排,节日,依据；安排写“放假”或“上班”）或日历文件（.ics）。",
    )
    built_in = forms.BooleanField(
        label="导入系统自带的 2024—2026 年国务院办公厅安排", required=False
    )
    change_reason = forms.CharField(
        label="变更理由",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        file, built_in = cleaned.get("file"), cleaned.get("built_in")
        if bool(file) == bool(built_in):
            raise forms.ValidationError("请选择一个文件，或者勾选系统自带的安排。")
        data = file.read(reading.MOST_BYTES + 1) if file else b""
        try:
            cleaned["days"] = reading.read(data) if file else reading.arrangements()
        except reading.BadCalendar as bad:
            raise forms.ValidationError(str(bad)) from bad
        return cleaned


@admin.register(CalendarDay)
class CalendarDayAdmin(TrackedAdmin):
    """The country's days are to be read; a bureau's own go before them."""

    change_list_template = "admin/disclosures/calendarday/change_list.html"
    list_display = ("day", "kind", "name", "bureau", "source")
    list_filter = ("kind",)
    date_hierarchy = "day"
    search_fields = ("name", "source")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        rows = CalendarDay.objects.select_related("bureau").order_by("-day")
        if request.user.is_superuser:
            return rows
        own = getattr(request.user, "bureau_id", None)
        return rows.filter(Q(bureau=None) | Q(bureau=own))

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        allowed = super().has_change_permission(request, obj)
        if obj is None or request.user.is_superuser:
            return allowed
        return allowed and obj.bureau_id is not None

    def get_urls(self) -> list[Any]:
        view = self.admin_site.admin_view(self.import_days)
        name = "disclosures_calendarday_import"
        return [path("import/", view, name=name), *super().get_urls()]

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> Any:
        if said := missing_years(request):
            messages.warning(request, said)
        return super().changelist_view(request, extra_context)

    def import_days(self, request: HttpRequest) -> HttpResponse:
        """Keep a file's days for the administrator's bureau, or for the country."""
        if not administers(request.user):
            return HttpResponse(status=403)
        form = CalendarImportForm(request.POST or None, request.FILES or None)
        if request.method == "POST" and form.is_valid():
            account = request.user if isinstance(request.user, Account) else None
            country = bool(account and account.is_superuser)
            changed = keep.keep(
                form.cleaned_data["days"],
                of=None if country or account is None else account.bureau,
                by=account,
                reason=form.cleaned_data["change_reason"],
            )
            said = f"共 {len(form.cleaned_data['days'])} 天，新增或改变 {changed} 天。"
            messages.success(request, said)
            return redirect("admin:disclosures_calendarday_changelist")
        context = {
            **self.admin_site.each_context(request),
            "title": "导入节假日安排",
            "form": form,
            "opts": CalendarDay._meta,
        }
        name = "admin/disclosures/calendarday/import.html"
        status = 422 if form.errors else 200
        return TemplateResponse(request, name, context, status=status)


def missing_years(request: HttpRequest) -> str:
    """Return the sentence on years that the administrator should import, or ''.

    The next year's arrangement is published in November.
    """
    ledger = getattr(request.user, "bureau_id", None)
    if ledger is None:
        return ""
    today = timezone.localdate(timezone.now())  # noqa: TID251 - the shell
    end = date(today.year + (today.month == 12), 12, 31)
    return terms.unknown(terms.calendar_of(ledger), today, end)


class NoticeStyleForm(TrackedForm):
    """How notices are written; the form is a Word file with marks."""

    upload = forms.FileField(
        label="上传新模板（docx）",
        required=False,
        help_text="在下载的模板上修改：双花括号里的标记会换成通知书的内容。",
    )
    usual = forms.BooleanField(label="改回系统自带的模板", required=False)

    class Meta:
        model = NoticeStyle
        fields = ("bureau", "symbol", "days", "contact")

    def clean_upload(self) -> Any:
        upload = self.cleaned_data.get("upload")
        if upload is not None:
            data = upload.read(docx.MOST_BYTES + 1)
            try:
                docx.check(data)
            except docx.BadForm as bad:
                raise forms.ValidationError(str(bad)) from bad
            self.cleaned_data["form_bytes"] = data
        return upload


@admin.register(NoticeStyle)
class NoticeStyleAdmin(TrackedAdmin):
    form = NoticeStyleForm
    list_display = ("bureau", "symbol", "days", "contact", "in_use")
    readonly_fields = ("in_use",)
    fields = (
        "bureau",
        "symbol",
        "days",
        "contact",
        "in_use",
        "upload",
        "usual",
        "change_reason",
    )

    def get_urls(self) -> list[Any]:
        wrap = self.admin_site.admin_view
        name = "disclosures_noticestyle_form"
        return [
            path("form.docx", wrap(self.usual_form), name=name),
            path("<int:pk>/form.docx", wrap(self.own_form), name=f"{name}_own"),
            *super().get_urls(),
        ]

    @admin.display(description="现用模板")
    def in_use(self, style: NoticeStyle) -> str:
        usual = reverse("admin:disclosures_noticestyle_form")
        if style.pk is None or style.template_id is None:
            return format_html('<a href="{}">下载系统自带的模板</a>', usual)
        own = reverse("admin:disclosures_noticestyle_form_own", args=[style.pk])
        return format_html(
            '<a href="{}">下载本局模板</a>，<a href="{}">下载系统自带的模板</a>',
            own,
            usual,
        )

    def usual_form(self, request: HttpRequest) -> HttpResponse:
        if not administers(request.user):
            return HttpResponse(status=403)
        return _word(docx.settled(built_in_bytes()))

    def own_form(self, request: HttpRequest, pk: int) -> HttpResponse:
        style = self.get_queryset(request).filter(pk=pk).first()
        if not administers(request.user) or style is None or style.template is None:
            return HttpResponse(status=404)
        return _word(services.read_file(style.template.sha256))

    def save_model(
        self, request: HttpRequest, obj: Any, form: Any, change: bool
    ) -> None:
        if data := form.cleaned_data.get("form_bytes"):
            at = timezone.now()  # noqa: TID251 - the shell reads the clock
            obj.template = services.keep_file([data], at=at)
        elif form.cleaned_data.get("usual"):
            obj.template = None
        super().save_model(request, obj, form, change)


def _word(body: bytes) -> HttpResponse:
    headers = {"Content-Disposition": 'attachment; filename="notice.docx"'}
    return HttpResponse(body, content_type=WORD, headers=headers)
