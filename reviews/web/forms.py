"""The shapes of what people send; what may be done is decided elsewhere."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib.auth.forms import AuthenticationForm, PasswordChangeForm
from django.db.models import QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from disclosures.delegations import problems
from disclosures.models import Account, Campaign


class SignInForm(AuthenticationForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["username"].label = _("账号")
        self.fields["username"].widget.attrs["autocomplete"] = "username"


class PasswordForm(PasswordChangeForm):
    pass


if TYPE_CHECKING:
    AccountForm = forms.ModelForm[Account]
else:
    AccountForm = forms.ModelForm


class SettingsForm(AccountForm):
    class Meta:
        model = Account
        fields = ("language", "single_keys")
        help_texts = {
            "single_keys": _("关闭后，只有带 Ctrl 的组合键和 Esc 起作用。"),
        }


class MailForm(forms.Form):
    """How somebody is told by e-mail, and where."""

    email = forms.EmailField(
        label=_("邮箱"), required=False, help_text=_("不填则不发邮件。")
    )
    rhythm = forms.ChoiceField(
        label=_("邮件提醒"),
        choices=[
            ("off", _("不发邮件")),
            ("hourly", _("每小时汇总")),
            ("daily", _("每日汇总（早上 8 点）")),
        ],
        help_text=_("邮件里只有事项、章节标题和链接，没有材料内容。"),
        required=False,
    )
    mentions_at_once = forms.BooleanField(
        label=_("有人提到我时立即发邮件"), required=False
    )


class DelegationForm(forms.Form):
    """Whom one lets act for oneself, for what, from when to when."""

    GIVES = ("delegate", "actions", "begins", "ends", "reason")

    delegate = forms.ModelChoiceField(
        Account.objects.none(), label=_("代办人"), empty_label=_("请选择")
    )
    actions = forms.MultipleChoiceField(
        label=_("代办事项"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_(
            "只能委托您自己有权办理的事项；代办人不能借此审核他本人或您经手的内容。"
        ),
    )
    begins = forms.DateField(
        label=_("自"), widget=forms.DateInput({"type": "date"}, "%Y-%m-%d")
    )
    ends = forms.DateField(
        label=_("至（含当日）"), widget=forms.DateInput({"type": "date"}, "%Y-%m-%d")
    )
    reason = forms.CharField(label=_("事由"), max_length=300)

    def __init__(
        self,
        *args: Any,
        principal: Account,
        colleagues: "QuerySet[Account]",
        actions: Sequence[tuple[str, str]],
        today: date,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.principal = principal
        delegate, named = self.fields["delegate"], self.fields["actions"]
        assert isinstance(delegate, forms.ModelChoiceField)
        assert isinstance(named, forms.MultipleChoiceField)
        delegate.queryset = colleagues
        named.choices = [(code, gettext(says)) for code, says in actions]
        self.fields["begins"].initial = today

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not self.errors:
            found = problems(
                self.principal, cleaned["delegate"], cleaned["begins"], cleaned["ends"]
            )
            for field, says in found.items():
                self.add_error(field, gettext(says))
        return cleaned


class SubmitForm(forms.Form):
    campaign = forms.ModelChoiceField(
        Campaign.objects.none(), label=_("公开批次"), empty_label=None
    )
    file = forms.FileField(
        label=_("决算公开文件"),
        allow_empty_file=True,
        help_text=_("支持 docx、pdf、html、txt、xlsx、zip；扫描件由机器识别。"),
    )
    annex = forms.FileField(
        label=_("附表（可选）"),
        required=False,
        allow_empty_file=True,
        help_text=_("九张表另有 xlsx、xls、et、ods 文件的，在这里一并报送。"),
    )

    def __init__(
        self, *args: Any, campaigns: "QuerySet[Campaign]", **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["campaign"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = campaigns


class ReplaceForm(forms.Form):
    """A new text, a new annex or both; what is left out stays as it is."""

    file = forms.FileField(label=_("新的文件"), required=False, allow_empty_file=True)
    annex = forms.FileField(
        label=_("新的附表"),
        required=False,
        allow_empty_file=True,
        help_text=_("只换正文或只换附表都可以，没有选的一份保持不变。"),
    )
    remove_annex = forms.BooleanField(label=_("去掉现有的附表"), required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        remove = cleaned.get("remove_annex")
        if remove and cleaned.get("annex"):
            self.add_error(
                "remove_annex", _("已选择新的附表；要去掉附表，请不要选新的附表。")
            )
        if not (cleaned.get("file") or cleaned.get("annex") or remove or self.errors):
            self.add_error("file", _("请选择新的文件或新的附表。"))
        return cleaned


class TokenForm(forms.Form):
    """A new access token: what for, what it may do, until when."""

    name = forms.CharField(
        label=_("用途"),
        max_length=60,
        help_text=_("写明哪个系统使用，便于以后核对。"),
    )
    scopes = forms.MultipleChoiceField(
        label=_("授权范围"), widget=forms.CheckboxSelectMultiple
    )
    until = forms.DateField(
        label=_("有效期至"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("最长一年；到期后须另建。"),
    )

    def __init__(
        self,
        *args: Any,
        scopes: list[tuple[str, str]],
        today: date,
        last: date,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.today, self.last = today, last
        field = self.fields["scopes"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = scopes

    def clean_until(self) -> date:
        until: date = self.cleaned_data["until"]
        if not self.today <= until <= self.last:
            raise forms.ValidationError(_("请选择今天以后、一年以内的日期。"))
        return until


class ReleaseForm(forms.Form):
    """A release: the secrecy review's opinion, and the department's name typed out."""

    secrecy_review = forms.CharField(
        label=_("保密审查意见"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
        help_text=_("写明审查人、日期和结论。"),
    )
    confirm = forms.CharField(label=_("输入部门名称确认"), max_length=100)

    def __init__(self, *args: Any, department: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.department = department

    def clean_confirm(self) -> str:
        typed: str = self.cleaned_data["confirm"].strip()
        if typed != self.department:
            raise forms.ValidationError(_("与部门名称不一致。"))
        return typed
