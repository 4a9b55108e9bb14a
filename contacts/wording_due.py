"""The sentences of the day's list: why somebody is on it, how often, since when. Translatable; values in, words out."""

from collections.abc import Iterable
from datetime import date

from django.utils.dates import WEEKDAYS
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from contacts.vocabulary import Channel, DayPrecision, FollowUpKind


def plain_day(day: date, today: date) -> str:
    """``Fri 20 Nov``, with the year where it is not the year of ``today``."""
    return date_format(day, "D j M" if day.year == today.year else "D j M Y")


def often(cadence_days: int | None) -> str:
    """A cadence as people say it; empty for none."""
    named = {
        7: _("every week"),
        14: _("every 2 weeks"),
        30: _("monthly"),
        42: _("every 6 weeks"),
        91: _("quarterly"),
        182: _("twice a year"),
        365: _("yearly"),
    }
    if not cadence_days:
        return ""
    return named.get(cadence_days) or ngettext("every day", "every %(days)d days", cadence_days) % {
        "days": cadence_days
    }


def why_sentence(
    kind: FollowUpKind,
    *,
    name: str,
    today: date,
    due_on: date,
    made_on: date | None = None,
    last_on: date | None = None,
    last_precision: str = DayPrecision.DAY,
    cadence_days: int | None = None,
) -> str:
    """Why somebody is on the list now. ``made_on`` is a promise's own day, ``last_on`` the last day in touch,
    as exactly as ``last_precision`` knows it.

    Says nothing of what was promised or noted, so that any mail may carry it (E-60).
    """
    if kind == FollowUpKind.FIRST:
        return _("First follow-up with a new contact, while it is fresh.")
    if kind == FollowUpKind.PROMISE_MINE:
        return _promise_of_mine(due_on, today, made_on)
    if kind == FollowUpKind.PROMISE_THEIRS:
        return _("%(name)s promised this by %(day)s. One gentle question is enough.") % {
            "name": name,
            "day": plain_day(due_on, today),
        }
    if kind == FollowUpKind.KEEP_IN_TOUCH:
        return _keep_in_touch(today, last_on, last_precision, cadence_days)
    return _("You set this day yourself.")


def _promise_of_mine(due_on: date, today: date, made_on: date | None) -> str:
    if made_on is None or made_on == due_on:
        return _("You promised it for %(day)s.") % {"day": plain_day(due_on, today)}
    return _("You promised it on %(made)s, for %(day)s.") % {
        "made": plain_day(made_on, today),
        "day": plain_day(due_on, today),
    }


def _keep_in_touch(today: date, last_on: date | None, last_precision: str, cadence_days: int | None) -> str:
    cadence = often(cadence_days)
    if last_on is None:
        return (
            _("You chose to be in touch %(often)s.") % {"often": cadence}
            if cadence
            else _("You chose to keep in touch.")
        )
    if last_precision != DayPrecision.DAY:
        last = _("in %(time)s") % {"time": date_format(last_on, "Y" if last_precision == DayPrecision.YEAR else "F Y")}
    else:
        last = _("on %(day)s") % {"day": plain_day(last_on, today)}
    if not cadence:
        return _("You were last in touch %(last)s.") % {"last": last}
    return _("You were last in touch %(last)s; %(often)s is the rhythm you chose.") % {"last": last, "often": cadence}


def channel_phrase(channel: Channel) -> str:
    """``by e-mail``, ``in person``: how an interaction went, inside a sentence."""
    return {
        Channel.IN_PERSON: _("in person"),
        Channel.PHONE: _("by phone"),
        Channel.VIDEO: _("by video call"),
        Channel.EMAIL: _("by e-mail"),
        Channel.MESSAGE: _("by message"),
        Channel.LETTER: _("by letter"),
    }[channel]


def joined(words: Iterable[str]) -> str:
    """Words in a row, the empty ones left out."""
    return ", ".join(word for word in words if word)


def lede_sentence(*, late_promises: int, people: int) -> str:
    """What the day asks for, in words: ``One promise is late and three people are due.``

    ``people`` counts those on the list without a late promise.
    """
    late = ngettext("%(count)s promise is late", "%(count)s promises are late", late_promises) % {
        "count": spelled(late_promises)
    }
    due = ngettext("%(count)s person is due", "%(count)s people are due", people) % {"count": spelled(people)}
    if late_promises and people:
        return capitalised(_("%(late)s and %(due)s.") % {"late": late, "due": due})
    if late_promises:
        return capitalised(_("%(late)s. Nobody else is due.") % {"late": late})
    return capitalised(_("%(due)s.") % {"due": due})


def spelled(number: int) -> str:
    """Numbers up to twelve as words, as a letter would write them."""
    words = (
        _("no"),
        _("one"),
        _("two"),
        _("three"),
        _("four"),
        _("five"),
        _("six"),
        _("seven"),
        _("eight"),
        _("nine"),
        _("ten"),
        _("eleven"),
        _("twelve"),
    )
    return words[number] if 0 <= number < len(words) else str(number)


def capitalised(sentence: str) -> str:
    """With a capital first letter, the rest as it was."""
    return sentence[:1].upper() + sentence[1:]


def weekdays_phrase(days: Iterable[int]) -> str:
    """Weekdays, Monday = 0, as people say them: ``Monday to Friday``, ``every day``, ``Monday, Wednesday``."""
    chosen = sorted(days)
    if chosen == list(range(7)):
        return _("every day")
    named = [str(WEEKDAYS[day]) for day in chosen]
    if len(chosen) > 2 and chosen == list(range(chosen[0], chosen[-1] + 1)):
        return _("%(first)s to %(last)s") % {"first": named[0], "last": named[-1]}
    return joined(named)
