"""Merging: everything that hangs on one person moves to the other, and it is written down what moved from where."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from contacts.enqueue import after_commit
from contacts.errors import Refused, StaleVersion
from contacts.models import Contact, Duplicate, FollowUp, ImportantDate, Interaction, Merge, NotSame, Person, User
from contacts.queries.merges import MOVED, facts_of
from contacts.rules.merging import Field, Settled, settle
from contacts.services.contacts import carry_contact
from contacts.services.locks import lock_people
from contacts.services.merges.rows import (
    CONTACT_FIELDS,
    FOLLOW_UP_FIELDS,
    PERSON_FIELDS,
    Plain,
    follow_up_rows,
    move,
    plain,
    twin_dates,
    values,
)
from contacts.services.planning import settle_up
from contacts.vocabulary import ClosedHow, FollowUpState

BY_USER = frozenset({ClosedHow.DONE, ClosedHow.NOT_NEEDED})


@transaction.atomic
def merge_people(
    *, by: User, kept: Person, gone: Person, kept_version: int, gone_version: int, choices: Mapping[str, str]
) -> Merge:
    """Let ``gone`` go into ``kept``: all that hangs on them moves, and the row is hidden for the 30 days of undo.

    ``choices`` are those of `rules.merging`, by field; what is not among them gets what is proposed there. The gate
    holds (E-01): a contact stays one, on the same conversation; of two, the kept one's. The same merge sent again
    answers with the first. Raises StaleVersion where one of the two was changed since it was looked at (``current`` is
    that person), and Refused.
    """
    if kept.pk == gone.pk:
        raise Refused(_("These are not two people: choose somebody else to merge with."))
    if done := _done_already(by, kept, gone):
        return done
    try:
        people = lock_people(by=by, ids=[kept.pk, gone.pk])
    except Refused:
        if done := _done_already(by, kept, gone):
            return done
        raise
    kept, gone = people[kept.pk], people[gone.pk]
    for person, version in ((kept, kept_version), (gone, gone_version)):
        if person.version != version:
            raise StaleVersion(
                _("%(name)s was changed in the meantime, perhaps in another tab. Look at both again.")
                % {"name": person.name},
                current=person,
            )
    return _merge(by, kept, gone, _settled(kept, gone, choices))


def _done_already(by: User, kept: Person, gone: Person) -> Merge | None:
    return Merge.objects.filter(owner=by, kept_id=kept.pk, gone_id=gone.pk).first()


def _settled(kept: Person, gone: Person, choices: Mapping[str, str]) -> Settled:
    found = settle(facts_of(kept), facts_of(gone), choices)
    if found.refused:
        field: Field = found.refused[0]
        if field == "note" and choices.get("note", "both") == "both":
            sentence = _("Together the two notes are longer than 20,000 characters. Choose one, or shorten them first.")
        else:
            sentence = _("Choose one of the two.")
        raise Refused(sentence, field=field)
    return found


def _merge(by: User, kept: Person, gone: Person, settled: Settled) -> Merge:
    was = plain(row=kept, names=PERSON_FIELDS)
    mine, theirs = (Contact.objects.filter(person=person).first() for person in (kept, gone))
    merge = Merge(owner=by, kept=kept, gone=gone, contact={"gone": _contact_row(theirs), "kept": _contact_row(mine)})
    follow_ups = follow_up_rows(people=[kept, gone])
    founder = theirs.founded_on if theirs else None
    if theirs:
        # First of all: while the conversation founds a contact it cannot change its person.
        theirs.delete()
    years = _years_completed(kept, gone)
    merge.moved = _move_all(kept, gone)
    _write_person(kept, gone, settled.values, is_contact=bool(mine or theirs))
    contact = _write_contact(kept, mine, theirs, founder, settled.values)
    merge.moved["not_same"] = _also_not_the_same(kept, gone)
    Duplicate.objects.filter(Q(one=gone) | Q(other=gone)).delete()
    gone.deleted_at, gone.merged_into = timezone.now(), kept
    gone.save(update_fields=["deleted_at", "merged_into"])
    settle_up(person=kept, by=by)
    merge.contact["since"] = _contact_row(contact)
    merge.before = {
        "person": _changes(was, plain(row=kept, names=PERSON_FIELDS)),
        "years": years,
        "follow_ups": _changed_follow_ups(kept, follow_ups),
    }
    merge.save()
    after_commit("contacts.tasks.find_duplicates_of", kept.pk)
    return merge


def _contact_row(contact: Contact | None) -> Plain | None:
    return plain(row=contact, names=("founded_on_id", *CONTACT_FIELDS)) if contact else None


def _move_all(kept: Person, gone: Person) -> dict[str, list[int]]:
    twins = twin_dates(source=gone, target=kept)
    moved: dict[str, list[int]] = {}
    for table in MOVED:
        keys = None
        if table == "important_dates":
            keys = [key for key in gone.important_dates.values_list("pk", flat=True) if key not in twins]
        elif table == "follow_ups":
            keys = _free_follow_ups(kept, gone, twins)
        moved[table] = move(table=table, keys=keys, source=gone, target=kept)
    return moved


def _free_follow_ups(kept: Person, gone: Person, twins: Mapping[int, ImportantDate]) -> list[int]:
    """Which follow-ups can move. Where both have one for the very same thing, that which the user closed stands, then
    that which is open; the other is removed, and `before` remembers it. Those of a day that stays behind stay with it.
    """
    held = {(row.reason, row.kind, row.source_key): row for row in kept.follow_ups.all()}
    free: list[int] = []
    for row in gone.follow_ups.order_by("pk"):
        twin = held.get((row.reason, row.kind, row.source_key))
        if row.important_date_id in twins:
            continue
        if twin is None:
            free.append(row.pk)
        elif _weight(row) > _weight(twin):
            twin.delete()
            free.append(row.pk)
        else:
            row.delete()
    return free


def _weight(row: FollowUp) -> int:
    if row.closed_how in BY_USER:
        return 2
    return int(row.state == FollowUpState.OPEN)


def _years_completed(kept: Person, gone: Person) -> list[list[int]]:
    """A birthday without its year gets it from its twin. Answers with keys and years."""
    completed: list[list[int]] = []
    for key, twin in twin_dates(source=gone, target=kept).items():
        year = ImportantDate.objects.values_list("year", flat=True).get(pk=key)
        if twin.year is None and year is not None:
            ImportantDate.objects.filter(pk=twin.pk).update(year=year)
            completed.append([twin.pk, year])
    return completed


def _write_person(kept: Person, gone: Person, chosen: Mapping[Field, Any], *, is_contact: bool) -> None:
    for name in ("name", "also_known_as", "organisation", "role", "place", "time_zone", "note"):
        setattr(kept, name, chosen[name])
    kept.formal_relation, kept.deceased = chosen["formal_relation"], chosen["deceased"]
    kept.archived_at = (kept.archived_at or gone.archived_at) if chosen["archived"] else None
    kept.left_out_at = (kept.left_out_at or gone.left_out_at) if chosen["left_out"] else None
    # Back at the door since the later of the two days: only what is logged afterwards founds a contact.
    sent_back = [at for at in (kept.sent_back_at, gone.sent_back_at) if at]
    kept.sent_back_at = None if is_contact else max(sent_back, default=None)
    rhythm, rest = (None, None) if is_contact else (chosen["rhythm"], chosen["rest"])
    kept.parked_circle_id, kept.parked_cadence_days = rhythm or (None, None)
    kept.parked_resting_since, kept.parked_resting_until, kept.parked_rest_reason = rest or (None, None, "")
    kept.fold_name()
    kept.version += 1
    kept.save()


def _write_contact(
    kept: Person,
    mine: Contact | None,
    theirs: Contact | None,
    founder: Interaction | None,
    chosen: Mapping[Field, Any],
) -> Contact | None:
    circle_id, cadence = chosen["rhythm"] or (None, None)
    since, until, reason = chosen["rest"] or (None, None, "")
    wanted: dict[str, Any] = {
        "circle_id": circle_id,
        "own_cadence_days": cadence,
        "resting_since": since,
        "resting_until": until,
        "rest_reason": reason,
    }
    if mine:
        for name, value in wanted.items():
            setattr(mine, name, value)
        mine.save(update_fields=[name.removesuffix("_id") for name in wanted])
        return mine
    if theirs is None or founder is None:
        return None
    told = values(model=Contact, told=plain(row=theirs, names=CONTACT_FIELDS)) | wanted
    return carry_contact(person=kept, founder=Interaction.objects.get(pk=founder.pk), values=told)


def _also_not_the_same(kept: Person, gone: Person) -> list[list[int]]:
    """Whoever is not the one is not the other. Answers with the pairs that this made."""
    pairs = NotSame.objects.filter(Q(one=gone) | Q(other=gone)).values_list("one_id", "other_id")
    others = {key for pair in pairs for key in pair} - {kept.pk, gone.pk}
    made: list[list[int]] = []
    for key in sorted(others):
        one, other = sorted((kept.pk, key))
        if NotSame.objects.get_or_create(one_id=one, other_id=other)[1]:
            made.append([one, other])
    return made


def _changes(before: Plain, after: Plain) -> dict[str, list[Any]]:
    return {name: [before[name], after[name]] for name in before if before[name] != after[name]}


def _changed_follow_ups(kept: Person, before: Mapping[int, Plain]) -> dict[str, Any]:
    """What moving and planning did to follow-ups: fields changed, rows made, rows removed. Who they are with is told
    by what moved.
    """
    after = follow_up_rows(people=[kept])
    stayed = set(FollowUp.objects.filter(pk__in=before).values_list("pk", flat=True))
    names = [name for name in FOLLOW_UP_FIELDS if name != "person_id"]
    changed = {
        str(key): changes
        for key, row in after.items()
        if key in before and (changes := _changes({n: before[key][n] for n in names}, {n: row[n] for n in names}))
    }
    return {
        "changed": changed,
        "made": {str(key): row for key, row in after.items() if key not in before},
        "removed": {str(key): row for key, row in before.items() if key not in stayed},
    }
