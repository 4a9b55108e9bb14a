"""Undoing: what an import made goes again, and what it changed is put back, as far as nobody touched it since.

Step by step, in the order in which things hang on each other, each in short transactions that note how far they came.
Whatever was put right, sorted, answered or built upon since stays, with the person it is about, and is counted.
"""

from collections.abc import Callable, Iterable
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from contacts.models import (
    Contact,
    Exchange,
    FollowUp,
    Handle,
    ImportantDate,
    ImportBatch,
    ImportRow,
    Interaction,
    Merge,
    Message,
    Person,
    PersonTag,
    Request,
    Tag,
    User,
)
from contacts.queries.import_fates import (
    BROUGHT,
    BY_HAND,
    LEAD_DAYS,
    TAKEN_BACK,
    UNTOUCHED,
    fates,
    known_days,
    things,
)
from contacts.services.imports.claims import Pace, chunk, note_progress
from contacts.services.imports.filling import BIRTHDAY, FIELDS, day_from, day_text
from contacts.services.imports.handing import at_once, hand_over, hand_over_days, hand_over_people, note_handed
from contacts.services.imports.marks import marks_of
from contacts.services.imports.messages import rejudge_days
from contacts.services.imports.requests import still_connected
from contacts.services.imports.settling import settle_contacts
from contacts.services.imports.sparing import is_two_way, merged_since
from contacts.services.imports.telling import tell_end
from contacts.services.kept_mail import forget_digests
from contacts.services.planning import replan_people
from contacts.services.tags import folded
from contacts.vocabulary import (
    ImportFormat,
    ImportOutcome,
    ImportRowKind,
    ImportState,
    Purpose,
    RequestAnswer,
)

CHUNK = 200

# A step: (the batch, its owner, the last key dealt with, how many) -> (the last key dealt with or None at the end, how
# many were spared).
Step = Callable[[ImportBatch, User, int, int], tuple[int | None, int]]


def undo_on(batch: ImportBatch, *, seconds: float) -> None:
    """A slice of undoing. Raises Lost."""
    pace = Pace(seconds=seconds, most=CHUNK, first=CHUNK)
    while True:
        step, last = batch.cursor.get("step", 0), batch.cursor.get("last", 0)
        if step == len(_STEPS):
            with chunk(batch) as by:
                # A digest that waits to be sent could name somebody who was never there.
                forget_digests(account_id=by.pk)
                note_progress(batch, cursor={}, state=ImportState.UNDONE, undone_at=timezone.now())
                tell_end(batch)
            return
        with pace.measured(pace.size), chunk(batch) as by:
            reached, spared = _STEPS[step](batch, by, last, pace.size)
            cursor = {"step": step + 1} if reached is None else {"step": step, "last": reached}
            note_progress(batch, cursor=cursor, spared=batch.spared + spared, about=batch.about)
        if pace.is_over:
            return


def _page(rows: QuerySet[Any], last: int, size: int) -> tuple[list[Any], int | None]:
    """The next rows by key, and the last of these keys; None where they were the last ones."""
    page = list(rows.filter(pk__gt=last).order_by("pk")[:size])
    return page, (page[-1].pk if len(page) == size else None)


def _lock(people: Iterable[int]) -> dict[int, Person]:
    rows = Person.everything.filter(pk__among=sorted(set(people))).order_by("pk").select_for_update()
    return {person.pk: person for person in rows}


# What was said


def _take_back_talks(batch: ImportBatch, by: User, last: int, size: int) -> tuple[int | None, int]:
    if batch.format == ImportFormat.RAPPORT:
        # They go with their people, or stay with them.
        return None, 0
    # What the user deleted is in the trash for its thirty days.
    rows = Interaction.objects.filter(batch=batch).exclude(person__batch=batch)
    page, reached = _page(rows, last, size)
    _lock(row.person_id for row in page)
    # Read again under the lock: somebody may have sorted it this very moment.
    found = things(batch, model=Interaction).filter(pk__in=[row.pk for row in page])
    also = dict(found.values_list("pk", "also"))
    hand_over_days(batch=batch, days={key: other for key, other in also.items() if other})
    note_handed(batch=batch, others=[other for other in also.values() if other], name="things")
    going = [key for key, other in also.items() if not other]
    Interaction.everything.filter(pk__in=going).delete()
    settle_contacts(people={row.person_id for row in page if row.pk in also}, by=by)
    return reached, _spared(batch, [row for row in page if row.pk not in also])


def _take_back_messages(batch: ImportBatch, by: User, last: int, size: int) -> tuple[int | None, int]:
    """Those that it added to days of an earlier import."""
    if batch.format == ImportFormat.RAPPORT:
        return None, 0
    rows = Message.objects.filter(batch=batch).exclude(interaction__batch=batch)
    rows = rows.exclude(interaction__person__batch=batch).select_related("interaction__person")
    page, reached = _page(rows, last, size)
    people = _lock(row.interaction.person_id for row in page)
    days = {
        row.pk: row
        for row in Interaction.everything.filter(pk__in={row.interaction_id for row in page}).select_related("person")
        if row.version == UNTOUCHED and row.purpose == Purpose.UNKNOWN and row.person_id in people
    }
    with_them = known_days(batch).filter(person__in=people)
    known = {(person, thread): other for person, thread, other in with_them.values_list("person", "thread", "batch")}
    merged = merged_since(batch=batch, people=people)
    days = {key: row for key, row in days.items() if row.person_id not in merged}
    also = {key: known[row.person_id, row.thread] for key, row in days.items() if (row.person_id, row.thread) in known}
    for key, other in also.items():
        Message.objects.filter(batch=batch, interaction=key).update(batch=other)
    note_handed(batch=batch, others=also.values(), name="things")
    shrunk = [row for key, row in days.items() if key not in also]
    Message.objects.filter(pk__in=[row.pk for row in page], interaction__in=shrunk).delete()
    for day in shrunk:
        day.they_took_part = is_two_way(day=day)
    rejudge_days(interactions=shrunk, by=by)
    settle_contacts(people={row.person_id for row in shrunk}, by=by)
    touched = {row.interaction_id: row.interaction for row in page if row.interaction_id not in days}
    return reached, _spared(batch, touched.values())


# What was given and asked


def _take_back_gives(batch: ImportBatch, by: User, last: int, size: int) -> tuple[int | None, int]:
    return _take_back_things(Exchange, batch, by, last, size)


def _take_back_requests(batch: ImportBatch, by: User, last: int, size: int) -> tuple[int | None, int]:
    return _take_back_things(Request, batch, by, last, size)


def _take_back_things(
    model: type[Exchange | Request], batch: ImportBatch, by: User, last: int, size: int
) -> tuple[int | None, int]:
    if batch.format == ImportFormat.RAPPORT:
        return None, 0
    page, reached = _page(model.objects.filter(batch=batch).exclude(person__batch=batch), last, size)
    _lock(row.person_id for row in page)
    also = dict(things(batch, model=model).filter(pk__in=[row.pk for row in page]).values_list("pk", "also"))
    hand_over(model=model, rows={key: other for key, other in also.items() if other})
    note_handed(batch=batch, others=[other for other in also.values() if other], name="things")
    model._base_manager.filter(pk__in=[key for key, other in also.items() if not other]).delete()
    if model is Exchange:
        settle_contacts(people={row.person_id for row in page if row.pk in also}, by=by)
    return reached, _spared(batch, [row for row in page if row.pk not in also])


def _spared(batch: ImportBatch, rows: Iterable[Interaction | Exchange | Request]) -> int:
    """How many of them count as spared: what came along with somebody who was merged counts with them."""
    left = list(rows)
    along = _along(batch, {row.person_id for row in left})
    return sum(row.person_id not in along for row in left)


def _along(batch: ImportBatch, people: Iterable[int]) -> set[int]:
    """Into whom of these somebody was merged whom the import brought."""
    merges = Merge.objects.filter(kept__in=list(people), gone__batch=batch)
    return set(merges.values_list("kept_id", flat=True))


def _put_back_gives(batch: ImportBatch, by: User, last: int, size: int) -> tuple[int | None, int]:
    """What it added to endorsements of an earlier import."""
    rows = ImportRow.objects.filter(batch=batch, kind=ImportRowKind.GIVE, outcome=ImportOutcome.UPDATED)
    page, reached = _page(rows, last, size)
    _lock(row.person_id for row in page if row.person_id)
    spared = 0
    for row in page:
        if "what" not in row.changes:
            continue
        before, after = row.changes["what"]
        favour = Exchange.objects.filter(pk=row.changes["exchange"], version=UNTOUCHED, what=after)
        favour = favour.exclude(batch=batch)
        spared += not favour.update(what=before)
    return reached, spared


def _take_back_answers(batch: ImportBatch, by: User, last: int, size: int) -> tuple[int | None, int]:
    """That requests of other imports were accepted, where this file alone has the connection."""
    kinds = (ImportRowKind.PERSON, ImportRowKind.REQUEST)
    rows = ImportRow.objects.filter(batch=batch, kind__in=kinds, outcome__in=BROUGHT, person__isnull=False)
    page, reached = _page(rows, last, size)
    people = _lock(row.person_id for row in page)
    accepted = Request.objects.filter(
        person__in=people.keys() - still_connected(people=people),
        answer=RequestAnswer.ACCEPTED,
        answered_on__isnull=True,
    )
    accepted.exclude(batch=batch).update(answer=RequestAnswer.UNKNOWN)
    return reached, 0


# What was filled in about people known before


def _put_back_fields(batch: ImportBatch, by: User, last: int, size: int) -> tuple[int | None, int]:
    rows = ImportRow.objects.filter(batch=batch, kind=ImportRowKind.PERSON, outcome=ImportOutcome.UPDATED)
    rows = rows.exclude(person__batch=batch).order_by("-pk")
    # From the end: a later row of the file may have changed what an earlier one had filled in.
    page = list((rows.filter(pk__lt=last) if last else rows)[:size])
    reached = page[-1].pk if len(page) == size else None
    people = _lock(row.person_id for row in page if row.person_id)
    merged = merged_since(batch=batch, people=people)
    spared, planned = 0, {}
    for row in page:
        person = people.get(row.person_id or 0)
        if person is None or person.merged_into_id is not None or person.pk in merged:
            spared += 1
            continue
        is_whole, is_planned = _put_back(person, row, batch)
        spared += not is_whole
        if is_planned:
            planned[person.pk] = person
    if planned:
        replan_people(people=[planned[key] for key in sorted(planned) if not planned[key].deleted_at], by=by)
    return reached, spared


def _put_back(person: Person, row: ImportRow, batch: ImportBatch) -> tuple[bool, bool]:
    """Whether all that the row had changed is as it was before, and whether a day was among it."""
    changes, is_whole, changed = row.changes, True, []
    for name in FIELDS:
        if name in changes:
            before, after = changes[name]
            if getattr(person, name) == after:
                setattr(person, name, before)
                changed.append(name)
            else:
                is_whole = is_whole and getattr(person, name) == before
    handles = Handle.objects.filter(person=person, batch=batch)
    gone = handles.filter(normal_value__in=changes["addresses"][1]).delete()[0] if "addresses" in changes else 0
    if changed or gone:
        # By it an earlier import that is undone as well knows that nobody else was here.
        row.changes["put_back"] = [person.version, person.version + 1]
        row.save(update_fields=["changes"])
        person.version += 1
        person.fold_name()
        person.save(update_fields=[*changed, "search_name", "version", "updated_at"])
    if "tags" in changes:
        names = [folded(name) for name in changes["tags"][1]]
        PersonTag.objects.filter(person=person, batch=batch, tag__folded__in=names).delete()
    is_planned = "dates" in changes or BIRTHDAY in changes
    if "dates" in changes:
        by_hand = set(FollowUp.objects.filter(BY_HAND, person=person).values_list("important_date_id", flat=True))
        for day in ImportantDate.objects.filter(person=person, batch=batch):
            is_as_brought = day_text(day) in changes["dates"][1] and day.lead_days == LEAD_DAYS
            if is_as_brought and day.pk not in by_hand:
                day.delete()
            else:
                is_whole = False
    if BIRTHDAY in changes:
        before, after = changes[BIRTHDAY]
        moved = next((day for day in person.important_dates.all() if day_text(day) == after), None)
        if moved is None:
            is_whole = False
        else:
            moved.year, moved.month, moved.day = day_from(before)
            moved.save(update_fields=["year", "month", "day"])
    return is_whole, is_planned


def _take_back_profiles(batch: ImportBatch, by: User, last: int, size: int) -> tuple[int | None, int]:
    """Addresses that messages and requests added to people known before."""
    page, reached = _page(Handle.objects.filter(batch=batch).exclude(person__batch=batch), last, size)
    people = _lock(row.person_id for row in page)
    merged = merged_since(batch=batch, people=people)
    Handle.objects.filter(pk__in=[row.pk for row in page if row.person_id not in merged]).delete()
    for person in people.values():
        if person.pk not in merged:
            person.version += 1
            person.save(update_fields=["version"])
    return reached, len(merged - _along(batch, merged))


# People


def _take_back_people(batch: ImportBatch, by: User, last: int, size: int) -> tuple[int | None, int]:
    if batch.format == ImportFormat.RAPPORT:
        return _take_back_records(batch, by, last, size)
    page, reached = _page(Person.everything.filter(batch=batch), last, size)
    few = at_once(people=[row.pk for row in page])
    if len(few) < len(page):
        reached = few[-1]
    _lock(few)
    found = fates(batch, people=few)
    hand_over_people(batch=batch, people=found.handed)
    note_handed(batch=batch, others=found.handed.values(), name="people")
    Person.everything.filter(pk__in=found.going).delete()
    return reached, len(found.kept)


def _take_back_records(batch: ImportBatch, by: User, last: int, size: int) -> tuple[int | None, int]:
    page, reached = _page(Person.everything.filter(batch=batch), last, size)
    people = _lock(row.pk for row in page)
    # What is in the trash stays there for its thirty days: the user put it there. But for those whom the export brought
    # as deleted.
    came = batch.finished_at
    people = {
        key: person
        for key, person in people.items()
        if person.deleted_at is None or (came is not None and person.deleted_at <= came)
    }
    touched = _touched_records(batch, people)
    going = [key for key in people if key not in touched]
    Contact.objects.filter(person__in=going).delete()
    Person.everything.filter(pk__in=going).delete()
    return reached, len(touched)


def _touched_records(batch: ImportBatch, people: dict[int, Person]) -> set[int]:
    """Of an export read back: who was changed since it was, or has anything newer."""
    rows = ImportRow.objects.filter(batch=batch, person__in=people, outcome=ImportOutcome.ADDED)
    written = {key: changes.get("mark") for key, changes in rows.values_list("person_id", "changes")}
    touched = {key for key, mark in marks_of(people=list(people)).items() if mark != written.get(key)}
    later = ImportRow.objects.filter(person__in=people, outcome__in=BROUGHT).exclude(batch=batch)
    touched |= set(later.exclude(batch__state__in=TAKEN_BACK).values_list("person_id", flat=True))
    return touched | merged_since(batch=batch, people=people)


# What of it others may carry by now


def _take_back_tags(batch: ImportBatch, by: User, last: int, size: int) -> tuple[int | None, int]:
    """The tags that it made, where nobody carries them any more."""
    page, reached = _page(Tag.objects.filter(batch=batch), last, size)
    Tag.objects.filter(pk__in=[row.pk for row in page], person_tags__isnull=True).delete()
    carried = PersonTag.objects.filter(tag__in=[row.pk for row in page], batch__isnull=False)
    carried = carried.exclude(batch=batch).exclude(batch__state__in=TAKEN_BACK)
    hand_over(model=Tag, rows=dict(carried.order_by("-batch").values_list("tag", "batch")))
    return reached, 0


# People before what hangs on them: with whoever goes all of theirs goes, with whoever stays it stays. What was filled
# in about others comes first, while it can be told whom the import brought.
_STEPS: tuple[Step, ...] = (
    _put_back_fields,
    _put_back_gives,
    _take_back_people,
    _take_back_talks,
    _take_back_messages,
    _take_back_gives,
    _take_back_requests,
    _take_back_answers,
    _take_back_profiles,
    _take_back_tags,
)
