"""The form of a joint release: who, when, and the secrecy review's opinion."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from disclosures.models import Department


class JointReleaseForm(forms.Form):
    """All departments are ticked; who is left out needs a reason (the domain asks)."""

    members = forms.MultipleChoiceField(
        label=_("参加集中公开的部门"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("请至少选择一个部门。")},
    )
    left_out = forms.CharField(
        label=_("未纳入说明"),
        required=False,
        max_length=2000,
        help_text=_("有部门没有选中时必填，写明原因和依据。"),
    )
    due = forms.DateTimeField(
        label=_("公开时间"),
        required=False,
        widget=forms.DateTimeInput(
            attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"
        ),
        help_text=_("留空表示复核后立即公开。"),
    )
    secrecy_review = forms.CharField(
        label=_("保密审查意见"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
        help_text=_("写明审查人、日期和结论，适用于全部材料。"),
    )

    def __init__(
        self,
        *args: Any,
        departments: Sequence[Department],
        due: datetime | None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["members"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = [(str(each.pk), f"{each.code} {each}") for each in departments]
        self.initial["members"] = [str(each.pk) for each in departments]
        if due is not None:
            self.initial["due"] = timezone.localtime(due)

    def moment(self, at: datetime) -> str:
        """Return the moment as commands take it; '' for at once, or if it is past."""
        due: datetime | None = self.cleaned_data["due"]
        return due.isoformat() if due is not None and due > at else ""
