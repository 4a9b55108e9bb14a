"""What becomes of whom and what an import brought once it is undone. The page before it and the undoing itself both go
by this, so that the one keeps what the other says.

Somebody goes, stays with everything of theirs where the user did something with them, or is handed over to another
import that brought them as well, so that they go when that one is undone, too.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, Min, Model, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from contacts.models import (
    Contact,
    Exchange,
    ExchangeMention,
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
)
from contacts.rules.important_dates import iso_day
from contacts.vocabulary import (
    ClosedHow,
    ImportFormat,
    ImportOutcome,
    ImportRowKind,
    ImportState,
    Purpose,
    Reason,
    RequestAnswer,
)

BROUGHT = (ImportOutcome.ADDED, ImportOutcome.MATCHED, ImportOutcome.UPDATED)
TAKEN_BACK = (ImportState.UNDOING, ImportState.UNDONE)
# The version of a row that nobody has changed since it was brought.
UNTOUCHED = 1
LEAD_DAYS = ImportantDate._meta.get_field("lead_days").default
# Rows that say by themselves which import brought them.
OF_A_PERSON = {Handle, ImportantDate, PersonTag}
# What the user said about a planned follow-up; what was only planned goes with its cause.
BY_HAND = (
    Q(reason=Reason.OWN_DAY)
    | Q(snoozed_until__isnull=False)
    | ~Q(repeat="")
    | Q(closed_how__in=[ClosedHow.DONE, ClosedHow.NOT_NEEDED, ClosedHow.ANSWERED])
)
AS_BROUGHT: Mapping[type[Model], Q] = {
    Interaction: Q(batch__isnull=False, version=UNTOUCHED, purpose=Purpose.UNKNOWN),
    Exchange: Q(
        batch__isnull=False,
        version=UNTOUCHED,
        thanked_on__isnull=True,
        outcome_told_on__isnull=True,
        mentions__isnull=True,
    ),
    # Only the user notes on which day one was answered, and that it was declined.
    Request: Q(batch__isnull=False, answered_on__isnull=True) & ~Q(answer=RequestAnswer.DECLINED),
}


@dataclass(frozen=True, slots=True)
class Fates:
    """Of the people an import brought, by key. ``handed``: to which other import. Whoever lies in the trash is in none:
    they stay there for their thirty days.
    """

    going: frozenset[int]
    kept: frozenset[int]
    handed: Mapping[int, int]


def fates(batch: ImportBatch, *, people: Collection[int] | None = None) -> Fates:
    """Of ``people``, or of all whom it brought. A fixed number of queries. Not for an export of our own."""
    rows = Person.everything.filter(batch=batch)
    if people is not None:
        rows = rows.filter(pk__in=people)
    # Whoever was merged into somebody is still with them.
    here = set(rows.filter(Q(deleted_at__isnull=True) | Q(merged_into__isnull=False)).values_list("pk", flat=True))
    others = _others(batch).filter(person__in=rows.values("pk")).order_by()
    kept = _touched(rows)
    kept |= set(others.filter(batch__format=ImportFormat.RAPPORT).values_list("person_id", flat=True))
    brought = others.values("person_id").annotate(by=Min("batch_id")).values_list("person_id", "by")
    handed = {key: by for key, by in brought if key in here and key not in kept}
    return Fates(frozenset(here - kept - handed.keys()), frozenset(here & kept), handed)


def _others(batch: ImportBatch) -> QuerySet[ImportRow]:
    """Rows by which other imports found or brought somebody, that were not taken back."""
    rows = ImportRow.objects.filter(outcome__in=BROUGHT).exclude(batch=batch)
    return rows.exclude(batch__state__in=TAKEN_BACK)


def _touched(people: QuerySet[Person]) -> set[int]:
    """Who of them was changed since, or has anything that no import brought."""
    changed = people.filter(version__gt=UNTOUCHED)
    as_imported = _as_imported(changed)
    touched = {
        key for key, version in changed.values_list("pk", "version") if version != as_imported.get(key, UNTOUCHED)
    }
    decided = Q(forget_at__isnull=False) | Q(sent_back_at__isnull=False) | Q(merged_into__isnull=False)
    decided |= Q(archived_at__isnull=False) | Q(left_out_at__isnull=False) | Q(deceased=True)
    touched |= set(people.filter(decided).values_list("pk", flat=True))
    touched |= _with_other_days(people)
    for relation in Person._meta.related_objects:
        model: type[Model] = relation.related_model
        name = relation.field.name
        if model is ImportRow:
            continue
        rows = model._base_manager.filter(**{f"{name}__in": people.values("pk")})
        if model is FollowUp:
            rows = rows.filter(BY_HAND)
        elif model in OF_A_PERSON:
            rows = rows.filter(batch__isnull=True)
        elif model in AS_BROUGHT:
            if model is not Request:
                rows = rows.filter(deleted_at__isnull=True)
            brought = model._base_manager.filter(AS_BROUGHT[model], person__in=people.values("pk"))
            rows = rows.exclude(pk__in=brought.values("pk"))
        touched |= set(rows.values_list(name, flat=True))
    return touched


def _with_other_days(people: QuerySet[Person]) -> set[int]:
    """Whose days of a file somebody put right: such a row has no version."""
    told: dict[int, set[str]] = defaultdict(set)
    days = ImportantDate.objects.filter(batch__isnull=False, person__in=people.values("pk"))
    rows = ImportRow.objects.filter(kind=ImportRowKind.PERSON, person__in=days.values("person"))
    for key, changes in rows.values_list("person_id", "changes"):
        told[key] |= set(changes.get("dates", ([], []))[1]) | {str(changes.get("birthday", ("", ""))[1])}
    found = days.values_list("person_id", "year", "month", "day", "lead_days")
    return {
        key
        for key, year, month, day, lead_days in found
        if iso_day(year=year, month=month, day=day) not in told[key] or lead_days != LEAD_DAYS
    }


def _as_imported(people: QuerySet[Person]) -> dict[int, int]:
    """The version at which imports left each of them, those that were undone included; -1 where somebody else
    changed them in between.
    """
    rows = ImportRow.objects.filter(kind=ImportRowKind.PERSON, person__in=people.values("pk"))
    steps: set[tuple[int, int, int]] = set()
    for key, changes in rows.values_list("person_id", "changes"):
        steps |= {(key, *changes[name]) for name in ("version", "put_back") if name in changes}
    versions: dict[int, int] = defaultdict(lambda: UNTOUCHED)
    for key, before, after in sorted(steps):
        if before:
            versions[key] = after if versions[key] == before else -1
    return versions


# What hangs on people


def merged_into(batch: ImportBatch) -> QuerySet[Any]:
    """Into whom somebody was merged since the import: what stands with them is one, and the user's doing."""
    merges = Merge.objects.filter(owner=batch.owner_id, created_at__gte=batch.started_at or batch.created_at)
    return merges.values("kept")


def things(batch: ImportBatch, *, model: type[Model]) -> QuerySet[Any]:
    """Of the days, favours or requests that it brought, those that nobody touched since. ``also``: the later import
    that has it, too, or None; one that goes has none.
    """
    rows: QuerySet[Any] = model._base_manager.filter(AS_BROUGHT[model], batch=batch).exclude(
        person__in=merged_into(batch)
    )
    if model is not Request:
        rows = rows.filter(deleted_at__isnull=True)
    if model is not Interaction:
        kind = ImportRowKind.GIVE if model is Exchange else ImportRowKind.REQUEST
        also = _known(batch, kind, (ImportOutcome.MATCHED, ImportOutcome.UPDATED)).filter(person=OuterRef("person"))
        if model is Exchange:
            rows = rows.exclude(Exists(FollowUp.objects.filter(BY_HAND, exchange=OuterRef("pk"))))
        with_others: QuerySet[Any] = rows.annotate(also=Subquery(also.values("batch")[:1]))
        return with_others
    mentioned = ExchangeMention.objects.filter(interaction=OuterRef("pk"), exchange__deleted_at__isnull=True)
    settled = Exchange.objects.filter(settled_in=OuterRef("pk")).exclude(batch=batch)
    rows = rows.exclude(Exists(Contact.objects.filter(founded_on=OuterRef("pk"))))
    rows = rows.exclude(Exists(mentioned.exclude(exchange__batch=batch))).exclude(Exists(settled))
    also = known_days(batch).filter(person=OuterRef("person"), thread=OuterRef("thread"))
    grown = Message.objects.filter(interaction=OuterRef("pk")).exclude(batch=batch).exclude(batch__state__in=TAKEN_BACK)
    either = Coalesce(Subquery(also.values("batch")[:1]), Subquery(grown.values("batch")[:1]))
    days: QuerySet[Any] = rows.annotate(also=either)
    return days


def known_days(batch: ImportBatch) -> QuerySet[ImportRow]:
    """Rows of messages that later imports found there already. Which day it was, they do not say any more, so that all
    of the conversation with that person counts as theirs.
    """
    return _known(batch, ImportRowKind.MESSAGE, (ImportOutcome.MATCHED,))


def _known(batch: ImportBatch, kind: ImportRowKind, found: Collection[ImportOutcome]) -> QuerySet[ImportRow]:
    began = batch.started_at or batch.created_at
    rows = _others(batch).filter(kind=kind, outcome__in=found)
    return rows.filter(Q(batch__finished_at__isnull=True) | Q(batch__finished_at__gte=began)).order_by("batch_id")
