"""Interactions: logged, edited, deleted, moved. A meaningful one makes a contact in the same transaction (E-01).

The same entry sent twice is one row: `entry_key` comes with the form, and `entry_digest` tells whether the content is
the same, too.
"""

import hashlib
import json
from dataclasses import dataclass, replace
from datetime import date

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from contacts.entries import LogEntry
from contacts.errors import FoundingInteraction, Refused, StaleVersion
from contacts.models import Contact, Event, Exchange, ExchangeMention, FollowUp, Interaction, Person, User
from contacts.models.interactions import NOTE_LENGTH
from contacts.queries.interactions import gather_facts, move_plan, wrote_too
from contacts.rules.days import is_too_long_ago
from contacts.rules.meaningful import InteractionFacts, MeaningfulVerdict, judge
from contacts.rules.texts import clean_line, clean_text
from contacts.services.contacts import recognise_contact, refuse_foreign_circle
from contacts.services.exchanges import take_plans_along
from contacts.services.locks import lock_people, lock_person, refuse_silent
from contacts.services.people import PersonFacts, add_person, rename
from contacts.services.planning import settle_people
from contacts.services.resting import end_open_rest
from contacts.services.told_exchanges import note_told, put_told_right
from contacts.vocabulary import FollowUpKind, Source

NEW = 0
# What a verdict rests on, beside who took part.
MEANING = ("talked_about", "learned", "depth", "unfinished", "confirmed", "true_of_both")


@dataclass(frozen=True, slots=True)
class Logged:
    """What came of an entry. ``created`` is False where the same entry had arrived before or was an edit.

    ``woke``: it ended a rest that had no wake day.
    """

    interaction: Interaction
    person: Person
    contact: Contact | None
    verdict: MeaningfulVerdict
    created: bool
    contact_made: bool
    first_follow_up_on: date | None
    woke: bool = False


def log_interaction(*, by: User, entry: LogEntry, version: int = NEW) -> Logged:
    """Write down what happened with one person, and all that follows from it, in one transaction.

    The same key with the same content answers with the existing row. With other content it is an edit of the row at
    ``version`` (0: "I believe it is new"). Raises Refused, StaleVersion (the row as it stands), FoundingInteraction.
    """
    try:
        with transaction.atomic():
            return _log(by=by, entry=entry, version=version)
    except IntegrityError:
        # The same entry arrived twice at once and the other one won: answer with its row.
        if not Interaction.everything.filter(entry_key=entry.entry_key).exists():
            raise
        with transaction.atomic():
            return _log(by=by, entry=entry, version=version)


@transaction.atomic
def edit_interaction(*, by: User, interaction: Interaction, version: int, entry: LogEntry) -> Logged:
    """Put an interaction right; the person stays (see `move_interaction`). Exchanges in ``entry`` replace those told
    with the first entry; an empty tuple leaves them alone.

    Raises StaleVersion, Refused, and FoundingInteraction where a founder would lose its meaning.
    """
    person = lock_person(by=by, person_id=interaction.person_id)
    row = _current(interaction, person)
    if row.version != version:
        raise _stale(row)
    return _edit(by=by, person=person, row=row, entry=entry, exchanges=bool(entry.exchanges))


@transaction.atomic
def delete_interaction(*, by: User, interaction: Interaction) -> Interaction:
    """Hide an interaction for 30 days of undo. Favours told in it stay. Raises FoundingInteraction."""
    person = lock_person(by=by, person_id=interaction.person_id)
    row = _current(interaction, person)
    _refuse_founder(row, person)
    row.deleted_at = timezone.now()
    row.version += 1
    row.save(update_fields=["deleted_at", "version"])
    _settle_up(by, person)
    return row


@transaction.atomic
def restore_interaction(*, by: User, interaction: Interaction) -> Interaction:
    """Bring a deleted interaction back. It does not found a contact anew: only a log does."""
    person = lock_person(by=by, person_id=interaction.person_id)
    row = _current(interaction, person, deleted=True)
    row.deleted_at = None
    row.version += 1
    row.save(update_fields=["deleted_at", "version"])
    _settle_up(by, person)
    return row


@transaction.atomic
def move_interaction(*, by: User, interaction: Interaction, to: Person | None, to_name: str = "") -> Interaction:
    """Move what was logged on the wrong person. Exchanges mentioned only there go along, the others stay; both people
    are replanned, and the other one becomes a contact if the interaction is meaningful with them.

    Raises Refused, and FoundingInteraction while it is the reason for a contact.
    """
    if to is None:
        to = add_person(by=by, facts=PersonFacts(name=to_name), source=Source.LOGGED)
    if to.pk == interaction.person_id:
        raise Refused(_("It is noted with %(name)s already. Choose somebody else.") % {"name": to.name}, field="to")
    people = lock_people(by=by, ids=[interaction.person_id, to.pk])
    origin, target = people[interaction.person_id], people[to.pk]
    row = _current(interaction, origin)
    _refuse_founder(row, origin)
    plan = move_plan(row)
    for exchange in plan.moving:
        exchange.person = target
        exchange.version += 1
        exchange.save(update_fields=["person", "version"])
    # Whatever does not go along, deleted favours included, forgets a conversation that was with somebody else.
    going = [exchange.pk for exchange in plan.moving]
    ExchangeMention.objects.filter(interaction=row).exclude(exchange_id__in=going).delete()
    Exchange.everything.filter(settled_in=row).exclude(pk__in=going).update(settled_in=None)
    FollowUp.objects.filter(closed_by=row).update(closed_by=None)
    # Read while it is with the one it was noted with: an answer to their message is none to the other's.
    entry = replace(entry_of(row), person=target)
    row.person = target
    facts = gather_facts(by=by, entry=entry)
    verdict = judge(facts)
    row.they_took_part, row.meaningful, row.missing = facts.they_took_part, verdict.meaningful, list(verdict.missing)
    row.version += 1
    row.save()
    for exchange in plan.moving:
        take_plans_along(exchange)
    _let_in(target)
    recognise_contact(by=by, interaction=row, person=target)
    if contact := Contact.objects.filter(person=target).first():
        _end_open_rest(by, contact, row)
    _settle_up(by, origin, target)
    return row


def entry_of(row: Interaction) -> LogEntry:
    """An interaction as the entry it would be typed as, without its exchanges."""
    return LogEntry(
        entry_key=row.entry_key,
        person=row.person,
        talked_about=row.talked_about,
        learned=row.learned,
        happened_on=row.happened_on,
        day_precision=row.day_precision,  # type: ignore[arg-type]
        happened_at=row.happened_at,
        channel=row.channel,  # type: ignore[arg-type]
        started_by=row.started_by,  # type: ignore[arg-type]
        they_wrote_too=wrote_too(row),
        depth=row.depth,  # type: ignore[arg-type]
        event=row.event,
        private=row.private,
        unfinished=row.unfinished,
        confirmed=row.confirmed,
        true_of_both=row.true_of_both,
    )


def _log(*, by: User, entry: LogEntry, version: int) -> Logged:
    existing = Interaction.everything.select_related("person").filter(entry_key=entry.entry_key).first()
    entry = _checked(by, entry, as_it_was=existing.happened_on if existing else None)
    digest = _digest(entry)
    if existing:
        return _log_again(by=by, existing=existing, entry=entry, digest=digest, version=version)
    if entry.person is not None:
        person = lock_person(by=by, person_id=entry.person.pk)
    else:
        person = add_person(by=by, facts=PersonFacts(name=entry.name), source=entry.source)
    facts = gather_facts(by=by, entry=replace(entry, person=person))
    verdict = judge(facts)
    row = Interaction(person=person, entry_key=entry.entry_key, entry_digest=digest)
    _apply(row, entry, verdict, they_took_part=facts.they_took_part)
    row.save()
    note_told(row, entry=entry)
    return _finish(by=by, row=row, person=person, entry=entry, verdict=verdict, created=True)


def _log_again(*, by: User, existing: Interaction, entry: LogEntry, digest: str, version: int) -> Logged:
    """An entry whose key is known: the same once more, or an edit."""
    if existing.person.owner_id != by.pk:
        raise Refused(_("This form cannot be used any more. Reload the page and save again."))
    if existing.deleted_at or existing.person.deleted_at:
        if existing.entry_digest == digest:
            return _answer(by, existing)
        raise Refused(_("You deleted this entry meanwhile. Restore it under “Deleted”, or log it anew."))
    person = lock_person(by=by, person_id=existing.person_id)
    row = _current(existing, person)
    # What was sent before arrives again: nothing to do, even when the row was put right meanwhile. Sent at the row's
    # own version it is meant: somebody read the row as it stands, and says the first content once more.
    if row.entry_digest == digest and row.version != version:
        return _answer(by, row)
    if row.version != version:
        raise _stale(row)
    if entry.person is not None and entry.person.pk != row.person_id:
        raise _noted_with(person)
    if entry.person is None and clean_line(entry.name) != person.name:
        # A debrief's row whose name was put right: the person it made a moment ago is the one renamed.
        if person.interactions.exclude(pk=row.pk).exists():
            raise _noted_with(person)
        rename(person, name=entry.name)
    row.entry_digest = digest
    return _edit(by=by, person=person, row=row, entry=entry, exchanges=True)


def _noted_with(person: Person) -> Refused:
    return Refused(
        _("This entry is noted with %(name)s. Move it from their page.") % {"name": person.name}, field="name"
    )


def _edit(*, by: User, person: Person, row: Interaction, entry: LogEntry, exchanges: bool) -> Logged:
    entry = replace(_checked(by, entry, as_it_was=row.happened_on), person=person, entry_key=row.entry_key)
    facts = gather_facts(by=by, entry=entry)
    verdict = _judge_again(row, entry, facts)
    if not verdict.meaningful:
        _refuse_founder(row, person)
    old_day, was_private, was_in_touch = row.happened_on, row.private, row.is_in_touch
    _apply(row, entry, verdict, they_took_part=facts.they_took_part)
    row.version += 1
    row.save()
    put_told_right(row, old_day=old_day, was_private=was_private)
    if exchanges or entry.updates:
        note_told(row, entry=entry, replace_told=exchanges)
    return _finish(
        by=by, row=row, person=person, entry=entry, verdict=verdict, created=False, was_in_touch=was_in_touch
    )


def _judge_again(row: Interaction, entry: LogEntry, facts: InteractionFacts) -> MeaningfulVerdict:
    """The verdict on an edit. What was said and passed is not judged anew because another thing changed: the person's
    role, noted since, may now be the very words of the note.
    """
    verdict = judge(facts)
    says_the_same = all(getattr(row, field) == getattr(entry, field) for field in MEANING)
    if row.meaningful and says_the_same and facts.they_took_part:
        return replace(verdict, in_touch=True, meaningful=True, missing=(), copied_from=None, asks_depth=False)
    return verdict


def _finish(
    *,
    by: User,
    row: Interaction,
    person: Person,
    entry: LogEntry,
    verdict: MeaningfulVerdict,
    created: bool,
    was_in_touch: bool = False,
) -> Logged:
    _let_in(person)
    known = Contact.objects.filter(person=person).first()
    made = None if known else recognise_contact(by=by, interaction=row, person=person, circle=entry.circle)
    contact = known or made
    if entry.circle and (made or contact is None or contact.circle_id != entry.circle.pk):
        refuse_silent(person=person, field="circle")
    if contact and not made and entry.circle and contact.circle_id != entry.circle.pk:
        contact.circle, contact.own_cadence_days = entry.circle, None
        contact.save(update_fields=["circle", "own_cadence_days"])
    woke = contact is not None and not was_in_touch and _end_open_rest(by, contact, row)
    if contact is None and entry.circle:
        # Kept for the entry that will make them a contact.
        person.parked_circle, person.parked_cadence_days = entry.circle, None
        person.save(update_fields=["parked_circle", "parked_cadence_days"])
    _settle_up(by, person)
    return Logged(
        interaction=row,
        person=person,
        contact=contact,
        verdict=verdict,
        created=created,
        contact_made=made is not None,
        first_follow_up_on=_first_follow_up_on(row) if made else None,
        woke=woke,
    )


def _let_in(person: Person) -> None:
    """Whoever one talks with is not left out any more (E-53)."""
    if person.left_out_at is not None:
        person.left_out_at = None
        person.save(update_fields=["left_out_at"])


def _end_open_rest(by: User, contact: Contact, row: Interaction) -> bool:
    """What was logged as being in touch wakes a contact who rests without a wake day."""
    return row.is_in_touch and end_open_rest(by=by, contact=contact, on=row.happened_on)


def _answer(by: User, row: Interaction) -> Logged:
    """The entry arrived before: say what came of it then, write nothing."""
    contact = Contact.objects.filter(person=row.person).first()
    founded_here = contact is not None and contact.founded_on_id == row.pk
    return Logged(
        interaction=row,
        person=row.person,
        contact=contact,
        verdict=judge(gather_facts(by=by, entry=entry_of(row))),
        created=False,
        contact_made=founded_here,
        first_follow_up_on=_first_follow_up_on(row) if founded_here else None,
    )


def _first_follow_up_on(row: Interaction) -> date | None:
    planned = FollowUp.objects.filter(person_id=row.person_id, kind=FollowUpKind.FIRST, source_key=f"founded:{row.pk}")
    return planned.values_list("due_on", flat=True).first()


def _settle_up(by: User, *people: Person) -> None:
    settle_people(people=people, by=by)


def _current(interaction: Interaction, person: Person, *, deleted: bool = False) -> Interaction:
    """The row as it stands now that the person is locked."""
    row = Interaction.everything.select_related("event").filter(pk=interaction.pk, person=person).first()
    if row is None or (row.deleted_at is not None) != deleted:
        raise Refused(_("This entry is no longer here. Perhaps you deleted or moved it in another tab."))
    row.person = person
    return row


def _stale(row: Interaction) -> StaleVersion:
    return StaleVersion(
        _("This entry was changed in the meantime, perhaps in another tab. Compare the two."), current=row
    )


def _refuse_founder(row: Interaction, person: Person) -> None:
    if Contact.objects.filter(founded_on=row).exists():
        raise FoundingInteraction(
            _("%(name)s is a contact because of this conversation. Found the contact on another one first.")
            % {"name": person.name}
        )


def _checked(by: User, entry: LogEntry, *, as_it_was: date | None = None) -> LogEntry:
    """The entry with its texts cleaned. Raises Refused for what no form should let through; the day ``as_it_was`` may
    stay, for a file brings unlikely ones.
    """
    today = timezone.localdate(timezone=by.tz)
    is_new_day = entry.happened_on != as_it_was
    if is_new_day and entry.happened_on > today:
        raise Refused(_("That day is still to come. Log a conversation once it was."), field="happened_on")
    if is_new_day and is_too_long_ago(entry.happened_on, today=today):
        raise Refused(_("That day is more than 120 years ago. Check the year."), field="happened_on")
    if entry.person is None and not clean_line(entry.name):
        raise Refused(_("Say who it was. A first name, or any word you will know them by, is enough."), field="name")
    talked_about, learned = clean_text(entry.talked_about), clean_text(entry.learned)
    for field, text in (("talked_about", talked_about), ("learned", learned)):
        if len(text) > NOTE_LENGTH:
            raise Refused(_("This holds at most 20,000 characters. Shorten it, or log it in two."), field=field)
    # A deleted event is one still: what happened there can be put right meanwhile.
    if entry.event is not None and not Event.everything.owned_by(by).filter(pk=entry.event.pk).exists():
        raise Refused(_("This event is no longer here. Choose another."), field="event")
    refuse_foreign_circle(entry.circle, by=by)
    return replace(entry, talked_about=talked_about, learned=learned)


def _apply(row: Interaction, entry: LogEntry, verdict: MeaningfulVerdict, *, they_took_part: bool) -> None:
    row.event = entry.event
    row.happened_on, row.day_precision, row.happened_at = entry.happened_on, entry.day_precision, entry.happened_at
    row.channel, row.started_by, row.depth = entry.channel, entry.started_by, entry.depth
    row.they_took_part = they_took_part
    row.talked_about, row.learned = entry.talked_about, entry.learned
    row.private, row.unfinished = entry.private, entry.unfinished
    row.confirmed, row.true_of_both = entry.confirmed, entry.true_of_both
    row.meaningful, row.missing = verdict.meaningful, list(verdict.missing)


def _digest(entry: LogEntry) -> str:
    """A fingerprint of the content as typed, to tell the same entry from another one under the same key."""
    exchanges = [
        # What was sent before there were kinds, and comes again, is still the same.
        [
            e.giver,
            e.asked,
            clean_line(e.what),
            e.size,
            e.state,
            e.due_on,
            e.thanked,
            e.our_work,
            *filter(None, [e.category]),
        ]
        for e in entry.exchanges
    ]
    updates = [[u.exchange.pk, u.kind, u.state] for u in entry.updates]
    content = [
        entry.person.pk if entry.person else clean_line(entry.name),
        entry.talked_about,
        entry.learned,
        entry.happened_on,
        entry.day_precision,
        entry.happened_at,
        entry.channel,
        entry.started_by,
        entry.they_wrote_too,
        entry.depth,
        entry.event.pk if entry.event else None,
        entry.private,
        entry.unfinished,
        entry.confirmed,
        entry.true_of_both,
        entry.circle.pk if entry.circle else None,
        exchanges,
        updates,
    ]
    return hashlib.sha256(json.dumps(content, default=str, ensure_ascii=False).encode("utf-8", "replace")).hexdigest()
