"""The sentences of the day's list: why somebody is on it, how often, since when. Translatable; values in, words out."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from django.utils.dates import WEEKDAYS
from django.utils.formats import date_format
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from contacts.vocabulary import Channel, DateKind, DayPrecision, FollowUpKind
from contacts.wording_people import date_title, years_phrase

_PROMISES = frozenset({FollowUpKind.PROMISE_MINE, FollowUpKind.PROMISE_THEIRS})
_GRATITUDE = frozenset({FollowUpKind.THANK, FollowUpKind.OUTCOME})


def plain_day(day: date, today: date) -> str:
    """``Fri 20 Nov``, with the year where it is not the year of ``today``."""
    return said_day(day, "D j M" if day.year == today.year else "D j M Y")


def said_day(day: date, pattern: str) -> str:
    """`date_format`, remembered: a page says the same few days again and again, and each look-up costs."""
    return _said_day(day, pattern, get_language())


@lru_cache(maxsize=4096)
def _said_day(day: date, pattern: str, _language: str | None) -> str:
    return date_format(day, pattern)


# Looked up in the catalogue one at a time: a page asks for a cadence or a channel in every row.
_OFTEN = {
    7: gettext_lazy("every week"),
    14: gettext_lazy("every 2 weeks"),
    30: gettext_lazy("monthly"),
    42: gettext_lazy("every 6 weeks"),
    91: gettext_lazy("quarterly"),
    182: gettext_lazy("twice a year"),
    365: gettext_lazy("yearly"),
}
_BY_CHANNEL = {
    Channel.IN_PERSON: gettext_lazy("in person"),
    Channel.PHONE: gettext_lazy("by phone"),
    Channel.VIDEO: gettext_lazy("by video call"),
    Channel.EMAIL: gettext_lazy("by e-mail"),
    Channel.MESSAGE: gettext_lazy("by message"),
    Channel.LETTER: gettext_lazy("by letter"),
}


def often(cadence_days: int | None) -> str:
    """A cadence as people say it; empty for none."""
    if not cadence_days:
        return ""
    if cadence_days in _OFTEN:
        return str(_OFTEN[cadence_days])
    return ngettext("every day", "every %(days)d days", cadence_days) % {"days": cadence_days}


@dataclass(frozen=True, slots=True)
class WhyFacts:
    """What a follow-up was planned from. Days are the account's; each kind fills what it knows and leaves the rest.

    ``made_on`` is the day a promise was given, or a reminder or a conversation long past was written down, ``last_on``
    the last day in touch, known as exactly as ``last_precision`` says, ``closed_on`` the day the user closed the turn
    before, ``founded_on`` that of the conversation that made a contact. ``asked_on`` are the days of the asks behind
    E-30, ``asked_since`` the first of them. ``occurs_on`` is the next occurrence of an important date, ``years`` since
    its year if that is known.
    """

    name: str
    today: date
    due_on: date
    made_on: date | None = None
    last_on: date | None = None
    last_precision: str = DayPrecision.DAY
    closed_on: date | None = None
    founded_on: date | None = None
    cadence_days: int | None = None
    settled_on: date | None = None
    asked_on: tuple[date, ...] = ()
    asked_since: date | None = None
    occurs_on: date | None = None
    years: int | None = None
    date_kind: str = ""
    lead_days: int = 0
    repeats: str = ""
    released_on: date | None = None

    def day(self, day: date) -> str:
        return plain_day(day, self.today)


def why_sentence(
    kind: FollowUpKind,
    facts: WhyFacts | None = None,
    *,
    name: str = "",
    today: date = date.min,
    due_on: date = date.min,
    **known: Any,
) -> str:
    """Why somebody is on the list now, from `WhyFacts` or from its fields.

    Says nothing of what was promised, given or noted, so that any mail may carry it (E-60).
    """
    told = facts or WhyFacts(name=name, today=today, due_on=due_on, **known)
    return _WHY.get(kind, _own_day)(told)


def _first(facts: WhyFacts) -> str:
    if facts.made_on is None or facts.last_on is None:
        return _("First follow-up with a new contact, while it is fresh.")
    told = {"made": facts.day(facts.made_on), "last": _on_known_day(facts.last_on, facts)}
    return _("You wrote them down on %(made)s; you last talked %(last)s.") % told


def _promise_of_mine(facts: WhyFacts) -> str:
    due = facts.day(facts.due_on)
    if facts.made_on is None or facts.made_on == facts.due_on:
        return _("You promised it for %(day)s.") % {"day": due}
    return _("You promised it on %(made)s, for %(day)s.") % {"made": facts.day(facts.made_on), "day": due}


def _promise_of_theirs(facts: WhyFacts) -> str:
    told = {"name": facts.name, "day": facts.day(facts.due_on)}
    return _("%(name)s promised this by %(day)s. One gentle question is enough.") % told


def _thank(facts: WhyFacts) -> str:
    if facts.settled_on is None:
        return _("%(name)s did something for you: say thank you.") % {"name": facts.name}
    told = {"name": facts.name, "day": facts.day(facts.settled_on)}
    return _("%(name)s did something for you on %(day)s: say thank you.") % told


def _outcome(facts: WhyFacts) -> str:
    if facts.settled_on is None:
        return _("%(name)s did something for you: tell them what became of it.") % {"name": facts.name}
    told = {"name": facts.name, "day": facts.day(facts.settled_on)}
    return _("%(name)s did something for you on %(day)s: tell them what became of it.") % told


def _no_ask(facts: WhyFacts) -> str:
    if facts.asked_since is None or not facts.asked_on:
        return _("You came to them only when you needed something: write once without an ask.")
    count = len(facts.asked_on)
    return ngettext(
        "You asked once since %(day)s, with little else: write once without an ask.",
        "You asked %(count)d times since %(day)s, with little else: write once without an ask.",
        count,
    ) % {"count": count, "day": facts.day(facts.asked_since)}


def _important_date(facts: WhyFacts) -> str:
    return date_sentence(
        facts.date_kind, occurs_on=facts.occurs_on or facts.due_on, years=facts.years, today=facts.today
    )


def date_sentence(kind: str, *, occurs_on: date, years: int | None, today: date, label: str = "") -> str:
    """``Birthday on Thu 26 Nov, turns 40.`` A mail of names leaves the ``label`` out: it is the user's own word."""
    known = DateKind(kind) if kind in DateKind.values else DateKind.OTHER
    told = {
        "what": date_title(known, label) or _("A day that matters to them"),
        "day": plain_day(occurs_on, today),
        "years": years_phrase(known, years),
    }
    return (_("%(what)s on %(day)s, %(years)s.") if told["years"] else _("%(what)s on %(day)s.")) % told


def _own_day(facts: WhyFacts) -> str:
    if facts.repeats:
        return _("You set this day yourself, %(often)s.") % {"often": facts.repeats}
    return _("You set this day yourself.")


def _keep_in_touch(facts: WhyFacts) -> str:
    cadence = often(facts.cadence_days)
    if facts.last_on is None:
        return (
            _("You chose to be in touch %(often)s.") % {"often": cadence}
            if cadence
            else _("You chose to keep in touch.")
        )
    last = _on_known_day(facts.last_on, facts)
    if not cadence:
        return _("You were last in touch %(last)s.") % {"last": last}
    return _("You were last in touch %(last)s; %(often)s is the cadence you chose.") % {"last": last, "often": cadence}


def _on_known_day(day: date, facts: WhyFacts) -> str:
    """``on Tue 29 Sep``, or ``in May 1990`` where no more is known."""
    if facts.last_precision == DayPrecision.DAY:
        return _("on %(day)s") % {"day": facts.day(day)}
    known = "Y" if facts.last_precision == DayPrecision.YEAR else "F Y"
    return _("in %(time)s") % {"time": date_format(day, known)}


_WHY: dict[FollowUpKind, Callable[[WhyFacts], str]] = {
    FollowUpKind.FIRST: _first,
    FollowUpKind.PROMISE_MINE: _promise_of_mine,
    FollowUpKind.PROMISE_THEIRS: _promise_of_theirs,
    FollowUpKind.THANK: _thank,
    FollowUpKind.OUTCOME: _outcome,
    FollowUpKind.KEEP_IN_TOUCH: _keep_in_touch,
    FollowUpKind.NO_ASK: _no_ask,
    FollowUpKind.DATE: _important_date,
    FollowUpKind.REMINDER: _own_day,
}


def evidence_sentence(kind: FollowUpKind, facts: WhyFacts) -> str:
    """What a follow-up was computed from, and since when: the answer behind "why am I seeing this?". Never empty."""
    counted = _counted_from(kind, facts)
    if kind == FollowUpKind.KEEP_IN_TOUCH and facts.released_on:
        let_through = _("The week's budget let it through on %(day)s.") % {"day": facts.day(facts.released_on)}
        return f"{counted} {let_through}"
    return counted


def _counted_from(kind: FollowUpKind, facts: WhyFacts) -> str:
    due = {"due": facts.day(facts.due_on)}
    if kind == FollowUpKind.FIRST and facts.made_on:
        return _("Counted from %(day)s, when you wrote it down: due on %(due)s.") % {
            "day": facts.day(facts.made_on),
            **due,
        }
    if kind == FollowUpKind.FIRST and facts.founded_on:
        day = facts.day(facts.founded_on)
        return _("Counted from your conversation on %(day)s: due on %(due)s.") % {"day": day, **due}
    if kind in _PROMISES and facts.made_on:
        return _("Noted on %(day)s, promised for %(due)s.") % {"day": facts.day(facts.made_on), **due}
    if kind in _GRATITUDE and facts.settled_on:
        day = facts.day(facts.settled_on)
        return _("Counted from the day it was given, %(day)s: due on %(due)s.") % {"day": day, **due}
    if kind == FollowUpKind.KEEP_IN_TOUCH:
        return _turn_counted_from(facts)
    if kind == FollowUpKind.NO_ASK and facts.asked_on:
        asks = joined(facts.day(day) for day in sorted(facts.asked_on))
        return _("Your asks: %(days)s. Due on %(due)s.") % {"days": asks, **due}
    if kind == FollowUpKind.DATE:
        days = ngettext("%(days)d day ahead", "%(days)d days ahead", facts.lead_days) % {"days": facts.lead_days}
        ahead = days if facts.lead_days else _("on the day itself")
        return _("You noted this day, with a reminder %(ahead)s: due on %(due)s.") % {"ahead": ahead, **due}
    if kind == FollowUpKind.REMINDER and facts.made_on:
        return _("You wrote it down on %(day)s, for %(due)s.") % {"day": facts.day(facts.made_on), **due}
    return _("Due on %(due)s.") % due


def _turn_counted_from(facts: WhyFacts) -> str:
    told = {"often": often(facts.cadence_days), "due": facts.day(facts.due_on)}
    if facts.closed_on and (facts.last_on is None or facts.closed_on > facts.last_on):
        told["day"] = facts.day(facts.closed_on)
        return _("Counted from %(day)s, when you closed the last one (%(often)s): due on %(due)s.") % told
    if facts.last_on:
        told["last"] = _on_known_day(facts.last_on, facts)
        return _("Counted from the last time you were in touch, %(last)s (%(often)s): due on %(due)s.") % told
    return _("Due on %(due)s.") % told


def repeats_phrase(choice: str, every_days: int | None) -> str:
    """How a reminder comes back, from `rules.repeats.repeat_choice`: ``every week``, ``every 10 days``."""
    named = {"weekly": 7, "two_weeks": 14, "monthly": 30, "quarterly": 91, "half_yearly": 182, "yearly": 365}
    if choice == "days":
        return often(every_days)
    return often(named[choice]) if choice in named else _("again and again")


def suggestion_sentence(kind: str, *, last_live_on: date, written_since: int, place: str, today: date) -> str:
    """The human channel, with what speaks for it (E-55): ``A call or a coffee: you last talked on …``."""
    what = {
        "call": _("A call"),
        "coffee": _("A coffee in %(place)s") % {"place": place} if place else _("A coffee"),
    }.get(kind) or _("A call or a coffee")
    told = {"what": what, "day": plain_day(last_live_on, today), "count": written_since}
    if not written_since:
        return _("%(what)s: you last talked on %(day)s.") % told
    return (
        ngettext(
            "%(what)s: you last talked on %(day)s, and wrote once since.",
            "%(what)s: you last talked on %(day)s, and wrote %(count)d times since.",
            written_since,
        )
        % told
    )


def settled_sentence(stands: str, *, name: str, on: date | None, today: date) -> str:
    """What became of a follow-up that is closed already (the values of `queries.mail_links.Stands`)."""
    told = {"name": name, "day": plain_day(on, today) if on else ""}
    words = {
        "done": _("Already dealt with: %(name)s, marked done on %(day)s."),
        "not_needed": _("Already dealt with: %(name)s, marked not needed on %(day)s."),
        "answered": _("Already dealt with: what you logged for %(day)s has answered it for %(name)s."),
        "kept": _("Already dealt with: %(name)s, kept on %(day)s."),
        "declined": _("Already dealt with: %(name)s, declined on %(day)s."),
        "dropped": _("Already dealt with: %(name)s, dropped on %(day)s."),
        "thanked": _("Already dealt with: you thanked %(name)s on %(day)s."),
        "told": _("Already dealt with: you told %(name)s on %(day)s what became of it."),
    }.get(stands) or _("This is no longer on your list for %(name)s.")
    return words % told


def channel_phrase(channel: Channel) -> str:
    """``by e-mail``, ``in person``: how an interaction went, inside a sentence."""
    return str(_BY_CHANNEL[channel])


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
