"""Dealing with a follow-up in one word: what done, snooze and not needed mean for each kind of it."""

from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from contacts.errors import Refused
from contacts.models import Exchange, FollowUp, User
from contacts.rules.cadence import snooze_until
from contacts.services.exchanges import move_promise, settle_exchange, tell_outcome, thank
from contacts.services.follow_ups import complete_follow_up, dismiss_follow_up, snooze_follow_up
from contacts.services.locks import lock_person
from contacts.signed import Action, turn_mark
from contacts.vocabulary import ExchangeState, FollowUpKind, FollowUpState


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
    somebody was shown it, nothing is done to what it has become since. Raises Refused.
    """
    lock_person(by=by, person_id=follow_up.person_id)
    row = FollowUp.objects.select_related("exchange").filter(pk=follow_up.pk, person=follow_up.person_id).first()
    if row is None or (turn is not None and turn != turn_mark(kind=row.kind, due_on=row.due_on)):
        raise Refused(_("This has changed in the meantime. Nothing was done; look at it as it stands now."))
    if row.state == FollowUpState.CLOSED and action != "snooze":
        return row
    exchange = row.exchange if row.exchange and row.exchange.deleted_at is None else None
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


def _chosen(today: date, choice: str) -> date:
    try:
        return snooze_until(today, choice)  # type: ignore[arg-type]
    except ValueError:
        raise Refused(_("Choose how long to put it off."), field="until") from None
