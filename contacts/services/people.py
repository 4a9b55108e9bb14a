"""People: added to the door, edited, left out, deleted with 30 days of undo, erased for good. None of this makes a
contact.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID, uuid4, uuid5

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from contacts.enqueue import after_commit
from contacts.errors import Refused, StaleVersion
from contacts.models import Forgotten, Handle, ImportRow, Person, User
from contacts.rules.handles import normal_handle
from contacts.rules.names import fold
from contacts.rules.pasting import PastedRow
from contacts.rules.texts import clean_line, clean_text
from contacts.services.kept_mail import forget_digests
from contacts.services.locks import lock_person
from contacts.services.planning import replan, settle_up
from contacts.services.private_files import forget_exports
from contacts.services.tags import set_person_tags
from contacts.vocabulary import HandleKind, HandleLabel, Source

NAME_LENGTH = 200
# Whoever is added or renamed may be somebody known; a worker looks, so that no save gets slower.
LOOK_FOR_LIKE = "contacts.tasks.find_duplicates_of"


@dataclass(frozen=True, slots=True)
class HandleEntry:
    """An address as typed."""

    kind: HandleKind
    value: str
    label: HandleLabel = HandleLabel.WORK


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonFacts:
    """What is noted about a person, apart from what was said. None leaves a note and tags as they are."""

    name: str
    also_known_as: str = ""
    organisation: str = ""
    role: str = ""
    place: str = ""
    time_zone: str = ""
    formal_relation: bool = False
    note: str | None = None
    tags: tuple[str, ...] | None = None
    handles: tuple[HandleEntry, ...] = ()


@dataclass(frozen=True, slots=True)
class PasteReport:
    """What became of pasted rows: added to the door, known already (and as whom), refused with the reason."""

    added: tuple[Person, ...]
    known: tuple[tuple[PastedRow, Person], ...]
    refused: tuple[tuple[PastedRow, str], ...]


@transaction.atomic
def add_person(
    *, by: User, facts: PersonFacts, source: Source, source_note: str = "", entry_key: UUID | None = None
) -> Person:
    """Put a person at the door. Raises Refused without a name, or with two equal addresses.

    The same ``entry_key`` with the same facts answers with the person it made; with other facts it makes another.
    """
    _hold_account(by)
    if entry_key is None:
        person = _add(by, facts, source, source_note=source_note)
    else:
        [place] = _places(by, [_wanted_id(by, entry_key, facts)])
        if place.person:
            return place.person
        person = _add(by, facts, source, source_note=source_note, public_id=place.public_id)
    after_commit(LOOK_FOR_LIKE, person.pk)
    return person


def made_by_form(*, by: User, entry_key: UUID, facts: PersonFacts) -> Person | None:
    """Whom this very form, with these facts, put at the door already."""
    [place] = _places(by, [_wanted_id(by, entry_key, facts)])
    return place.person


@transaction.atomic
def edit_person(*, by: User, person: Person, version: int, facts: PersonFacts) -> Person:
    """Replace what is noted about a person. Raises StaleVersion where another tab was first, and Refused."""
    locked = lock_person(by=by, person_id=person.pk)
    if locked.version != version:
        raise StaleVersion(_("Somebody changed this in the meantime, perhaps you in another tab."), current=locked)
    was_formal = locked.formal_relation
    _apply(locked, facts)
    locked.version += 1
    locked.save()
    _replace_handles(locked, facts.handles)
    if facts.tags is not None:
        set_person_tags(by=by, person=locked, names=facts.tags)
    if was_formal != locked.formal_relation:
        settle_up(person=locked, by=by)
    after_commit(LOOK_FOR_LIKE, locked.pk)
    return locked


@transaction.atomic
def set_formal_relation(*, by: User, person: Person, formal: bool) -> Person:
    """Say that what passes between the two is paid or part of a formal relation, so that no flag counts it (E-30,
    E-34), or that it is not. Everything else noted about them stays. Raises Refused where they are gone.
    """
    locked = lock_person(by=by, person_id=person.pk)
    if locked.formal_relation != formal:
        locked.formal_relation = formal
        locked.version += 1
        locked.save(update_fields=["formal_relation", "version"])
        settle_up(person=locked, by=by)
    return locked


@transaction.atomic
def bring_to_the_door(
    *, by: User, rows: Sequence[PastedRow], source: Source, entry_key: UUID | None = None
) -> PasteReport:
    """Add pasted people to the door. Whoever has the e-mail already is known and stays as they are; a row without a
    usable name or e-mail is refused with its reason, and the others still come in.

    The same ``entry_key`` with the same row answers with the person it brought.
    """
    entry_key = entry_key or uuid4()
    _hold_account(by)
    places = _places(by, [_wanted_id(by, entry_key, row) for row in rows])
    by_email = _people_by_email(by, rows)
    added: list[Person] = []
    known: list[tuple[PastedRow, Person]] = []
    refused: list[tuple[PastedRow, str]] = []
    for row, place in zip(rows, places, strict=True):
        email = normal_handle(HandleKind.EMAIL, row.email) if row.email else ""
        if place.person:
            added.append(place.person)
            continue
        if email and email in by_email:
            known.append((row, by_email[email]))
            continue
        handles = (HandleEntry(HandleKind.EMAIL, row.email),) if row.email else ()
        facts = PersonFacts(name=row.name or row.email, organisation=row.organisation, handles=handles)
        try:
            with transaction.atomic():
                person = _add(by, facts, source, public_id=place.public_id)
        except Refused as refusal:
            refused.append((row, refusal.sentence))
            continue
        added.append(person)
        if email:
            by_email[email] = person
    if added:
        after_commit("contacts.tasks.find_duplicates", by.pk)
    return PasteReport(tuple(added), tuple(known), tuple(refused))


def brought_by_form(*, by: User, entry_key: UUID, rows: Sequence[PastedRow]) -> frozenset[int]:
    """The places of the rows of which this very form brought somebody already."""
    places = _places(by, [_wanted_id(by, entry_key, row) for row in rows])
    return frozenset(row.place for row, place in zip(rows, places, strict=True) if place.person)


@transaction.atomic
def delete_person(*, by: User, person: Person) -> Person:
    """Hide a person with everything that hangs on them, for 30 days of undo."""
    locked = lock_person(by=by, person_id=person.pk)
    locked.deleted_at = timezone.now()
    locked.save(update_fields=["deleted_at"])
    return locked


@transaction.atomic
def restore_person(*, by: User, person: Person) -> Person:
    """Bring a deleted person back as they were, in step with what changed meanwhile. Raises Refused."""
    row = Person.everything.owned_by(by).select_for_update().filter(pk=person.pk).first()
    if row is None:
        raise Refused(_("This person was removed for good and cannot be brought back."))
    if row.merged_into is not None:
        raise Refused(_("They were merged into %(name)s. Undo the merge instead.") % {"name": row.merged_into.name})
    row.deleted_at = row.forget_at = None
    row.save(update_fields=["deleted_at", "forget_at"])
    # With the person comes the leave to import them.
    Forgotten.objects.filter(person=row).delete()
    settle_up(person=row, by=by)
    after_commit(LOOK_FOR_LIKE, row.pk)
    return row


@transaction.atomic
def archive(*, by: User, person: Person) -> Person:
    """Keep a person and all that is noted, and fall silent about them; `bring_back` undoes it."""
    return _stamp(by, lock_person(by=by, person_id=person.pk), "archived_at", on=True)


@transaction.atomic
def bring_back(*, by: User, person: Person) -> Person:
    """End being archived: what was due is due again, what the product computes is computed anew."""
    return _stamp(by, lock_person(by=by, person_id=person.pk), "archived_at", on=False)


@transaction.atomic
def leave_out(*, by: User, person: Person) -> Person:
    """Leave somebody at the door out for good: shown in no list, brought by no import (E-53). `let_in` undoes it.

    Raises Refused for a contact.
    """
    locked = lock_person(by=by, person_id=person.pk)
    if locked.is_contact:
        raise Refused(_("%(name)s is a contact. Send them back to the door first.") % {"name": locked.name})
    return _stamp(by, locked, "left_out_at", on=True)


@transaction.atomic
def let_in(*, by: User, person: Person) -> Person:
    """End being left out: they stand at the door again, and imports may bring news of them."""
    return _stamp(by, lock_person(by=by, person_id=person.pk), "left_out_at", on=False)


@transaction.atomic
def mark_deceased(*, by: User, person: Person, deceased: bool) -> Person:
    """Note that a person has died, or that this was a mistake. Everything is kept, and nothing is due."""
    locked = lock_person(by=by, person_id=person.pk)
    if locked.deceased != deceased:
        locked.deceased = deceased
        _fall_silent_or_speak(by, locked, "deceased")
    return locked


def _stamp(by: User, person: Person, field: str, *, on: bool) -> Person:
    """Note since when they are silent in that way, or that they no longer are; once more changes nothing."""
    if (getattr(person, field) is not None) != on:
        setattr(person, field, timezone.now() if on else None)
        _fall_silent_or_speak(by, person, field)
    return person


def _fall_silent_or_speak(by: User, person: Person, changed: str) -> None:
    person.save(update_fields=[changed])
    replan(person=person, by=by)


@transaction.atomic
def erase_person(*, by: User, person: Person) -> None:
    """Remove a person and everything held on them for good, at once (E-61). There is no undo."""
    # Locked first: whoever is logging with them at this moment ends before it goes, and loses nothing half-way.
    row = Person.everything.owned_by(by).select_for_update().filter(pk=person.pk).first()
    if row is not None:
        erase_people(ids=[row.pk])
        # A digest says many names in one text: those that are kept or still wait go whole.
        forget_digests(account_id=by.pk)
        forget_exports(account_id=by.pk)


def erase_people(*, ids: Iterable[int]) -> int:
    """Remove these people, whoever was merged into one of them, and what imports still say of them. The caller holds
    their locks. Answers how many rows went.
    """
    newest = set(ids)
    everybody = set(newest)
    while newest:
        newest = set(Person.everything.filter(merged_into__in=newest).values_list("pk", flat=True)) - everybody
        everybody |= newest
    ImportRow.objects.filter(person__in=everybody).delete()
    gone: int = Person.everything.filter(pk__in=everybody).delete()[0]
    return gone


@transaction.atomic
def take_back_person(*, by: User, person: Person) -> bool:
    """Remove whom a step put at the door a moment ago, where nothing else is known or noted of them by now.

    Answers whether they are gone; whoever was changed, talked with or given anything since stays.
    """
    row = Person.everything.owned_by(by).select_for_update().filter(pk=person.pk).first()
    if row is None or row.version != 1 or row.source != Source.LOGGED or _holds_anything(row):
        return False
    row.delete()
    return True


def _holds_anything(person: Person) -> bool:
    """Whether any row is about the person, those deleted and still to be undone included."""
    return any(
        about.field.model._base_manager.filter(**{about.field.name: person}).exists()
        for about in Person._meta.related_objects
    )


@dataclass(frozen=True, slots=True)
class _Place:
    """The public id under which a form makes its person, and the person if it did."""

    public_id: UUID
    person: Person | None


def _hold_account(by: User) -> None:
    """Hold the account's row until the transaction ends, before any person of it is locked.

    The same form sent twice at once would else find nobody, and a change of all would miss whoever is on the way in.
    """
    list(User.objects.select_for_update(no_key=True).filter(pk=by.pk).values_list("pk"))


def _wanted_id(by: User, entry_key: UUID, told: PersonFacts | PastedRow) -> UUID:
    # From key and words: the same form finds its person whatever was put right since, and nobody else's key does.
    return uuid5(entry_key, f"{by.public_id} {told!r}")


def _places(by: User, wanted: Sequence[UUID]) -> list[_Place]:
    """For each wanted id its place. Where the person was deleted since, the same form makes another, once."""
    candidates = {public_id: public_id for public_id in wanted}
    places: dict[UUID, _Place] = {}
    while candidates:
        rows = Person.everything.owned_by(by).filter(public_id__in=candidates.values())
        found = {row.public_id: row for row in rows}
        for public_id, candidate in list(candidates.items()):
            row = found.get(candidate)
            if row is not None and row.deleted_at is not None:
                candidates[public_id] = uuid5(candidate, "again")
            else:
                places[public_id] = _Place(candidate, row)
                del candidates[public_id]
    return [places[public_id] for public_id in wanted]


def _add(
    by: User, facts: PersonFacts, source: Source, *, source_note: str = "", public_id: UUID | None = None
) -> Person:
    person = Person(owner=by, source=source, source_note=source_note[:200], public_id=public_id or uuid4())
    _apply(person, facts)
    person.save()
    _replace_handles(person, facts.handles)
    if facts.tags:
        set_person_tags(by=by, person=person, names=facts.tags)
    return person


def rename(person: Person, *, name: str) -> None:
    """Put the name of a locked person right, whatever else is noted about them. Raises Refused."""
    person.name = _checked_name(name)
    person.fold_name()
    person.version += 1
    person.save(update_fields=["name", "search_name", "version"])
    after_commit(LOOK_FOR_LIKE, person.pk)


def _checked_name(name: str) -> str:
    name = clean_line(name)
    if not fold(name):
        raise Refused(_("Give the person a name, or any word you will know them by."), field="name")
    if len(name) > NAME_LENGTH:
        raise Refused(_("A name has at most 200 characters. Shorten it."), field="name")
    return name


def _apply(person: Person, facts: PersonFacts) -> None:
    person.name = _checked_name(facts.name)
    person.also_known_as = clean_line(facts.also_known_as)
    person.organisation = clean_line(facts.organisation)
    person.role = clean_line(facts.role)
    person.place = clean_line(facts.place)
    person.time_zone = facts.time_zone
    person.formal_relation = facts.formal_relation
    if facts.note is not None:
        person.note = clean_text(facts.note)
    person.fold_name()
    try:
        person.clean_fields(exclude=["owner", "source_note"])
    except ValidationError as error:
        field, sentences = next(iter(error.message_dict.items()))
        raise Refused(sentences[0], field=field) from None


def _replace_handles(person: Person, entries: Sequence[HandleEntry]) -> None:
    """Bring the addresses in step with what was typed; those that did not change keep their rows."""
    wanted: dict[tuple[str, str], HandleEntry] = {}
    for entry in entries:
        normal = normal_handle(entry.kind, entry.value)
        if not normal:
            raise Refused(
                _("“%(value)s” is not a usable address. Correct it or take it out.") % {"value": entry.value[:80]}
            )
        if (entry.kind, normal) in wanted:
            raise Refused(_("“%(value)s” is noted twice. Remove one of the two.") % {"value": entry.value[:80]})
        wanted[entry.kind, normal] = entry
    held = {(handle.kind, handle.normal_value): handle for handle in person.handles.all()}
    for key, handle in held.items():
        if key not in wanted:
            handle.delete()
    for (kind, normal), entry in wanted.items():
        held_one = held.get((kind, normal))
        if held_one is None:
            Handle.objects.create(
                person=person, kind=kind, label=entry.label, value=clean_line(entry.value)[:320], normal_value=normal
            )
        elif (held_one.label, held_one.value) != (entry.label, clean_line(entry.value)):
            # From now on it is the user's word, not a file's.
            held_one.label, held_one.value, held_one.batch = entry.label, clean_line(entry.value), None
            held_one.save()


def _people_by_email(by: User, rows: Sequence[PastedRow]) -> dict[str, Person]:
    emails = {normal_handle(HandleKind.EMAIL, row.email) for row in rows if row.email} - {""}
    handles = Handle.objects.filter(
        person__owner=by, person__deleted_at__isnull=True, kind=HandleKind.EMAIL, normal_value__in=emails
    ).select_related("person")
    return {handle.normal_value: handle.person for handle in handles}
