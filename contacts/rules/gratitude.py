"""Gratitude (E-33): when to thank for a favour, and when to tell what became of it. Days are local to the account."""

from dataclasses import dataclass
from datetime import date, timedelta

from contacts.rules.cadence import WorkingDays, add_working_days, next_working_day
from contacts.rules.numbers import Numbers
from contacts.vocabulary import Size

# Days after the favour from which on it would be odd to bring it up. What a long wait of the account's own choosing
# puts off stands for a month at least.
THANK_LAPSES_AFTER = 60
OUTCOME_LAPSES_AFTER = 180
STANDS_AT_LEAST = 30

_USUAL = Numbers()
_EVERY_DAY: WorkingDays = frozenset()


@dataclass(frozen=True, slots=True)
class Received:
    """One favour of theirs that was kept, on the day ``settled_on``."""

    settled_on: date
    thanked_on: date | None
    outcome_told_on: date | None
    size: Size
    our_work: bool
    formal_relation: bool


def thank_by(received: Received, *, today: date, thank_days: int, working_days: WorkingDays) -> date | None:
    """The day to thank by: ``thank_days`` working days after the favour.

    None where there is nothing to thank for, it was done, or it lapsed: 60 days after the favour.
    """
    if not _calls_for_thanks(received) or received.thanked_on:
        return None
    due_on, lapses = _thank(received, thank_days, working_days)
    return due_on if today < lapses else None


def tell_outcome_by(received: Received, *, today: date, outcome_days: int, working_days: WorkingDays) -> date | None:
    """The working day to tell by what became of it: ``outcome_days`` days after the favour.

    None where there is nothing to tell, it was told, or it lapsed: 180 days after the favour.
    """
    if not _calls_for_thanks(received) or received.outcome_told_on:
        return None
    due_on, lapses = _outcome(received, outcome_days, working_days)
    return due_on if today < lapses else None


def lapses_on(
    received: Received,
    *,
    today: date,
    thank_days: int = _USUAL.thank_days,
    outcome_days: int = _USUAL.outcome_days,
    working_days: WorkingDays = _EVERY_DAY,
) -> date | None:
    """The next day after ``today`` on which thanks or outcome lapse; None where neither is awaited any more."""
    if not _calls_for_thanks(received):
        return None
    days = []
    if not received.thanked_on:
        days.append(_thank(received, thank_days, working_days)[1])
    if not received.outcome_told_on:
        days.append(_outcome(received, outcome_days, working_days)[1])
    return min((day for day in days if day > today), default=None)


def _calls_for_thanks(received: Received) -> bool:
    """A small favour is thanked for as it happens; paid work and shared duties are no favours."""
    return received.size >= Size.MEDIUM and not received.our_work and not received.formal_relation


def _thank(received: Received, thank_days: int, working_days: WorkingDays) -> tuple[date, date]:
    due_on = add_working_days(received.settled_on, thank_days, working_days)
    return due_on, _lapses(received, due_on, THANK_LAPSES_AFTER)


def _outcome(received: Received, outcome_days: int, working_days: WorkingDays) -> tuple[date, date]:
    due_on = next_working_day(received.settled_on + timedelta(days=outcome_days), working_days)
    return due_on, _lapses(received, due_on, OUTCOME_LAPSES_AFTER)


def _lapses(received: Received, due_on: date, after: int) -> date:
    return max(received.settled_on + timedelta(days=after), due_on + timedelta(days=STANDS_AT_LEAST))
