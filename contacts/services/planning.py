"""Planning: a person's follow-ups are brought in step with what stands in the notebook (E-03, E-30, E-32 to E-37).

`replan` looks at a person; doing it twice changes nothing. It may close and reopen what planning closed, never what the
user closed.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from contacts.models import Contact, Exchange, FollowUp, Interaction, Person, User
from contacts.models.interactions import IN_TOUCH, TOUCHES
from contacts.rules.cadence import first_follow_up_on, keep_in_touch_on, next_working_day
from contacts.vocabulary import ClosedHow, Depth, FollowUpKind, FollowUpState, Reason, Side

BY_USER = frozenset({ClosedHow.DONE, ClosedHow.NOT_NEEDED})
SINCE_TALK = "keep_in_touch:interaction:"
SINCE_CLOSED = "keep_in_touch:follow_up:"
BATCH = 200
PLANNED_FIELDS = ["due_on", "kind", "snoozed_until", "state", "closed_on", "closed_how", "closed_by"]


def plan_first(*, contact: Contact, by: User, today: date) -> FollowUp:
    """The first follow-up of a new contact (E-03), spread over days when one evening brought many."""
    founder = contact.founded_on
    made_before = FollowUp.objects.filter(
        person__owner=by,
        kind=FollowUpKind.FIRST,
        person__contact__founded_on__happened_on=founder.happened_on,
    ).exclude(person_id=contact.pk)
    due_on = first_follow_up_on(
        founder.happened_on, made_today=made_before.count(), today=today, working_days=by.working_weekdays
    )
    row, _created = FollowUp.objects.get_or_create(
        person_id=contact.pk,
        reason=Reason.FIRST,
        kind=FollowUpKind.FIRST,
        source_key=f"founded:{founder.pk}",
        defaults={"due_on": due_on},
    )
    return row


def replan(*, person: Person, by: User) -> None:
    """Bring the planned follow-ups of one person in step with the notebook; once more changes nothing.

    The caller holds the person's lock.
    """
    replan_people(people=[person], by=by)


def replan_people(*, people: Sequence[Person], by: User) -> None:
    """As `replan`, for many in a fixed number of queries. The caller holds the lock of each."""
    today = timezone.localdate(timezone=by.tz)
    for start in range(0, len(people), BATCH):
        sheets = _sheets(people[start : start + BATCH])
        for sheet in sheets:
            _plan_promises(sheet, today)
            _answer_first(sheet, by, today)
            _plan_keep_in_touch(sheet, by, today)
        FollowUp.objects.bulk_update([row for sheet in sheets for row in sheet.changed.values()], PLANNED_FIELDS)
        FollowUp.objects.bulk_create([row for sheet in sheets for row in sheet.new])


@dataclass(slots=True)
class _Sheet:
    """One person as planning sees them: read for many at once, and written for many at once.

    ``answered_by`` is the first reaching out after the founder's day, ``last_in_touch`` the newest talk, each with its
    day; ``talks`` are the days of those talks that an open turn is counted from, as far as they still stand.
    """

    person: Person
    contact: Contact | None = None
    answered_by: tuple[int, date] | None = None
    last_in_touch: tuple[int, date] | None = None
    rows: list[FollowUp] = field(default_factory=list)
    promised: list[Exchange] = field(default_factory=list)
    talks: dict[str, date] = field(default_factory=dict)
    changed: dict[int, FollowUp] = field(default_factory=dict)
    new: list[FollowUp] = field(default_factory=list)

    def open(self, row: FollowUp, *, due_on: date, kind: str | None = None) -> None:
        if _open(row, due_on=due_on, kind=kind):
            self.changed[row.pk] = row

    def close(self, row: FollowUp, how: ClosedHow, *, on: date, closed_by_id: int | None = None) -> None:
        if close_row(row, how=how, on=on, closed_by_id=closed_by_id):
            self.changed[row.pk] = row


def _sheets(people: Sequence[Person]) -> list[_Sheet]:
    sheets = {person.pk: _Sheet(person) for person in people}
    for contact in _contacts_with_talks(sheets):
        sheet = sheets[contact.person_id]
        sheet.contact = contact
        if contact.answer_id:
            sheet.answered_by = contact.answer_id, contact.answer_on
        if contact.talk_id:
            sheet.last_in_touch = contact.talk_id, contact.talk_on
    began_with: dict[int, str] = {}
    for row in FollowUp.objects.select_related("exchange").filter(person__in=sheets).order_by("pk"):
        sheets[row.person_id].rows.append(row)
        if row.state == FollowUpState.OPEN and row.source_key.startswith(SINCE_TALK):
            began_with[int(row.source_key.removeprefix(SINCE_TALK))] = row.source_key
    for exchange in Exchange.objects.filter(person__in=sheets).promised():
        sheets[exchange.person_id].promised.append(exchange)
    if began_with:
        talks = Interaction.objects.filter(pk__in=began_with, person__in=sheets).in_touch()
        for pk, person_id, happened_on in talks.values_list("pk", "person_id", "happened_on"):
            sheets[person_id].talks[began_with[pk]] = happened_on
    return list(sheets.values())


def _contacts_with_talks(person_ids: Collection[int]) -> QuerySet[Any]:
    talks = Interaction.objects.filter(IN_TOUCH, person=OuterRef("person")).newest_first()
    # Being in touch, or reaching out with more than a hello, on a later day than the founder's.
    answers = Interaction.objects.filter(
        IN_TOUCH | (TOUCHES & ~Q(depth=Depth.HELLO)),
        person=OuterRef("person"),
        happened_on__gt=OuterRef("founded_on__happened_on"),
    ).order_by("happened_on", "id")
    return (
        Contact.objects.filter(person__in=person_ids)
        .select_related("circle", "founded_on")
        .annotate(
            talk_id=Subquery(talks.values("pk")[:1]),
            talk_on=Subquery(talks.values("happened_on")[:1]),
            answer_id=Subquery(answers.values("pk")[:1]),
            answer_on=Subquery(answers.values("happened_on")[:1]),
        )
    )


def _plan_promises(sheet: _Sheet, today: date) -> None:
    """One row for each promise, on its day, open exactly while the promise is (E-32).

    The nudge about theirs may have been closed by hand: it stays so until the promise has another day.
    """
    known = {row.source_key: row for row in sheet.rows if row.reason == Reason.PROMISE}
    promised = {f"promise:{exchange.pk}": exchange for exchange in sheet.promised}
    for key, exchange in promised.items():
        assert exchange.due_on is not None, "the database holds that a promise has its day"
        kind = FollowUpKind.PROMISE_MINE if exchange.giver == Side.ME else FollowUpKind.PROMISE_THEIRS
        if row := known.get(key):
            if row.closed_how not in BY_USER or (row.due_on, row.kind) != (exchange.due_on, kind):
                sheet.open(row, due_on=exchange.due_on, kind=kind)
        else:
            sheet.new.append(
                FollowUp(
                    person=sheet.person,
                    exchange=exchange,
                    reason=Reason.PROMISE,
                    kind=kind,
                    source_key=key,
                    due_on=exchange.due_on,
                )
            )
    for key, row in known.items():
        if key in promised or row.state == FollowUpState.CLOSED:
            continue
        settled = row.exchange
        if settled and settled.settled_in_id and settled.settled_on:
            sheet.close(row, ClosedHow.ANSWERED, on=settled.settled_on, closed_by_id=settled.settled_in_id)
        else:
            sheet.close(row, ClosedHow.PLANNING, on=today)


def _answer_first(sheet: _Sheet, by: User, today: date) -> None:
    """The first follow-up is answered by being in touch, or reaching out with more than a hello, on a later day.

    Only the newest counts: an earlier one belongs to a time before the person was sent back to the door.
    """
    contact = sheet.contact
    first = [row for row in sheet.rows if row.kind == FollowUpKind.FIRST]
    newest = max(first, key=lambda row: row.pk, default=None)
    for row in first:
        if (contact is None or row is not newest) and row.state == FollowUpState.OPEN:
            sheet.close(row, ClosedHow.PLANNING, on=today)
    if contact is None or newest is None or newest.closed_how in BY_USER:
        return
    if sheet.answered_by:
        answer, on = sheet.answered_by
        sheet.close(newest, ClosedHow.ANSWERED, on=on, closed_by_id=answer)
    elif not _was_answered_before(newest, contact):
        sheet.open(newest, due_on=newest.due_on)
        day = next_working_day(newest.due_on, by.working_weekdays)
        if newest.due_on >= today and newest.due_on != day:
            # Other working days since; a snooze is a day that the user chose and stays.
            newest.due_on = day
            sheet.changed[newest.pk] = newest


def _was_answered_before(row: FollowUp, contact: Contact) -> bool:
    """Whether the contact was founded anew on the answer itself, or on a talk after the row's day: then it is over."""
    founder = contact.founded_on
    return row.closed_how == ClosedHow.ANSWERED and (row.closed_by_id == founder.pk or founder.happened_on > row.due_on)


def _plan_keep_in_touch(sheet: _Sheet, by: User, today: date) -> None:
    """One open row, due a cadence after the later of last in touch and last closed by hand (E-35)."""
    mine = {row.source_key: row for row in sheet.rows if row.kind == FollowUpKind.KEEP_IN_TOUCH}
    cadence = sheet.contact.cadence_days if sheet.contact else None
    wanted, last_on = _turn_of(mine, sheet.last_in_touch) if cadence else ("", None)
    for row in mine.values():
        if row.source_key == wanted or row.state == FollowUpState.CLOSED:
            continue
        if sheet.last_in_touch and wanted.startswith(SINCE_TALK) and _began_before(row, mine, sheet):
            talk, on = sheet.last_in_touch
            sheet.close(row, ClosedHow.ANSWERED, on=on, closed_by_id=talk)
        else:
            sheet.close(row, ClosedHow.PLANNING, on=today)
    if cadence is None or last_on is None:
        return
    due_on = keep_in_touch_on(last_on, cadence, by.working_weekdays)
    if wanted in mine:
        sheet.open(mine[wanted], due_on=due_on)
    else:
        sheet.new.append(
            FollowUp(
                person=sheet.person,
                reason=Reason.KEEP_IN_TOUCH,
                kind=FollowUpKind.KEEP_IN_TOUCH,
                source_key=wanted,
                due_on=due_on,
            )
        )


def _turn_of(mine: dict[str, FollowUp], last_in_touch: tuple[int, date] | None) -> tuple[str, date | None]:
    """What the turn that runs now comes from, and the day it is counted from."""
    by_hand = [row for row in mine.values() if row.closed_how in BY_USER]
    last_closed = max(by_hand, key=lambda row: (row.closed_on or date.min, row.pk), default=None)
    source_key: str = ""
    last_on: date | None = None
    if last_in_touch:
        source_key, last_on = f"{SINCE_TALK}{last_in_touch[0]}", last_in_touch[1]
    if last_closed and last_closed.closed_on and (last_on is None or last_closed.closed_on > last_on):
        source_key, last_on = f"{SINCE_CLOSED}{last_closed.pk}", last_closed.closed_on
    # A turn that the user closed stays closed: done on the very day of the talk, or the talk's day was put right later.
    while source_key in mine and mine[source_key].closed_how in BY_USER:
        source_key = f"{SINCE_CLOSED}{mine[source_key].pk}"
    return source_key, last_on


def _began_before(row: FollowUp, mine: dict[str, FollowUp], sheet: _Sheet) -> bool:
    """Whether this turn was running when the newest talk came; False where what it was counted from is gone."""
    if row.source_key.startswith(SINCE_TALK):
        began_on = sheet.talks.get(row.source_key)
    else:
        closed = {str(other.pk): other for other in mine.values() if other.closed_how in BY_USER}
        origin = closed.get(row.source_key.removeprefix(SINCE_CLOSED))
        began_on = origin.closed_on if origin else None
    return began_on is not None and sheet.last_in_touch is not None and began_on <= sheet.last_in_touch[1]


def _open(row: FollowUp, *, due_on: date, kind: str | None = None) -> bool:
    """Make the row open on that day; another day or kind ends a snooze. False where it is so already."""
    kind = kind or row.kind
    if (row.due_on, row.kind) != (due_on, kind):
        row.due_on, row.kind, row.snoozed_until = due_on, kind, None
    elif row.state == FollowUpState.OPEN:
        return False
    row.state, row.closed_on, row.closed_how, row.closed_by = FollowUpState.OPEN, None, "", None
    return True


def close_row(row: FollowUp, *, how: ClosedHow, on: date, closed_by_id: int | None = None) -> bool:
    """Make the row closed on that day of the owner's; closing again the same way keeps the first day. False then."""
    if (row.state, row.closed_how, row.closed_by_id) == (FollowUpState.CLOSED, how, closed_by_id):
        return False
    row.state, row.closed_how, row.closed_on, row.closed_by_id = FollowUpState.CLOSED, how, on, closed_by_id
    row.snoozed_until = None
    return True
