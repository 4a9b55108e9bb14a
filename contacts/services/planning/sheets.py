"""Sheets: one person each as planning sees them, as plain values, read for many at once."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cached_property
from typing import Any

from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone

from contacts.models import Exchange, FollowUp, ImportantDate, Interaction, Mute, Person, Standing, User
from contacts.models.interactions import IN_TOUCH, TOUCHES
from contacts.queries.favours import FavourRow, favour_rows
from contacts.queries.standings import PersonFacts
from contacts.rules.nudges import week_of
from contacts.rules.numbers import Numbers
from contacts.rules.resting import proposes_rest
from contacts.vocabulary import (
    NUDGES,
    ClosedHow,
    Depth,
    ExchangeState,
    FollowUpKind,
    FollowUpState,
    Reason,
    Side,
    Size,
)

BY_USER = frozenset({ClosedHow.DONE, ClosedHow.NOT_NEEDED})
SINCE_TALK = "keep_in_touch:interaction:"
# Favours older than this are read no more: thanks and outcome lapsed, whatever numbers the account chose (E-33).
FAVOURS_READ_BACK = 420


@dataclass(frozen=True)
class Owner:
    """What planning needs to know of an account. ``today`` is its local day."""

    pk: int
    today: date
    working_days: frozenset[int]
    numbers: Numbers

    @cached_property
    def this_monday(self) -> date:
        return week_of(self.today)[0]


def owner_of(account: User, *, at: datetime | None = None) -> Owner:
    """The account as planning sees it, now or at another moment."""
    return Owner(
        pk=account.pk,
        today=timezone.localdate(at, timezone=account.tz),
        working_days=account.working_weekdays,
        numbers=account.numbers,
    )


@dataclass(slots=True)
class Row:
    """A stored follow-up; the fields in the order of ``ROW_FIELDS``."""

    pk: int
    person_id: int
    reason: str
    kind: str
    source_key: str
    exchange_id: int | None
    due_on: date
    snoozed_until: date | None
    released_on: date | None
    state: str
    closed_on: date | None
    closed_how: str
    closed_by_id: int | None

    @property
    def is_open(self) -> bool:
        return self.state == FollowUpState.OPEN

    def is_put_off(self, today: date) -> bool:
        return self.snoozed_until is not None and self.snoozed_until > today

    def reopen(self, *, due_on: date, kind: str, today: date, monday: date) -> bool:
        """Make the row open on that day; another day or kind ends a snooze. False where it is so already.

        Leave of the budget holds for what is due, and, when the row was closed meanwhile, for the same week, or as
        long as it is put off.
        """
        before = (self.due_on, self.kind, self.state, self.released_on)
        if (self.due_on, self.kind) != (due_on, kind):
            self.due_on, self.kind, self.snoozed_until = due_on, kind, None
        is_long_ago = self.released_on and self.released_on < monday
        if due_on > today or (is_long_ago and not self.is_open and not self.is_put_off(today)):
            self.released_on = None
        self.state, self.closed_on, self.closed_how, self.closed_by_id = FollowUpState.OPEN, None, "", None
        return before != (self.due_on, self.kind, self.state, self.released_on)

    def close(self, how: ClosedHow, *, on: date, closed_by_id: int | None = None) -> bool:
        """Make the row closed on that day; closing again the same way keeps the first day. False then.

        What planning closes keeps its snooze, for when it comes back.
        """
        if (self.state, self.closed_how, self.closed_by_id) == (FollowUpState.CLOSED, how, closed_by_id):
            return False
        if how == ClosedHow.ANSWERED and self.kind in NUDGES and self.due_on <= on:
            # It was due, and the answer took its place in the week's budget.
            self.released_on = self.released_on or on
        self.state, self.closed_how, self.closed_on, self.closed_by_id = FollowUpState.CLOSED, how, on, closed_by_id
        if how != ClosedHow.PLANNING:
            self.snoozed_until = None
        return True


@dataclass(slots=True)
class New:
    """A follow-up to be written for the first time."""

    person_id: int
    reason: Reason
    kind: FollowUpKind
    source_key: str
    due_on: date
    exchange_id: int | None = None
    important_date_id: int | None = None


NEW_FIELDS = tuple(New.__dataclass_fields__)
ROW_FIELDS = tuple(Row.__dataclass_fields__)
WRITTEN_FIELDS = (
    "due_on",
    "kind",
    "snoozed_until",
    "released_on",
    "state",
    "closed_on",
    "closed_how",
    "closed_by_id",
)


@dataclass(slots=True)
class DateRow:
    """An important date as far as planning looks at it."""

    pk: int
    month: int
    day: int
    lead_days: int


@dataclass(slots=True)
class Sheet:
    """One person. What hangs on being a contact is empty for somebody at the door.

    ``answered_by`` is the first reaching out after the founder's day, with its day; ``talks`` are the days of those
    talks that an open turn is counted from, as far as they still stand. Both are None until read.
    ``wakes_on`` collects the days on which time alone changes the plan.
    """

    person_id: int
    owner: Owner
    is_silent: bool
    formal_relation: bool
    plan_on: date | None
    is_contact: bool
    cadence_days: int | None
    resting_since: date | None
    resting_until: date | None
    keep_on_from: date | None
    founded_by: int | None
    founded_on: date | None
    last_in_touch: tuple[int, date] | None
    ask_only_since: date | None
    ask_only_asks: list[int]
    unanswered: int
    next_due_on: date | None
    changes_on: date | None
    has_standing: bool
    has_dates: bool
    muted: frozenset[str] = frozenset()
    rows: list[Row] = field(default_factory=list)
    favours: list[FavourRow] = field(default_factory=list)
    dates: list[DateRow] = field(default_factory=list)
    answered_by: tuple[int, date] | None = None
    talks: dict[int, date] = field(default_factory=dict)
    knows_answer: bool = False
    wakes_on: list[date] = field(default_factory=list)
    changed: dict[int, Row] = field(default_factory=dict)
    new: list[New] = field(default_factory=list)
    turn: tuple[str, date | None] = ("", None)

    @property
    def wants_judging(self) -> bool:
        """Whether time alone has changed the standing of a contact, or they have none."""
        if not self.is_contact:
            return False
        return not self.has_standing or (self.changes_on is not None and self.changes_on <= self.owner.today)

    @property
    def is_resting(self) -> bool:
        if self.resting_since is None:
            return False
        return self.resting_until is None or self.owner.today < self.resting_until

    @property
    def proposes_rest(self) -> bool:
        return proposes_rest(self.unanswered, rest_after=self.owner.numbers.rest_after)

    def may_speak(self, reason: Reason) -> bool:
        """Whether what the product computes by that rule is heard: not muted, and they neither rest nor are silent."""
        return not (self.is_silent or self.is_resting or reason in self.muted)

    def of_kind(self, *kinds: FollowUpKind) -> list[Row]:
        return [row for row in self.rows if row.kind in kinds]

    def open(self, row: Row, *, due_on: date, kind: str | None = None) -> None:
        if row.reopen(due_on=due_on, kind=kind or row.kind, today=self.owner.today, monday=self.owner.this_monday):
            self.changed[row.pk] = row

    def close(self, row: Row, how: ClosedHow, *, on: date, closed_by_id: int | None = None) -> None:
        if row.close(how, on=on, closed_by_id=closed_by_id):
            self.changed[row.pk] = row

    def drop(self, row: Row) -> None:
        """No longer planned."""
        if row.is_open:
            self.close(row, ClosedHow.PLANNING, on=self.owner.today)

    def add(self, reason: Reason, kind: FollowUpKind, source_key: str, due_on: date, **to: int | None) -> None:
        self.new.append(New(self.person_id, reason, kind, source_key, due_on, **to))

    def days_shown(self) -> Iterable[date]:
        yield from (row.snoozed_until or row.due_on for row in self.rows if row.is_open)
        yield from (row.due_on for row in self.new)

    def wants_next_due_on(self) -> date | None:
        return None if self.is_silent else min(self.days_shown(), default=None)

    def wants_plan_on(self) -> date | None:
        return min(self.wakes_on, default=None)

    def has_new_nudge(self) -> bool:
        """Whether a nudge came due that the budget has not been asked about."""
        today = self.owner.today
        return any(row.kind in NUDGES and row.due_on <= today for row in self.new) or any(
            row.is_open and row.kind in NUDGES and row.due_on <= today and not row.released_on
            for row in self.changed.values()
        )


# What a sheet begins with, in the order of its fields; the person's own first.
_COLUMNS = (
    "pk",
    "archived_at",
    "left_out_at",
    "deceased",
    "formal_relation",
    "plan_on",
    "contact__pk",
    "contact__circle__cadence_days",
    "contact__own_cadence_days",
    "contact__resting_since",
    "contact__resting_until",
    "contact__keep_on_from",
    "contact__founded_on_id",
    "contact__founded_on__happened_on",
    "contact__standing__last_in_touch_id",
    "contact__standing__last_in_touch_on",
    "contact__standing__ask_only_since",
    "contact__standing__ask_only_asks",
    "contact__standing__unanswered",
    "contact__standing__next_due_on",
    "contact__standing__changes_on",
    "contact__standing__contact_id",
)
# Read under the person's lock, since the caller's account may have been fetched before a change of all came by.
_OF_OWNER = ("owner__working_days", "owner__own_numbers")
STANDING_FIELDS = tuple(field.attname for field in Standing._meta.concrete_fields)


def read_people(owners: Mapping[int, Owner], *, with_standings: bool) -> tuple[dict[int, Sheet], dict[int, Standing]]:
    """A sheet for each of these people, by key, with nothing on it but what stands on person, contact and standing.

    Of their owners the day is taken as given, working days and numbers as they are stored by now. The second answer
    are the standings as they are stored, where they are asked for.
    """
    dates = ImportantDate.objects.filter(person=OuterRef("pk"))
    mutes = Mute.objects.filter(owner=OuterRef("owner"))
    wide = [f"contact__standing__{name}" for name in STANDING_FIELDS] if with_standings else []
    found = (
        Person.everything.filter(pk__among=owners)
        .order_by("pk")
        .values_list(*_COLUMNS, Exists(dates), Exists(mutes), *_OF_OWNER, *wide)
    )
    as_stored: dict[int, Owner] = {}
    sheets: dict[int, Sheet] = {}
    stored: dict[int, Standing] = {}
    mute_owners: set[int] = set()
    for values in found:
        owner = owners[values[0]]
        if owner.pk not in as_stored:
            as_stored[owner.pk] = _as_stored(owner, *values[len(_COLUMNS) + 2 : len(_COLUMNS) + 4])
        sheet = _sheet(as_stored[owner.pk], values)
        sheets[sheet.person_id] = sheet
        if values[len(_COLUMNS) + 1]:
            mute_owners.add(sheet.owner.pk)
        of_standing = values[len(_COLUMNS) + 4 :]
        if of_standing and of_standing[0] is not None:
            stored[sheet.person_id] = Standing(**dict(zip(STANDING_FIELDS, of_standing, strict=True)))
    if mute_owners:
        _read_mutes(sheets, mute_owners)
    return sheets, stored


def _as_stored(owner: Owner, working_days: str, own_numbers: dict[str, Any]) -> Owner:
    account = User(working_days=working_days, own_numbers=own_numbers)
    return replace(owner, working_days=account.working_weekdays, numbers=account.numbers)


def _sheet(owner: Owner, values: tuple[Any, ...]) -> Sheet:
    (
        pk,
        archived_at,
        left_out_at,
        deceased,
        formal_relation,
        plan_on,
        contact_id,
        circle_cadence,
        own_cadence,
        resting_since,
        resting_until,
        keep_on_from,
        founded_by,
        founded_on,
        talk_id,
        talk_on,
        ask_only_since,
        ask_only_asks,
        unanswered,
        next_due_on,
        changes_on,
        standing_id,
        has_dates,
    ) = values[: len(_COLUMNS) + 1]
    return Sheet(
        person_id=pk,
        owner=owner,
        is_silent=bool(archived_at or left_out_at or deceased),
        formal_relation=formal_relation,
        plan_on=plan_on,
        is_contact=contact_id is not None,
        # A contact's own cadence goes before the circle's, and none of both is never, as `Contact.cadence_days` says.
        cadence_days=(circle_cadence if own_cadence is None else own_cadence) or None,
        resting_since=resting_since,
        resting_until=resting_until,
        keep_on_from=keep_on_from,
        founded_by=founded_by,
        founded_on=founded_on,
        last_in_touch=(talk_id, talk_on) if talk_on else None,
        ask_only_since=ask_only_since,
        ask_only_asks=ask_only_asks or [],
        unanswered=unanswered or 0,
        next_due_on=next_due_on,
        changes_on=changes_on,
        has_standing=standing_id is not None,
        has_dates=has_dates,
    )


def _read_mutes(sheets: dict[int, Sheet], owner_ids: Collection[int]) -> None:
    muted = Mute.objects.filter(owner_id__in=owner_ids).filter(Q(person__isnull=True) | Q(person_id__among=sheets))
    for_all: dict[int, set[str]] = {}
    for_one: dict[int, set[str]] = {}
    for owner_id, person_id, rule in muted.values_list("owner_id", "person_id", "rule"):
        rules = for_all.setdefault(owner_id, set()) if person_id is None else for_one.setdefault(person_id, set())
        rules.add(rule)
    for sheet in sheets.values():
        if sheet.owner.pk in for_all or sheet.person_id in for_one:
            sheet.muted = frozenset(for_all.get(sheet.owner.pk, ())) | frozenset(for_one.get(sheet.person_id, ()))


def fill(sheets: Mapping[int, Sheet], *, facts: Mapping[int, PersonFacts]) -> None:
    """Read what hangs on the people. Of whom there are ``facts``, favours and talks come from there."""
    for values in FollowUp.objects.filter(person_id__among=sheets).order_by("pk").values_list(*ROW_FIELDS):
        row = Row(*values)
        sheets[row.person_id].rows.append(row)
    dated = [sheet.person_id for sheet in sheets.values() if sheet.has_dates]
    if dated:
        important = ImportantDate.objects.filter(person_id__among=dated).order_by("pk")
        wanted = ("person_id", "batch_id", "pk", "month", "day", "lead_days")
        for person_id, batch_id, *date_values in important.values_list(*wanted):
            # A file's birthdays of people who only stand at the door would fill the year with strangers.
            if batch_id is None or sheets[person_id].is_contact:
                sheets[person_id].dates.append(DateRow(*date_values))
    for person_id, known in facts.items():
        _take(sheets[person_id], known)
    without = {person_id: sheet for person_id, sheet in sheets.items() if person_id not in facts}
    if without:
        _read_favours(without)
        _read_answers(without)


def _take(sheet: Sheet, known: PersonFacts) -> None:
    sheet.favours = known.exchanges
    sheet.talks = {row.id: row.on for row in known.interactions if row.in_touch}
    sheet.knows_answer = True
    if sheet.founded_on:
        answers = [
            (row.on, row.id)
            for row in known.interactions
            if row.on > sheet.founded_on and (row.in_touch or (row.mine and not row.is_hello))
        ]
        if answers:
            on, answer = min(answers)
            sheet.answered_by = answer, on


def _read_favours(sheets: Mapping[int, Sheet]) -> None:
    """Promises, favours of theirs that may want thanks, and those that something planned is about."""
    oldest = min(sheet.owner.today for sheet in sheets.values()).toordinal() - FAVOURS_READ_BACK
    asked_about = {row.exchange_id for sheet in sheets.values() for row in sheet.rows if row.is_open}
    asked_about |= {sheet.ask_only_asks[-1] for sheet in sheets.values() if sheet.ask_only_asks}
    wanted = Q(state=ExchangeState.PROMISED) | Q(
        giver=Side.THEM,
        state=ExchangeState.KEPT,
        size__gte=Size.MEDIUM,
        settled_on__gte=date.fromordinal(oldest),
    )
    if asked_about := asked_about - {None}:
        wanted |= Q(pk__among=asked_about)
    found = Exchange.objects.filter(wanted, person_id__among=sheets).order_by("opened_on", "pk")
    for favour in favour_rows(found):
        sheets[favour.person_id].favours.append(favour)


def _read_answers(sheets: Mapping[int, Sheet]) -> None:
    """Whether first follow-ups that wait were answered. What was answered stays so while nobody touches the log."""
    waiting = [
        sheet.person_id
        for sheet in sheets.values()
        if sheet.is_contact and any(_waits(row) for row in sheet.of_kind(FollowUpKind.FIRST))
    ]
    if not waiting:
        return
    # Being in touch, or reaching out with more than a hello, on a later day than the founder's.
    answers = Interaction.objects.filter(
        IN_TOUCH | (TOUCHES & ~Q(depth=Depth.HELLO)),
        person_id__among=waiting,
        happened_on__gt=F("person__contact__founded_on__happened_on"),
    ).order_by("-happened_on", "-pk")
    for person_id, pk, on in answers.values_list("person_id", "pk", "happened_on"):
        sheets[person_id].answered_by = pk, on
    for person_id in waiting:
        sheets[person_id].knows_answer = True


def _waits(row: Row) -> bool:
    return row.is_open or row.closed_how == ClosedHow.PLANNING


def read_talks(sheets: Mapping[int, Sheet], *, known: Collection[int]) -> None:
    """The days of the talks that open turns are counted from, where another turn is wanted by now."""
    wanted: dict[int, int] = {}
    for sheet in sheets.values():
        if sheet.person_id in known:
            continue
        for row in sheet.rows:
            if row.is_open and row.source_key.startswith(SINCE_TALK) and row.source_key != sheet.turn[0]:
                wanted[int(row.source_key.removeprefix(SINCE_TALK))] = sheet.person_id
    if wanted:
        talks = Interaction.objects.filter(pk__among=wanted, person_id__among=sheets).in_touch()
        for pk, person_id, happened_on in talks.values_list("pk", "person_id", "happened_on"):
            sheets[person_id].talks[pk] = happened_on
