"""One step for many people: tags, a circle, a rest, archived, left out, deleted; and its undo for thirty days.

Two hundred people a transaction, each noted on the step in the same transaction as what was done to them: nobody waits
long. What is left to do is noted as well: a step or an undo that was cut off goes on when it is asked for again.
"""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from hashlib import sha256
from typing import Any
from uuid import UUID, uuid5

from django.core import signing
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from contacts.errors import Refused
from contacts.models import BulkChange, Circle, Contact, Person, PersonTag, Tag, User
from contacts.rules.texts import clean_line
from contacts.services.planning import replan_people, settle_people
from contacts.services.resting import LONGEST, REASON_LENGTH, RESTING
from contacts.services.tags import checked_name, folded, tags_named
from contacts.vocabulary import BulkStep

BATCH = 200
UNDO_FOR = timedelta(days=30)
SALT = "contacts.bulk"
SILENT = Q(archived_at__isnull=False) | Q(left_out_at__isnull=False) | Q(deceased=True)

# By the key of each person that was changed: what has to be known to find the way back.
Before = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class BulkEntry:
    """What to do. ``tag`` is for TAG and UNTAG; ``circle`` for CIRCLE, None takes them out of theirs; ``until`` and
    ``reason`` for REST, None is until they are woken.
    """

    step: BulkStep
    tag: str = ""
    circle: Circle | None = None
    until: date | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class _Way:
    """A step made ready: ``at`` is the moment that archiving, leaving out and deleting write."""

    by: User
    entry: BulkEntry
    at: datetime
    tag: Tag | None
    today: date


def sign_chosen(people: QuerySet[Person]) -> str:
    """Whom a page named, to be held against whom the step would be for once it is asked for."""
    keys = _keys(people)
    return signing.dumps([len(keys), _digest(keys)], salt=SALT)


def _keys(people: QuerySet[Person]) -> list[int]:
    return list(people.order_by("pk").values_list("pk", flat=True))


def _digest(keys: Sequence[int]) -> str:
    return sha256(",".join(map(str, keys)).encode()).hexdigest()


def _refuse_others(keys: Sequence[int], signed: str) -> None:
    try:
        number, digest = signing.loads(signed, salt=SALT)
    except signing.BadSignature:
        raise Refused(_("Look at whom this is for, and then ask for it again.")) from None
    if digest != _digest(keys):
        told = {"shown": number, "now": len(keys)}
        raise Refused(
            _(
                "The list has changed since this page named whom it is for: %(shown)d then, %(now)d now. Nothing was "
                "done. Look at it once more, and then ask for it again."
            )
            % told
        )


def change_many(
    *, by: User, people: QuerySet[Person], entry: BulkEntry, entry_key: UUID, signed: str | None = None
) -> BulkChange:
    """Do one step to these people, as far as it is for them: nobody at the door has a circle or rests, a contact is
    not left out, nothing changes for whom it is so already. Who was left alone is counted, not an error.

    The same form sent twice is one step: the second goes on where the first was cut off, with those whom the first was
    for, and answers what both did. With ``signed``, of `sign_chosen`, it is for those and nobody else. Raises Refused
    where they are others by now, or nobody, and for a tag, a circle or a day that will not do.
    """
    change = _begin(by, people, entry, signed=signed, key=uuid5(entry_key, f"{by.public_id} {entry!r}"))
    at = datetime.fromisoformat(change.told["at"])
    way = _Way(by, entry, at, _tag_of(change), timezone.localdate(at, by.tz))
    do = _STEPS[entry.step]
    while "left" in change.told:
        with transaction.atomic():
            change = _held(change)
            if batch := _next_of(change, "left"):
                change.before.update(do(way, list(_living(by, batch))))
                change.changed = len(change.before)
            change.save(update_fields=["told", "before", "changed"])
    return change


@transaction.atomic
def _begin(by: User, people: QuerySet[Person], entry: BulkEntry, *, key: UUID, signed: str | None) -> BulkChange:
    # One after the other: the same form sent twice at once would else be two steps.
    list(User.objects.select_for_update(no_key=True).filter(pk=by.pk).values_list("pk"))
    # Undone and asked for once more, it is another step.
    first, again = key, 0
    while (known := BulkChange.objects.filter(public_id=key).first()) is not None:
        if known.undone_at is None:
            return known
        again += 1
        key = uuid5(first, str(again))
    keys = _keys(people.filter(owner=by))
    if signed is not None:
        _refuse_others(keys, signed)
    if not keys:
        raise Refused(_("Choose some people first: tick them in the list."))
    now = timezone.now()
    way = _Way(by, entry, now, _tag(by, entry), timezone.localdate(now, by.tz))
    _check(way)
    told = {
        "at": now.isoformat(),
        "left": keys,
        "chosen": len(keys),
        "tag": way.tag.name if way.tag else "",
        "tag_id": str(way.tag.public_id) if way.tag else "",
        "circle": entry.circle.pk if entry.circle else None,
        "circle_name": entry.circle.name if entry.circle else "",
        "until": entry.until.isoformat() if entry.until else None,
        "reason": clean_line(entry.reason),
    }
    return BulkChange.objects.create(owner=by, public_id=key, what=entry.step, told=told)


def _held(change: BulkChange) -> BulkChange:
    """The step as it stands, locked: of two who are at it each does what the other has not done."""
    return BulkChange.objects.select_for_update().get(pk=change.pk)


def _next_of(change: BulkChange, name: str) -> list[int]:
    """Take the next people off what is left to do; with the last of them the name goes from what is told."""
    keys = change.told.pop(name, [])
    if keys[BATCH:]:
        change.told[name] = keys[BATCH:]
    batch: list[int] = keys[:BATCH]
    return batch


def _tag_of(change: BulkChange) -> Tag | None:
    """The tag of a step, by whatever name it goes now."""
    tag_id = change.told.get("tag_id")
    return Tag.objects.filter(owner=change.owner_id, public_id=tag_id).first() if tag_id else None


def _tag(by: User, entry: BulkEntry) -> Tag | None:
    if entry.step == BulkStep.TAG:
        name = checked_name(entry.tag, field="tag_name")
        return tags_named(by=by, names=[name])[name]
    if entry.step == BulkStep.UNTAG:
        tag = Tag.objects.filter(owner=by, folded=folded(entry.tag)).first()
        if tag is None:
            raise Refused(_("This tag is no longer here. Choose another."), field="tag_name")
        return tag
    return None


def _check(way: _Way) -> None:
    entry, today = way.entry, way.today
    if entry.step == BulkStep.CIRCLE and entry.circle is not None and entry.circle.owner_id != way.by.pk:
        raise Refused(_("This circle is no longer here. Choose another."), field="circle")
    if entry.step == BulkStep.REST:
        if entry.until is not None and entry.until <= today:
            raise Refused(_("That day is not to come. Choose tomorrow or later."), field="until")
        if entry.until is not None and entry.until > today + LONGEST:
            raise Refused(_("Choose a day within 20 years, or let them rest until you wake them."), field="until")
        if len(clean_line(entry.reason)) > REASON_LENGTH:
            raise Refused(_("Say it in at most 200 characters."), field="reason")


def _living(by: User, keys: Sequence[int]) -> QuerySet[Person]:
    rows: QuerySet[Person] = Person.objects.owned_by(by).filter(pk__in=keys).order_by("pk").select_for_update()
    return rows


# Each step does its part of the work on people whose locks are held, and answers what was so before


def _do_tag(way: _Way, people: Sequence[Person]) -> Before:
    if way.tag is None:
        raise Refused(_("This tag is no longer here. Choose another."), field="tag_name")
    held = set(PersonTag.objects.filter(tag=way.tag, person__in=people).values_list("person_id", flat=True))
    new = [person.pk for person in people if person.pk not in held]
    PersonTag.objects.bulk_create([PersonTag(person_id=pk, tag=way.tag) for pk in new], ignore_conflicts=True)
    return {str(pk): True for pk in new}


def _do_untag(way: _Way, people: Sequence[Person]) -> Before:
    rows = PersonTag.objects.filter(tag=way.tag, person__in=people)
    held = list(rows.values_list("person_id", flat=True))
    rows.delete()
    return {str(pk): True for pk in held}


def _do_circle(way: _Way, people: Sequence[Person]) -> Before:
    circle = way.entry.circle
    if circle is not None and not Circle.objects.select_for_update(no_key=True).filter(pk=circle.pk).first():
        raise Refused(_("This circle is no longer here. Choose another."), field="circle")
    moved = [contact for contact in _contacts(people) if contact.circle_id != (circle.pk if circle else None)]
    Contact.objects.filter(pk__in=[contact.pk for contact in moved]).update(circle=circle)
    _replan_circles(way.by, people, moved)
    return {str(contact.pk): contact.circle_id for contact in moved}


def _replan_circles(by: User, people: Sequence[Person], moved: Sequence[Contact]) -> None:
    """No standing rests on a circle, and whoever has a cadence of their own does not follow it."""
    keys = {contact.pk for contact in moved if contact.own_cadence_days is None}
    replan_people(people=[person for person in people if person.pk in keys and person.deleted_at is None], by=by)


def _do_rest(way: _Way, people: Sequence[Person]) -> Before:
    wanted = way.entry.until, clean_line(way.entry.reason)
    before: Before = {}
    begins: list[int] = []
    for contact in _contacts(people):
        rests = contact.is_resting(way.today)
        if rests and (contact.resting_until, contact.rest_reason) == wanted:
            continue
        before[str(contact.pk)] = _rest_of(contact)
        if not rests:
            begins.append(contact.pk)
    Contact.objects.filter(pk__in=begins).update(resting_since=way.today)
    Contact.objects.filter(pk__in=map(int, before)).update(resting_until=wanted[0], rest_reason=wanted[1])
    settle_people(people=[person for person in people if str(person.pk) in before], by=way.by)
    return before


def _contacts(people: Sequence[Person]) -> list[Contact]:
    """Those of them who are contacts and of whom anything is heard."""
    heard = [person.pk for person in people if not person.is_silent]
    return list(Contact.objects.filter(pk__in=heard).order_by("pk"))


def _rest_of(contact: Contact) -> list[str | None]:
    since, until = contact.resting_since, contact.resting_until
    return [since.isoformat() if since else None, until.isoformat() if until else None, contact.rest_reason]


def _do_archive(way: _Way, people: Sequence[Person]) -> Before:
    return _stamp(way, [person for person in people if person.archived_at is None], "archived_at")


def _do_leave_out(way: _Way, people: Sequence[Person]) -> Before:
    contacts = set(Contact.objects.filter(person__in=people).values_list("pk", flat=True))
    here = [person for person in people if person.left_out_at is None and person.pk not in contacts]
    return _stamp(way, here, "left_out_at")


def _do_delete(way: _Way, people: Sequence[Person]) -> Before:
    Person.objects.filter(pk__in=[person.pk for person in people]).update(deleted_at=way.at)
    return {str(person.pk): True for person in people}


def _stamp(way: _Way, people: list[Person], field: str) -> Before:
    Person.objects.filter(pk__in=[person.pk for person in people]).update(**{field: way.at})
    for person in people:
        setattr(person, field, way.at)
    replan_people(people=people, by=way.by)
    return {str(person.pk): True for person in people}


_STEPS: Mapping[BulkStep, Callable[[_Way, Sequence[Person]], Before]] = {
    BulkStep.TAG: _do_tag,
    BulkStep.UNTAG: _do_untag,
    BulkStep.CIRCLE: _do_circle,
    BulkStep.REST: _do_rest,
    BulkStep.ARCHIVE: _do_archive,
    BulkStep.LEAVE_OUT: _do_leave_out,
    BulkStep.DELETE: _do_delete,
}


# The way back


def undo_bulk(*, by: User, change: BulkChange) -> int:
    """Put back what a step did, wherever it still stands as the step left it. Answers for how many; again is none.

    A step that was still under way ends there. Raises Refused after thirty days.
    """
    if change.owner_id != by.pk or change.created_at < timezone.now() - UNDO_FOR:
        raise Refused(_("This can no longer be undone: the 30 days are over."))
    back, undo = 0, _UNDO[BulkStep(change.what)]
    while change.undone_at is None:
        with transaction.atomic():
            change = _held(change)
            if change.undone_at is not None:
                break
            change.told.pop("left", None)
            change.told.setdefault("to_undo", sorted(int(key) for key in change.before))
            rows = Person.everything.owned_by(by).filter(pk__in=_next_of(change, "to_undo"))
            back += undo(by, change, list(rows.order_by("pk").select_for_update()))
            # What the user does from now on is their own word.
            change.undone_at = None if "to_undo" in change.told else timezone.now()
            change.save(update_fields=["told", "undone_at"])
    return back


def _undo_tag(by: User, change: BulkChange, people: Sequence[Person]) -> int:
    tag = _tag_of(change)
    return PersonTag.objects.filter(tag=tag, person__in=people).delete()[0] if tag else 0


def _undo_untag(by: User, change: BulkChange, people: Sequence[Person]) -> int:
    name = change.told["tag"]
    tag = _tag_of(change) or tags_named(by=by, names=[name])[name]
    held = set(PersonTag.objects.filter(tag=tag, person__in=people).values_list("person_id", flat=True))
    missing = [person.pk for person in people if person.pk not in held]
    PersonTag.objects.bulk_create([PersonTag(person_id=pk, tag=tag) for pk in missing], ignore_conflicts=True)
    return len(missing)


def _undo_circle(by: User, change: BulkChange, people: Sequence[Person]) -> int:
    before = {int(key): circle for key, circle in change.before.items()}
    standing = Circle.objects.select_for_update(no_key=True).filter(owner=by, pk__in=filter(None, before.values()))
    there = set(standing.values_list("pk", flat=True))
    contacts = list(Contact.objects.filter(person__in=people, circle=change.told["circle"]).order_by("pk"))
    back: dict[int | None, list[int]] = defaultdict(list)
    for contact in contacts:
        was = before[contact.pk]
        back[was if was in there else None].append(contact.pk)
    for circle, keys in back.items():
        Contact.objects.filter(pk__in=keys).update(circle=circle)
    _replan_circles(by, people, contacts)
    return len(contacts)


def _undo_rest(by: User, change: BulkChange, people: Sequence[Person]) -> int:
    until = date.fromisoformat(change.told["until"]) if change.told["until"] else None
    rows = Contact.objects.filter(
        person__in=people, resting_since__isnull=False, resting_until=until, rest_reason=change.told["reason"]
    )
    contacts = list(rows.order_by("pk"))
    back: dict[tuple[str | None, ...], list[int]] = defaultdict(list)
    for contact in contacts:
        back[tuple(change.before[str(contact.pk)])].append(contact.pk)
    for rest, keys in back.items():
        Contact.objects.filter(pk__in=keys).update(**dict(zip(RESTING, rest, strict=True)))
    _replan(by, people, {contact.pk for contact in contacts})
    return len(contacts)


def _unstamp(field: str) -> Callable[[User, BulkChange, Sequence[Person]], int]:
    def undo(by: User, change: BulkChange, people: Sequence[Person]) -> int:
        at = datetime.fromisoformat(change.told["at"])
        # Whom the user asked to forget since is not brought back by a step that spoke of something else.
        stamped = [person for person in people if getattr(person, field) == at and person.forget_at is None]
        Person.everything.filter(pk__in=[person.pk for person in stamped]).update(**{field: None})
        for person in stamped:
            setattr(person, field, None)
        _replan(by, stamped, {person.pk for person in stamped})
        return len(stamped)

    return undo


def _replan(by: User, people: Sequence[Person], keys: set[int]) -> None:
    settle_people(people=[person for person in people if person.pk in keys and person.deleted_at is None], by=by)


_UNDO: Mapping[BulkStep, Callable[[User, BulkChange, Sequence[Person]], int]] = {
    BulkStep.TAG: _undo_tag,
    BulkStep.UNTAG: _undo_untag,
    BulkStep.CIRCLE: _undo_circle,
    BulkStep.REST: _undo_rest,
    BulkStep.ARCHIVE: _unstamp("archived_at"),
    BulkStep.LEAVE_OUT: _unstamp("left_out_at"),
    BulkStep.DELETE: _unstamp("deleted_at"),
}


def purge_bulk(*, at: datetime | None = None) -> int:
    """Forget the steps that can no longer be undone."""
    gone: int = BulkChange.objects.filter(created_at__lt=(at or timezone.now()) - UNDO_FOR).delete()[0]
    return gone
