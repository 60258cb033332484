"""The forms of lists: a view to keep, an action for many."""

from django import forms
from django.utils.translation import gettext_lazy as _

from disclosures.models import SavedView


class SavedViewForm(forms.Form):
    """A name for the list as it is shown; `query` is its address's query string."""

    place = forms.ChoiceField(choices=SavedView.Place.choices, widget=forms.HiddenInput)
    query = forms.CharField(required=False, max_length=500, widget=forms.HiddenInput)
    name = forms.CharField(label=_("视图名称"), max_length=40)
    shared = forms.BooleanField(label=_("本局共享"), required=False)
    default = forms.BooleanField(label=_("设为默认"), required=False)
