"""Marks of people whom an export of ours brought: a fingerprint of all that the user could change about them.

Taken when they are written and once more when the import is undone: whose two are not equal was changed since, by
whatever step, and stays.
"""

from collections import defaultdict
from collections.abc import Collection
from hashlib import sha256
from typing import Any

from django.db.models import Model

from contacts.models import (
    Contact,
    Exchange,
    FollowUp,
    Handle,
    ImportantDate,
    Interaction,
    Mute,
    Person,
    PersonTag,
    Request,
)
from contacts.queries.import_fates import BY_HAND

_OF_A_PERSON: tuple[type[Model], ...] = (
    *(Contact, Exchange, Handle, ImportantDate, Interaction, Mute, PersonTag, Request),
)
# Derived, or set by later records of the same file; merges since have rows of their own.
_PASSED_OVER = frozenset(
    {"updated_at", "batch", "merged_into", "settled_in", "plan_on", "search_name", "normal_value", "missing"}
)
_SAID_OF_PLANS = ("pk", "snoozed_until", "repeat", "text", "closed_how", "closed_on")


def marks_of(*, people: Collection[int]) -> dict[int, str]:
    """By key of the person; a fixed number of queries."""
    marks = {key: sha256() for key in people}
    for key, rows in sorted(_rows(people).items()):
        marks[key].update(repr(rows).encode("utf-8", "replace"))
    return {key: mark.hexdigest() for key, mark in marks.items()}


def _rows(people: Collection[int]) -> dict[int, list[tuple[Any, ...]]]:
    found: dict[int, list[tuple[Any, ...]]] = defaultdict(list)
    for row in Person.everything.filter(pk__in=people).values_list("pk", *_columns(Person)):
        found[row[0]].append(tuple(map(str, row)))
    for model in _OF_A_PERSON:
        rows = model._base_manager.filter(person__in=people).order_by("pk")
        for row in rows.values_list("person_id", *_columns(model)):
            found[row[0]].append((model.__name__, *map(str, row)))
    plans = FollowUp._base_manager.filter(BY_HAND, person__in=people).order_by("pk")
    for row in plans.values_list("person_id", *_SAID_OF_PLANS):
        found[row[0]].append(tuple(map(str, row)))
    return found


def _columns(model: type[Model]) -> list[str]:
    return [column.attname for column in model._meta.concrete_fields if column.name not in _PASSED_OVER]
