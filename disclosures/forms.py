"""The admin's forms: each asks why, and holds a bureau's things together."""

from typing import Any
from urllib.parse import urlsplit

from axes.utils import reset as unlock
from django import forms
from django.conf import settings
from django.contrib.auth.forms import (
    AdminPasswordChangeForm,
    AdminUserCreationForm,
    ReadOnlyPasswordHashField,
)
from django.db import models

from disclosures.checks.registry import all_rules
from disclosures.models import (
    Account,
    Department,
    RoleGrant,
    RuleSetting,
    Webhook,
)


class TrackedForm(forms.ModelForm):  # type: ignore[type-arg]
    """A form whose changes are kept with the reason that the person gives."""

    change_reason = forms.CharField(
        label="变更理由",
        max_length=500,
        help_text="为什么这样设置或修改；与修改内容一起长期保存，不能再改。",
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def clean(self) -> dict[str, Any]:
        """Refuse a department of another bureau than the thing's own."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        bureau = cleaned.get("bureau") or getattr(self.instance, "bureau", None)
        for name in ("department", "departments"):
            for department in _departments(cleaned.get(name)):
                if bureau is not None and department.bureau_id != bureau.pk:
                    self.add_error(name, f"“{department}”不属于{bureau}。")
        return cleaned

    @property
    def changed(self) -> bool:
        """Whether anything but the reason was filled in or changed."""
        return bool(set(self.changed_data) - {"change_reason"})


def _departments(
    value: Department | models.QuerySet[Department] | None,
) -> list[Department]:
    if value is None:
        return []
    return [value] if isinstance(value, Department) else list(value)


class WebhookForm(TrackedForm):
    """An address outside, on a host that the operator allows."""

    url = forms.URLField(label="地址", max_length=300, assume_scheme="https")

    class Meta:
        model = Webhook
        fields = "__all__"  # noqa: DJ007 - the admin chooses

    def clean_url(self) -> str:
        url: str = self.cleaned_data["url"]
        parts = urlsplit(url)
        if parts.scheme not in ("http", "https"):
            raise forms.ValidationError("地址请以 https:// 开头。")
        if parts.hostname not in settings.WEBHOOK_HOSTS:
            raise forms.ValidationError(
                "这台主机不在允许的名单（WEBHOOK_HOSTS）中，请先请运维人员加入。"
            )
        return url

    def clean_kinds(self) -> list[str]:
        kinds = self.cleaned_data["kinds"] or []
        if not isinstance(kinds, list) or not all(isinstance(k, str) for k in kinds):
            raise forms.ValidationError('请写成事件名称的列表，如 ["…", "…"]。')
        return kinds


class RuleSettingForm(TrackedForm):
    """A departure from a rule's defaults; one for a department alone must end."""

    code = forms.ChoiceField(label="规则", help_text="规则的含义见“检查规则”页。")

    class Meta:
        model = RuleSetting
        fields = "__all__"  # noqa: DJ007 - the admin chooses

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = [(each.code, f"{each.code} {each.title}") for each in all_rules()]
        kept = self.instance.code
        if kept and kept not in dict(known):
            known.append((kept, f"{kept}（现行版本没有这条规则）"))
        self.fields["code"].choices = known  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("department") and not cleaned.get("until"):
            self.add_error("until", "对单个部门的例外必须写明截止日期，到期自动失效。")
        return cleaned


class RolesForm(TrackedForm):
    """An account together with the roles that it holds."""

    roles = forms.MultipleChoiceField(
        label="角色",
        choices=RoleGrant.Role.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="一人可有多个角色；同一份材料上的职责分离由系统逐项检查。",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["roles"] = [each.role for each in self.instance.grants.all()]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if RoleGrant.Role.SUBMITTER in cleaned.get("roles", []) and not cleaned.get(
            "department"
        ):
            self.add_error("department", "填报人必须选择所属部门。")
        return cleaned


class AccountForm(RolesForm):
    """An account as it is, its password out of sight."""

    password = ReadOnlyPasswordHashField(
        label="密码", help_text="密码只保存校验值；要更换，请用“重置密码”。"
    )


class AccountCreationForm(RolesForm, AdminUserCreationForm):  # type: ignore[type-arg]
    """A new account with its first password and its roles."""

    class Meta:
        model = Account
        fields = ("username", "display_name", "bureau", "department", "language")


class PasswordResetForm(AdminPasswordChangeForm):  # type: ignore[type-arg]
    """A password set by an administrator, which also opens a locked account again."""

    def save(self, commit: bool = True) -> Account:
        self.user._change_reason = "管理员重置密码"
        saved: Account = super().save(commit)
        unlock(username=saved.get_username())
        return saved
