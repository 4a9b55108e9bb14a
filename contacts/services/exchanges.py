"""Exchanges: favours noted, settled, thanked for, put right. Balance and flags follow in the same transaction.

What an interaction tells of favours is in `services.told_exchanges`.
"""

from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from contacts.entries import ExchangeEntry
from contacts.errors import Refused, StaleVersion
from contacts.models import Exchange, FollowUp, Interaction, Person, User
from contacts.rules.texts import clean_line
from contacts.services.locks import lock_people, lock_person, made_by_form, refuse_foreign_key
from contacts.services.people import PersonFacts, add_person
from contacts.services.planning import settle_people, settle_up
from contacts.vocabulary import SETTLED_STATES, Category, ClosedHow, ExchangeState, Side, Size, Source

WHAT_LENGTH = 500
# The version of a favour that nobody put right, settled or deleted since it was told.
UNTOUCHED = 1
STILL_SAID = ("giver", "asked", "what", "opened_on")
AS_TOLD = (*STILL_SAID, "category", "size", "state", "due_on", "our_work", "private", "thanked_on")


@transaction.atomic
def add_exchange(*, by: User, person: Person, entry: ExchangeEntry, on: date, entry_key: UUID) -> Exchange:
    """Note a favour by hand. The same form again answers with the same row. Raises Refused."""
    locked = lock_person(by=by, person_id=person.pk)
    refuse_foreign_key(Exchange.everything.all(), by=by, entry_key=entry_key)
    if on > timezone.localdate(timezone=by.tz):
        raise Refused(
            _("That day is still to come. A favour is noted once it was asked, offered or done."), field="opened_on"
        )
    told = Exchange(person=locked, opened_on=on)
    apply_entry(told, entry=entry)
    existing, told.entry_key = made_by_form(
        Exchange.everything.all(),
        entry_key=entry_key,
        content=(locked.pk, *_said(told, AS_TOLD)),
        is_same=lambda row: _was_told_as(row, told),
    )
    if existing:
        return existing
    told.save()
    settle_up(person=locked, by=by)
    return told


def _said(row: Exchange, fields: tuple[str, ...]) -> tuple[object, ...]:
    """Plain values, so that what a form said and what the database gives back compare and print alike."""
    values = (getattr(row, name) for name in fields)
    return tuple(str(value) if value is not None else None for value in values)


def _was_told_as(row: Exchange, told: Exchange) -> bool:
    """Whether a favour stands that was told in just these words. What was touched since may say more by now."""
    fields = AS_TOLD if row.version == UNTOUCHED else STILL_SAID
    return (row.person_id, row.deleted_at) == (told.person_id, None) and _said(row, fields) == _said(told, fields)


def new_exchange(
    *, person: Person, entry: ExchangeEntry, on: date, entry_key: UUID, settled_in: Interaction | None = None
) -> Exchange:
    """Write the row; the caller holds the person's lock and replans afterwards. Raises Refused."""
    exchange = Exchange(person=person, entry_key=entry_key, opened_on=on)
    apply_entry(exchange, entry=entry, settled_in=settled_in)
    exchange.save()
    return exchange


def apply_entry(exchange: Exchange, *, entry: ExchangeEntry, settled_in: Interaction | None = None) -> None:
    """Put what was told onto the row, which began on ``exchange.opened_on``. Raises Refused, saves nothing."""
    settled = entry.state in SETTLED_STATES
    exchange.giver = entry.giver
    exchange.asked = entry.asked
    exchange.what = _checked_what(entry.what)
    exchange.category = checked_category(entry.category)
    exchange.size = _checked_size(entry.size)
    exchange.state = entry.state
    exchange.due_on = entry.due_on
    exchange.our_work = entry.our_work
    exchange.private = entry.private
    exchange.settled_on = (exchange.settled_on or exchange.opened_on) if settled else None
    exchange.settled_in = settled_in if settled else None
    is_given = entry.giver == Side.THEM and entry.state == ExchangeState.KEPT
    exchange.thanked_on = exchange.settled_on if entry.thanked and is_given else None
    check_days(exchange)


@transaction.atomic
def edit_exchange(
    *,
    by: User,
    exchange: Exchange,
    version: int,
    what: str,
    size: Size,
    giver: Side,
    asked: bool,
    opened_on: date,
    due_on: date | None,
    our_work: bool,
    private: bool | None = None,
    category: str | None = None,
) -> Exchange:
    """Put a favour right; ``private`` and ``category`` None leave that as it is.

    Raises StaleVersion where another tab was first, Refused where days do not fit. Another person: `change_person`.
    """
    person, row = _locked(by, exchange)
    _refuse_stale(row, version)
    if opened_on > timezone.localdate(timezone=by.tz):
        raise Refused(_("That day is still to come."), field="opened_on")
    row.what, row.size, row.giver, row.asked = _checked_what(what), _checked_size(size), giver, asked
    row.opened_on, row.due_on, row.our_work = opened_on, due_on, our_work
    row.private = row.private if private is None else private
    row.category = row.category if category is None else checked_category(category)
    if row.state == ExchangeState.OPEN and due_on:
        row.state = ExchangeState.PROMISED
    _fit_thanks(row)
    check_days(row)
    return _saved(by, person, row)


@transaction.atomic
def change_person(
    *, by: User, exchange: Exchange, to: Person | None, to_name: str = "", version: int | None = None
) -> Exchange:
    """Say that it was somebody else's: another person of the account, or somebody new of that name.

    The conversations that spoke of it were with the person it was noted with, so none counts or shows it while it is
    with somebody else; both people are judged and planned anew. Moving it back is the undo, and restores all that.
    Raises StaleVersion where ``version`` is not the row's, and Refused.
    """
    if to is None:
        to = add_person(by=by, facts=PersonFacts(name=to_name), source=Source.LOGGED)
    if to.pk == exchange.person_id:
        raise Refused(_("It is noted with %(name)s already. Choose somebody else.") % {"name": to.name}, field="to")
    people = lock_people(by=by, ids=[exchange.person_id, to.pk])
    origin, target = people[exchange.person_id], people[to.pk]
    row = _current(exchange, origin)
    _refuse_stale(row, row.version if version is None else version)
    row.person = target
    row.version += 1
    row.save(update_fields=["person", "version", "updated_at"])
    take_plans_along(row)
    settle_people(people=[origin, target], by=by)
    return row


def take_plans_along(exchange: Exchange) -> None:
    """What was planned for a favour goes to the person it is noted with now, and what the user closed stays closed.

    An answer counts as one in a conversation with them alone. Planning puts the rest right.
    """
    rows = FollowUp.objects.filter(exchange=exchange)
    talk = exchange.settled_in
    answer = talk if talk is not None and talk.person_id == exchange.person_id else None
    rows.update(person=exchange.person_id)
    rows.filter(closed_how=ClosedHow.ANSWERED).update(closed_by=answer)


@transaction.atomic
def settle_exchange(*, by: User, exchange: Exchange, state: ExchangeState, on: date) -> Exchange:
    """Say how it ended: kept, declined or dropped. Settling again the same way changes nothing.

    Raises Refused for a day to come, for one before it began, and where it ended otherwise: another tab was first.
    """
    person, row = _locked(by, exchange)
    if state not in SETTLED_STATES:
        raise Refused(_("Say whether it was kept, declined or dropped."))
    if on > timezone.localdate(timezone=by.tz):
        raise Refused(_("That day is still to come."), field="on")
    if row.state == state:
        return row
    refuse_settled(row)
    _refuse_before(row.opened_on, on, _("It began on %(day)s, so it cannot be settled before. Choose a later day."))
    put_state(row, state=state, on=on)
    return _saved(by, person, row)


@transaction.atomic
def reopen_exchange(*, by: User, exchange: Exchange) -> Exchange:
    """Undo settling: a promise with a day is promised again, anything else open."""
    person, row = _locked(by, exchange)
    if row.state not in SETTLED_STATES:
        return row
    put_state(row, state=ExchangeState.PROMISED if row.due_on else ExchangeState.OPEN, on=row.opened_on)
    return _saved(by, person, row)


def refuse_settled(row: Exchange) -> None:
    """Raise Refused where it ended already, with how and when."""
    if row.settled_on is None:
        return
    sentence = {
        ExchangeState.KEPT: _("It was kept on %(day)s already. Open it again first."),
        ExchangeState.DECLINED: _("It was declined on %(day)s already. Open it again first."),
        ExchangeState.DROPPED: _("It was dropped on %(day)s already. Open it again first."),
    }[ExchangeState(row.state)]
    raise Refused(sentence % {"day": date_format(row.settled_on, "j F Y")})


def put_state(row: Exchange, *, state: ExchangeState, on: date, settled_in: Interaction | None = None) -> None:
    """Settle on that day, but never before it began, or open again: thanks and outcome stay for when it is kept again,
    unless that is later than they were said.

    Saves nothing; the caller holds the person's lock. Raises Refused for a promise without a day.
    """
    row.state = state
    if state in SETTLED_STATES:
        row.settled_on, row.settled_in = max(on, row.opened_on), settled_in
    else:
        row.settled_on, row.settled_in = None, None
    _fit_thanks(row)
    check_days(row)


def _fit_thanks(row: Exchange) -> None:
    """Forget thanks and outcome (E-33) of what they did not give, or gave only after that day."""
    came_to_nothing = row.state in {ExchangeState.DECLINED, ExchangeState.DROPPED}
    for field in ("thanked_on", "outcome_told_on"):
        said_on: date | None = getattr(row, field)
        if said_on and (row.giver != Side.THEM or came_to_nothing or (row.settled_on and said_on < row.settled_on)):
            setattr(row, field, None)


@transaction.atomic
def move_promise(*, by: User, exchange: Exchange, due_on: date) -> Exchange:
    """Give a promise another day, or an open ask its first. Raises Refused for a day before today."""
    person, row = _locked(by, exchange)
    if row.state not in {ExchangeState.PROMISED, ExchangeState.OPEN}:
        raise Refused(_("This is settled already, so its day stays."), field="due_on")
    if due_on < timezone.localdate(timezone=by.tz):
        raise Refused(_("That day has passed. Choose today or a later day."), field="due_on")
    row.due_on, row.state = due_on, ExchangeState.PROMISED
    check_days(row)
    return _saved(by, person, row)


@transaction.atomic
def put_day_back(*, by: User, exchange: Exchange, due_on: date | None) -> Exchange:
    """Undo `move_promise`: the day it had, past or not; None for an open favour that had none. Raises Refused."""
    person, row = _locked(by, exchange)
    if row.state not in {ExchangeState.PROMISED, ExchangeState.OPEN}:
        raise Refused(_("This is settled already, so its day stays."), field="due_on")
    row.due_on, row.state = due_on, ExchangeState.PROMISED if due_on else ExchangeState.OPEN
    check_days(row)
    return _saved(by, person, row)


@transaction.atomic
def thank(*, by: User, exchange: Exchange, on: date | None) -> Exchange:
    """Note the day you thanked them (E-33), once; None takes it back. Raises Refused for what they did not give."""
    return _gratitude(by, exchange, on, "thanked_on")


@transaction.atomic
def tell_outcome(*, by: User, exchange: Exchange, on: date | None) -> Exchange:
    """Note the day you told them what became of it (E-33), once; None takes it back. Raises Refused."""
    return _gratitude(by, exchange, on, "outcome_told_on")


@transaction.atomic
def mark_our_work(*, by: User, exchange: Exchange, our_work: bool) -> Exchange:
    """Say that it is part of your work together and no favour, or that it is one after all (E-30)."""
    person, row = _locked(by, exchange)
    if row.our_work == our_work:
        return row
    row.our_work = our_work
    return _saved(by, person, row)


@transaction.atomic
def delete_exchange(*, by: User, exchange: Exchange) -> Exchange:
    """Take a favour out of the balance, for 30 days of undo. Raises Refused where it is gone already."""
    person, row = _locked(by, exchange)
    row.deleted_at = timezone.now()
    return _saved(by, person, row)


@transaction.atomic
def restore_exchange(*, by: User, exchange: Exchange) -> Exchange:
    """Bring a deleted favour back. Raises Refused where it was removed for good meanwhile."""
    person, row = _locked(by, exchange, deleted=True)
    row.deleted_at = None
    return _saved(by, person, row)


def _locked(by: User, exchange: Exchange, *, deleted: bool = False) -> tuple[Person, Exchange]:
    person = lock_person(by=by, person_id=exchange.person_id)
    return person, _current(exchange, person, deleted=deleted)


def _current(exchange: Exchange, person: Person, *, deleted: bool = False) -> Exchange:
    """The row as it stands now that the person is locked: it may have moved to somebody else meanwhile."""
    row = Exchange.everything.filter(pk=exchange.pk, person=person).first()
    if row is None or (row.deleted_at and not deleted):
        raise Refused(_("This favour is no longer here. Reload the page."))
    return row


def _refuse_stale(row: Exchange, version: int) -> None:
    if row.version != version:
        raise StaleVersion(_("Somebody changed this in the meantime, perhaps you in another tab."), current=row)


def _refuse_before(first: date, on: date, sentence: str) -> None:
    if on < first:
        raise Refused(sentence % {"day": date_format(first, "j F Y")}, field="on")


def _saved(by: User, person: Person, row: Exchange) -> Exchange:
    row.version += 1
    row.save()
    settle_up(person=person, by=by)
    return row


def _gratitude(by: User, exchange: Exchange, on: date | None, field: str) -> Exchange:
    """What is noted already stays on its day: another tab was first."""
    person, row = _locked(by, exchange)
    if row.giver != Side.THEM:
        raise Refused(_("This was given by you, so there is nothing to thank for."))
    if on is not None and row.state != ExchangeState.KEPT:
        raise Refused(_("This is not done yet, so there is nothing to thank for. Mark it kept first."))
    if on is not None and on > timezone.localdate(timezone=by.tz):
        raise Refused(_("That day is still to come."), field="on")
    if on is not None and row.settled_on:
        _refuse_before(row.settled_on, on, _("It was done on %(day)s. Choose that day or a later one."))
    if (getattr(row, field) is None) == (on is None):
        return row
    setattr(row, field, on)
    return _saved(by, person, row)


def _checked_what(what: str) -> str:
    what = clean_line(what)
    if not what:
        raise Refused(_("Say in a few words what it was."), field="what")
    if len(what) > WHAT_LENGTH:
        raise Refused(_("Say it in at most 500 characters."), field="what")
    return what


def _checked_size(size: int) -> Size:
    try:
        return Size(size)
    except ValueError:
        raise Refused(_("Say how big it was: small, medium or large."), field="size") from None


def checked_category(category: str) -> str:
    """A `Category`, or empty for not said. Raises Refused for anything else."""
    if category and category not in Category.values:
        raise Refused(_("Choose a kind from the list, or none."), field="category")
    return category


def check_days(row: Exchange) -> None:
    """Raise Refused where the days of a favour contradict each other, before the database does."""
    if row.state == ExchangeState.PROMISED and row.due_on is None:
        raise Refused(_("A promise needs its day. Say by when."), field="due_on")
    if row.due_on and row.due_on < row.opened_on:
        raise Refused(_("The promised day is before the day it was made. Choose a later one."), field="due_on")
    if row.settled_on and row.settled_on < row.opened_on:
        raise Refused(_("It cannot be settled before it began. Choose an earlier day."), field="opened_on")
