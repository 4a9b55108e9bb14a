"""The form that lets a contact rest: how long, and why."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from dateutil.relativedelta import relativedelta
from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from contacts.forms.fields import Day, Line
from contacts.models import Contact
from contacts.services.resting import REASON_LENGTH

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

SPANS = {
    "three_months": relativedelta(months=3),
    "half_year": relativedelta(months=6),
    "year": relativedelta(years=1),
}
SPAN_LABELS = [
    ("three_months", gettext_lazy("3 months")),
    ("half_year", gettext_lazy("6 months")),
    ("year", gettext_lazy("a year")),
]
ON_A_DAY = "day"
OPEN = "open"
CHOICES = [*SPAN_LABELS, (ON_A_DAY, gettext_lazy("until a day")), (OPEN, gettext_lazy("until I wake them"))]


@dataclass(frozen=True, slots=True)
class Rest:
    """One way to let somebody rest; ``until`` is None until they are woken."""

    choice: str
    label: "StrOrPromise"
    until: date | None


def rests(today: date) -> tuple[Rest, ...]:
    """The ways that need no further word, each with its wake day."""
    spans = tuple(Rest(choice, label, today + SPANS[choice]) for choice, label in SPAN_LABELS)
    return (*spans, Rest(OPEN, CHOICES[-1][1], None))


class RestForm(forms.Form):
    """How long by choice, or until a typed day; whether that day is to come is for the service to say."""

    choice = forms.ChoiceField(
        choices=CHOICES,
        widget=forms.RadioSelect,
        label=gettext_lazy("How long"),
        error_messages={"required": gettext_lazy("Choose how long.")},
    )
    until = Day(label=gettext_lazy("The day to wake them"), required=False, has_own_limit=True)
    reason = Line(
        label=gettext_lazy("Why"),
        required=False,
        max_length=REASON_LENGTH,
        help_text=gettext_lazy("For yourself, such as “maternity leave” or “asked for quiet”."),
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("choice") == ON_A_DAY and not given.get("until") and "until" not in self.errors:
            self.add_error("until", _("Choose the day."))
        return given

    @classmethod
    def of(cls, contact: Contact, *, today: date) -> "RestForm":
        """The form for that contact: as the rest runs, else three months."""
        if not contact.is_resting(today):
            return cls(initial={"choice": SPAN_LABELS[0][0]})
        choice = ON_A_DAY if contact.resting_until else OPEN
        return cls(initial={"choice": choice, "until": contact.resting_until, "reason": contact.rest_reason})

    def wake_day(self, today: date) -> date | None:
        """The chosen wake day; None until they are woken."""
        choice = self.cleaned_data["choice"]
        if choice in SPANS:
            return today + SPANS[choice]
        until: date | None = self.cleaned_data["until"]
        return until if choice == ON_A_DAY else None
