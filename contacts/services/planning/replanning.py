"""Replanning: people are read, planned and written, many at once. Whoever calls holds their locks."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import partial
from operator import attrgetter
from typing import Any
from uuid import uuid4

from django.db import connection, transaction
from django.db.models import Case, Exists, Model, OuterRef, Q, QuerySet, Value, When
from django.db.models.functions import Cast
from django.utils import timezone

from contacts.models import Contact, Exchange, FollowUp, Person, Standing, User
from contacts.queries.standings import PersonFacts, facts_by_person
from contacts.rules.cadence import first_follow_up_on, is_fresh
from contacts.services.planning.reasons import choose_turn, plan
from contacts.services.planning.sheets import (
    NEW_FIELDS,
    WRITTEN_FIELDS,
    New,
    Owner,
    Row,
    Sheet,
    fill,
    owner_of,
    read_people,
    read_talks,
)
from contacts.services.standings import judge_standing, rebuild_standings, store_standings
from contacts.vocabulary import ClosedHow, FollowUpKind, Reason

BATCH = 200
WORTH_COPYING = 50


def plan_first(*, contact: Contact, by: User, today: date) -> FollowUp | None:
    """The first follow-up of a new contact (E-03), spread over days when one evening brought many.

    None where the conversation is long past and a cadence asks anyway; then none of a former time comes back either.
    """
    founder = contact.founded_on
    known = FollowUp.objects.filter(
        person_id=contact.pk, reason=Reason.FIRST, kind=FollowUpKind.FIRST, source_key=f"founded:{founder.pk}"
    )
    if row := known.first():
        return row
    if contact.cadence_days and not is_fresh(founder.happened_on, today=today):
        FollowUp.objects.filter(person_id=contact.pk, kind=FollowUpKind.FIRST, closed_how=ClosedHow.PLANNING).delete()
        return None
    made_before = FollowUp.objects.filter(
        person__owner=by,
        kind=FollowUpKind.FIRST,
        person__contact__founded_on__happened_on=founder.happened_on,
    ).exclude(person_id=contact.pk)
    due_on = first_follow_up_on(
        founder.happened_on,
        made_today=made_before.count(),
        today=today,
        working_days=by.working_weekdays,
        within=by.numbers.first_follow_up_days,
    )
    return FollowUp.objects.create(
        person_id=contact.pk,
        reason=Reason.FIRST,
        kind=FollowUpKind.FIRST,
        source_key=f"founded:{founder.pk}",
        due_on=due_on,
    )


def replan(*, person: Person, by: User) -> None:
    """Bring the planned follow-ups of one person in step with the notebook; once more changes nothing.

    Their standing is taken as it is stored: where that may have changed, it is `settle_up`. The caller holds the
    person's lock.
    """
    replan_people(people=[person], by=by)


def replan_people(*, people: Sequence[Person], by: User) -> None:
    """As `replan`, for many in a fixed number of queries for each 200. The caller holds the lock of each."""
    _bring_in_step(people, by, judge=False)


def settle_up(*, person: Person, by: User) -> None:
    """Judge the standing of one person anew, and replan them: after anything that is logged or told of them.

    The caller holds the person's lock.
    """
    settle_people(people=[person], by=by)


def settle_people(*, people: Sequence[Person], by: User) -> None:
    """As `settle_up`, for many in a fixed number of queries for each 200. The caller holds the lock of each."""
    _bring_in_step(people, by, judge=True)


def replan_account(*, by: User) -> None:
    """Replan everybody of an account, after its working days, numbers or mutes changed. Locks them all.

    Runs inside the caller's transaction.
    """
    planned = Q(contact__isnull=False) | Q(follow_ups__isnull=False) | Q(exchanges__isnull=False)
    concerned = Person.objects.owned_by(by).filter(planned | Q(important_dates__isnull=False)).distinct()
    for locked in _locked_batches(concerned):
        replan_people(people=locked, by=by)


def settle_account(*, by: User) -> None:
    """After a number changed that standings rest on: whoever is a contact and ever exchanged a favour with the user is
    judged anew and replanned, of deleted people the standing alone. No other standing rests on a number.

    Somebody's first favour may be on its way, or they on theirs to being a contact, so everybody is waited for.
    """
    everybody = Person.everything.owned_by(by)
    list(everybody.order_by("pk").select_for_update().values_list("pk", flat=True))
    exchanged = Exists(Exchange.everything.filter(person=OuterRef("pk")))
    for locked in _locked_batches(everybody.filter(exchanged, contact__isnull=False)):
        settle_people(people=[person for person in locked if person.deleted_at is None], by=by)
        rebuild_standings([person.pk for person in locked if person.deleted_at is not None])


def _locked_batches(people: QuerySet[Person]) -> Iterator[list[Person]]:
    """In the order of their keys, as everybody locks them."""
    keys = list(people.order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(keys), BATCH):
        rows = Person.everything.filter(pk__in=keys[start : start + BATCH])
        yield list(rows.order_by("pk").select_for_update())


def _bring_in_step(people: Sequence[Person], by: User, *, judge: bool) -> None:
    owner = owner_of(by)
    for start in range(0, len(people), BATCH):
        batch = people[start : start + BATCH]
        owners = {person.pk: owner for person in batch}
        sheets = bring_in_step(owners, judge=judge)
        for person in batch:
            # A later save of the whole row must not put the old day back.
            person.plan_on = sheets[person.pk].wants_plan_on()


def bring_in_step(owners: Mapping[int, Owner], /, *, judge: bool | None = None) -> dict[int, Sheet]:
    """Read, plan and write these people, each with their account; their standings are judged anew first.

    With ``judge`` None that is only for those whose standing time alone has changed, or who have none yet. A fixed
    number of queries, whatever the number of people. The caller holds the lock of each.
    """
    sheets, stored = read_people(owners, with_standings=bool(judge))
    to_judge = [sheet.person_id for sheet in sheets.values() if (sheet.wants_judging if judge is None else judge)]
    if to_judge and not judge:
        stored = Standing.objects.in_bulk(to_judge)
    facts: dict[int, PersonFacts] = facts_by_person(to_judge) if to_judge else {}
    judged = {
        person_id: _judge(sheets[person_id], known)
        for person_id, known in facts.items()
        if sheets[person_id].is_contact
    }
    fill(sheets, facts=facts)
    for sheet in sheets.values():
        choose_turn(sheet)
    read_talks(sheets, known=facts)
    for sheet in sheets.values():
        plan(sheet)
    _write(sheets.values(), judged=judged, stored=stored)
    return sheets


def _judge(sheet: Sheet, facts: PersonFacts) -> Standing:
    """The standing anew, and on the sheet what planning takes from it. The next day is written once it is planned."""
    standing = judge_standing(
        person_id=sheet.person_id,
        facts=facts,
        today=sheet.owner.today,
        numbers=sheet.owner.numbers,
        formal_relation=sheet.formal_relation,
        keep_on_from=sheet.keep_on_from,
        resting_until=sheet.resting_until,
    )
    talk_id, talk_on = standing.last_in_touch_id, standing.last_in_touch_on
    sheet.last_in_touch = (talk_id, talk_on) if talk_id and talk_on else None
    sheet.ask_only_since, sheet.ask_only_asks = standing.ask_only_since, standing.ask_only_asks
    sheet.unanswered, sheet.changes_on = standing.unanswered, standing.changes_on
    return standing


def _write(sheets: Iterable[Sheet], *, judged: Mapping[int, Standing], stored: Mapping[int, Standing]) -> None:
    changed: list[Row] = []
    new: list[New] = []
    plan_on: dict[int, date | None] = {}
    next_due_on: dict[int, date | None] = {}
    newly_due: dict[date, set[int]] = defaultdict(set)
    for sheet in sheets:
        changed += sheet.changed.values()
        new += sheet.new
        if (wanted := sheet.wants_plan_on()) != sheet.plan_on:
            plan_on[sheet.person_id] = wanted
        next_due = sheet.wants_next_due_on()
        if sheet.person_id in judged:
            judged[sheet.person_id].next_due_on = next_due
        elif sheet.is_contact and next_due != sheet.next_due_on:
            next_due_on[sheet.person_id] = next_due
        if sheet.has_new_nudge():
            newly_due[sheet.owner.today].add(sheet.owner.pk)
    for start in range(0, len(changed), BATCH):
        _write_rows(changed[start : start + BATCH])
    if new:
        _create(new)
    if judged:
        store_standings(rows=judged.values(), stored=stored)
    _write_days(Standing, "next_due_on", next_due_on)
    _write_days(Person, "plan_on", plan_on)
    for today, owner_ids in newly_due.items():
        transaction.on_commit(partial(_ask_the_budget_again, owner_ids, today), robust=True)


def _write_rows(changed: Sequence[Row]) -> None:
    """One statement for many, with a condition for each value there is and not for each row: most change alike."""
    values: dict[str, Any] = {}
    for name in WRITTEN_FIELDS:
        keys: dict[Any, list[int]] = defaultdict(list)
        for row in changed:
            keys[getattr(row, name)].append(row.pk)
        value: Any = next(iter(keys))
        if len(keys) > 1:
            output: Any = FollowUp._meta.get_field(name)
            value = Case(
                *(When(pk__in=some, then=Value(one, output_field=output)) for one, some in keys.items()),
                output_field=output,
            )
            if connection.features.requires_casted_case_in_updates:
                value = Cast(value, output_field=output)
        values[name.removesuffix("_id")] = value
    FollowUp._base_manager.filter(pk__in=[row.pk for row in changed]).update(**values)


def _create(new: Sequence[New]) -> None:
    if connection.vendor == "postgresql" and len(new) >= WORTH_COPYING:
        _copy(new)
    else:
        FollowUp.objects.bulk_create([FollowUp(**{name: getattr(row, name) for name in NEW_FIELDS}) for row in new])


def _copy(new: Sequence[New]) -> None:
    """Write many rows as a stream, in a fifth of the time that an INSERT of as many takes."""
    usual = {
        field.attname: field.get_default()
        for field in FollowUp._meta.concrete_fields
        if not (field.primary_key or field.attname in NEW_FIELDS)
    } | {"created_at": timezone.now()}
    quoted = connection.ops.quote_name
    columns = ", ".join(quoted(name) for name in (*NEW_FIELDS, *usual))
    read = attrgetter(*NEW_FIELDS)
    copying = f"COPY {quoted(FollowUp._meta.db_table)} ({columns}) FROM STDIN"
    with connection.cursor() as cursor, connection.wrap_database_errors, cursor.copy(copying) as stream:
        for row in new:
            usual["public_id"], usual["entry_key"] = uuid4(), uuid4()
            stream.write_row((*read(row), *usual.values()))


def _write_days(model: type[Model], name: str, days: Mapping[int, date | None]) -> None:
    """Write one day for each of many rows, by key, in one statement."""
    if not days:
        return
    keys: dict[date | None, list[int]] = defaultdict(list)
    for key, day in days.items():
        keys[day].append(key)
    if connection.vendor == "postgresql":
        _write_days_at_once(model, name, days)
        return
    output: Any = model._meta.get_field(name)
    value: Any = next(iter(keys))
    if len(keys) > 1:
        whens = [When(pk__in=some, then=Value(day, output_field=output)) for day, some in keys.items() if day]
        value = Case(*whens, default=Value(None, output_field=output))
    model._base_manager.filter(pk__in=days).update(**{name: value})


def _write_days_at_once(model: type[Model], name: str, days: Mapping[int, date | None]) -> None:
    """As `_write_days`, in a tenth of the time: two arrays travel instead of an expression for each day."""
    quoted, own_key = connection.ops.quote_name, model._meta.pk
    assert own_key is not None
    table, key, column = quoted(model._meta.db_table), quoted(str(own_key.column)), quoted(name)
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE {table} SET {column} = new.day FROM unnest(%s::bigint[], %s::date[]) AS new (row_key, day)"
            f" WHERE {table}.{key} = new.row_key",
            [list(days), list(days.values())],
        )


def _ask_the_budget_again(owner_ids: Collection[int], today: date) -> None:
    """Nudges came due after the day's were chosen: choose once more, as far as the budget has places left.

    After the commit, since whoever holds an account's row may be waiting for its people. If it is lost, they wait for
    tomorrow.
    """
    User.objects.filter(pk__in=owner_ids, nudged_on=today).update(nudged_on=None)
