"""How many nudges a week (E-35) each person of a real history would have got, with and without what keeps them few.

Everybody whom a person was ever in touch with is in a circle of theirs from that day on. The history is played day by
day: nudges are chosen in the morning, by the product's own rules, and what was written that day follows.
"""

import resource
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import groupby
from typing import TextIO

from contacts.rules.cadence import keep_in_touch_on
from contacts.rules.nudges import Nudge, choose_nudges, week_of
from contacts.rules.numbers import Numbers
from contacts.rules.resting import TouchSeen, proposes_rest, unanswered_touches
from tests.evaluate.mail import History, Line, interactions

QUARTERLY = 91
NUMBERS = Numbers()
MONDAY_TO_FRIDAY = frozenset(range(5))
EVERY_DAY: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Manner:
    """``sparing``: with budget, working days and rests; otherwise every due one shows, as a plain timer would.

    ``diligent``: the person writes to whom a nudge names on the day it shows, and nobody answers beyond what history
    knows. Otherwise they leave it, and it stands until the two are in touch.
    """

    sparing: bool
    diligent: bool
    cadence: int = QUARTERLY

    @property
    def working_days(self) -> frozenset[int]:
        return MONDAY_TO_FRIDAY if self.sparing else EVERY_DAY


@dataclass(slots=True)
class Turn:
    """One contact in the replay: the day their cadence counts from, and what was written since they were in touch."""

    counts_from: date
    touches: list[TouchSeen]
    shown_in: date | None = None

    def is_to_rest(self) -> bool:
        unanswered = unanswered_touches(self.touches, keep_on_from=None)
        return proposes_rest(len(unanswered), rest_after=NUMBERS.rest_after)


@dataclass(slots=True)
class Tally:
    """In how many weeks so many nudges showed for the first time (``new``), or stood on any day (``listed``)."""

    new: Counter[int] = field(default_factory=Counter)
    listed: Counter[int] = field(default_factory=Counter)


class Replay:
    """One person's history, played in one manner."""

    def __init__(self, manner: Manner) -> None:
        self.manner = manner
        self.turns: dict[int, Turn] = {}
        self.new: Counter[date] = Counter()
        self.listed: defaultdict[date, set[int]] = defaultdict(set)

    def play(self, lines: list[Line], tally: Tally) -> int:
        """Play it into the tally. Returns how many contacts the person came to have."""
        first = last = None
        for day, happened in groupby(interactions(lines), key=lambda interaction: interaction[1].on):
            while last and last < day:
                last += timedelta(days=1)
                self._morning(last)
            self._note(happened)
            if self.turns and not first:
                first = last = day
        if first and last:
            weeks = list(_weeks(first, last))
            tally.new.update(self.new[week] for week in weeks)
            tally.listed.update(len(self.listed[week]) for week in weeks)
        return len(self.turns)

    def _morning(self, day: date) -> None:
        week, _ = week_of(day)
        due = self._due(day)
        for other in self._chosen(due, day) if self.manner.sparing else [nudge.key for nudge in due]:
            turn = self.turns[other]
            self.new[week] += 1
            self.listed[week].add(other)
            if self.manner.diligent:
                turn.counts_from = day
                turn.touches.append(TouchSeen(id=0, on=day, in_touch=False, mine=True, is_hello=False))
            else:
                turn.shown_in = week
        self.listed[week] |= {other for other, turn in self.turns.items() if turn.shown_in and self._may_speak(turn)}

    def _due(self, day: date) -> list[Nudge]:
        """Those who wait to show. Quiet time needs no look: nobody is due before it is over."""
        found = []
        for other, turn in self.turns.items():
            wanted_on = keep_in_touch_on(turn.counts_from, self.manner.cadence, self.manner.working_days)
            if wanted_on <= day and not turn.shown_in and self._may_speak(turn):
                found.append(Nudge(other, wanted_on, self.manner.cadence))
        return found

    def _chosen(self, due: list[Nudge], day: date) -> tuple[int, ...]:
        return choose_nudges(
            due,
            day=day,
            used=self.new[week_of(day)[0]] + self._standing_before(week_of(day)[0]),
            working_days=self.manner.working_days,
            budget=NUMBERS.nudges_a_week,
        )

    def _standing_before(self, week: date) -> int:
        """Those that came in an earlier week and were not dealt with: they keep their places."""
        return sum(
            turn.shown_in is not None and turn.shown_in < week and self._may_speak(turn) for turn in self.turns.values()
        )

    def _may_speak(self, turn: Turn) -> bool:
        return not (self.manner.sparing and turn.is_to_rest())

    def _note(self, happened: Iterator[tuple[int, TouchSeen]]) -> None:
        for other, touch in happened:
            if touch.in_touch:
                self.turns[other] = Turn(touch.on, [touch])
            elif other in self.turns:
                self.turns[other].touches.append(touch)


def _weeks(first: date, last: date) -> Iterator[date]:
    monday, _ = week_of(first)
    while monday <= last:
        yield monday
        monday += timedelta(weeks=1)


def report(history: History, out: TextIO, *, cadence: int) -> None:
    """Print the table. Weeks count from a person's first contact on to the last message they wrote or got."""
    began = time.perf_counter()
    contacts: list[int] = []
    rows: list[tuple[str, Counter[int]]] = []
    for diligent in (True, False):
        for sparing in (False, True):
            tally = Tally()
            manner = Manner(sparing=sparing, diligent=diligent, cadence=cadence)
            contacts = [Replay(manner).play(lines, tally) for lines in history.lines.values()]
            way = "sparing" if sparing else "every due one shows"
            if diligent:
                rows.append((f"each is written to as it shows; {way}", tally.new))
            else:
                rows.append((f"none is dealt with; {way}: new", tally.new))
                rows.append((f"none is dealt with; {way}: on the list", tally.listed))
    out.write(
        f"{history.messages:,} messages of {len(history.lines)} people. {sum(map(bool, contacts))} of them came to have"
        f" contacts, {sum(contacts):,} in all,\nand lived {rows[0][1].total():,} weeks with them."
        f" Everybody is to be in touch with every {cadence} days.\n"
        f"Sparing: {NUMBERS.nudges_a_week} nudges a week at most, on working days,"
        f" none after {NUMBERS.rest_after} touches without an answer.\n\n"
    )
    out.write(f"{'nudges a week, over people and weeks':<58}{'median':>8}{'p95':>6}{'max':>6}{'mean':>8}\n")
    for label, counts in rows:
        mean = sum(number * weeks for number, weeks in counts.items()) / max(counts.total(), 1)
        figures = f"{_quantile(counts, 0.5):>8}{_quantile(counts, 0.95):>6}{max(counts, default=0):>6}{mean:>8.2f}"
        out.write(f"{label:<58}{figures}\n")
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    out.write(f"\n{time.perf_counter() - began:.1f} s, {megabytes:.0f} MB at most\n")


def _quantile(counts: Counter[int], share: float) -> int:
    """The smallest number that so large a share of the weeks does not exceed."""
    seen = 0
    for number in sorted(counts):
        seen += counts[number]
        if seen >= share * counts.total():
            return number
    return 0
