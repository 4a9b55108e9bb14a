"""What is planned for one person, with why: the first few open follow-ups, and which of all is the next."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q
from django.db.models.functions import Coalesce

from contacts.models import Contact, FollowUp, Person, Standing
from contacts.queries.favours import FavourRow
from contacts.queries.open_follow_ups import STANDING_FAVOUR
from contacts.queries.standings import last_in_touch_precision
from contacts.queries.today import PROMISES, text_of, turn_before
from contacts.queries.why import Why, repeats_of, why_now
from contacts.vocabulary import NUDGES, FollowUpKind, Reason

LINES_SHOWN = 12


@dataclass(frozen=True, slots=True)
class PlannedLine:
    """One open follow-up, and in ``about`` why it is there. ``favour`` is what they did, on thanks and outcomes (E-33).

    ``repeats`` says how a reminder comes back, empty for one that stands once.
    """

    public_id: UUID
    kind: FollowUpKind
    reason: Reason
    about: Why
    text: str
    favour: UUID | None
    repeats: str
    due_on: date
    snoozed_until: date | None
    is_promise: bool
    days_late: int

    @property
    def is_nudge(self) -> bool:
        return self.kind in NUDGES

    @property
    def shown_on(self) -> date:
        return self.snoozed_until or self.due_on


@dataclass(frozen=True, slots=True)
class Planned:
    """``lines`` leave the promises out, which stand among what is open; ``next_up`` may be one."""

    lines: tuple[PlannedLine, ...]
    has_more: bool
    next_up: PlannedLine | None


def planned_for(person: Person, contact: Contact | None, favours: Mapping[int, FavourRow], today: date) -> Planned:
    """One query, whatever waits. ``favours`` are the person's by their key."""
    waiting = FollowUp.objects.open().filter(STANDING_FAVOUR, person=person)
    waiting = waiting.annotate(shown=Coalesce("snoozed_until", "due_on")).order_by("shown", "id")
    promises = waiting.filter(kind__in=sorted(PROMISES)).values("pk")[:1]
    others = waiting.exclude(kind__in=sorted(PROMISES)).values("pk")[: LINES_SHOWN + 1]
    rows = FollowUp.objects.filter(Q(pk__in=promises) | Q(pk__in=others)).annotate(closed_before=turn_before())
    standing: Standing | None = getattr(contact, "standing", None)
    proof = standing.ask_only_asks if standing else []
    asked_on = tuple(favours[pk].opened_on for pk in proof if pk in favours)
    found = [
        _planned_line(row, person, contact, asked_on, today)
        for row in rows.select_related("exchange", "important_date").order_by("id")
    ]
    found.sort(key=lambda line: line.shown_on)
    lines = [line for line in found if not line.is_promise]
    return Planned(
        lines=tuple(lines[:LINES_SHOWN]), has_more=len(lines) > LINES_SHOWN, next_up=found[0] if found else None
    )


def _planned_line(
    row: FollowUp, person: Person, contact: Contact | None, asked_on: tuple[date, ...], today: date
) -> PlannedLine:
    standing: Standing | None = getattr(contact, "standing", None)
    about = why_now(
        row,
        person=person,
        contact=contact,
        today=today,
        last_on=standing.last_in_touch_on if standing else None,
        last_precision=last_in_touch_precision(standing),
        closed_on=row.closed_before,  # type: ignore[attr-defined]
        asked_on=asked_on,
    )
    return PlannedLine(
        public_id=row.public_id,
        kind=FollowUpKind(row.kind),
        reason=Reason(row.reason),
        about=about,
        text=text_of(row),
        favour=row.exchange.public_id if row.exchange else None,
        repeats=repeats_of(row),
        due_on=row.due_on,
        snoozed_until=row.snoozed_until,
        is_promise=row.kind in PROMISES,
        days_late=max(0, (today - row.shown_on).days),
    )
