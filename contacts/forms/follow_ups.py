"""Forms about follow-ups: putting one off, setting a day of one's own, choosing what the list shows."""

from datetime import date
from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from contacts.forms.fields import Day, Line
from contacts.forms.lists import ListFilter

SNOOZES = [
    ("tomorrow", gettext_lazy("Tomorrow")),
    ("week", gettext_lazy("A week")),
    ("two_weeks", gettext_lazy("Two weeks")),
    ("month", gettext_lazy("A month")),
    ("three_months", gettext_lazy("Three months")),
]


class SnoozeForm(forms.Form):
    """A choice by name or a day; whether that day is to come is for the service to say."""

    choice = forms.ChoiceField(
        choices=SNOOZES,
        required=False,
        error_messages={"invalid_choice": gettext_lazy("Choose how long to put it off.")},
    )
    until = Day(label=gettext_lazy("Until"), required=False)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if not self.errors and not given.get("choice") and not given.get("until"):
            self.add_error("until", _("Choose how long to put it off, or a day."))
        return given


class RemindForm(forms.Form):
    """A day of one's own for a person (E-37). A typed day never moves."""

    entry_key = forms.UUIDField(widget=forms.HiddenInput)
    text = Line(
        label=gettext_lazy("What for"),
        max_length=500,
        error_messages={"required": gettext_lazy("Say in a few words what you want to be reminded of.")},
    )
    due_on = Day(label=gettext_lazy("On"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["due_on"].error_messages["required"] = _("Choose the day.")

    @classmethod
    def fresh(cls, *, today: date) -> "RemindForm":
        """An empty form with a key of its own."""
        form = cls(initial={"entry_key": uuid4()})
        form.fields["due_on"].widget.attrs["min"] = today.isoformat()
        return form


class FollowUpFilter(ListFilter):
    SHOW = [
        ("all", gettext_lazy("All")),
        ("promises", gettext_lazy("Promises")),
        ("first", gettext_lazy("First follow-ups")),
        ("keep_in_touch", gettext_lazy("Keep in touch")),
        ("reminders", gettext_lazy("Reminders")),
        ("snoozed", gettext_lazy("Snoozed")),
    ]
    SORT = [("day", gettext_lazy("By day")), ("name", gettext_lazy("By name"))]
