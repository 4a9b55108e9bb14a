"""Contacts: made here and nowhere else (E-01), sent back to the door, given a circle and a cadence."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from contacts.errors import Refused
from contacts.models import Circle, Contact, Interaction, Person, User
from contacts.models.contacts import NEVER
from contacts.rules.texts import clean_line
from contacts.services.locks import lock_person, refuse_silent
from contacts.services.planning import plan_first, replan, replan_people, settle_up

LONGEST_CADENCE = 3650
PARKED = [
    "sent_back_at",
    "parked_circle",
    "parked_cadence_days",
    "parked_resting_since",
    "parked_resting_until",
    "parked_rest_reason",
]


def may_found(*, interaction: Interaction, person: Person) -> bool:
    """Whether this interaction could make a contact of its person. After being sent back only a later log does."""
    if not interaction.meaningful or interaction.deleted_at is not None:
        return False
    return person.takes_as_founder(interaction.created_at)


def recognise_contact(
    *, by: User, interaction: Interaction, person: Person, circle: Circle | None = None
) -> Contact | None:
    """Make a contact of the person, founded on this interaction, and plan the first follow-up (E-01, E-03).

    Answers None where the person is a contact already or the interaction may not found one; raises Refused where the
    circle is gone. The caller holds the person's lock; the database's triggers hold the same rule against every other
    way in.
    """
    if Contact.objects.filter(person=person).exists() or not may_found(interaction=interaction, person=person):
        return None
    _hold_circle(circle, by=by)
    contact = Contact.objects.create(
        person=person,
        founded_on=interaction,
        circle=circle or person.parked_circle,
        own_cadence_days=None if circle else person.parked_cadence_days,
        resting_since=person.parked_resting_since,
        resting_until=person.parked_resting_until,
        rest_reason=person.parked_rest_reason,
    )
    if person.sent_back_at or person.parked_circle_id:
        person.sent_back_at = None
        _park(person, None)
    plan_first(contact=contact, by=by, today=timezone.localdate(timezone=by.tz))
    return contact


def carry_contact(*, person: Person, founder: Interaction, values: Mapping[str, Any]) -> Contact:
    """Make ``person`` the contact that somebody was who is one with them, with the same ``values`` (E-01).

    For merging and undoing it alone: nothing is planned here. The caller holds the person's lock, and the founder is a
    meaningful interaction with them by now, or the database refuses.
    """
    contact = Contact.objects.create(person=person, founded_on=founder, **values)
    Contact.objects.filter(pk=contact.pk).update(**values)
    return contact


def restore_contacts(*, rows: Sequence[Mapping[str, Any]]) -> list[Contact]:
    """Contacts as an export of ours has them: each row the columns, person and founding interaction included.

    For an account that is read back into an empty one, whose people were contacts before. The database's triggers look
    at each founder as ever: raises IntegrityError where one is not meaningful, is deleted, or was with somebody else.
    """
    return Contact.objects.bulk_create([Contact(**row) for row in rows])


@transaction.atomic
def found_on_another(*, by: User, contact: Contact, interaction: Interaction) -> Contact:
    """Found a contact on another meaningful interaction with them, so that the first is free. Raises Refused."""
    person = lock_person(by=by, person_id=contact.pk)
    row = _contact(person)
    other = Interaction.objects.select_for_update().filter(pk=interaction.pk, person=person).first()
    if other is None or not other.meaningful:
        raise Refused(_("Choose a meaningful interaction with this person: one that says what you learned about them."))
    row.founded_on = other
    row.save(update_fields=["founded_on"])
    settle_up(person=person, by=by)
    return row


@transaction.atomic
def send_back_to_the_door(*, by: User, contact: Contact) -> Person:
    """End being a contact and keep everything; circle, cadence and rest are parked until a later log founds anew."""
    person = lock_person(by=by, person_id=contact.pk)
    row = _contact(person)
    person.sent_back_at = timezone.now()
    _park(person, row)
    row.delete()
    replan(person=person, by=by)
    return person


def _park(person: Person, row: Contact | None) -> None:
    """Keep on the person what was chosen for the contact; None empties it."""
    person.parked_circle = row.circle if row else None
    person.parked_cadence_days = row.own_cadence_days if row else None
    person.parked_resting_since = row.resting_since if row else None
    person.parked_resting_until = row.resting_until if row else None
    person.parked_rest_reason = row.rest_reason if row else ""
    person.save(update_fields=PARKED)


@transaction.atomic
def choose_cadence(*, by: User, contact: Contact, circle: Circle | None, own_cadence_days: int | None) -> Contact:
    """Put a contact into a circle, and give them their own cadence in days: None is the circle's, 0 is never.

    Raises Refused for a circle of somebody else's, a cadence out of range, and for the archived and the deceased.
    """
    person = lock_person(by=by, person_id=contact.pk)
    row = _contact(person)
    refuse_silent(person=person)
    _hold_circle(circle, by=by)
    if own_cadence_days != NEVER:
        _checked_cadence(own_cadence_days, field="own_cadence_days")
    row.circle, row.own_cadence_days = circle, own_cadence_days
    row.save(update_fields=["circle", "own_cadence_days"])
    replan(person=person, by=by)
    return row


def refuse_foreign_circle(circle: Circle | None, *, by: User) -> None:
    """Raise Refused for a circle of somebody else's, or one that is gone."""
    if circle is not None and not Circle.objects.filter(pk=circle.pk, owner=by).exists():
        raise Refused(_("This circle is no longer here. Choose another."), field="circle")


def _hold_circle(circle: Circle | None, *, by: User) -> None:
    """As `refuse_foreign_circle`; then it can be neither merged nor deleted until this transaction ends.

    The caller holds the person's lock already: people first, circles after them.
    """
    if circle is not None:
        list(Circle.objects.select_for_update(no_key=True).filter(pk=circle.pk))
    refuse_foreign_circle(circle, by=by)


@transaction.atomic
def add_circle(*, by: User, name: str, cadence_days: int | None) -> Circle:
    """Raises Refused for a name that is taken or empty, or a cadence out of range."""
    return _saved_circle(Circle(owner=by), name=name, cadence_days=cadence_days)


@transaction.atomic
def edit_circle(*, by: User, circle: Circle, name: str, cadence_days: int | None) -> Circle:
    """Rename a circle or change its cadence; everybody in it is replanned. Raises Refused as `add_circle`."""
    (current,), members = _locked_circles([circle.pk], by=by)
    row = _saved_circle(current, name=name, cadence_days=cadence_days)
    replan_people(people=members, by=by)
    return row


@transaction.atomic
def change_cadences(*, by: User, cadences: Mapping[UUID, int | None]) -> dict[UUID, int | None]:
    """Give several circles, by their public id, another cadence in days at once; None is never.

    Answers what each of those that changed had before, so that giving that again undoes it. Everybody in them is
    replanned. Raises Refused where one is gone or somebody else's, or for a cadence out of range.
    """
    wanted = dict(Circle.objects.filter(owner=by, public_id__in=cadences).values_list("pk", "public_id"))
    if len(wanted) != len(cadences):
        raise Refused(_("One of these circles is no longer here. Reload the page."))
    rows, members = _locked_circles(wanted, by=by)
    before = {row.public_id: row.cadence_days for row in rows if row.cadence_days != cadences[row.public_id]}
    for row in rows:
        row.cadence_days = _checked_cadence(cadences[row.public_id], field="cadence_days")
        row.save(update_fields=["cadence_days"])
    if before:
        replan_people(people=members, by=by)
    return before


@transaction.atomic
def merge_circles(*, by: User, circle: Circle, into: Circle) -> int:
    """Put everybody of one circle into another, and remove the first; own cadences stay. Answers how many contacts.

    Those who wait at the door or among the deleted go along, too. Raises Refused where one of the two is gone.
    """
    if circle.pk == into.pk:
        raise Refused(_("Choose another circle: this is the one that would go."), field="into")
    (row, other), members = _locked_circles([circle.pk, into.pk], by=by)
    source, target = (row, other) if row.pk == circle.pk else (other, row)
    Contact.objects.filter(circle=source).update(circle=target)
    Person.everything.filter(parked_circle=source).update(parked_circle=target)
    moved = sum(person.contact.circle_id == source.pk for person in members)
    source.delete()
    replan_people(people=members, by=by)
    return moved


@transaction.atomic
def delete_circle(*, by: User, circle: Circle) -> None:
    """Remove a circle; its contacts stay, without a cadence unless they have their own."""
    if not Circle.objects.filter(pk=circle.pk, owner=by).exists():
        return
    (row,), members = _locked_circles([circle.pk], by=by)
    row.delete()
    replan_people(people=members, by=by)


def _contact(person: Person) -> Contact:
    row = Contact.objects.select_related("circle").filter(person=person).first()
    if row is None:
        raise Refused(_("%(name)s stands at the door, not among your contacts.") % {"name": person.name})
    return row


def _saved_circle(circle: Circle, *, name: str, cadence_days: int | None) -> Circle:
    circle.name = clean_line(name)
    circle.cadence_days = _checked_cadence(cadence_days, field="cadence_days")
    if not circle.name or len(circle.name) > 80:
        raise Refused(_("Give the circle a name of at most 80 characters."), field="name")
    try:
        with transaction.atomic():
            circle.save()
    except IntegrityError:
        raise Refused(_("You have a circle of this name already. Choose another name."), field="name") from None
    return circle


def _checked_cadence(days: int | None, *, field: str) -> int | None:
    if days is not None and not 1 <= days <= LONGEST_CADENCE:
        raise Refused(_("Choose between 1 and 3650 days."), field=field)
    return days


def _locked_circles(ids: Collection[int], *, by: User) -> tuple[list[Circle], list[Person]]:
    """These circles by key, with their contacts. Raises Refused where one is gone."""
    # The people first, as whoever puts one of them into a circle does: so the two never wait for each other. Those too
    # who have their place kept while they wait at the door or among the deleted.
    concerned = Person.everything.owned_by(by).filter(Q(contact__circle__in=ids) | Q(parked_circle__in=ids))
    list(concerned.order_by("pk").select_for_update(of=("self",)).values_list("pk", flat=True))
    rows = list(Circle.objects.select_for_update().filter(pk__in=ids, owner=by).order_by("pk"))
    if len(rows) != len(ids):
        raise Refused(_("This circle is no longer here. Reload the page."))
    # Once more, for whoever came in meanwhile.
    members = Person.objects.owned_by(by).filter(contact__circle__in=ids).select_related("contact")
    return rows, list(members.order_by("pk").select_for_update(of=("self",)))
