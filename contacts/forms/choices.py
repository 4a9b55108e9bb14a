"""What several forms share: the choice of a time zone, and what to say when a hidden field was tampered with."""

from functools import cache
from zoneinfo import available_timezones

from django import forms
from django.utils.translation import gettext as _

_REGIONS = ("Africa", "America", "Antarctica", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific")

Choices = list[tuple[str, str | list[tuple[str, str]]]]


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
