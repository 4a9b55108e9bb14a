"""Rests: how long somebody is left in peace, and to whom a rest is proposed, with the touches that nobody answered."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from contacts.models import Contact, Interaction, Standing
from contacts.rules.resting import proposes_rest
from contacts.vocabulary import Channel
from contacts.wording_due import channel_phrase
from contacts.wording_people import rest_sentence

QUOTED = 160
TOUCHES_SHOWN = 5


@dataclass(frozen=True, slots=True)
class RestLine:
    """``until`` is None until they are woken."""

    until: date | None
    reason: str
    sentence: str


@dataclass(frozen=True, slots=True)
class UnansweredTouch:
    """One touch of the user's that nobody answered; ``says`` quotes its beginning."""

    public_id: UUID
    on: date
    precision: str
    channel: str
    says: str
    is_private: bool


@dataclass(frozen=True, slots=True)
class RestProposal:
    """The newest of the touches that propose a rest (E-35), newest first; ``count`` is of all."""

    count: int
    touches: tuple[UnansweredTouch, ...]


def rest_line(contact: Contact | None, today: date) -> RestLine | None:
    """None for who is awake."""
    if contact is None or not contact.is_resting(today):
        return None
    said = rest_sentence(contact.resting_until, contact.rest_reason, today=today)
    return RestLine(contact.resting_until, contact.rest_reason, said)


def rest_proposals(contacts: Iterable[Contact], today: date, *, rest_after: int) -> dict[int, RestProposal]:
    """Whom to let rest, by the key of the contact; those at rest are not among them. One query, whatever their number.

    Wants ``standing`` selected along.
    """
    proposed = {contact.pk: contact.standing for contact in contacts if _is_proposed(contact, today, rest_after)}
    keys = [key for standing in proposed.values() for key in standing.unanswered_touches[:TOUCHES_SHOWN]]
    rows = Interaction.objects.in_bulk(keys) if keys else {}
    return {
        pk: RestProposal(standing.unanswered, touches_shown(standing.unanswered_touches, rows))
        for pk, standing in proposed.items()
    }


def touches_shown(keys: Sequence[int], rows: Mapping[int, Interaction]) -> tuple[UnansweredTouch, ...]:
    """The first few of these touches, newest first; ``rows`` holds them, among others, by key."""
    return tuple(_touch(rows[key]) for key in keys[:TOUCHES_SHOWN] if key in rows)


def _is_proposed(contact: Contact, today: date, rest_after: int) -> bool:
    standing: Standing | None = getattr(contact, "standing", None)
    if standing is None or contact.is_resting(today):
        return False
    return proposes_rest(standing.unanswered, rest_after=rest_after)


def _touch(row: Interaction) -> UnansweredTouch:
    text = " ".join((row.talked_about or row.learned).split())
    return UnansweredTouch(
        public_id=row.public_id,
        on=row.happened_on,
        precision=row.day_precision,
        channel=channel_phrase(Channel(row.channel)),
        says=text if len(text) <= QUOTED else f"{text[:QUOTED].rpartition(' ')[0] or text[:QUOTED]}…",
        is_private=row.private,
    )
