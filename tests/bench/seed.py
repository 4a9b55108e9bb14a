"""Accounts of any size, written straight into the tables: the gate's triggers and every constraint stand meanwhile.

What is derived, the product derives: standings are rebuilt and follow-ups planned, so that what a page says is true.
"""

import random
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from django.utils import timezone

from contacts.models import (
    Circle,
    Contact,
    Event,
    Exchange,
    ExchangeMention,
    Handle,
    ImportantDate,
    Interaction,
    Person,
    User,
)
from contacts.services.accounts import open_account
from contacts.services.planning import sweep_nudges, sweep_planning
from contacts.services.standings import rebuild_standings
from contacts.vocabulary import (
    LIVE_CHANNELS,
    Channel,
    DateKind,
    Depth,
    ExchangeState,
    HandleKind,
    MentionKind,
    Side,
    Size,
    Source,
    StartedBy,
)
from tests.bench.measure import TIME_ZONE

PASSWORD = "a bench has four legs"
TALKS, FAVOURS = 10, 6  # for each person, where nobody says how many
AT_ONCE = 1_000
YEARS_BACK = 10
PROMISES = 60  # around today, late ones among them
EVENTS = 40
ASKED_ONLY = 250  # of so many people one was met once and then only asked for favours

FIRST = ("Ana", "Bo", "Chukwuemeka", "Dami", "Eleni", "Fatima", "Goran", "Hege", "Inés", "Kaja", "Łukasz", "Olena")
LAST = ("Ferreira", "Okonkwo", "Lindqvist", "Nasser", "Dahl", "Etxeberria", "Moe", "Żółciński", "Kravchuk", "Øvstegård")
TOPICS = ("ferries", "pumps", "queues", "choirs", "timetables", "bridges", "lighthouses", "archives", "turbines")
FACTS = ("moved to Bergen", "restores a boat", "teaches on Thursdays", "changes jobs in May", "keeps bees")
# How many in a hundred contacts are in the circle of that cadence; most are in none.
CIRCLES = {30: 2, 91: 5, 365: 20, None: 73}
ENDS = (*[ExchangeState.KEPT] * 14, *[ExchangeState.DECLINED] * 3, ExchangeState.DROPPED, *[ExchangeState.OPEN] * 2)


def email_of(people: int) -> str:
    return f"bench{people}@example.org"


def seed(*, people: int, interactions: int | None = None, exchanges: int | None = None) -> User:
    """An account with so many people and all that hangs on them; three of four are contacts."""
    account = open_account(email=email_of(people), password=PASSWORD)
    User.objects.filter(pk=account.pk).update(time_zone=TIME_ZONE, time_zone_chosen=True)
    account.refresh_from_db()
    _Seed(account, people, interactions or TALKS * people, exchanges or FAVOURS * people).write()
    rebuild_standings(list(Contact.objects.filter(person__owner=account).values_list("pk", flat=True)))
    Person.objects.owned_by(account).update(plan_on=timezone.localdate(timezone=account.tz) - timedelta(days=1))
    sweep_planning()
    sweep_nudges()
    # A sweep goes on where it stumbles, and a half-planned account would measure as a quick one.
    assert not Person.objects.owned_by(account).filter(plan_on__lte=timezone.localdate(timezone=account.tz)).exists()
    return account


class _Seed:
    """The same number of people gives the same account, but for the day it is made on."""

    def __init__(self, account: User, people: int, interactions: int, exchanges: int) -> None:
        self.rng = random.Random(people)
        self.account = account
        self.today = timezone.localdate(timezone=account.tz)
        self.sizes = people, interactions, exchanges
        self.circles = {circle.cadence_days: circle for circle in Circle.objects.filter(owner=account)}

    def write(self) -> None:
        people, interactions, exchanges = self.sizes
        known = Person.objects.bulk_create([self._person(number) for number in range(people)], batch_size=AT_ONCE)
        Handle.objects.bulk_create([_mail_of(person) for person in known], batch_size=AT_ONCE)
        ImportantDate.objects.bulk_create([self._birthday(person) for person in known[::10]], batch_size=AT_ONCE)
        events = Event.objects.bulk_create([self._event(number) for number in range(EVENTS)])
        asked_only = known[ASKED_ONLY // 2 :: ASKED_ONLY]
        others = [person for person in known if person not in set(asked_only)]
        asking = list(self._asking(asked_only, events))
        written = [*self._talks(others, events, interactions - len(asking)), *asking]
        talks = Interaction.objects.bulk_create(written, batch_size=AT_ONCE)
        # Noted long ago, not all within this hour: the log looks at what was noted last.
        long_ago = timezone.now() - timedelta(days=1000)
        Interaction.objects.owned_by(self.account).update(created_at=long_ago, updated_at=long_ago)
        of: dict[int, list[Interaction]] = defaultdict(list)
        for talk in talks:
            of[talk.person_id].append(talk)
        Contact.objects.bulk_create(list(self._contacts(known, of)), batch_size=AT_ONCE)
        asks = [self._ask(talk) for person in asked_only for talk in of[person.pk][-3:]]
        given = self._favours(others, of, exchanges - len(asks))
        favours = Exchange.objects.bulk_create([*given, *asks], batch_size=AT_ONCE)
        mentions = [
            ExchangeMention(exchange=favour, interaction=favour.told_in, kind=MentionKind.MADE) for favour in favours
        ]
        ExchangeMention.objects.bulk_create(mentions, batch_size=AT_ONCE)

    def _person(self, number: int) -> Person:
        person = Person(
            owner=self.account,
            source=Source.FILE,
            name=f"{self.rng.choice(FIRST)} {self.rng.choice(LAST)} {number}",
            organisation=f"{self.rng.choice(LAST)} & {self.rng.choice(LAST)}",
            role="Engineer",
        )
        person.fold_name()
        return person

    def _birthday(self, person: Person) -> ImportantDate:
        return ImportantDate(
            person=person, kind=DateKind.BIRTHDAY, month=self.rng.randint(1, 12), day=self.rng.randint(1, 28)
        )

    def _event(self, number: int) -> Event:
        return Event(owner=self.account, name=f"Meet-up {number}", happened_on=self._day())

    def _day(self) -> date:
        """Some day, the last years more often than the first."""
        return self.today - timedelta(days=1 + int(365 * YEARS_BACK * (1 - self.rng.random() ** 0.5)))

    def _talks(self, people: Sequence[Person], events: Sequence[Event], number: int) -> Iterator[Interaction]:
        """One with everybody, the others with some far more than with most; oldest first."""
        weights = [self.rng.paretovariate(3) for _person in people]
        with_whom = [*people, *self.rng.choices(people, weights, k=max(0, number - len(people)))][:number]
        for happened_on, person in sorted(((self._day(), person) for person in with_whom), key=lambda pair: pair[0]):
            yield self._talk(person, happened_on, events)

    def _asking(self, people: Sequence[Person], events: Sequence[Event]) -> Iterator[Interaction]:
        for person in people:
            yield self._talk(person, self.today - timedelta(days=900), events, channel=Channel.IN_PERSON, hello=False)
            for days_ago in (200, 120, 20):
                yield Interaction(
                    person=person,
                    happened_on=self.today - timedelta(days=days_ago),
                    channel=Channel.EMAIL,
                    started_by=StartedBy.ME,
                    they_took_part=False,
                    missing=["one_way", "talked_about", "learned"],
                )

    def _ask(self, talk: Interaction) -> Exchange:
        favour = Exchange(
            person_id=talk.person_id,
            giver=Side.THEM,
            asked=True,
            what=f"a word with the {self.rng.choice(TOPICS)} people",
            state=ExchangeState.OPEN,
            opened_on=talk.happened_on,
        )
        favour.told_in = talk
        return favour

    def _talk(
        self,
        person: Person,
        happened_on: date,
        events: Sequence[Event],
        *,
        channel: Channel | None = None,
        hello: bool | None = None,
    ) -> Interaction:
        rng = self.rng
        channel = channel or rng.choice(list(Channel))
        answered = channel in LIVE_CHANNELS or rng.random() < 0.6
        hello = rng.random() < 0.2 if hello is None else hello
        meaningful = answered and not hello
        facts = f"{rng.choice(FACTS)}; {rng.choice(FACTS)}; number {rng.randrange(10**9)}"
        return Interaction(
            person=person,
            event=rng.choice(events) if channel == Channel.IN_PERSON and rng.random() < 0.2 else None,
            happened_on=happened_on,
            channel=channel,
            started_by=StartedBy.BOTH if channel in LIVE_CHANNELS else rng.choice([StartedBy.ME, StartedBy.THEM]),
            they_took_part=answered,
            depth=Depth.HELLO if hello else Depth.CONVERSATION,
            talked_about=f"{rng.choice(TOPICS)} and {rng.choice(TOPICS)}, what it costs and who keeps them going",
            learned=facts if meaningful else "",
            meaningful=meaningful,
            missing=[] if meaningful else ["hello", "learned"] if hello else ["one_way", "learned"],
        )

    def _contacts(self, people: Sequence[Person], of: dict[int, list[Interaction]]) -> Iterator[Contact]:
        for person in people:
            founder = next((talk for talk in of[person.pk] if talk.meaningful), None)
            if founder and person.pk % 4:
                cadence = self.rng.choices(list(CIRCLES), list(CIRCLES.values()))[0]
                yield Contact(person=person, founded_on=founder, circle=self.circles[cadence] if cadence else None)

    def _favours(self, people: Sequence[Person], of: dict[int, list[Interaction]], number: int) -> Iterator[Exchange]:
        """Told in talks, so with those the user talks to most; the last ones are promises of these weeks."""
        for place, person in enumerate(self.rng.choices(people, [len(of[person.pk]) for person in people], k=number)):
            yield self._favour(self.rng.choice(of[person.pk]), promised=place >= number - PROMISES)

    def _favour(self, talk: Interaction, *, promised: bool) -> Exchange:
        rng = self.rng
        state = ExchangeState.PROMISED if promised else rng.choice(ENDS)
        settled = state in {ExchangeState.KEPT, ExchangeState.DECLINED, ExchangeState.DROPPED}
        opened_on = self.today - timedelta(days=rng.randint(10, 60)) if promised else talk.happened_on
        settled_on = min(self.today, talk.happened_on + timedelta(days=rng.randrange(30))) if settled else None
        thanked_on = settled_on if state == ExchangeState.KEPT and rng.random() < 0.98 else None
        favour = Exchange(
            person_id=talk.person_id,
            giver=rng.choice(list(Side)),
            asked=rng.random() < 0.5,
            what=f"two pages on {rng.choice(TOPICS)}",
            size=rng.choices(list(Size), [6, 3, 1])[0],
            state=state,
            opened_on=opened_on,
            due_on=self.today + timedelta(days=rng.randint(-9, 30)) if promised else None,
            settled_on=settled_on,
            settled_in=talk if settled and settled_on == talk.happened_on else None,
            thanked_on=thanked_on,
            outcome_told_on=thanked_on,
        )
        favour.told_in = talk
        return favour


def _mail_of(person: Person) -> Handle:
    address = f"person{person.pk}@example.org"
    return Handle(person=person, kind=HandleKind.EMAIL, value=address, normal_value=address)
