"""The two flags of a person's page: the user only asks of them (E-30), they only ask of the user (E-34); with proof."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from contacts.models import Contact, ExchangeMention, Mute, Offer, Standing, User
from contacts.queries.exchanges import FavourLine, FavourRow
from contacts.queries.material import Matter
from contacts.rules.ask_only import AskFact, AskOnlyFacts, AskOnlyVerdict, judge_ask_only
from contacts.rules.offers import fitting_offers
from contacts.vocabulary import ExchangeState, MentionKind, Reason, Side, Size
from contacts.wording import ask_only_sentence, their_asks_sentence

CHASERS_SHOWN = 2
ASKED_OF_ME_SHOWN = 2
OFFERS_SHOWN = 2


@dataclass(frozen=True, slots=True)
class Muted:
    """``because`` is the user's own reason, or empty. ``public_id`` of the mute, None where it is for everybody."""

    public_id: UUID | None
    because: str


@dataclass(frozen=True, slots=True)
class QuotedAsk:
    """One ask with the first days on which it was asked again; a chaser is no ask of its own."""

    favour: FavourLine
    chased_on: tuple[date, ...]
    chased_more: int


@dataclass(frozen=True, slots=True)
class FittingOffer:
    """What the user can give, and the word of theirs that it fits."""

    what: str
    word: str


@dataclass(frozen=True, slots=True)
class NextStep:
    """What a touch with no ask could be made of: what they asked for first, then what matters to them, what fits it.

    ``has_offers``: the user keeps a list of what they can give.
    """

    asked_of_me: tuple[FavourLine, ...]
    matter: Matter | None
    offers: tuple[FittingOffer, ...]
    has_offers: bool


@dataclass(frozen=True, slots=True)
class Flag:
    """E-30, or its mirror E-34, with the asks that prove it, the newest first. ``falls_on``: by itself, for its age.

    ``next_step`` is for E-30 alone. With ``muted`` there is only that to say.
    """

    rule: Reason
    since: date
    sentence: str
    asks: tuple[QuotedAsk, ...]
    falls_on: date | None
    next_step: NextStep | None
    muted: Muted | None

    @property
    def is_mirrored(self) -> bool:
        return self.rule == Reason.THEIR_ASKS


def flags_of(
    account: User,
    contact: Contact | None,
    rows: Mapping[int, FavourRow],
    *,
    mutes: Mapping[str, Mute],
    matters: Sequence[Matter],
    today: date,
) -> tuple[Flag, ...]:
    """The flags that are up, at most one of each. No query where none is, else two.

    ``rows`` are the person's favours by their key, ``mutes`` the rules that are muted for them or for everybody.
    """
    standing: Standing | None = getattr(contact, "standing", None)
    if contact is None or standing is None:
        return ()
    up = [claim for claim in _claims(account, standing, rows, today) if claim.verdict.flagged]
    heard = [claim for claim in up if claim.rule not in mutes]
    chased = _chased([row.id for claim in heard for row in claim.proof])
    speaks_of_me = any(claim.rule == Reason.ASK_ONLY for claim in heard)
    step = _next_step(account, contact, rows, matters, today) if speaks_of_me else None
    return tuple(
        _flag(claim, mutes.get(claim.rule), chased=chased, step=step, name=contact.person.first_name, today=today)
        for claim in up
    )


@dataclass(frozen=True, slots=True)
class _Claim:
    """What a standing says by one rule, the oldest ask first."""

    rule: Reason
    verdict: AskOnlyVerdict
    proof: tuple[FavourRow, ...]


def _claims(account: User, standing: Standing, rows: Mapping[int, FavourRow], today: date) -> Iterable[_Claim]:
    for rule, since, keys in (
        (Reason.ASK_ONLY, standing.ask_only_since, standing.ask_only_asks),
        (Reason.THEIR_ASKS, standing.they_ask_only_since, standing.they_ask_only_asks),
    ):
        if since:
            proof = tuple(rows[key] for key in keys if key in rows)
            yield _Claim(rule, _verdict(account, proof, today), proof)


def _verdict(account: User, proof: Sequence[FavourRow], today: date) -> AskOnlyVerdict:
    """The standing knows that the flag is up; judged by its asks alone, the rule says how long they hold it up."""
    asks = tuple(AskFact(row.id, row.opened_on, Size(row.size)) for row in proof)
    numbers = account.numbers
    return judge_ask_only(AskOnlyFacts(today=today, asks=asks, minimum_asks=len(asks), months=numbers.ask_only_months))


def _flag(
    claim: _Claim,
    mute: Mute | None,
    *,
    chased: Mapping[int, Sequence[date]],
    step: NextStep | None,
    name: str,
    today: date,
) -> Flag:
    since = claim.verdict.since
    assert since is not None
    if claim.rule == Reason.ASK_ONLY:
        sentence = ask_only_sentence(claim.verdict, name=name)
    else:
        sentence, step = their_asks_sentence(since=since, count=len(claim.proof), name=name), None
    return Flag(
        rule=claim.rule,
        since=since,
        sentence=sentence,
        asks=tuple(_quoted(row, chased.get(row.id, ()), name, today) for row in reversed(claim.proof)),
        falls_on=claim.verdict.falls_on,
        next_step=step,
        muted=Muted(mute.public_id if mute.person_id else None, mute.because) if mute else None,
    )


def _quoted(row: FavourRow, chased_on: Sequence[date], name: str, today: date) -> QuotedAsk:
    more = max(0, len(chased_on) - CHASERS_SHOWN)
    return QuotedAsk(row.line(name, today), tuple(chased_on[:CHASERS_SHOWN]), more)


def _chased(exchange_ids: Sequence[int]) -> dict[int, list[date]]:
    """On which days each was asked about again, in order."""
    if not exchange_ids:
        return {}
    mentions = ExchangeMention.objects.filter(
        exchange__in=exchange_ids, kind=MentionKind.CHASED, interaction__deleted_at__isnull=True
    )
    found: dict[int, list[date]] = defaultdict(list)
    for exchange_id, on in mentions.order_by("interaction__happened_on").values_list(
        "exchange_id", "interaction__happened_on"
    ):
        found[exchange_id].append(on)
    return found


def _next_step(
    account: User, contact: Contact, rows: Mapping[int, FavourRow], matters: Sequence[Matter], today: date
) -> NextStep:
    waiting = sorted(
        (row for row in rows.values() if _waits_for_me(row)), key=lambda row: (row.due_on or date.max, row.opened_on)
    )
    offers: dict[int, str] = dict(Offer.objects.filter(owner=account).values_list("pk", "what"))
    fits = fitting_offers(offers, [matter.text for matter in matters], at_most=OFFERS_SHOWN)
    name = contact.person.first_name
    return NextStep(
        asked_of_me=tuple(row.line(name, today) for row in waiting[:ASKED_OF_ME_SHOWN]),
        matter=matters[0] if matters else None,
        offers=tuple(FittingOffer(offers[fit.key], fit.word) for fit in fits),
        has_offers=bool(offers),
    )


def _waits_for_me(row: FavourRow) -> bool:
    """They asked it of the user, who has not answered, or said yes and not done it."""
    waits = row.state in {ExchangeState.OPEN, ExchangeState.PROMISED}
    return waits and row.giver == Side.ME and row.asked and not row.our_work
