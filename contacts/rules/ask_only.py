"""Ask-only (E-30): does the user write to somebody only when they need something?

Facts about one person in, one verdict out, with the asks that prove it. The caller leaves "our work" out of the asks
and gives; days are local days of the account.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from contacts.rules.balance import first_day_outside, months_before
from contacts.vocabulary import Size

# Why there is no flag; stored and shown as a reason, so a code keeps its meaning.
FORMAL_RELATION = "formal_relation"
TOO_FEW = "too_few"
TOO_LONG_AGO = "too_long_ago"
GAVE = "gave"
GAVE_BEFORE = "gave_before"
IN_TOUCH = "in_touch"
TOUCH = "touch"
THANKED = "thanked"
OUTCOME_TOLD = "outcome_told"


@dataclass(frozen=True, slots=True)
class AskFact:
    """One favour that the user asked for, by the day it was first asked. A chaser is no ask of its own; ``chased_on``
    are the days of its chasers.
    """

    id: int
    on: date
    size: Size
    chased_on: tuple[date, ...] = ()


@dataclass(frozen=True, slots=True)
class GiveFact:
    """One favour that the user did (by the day it was settled), or a concrete offer that they declined."""

    id: int
    on: date
    size: Size


@dataclass(frozen=True, slots=True)
class TouchFact:
    """One interaction. ``mine``: the user began it, alone or with them. ``has_ask``: it made or chased an ask, or is
    the other side's written answer to one and no more. ``is_bare``: it was written, in words that say nothing ("thx").
    """

    interaction_id: int
    on: date
    in_touch: bool
    mine: bool
    says_something: bool
    has_ask: bool
    is_bare: bool = False


@dataclass(frozen=True, slots=True)
class GratitudeFact:
    """When the user thanked for a favour and told what became of it."""

    exchange_id: int
    thanked_on: date | None = None
    outcome_told_on: date | None = None


@dataclass(frozen=True, slots=True)
class AskOnlyFacts:
    """All that E-30 looks at for one person. What lies after ``today`` is not looked at."""

    today: date
    asks: tuple[AskFact, ...] = ()
    gives: tuple[GiveFact, ...] = ()
    touches: tuple[TouchFact, ...] = ()
    gratitude: tuple[GratitudeFact, ...] = ()
    formal_relation: bool = False
    minimum_asks: int = 3
    months: int = 18
    grace_months: int = 1
    years_before: int = 3


@dataclass(frozen=True, slots=True)
class AskOnlyVerdict:
    """``asks`` are the ids that prove the flag, oldest first, and ``since`` the day of the first of them.

    ``falls_on`` is the first day on which the flag falls by itself, its oldest ask having left the window.
    ``cleared_by`` is the code of what keeps the flag down, None where it is up.
    """

    flagged: bool
    since: date | None = None
    asks: tuple[int, ...] = ()
    cleared_by: str | None = None
    falls_on: date | None = None


def judge_ask_only(facts: AskOnlyFacts) -> AskOnlyVerdict:
    """Say whether the user's last asks were all that happened between the two (E-30)."""
    if facts.formal_relation:
        return AskOnlyVerdict(flagged=False, cleared_by=FORMAL_RELATION)
    asks = _last_asks(facts)
    if len(asks) < facts.minimum_asks or not asks:
        return AskOnlyVerdict(flagged=False, cleared_by=TOO_FEW)
    window = facts.months + facts.grace_months
    first = asks[0].on
    if first < months_before(facts.today, window):
        return AskOnlyVerdict(flagged=False, cleared_by=TOO_LONG_AGO)
    cleared_by = _cleared_by(facts, asks)
    if cleared_by:
        return AskOnlyVerdict(flagged=False, cleared_by=cleared_by)
    return AskOnlyVerdict(
        flagged=True, since=first, asks=tuple(ask.id for ask in asks), falls_on=first_day_outside(first, months=window)
    )


def _last_asks(facts: AskOnlyFacts) -> list[AskFact]:
    """The last asks, oldest first: one a week, of a week the earliest. Three texts in one go are one approach."""
    by_week: dict[tuple[int, int], AskFact] = {}
    for ask in sorted(facts.asks, key=lambda ask: (ask.on, ask.id)):
        if ask.on <= facts.today:
            by_week.setdefault(ask.on.isocalendar()[:2], ask)
    return list(by_week.values())[-facts.minimum_asks :]


def _cleared_by(facts: AskOnlyFacts, asks: list[AskFact]) -> str | None:
    first = asks[0].on
    smallest = min(ask.size for ask in asks)
    years_before = months_before(first, 12 * facts.years_before)

    def since_first(day: date | None) -> bool:
        return day is not None and first <= day <= facts.today

    if any(since_first(give.on) and give.size >= smallest for give in facts.gives):
        return GAVE
    if any(years_before <= give.on <= first and give.size >= Size.MEDIUM for give in facts.gives):
        return GAVE_BEFORE
    without_ask = [touch for touch in facts.touches if since_first(touch.on) and not touch.has_ask]
    if any(touch.in_touch and not touch.is_bare for touch in without_ask):
        return IN_TOUCH
    if any(touch.mine and touch.says_something for touch in without_ask):
        return TOUCH
    for thanks in facts.gratitude:
        if since_first(thanks.thanked_on) and not _inside_an_ask(thanks.exchange_id, thanks.thanked_on, facts.asks):
            return THANKED
    for thanks in facts.gratitude:
        told_on = thanks.outcome_told_on
        if since_first(told_on) and not _inside_an_ask(thanks.exchange_id, told_on, facts.asks):
            return OUTCOME_TOLD
    return None


def _inside_an_ask(exchange_id: int, day: date | None, asks: Iterable[AskFact]) -> bool:
    """True where the next request was made that day, or another one chased: a thank-you inside it is none."""
    asks = list(asks)
    asked = next(((ask.on, ask.id) for ask in asks if ask.id == exchange_id), None)
    others = [ask for ask in asks if ask.id != exchange_id]
    return any(
        day in ask.chased_on or (ask.on == day and (asked is None or (ask.on, ask.id) > asked)) for ask in others
    )
