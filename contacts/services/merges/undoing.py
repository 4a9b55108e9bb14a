"""Undoing a merge: what came from the one goes back to them; what was changed or logged since stays where it is."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from contacts.enqueue import after_commit
from contacts.errors import Refused
from contacts.models import (
    Circle,
    Contact,
    Exchange,
    FollowUp,
    Forgotten,
    ImportantDate,
    Interaction,
    Merge,
    NotSame,
    Person,
    User,
)
from contacts.queries.merges import MOVED, UNDO_DAYS
from contacts.services.contacts import carry_contact
from contacts.services.merges.rows import (
    CLOSING,
    CONTACT_FIELDS,
    FOLLOW_UP_FIELDS,
    Plain,
    meaningful_talks,
    move,
    plain,
    values,
)
from contacts.services.planning import settle_people

_PARKED = {
    "circle_id": "parked_circle_id",
    "own_cadence_days": "parked_cadence_days",
    "resting_since": "parked_resting_since",
    "resting_until": "parked_resting_until",
    "rest_reason": "parked_rest_reason",
}


@transaction.atomic
def undo_merge(*, by: User, gone: Person) -> Person:
    """Bring back somebody who was merged, within 30 days. Done again, it answers the same.

    What came from them goes back, fields of the one kept that still say what the merge wrote say what they said
    before; whatever was logged or changed since stays with the one kept. The gate holds on both sides (E-01). Raises
    Refused where the days are over, or where the one kept was itself merged or deleted since.
    """
    row = Merge.objects.filter(gone_id=gone.pk, owner=by).first()
    people = Person.everything.owned_by(by).filter(pk__in=[gone.pk, *([row.kept_id] if row else [])])
    locked = {person.pk: person for person in people.order_by("pk").select_for_update()}
    row = Merge.objects.filter(gone_id=gone.pk, owner=by).first()
    back = locked.get(gone.pk)
    if row is None and back is not None and back.deleted_at is None:
        return back
    kept = locked.get(row.kept_id) if row else None
    if row is None or kept is None or back is None:
        raise Refused(_("This merge was removed for good and cannot be undone."))
    if row.created_at <= timezone.now() - timedelta(days=UNDO_DAYS):
        raise Refused(_("A merge can be undone for 30 days, and they are over."))
    if kept.merged_into is not None:
        raise Refused(
            _("%(name)s was merged into %(other)s since. Undo that first.")
            % {"name": kept.name, "other": kept.merged_into.name}
        )
    if kept.deleted_at is not None:
        raise Refused(_("%(name)s is deleted. Restore them first, then undo the merge.") % {"name": kept.name})
    _undo(by, row, kept, back)
    return back


def _undo(by: User, merge: Merge, kept: Person, gone: Person) -> None:
    going = set(
        Interaction.everything.filter(person=kept, pk__in=merge.moved["interactions"]).values_list("pk", flat=True)
    )
    _put_fields_back(kept, merge.before["person"])
    loses = _free_founder(merge, kept, going)
    for table in MOVED:
        if table != "follow_ups":
            move(table=table, keys=merge.moved[table], source=kept, target=gone)
    _put_follow_ups_back(merge, kept, gone)
    for key, year in merge.before["years"]:
        ImportantDate.objects.filter(pk=key, person=kept, year=year).update(year=None)
    for one, other in merge.moved["not_same"]:
        NotSame.objects.filter(one=one, other=other).delete()
    # Brought back as `restore_person` does: no day of forgetting stays, and no hash.
    gone.deleted_at = gone.forget_at = gone.merged_into = None
    gone.save(update_fields=["deleted_at", "forget_at", "merged_into"])
    Forgotten.objects.filter(person=gone).delete()
    _give_contact_back(gone, merge.contact["gone"])
    if loses:
        _find_founder(kept, loses, only_since=merge)
    kept.fold_name()
    kept.version += 1
    kept.save()
    merge.delete()
    settle_people(people=[kept, gone], by=by)
    for person in (kept, gone):
        after_commit("contacts.tasks.find_duplicates_of", person.pk)


def _put_fields_back(kept: Person, changes: Mapping[str, list[Any]]) -> None:
    now = plain(row=kept, names=changes)
    told = {name: before for name, (before, after) in changes.items() if now[name] == after}
    for name, value in _existing(values(model=Person, told=told), "parked_circle_id").items():
        setattr(kept, name, value)


def _existing(told: dict[str, Any], circle: str) -> dict[str, Any]:
    """Without a circle that was removed since."""
    if told.get(circle) is not None and not Circle.objects.filter(pk=told[circle]).exists():
        return told | {circle: None}
    return told


def _free_founder(merge: Merge, kept: Person, going: set[int]) -> Plain | None:
    """Put the kept one's contact back, and take it off a conversation that goes. Where nothing else is known to found
    it on, the contact ends for the moment; answers with what it was then.
    """
    contact = Contact.objects.filter(person=kept).first()
    if contact is None:
        return None
    was, since = merge.contact["kept"], merge.contact["since"]
    if was and since:
        now = plain(row=contact, names=CONTACT_FIELDS)
        told = {name: was[name] for name in CONTACT_FIELDS if now[name] == since[name] != was[name]}
        for name, value in _existing(values(model=Contact, told=told), "circle_id").items():
            setattr(contact, name, value)
        contact.save(update_fields=[name.removesuffix("_id") for name in told])
    if contact.founded_on_id not in going:
        return None
    told_now = plain(row=contact, names=("founded_on_id", *CONTACT_FIELDS))
    contact.delete()
    return told_now | ({"founded_on_id": was["founded_on_id"]} if was else {})


def _find_founder(kept: Person, told: Plain, *, only_since: Merge) -> None:
    """The kept one was a contact on a conversation that has gone back: on their own first founder again, else on the
    earliest that may found one. Who was none before is one only by what was logged since.
    """
    was_contact = only_since.contact["kept"] is not None
    talks = meaningful_talks(person=kept)
    mine = [talk for talk in talks if talk.pk == told["founded_on_id"]]
    if not was_contact:
        talks = [talk for talk in talks if talk.created_at > only_since.created_at]
    founders = mine or [talk for talk in talks if kept.takes_as_founder(talk.created_at)]
    if founders:
        kept.sent_back_at = None
        carry_contact(person=kept, founder=founders[0], values=_contact_values(told))
    elif was_contact:
        _park(kept, told)


def _give_contact_back(gone: Person, told: Plain | None) -> None:
    """A contact again, on the same conversation; where that went or lost its meaning since, on the earliest other. At
    the door where there is none.
    """
    if told is None:
        return
    talks = meaningful_talks(person=gone)
    founders = [talk for talk in talks if talk.pk == told["founded_on_id"]] or talks
    if founders:
        carry_contact(person=gone, founder=founders[0], values=_contact_values(told))
    else:
        _park(gone, told)
        gone.save()


def _contact_values(told: Plain) -> dict[str, Any]:
    return _existing(values(model=Contact, told={name: told[name] for name in CONTACT_FIELDS}), "circle_id")


def _park(person: Person, told: Plain) -> None:
    person.sent_back_at = timezone.now()
    chosen = _contact_values(told)
    for name, parked in _PARKED.items():
        setattr(person, parked, chosen[name])


def _put_follow_ups_back(merge: Merge, kept: Person, gone: Person) -> None:
    told = merge.before["follow_ups"]
    rows = {row.pk: row for row in FollowUp.objects.filter(person=kept)}
    for key, after in told["made"].items():
        row = rows.get(int(key))
        if row and plain(row=row, names=FOLLOW_UP_FIELDS) == after:
            row.delete()
    for key, changes in told["changed"].items():
        if row := rows.get(int(key)):
            _put_back(row, changes)
    moved = set(merge.moved["follow_ups"])
    taken = set(gone.follow_ups.values_list("reason", "kind", "source_key"))
    kept_rows = FollowUp.objects.filter(person=kept)
    # What was planned since for what has gone back goes along.
    along = set(kept_rows.filter(exchange__person=gone).values_list("pk", flat=True))
    along |= set(kept_rows.filter(important_date__person=gone).values_list("pk", flat=True))
    going = [
        row for row in kept_rows.filter(pk__in=moved | along) if (row.reason, row.kind, row.source_key) not in taken
    ]
    FollowUp.objects.filter(pk__in=[row.pk for row in going]).update(person=gone)
    for key, values_told in told["removed"].items():
        _bring_back(int(key), values_told)
    for person in (kept, gone):
        FollowUp.objects.filter(person=person, closed_by__isnull=False).exclude(closed_by__person=person).update(
            closed_by=None
        )


def _put_back(row: FollowUp, changes: Mapping[str, list[Any]]) -> None:
    """Each field that still says what the merge wrote; how it was closed as a whole, or not at all."""
    now = plain(row=row, names=changes)
    same = {name for name in changes if now[name] == changes[name][1]}
    if not {name for name in CLOSING if name in changes} <= same:
        same -= set(CLOSING)
    told = {name: changes[name][0] for name in same}
    if told:
        FollowUp.objects.filter(pk=row.pk).update(**_with_talks_there(values(model=FollowUp, told=told)))


def _bring_back(key: int, told: Plain) -> None:
    """A row that was removed for its twin, unless there is one again, or what it was about is with somebody else."""
    row = FollowUp(pk=key, **_with_talks_there(values(model=FollowUp, told=told)))
    same = FollowUp.objects.filter(person_id=row.person_id, reason=row.reason, kind=row.kind, source_key=row.source_key)
    exchange = Exchange.everything.filter(pk=row.exchange_id or 0, person_id=row.person_id)
    day = ImportantDate.objects.filter(pk=row.important_date_id or 0, person_id=row.person_id)
    is_lost = (row.exchange_id and not exchange.exists()) or (row.important_date_id and not day.exists())
    if is_lost or same.exists():
        return
    created_at = row.created_at
    row.save(force_insert=True)
    FollowUp.objects.filter(pk=key).update(created_at=created_at)


def _with_talks_there(told: dict[str, Any]) -> dict[str, Any]:
    """Without the conversation that answered it, where that was removed for good since."""
    talk = told.get("closed_by_id")
    if talk is not None and not Interaction.everything.filter(pk=talk).exists():
        return told | {"closed_by_id": None}
    return told
