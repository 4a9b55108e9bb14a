"""What makes a follow-up personal (E-54): what matters to them, the last conversation, what is open, the balance, what
could be offered, the days near, and over what. A fixed number of queries, however many people there are.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import BooleanField, Exists, ExpressionWrapper, F, OuterRef, Q, Window
from django.db.models.functions import RowNumber

from contacts.models import Exchange, Handle, ImportantDate, Interaction, Offer, Person, User
from contacts.models.interactions import IN_TOUCH
from contacts.queries.favours import FavourRow, exchange_fact, favour_rows
from contacts.rules.balance import ExchangeFact, judge_balance, months_before
from contacts.rules.human_channel import ChannelFacts, suggest_channel
from contacts.rules.important_dates import next_occurrence, years_since
from contacts.rules.offers import fitting_offers
from contacts.vocabulary import LIVE_CHANNELS, UNSETTLED_STATES, Channel, ExchangeState, HandleKind, Side, Size
from contacts.wording import balance_sentence
from contacts.wording_due import channel_phrase, date_sentence, suggestion_sentence
from contacts.wording_favours import favour_words

MATTERS_SHOWN = 2
# The newest notes that are read for them: the same sentence may stand in several.
MATTERS_READ = 6
OFFERS_SHOWN = 3
DATES_WITHIN = timedelta(days=30)
# What is shown of a talk, and what it is chosen by.
SAID_OF_A_TALK = (
    *("public_id", "person_id", "happened_on", "day_precision", "channel", "talked_about", "learned", "private"),
    *("event__name", "event__deleted_at"),
)


@dataclass(frozen=True, slots=True)
class OpenPromise:
    """A favour promised and not kept yet. ``is_private``: told in private, so no mail may say it (E-60)."""

    public_id: UUID
    what: str
    giver: Side
    size: Size
    opened_on: date
    due_on: date | None
    days_late: int
    is_private: bool


@dataclass(frozen=True, slots=True)
class OpenFavour:
    """A favour asked for or offered that has no answer yet. ``says``: whose it is, as ``Ben asked you``."""

    says: str
    what: str
    is_for_me_to_answer: bool
    is_private: bool
    exchange_id: int


@dataclass(frozen=True, slots=True)
class Matter:
    """One *learned about them*, with the day it was learned."""

    on: date
    precision: str
    text: str
    is_private: bool


@dataclass(frozen=True, slots=True)
class LastInTouch:
    """The newest two-way interaction that was more than a hello."""

    on: date
    precision: str
    channel: Channel
    channel_phrase: str
    talked_about: str
    event: str
    is_private: bool


@dataclass(frozen=True, slots=True)
class CouldOffer:
    """What the user could give: what they asked for, or an offer of the account that fits a ``word`` of theirs.

    ``word`` is empty where they asked themselves. ``is_private``: only a private note speaks for it (E-60).
    """

    what: str
    word: str
    is_private: bool
    exchange_id: int | None = None


@dataclass(frozen=True, slots=True)
class NearDate:
    """A yearly day of theirs within 30 days. ``sentence`` names it as the user did, ``mail_sentence`` by its kind."""

    id: int
    on: date
    sentence: str
    mail_sentence: str


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Over what (E-55), with its evidence. ``kind`` is ``call``, ``coffee`` or ``call_or_coffee``."""

    kind: str
    sentence: str

    @property
    def icon(self) -> str:
        return "telephone" if self.kind == "call" else "cup-hot"


@dataclass(frozen=True, slots=True)
class _Live:
    """The newest live conversation, and how many interactions are newer: none of them was live."""

    on: date
    channel: Channel
    written_since: int


class Material:
    """What is known about the people of a list on ``day``, in at most four queries.

    ``quoted`` are the interactions of the keys ``quoting``, of whomever, by key: a page that quotes some besides reads
    them along.
    """

    def __init__(self, account: User, people: Collection[int], day: date, *, quoting: Collection[int] = ()) -> None:
        self.day = day
        self.balance_months = account.numbers.balance_months
        self.matters: dict[int, list[Matter]] = defaultdict(list)
        self.last_in_touch: dict[int, LastInTouch] = {}
        self.facts: dict[int, list[ExchangeFact]] = defaultdict(list)
        self.promises: dict[int, dict[int, OpenPromise]] = defaultdict(dict)
        self.unanswered: dict[int, list[FavourRow]] = defaultdict(list)
        self.dates: dict[int, list[NearDate]] = defaultdict(list)
        self.offers: dict[int, str] = dict(Offer.objects.filter(owner=account).values_list("pk", "what"))
        self.quoted: dict[int, Interaction] = {}
        self._live: dict[int, _Live] = {}
        self._read_interactions(people, quoting)
        self._read_exchanges(people)
        self._read_dates(people)

    def _read_interactions(self, people: Collection[int], quoting: Collection[int]) -> None:
        for row in _newest_of_each(people, quoting):
            if row.pk in quoting:
                self.quoted[row.pk] = row
            if row.has_words and row.place_of_words <= MATTERS_READ:
                self._note(row.person_id, Matter(row.happened_on, row.day_precision, row.learned, row.private))
            if row.was_in_touch and row.place_in_touch == 1:
                self.last_in_touch[row.person_id] = _last_in_touch(row)
            if row.was_live and row.place_live == 1:
                self._live[row.person_id] = _Live(row.happened_on, Channel(row.channel), row.place - 1)

    def _note(self, person_id: int, matter: Matter) -> None:
        """Keep the newest, private and open ones apart, each once. They come newest first."""
        known = [one for one in self.matters[person_id] if one.is_private == matter.is_private]
        if len(known) < MATTERS_SHOWN and len(once_each([*known, matter])) > len(known):
            self.matters[person_id].append(matter)

    def _read_exchanges(self, people: Collection[int]) -> None:
        since = months_before(self.day, self.balance_months)
        counted = Q(opened_on__gte=since) | Q(settled_on__gte=since) | Q(state__in=UNSETTLED_STATES)
        found = Exchange.objects.filter(counted, person__in=people).order_by("due_on", "id")
        for exchange in favour_rows(found):
            self.facts[exchange.person_id].append(exchange_fact(exchange))
            if exchange.state == ExchangeState.PROMISED:
                promise = open_promise(exchange, self.day)
                self.promises[exchange.person_id][exchange.id] = promise
            elif exchange.state == ExchangeState.OPEN:
                self.unanswered[exchange.person_id].append(exchange)

    def _read_dates(self, people: Collection[int]) -> None:
        for row in ImportantDate.objects.filter(person__in=people):
            near = near_date(row, self.day)
            if near.on - self.day <= DATES_WITHIN:
                self.dates[row.person_id].append(near)

    def asked_on(self, person_id: int, exchange_ids: Iterable[int]) -> tuple[date, ...]:
        """The days of these favours, as far as they are among those read."""
        wanted = set(exchange_ids)
        return tuple(fact.opened_on for fact in self.facts[person_id] if fact.id in wanted)

    def owed_by(self, side: Side, person_id: int) -> tuple[OpenPromise, ...]:
        return tuple(promise for promise in self.promises[person_id].values() if promise.giver == side)

    def unanswered_by(self, person_id: int, name: str) -> tuple[OpenFavour, ...]:
        """What has no answer yet: what waits for the user's first, then the longest waiting."""
        favours = [(exchange.opened_on, open_favour(exchange, name)) for exchange in self.unanswered[person_id]]
        favours.sort(key=lambda favour: (not favour[1].is_for_me_to_answer, favour[0]))
        return tuple(favour for _opened_on, favour in favours)

    def balance_of(self, person_id: int, name: str) -> str:
        since = months_before(self.day, self.balance_months)
        balance = judge_balance(self.facts[person_id], since=since)
        return balance_sentence(balance, name=name, months=self.balance_months)

    def could_offer(self, person_id: int) -> tuple[CouldOffer, ...]:
        """What they asked for and has no answer, the longest waiting first; then the account's offers that fit."""
        asked = [
            CouldOffer(exchange.what, "", exchange.private, exchange.id)
            for exchange in sorted(self.unanswered[person_id], key=lambda exchange: exchange.opened_on)
            if exchange.giver == Side.ME and exchange.asked
        ]
        return (*asked, *self._fitting(person_id))[:OFFERS_SHOWN]

    def _fitting(self, person_id: int) -> Iterable[CouldOffer]:
        if not self.offers:
            return
        texts = self._texts_of(person_id)
        # A word that a mail may say goes before one that it may not.
        open_fits = {
            fit.key: fit for fit in fitting_offers(self.offers, [text for text, private in texts if not private])
        }
        for fit in fitting_offers(self.offers, [text for text, _private in texts]):
            shown = open_fits.get(fit.key, fit)
            yield CouldOffer(self.offers[fit.key], shown.word, is_private=fit.key not in open_fits)

    def _texts_of(self, person_id: int) -> list[tuple[str, bool]]:
        texts = [(matter.text, matter.is_private) for matter in self.matters[person_id]]
        last = self.last_in_touch.get(person_id)
        return [*texts, (last.talked_about, last.is_private)] if last else texts

    def suggestion_for(self, person: Person, *, has_phone: bool) -> Suggestion | None:
        """The human channel where a live conversation was long ago (E-55); None where nothing speaks for it."""
        live = self._live.get(person.pk)
        facts = ChannelFacts(
            today=self.day,
            last_live_on=live.on if live else None,
            written_since_live=live.written_since if live else 0,
            last_live_channel=live.channel if live else None,
            has_phone=has_phone,
            place=person.place,
        )
        found = suggest_channel(facts)
        if found is None or found.last_live_on is None:
            return None
        sentence = suggestion_sentence(
            found.kind,
            last_live_on=found.last_live_on,
            written_since=found.written_since_live,
            place=person.place,
            today=self.day,
        )
        return Suggestion(found.kind, sentence)


def once_each(matters: Iterable[Matter]) -> tuple[Matter, ...]:
    """The matters, newest first, without what a newer one says in the same words."""
    newest: dict[str, Matter] = {}
    for matter in matters:
        newest.setdefault(" ".join(matter.text.casefold().split()), matter)
    return tuple(newest.values())


def has_phone() -> Exists:
    """Whether a person has a number to call, beside a query for people's follow-ups."""
    return Exists(Handle.objects.filter(person=OuterRef("person"), kind=HandleKind.PHONE))


def _newest_of_each(people: Collection[int], quoting: Collection[int]) -> Iterable[Any]:
    """The newest notes (private and open ones apart), the newest in touch and the newest live one, and those to quote,
    in one query.

    Each row carries its places: among all, and among those of its sort.
    """
    live = IN_TOUCH & Q(channel__in=sorted(LIVE_CHANNELS))
    wanted = Q(person__in=people) | Q(pk__in=quoting) if quoting else Q(person__in=people)
    rows = Interaction.objects.filter(wanted, unfinished=False).annotate(
        has_words=_is(~Q(learned="")), was_in_touch=_is(IN_TOUCH), was_live=_is(live)
    )
    rows = rows.annotate(
        place=_place("person_id"),
        place_of_words=_place("person_id", "has_words", "private"),
        place_in_touch=_place("person_id", "was_in_touch"),
        place_live=_place("person_id", "was_live"),
    )
    shown = rows.filter(
        Q(has_words=True, place_of_words__lte=MATTERS_READ)
        | Q(was_in_touch=True, place_in_touch=1)
        | Q(was_live=True, place_live=1)
        | Q(pk__in=quoting)
    )
    found: Iterable[Any] = shown.select_related("event").only(*SAID_OF_A_TALK).order_by("place")
    return found


def _is(condition: Q) -> Any:
    return ExpressionWrapper(condition, output_field=BooleanField())


def _place(*within: str) -> Window:
    order = [F("happened_on").desc(), F("happened_at").desc(nulls_last=True), F("id").desc()]
    return Window(RowNumber(), partition_by=[F(field) for field in within], order_by=order)


def _last_in_touch(row: Interaction) -> LastInTouch:
    channel = Channel(row.channel)
    return LastInTouch(
        on=row.happened_on,
        precision=row.day_precision,
        channel=channel,
        channel_phrase=channel_phrase(channel),
        talked_about=row.talked_about,
        event=row.event.name if row.event and row.event.deleted_at is None else "",
        is_private=row.private,
    )


def near_date(row: ImportantDate, day: date) -> NearDate:
    """The next time that a date comes round, on ``day`` or later."""
    on = next_occurrence(row.month, row.day, on_or_after=day)
    years = years_since(row.year, on)
    return NearDate(
        id=row.pk,
        on=on,
        sentence=date_sentence(row.kind, occurs_on=on, years=years, today=day, label=row.label),
        mail_sentence=date_sentence(row.kind, occurs_on=on, years=years, today=day),
    )


def open_promise(exchange: FavourRow, day: date) -> OpenPromise:
    """A promise as it stands on ``day``."""
    return OpenPromise(
        public_id=exchange.public_id,
        what=exchange.what,
        giver=Side(exchange.giver),
        size=Size(exchange.size),
        opened_on=exchange.opened_on,
        due_on=exchange.due_on,
        days_late=max(0, (day - exchange.due_on).days) if exchange.due_on else 0,
        is_private=exchange.private,
    )


def open_favour(exchange: FavourRow, name: str) -> OpenFavour:
    """Whoever was asked answers; an offer is answered by the other side."""
    giver, state = Side(exchange.giver), ExchangeState(exchange.state)
    return OpenFavour(
        says=favour_words(giver=giver, asked=exchange.asked, state=state, name=name),
        what=exchange.what,
        is_for_me_to_answer=(giver == Side.ME) == exchange.asked,
        is_private=exchange.private,
        exchange_id=exchange.id,
    )
