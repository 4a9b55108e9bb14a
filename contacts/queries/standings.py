"""What the standings are computed from: the facts of E-30 and E-31 for many people, in a fixed number of queries."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q

from contacts.models import Exchange, ExchangeMention, FollowUp, Interaction, Standing
from contacts.rules.ask_only import AskFact, AskOnlyFacts, GiveFact, GratitudeFact, TouchFact
from contacts.rules.balance import ExchangeFact
from contacts.rules.resting import TouchSeen
from contacts.rules.words import says_something
from contacts.vocabulary import LIVE_CHANNELS, DayPrecision, Depth, ExchangeState, MentionKind, Side, Size


@dataclass(frozen=True, slots=True)
class TouchRow:
    """One interaction without its texts."""

    id: int
    on: date
    in_touch: bool
    mine: bool
    meaningful: bool
    is_hello: bool
    is_live: bool
    they_took_part: bool


@dataclass(slots=True)
class PersonFacts:
    """Everything about one person that a standing is made of."""

    exchanges: list[Exchange] = field(default_factory=list)
    interactions: list[TouchRow] = field(default_factory=list)
    asks_made_in: set[int] = field(default_factory=set)
    chased_on: dict[int, list[date]] = field(default_factory=lambda: defaultdict(list))
    says_something: set[int] = field(default_factory=set)
    is_bare: set[int] = field(default_factory=set)

    def exchange_facts(self) -> tuple[ExchangeFact, ...]:
        return tuple(exchange_fact(exchange) for exchange in self.exchanges)

    def touches_seen(self) -> tuple[TouchSeen, ...]:
        return tuple(
            TouchSeen(row.id, row.on, row.in_touch, row.mine, row.is_hello, row.they_took_part)
            for row in self.interactions
        )

    def ask_only_facts(self, *, today: date, formal_relation: bool) -> AskOnlyFacts:
        favours = [exchange for exchange in self.exchanges if not exchange.our_work]
        return AskOnlyFacts(
            today=today,
            asks=tuple(
                AskFact(
                    exchange.id, exchange.opened_on, Size(exchange.size), tuple(self.chased_on.get(exchange.id, ()))
                )
                for exchange in favours
                if is_my_ask(exchange)
            ),
            gives=tuple(
                GiveFact(exchange.id, exchange.settled_on, Size(exchange.size))
                for exchange in favours
                if exchange.settled_on and is_give_or_declined_offer(exchange)
            ),
            touches=tuple(
                TouchFact(
                    interaction_id=row.id,
                    on=row.on,
                    in_touch=row.in_touch,
                    mine=row.mine,
                    says_something=row.id in self.says_something and not row.is_hello,
                    has_ask=row.id in self.asks_made_in,
                    is_bare=row.id in self.is_bare,
                )
                for row in self.interactions
            ),
            gratitude=tuple(
                GratitudeFact(exchange.id, exchange.thanked_on, exchange.outcome_told_on)
                for exchange in favours
                if exchange.giver == Side.THEM and exchange.state == ExchangeState.KEPT
            ),
            formal_relation=formal_relation,
        )


def is_my_ask(exchange: Exchange) -> bool:
    return exchange.giver == Side.THEM and exchange.asked


def is_give_or_declined_offer(exchange: Exchange) -> bool:
    """A favour the user did, or a concrete offer of theirs that the other side declined (E-30)."""
    if exchange.giver != Side.ME:
        return False
    return exchange.state == ExchangeState.KEPT or (exchange.state == ExchangeState.DECLINED and not exchange.asked)


def exchange_fact(exchange: Exchange) -> ExchangeFact:
    """A row as the rules and the pictures want it."""
    return ExchangeFact(
        id=exchange.id,
        giver=Side(exchange.giver),
        asked=exchange.asked,
        size=Size(exchange.size),
        state=ExchangeState(exchange.state),
        opened_on=exchange.opened_on,
        settled_on=exchange.settled_on,
        due_on=exchange.due_on,
        our_work=exchange.our_work,
    )


def facts_by_person(person_ids: Collection[int]) -> dict[int, PersonFacts]:
    """The facts of each of these people. Four queries at most, whatever their number; old texts are not read."""
    facts: dict[int, PersonFacts] = {person_id: PersonFacts() for person_id in person_ids}
    for exchange in Exchange.objects.filter(person_id__among=person_ids).order_by("opened_on", "id"):
        facts[exchange.person_id].exchanges.append(exchange)
    _add_interactions(facts)
    if any(is_my_ask(exchange) for known in facts.values() for exchange in known.exchanges):
        _add_asks(facts)
    _add_what_was_said(facts)
    return facts


def next_due_by_person(person_ids: Collection[int]) -> dict[int, date]:
    """The day on which the next follow-up of each turns up; without the silent, and those for whom nothing waits."""
    found: dict[int, date] = {}
    rows = FollowUp.objects.open().audible().filter(person_id__among=person_ids)
    for person_id, due_on, snoozed_until in rows.values_list("person_id", "due_on", "snoozed_until"):
        shown_on = snoozed_until or due_on
        found[person_id] = min(found.get(person_id, shown_on), shown_on)
    return found


def _add_interactions(facts: dict[int, PersonFacts]) -> None:
    rows = (
        Interaction.objects.filter(person_id__among=facts, unfinished=False)
        .defer("talked_about", "learned")
        .order_by("happened_on", "id")
    )
    for row in rows:
        facts[row.person_id].interactions.append(
            TouchRow(
                id=row.id,
                on=row.happened_on,
                in_touch=row.is_in_touch,
                mine=row.is_touch,
                meaningful=row.meaningful,
                is_hello=row.depth == Depth.HELLO,
                is_live=row.channel in LIVE_CHANNELS,
                they_took_part=row.they_took_part,
            )
        )


def _add_asks(facts: dict[int, PersonFacts]) -> None:
    """In which interactions the user asked. Their written answer belongs to the ask; a talk is more than an answer."""
    asking = Q(kind__in=[MentionKind.MADE, MentionKind.CHASED]) | (
        Q(kind=MentionKind.ANSWERED) & ~Q(interaction__channel__in=sorted(LIVE_CHANNELS))
    )
    mentions = ExchangeMention.objects.filter(
        asking,
        exchange__person_id__among=facts,
        exchange__deleted_at__isnull=True,
        exchange__giver=Side.THEM,
        exchange__asked=True,
        exchange__our_work=False,
        interaction__deleted_at__isnull=True,
    )
    for person_id, exchange_id, kind, interaction_id, on in mentions.values_list(
        "exchange__person_id", "exchange_id", "kind", "interaction_id", "interaction__happened_on"
    ):
        facts[person_id].asks_made_in.add(interaction_id)
        if kind == MentionKind.CHASED:
            facts[person_id].chased_on[exchange_id].append(on)


def _add_what_was_said(facts: dict[int, PersonFacts]) -> None:
    """Read the texts of those interactions alone that could clear a flag by what they say: by the user, or written
    both ways, since an ask and without one.
    """
    candidates: list[int] = []
    for person in facts.values():
        asks = [exchange.opened_on for exchange in person.exchanges if is_my_ask(exchange) and not exchange.our_work]
        if len(asks) >= 3:
            first = min(asks)
            candidates += [
                row.id
                for row in person.interactions
                if (row.mine or (row.in_touch and not row.is_live))
                and not row.is_hello
                and row.on >= first
                and row.id not in person.asks_made_in
            ]
    if candidates:
        for row in Interaction.objects.filter(pk__among=candidates).only(
            "person_id", "channel", "talked_about", "learned"
        ):
            if says_something(row.talked_about) or says_something(row.learned):
                facts[row.person_id].says_something.add(row.id)
            elif row.channel not in LIVE_CHANNELS and (row.talked_about or row.learned):
                facts[row.person_id].is_bare.add(row.id)


def last_in_touch_precision(standing: Standing | None) -> str:
    """How exactly the last day in touch is known; a `DayPrecision`. Wants ``last_in_touch`` selected along."""
    last = standing.last_in_touch if standing else None
    return last.day_precision if last else DayPrecision.DAY
