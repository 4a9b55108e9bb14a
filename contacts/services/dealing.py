"""Dealing with a follow-up in one word: what done, snooze and not needed mean for each kind, and taking it back."""

from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from contacts.errors import Refused
from contacts.models import Exchange, FollowUp, User
from contacts.rules.cadence import snooze_until
from contacts.services.exchanges import (
    move_promise,
    put_day_back,
    reopen_exchange,
    settle_exchange,
    tell_outcome,
    thank,
)
from contacts.services.follow_ups import (
    BY_USER,
    complete_follow_up,
    dismiss_follow_up,
    reopen_follow_up,
    snooze_follow_up,
)
from contacts.services.locks import lock_person
from contacts.signed import Action, UndoLink, mark_of, turn_mark
from contacts.vocabulary import SETTLED_STATES, ExchangeState, FollowUpKind, FollowUpState


@transaction.atomic
def deal_with(
    *,
    by: User,
    follow_up: FollowUp,
    action: Action,
    choice: str = "",
    until: date | None = None,
    turn: str | None = None,
) -> FollowUp:
    """Deal with it, and answer the row as it then stands. What is closed already stays as it was closed.

    A promise of mine is kept, moved to another day, or dropped; one of theirs was kept; thanks, and what became of it,
    are noted on the favour for today. Everything else is closed or put off itself. ``choice`` (a name that
    `rules.cadence.snooze_until` knows) or ``until`` says how far a snooze reaches. With ``turn``, the mark under which
    somebody was shown it open, nothing is done to what it has become since. Raises Refused.
    """
    row = _locked(by=by, follow_up=follow_up)
    if turn is not None and (row.state, turn) != (FollowUpState.OPEN, turn_mark(kind=row.kind, due_on=row.due_on)):
        raise Refused(_changed())
    if row.state == FollowUpState.CLOSED and action != "snooze":
        return row
    exchange = _standing_exchange(row)
    if exchange is None or not _deal_with_favour(
        by=by, row=row, exchange=exchange, action=action, choice=choice, until=until
    ):
        if action == "done":
            complete_follow_up(by=by, follow_up=row)
        elif action == "not_needed":
            dismiss_follow_up(by=by, follow_up=row)
        else:
            snooze_follow_up(by=by, follow_up=row, choice=choice, until=until)
    row.refresh_from_db()
    return row


def deed_mark(row: FollowUp) -> str:
    """How somebody's word left it, and when: whatever is done to it, or to its favour, after that is another mark."""
    favour = row.exchange.version if row.exchange else None
    return mark_of(row.kind, row.due_on, row.state, row.closed_how, row.closed_on, row.snoozed_until, favour)


@transaction.atomic
def take_back(*, by: User, follow_up: FollowUp, link: UndoLink) -> FollowUp:
    """Undo what `deal_with` did, and answer the row as it then stands.

    The link's mark is the `deed_mark` of what it left. Raises Refused where anything was done since.
    """
    row = _locked(by=by, follow_up=follow_up)
    if link.mark != deed_mark(row):
        raise Refused(_changed())
    exchange = _standing_exchange(row)
    if exchange is None or not _take_back_favour(by=by, row=row, exchange=exchange, link=link):
        reopen_follow_up(by=by, follow_up=row)
        if link.was_on and link.was_on > timezone.localdate(timezone=by.tz):
            snooze_follow_up(by=by, follow_up=row, until=link.was_on)
    row.refresh_from_db()
    return row


def _locked(*, by: User, follow_up: FollowUp) -> FollowUp:
    lock_person(by=by, person_id=follow_up.person_id)
    row = FollowUp.objects.select_related("exchange").filter(pk=follow_up.pk, person=follow_up.person_id).first()
    if row is None:
        raise Refused(_changed())
    return row


def _changed() -> str:
    return _("This has changed in the meantime. Nothing was done; look at it as it stands now.")


def _standing_exchange(row: FollowUp) -> Exchange | None:
    return row.exchange if row.exchange and row.exchange.deleted_at is None else None


def _deal_with_favour(
    *, by: User, row: FollowUp, exchange: Exchange, action: Action, choice: str, until: date | None
) -> bool:
    """What is noted on the favour, so that planning closes or moves the follow-up. False where nothing is."""
    today = timezone.localdate(timezone=by.tz)
    is_promised = exchange.state == ExchangeState.PROMISED
    match row.kind, action:
        case (FollowUpKind.PROMISE_MINE | FollowUpKind.PROMISE_THEIRS, "done") if is_promised:
            settle_exchange(by=by, exchange=exchange, state=ExchangeState.KEPT, on=today)
        case (FollowUpKind.PROMISE_MINE, "not_needed") if is_promised:
            settle_exchange(by=by, exchange=exchange, state=ExchangeState.DROPPED, on=today)
        case (FollowUpKind.PROMISE_MINE, "snooze") if is_promised:
            move_promise(by=by, exchange=exchange, due_on=until or _chosen(today, choice))
        case (FollowUpKind.THANK, "done"):
            thank(by=by, exchange=exchange, on=today)
        case (FollowUpKind.OUTCOME, "done"):
            tell_outcome(by=by, exchange=exchange, on=today)
        case _:
            return False
    return True


def _take_back_favour(*, by: User, row: FollowUp, exchange: Exchange, link: UndoLink) -> bool:
    """What was noted on the favour is taken off it, so that planning opens or moves the follow-up. False where it was
    closed itself.
    """
    if row.closed_how in BY_USER:
        return False
    is_settled = exchange.state in SETTLED_STATES
    match row.kind, link.action:
        case (FollowUpKind.PROMISE_MINE | FollowUpKind.PROMISE_THEIRS, "done" | "not_needed") if is_settled:
            reopen_exchange(by=by, exchange=exchange)
        case (FollowUpKind.PROMISE_MINE, "snooze"):
            put_day_back(by=by, exchange=exchange, due_on=link.was_on)
        case (FollowUpKind.THANK, "done"):
            thank(by=by, exchange=exchange, on=None)
        case (FollowUpKind.OUTCOME, "done"):
            tell_outcome(by=by, exchange=exchange, on=None)
        case _:
            return False
    return True


def _chosen(today: date, choice: str) -> date:
    try:
        return snooze_until(today, choice)
    except ValueError:
        raise Refused(_("Choose how long to put it off."), field="until") from None
