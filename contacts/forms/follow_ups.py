"""Forms about follow-ups: putting one off, setting a day of one's own, choosing what the list shows."""

from datetime import date
from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from contacts.forms.choices import SNOOZES, say_hidden_errors
from contacts.forms.fields import Day, EveryDays, Line
from contacts.forms.lists import ListFilter
from contacts.models.contacts import NEVER
from contacts.rules.cadence import NAMED_CADENCES
from contacts.rules.repeats import repeat_rule
from contacts.rules.texts import clean_line
from contacts.services.follow_ups import TEXT_LENGTH
from contacts.wording_due import often


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
    """A day of one's own for a person (E-37), once or repeating. A typed day never moves."""

    REPEATS = [
        ("", gettext_lazy("once")),
        ("weekly", gettext_lazy("every week")),
        ("two_weeks", gettext_lazy("every 2 weeks")),
        ("monthly", gettext_lazy("monthly")),
        ("quarterly", gettext_lazy("quarterly")),
        ("half_yearly", gettext_lazy("twice a year")),
        ("yearly", gettext_lazy("yearly")),
        ("days", gettext_lazy("every so many days…")),
    ]

    entry_key = forms.UUIDField(widget=forms.HiddenInput)
    text = Line(
        label=gettext_lazy("What for"),
        max_length=TEXT_LENGTH,
        error_messages={"required": gettext_lazy("Say in a few words what you want to be reminded of.")},
    )
    due_on = Day(label=gettext_lazy("On"))
    repeats = forms.ChoiceField(
        choices=REPEATS,
        required=False,
        label=gettext_lazy("How often"),
        help_text=gettext_lazy("The next one is counted from this day. A month without that day uses its last one."),
    )
    days = EveryDays()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["due_on"].error_messages["required"] = _("Choose the day.")

    @classmethod
    def fresh(cls, *, today: date, text: str = "") -> "RemindForm":
        """A form with a key of its own, empty but for what the address says to remind of."""
        form = cls(initial={"entry_key": uuid4(), "text": clean_line(text)[:TEXT_LENGTH]})
        form.fields["due_on"].widget.attrs["min"] = today.isoformat()
        return form

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("repeats") == "days" and not given.get("days") and "days" not in self.errors:
            self.add_error("days", EveryDays.WRONG)
        say_hidden_errors(self)
        return given

    def reminder(self) -> dict[str, Any]:
        """What was typed, by the names of the service that sets the day."""
        given = self.cleaned_data
        every_days = given["days"] if given["repeats"] == "days" else None
        repeat = repeat_rule(given["repeats"], first_on=given["due_on"], every_days=every_days)
        once = {"entry_key": given["entry_key"], "text": given["text"], "due_on": given["due_on"]}
        return {**once, "repeat": repeat} if repeat else once


KEEP = "keep"


def _cadences() -> list[tuple[str, str]]:
    named = [(str(days), often(days)) for days in NAMED_CADENCES]
    return [(KEEP, _("keep it as it is")), *named, (str(NEVER), _("never"))]


class CadenceForm(forms.Form):
    """Asked once, when a nudge was not needed: another cadence for them, or the same."""

    cadence = forms.ChoiceField(
        label=gettext_lazy("How often"),
        choices=_cadences,
        widget=forms.RadioSelect,
        error_messages={
            "required": gettext_lazy("Choose how often, or keep it as it is."),
            "invalid_choice": gettext_lazy("Choose how often, or keep it as it is."),
        },
    )

    def cadence_days(self) -> int | None:
        """The cadence chosen in days, 0 for never; None to keep it."""
        chosen = self.cleaned_data["cadence"]
        return None if chosen == KEEP else int(chosen)


class FollowUpFilter(ListFilter):
    SHOW = [
        ("all", gettext_lazy("All")),
        ("promises", gettext_lazy("Promises")),
        ("first", gettext_lazy("First follow-ups")),
        ("thanks", gettext_lazy("Thanks")),
        ("keep_in_touch", gettext_lazy("Keep in touch")),
        ("no_ask", gettext_lazy("Without an ask")),
        ("dates", gettext_lazy("Dates")),
        ("reminders", gettext_lazy("Reminders")),
        ("waiting", gettext_lazy("Waiting for their turn")),
        ("snoozed", gettext_lazy("Snoozed")),
    ]
    SORT = [("day", gettext_lazy("By day")), ("name", gettext_lazy("By name"))]
