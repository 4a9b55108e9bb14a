"""What each rule wants of one sheet: rows opened, moved and closed on it. Nothing here reads or writes the database."""

from datetime import date, timedelta

from contacts.queries.favours import FavourRow
from contacts.rules.cadence import add_working_days, keep_in_touch_on, next_working_day
from contacts.rules.gratitude import Received, lapses_on, tell_outcome_by, thank_by
from contacts.rules.important_dates import follow_up_on, next_occurrence
from contacts.services.planning.sheets import BY_USER, SINCE_TALK, Row, Sheet
from contacts.vocabulary import ClosedHow, ExchangeState, FollowUpKind, Reason, Side, Size

SINCE_CLOSED = "keep_in_touch:follow_up:"
ASK_ONLY_WITHIN = 3  # working days after the newest ask


def plan(sheet: Sheet) -> None:
    """Bring everything on the sheet in step. `choose_turn` came before."""
    for rule in (
        _plan_promises,
        _plan_gratitude,
        _answer_first,
        _plan_no_ask,
        _plan_dates,
        _plan_keep_in_touch,
    ):
        rule(sheet)
    if sheet.changes_on:
        sheet.wakes_on.append(sheet.changes_on)
    if sheet.is_resting and sheet.resting_until and not sheet.is_silent:
        sheet.wakes_on.append(sheet.resting_until)


def _plan_promises(sheet: Sheet) -> None:
    """One row for each promise, on its day, open exactly while the promise is (E-32).

    The nudge about theirs may have been closed by hand: it stays so until the promise has another day. It is silent
    where the user does not want to hear of it; a promise of the user's own never is.
    """
    known = {row.source_key: row for row in sheet.rows if row.reason == Reason.PROMISE}
    favours = {favour.id: favour for favour in sheet.favours}
    promised = {f"promise:{pk}": one for pk, one in favours.items() if one.state == ExchangeState.PROMISED}
    may_ask = sheet.may_speak(Reason.PROMISE)
    for key, favour in promised.items():
        assert favour.due_on is not None, "the database holds that a promise has its day"
        is_mine = favour.giver == Side.ME
        kind = FollowUpKind.PROMISE_MINE if is_mine else FollowUpKind.PROMISE_THEIRS
        row = known.get(key)
        if not (is_mine or may_ask):
            if row:
                sheet.drop(row)
        elif row is None:
            sheet.add(Reason.PROMISE, kind, key, favour.due_on, exchange_id=favour.id)
        elif row.closed_how not in BY_USER or (row.due_on, row.kind) != (favour.due_on, kind):
            sheet.open(row, due_on=favour.due_on, kind=kind)
    for key, row in known.items():
        if key in promised or not row.is_open:
            continue
        settled = favours.get(row.exchange_id or 0)
        if settled and settled.settled_in_id and settled.settled_on:
            sheet.close(row, ClosedHow.ANSWERED, on=settled.settled_on, closed_by_id=settled.settled_in_id)
        else:
            sheet.drop(row)


def _plan_gratitude(sheet: Sheet) -> None:
    """Thank for what they gave, and tell what became of it; both lapse in time (E-33)."""
    owner = sheet.owner
    numbers, today, working_days = owner.numbers, owner.today, owner.working_days
    wanted: dict[str, tuple[FollowUpKind, date, int]] = {}
    if sheet.may_speak(Reason.GRATITUDE) and not sheet.formal_relation:
        for favour in sheet.favours:
            received = _received(favour)
            if received is None:
                continue
            thank_on = thank_by(received, today=today, thank_days=numbers.thank_days, working_days=working_days)
            if thank_on:
                wanted[f"thank:{favour.id}"] = FollowUpKind.THANK, thank_on, favour.id
            tell_on = tell_outcome_by(
                received, today=today, outcome_days=numbers.outcome_days, working_days=working_days
            )
            if tell_on:
                wanted[f"outcome:{favour.id}"] = FollowUpKind.OUTCOME, tell_on, favour.id
            if thank_on or tell_on:
                lapse = lapses_on(
                    received,
                    today=today,
                    thank_days=numbers.thank_days,
                    outcome_days=numbers.outcome_days,
                    working_days=working_days,
                )
                sheet.wakes_on += [lapse] if lapse else []
    known = {row.source_key: row for row in sheet.of_kind(FollowUpKind.THANK, FollowUpKind.OUTCOME)}
    for key, (kind, due_on, favour_id) in wanted.items():
        if row := known.get(key):
            if row.closed_how not in BY_USER:
                sheet.open(row, due_on=due_on)
        else:
            sheet.add(Reason.GRATITUDE, kind, key, due_on, exchange_id=favour_id)
    for key, row in known.items():
        if key not in wanted:
            sheet.drop(row)


def _received(favour: FavourRow) -> Received | None:
    """The favour as one that they did for the user; None where it is none, or there is nothing left to say.

    Nor is there of what a file brought: it was done long before anybody here knew of it.
    """
    if favour.batch_id is not None:
        return None
    if favour.giver != Side.THEM or favour.state != ExchangeState.KEPT or favour.settled_on is None:
        return None
    if favour.thanked_on and favour.outcome_told_on:
        return None
    return Received(
        settled_on=favour.settled_on,
        thanked_on=favour.thanked_on,
        outcome_told_on=favour.outcome_told_on,
        size=Size(favour.size),
        our_work=favour.our_work,
        formal_relation=False,
    )


def _answer_first(sheet: Sheet) -> None:
    """The first follow-up is answered by being in touch, or reaching out with more than a hello, on a later day (E-03).

    Only that of the founder counts, or else the newest: another belongs to a time before the person was sent back to
    the door, or came with somebody who was merged into them.
    """
    first = sheet.of_kind(FollowUpKind.FIRST)
    founded_now = [row for row in first if row.source_key == f"founded:{sheet.founded_by}"]
    newest = (founded_now or first)[-1] if first and sheet.is_contact else None
    for row in first:
        if row is not newest:
            sheet.drop(row)
    if newest is None or newest.closed_how in BY_USER or not sheet.knows_answer:
        return
    if sheet.answered_by:
        answer, on = sheet.answered_by
        sheet.close(newest, ClosedHow.ANSWERED, on=on, closed_by_id=answer)
    elif _was_answered_before(newest, sheet):
        return
    elif sheet.may_speak(Reason.FIRST):
        sheet.open(newest, due_on=newest.due_on)
        _move_to_working_day(sheet, newest)
    else:
        sheet.drop(newest)
        if not newest.is_open and newest.closed_how == ClosedHow.ANSWERED:
            # What answered it is gone, and now nobody wants to hear of it.
            sheet.close(newest, ClosedHow.PLANNING, on=sheet.owner.today)


def _was_answered_before(row: Row, sheet: Sheet) -> bool:
    """Whether the contact was founded anew on the answer itself, or on a talk after the row's day: then it is over."""
    if row.closed_how != ClosedHow.ANSWERED or sheet.founded_on is None:
        return False
    return row.closed_by_id == sheet.founded_by or sheet.founded_on > row.due_on


def _move_to_working_day(sheet: Sheet, row: Row) -> None:
    """For other working days since; what is late stays, and a snooze is a day that the user chose."""
    day = next_working_day(row.due_on, sheet.owner.working_days)
    if row.due_on >= sheet.owner.today and row.due_on != day:
        row.due_on = day
        sheet.changed[row.pk] = row


def _plan_no_ask(sheet: Sheet) -> None:
    """A touch with no ask, while the flag is up (E-30): one for each newest ask that proves it."""
    known = {row.source_key: row for row in sheet.of_kind(FollowUpKind.NO_ASK)}
    wanted = ""
    if sheet.ask_only_since and sheet.ask_only_asks and sheet.may_speak(Reason.ASK_ONLY):
        newest = sheet.ask_only_asks[-1]
        wanted = f"ask_only:{newest}"
        row = known.get(wanted)
        if row is None:
            sheet.add(Reason.ASK_ONLY, FollowUpKind.NO_ASK, wanted, _no_ask_on(sheet, newest))
        elif row.is_open:
            _move_to_working_day(sheet, row)
        elif row.closed_how not in BY_USER and row.is_put_off(sheet.owner.today):
            sheet.open(row, due_on=row.due_on)
            _move_to_working_day(sheet, row)
        elif row.closed_how not in BY_USER:
            sheet.open(row, due_on=_no_ask_on(sheet, newest))
    for key, row in known.items():
        if key != wanted:
            sheet.drop(row)


def _no_ask_on(sheet: Sheet, newest: int) -> date:
    """Some working days after the newest ask, and never in the past when the asks were logged late."""
    owner = sheet.owner
    asked_on = next((favour.opened_on for favour in sheet.favours if favour.id == newest), None)
    counted_from = max(day for day in (sheet.ask_only_since, asked_on) if day)
    return max(
        add_working_days(counted_from, ASK_ONLY_WITHIN, owner.working_days),
        next_working_day(owner.today, owner.working_days),
    )


def _plan_dates(sheet: Sheet) -> None:
    """One row for the next time each day comes round, a lead before it; the day after it is over (E-36).

    A date put right is another day, whatever was said about the wrong one.
    """
    owner = sheet.owner
    known = {row.source_key: row for row in sheet.of_kind(FollowUpKind.DATE)}
    wanted: set[str] = set()
    if known or sheet.dates:
        for one in sheet.dates if sheet.may_speak(Reason.DATE) else ():
            occurrence = next_occurrence(one.month, one.day, on_or_after=owner.today)
            due_on = follow_up_on(occurrence, lead_days=one.lead_days, working_days=owner.working_days)
            key = f"date:{one.pk}:{occurrence}"
            wanted.add(key)
            sheet.wakes_on.append(occurrence + timedelta(days=1))
            if row := known.get(key):
                if row.closed_how not in BY_USER:
                    sheet.open(row, due_on=due_on)
            else:
                sheet.add(Reason.DATE, FollowUpKind.DATE, key, due_on, important_date_id=one.pk)
    for key, row in known.items():
        if key not in wanted:
            sheet.drop(row)


def choose_turn(sheet: Sheet) -> None:
    """Say on the sheet which turn of keeping in touch runs now, and the day it is counted from (E-35)."""
    if not sheet.cadence_days:
        return
    mine = {row.source_key: row for row in sheet.of_kind(FollowUpKind.KEEP_IN_TOUCH)}
    by_hand = [row for row in mine.values() if row.closed_how in BY_USER]
    last_closed = max(by_hand, key=lambda row: (row.closed_on or date.min, row.pk), default=None)
    source_key: str = ""
    last_on: date | None = None
    if sheet.last_in_touch:
        source_key, last_on = f"{SINCE_TALK}{sheet.last_in_touch[0]}", sheet.last_in_touch[1]
    if last_closed and last_closed.closed_on and (last_on is None or last_closed.closed_on > last_on):
        source_key, last_on = f"{SINCE_CLOSED}{last_closed.pk}", last_closed.closed_on
    # A turn that the user closed stays closed: done on the very day of the talk, or the talk's day was put right later.
    while source_key in mine and mine[source_key].closed_how in BY_USER:
        source_key = f"{SINCE_CLOSED}{mine[source_key].pk}"
    sheet.turn = source_key, last_on


def _plan_keep_in_touch(sheet: Sheet) -> None:
    """One open row, due a cadence after the later of last in touch and last closed by hand (E-35).

    None while a rest is proposed: touch after touch went unanswered.
    """
    mine = {row.source_key: row for row in sheet.of_kind(FollowUpKind.KEEP_IN_TOUCH)}
    wanted, last_on = sheet.turn
    may_be_planned = last_on is not None and sheet.may_speak(Reason.KEEP_IN_TOUCH) and not sheet.proposes_rest
    for row in mine.values():
        if not row.is_open or (row.source_key == wanted and may_be_planned):
            continue
        is_another = row.source_key != wanted and wanted.startswith(SINCE_TALK)
        if sheet.last_in_touch and is_another and _began_before(row, mine, sheet):
            talk, on = sheet.last_in_touch
            sheet.close(row, ClosedHow.ANSWERED, on=on, closed_by_id=talk)
        else:
            sheet.drop(row)
    if last_on is None or not may_be_planned:
        return
    due_on = _turn_due_on(sheet, last_on, mine.get(wanted))
    if wanted in mine:
        sheet.open(mine[wanted], due_on=due_on)
    else:
        sheet.add(Reason.KEEP_IN_TOUCH, FollowUpKind.KEEP_IN_TOUCH, wanted, due_on)


def _turn_due_on(sheet: Sheet, last_on: date, row: Row | None) -> date:
    """A cadence after the last time; somebody who rested meanwhile is not due before their wake day.

    Unless they are put off beyond it: then that stands.
    """
    working_days = sheet.owner.working_days
    due_on = keep_in_touch_on(last_on, sheet.cadence_days or 0, working_days)
    woke_on = sheet.resting_until
    if woke_on and due_on < woke_on and not (row and row.is_put_off(woke_on)):
        return next_working_day(woke_on, working_days)
    return due_on


def _began_before(row: Row, mine: dict[str, Row], sheet: Sheet) -> bool:
    """Whether this turn was running when the newest talk came; False where what it was counted from is gone."""
    if row.source_key.startswith(SINCE_TALK):
        began_on = sheet.talks.get(int(row.source_key.removeprefix(SINCE_TALK)))
    else:
        closed = {str(other.pk): other for other in mine.values() if other.closed_how in BY_USER}
        origin = closed.get(row.source_key.removeprefix(SINCE_CLOSED))
        began_on = origin.closed_on if origin else None
    return began_on is not None and sheet.last_in_touch is not None and began_on <= sheet.last_in_touch[1]
