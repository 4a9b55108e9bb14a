"""What several forms share: choices of a time zone and of how long, and what to say of a hidden field tampered with."""

from collections.abc import Sequence
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, NamedTuple
from zoneinfo import available_timezones

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from contacts.rules.cadence import SnoozeChoice, snooze_until

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

_REGIONS = ("Africa", "America", "Antarctica", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific")

Choices = list[tuple[str, str | list[tuple[str, str]]]]

SNOOZES: list[tuple[SnoozeChoice, "StrOrPromise"]] = [
    ("tomorrow", gettext_lazy("Tomorrow")),
    ("week", gettext_lazy("A week")),
    ("two_weeks", gettext_lazy("Two weeks")),
    ("month", gettext_lazy("A month")),
    ("three_months", gettext_lazy("Three months")),
]


class Snooze(NamedTuple):
    """One way to put something off, with the day that it leads to."""

    choice: SnoozeChoice
    label: "StrOrPromise"
    until: date


def snoozes(today: date, choices: Sequence[tuple[SnoozeChoice, "StrOrPromise"]] = SNOOZES) -> tuple[Snooze, ...]:
    """The ways to put something off that a page offers."""
    return tuple(Snooze(choice, label, snooze_until(today, choice)) for choice, label in choices)


@cache
def _zones() -> tuple[tuple[str, tuple[tuple[str, str], ...]], ...]:
    names = sorted(available_timezones())
    groups = []
    for region in _REGIONS:
        places = [name for name in names if name.startswith(f"{region}/")]
        groups.append((region, tuple((name, _spoken(name.split("/", 1)[1])) for name in places)))
    return tuple(groups)


def _spoken(place: str) -> str:
    return place.replace("_", " ").replace("/", ", ")


def time_zone_choices(*, blank: str = "") -> Choices:
    """The world's time zones by region, UTC first; with ``blank`` the choice of none in front."""
    choices: Choices = [("", blank)] if blank else []
    return [*choices, ("UTC", "UTC"), *((region, list(places)) for region, places in _zones())]


def say_hidden_errors(form: forms.BaseForm) -> None:
    """A fault in a field that nobody sees is said at the head of the form, with what to do about it."""
    if any(form[name].is_hidden for name in form.errors if name in form.fields):
        form.add_error(None, _("Something in this form did not arrive whole. Reload the page, then try again."))
