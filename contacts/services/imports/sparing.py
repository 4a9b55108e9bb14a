"""What undoing an import leaves standing though it made it: others stand for it by now, the user or a later file."""

from collections.abc import Collection
from datetime import timedelta

from contacts.models import ImportBatch, Interaction, Merge, Message
from contacts.rules.meaningful import ANSWERED_WITHIN_DAYS
from contacts.vocabulary import Side


def merged_since(*, batch: ImportBatch, people: Collection[int]) -> set[int]:
    """Into whom of these somebody was merged since the import: what stands with them is one, and the user's doing."""
    merges = Merge.objects.filter(kept__in=list(people), created_at__gte=batch.started_at or batch.created_at)
    return set(merges.values_list("kept_id", flat=True))


def is_two_way(*, day: Interaction) -> bool:
    """Whether both sides wrote on a day of messages, or it answers the other side of the thirty days before."""
    lines = Message.objects.filter(interaction=day).order_by("at", "pk")
    authors = list(lines.values_list("author", flat=True))
    if len(set(authors)) != 1:
        return bool(authors)
    other = Side.THEM if authors[0] == Side.ME else Side.ME
    before = Message.objects.filter(
        interaction__person=day.person_id,
        interaction__thread=day.thread,
        interaction__deleted_at__isnull=True,
        interaction__happened_on__lt=day.happened_on,
        interaction__happened_on__gte=day.happened_on - timedelta(days=ANSWERED_WITHIN_DAYS),
        author=other,
    )
    return before.exists()
