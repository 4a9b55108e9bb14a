"""Forms behind the links of the mails: how long to put somebody off, how long to pause."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from contacts.forms.choices import SNOOZES, Snooze, snoozes
from contacts.forms.fields import Day
from contacts.forms.settings import PAUSE_AT_MOST
from contacts.rules.cadence import snooze_until


class ChooseSnoozeForm(forms.Form):
    """One of the five choices, each a button."""

    choice = forms.ChoiceField(
        choices=SNOOZES,
        error_messages={
            "required": gettext_lazy("Choose how long to put it off."),
            "invalid_choice": gettext_lazy("Choose how long to put it off."),
        },
    )


class PauseForm(forms.Form):
    """One of three choices, each a button, or a day; ``go_on`` ends a pause."""

    CHOICES = [(choice, label) for choice, label in SNOOZES if choice in {"week", "two_weeks", "month"}]

    choice = forms.ChoiceField(
        choices=[*CHOICES, ("go_on", "")],
        required=False,
        error_messages={"invalid_choice": gettext_lazy("Choose how long to pause.")},
    )
    until = Day(
        label=gettext_lazy("Until"),
        required=False,
        has_own_limit=True,
        help_text=gettext_lazy("The first day with a digest again."),
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.fields["until"].widget.attrs |= {
            "min": (today + timedelta(days=1)).isoformat(),
            "max": (today + PAUSE_AT_MOST).isoformat(),
        }

    def clean_until(self) -> date | None:
        until: date | None = self.cleaned_data["until"]
        if until and until <= self.today:
            raise forms.ValidationError(_("That day is not to come. Choose tomorrow or later."))
        if until and until > self.today + PAUSE_AT_MOST:
            raise forms.ValidationError(_("Pause for a year at most."))
        return until

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if not self.errors and not given.get("choice") and not given.get("until"):
            self.add_error("until", _("Choose how long to pause, or a day."))
        return given

    def paused_until(self) -> date | None:
        """The first day with a digest again; None to go on at once."""
        choice = self.cleaned_data["choice"]
        if choice == "go_on":
            return None
        return snooze_until(self.today, choice) if choice else self.cleaned_data["until"]

    def offered(self) -> tuple[Snooze, ...]:
        """What the page offers, each with its day."""
        return snoozes(self.today, self.CHOICES)
