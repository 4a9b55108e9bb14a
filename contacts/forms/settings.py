"""Forms about the account: its clock, its days, its digest, and leaving."""

from datetime import timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from contacts.forms.choices import time_zone_choices
from contacts.forms.exchanges import day_field
from contacts.models import User
from contacts.vocabulary import DigestDetail

PAUSE_AT_MOST = timedelta(days=366)


class DaysField(forms.MultipleChoiceField):
    """Days of the week; the value is kept as digits, Monday = 0: ``"01234"``."""

    def __init__(self, **kwargs: Any) -> None:
        days = [(str(number), name) for number, name in WEEKDAYS.items()]
        super().__init__(choices=days, required=False, widget=forms.CheckboxSelectMultiple, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        return list(value) if isinstance(value, str) else value

    def clean(self, value: Any) -> str:
        return "".join(sorted(set(super().clean(value))))


class SettingsForm(forms.ModelForm):
    """Where the account is and how it works. A time zone chosen here is no longer taken from the browser."""

    working_days = DaysField(
        label=gettext_lazy("Working days"),
        help_text=gettext_lazy("Days that are computed land on one of these. None chosen means every day."),
    )

    class Meta:
        model = User
        fields = ["time_zone", "working_days", "has_shortcuts"]
        labels = {"has_shortcuts": gettext_lazy("Single-key shortcuts: l for the log, / for the search")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["time_zone"].widget = forms.Select(choices=time_zone_choices())

    def changes(self) -> dict[str, Any]:
        """Only what changed: a time zone that merely stood there was not chosen by hand."""
        return {name: self.cleaned_data[name] for name in self.changed_data}


class DigestForm(forms.ModelForm):
    """When the morning's mail goes out, what it says, and until when it rests."""

    digest_days = DaysField(
        label=gettext_lazy("On these days"), help_text=gettext_lazy("None chosen: no digest. Nothing due: none either.")
    )
    paused_until = day_field(
        gettext_lazy("Paused until"), required=False, help_text=gettext_lazy("The first day with a digest again.")
    )

    class Meta:
        model = User
        fields = ["digest_days", "digest_at", "digest_detail", "paused_until"]
        labels = {"digest_at": gettext_lazy("At"), "digest_detail": gettext_lazy("What it says")}
        widgets = {
            "digest_at": forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
            "digest_detail": forms.RadioSelect,
        }
        error_messages = {
            "digest_at": dict.fromkeys(
                ("required", "invalid"), gettext_lazy("Choose a time of day, as hours and minutes: 07:30.")
            ),
            "digest_detail": dict.fromkeys(
                ("required", "invalid_choice"), gettext_lazy("Choose how much the digest says.")
            ),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        detail: forms.ChoiceField = self.fields["digest_detail"]  # type: ignore[assignment]
        detail.choices = DigestDetail.choices

    def clean_paused_until(self) -> Any:
        day = self.cleaned_data["paused_until"]
        if day is None or "paused_until" not in self.changed_data:
            return day
        today = timezone.localdate()
        if day <= today:
            raise forms.ValidationError(_("That day is not to come. Leave it empty to go on at once."))
        if day > today + PAUSE_AT_MOST:
            raise forms.ValidationError(_("Pause for a year at most; or choose no days above."))
        return day

    def changes(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self.Meta.fields}


class DeleteAccountForm(forms.Form):
    """The password once more, because nothing brings the account back."""

    password = forms.CharField(
        label=gettext_lazy("Your password"),
        max_length=500,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        error_messages={"required": gettext_lazy("Type your password.")},
    )

    def __init__(self, *args: Any, account: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.account = account

    def clean_password(self) -> str:
        password: str = self.cleaned_data["password"]
        if not self.account.check_password(password):
            raise forms.ValidationError(_("This is not your password. Nothing was deleted."))
        return password
