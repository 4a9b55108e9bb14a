"""What is asked about interactions before one is written: what a verdict rests on, who is meant, what is inherited."""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple

from django.utils import timezone

from contacts.entries import LogEntry
from contacts.models import Contact, Interaction, User
from contacts.rules.cadence import first_follow_up_on
from contacts.rules.meaningful import InteractionFacts, MeaningfulVerdict, OtherNote, judge, took_part
from contacts.vocabulary import LIVE_CHANNELS, StartedBy

COPY_WINDOW = timedelta(days=7)
OTHER_NOTES_AT_MOST = 200
ANSWER_WINDOW = timedelta(days=30)


# The verdict (E-01, E-02, E-04)


class Forecast(NamedTuple):
    """What saving an entry now would mean. ``first_follow_up_on`` is set when it would make a contact."""

    verdict: MeaningfulVerdict
    first_follow_up_on: date | None
    already_contact: bool


def gather_facts(*, by: User, entry: LogEntry) -> InteractionFacts:
    """All that the rule needs to judge ``entry``, in a fixed number of queries; nothing is written."""
    return InteractionFacts(
        channel=entry.channel,
        started_by=entry.started_by,
        depth=entry.depth,
        they_took_part=took_part(
            channel=entry.channel,
            started_by=entry.started_by,
            they_wrote_too=entry.they_wrote_too,
            answers_on=_answered_message_on(entry),
            happened_on=entry.happened_on,
        ),
        talked_about=entry.talked_about,
        learned=entry.learned,
        happened_on=entry.happened_on,
        today=timezone.localdate(timezone=by.tz),
        unfinished=entry.unfinished,
        confirmed=entry.confirmed,
        true_of_both=entry.true_of_both,
        known=_known_words(entry),
        other_notes=_other_notes(by, entry),
    )


def judge_entry(*, by: User, entry: LogEntry) -> Forecast:
    """The live verdict: what would come of saving this entry now."""
    facts = gather_facts(by=by, entry=entry)
    verdict = judge(facts)
    already = entry.person is not None and Contact.objects.filter(person=entry.person).exists()
    if already or not verdict.meaningful:
        return Forecast(verdict, None, already)
    due_on = first_follow_up_on(
        entry.happened_on,
        made_today=contacts_founded_on(by=by, day=entry.happened_on),
        today=facts.today,
        working_days=by.working_weekdays,
    )
    return Forecast(verdict, due_on, already)


def contacts_founded_on(*, by: User, day: date) -> int:
    """How many contacts that day has brought so far: their first follow-ups are spread (E-03)."""
    return Contact.objects.filter(person__owner=by, person__deleted_at=None, founded_on__happened_on=day).count()


def _known_words(entry: LogEntry) -> tuple[str, ...]:
    """What is no news about them: their names, firm and role, the event's name."""
    person = entry.person
    words = [entry.name, entry.event.name if entry.event else ""]
    if person is not None:
        words += [person.name, person.also_known_as, person.organisation, person.role]
    return tuple(word for word in words if word)


def _answered_message_on(entry: LogEntry) -> date | None:
    """The day of the newest written message of the other side, in the same thread, that this one may answer."""
    if entry.person is None or entry.channel in LIVE_CHANNELS or entry.started_by == StartedBy.BOTH:
        return None
    other_side = StartedBy.THEM if entry.started_by == StartedBy.ME else StartedBy.ME
    thread = Interaction.objects.filter(entry_key=entry.entry_key).values_list("thread", flat=True).first() or ""
    newest: date | None = (
        Interaction.objects.filter(
            person=entry.person,
            channel=entry.channel,
            thread=thread,
            started_by__in=[other_side, StartedBy.BOTH],
            unfinished=False,
            happened_on__range=_around(entry.happened_on, before=ANSWER_WINDOW, after=timedelta(0)),
        )
        .exclude(entry_key=entry.entry_key)
        .order_by("-happened_on")
        .values_list("happened_on", flat=True)
        .first()
    )
    return newest


def _other_notes(by: User, entry: LogEntry) -> tuple[OtherNote, ...]:
    """What was learned about other people within a week of that day, newest first (E-04)."""
    if not entry.learned.strip():
        return ()
    rows = Interaction.objects.owned_by(by).filter(
        happened_on__range=_around(entry.happened_on, before=COPY_WINDOW, after=COPY_WINDOW), unfinished=False
    )
    if entry.person is not None:
        rows = rows.exclude(person=entry.person).exclude(entry_key=entry.entry_key)
    else:
        # The same entry sent again: the person it made the first time is nobody else.
        same = Interaction.everything.filter(entry_key=entry.entry_key).values("person_id")
        rows = rows.exclude(person_id__in=same)
    newest = rows.exclude(learned="").order_by("-happened_on", "-id").values_list("id", "person__name", "learned")
    return tuple(OtherNote(*row) for row in newest[:OTHER_NOTES_AT_MOST])


def _around(day: date, *, before: timedelta, after: timedelta) -> tuple[date, date]:
    # The calendar's ends are no reason to fail: a day typed as 9999 is refused with a sentence elsewhere.
    return (max(day, date.min + before) - before, min(day, date.max - after) + after)
