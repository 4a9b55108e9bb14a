"""Sorting: the user says what a day of writing was about, of those that an import brought. An ask or a give becomes a
favour of that day; a day nobody has sorted yet is none, and accuses nobody (E-30, E-34).
"""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID, uuid5

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from contacts.entries import ExchangeEntry
from contacts.errors import Refused
from contacts.models import Exchange, ExchangeMention, Interaction, Person, User
from contacts.services.exchanges import UNTOUCHED, apply_entry, new_exchange
from contacts.services.locks import lock_person
from contacts.services.planning import settle_up
from contacts.vocabulary import ExchangeState, MentionKind, Purpose, Side, Size, SortedAs

PURPOSES = {
    SortedAs.I_ASKED: Purpose.ASK,
    SortedAs.THEY_ASKED: Purpose.ASK,
    SortedAs.I_GAVE: Purpose.GIVE,
    SortedAs.THEY_GAVE: Purpose.GIVE,
    SortedAs.NEITHER: Purpose.NEITHER,
}
# Of each favour: who gives, and whether it was asked for.
FAVOURS = {
    SortedAs.I_ASKED: (Side.THEM, True),
    SortedAs.THEY_ASKED: (Side.ME, True),
    SortedAs.I_GAVE: (Side.ME, False),
    SortedAs.THEY_GAVE: (Side.THEM, False),
}


@dataclass(frozen=True, slots=True)
class Unsorted:
    """A day that waits to be sorted once more. ``kept`` is its favour where somebody has changed that since."""

    interaction: Interaction
    kept: Exchange | None


@transaction.atomic
def sort_day(
    *,
    by: User,
    interaction: Interaction,
    sorted_as: SortedAs,
    what: str = "",
    size: Size = Size.SMALL,
    state: ExchangeState = ExchangeState.KEPT,
) -> Interaction:
    """Say what the day was about. An ask or a give is noted as a favour of that day in the words ``what``, unless the
    day tells of one like it already; ``state`` is what became of an ask, a give was kept.

    Sorted the same way again changes nothing. Raises Refused where the day is gone, was sorted otherwise meanwhile, or
    ``what`` is empty or too long.
    """
    person, row = _locked(by, interaction)
    if row.purpose != Purpose.UNKNOWN:
        if row.purpose == PURPOSES[sorted_as]:
            return row
        raise Refused(_("This day was sorted already, perhaps in another tab. Undo that first to sort it anew."))
    if sorted_as in FAVOURS:
        _tell(row, sorted_as, what=what, size=size, state=state)
    _put(row, PURPOSES[sorted_as])
    if sorted_as in FAVOURS:
        settle_up(person=person, by=by)
    return row


@transaction.atomic
def sort_as_neither(*, by: User, interactions: Collection[Interaction]) -> list[Interaction]:
    """Say of several days with one person that they held neither an ask nor a give. Those sorted already, or gone, stay
    as they are and are not among the answer.
    """
    if not interactions:
        return []
    person_ids = {row.person_id for row in interactions}
    if len(person_ids) != 1:
        raise Refused(_("These days are with several people. Sort them one after the other."))
    person = lock_person(by=by, person_id=person_ids.pop())
    rows = Interaction.objects.filter(pk__in=[row.pk for row in interactions], person=person, purpose=Purpose.UNKNOWN)
    changed = list(rows.order_by("-happened_on", "-id"))
    for row in changed:
        _put(row, Purpose.NEITHER)
    return changed


@transaction.atomic
def unsort_day(*, by: User, interaction: Interaction) -> Unsorted:
    """Undo sorting: the day waits again, and its favour is deleted unless somebody has changed it since.

    Once more changes nothing. Raises Refused where the day is gone.
    """
    person, row = _locked(by, interaction)
    if row.purpose == Purpose.UNKNOWN:
        return Unsorted(row, None)
    kept = None
    for exchange in _told_by_sorting(row):
        if exchange.version == UNTOUCHED:
            exchange.deleted_at = timezone.now()
            exchange.save(update_fields=["deleted_at"])
        else:
            kept = exchange
    # With nothing but the sorting since it was brought, it is as it came: undoing the import may take it.
    _put(row, Purpose.UNKNOWN, version=UNTOUCHED if row.version == UNTOUCHED + 1 and kept is None else row.version + 1)
    settle_up(person=person, by=by)
    return Unsorted(row, kept)


def _put(row: Interaction, purpose: Purpose, *, version: int | None = None) -> None:
    row.purpose = purpose
    row.version = version or row.version + 1
    row.save(update_fields=["purpose", "version", "updated_at"])


def _tell(row: Interaction, sorted_as: SortedAs, *, what: str, size: Size, state: ExchangeState) -> None:
    giver, asked = FAVOURS[sorted_as]
    if ExchangeMention.objects.filter(
        interaction=row,
        kind=MentionKind.MADE,
        exchange__person=row.person_id,
        exchange__giver=giver,
        exchange__asked=asked,
        exchange__deleted_at__isnull=True,
    ).exists():
        return
    told = ExchangeEntry(
        giver=giver,
        asked=asked,
        what=what,
        size=size,
        state=state if asked else ExchangeState.KEPT,
        private=row.private,
    )
    key, again = _key(row, sorted_as), 0
    while (held := Exchange.everything.filter(entry_key=key).first()) is not None:
        if held.version == UNTOUCHED and held.deleted_at and held.person_id == row.person_id:
            # Sorted, taken back, and sorted the same way after all.
            held.deleted_at, held.opened_on, held.settled_on = None, row.happened_on, None
            apply_entry(held, entry=told, settled_in=row)
            held.save()
            break
        again += 1
        key = uuid5(_key(row, sorted_as), f"again:{again}")
    else:
        held = new_exchange(person=row.person, entry=told, on=row.happened_on, entry_key=key, settled_in=row)
    ExchangeMention.objects.get_or_create(exchange=held, interaction=row, kind=MentionKind.MADE)


def _told_by_sorting(row: Interaction) -> list[Exchange]:
    """The favours that sorting this day made and that stand; not those told of it otherwise."""
    made = ExchangeMention.objects.filter(interaction=row, kind=MentionKind.MADE)
    told = Exchange.objects.filter(pk__in=made.values("exchange"), person=row.person_id)
    keys = {_key(row, sorted_as) for sorted_as in FAVOURS}
    ours = keys | {uuid5(key, f"again:{again}") for key in keys for again in range(1, told.count() + 2)}
    return [exchange for exchange in told if exchange.entry_key in ours]


def _key(row: Interaction, sorted_as: SortedAs) -> UUID:
    return uuid5(row.entry_key, f"sorted:{sorted_as}")


def _locked(by: User, interaction: Interaction) -> tuple[Person, Interaction]:
    person = lock_person(by=by, person_id=interaction.person_id)
    row = Interaction.objects.filter(pk=interaction.pk, person=person).first()
    if row is None or not row.purpose:
        raise Refused(_("This day is no longer here. Perhaps you deleted or moved it in another tab."))
    row.person = person
    return person, row
