"""What is worth knowing before asking somebody for something: how it stands, and what could be given first."""

from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from contacts.models import Interaction, Person, User
from contacts.queries.material import CouldOffer, Material, Matter, OpenPromise, once_each
from contacts.queries.silence import muted_rules
from contacts.queries.standings import facts_by_person
from contacts.rules.ask_only import AskFact, AskOnlyFacts, judge_ask_only
from contacts.vocabulary import Channel, Reason, Side, Size, StartedBy
from contacts.wording import another_ask_sentence
from contacts.wording_log import how_it_went

TOUCHES_SHOWN = 3
PROMISES_SHOWN = 5
MATTERS_SHOWN = 2
# No row has it: the ask that is not made yet.
_THIS_ASK = 0


@dataclass(frozen=True, slots=True)
class LastTouch:
    """One interaction; ``how`` says over what and who began, ``message, you wrote``."""

    on: date
    precision: str
    how: str
    talked_about: str


@dataclass(frozen=True, slots=True)
class BeforeAsking:
    """``promises`` are the user's own, the latest first, and ``promises_more`` counts those beyond them.

    ``means`` says what one more ask would be, empty where it is an ask like any other (E-30); ``is_flagged``: the flag
    is up already. ``offers`` are what could be given first, what they asked for before all.
    """

    public_id: UUID
    name: str
    first_name: str
    touches: tuple[LastTouch, ...]
    promises: tuple[OpenPromise, ...]
    promises_more: int
    balance: str
    means: str
    is_flagged: bool
    matters: tuple[Matter, ...]
    offers: tuple[CouldOffer, ...]


def before_asking(account: User, person: Person, today: date) -> BeforeAsking:
    """At most eleven queries beside the one that fetched ``person`` with their contact and its standing."""
    material = Material(account, [person.pk], today)
    promises = sorted(material.owed_by(Side.ME, person.pk), key=lambda promise: promise.due_on or date.max)
    means, is_flagged = _one_more_ask(account, person, today)
    return BeforeAsking(
        public_id=person.public_id,
        name=person.name,
        first_name=person.first_name,
        touches=_last_touches(person),
        promises=tuple(promises[:PROMISES_SHOWN]),
        promises_more=max(0, len(promises) - PROMISES_SHOWN),
        balance=material.balance_of(person.pk, person.first_name),
        means=means,
        is_flagged=is_flagged,
        matters=once_each(material.matters[person.pk])[:MATTERS_SHOWN],
        offers=material.could_offer(person.pk),
    )


def _last_touches(person: Person) -> tuple[LastTouch, ...]:
    rows = Interaction.objects.filter(person=person, unfinished=False).newest_first()[:TOUCHES_SHOWN]
    return tuple(
        LastTouch(
            on=row.happened_on,
            precision=row.day_precision,
            how=how_it_went(Channel(row.channel), StartedBy(row.started_by), they_took_part=row.they_took_part),
            talked_about=row.talked_about,
        )
        for row in rows
    )


def _one_more_ask(account: User, person: Person, today: date) -> tuple[str, bool]:
    """What an ask of today would be by E-30, and whether the flag is up without it."""
    if not person.is_contact or person.is_silent or person.formal_relation or Reason.ASK_ONLY in muted_rules(person):
        return "", False
    numbers, standing = account.numbers, getattr(person.contact, "standing", None)
    if standing is None or standing.i_asked + 1 < numbers.ask_only_asks:
        return "", False
    known = facts_by_person([person.pk])[person.pk]
    facts = known.ask_only_facts(today=today, formal_relation=False, numbers=numbers)
    flag = judge_ask_only(facts)
    with_this = replace(facts, asks=(*facts.asks, AskFact(_THIS_ASK, today, Size.SMALL)))
    since = flag.since or judge_ask_only(with_this).since
    if since is None:
        return "", False
    return another_ask_sentence(count=_approaches(with_this, since), since=since, name=person.first_name), flag.flagged


def _approaches(facts: AskOnlyFacts, since: date) -> int:
    """How many times the user came with an ask since then: several in one week are one approach (E-30)."""
    return len({ask.on.isocalendar()[:2] for ask in facts.asks if since <= ask.on <= facts.today})
