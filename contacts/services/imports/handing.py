"""Handing over: whom and what another import brought as well belongs to that one once this one is undone."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db.models import Count, Model

from contacts.models import (
    Exchange,
    Handle,
    ImportantDate,
    ImportBatch,
    Interaction,
    Message,
    Person,
    PersonTag,
    Request,
)
from contacts.queries.import_fates import things

# So many messages go in one statement with their people: nobody who saves a page waits for more.
MESSAGES_AT_ONCE = 3000


def hand_over(*, model: type[Model], rows: Mapping[int, int]) -> None:
    """Say of these rows which import they belong to, by key."""
    by_batch: dict[int, list[int]] = defaultdict(list)
    for key, other in rows.items():
        by_batch[other].append(key)
    for other, keys in by_batch.items():
        changed: dict[str, Any] = {"batch_id": other}
        model._base_manager.filter(pk__in=keys).update(**changed)


def hand_over_days(*, batch: ImportBatch, days: Mapping[int, int]) -> None:
    """Days with the messages that came with them."""
    hand_over(model=Interaction, rows=days)
    lines = Message.objects.filter(batch=batch, interaction__in=days).values_list("pk", "interaction_id")
    hand_over(model=Message, rows={key: days[day] for key, day in lines})


def hand_over_people(*, batch: ImportBatch, people: Mapping[int, int]) -> None:
    """People with what is said of them, and with those of their days, favours and requests that others have, too."""
    for model in (Handle, ImportantDate, PersonTag):
        rows = model._base_manager.filter(batch=batch, person__in=people).values_list("pk", "person_id")
        hand_over(model=model, rows={key: people[person] for key, person in rows})
    for kind in (Interaction, Exchange, Request):
        known = things(batch, model=kind).filter(person__in=people, also__isnull=False)
        also = dict(known.values_list("pk", "also"))
        if kind is Interaction:
            hand_over_days(batch=batch, days=also)
        else:
            hand_over(model=kind, rows=also)
    hand_over(model=Person, rows=people)


def note_handed(*, batch: ImportBatch, others: Iterable[int], name: str) -> None:
    """Count, for the page afterwards, what was handed over to each; ``name`` is ``people`` or ``things``."""
    handed = batch.about.setdefault("handed", {})
    for other, number in Counter(others).items():
        told = handed.setdefault(str(other), {"people": 0, "things": 0})
        told[name] += number


def at_once(*, people: Sequence[int]) -> Sequence[int]:
    """As many of them, from the first on, as may go in one step with all their messages; one at least."""
    rows = Message.objects.filter(interaction__person__in=people).values_list("interaction__person")
    messages = dict(rows.annotate(number=Count("pk")).order_by())
    gone, fitting = 0, 0
    for key in people:
        gone += messages.get(key, 0)
        if fitting and gone > MESSAGES_AT_ONCE:
            break
        fitting += 1
    return people[:fitting]
