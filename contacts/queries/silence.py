"""What falls silent when a person is archived or noted as deceased, and which rules are muted for them."""

from dataclasses import dataclass
from datetime import date

from django.db.models import F, Q

from contacts.models import Contact, FollowUp, ImportantDate, Mute, Person, Standing
from contacts.queries.open_follow_ups import STANDING_FAVOUR
from contacts.vocabulary import DateKind, FollowUpKind, Reason
from contacts.wording_due import often
from contacts.wording_people import date_title, yearly_day

LINES_SHOWN = 20


@dataclass(frozen=True, slots=True)
class SilentLine:
    """One open follow-up; ``text`` is the user's or the favour's, empty where the kind says all."""

    kind: FollowUpKind
    text: str
    on: date


@dataclass(frozen=True, slots=True)
class FallsSilent:
    """``planned`` leaves out what the cadence and the dates say already; ``more`` counts those beyond it.

    ``dates`` read ``Birthday, 29 February``.
    """

    planned: tuple[SilentLine, ...]
    more: int
    circle: str
    cadence: str
    dates: tuple[str, ...]

    @property
    def is_nothing(self) -> bool:
        return not (self.planned or self.cadence or self.dates)


def falls_silent(person: Person) -> FallsSilent:
    """Two queries beside the one that fetched ``person`` with their contact and circle."""
    contact: Contact | None = getattr(person, "contact", None)
    rows = FollowUp.objects.open().filter(STANDING_FAVOUR, person=person).select_related("exchange")
    rows = rows.exclude(kind__in=[FollowUpKind.KEEP_IN_TOUCH, FollowUpKind.DATE])
    lines = sorted((_line(row) for row in rows), key=lambda line: line.on)
    dates = ImportantDate.objects.filter(person=person)
    return FallsSilent(
        planned=tuple(lines[:LINES_SHOWN]),
        more=max(0, len(lines) - LINES_SHOWN),
        circle=contact.circle.name if contact and contact.circle else "",
        cadence=often(contact.cadence_days) if contact else "",
        dates=tuple(f"{date_title(DateKind(day.kind), day.label)}, {yearly_day(day.month, day.day)}" for day in dates),
    )


def _line(row: FollowUp) -> SilentLine:
    return SilentLine(FollowUpKind(row.kind), row.exchange.what if row.exchange else row.text, row.shown_on)


def flags_up(person: Person) -> dict[Reason, date]:
    """Which flags their standing has up, muted or not, and since when; of the archived and the deceased none speaks.

    Wants the standing of their contact selected along.
    """
    standing: Standing | None = getattr(getattr(person, "contact", None), "standing", None)
    if standing is None or person.is_silent:
        return {}
    since = {Reason.ASK_ONLY: standing.ask_only_since, Reason.THEIR_ASKS: standing.they_ask_only_since}
    return {rule: day for rule, day in since.items() if day}


def muted_rules(person: Person) -> frozenset[str]:
    """The rules that do not speak of this person: muted for them, or for everybody. One query."""
    return frozenset(mutes_of(person))


def mutes_of(person: Person) -> dict[str, Mute]:
    """By rule what silences it about this person; where it is muted for everybody, too, what was said of them alone."""
    for_them = Q(person=person) | Q(person__isnull=True)
    rows = Mute.objects.filter(for_them, owner=person.owner_id).order_by(F("person").asc(nulls_first=True))
    return {row.rule: row for row in rows}
