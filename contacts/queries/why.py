"""Why a follow-up stands there: the sentence, the rule that made it, and what it was computed from. No queries here."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from django.utils.dateparse import parse_date

from contacts.models import Contact, FollowUp, Person
from contacts.rules.cadence import is_fresh
from contacts.rules.important_dates import years_since
from contacts.rules.repeats import repeat_choice
from contacts.vocabulary import MUTABLE_REASONS, DayPrecision, FollowUpKind, Reason
from contacts.wording import RULES
from contacts.wording_due import WhyFacts, evidence_sentence, repeats_phrase, why_sentence

PROMISES = frozenset({FollowUpKind.PROMISE_MINE, FollowUpKind.PROMISE_THEIRS})
GRATITUDE = frozenset({FollowUpKind.THANK, FollowUpKind.OUTCOME})


@dataclass(frozen=True, slots=True)
class Why:
    """``sentence`` is fit for any mail (E-60); ``rule`` says what the rule is for, ``evidence`` what it counted from.

    ``can_mute``: the rule may be muted; a promise of one's own and a day set by hand may not.
    """

    sentence: str
    rule: str
    evidence: str
    can_mute: bool


def why_now(
    row: FollowUp,
    *,
    person: Person,
    contact: Contact | None,
    today: date,
    last_on: date | None,
    last_precision: str = DayPrecision.DAY,
    closed_on: date | None = None,
    asked_on: Collection[date] = (),
) -> Why:
    """The reasons of one row, fetched with its ``exchange`` and ``important_date``, and the contact with its founder.

    ``last_on`` is the day last in touch, ``closed_on`` that on which the turn before was closed by hand, ``asked_on``
    the days of the asks that E-30 quotes.
    """
    kind = FollowUpKind(row.kind)
    facts = why_facts(
        row,
        person=person,
        contact=contact,
        today=today,
        last_on=last_on,
        last_precision=last_precision,
        closed_on=closed_on,
        asked_on=asked_on,
    )
    return Why(
        sentence=why_sentence(kind, facts),
        rule=str(RULES.get(row.reason, "")),
        evidence=evidence_sentence(kind, facts),
        can_mute=row.reason in MUTABLE_REASONS and kind != FollowUpKind.PROMISE_MINE,
    )


def why_facts(
    row: FollowUp,
    *,
    person: Person,
    contact: Contact | None,
    today: date,
    last_on: date | None,
    last_precision: str,
    closed_on: date | None,
    asked_on: Collection[date],
) -> WhyFacts:
    """What is known of a row, each kind's own facts and no other's."""
    favour, yearly = row.exchange, row.important_date
    occurs_on = _occurrence(row) if yearly else None
    made_on = favour.opened_on if favour else None
    if row.reason == Reason.OWN_DAY:
        made_on = timezone.localdate(row.created_at) if row.created_at else None
    if row.kind == FollowUpKind.FIRST and contact:
        planned_on = timezone.localdate(row.created_at)
        made_on = None if is_fresh(contact.founded_on.happened_on, today=planned_on) else planned_on
    return WhyFacts(
        name=person.first_name,
        today=today,
        due_on=row.due_on,
        made_on=made_on,
        last_on=last_on,
        last_precision=last_precision,
        closed_on=closed_on,
        founded_on=_founded_on(contact) if row.kind == FollowUpKind.FIRST else None,
        cadence_days=contact.cadence_days if contact else None,
        settled_on=favour.settled_on if favour else None,
        asked_on=tuple(sorted(asked_on)),
        asked_since=min(asked_on, default=None),
        occurs_on=occurs_on,
        years=years_since(yearly.year, occurs_on) if yearly and occurs_on else None,
        date_kind=yearly.kind if yearly else "",
        lead_days=yearly.lead_days if yearly else 0,
        repeats=repeats_of(row),
        released_on=row.released_on,
    )


def _founded_on(contact: Contact | None) -> date | None:
    """The founder's day; None where only its month or year is known."""
    founder = contact.founded_on if contact else None
    return founder.happened_on if founder and founder.day_precision == DayPrecision.DAY else None


def repeats_of(row: FollowUp) -> str:
    """``every week``: how a reminder comes back; empty for one that stands once."""
    return repeats_phrase(*repeat_choice(row.repeat)) if row.repeat else ""


def _occurrence(row: FollowUp) -> date | None:
    """The day the row is about; it stands at the end of the source key (``date:<importantdate>:<day>``)."""
    return parse_date(row.source_key.rpartition(":")[2])
