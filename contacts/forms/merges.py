"""Merging two people: what stands on each field on which they differ, and the versions that were looked at."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from contacts.forms.choices import say_hidden_errors
from contacts.queries.merges import MergePreview

CHOOSE = gettext_lazy("Choose one of the two.")


class MergeForm(forms.Form):
    """One choice for each line of the preview, with what is proposed chosen already."""

    kept_version = forms.IntegerField(widget=forms.HiddenInput)
    gone_version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, preview: MergePreview, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.asked = [line.field for line in preview.lines]
        for line in preview.lines:
            self.fields[line.field] = forms.ChoiceField(
                label=line.label,
                choices=line.options,
                initial=line.options[0][0],
                widget=forms.RadioSelect(attrs={"class": "form-check-input"}),
                error_messages={"required": CHOOSE, "invalid_choice": CHOOSE},
            )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        say_hidden_errors(self)
        return given

    def choices(self) -> dict[str, str]:
        """The answers by field."""
        return {name: self.cleaned_data[name] for name in self.asked}

    def lines(self) -> list[Any]:
        """The fields that are asked for."""
        return [self[name] for name in self.asked]


class OtherForm(forms.Form):
    """Whom to merge with, by any part of the name."""

    q = forms.CharField(required=False, max_length=200)

    def text(self) -> str:
        return self.cleaned_data.get("q", "") if self.is_valid() else ""
