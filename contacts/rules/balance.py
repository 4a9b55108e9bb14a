"""The balance between the user and one person (E-31): four counts by size, never one number."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

from contacts.vocabulary import ExchangeState, Side, Size


@dataclass(frozen=True, slots=True)
class ExchangeFact:
    """One favour as the balance needs it. Days are local to the account."""

    id: int
    giver: Side
    asked: bool
    size: Size
    state: ExchangeState
    opened_on: date
    settled_on: date | None = None
    due_on: date | None = None
    our_work: bool = False


@dataclass(frozen=True, slots=True)
class Counts:
    """How many favours of each size, and the day of the latest."""

    small: int = 0
    medium: int = 0
    large: int = 0
    last: date | None = None

    @property
    def total(self) -> int:
        return self.small + self.medium + self.large


@dataclass(frozen=True, slots=True)
class Balance:
    """The four counts. ``since`` is the first day counted (None: all time); open promises count whatever their age."""

    i_gave: Counts
    they_gave: Counts
    i_asked: Counts
    they_asked: Counts
    since: date | None
    i_owe: int
    they_owe: int
    even: bool

    @property
    def is_mutual(self) -> bool:
        """Even, and both sides gave: only then is it worth saying (E-31)."""
        return self.even and bool(self.i_gave.total and self.they_gave.total)


def months_before(day: date, n: int) -> date:
    """The same day ``n`` months earlier, or the last day of a shorter month; never before the first day there is."""
    try:
        return day - relativedelta(months=n)
    except (ValueError, OverflowError):
        return date.min


def first_day_outside(counted: date, *, months: int) -> date:
    """The earliest day whose window of so many months no longer holds ``counted``; short months make it more than an
    addition. The last day there is where that would lie beyond it.
    """
    try:
        day = counted + relativedelta(months=months)
        while months_before(day, months) <= counted:
            day += timedelta(days=1)
    except (ValueError, OverflowError):
        return date.max
    return day


def judge_balance(exchanges: Iterable[ExchangeFact], *, since: date | None) -> Balance:
    """Count what was given (kept, by the day it was settled) and asked (by the day of asking) from ``since`` on (E-31).

    "Our work" is no favour and is left out. *Even*: the gives differ by at most one and no large one stands
    unanswered; only a large one answers a large one.
    """
    favours = [exchange for exchange in exchanges if not exchange.our_work]
    i_gave = _gives(favours, Side.ME, since)
    they_gave = _gives(favours, Side.THEM, since)
    return Balance(
        i_gave=i_gave,
        they_gave=they_gave,
        i_asked=_asks(favours, Side.THEM, since),
        they_asked=_asks(favours, Side.ME, since),
        since=since,
        i_owe=_promises(favours, Side.ME),
        they_owe=_promises(favours, Side.THEM),
        even=abs(i_gave.total - they_gave.total) <= 1 and i_gave.large == they_gave.large,
    )


def _gives(favours: list[ExchangeFact], giver: Side, since: date | None) -> Counts:
    kept = (favour for favour in favours if favour.giver == giver and favour.state == ExchangeState.KEPT)
    return _counts(((favour.settled_on or favour.opened_on, favour.size) for favour in kept), since)


def _asks(favours: list[ExchangeFact], giver: Side, since: date | None) -> Counts:
    return _counts(
        ((favour.opened_on, favour.size) for favour in favours if favour.asked and favour.giver == giver), since
    )


def _promises(favours: list[ExchangeFact], giver: Side) -> int:
    return sum(favour.giver == giver and favour.state == ExchangeState.PROMISED for favour in favours)


def _counts(days_and_sizes: Iterable[tuple[date, Size]], since: date | None) -> Counts:
    counted = [(day, size) for day, size in days_and_sizes if since is None or day >= since]
    sizes = [size for _, size in counted]
    return Counts(
        small=sizes.count(Size.SMALL),
        medium=sizes.count(Size.MEDIUM),
        large=sizes.count(Size.LARGE),
        last=max((day for day, _ in counted), default=None),
    )
