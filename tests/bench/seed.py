"""Accounts of any size, written straight into the tables: the gate's triggers and every constraint stand meanwhile.

Ten interactions and one exchange a person, three of four people contacts, twenty of them due.
"""

import random
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import islice

from django.utils import timezone

from contacts.models import Circle, Contact, Exchange, ExchangeMention, FollowUp, Interaction, Person, User
from contacts.services.accounts import welcome
from contacts.services.standings import rebuild_standings
from contacts.vocabulary import Channel, Depth, ExchangeState, FollowUpKind, Reason, Side, Size, Source

TALKS = 10
DUE = 20
BATCH = 1_000

FIRST = ("Ana", "Bo", "Chukwuemeka", "Dami", "Eleni", "Fatima", "Goran", "Hege", "Inés", "Kaja", "Łukasz", "Olena")
LAST = ("Ferreira", "Okonkwo", "Lindqvist", "Nasser", "Dahl", "Etxeberria", "Moe", "Żółciński", "Kravchuk", "Øvstegård")
TOPICS = ("ferries", "pumps", "queues", "choirs", "timetables", "bridges", "lighthouses", "archives", "turbines")
FACTS = ("moved to Bergen", "restores a boat", "teaches on Thursdays", "changes jobs in May", "keeps bees")


def seed(*, people: int) -> User:
    """An account with so many people and all that hangs on them."""
    rng = random.Random(people)
    account = User.objects.create_user(f"bench{people}@example.org", "a bench has four legs", time_zone="Europe/Oslo")
    welcome(account=account)
    today = timezone.localdate(timezone=account.tz)
    circles = list(Circle.objects.filter(owner=account))
    numbers = iter(range(people))
    while some := list(islice(numbers, BATCH)):
        _bring(rng, account, today, circles, some, due=DUE if some[0] == 0 else 0)
    # Noted long ago, not all within this hour: the log looks at what was noted last.
    long_ago = timezone.now() - timedelta(days=1000)
    Interaction.objects.owned_by(account).update(created_at=long_ago, updated_at=long_ago)
    rebuild_standings(list(Contact.objects.filter(person__owner=account).values_list("pk", flat=True)))
    return account


def _bring(
    rng: random.Random, account: User, today: date, circles: list[Circle], numbers: list[int], *, due: int
) -> None:
    people = Person.objects.bulk_create([_person(rng, account, number) for number in numbers])
    talks = Interaction.objects.bulk_create(
        [talk for person in people for talk in _talks(rng, person, today)], batch_size=BATCH
    )
    newest = {talk.person_id: talk for talk in talks}
    founders = {talk.person_id: talk for talk in reversed(talks) if talk.meaningful}
    known = [person for person in people if person.pk in founders and person.pk % 4]
    contacts = Contact.objects.bulk_create(
        [Contact(person=person, founded_on=founders[person.pk], circle=rng.choice(circles)) for person in known]
    )
    favours = Exchange.objects.bulk_create([_favour(rng, newest[person.pk]) for person in people])
    ExchangeMention.objects.bulk_create(
        [ExchangeMention(exchange=favour, interaction=newest[favour.person_id], kind="made") for favour in favours]
    )
    FollowUp.objects.bulk_create(
        [
            FollowUp(
                person_id=contact.pk,
                reason=Reason.KEEP_IN_TOUCH,
                kind=FollowUpKind.KEEP_IN_TOUCH,
                source_key=f"keep_in_touch:interaction:{newest[contact.pk].pk}",
                due_on=today + timedelta(days=-place if place < due else rng.randrange(1, 365)),
            )
            for place, contact in enumerate(contacts)
        ]
    )


def _person(rng: random.Random, account: User, number: int) -> Person:
    person = Person(
        owner=account,
        source=Source.FILE,
        name=f"{rng.choice(FIRST)} {rng.choice(LAST)} {number}",
        organisation=f"{rng.choice(LAST)} & {rng.choice(LAST)}",
        role="Engineer",
    )
    person.fold_name()
    return person


def _talks(rng: random.Random, person: Person, today: date) -> Iterator[Interaction]:
    """Oldest first."""
    for days_ago in sorted((rng.randrange(1, 1000) for _ in range(TALKS)), reverse=True):
        hello = rng.random() < 0.3
        yield Interaction(
            person=person,
            happened_on=today - timedelta(days=days_ago),
            channel=rng.choice([Channel.IN_PERSON, Channel.PHONE, Channel.VIDEO]),
            depth=Depth.HELLO if hello else Depth.CONVERSATION,
            talked_about=f"{rng.choice(TOPICS)} and {rng.choice(TOPICS)}, what it costs and who keeps them going",
            learned="" if hello else f"{rng.choice(FACTS)}; {rng.choice(FACTS)}; number {rng.randrange(10**9)}",
            meaningful=not hello,
            missing=["hello", "learned"] if hello else [],
        )


def _favour(rng: random.Random, talk: Interaction) -> Exchange:
    state = rng.choice([ExchangeState.KEPT, ExchangeState.DECLINED, ExchangeState.OPEN])
    return Exchange(
        person_id=talk.person_id,
        giver=rng.choice(list(Side)),
        asked=rng.random() < 0.5,
        what=f"two pages on {rng.choice(TOPICS)}",
        size=rng.choice(list(Size)),
        state=state,
        opened_on=talk.happened_on,
        settled_on=None if state == ExchangeState.OPEN else talk.happened_on,
        settled_in=None if state == ExchangeState.OPEN else talk,
    )
