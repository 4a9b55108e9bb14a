"""Brings the example network into an account: through the same verbs that the pages call, in one transaction."""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID, uuid5

from django.db import transaction
from django.utils import timezone

from contacts.demo.events import EVENINGS
from contacts.demo.last_night import DEBRIEF, PASTED
from contacts.demo.new_friends import NEW_FRIENDS
from contacts.demo.old_friends import INNER, OLD_FRIENDS
from contacts.demo.shapes import Favour, Somebody, Talk, Yearly
from contacts.entries import ExchangeEntry, ExchangeUpdate, LogEntry
from contacts.models import Circle, Event, Exchange, FollowUp, Interaction, Offer, Person, User
from contacts.services.contacts import add_circle, send_back_to_the_door
from contacts.services.events import add_event
from contacts.services.exchanges import tell_outcome, thank
from contacts.services.follow_ups import remind_on, snooze_follow_up
from contacts.services.important_dates import DateEntry, add_date
from contacts.services.interactions import Logged, log_interaction
from contacts.services.mutes import mute
from contacts.services.offers import add_offer
from contacts.services.people import HandleEntry, PersonFacts, add_person, bring_to_the_door
from contacts.vocabulary import Category, Channel, FollowUpKind, HandleKind, HandleLabel, MentionKind, Source

NAMESPACE = UUID("5d0b6f0c-7a39-4b53-9a0e-3f1c8f6f2c11")
CADENCES = {INNER: 42, "Monthly": 30, "Quarterly": 91, "Yearly": 365}
PEOPLE = (*OLD_FRIENDS, *NEW_FRIENDS, *DEBRIEF)
# What the account can give; each fits what somebody told.
OFFERS = {
    "an hour of Norwegian over lunch": Category.TIME,
    "a reviewer’s reading of a plan": Category.SKILL,
    "the choir in my street, on Wednesdays": Category.INTRODUCTION,
    "a recommendation at conferences abroad": Category.RECOMMENDATION,
    "advice on a hospital’s database": Category.ADVICE,
    "a desk in Oslo": Category.THING,
}
NOTE = "invented, to look around in"


@dataclass(frozen=True, slots=True)
class Built:
    """What is there now. ``is_new`` is False where the network had been built before; then nothing was written."""

    people: int
    contacts: int
    interactions: int
    exchanges: int
    is_new: bool


@transaction.atomic
def build(*, by: User) -> Built:
    """Bring the network in; where it came before, even if much of it was deleted since, nothing happens."""
    # One builder at a time: two of them would both find nothing there.
    User.objects.select_for_update().get(pk=by.pk)
    is_new = not Event.everything.filter(entry_key=_key(by, EVENINGS[0].key)).exists()
    if is_new:
        _Builder(by).build()
    return Built(
        people=Person.objects.owned_by(by).count(),
        contacts=Person.objects.owned_by(by).contacts().count(),
        interactions=Interaction.objects.owned_by(by).count(),
        exchanges=Exchange.objects.owned_by(by).count(),
        is_new=is_new,
    )


def _key(by: User, *words: str | int) -> UUID:
    """The entry key of one thing in one account: the same each time."""
    return uuid5(NAMESPACE, ":".join(str(word) for word in (by.pk, *words)))


class _Builder:
    def __init__(self, by: User) -> None:
        self.by = by
        self.today = timezone.localdate(timezone=by.tz)
        self.circles = {name: self._circle(name, days) for name, days in CADENCES.items()}
        self.events: dict[str, Event] = {}

    def build(self) -> None:
        for evening in EVENINGS:
            self.events[evening.key] = add_event(
                by=self.by,
                entry_key=_key(self.by, evening.key),
                name=evening.name,
                happened_on=self._day(evening.days_ago),
                place=evening.place,
                part=evening.part,
                shared_notes=evening.notes,
            )
        for somebody in PEOPLE:
            self._bring(somebody)
        bring_to_the_door(by=self.by, rows=PASTED, source=Source.DEMO)
        for what, kind in OFFERS.items():
            if not Offer.objects.filter(owner=self.by, what=what).exists():
                add_offer(by=self.by, entry_key=_key(self.by, "offer", what), what=what, category=kind)

    def _circle(self, name: str, cadence_days: int) -> Circle:
        """The account's own circle of that name, whatever its cadence has become."""
        found = Circle.objects.filter(owner=self.by, name=name).first()
        return found or add_circle(by=self.by, name=name, cadence_days=cadence_days)

    def _day(self, days_ago: int) -> date:
        return self.today - timedelta(days=days_ago)

    def _bring(self, somebody: Somebody) -> None:
        person = add_person(by=self.by, facts=_facts(somebody), source=Source.DEMO, source_note=NOTE)
        for number, talk in enumerate(somebody.talks):
            logged = self._log(somebody, person, number, talk)
            if number == len(somebody.talks) - 1 and somebody.sent_back and logged.contact:
                send_back_to_the_door(by=self.by, contact=logged.contact)
        for talk in somebody.talks:
            self._be_grateful(person, talk)
        for due_in, text in somebody.reminders:
            due_on = self.today + timedelta(days=due_in)
            key = _key(self.by, somebody.key, "reminder", text)
            remind_on(by=self.by, person=person, due_on=due_on, text=text, entry_key=key)
        for yearly in somebody.dates:
            key = _key(self.by, somebody.key, "date", yearly.in_days)
            add_date(by=self.by, person=person, entry=self._yearly(yearly), entry_key=key)
        if somebody.snoozed:
            planned = FollowUp.objects.open().filter(person=person, kind=FollowUpKind.KEEP_IN_TOUCH)
            snooze_follow_up(by=self.by, follow_up=planned.get(), choice=somebody.snoozed)
        for rule, because in somebody.muted.items():
            mute(by=self.by, rule=rule, person=person, because=because)

    def _log(self, somebody: Somebody, person: Person, number: int, talk: Talk) -> Logged:
        event = self.events.get(talk.event)
        updates = tuple(
            ExchangeUpdate(exchange=self._favour(person, what), kind=MentionKind.ANSWERED, state=state)
            for what, state in talk.answers.items()
        )
        chased = tuple(
            ExchangeUpdate(exchange=self._favour(person, what), kind=MentionKind.CHASED) for what in talk.chases
        )
        return log_interaction(
            by=self.by,
            entry=LogEntry(
                entry_key=_key(self.by, somebody.key, number),
                person=person,
                happened_on=event.happened_on if event else self._day(talk.days_ago),
                day_precision=talk.precision,
                talked_about=talk.about,
                learned=talk.learned,
                channel=Channel(event.channel) if event else talk.over,
                started_by=talk.by,
                they_wrote_too=talk.wrote_back,
                depth=talk.depth,
                event=event,
                private=talk.private,
                unfinished=talk.unfinished,
                exchanges=tuple(self._told(favour) for favour in talk.favours),
                updates=updates + chased,
                circle=self.circles.get(somebody.circle),
                source=Source.DEMO,
            ),
        )

    def _yearly(self, yearly: Yearly) -> DateEntry:
        on = self.today + timedelta(days=yearly.in_days)
        year = on.year - yearly.years if yearly.years else None
        return DateEntry(kind=yearly.kind, month=on.month, day=on.day, year=year, label=yearly.label)

    def _told(self, favour: Favour) -> ExchangeEntry:
        return ExchangeEntry(
            giver=favour.giver,
            asked=favour.asked,
            what=favour.what,
            category=favour.kind or "",
            size=favour.size,
            state=favour.state,
            due_on=None if favour.due_in is None else self.today + timedelta(days=favour.due_in),
            our_work=favour.our_work,
        )

    def _favour(self, person: Person, what: str) -> Exchange:
        return Exchange.objects.get(person=person, what=what)

    def _be_grateful(self, person: Person, talk: Talk) -> None:
        """Thanks and outcomes (E-33), on their days."""
        for favour in talk.favours:
            if favour.thanked is not None:
                thank(by=self.by, exchange=self._favour(person, favour.what), on=self._day(favour.thanked))
            if favour.told is not None:
                tell_outcome(by=self.by, exchange=self._favour(person, favour.what), on=self._day(favour.told))


def _facts(somebody: Somebody) -> PersonFacts:
    handles: list[HandleEntry] = []
    if somebody.email:
        handles.append(HandleEntry(HandleKind.EMAIL, somebody.email))
    if somebody.phone:
        handles.append(HandleEntry(HandleKind.PHONE, somebody.phone, HandleLabel.PERSONAL))
    return PersonFacts(
        name=somebody.name,
        also_known_as=somebody.aka,
        organisation=somebody.firm,
        role=somebody.role,
        place=somebody.place,
        time_zone=somebody.zone,
        formal_relation=somebody.formal,
        handles=tuple(handles),
    )
