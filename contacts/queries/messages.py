"""What was written between the user and one person: the texts of an interaction, who wrote them and when."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Prefetch
from django.utils import timezone

from contacts.models import Interaction, Message
from contacts.vocabulary import Side

# As many as a timeline shows of one day; the rest stands on the entry's own page.
SHOWN = 6
# Nobody reads on; a day that holds more says so.
MOST = 500


@dataclass(frozen=True, slots=True)
class MessageLine:
    """One message. ``at`` is in the time zone of the request."""

    author: Side
    at: datetime
    text: str

    @property
    def is_mine(self) -> bool:
        return self.author == Side.ME


def first_messages() -> Any:
    """Brings the first messages of each interaction along, one more than is shown, as ``first_messages``."""
    rows = Message.objects.order_by("at", "id").defer("source_key")[: SHOWN + 1]
    return Prefetch("messages", rows, to_attr="first_messages")


def message_lines(rows: Iterable[Message]) -> tuple[MessageLine, ...]:
    return tuple(MessageLine(Side(row.author), timezone.localtime(row.at), row.text) for row in rows)


def messages_of(interaction: Interaction) -> tuple[MessageLine, ...]:
    """All that was written that day, at most 500 messages, the oldest first. One query, none for what was logged."""
    if not interaction.purpose:
        return ()
    return message_lines(Message.objects.filter(interaction=interaction).order_by("at", "id")[:MOST])
