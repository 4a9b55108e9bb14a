"""What a person's page says of days that matter, of rests and of silence. Translatable; values in, words out."""

from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from contacts.vocabulary import DateKind

A_LEAP_YEAR = 2000


def yearly_day(month: int, day: int) -> str:
    """``29 February``."""
    return date_format(date(A_LEAP_YEAR, month, day), "j F")


def date_title(kind: DateKind, label: str) -> str:
    """What day it is: ``Birthday``, ``Anniversary: their wedding``, or the user's own words."""
    if kind == DateKind.OTHER:
        return label
    title = _("Birthday") if kind == DateKind.BIRTHDAY else _("Anniversary")
    return f"{title}: {label}" if label else title


def years_phrase(kind: DateKind, years: int | None) -> str:
    """``turns 40``, ``10 years``; empty where the year is not known."""
    if not years:
        return ""
    if kind == DateKind.BIRTHDAY:
        return _("turns %(years)d") % {"years": years}
    return ngettext("%(years)d year", "%(years)d years", years) % {"years": years}


def lead_phrase(lead_days: int) -> str:
    """When the follow-up comes: ``3 days before``."""
    if not lead_days:
        return _("on the day")
    return ngettext("%(days)d day before", "%(days)d days before", lead_days) % {"days": lead_days}


def far_day(day: date, today: date) -> str:
    """A day weeks or months away, without its weekday: ``3 March``, with the year where it is another."""
    return date_format(day, "j F" if day.year == today.year else "j F Y")


def rest_sentence(until: date | None, reason: str, *, today: date) -> str:
    """``Resting until 3 March: maternity leave``."""
    said = _("Resting until %(day)s") % {"day": far_day(until, today)} if until else _("Resting until you wake them")
    return _("%(rest)s: %(reason)s") % {"rest": said, "reason": reason} if reason else said
