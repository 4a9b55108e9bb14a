"""Standings: recomputed from their sources, in the transaction of whatever changed them; never added up by hand."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone

from contacts.models import Contact, Person, Standing
from contacts.queries.favours import FavourRow
from contacts.queries.standings import PersonFacts, facts_by_person, next_due_by_person
from contacts.rules.ask_only import judge_ask_only
from contacts.rules.balance import first_day_outside, judge_balance, months_before
from contacts.rules.numbers import Numbers
from contacts.rules.resting import unanswered_touches
from contacts.rules.their_asks import judge_their_asks
from contacts.vocabulary import ExchangeState, Side

BATCH = 200
# As many as a rest is ever proposed for; the proposal quotes them.
MOST_UNANSWERED = 50


def rebuild_standings(person_ids: Collection[int]) -> int:
    """Write the standing of each of these people who is a contact. Returns how many differed from what was stored."""
    changed = 0
    ids = sorted(set(person_ids))
    for start in range(0, len(ids), BATCH):
        changed += _rebuild(ids[start : start + BATCH])
    return changed


def sweep_standings(*, at: datetime | None = None) -> int:
    """Recompute those standings that time alone has changed: a window of so many months ends. Returns how many did."""
    # The farthest time zone is 14 hours ahead; computing a row a day early changes nothing.
    latest = ((at or timezone.now()) + timedelta(hours=14)).date()
    due = Standing.objects.filter(changes_on__lte=latest).values_list("contact_id", flat=True)
    return rebuild_standings(list(due))


def judge_standing(
    *,
    person_id: int,
    facts: PersonFacts,
    today: date,
    numbers: Numbers,
    formal_relation: bool,
    keep_on_from: date | None,
    resting_until: date | None,
    next_due_on: date | None = None,
) -> Standing:
    """What is known at a glance about one contact on that local day, from its sources and by the account's numbers.

    Mutes change nothing of it. Writes nothing.
    """
    exchanges = facts.exchange_facts()
    ever = judge_balance(exchanges, since=None)
    recent = judge_balance(exchanges, since=months_before(today, numbers.balance_months))
    mine, theirs = (
        judge(facts.ask_only_facts(today=today, formal_relation=formal_relation, numbers=numbers, side=side))
        for side, judge in ((Side.ME, judge_ask_only), (Side.THEM, judge_their_asks))
    )
    in_touch = max((row for row in facts.interactions if row.in_touch), key=lambda row: (row.on, row.id), default=None)
    unanswered = unanswered_touches(
        facts.touches_seen(), keep_on_from=_counts_no_longer(keep_on_from=keep_on_from, resting_until=resting_until)
    )
    return Standing(
        contact_id=person_id,
        last_in_touch_id=in_touch.id if in_touch else None,
        last_in_touch_on=in_touch.on if in_touch else None,
        last_meaningful_on=max((row.on for row in facts.interactions if row.meaningful), default=None),
        last_touch_on=max((row.on for row in facts.interactions if row.mine), default=None),
        last_gave_on=ever.i_gave.last,
        next_due_on=next_due_on,
        i_gave=ever.i_gave.total,
        they_gave=ever.they_gave.total,
        i_asked=ever.i_asked.total,
        they_asked=ever.they_asked.total,
        recent_i_gave=recent.i_gave.total,
        recent_they_gave=recent.they_gave.total,
        recent_i_asked=recent.i_asked.total,
        recent_they_asked=recent.they_asked.total,
        even=ever.even,
        recent_even=recent.even,
        i_owe=ever.i_owe,
        they_owe=ever.they_owe,
        ask_only_since=mine.since if mine.flagged else None,
        ask_only_asks=list(mine.asks) if mine.flagged else [],
        they_ask_only_since=theirs.since if theirs.flagged else None,
        they_ask_only_asks=list(theirs.asks) if theirs.flagged else [],
        unanswered=min(len(unanswered), MOST_UNANSWERED),
        unanswered_touches=list(unanswered[:MOST_UNANSWERED]),
        changes_on=min(
            (
                day
                for day in (
                    mine.falls_on,
                    theirs.falls_on,
                    _leaves_on(facts, numbers, today),
                    _comes_on(facts, today),
                )
                if day
            ),
            default=None,
        ),
    )


def store_standings(*, rows: Iterable[Standing], stored: Mapping[int, Standing]) -> int:
    """Write those that differ from what is ``stored``, in one statement. Returns how many did."""
    differing = [row for row in rows if _values(row) != _values(stored.get(row.contact_id))]
    if differing:
        Standing.objects.bulk_create(differing, update_conflicts=True, unique_fields=["contact"], update_fields=_FIELDS)
    return len(differing)


@transaction.atomic(savepoint=False)
def _rebuild(person_ids: list[int]) -> int:
    # Locked before anything is read: a sweep must not write what it read before somebody else's log was committed.
    list(Person.everything.filter(pk__in=person_ids).order_by("pk").select_for_update().values_list("pk"))
    contacts = list(Contact.objects.filter(person_id__in=person_ids).select_related("person__owner"))
    if not contacts:
        return 0
    keys = [contact.pk for contact in contacts]
    stored = {row.contact_id: row for row in Standing.objects.filter(contact__in=keys)}
    facts = facts_by_person(keys)
    due = next_due_by_person(keys)
    rows = [
        judge_standing(
            person_id=contact.pk,
            facts=facts[contact.pk],
            today=timezone.localdate(timezone=contact.person.owner.tz),
            numbers=contact.person.owner.numbers,
            formal_relation=contact.person.formal_relation,
            keep_on_from=contact.keep_on_from,
            resting_until=contact.resting_until,
            next_due_on=due.get(contact.pk),
        )
        for contact in contacts
    ]
    return store_standings(rows=rows, stored=stored)


_FIELDS = [field.attname for field in Standing._meta.concrete_fields if not field.primary_key]


def _values(row: Standing | None) -> tuple[object, ...] | None:
    return None if row is None else tuple(getattr(row, name) for name in _FIELDS)


def _counts_no_longer(*, keep_on_from: date | None, resting_until: date | None) -> date | None:
    """The last day of touches that are forgiven: the user chose to keep on, or let the contact rest until the next."""
    days = [keep_on_from] if keep_on_from else []
    if resting_until:
        days.append(resting_until - timedelta(days=1))
    return max(days, default=None)


def _leaves_on(facts: PersonFacts, numbers: Numbers, today: date) -> date | None:
    """The first day after today whose window no longer holds the oldest day that the balance counts now."""
    months = numbers.balance_months
    counted = [day for exchange in facts.exchanges if not exchange.our_work for day in _counted_days(exchange)]
    recent_from = months_before(today, months)
    oldest = min((day for day in counted if day >= recent_from), default=None)
    return first_day_outside(oldest, months=months) if oldest else None


def _comes_on(facts: PersonFacts, today: date) -> date | None:
    """The first day after today of an ask, a give, a touch or thanks: a flag does not look at it before.

    Days may lie ahead once the account's time zone has moved west.
    """
    days = (
        *(row.on for row in facts.interactions),
        *(
            day
            for row in facts.exchanges
            for day in (row.opened_on, row.settled_on, row.thanked_on, row.outcome_told_on)
            if day
        ),
    )
    return min((day for day in days if day > today), default=None)


def _counted_days(exchange: FavourRow) -> Iterable[date]:
    if exchange.asked:
        yield exchange.opened_on
    if exchange.settled_on and exchange.state == ExchangeState.KEPT:
        yield exchange.settled_on
