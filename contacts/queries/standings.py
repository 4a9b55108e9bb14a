"""What the standings are computed from: the facts of E-30, E-31, E-34 for many people, in a fixed number of queries."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date

from django.db.models import BooleanField, ExpressionWrapper, Q

from contacts.models import Exchange, ExchangeMention, FollowUp, Interaction, Standing
from contacts.models.interactions import IN_TOUCH, TOUCHES
from contacts.queries.favours import FavourRow, exchange_fact, favour_rows
from contacts.rules.ask_only import AskOnlyFacts
from contacts.rules.balance import ExchangeFact
from contacts.rules.between import Mention, Told, facts_of, is_ask_of
from contacts.rules.numbers import LIMITS, Numbers
from contacts.rules.resting import TouchSeen
from contacts.rules.words import content_words, says_something
from contacts.vocabulary import LIVE_CHANNELS, DayPrecision, Depth, MentionKind, Side, StartedBy

# Nobody is judged by fewer asks, whatever the account's numbers.
FEWEST_ASKS = LIMITS["ask_only_asks"][0]


@dataclass(frozen=True, slots=True)
class TouchRow:
    """One interaction without its texts."""

    id: int
    on: date
    in_touch: bool
    mine: bool
    meaningful: bool
    depth: Depth
    started_by: StartedBy
    is_live: bool
    they_took_part: bool

    @property
    def is_hello(self) -> bool:
        return self.depth == Depth.HELLO


@dataclass(slots=True)
class PersonFacts:
    """Everything about one person that a standing is made of."""

    exchanges: list[FavourRow] = field(default_factory=list)
    interactions: list[TouchRow] = field(default_factory=list)
    mentions: list[Mention] = field(default_factory=list)
    says_something: dict[int, bool] = field(default_factory=dict)
    words: dict[int, frozenset[str]] = field(default_factory=dict)

    def exchange_facts(self) -> tuple[ExchangeFact, ...]:
        return tuple(exchange_fact(exchange) for exchange in self.exchanges)

    def touches_seen(self) -> tuple[TouchSeen, ...]:
        return tuple(
            TouchSeen(row.id, row.on, row.in_touch, row.mine, row.is_hello, row.they_took_part)
            for row in self.interactions
        )

    def ask_only_facts(
        self, *, today: date, formal_relation: bool, numbers: Numbers | None = None, side: Side = Side.ME
    ) -> AskOnlyFacts:
        """What the user is judged by (E-30); with the other ``side``, what that person is judged by (E-34)."""
        return facts_of(
            side,
            today=today,
            favours=self.exchanges,
            told=tuple(
                Told(
                    id=row.id,
                    on=row.on,
                    started_by=row.started_by,
                    depth=row.depth,
                    they_took_part=row.they_took_part,
                    is_live=row.is_live,
                    says_something=self.says_something.get(row.id),
                    words=self.words.get(row.id, frozenset()),
                )
                for row in self.interactions
            ),
            mentions=self.mentions,
            numbers=numbers or Numbers(),
            formal_relation=formal_relation,
        )


def facts_by_person(person_ids: Collection[int]) -> dict[int, PersonFacts]:
    """The facts of each of these people. Four queries at most, whatever their number; old texts are not read."""
    facts: dict[int, PersonFacts] = {person_id: PersonFacts() for person_id in person_ids}
    for exchange in favour_rows(Exchange.objects.filter(person_id__among=person_ids).order_by("opened_on", "id")):
        facts[exchange.person_id].exchanges.append(exchange)
    _add_interactions(facts)
    if any(exchange.asked for known in facts.values() for exchange in known.exchanges):
        _add_mentions_of_asks(facts)
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
    # Plain columns: a row of the model would cost a multiple, most of it for what nobody asks here.
    rows = (
        Interaction.objects.filter(person_id__among=facts, unfinished=False)
        .order_by("happened_on", "id")
        .values_list(
            *("person_id", "id", "happened_on"),
            ExpressionWrapper(IN_TOUCH, output_field=BooleanField()),
            ExpressionWrapper(TOUCHES, output_field=BooleanField()),
            *("meaningful", "depth", "started_by", "channel", "they_took_part"),
        )
    )
    for person_id, pk, on, in_touch, mine, meaningful, depth, started_by, channel, they_took_part in rows:
        facts[person_id].interactions.append(
            TouchRow(
                id=pk,
                on=on,
                in_touch=in_touch,
                mine=mine,
                meaningful=meaningful,
                depth=Depth(depth),
                started_by=StartedBy(started_by),
                is_live=channel in LIVE_CHANNELS,
                they_took_part=they_took_part,
            )
        )


def _add_mentions_of_asks(facts: dict[int, PersonFacts]) -> None:
    """In which interactions one of the two asked, or answered in writing: a talk is more than an answer."""
    asking = Q(kind__in=[MentionKind.MADE, MentionKind.CHASED]) | (
        Q(kind=MentionKind.ANSWERED) & ~Q(interaction__channel__in=sorted(LIVE_CHANNELS))
    )
    mentions = ExchangeMention.objects.between_the_two().filter(
        asking,
        exchange__person_id__among=facts,
        exchange__deleted_at__isnull=True,
        exchange__asked=True,
        interaction__deleted_at__isnull=True,
    )
    for person_id, exchange_id, interaction_id, kind in mentions.values_list(
        "exchange__person_id", "exchange_id", "interaction_id", "kind"
    ):
        facts[person_id].mentions.append(Mention(exchange_id, interaction_id, MentionKind(kind)))


def _add_what_was_said(facts: dict[int, PersonFacts]) -> None:
    """Read the texts of those interactions alone that could clear a flag by what they say."""
    candidates = {row_id for person in facts.values() for side in Side for row_id in _could_clear(side, person)}
    if not candidates:
        return
    answers = {
        mention.interaction_id
        for person in facts.values()
        for mention in person.mentions
        if mention.kind == MentionKind.ANSWERED
    }
    rows = Interaction.objects.filter(pk__among=candidates).only("person_id", "talked_about", "learned")
    for row in rows:
        if row.talked_about or row.learned:
            person = facts[row.person_id]
            person.says_something[row.id] = says_something(row.talked_about) or says_something(row.learned)
            if row.id in answers:
                person.words[row.id] = frozenset(content_words(row.talked_about) + content_words(row.learned))


def _could_clear(side: Side, person: PersonFacts) -> set[int]:
    """Interactions since the first ask of ``side`` that did not ask, and that their words may make a touch.

    Those are what ``side`` began, what was written both ways, and whoever began it: what besides their work together,
    or besides the answer to an ask, may have said more.
    """
    asks = {ask.id: ask for ask in person.exchanges if is_ask_of(side, ask)}
    favours = [ask for ask in asks.values() if not ask.our_work]
    if len(favours) < FEWEST_ASKS:
        return set()
    first = min(ask.opened_on for ask in favours)
    asking: set[int] = set()
    besides: set[int] = set()
    for mention in person.mentions:
        if mention.exchange_id in asks:
            of_ask = mention.kind != MentionKind.ANSWERED and not asks[mention.exchange_id].our_work
            (asking if of_ask else besides).add(mention.interaction_id)
    began = {StartedBy.BOTH, StartedBy.ME if side == Side.ME else StartedBy.THEM}
    return {
        row.id
        for row in person.interactions
        if (row.started_by in began or (row.in_touch and not row.is_live) or row.id in besides)
        and not row.is_hello
        and row.on >= first
        and row.id not in asking
    }


def last_in_touch_precision(standing: Standing | None) -> str:
    """How exactly the last day in touch is known; a `DayPrecision`. Wants ``last_in_touch`` selected along."""
    last = standing.last_in_touch if standing else None
    return last.day_precision if last else DayPrecision.DAY
