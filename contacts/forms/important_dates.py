"""The form of a yearly day that matters to a person (E-36): day, month, the year if it is known, and the lead."""

from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.utils.dates import MONTHS
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from contacts.forms.choices import say_hidden_errors
from contacts.forms.fields import Line
from contacts.models import ImportantDate
from contacts.services.important_dates import LABEL_LENGTH, LONGEST_LEAD, DateEntry, entry_of
from contacts.vocabulary import DateKind


class DateForm(forms.Form):
    """``label`` is only asked for where it is neither a birthday nor an anniversary."""

    entry_key = forms.UUIDField(widget=forms.HiddenInput, required=False)
    kind = forms.ChoiceField(
        choices=DateKind.choices,
        widget=forms.RadioSelect,
        label=gettext_lazy("What kind of day"),
        error_messages={"required": gettext_lazy("Choose what kind of day it is.")},
    )
    label = Line(
        label=gettext_lazy("What day it is"),
        required=False,
        max_length=LABEL_LENGTH,
        help_text=gettext_lazy("Such as “their wedding” or “name day”. A birthday needs no words."),
    )
    day = forms.IntegerField(
        min_value=1,
        max_value=31,
        label=gettext_lazy("Day"),
        error_messages={
            "required": gettext_lazy("Say which day of the month."),
            "min_value": gettext_lazy("A day of the month is from 1 to 31."),
            "max_value": gettext_lazy("A day of the month is from 1 to 31."),
        },
    )
    month = forms.TypedChoiceField(
        choices=[("", "—"), *MONTHS.items()],
        coerce=int,
        label=gettext_lazy("Month"),
        error_messages={"required": gettext_lazy("Choose the month.")},
    )
    year = forms.IntegerField(
        required=False,
        min_value=1,
        max_value=9999,
        label=gettext_lazy("Year"),
        help_text=gettext_lazy("Only if you know it."),
        error_messages={
            "min_value": gettext_lazy("Write the year with four digits, or leave it empty."),
            "max_value": gettext_lazy("Write the year with four digits, or leave it empty."),
        },
    )
    lead_days = forms.IntegerField(
        min_value=0,
        max_value=LONGEST_LEAD,
        initial=3,
        label=gettext_lazy("How many days before"),
        help_text=gettext_lazy("0 is on the day itself. It comes on one of your working days, and never too late."),
        error_messages={
            "required": gettext_lazy("Choose between 0 and 60 days."),
            "min_value": gettext_lazy("Choose between 0 and 60 days."),
            "max_value": gettext_lazy("Choose between 0 and 60 days."),
        },
    )

    @classmethod
    def fresh(cls) -> "DateForm":
        """An empty form with a key of its own."""
        return cls(initial={"entry_key": uuid4(), "kind": DateKind.BIRTHDAY})

    @classmethod
    def of(cls, row: ImportantDate) -> "DateForm":
        """The form as it was filled in for that row."""
        entry = entry_of(row)
        return cls(initial={name: getattr(entry, name) for name in DateEntry.__slots__})

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("kind") == DateKind.OTHER and not given.get("label") and "label" not in self.errors:
            self.add_error("label", _("Say what day it is."))
        say_hidden_errors(self)
        return given

    def entry(self) -> DateEntry:
        given = self.cleaned_data
        return DateEntry(**{name: given[name] for name in DateEntry.__slots__})

    def key(self) -> UUID:
        return self.cleaned_data["entry_key"] or uuid4()
