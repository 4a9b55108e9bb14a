"""The geometry of the balance pictures (E-31): one favour is one mark. Pure: facts in, coordinates in SVG units out.

Right or up is towards them, left or down towards you. Length is 1 : 3 : 9 for small, medium, large. Form carries the
rest: solid is given, a hole is asked and given, hollow is asked and not given, dashed is promised.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Protocol

from contacts.rules.balance import ExchangeFact
from contacts.vocabulary import ExchangeState, Side, Size

LENGTH = {Size.SMALL: 9, Size.MEDIUM: 27, Size.LARGE: 81}  # outer, with the stroke
GAP = 3
STROKE = 1.5

ROW_WIDTH, ROW_HEIGHT, ROW_THICKNESS = 336, 24, 20
ROW_FREE = 5  # between the centre line and the first mark
ROW_ROOM = 160  # for the marks of one side
ROW_MORE = 30  # of which "+12" takes this much

QUARTERS_WIDTH = 288
MOST_QUARTERS = 12
MOST_COLUMNS = 24
COLUMN_THICKNESS = 24
COLUMN_ROOM = 96  # for the marks of one column on one side
COLUMN_MORE = 14  # height of "+3"
AXIS_FREE = 4.5
LABEL_ROOM = 21  # "to them" above the marks
FOOT_ROOM = 42  # "to you" and the years below them
YEAR_LINE = 1  # at the left edge of a column
LABEL_WIDTH = 35  # of a year, at the type's size


class Form(StrEnum):
    """How a mark is drawn; the value is its class in the style sheet."""

    GIVEN = "given"
    ASKED_AND_GIVEN = "asked-given"
    ASKED = "asked"
    PROMISED = "promised"


class Favour(Protocol):
    """What the form of a mark depends on: a fact of the rules, or the row itself."""

    @property
    def asked(self) -> bool: ...
    @property
    def state(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Mark:
    """A rectangle, its stroke inside the outer length; ``hole`` is the centre of the circle in it, if it has one."""

    side: Side
    form: Form
    x: float
    y: float
    width: float
    height: float

    @property
    def hole(self) -> tuple[float, float] | None:
        if self.form is not Form.ASKED_AND_GIVEN:
            return None
        return round(self.x + self.width / 2, 2), round(self.y + self.height / 2, 2)


@dataclass(frozen=True, slots=True)
class Words:
    """A short text in a picture. ``anchor`` is SVG's text-anchor."""

    x: float
    y: float
    text: str
    anchor: str = "start"


@dataclass(frozen=True, slots=True)
class Tally:
    """How many marks of each form go one way, for the sentence that says what the picture shows."""

    given: int = 0
    asked_and_given: int = 0
    asked: int = 0
    promised: int = 0

    @property
    def total(self) -> int:
        return self.given + self.asked_and_given + self.asked + self.promised


@dataclass(frozen=True, slots=True)
class RowPicture:
    """A person's line in the balance list, 336 × 24, centre line at 168."""

    marks: tuple[Mark, ...]
    words: tuple[Words, ...]
    to_them: Tally
    to_you: Tally

    @property
    def is_empty(self) -> bool:
        return not self.marks


@dataclass(frozen=True, slots=True)
class TimePicture:
    """Columns of quarters or years, 288 wide, as high as its tallest columns need."""

    height: float
    axis: float
    marks: tuple[Mark, ...]
    words: tuple[Words, ...]
    lines: tuple[float, ...]
    label_to_them: float
    label_to_you: float
    first: date
    by_quarter: bool
    to_them: Tally
    to_you: Tally


@dataclass(frozen=True, slots=True)
class _Placed:
    """A favour that has a mark: the side that receives it, its form, its day, its length."""

    side: Side
    form: Form
    day: date
    length: int
    id: int


def form_of(favour: Favour) -> Form | None:
    """How a favour is drawn; None for an offer that came to nothing, which was neither asked nor given."""
    if favour.state == ExchangeState.KEPT:
        return Form.ASKED_AND_GIVEN if favour.asked else Form.GIVEN
    if favour.state == ExchangeState.PROMISED:
        return Form.PROMISED
    return Form.ASKED if favour.asked else None


def row_picture(exchanges: Iterable[ExchangeFact], *, since: date | None = None) -> RowPicture:
    """The list's picture: the latest favour nearest the centre line, "+3" where a side would need more than 160."""
    placed = _placed(exchanges, today=None, since=since)
    marks: list[Mark] = []
    words: list[Words] = []
    for side in (Side.THEM, Side.ME):
        run = [favour for favour in placed if favour.side is side]
        shown = _fitting(run, room=ROW_ROOM, more=ROW_MORE)
        at = 0
        for favour in shown:
            outer = (
                ROW_WIDTH / 2 + ROW_FREE + at if side is Side.THEM else ROW_WIDTH / 2 - ROW_FREE - at - favour.length
            )
            marks.append(_mark(favour, outer, (ROW_HEIGHT - ROW_THICKNESS) / 2, favour.length, ROW_THICKNESS))
            at += favour.length + GAP
        if len(shown) < len(run):
            sign, anchor = (1, "start") if side is Side.THEM else (-1, "end")
            words.append(Words(ROW_WIDTH / 2 + sign * (ROW_FREE + at + 1), 16, f"+{len(run) - len(shown)}", anchor))
    return RowPicture(tuple(marks), tuple(words), _tally(placed, Side.THEM), _tally(placed, Side.ME))


def time_picture(exchanges: Iterable[ExchangeFact], *, today: date, since: date | None = None) -> TimePicture:
    """The person page's picture from ``since`` (None: from the first favour) to today: at most 12 quarters, else years.

    An open promise stands in the last column: it is open now, whenever it was made.
    """
    placed = _placed(exchanges, today=today, since=since)
    first = min([since or today, today, *(favour.day for favour in placed)])
    columns = _Columns.between(first, max([today, *(favour.day for favour in placed)]))
    width = QUARTERS_WIDTH / columns.count
    thickness = min(COLUMN_THICKNESS, width - 2 * min(6, width / 6))

    stacks: dict[tuple[int, Side], list[_Placed]] = {}
    for favour in placed:
        stacks.setdefault((columns.index(favour.day), favour.side), []).append(favour)
    shown = {key: _fitting(stack, room=COLUMN_ROOM, more=COLUMN_MORE) for key, stack in stacks.items()}
    tallest = {
        side: max(
            [LENGTH[Size.MEDIUM], *(_height(run, of=len(stacks[key])) for key, run in shown.items() if key[1] is side)]
        )
        for side in (Side.THEM, Side.ME)
    }
    axis = LABEL_ROOM + tallest[Side.THEM] + AXIS_FREE

    marks: list[Mark] = []
    words: list[Words] = []
    for (column, side), run in shown.items():
        left = column * width + YEAR_LINE + (width - thickness) / 2
        at = 0
        for favour in run:
            top = axis - AXIS_FREE - at - favour.length if side is Side.THEM else axis + AXIS_FREE + at
            marks.append(_mark(favour, left, top, thickness, favour.length))
            at += favour.length + GAP
        if left_out := len(stacks[column, side]) - len(run):
            y = axis - AXIS_FREE - at if side is Side.THEM else axis + AXIS_FREE + at + COLUMN_MORE - GAP
            words.append(Words(round(left + thickness / 2, 2), y, f"+{left_out}", "middle"))

    foot = axis + AXIS_FREE + tallest[Side.ME]
    lines = columns.lines(width)
    words += [Words(x + 5.5, foot + 37, str(year)) for x, year in lines if year]
    return TimePicture(
        height=foot + FOOT_ROOM,
        axis=axis,
        marks=tuple(marks),
        words=tuple(words),
        lines=tuple(x for x, _ in lines),
        label_to_them=12,
        label_to_you=foot + 20,
        first=columns.first,
        by_quarter=columns.by_quarter,
        to_them=_tally(placed, Side.THEM),
        to_you=_tally(placed, Side.ME),
    )


@dataclass(frozen=True, slots=True)
class _Columns:
    """The columns of a time picture: quarters, or spans of ``years`` years."""

    first: date
    count: int
    by_quarter: bool
    years: int = 1

    @classmethod
    def between(cls, first: date, last: date) -> "_Columns":
        quarters = _quarter(last) - _quarter(first) + 1
        if quarters <= MOST_QUARTERS:
            return cls(date(first.year, _quarter(first) % 4 * 3 + 1, 1), quarters, by_quarter=True)
        span = last.year - first.year + 1
        years = -(-span // MOST_COLUMNS)
        return cls(date(first.year, 1, 1), -(-span // years), by_quarter=False, years=years)

    def index(self, day: date) -> int:
        if self.by_quarter:
            return _quarter(day) - _quarter(self.first)
        return (day.year - self.first.year) // self.years

    def lines(self, width: float) -> list[tuple[float, int | None]]:
        """Where a year begins, and its number where there is room to write it."""
        starts = [(index, self._year(index)) for index in range(self.count) if self._opens_a_year(index)]
        found: list[tuple[float, int | None]] = []
        free_from = 0.0
        for position, (index, year) in enumerate(starts):
            x = round(index * width + 0.5, 2)
            until = starts[position + 1][0] * width if position + 1 < len(starts) else QUARTERS_WIDTH
            room = until - x if self.by_quarter else QUARTERS_WIDTH - x
            has_room = x >= free_from and room >= LABEL_WIDTH
            found.append((x, year if has_room else None))
            if has_room:
                free_from = x + LABEL_WIDTH
        return found

    def _opens_a_year(self, index: int) -> bool:
        return not self.by_quarter or index == 0 or (_quarter(self.first) + index) % 4 == 0

    def _year(self, index: int) -> int:
        return (_quarter(self.first) + index) // 4 if self.by_quarter else self.first.year + index * self.years


def _quarter(day: date) -> int:
    """Quarters since the year 0."""
    return day.year * 4 + (day.month - 1) // 3


def _placed(exchanges: Iterable[ExchangeFact], *, today: date | None, since: date | None) -> list[_Placed]:
    """The favours that have a mark in the window, the latest first. Open promises count whatever their age."""
    found = []
    for exchange in exchanges:
        form = form_of(exchange)
        if form is None or exchange.our_work:
            continue
        day = (exchange.settled_on if exchange.state == ExchangeState.KEPT else None) or exchange.opened_on
        if form is Form.PROMISED:
            day = today or day
        elif since is not None and day < since:
            continue
        found.append(
            _Placed(
                Side.THEM if exchange.giver == Side.ME else Side.ME, form, day, LENGTH[Size(exchange.size)], exchange.id
            )
        )
    return sorted(found, key=lambda favour: (favour.form is Form.PROMISED, favour.day, favour.id), reverse=True)


def _fitting(run: list[_Placed], *, room: float, more: float) -> list[_Placed]:
    """The longest beginning of ``run`` that fits the room; where some are left out, "+3" takes ``more`` of it."""
    if _length(run) <= room:
        return run
    at = 0
    for place, favour in enumerate(run):
        at += favour.length
        if at + more > room:
            return run[:place]
        at += GAP
    return run


def _length(run: list[_Placed]) -> int:
    return sum(favour.length for favour in run) + GAP * max(len(run) - 1, 0)


def _height(shown: list[_Placed], *, of: int) -> float:
    return _length(shown) + (COLUMN_MORE if len(shown) < of else 0)


def _mark(favour: _Placed, left: float, top: float, width: float, height: float) -> Mark:
    """The rectangle whose stroke fills the given outer box."""
    inset = STROKE / 2
    return Mark(
        favour.side,
        favour.form,
        round(left + inset, 2),
        round(top + inset, 2),
        round(width - STROKE, 2),
        round(height - STROKE, 2),
    )


def _tally(placed: list[_Placed], side: Side) -> Tally:
    forms = [favour.form for favour in placed if favour.side is side]
    return Tally(
        given=forms.count(Form.GIVEN),
        asked_and_given=forms.count(Form.ASKED_AND_GIVEN),
        asked=forms.count(Form.ASKED),
        promised=forms.count(Form.PROMISED),
    )
