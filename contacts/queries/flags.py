"""The two flags of a person's page: the user only asks of them (E-30), they only ask of the user (E-34); with proof."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal
from uuid import UUID

from contacts.models import Contact, Mute, Offer, User
from contacts.queries.favours import Chasers, FavourLine, FavourRow
from contacts.queries.material import Matter
from contacts.queries.planned import PlannedLine
from contacts.queries.silence import flags_up
from contacts.rules.ask_only import AskFact, AskOnlyFacts, AskOnlyVerdict, judge_ask_only
from contacts.rules.offers import fitting_offers
from contacts.vocabulary import ExchangeState, FollowUpKind, Reason, Side, Size
from contacts.wording import ask_only_sentence, their_asks_sentence

CHASERS_SHOWN = 2
OPEN_STEPS_SHOWN = 3
OFFERS_SHOWN = 2
NEAR = timedelta(days=7)

OpenStepKind = Literal["thank", "outcome", "promise", "asked"]


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
class OpenStep:
    """What waits for the user: thanks or an outcome that are due, a promise late or near, an ask not answered."""

    kind: OpenStepKind
    favour: FavourLine


@dataclass(frozen=True, slots=True)
class NextStep:
    """What a touch with no ask could be made of: what is open first, then what matters to them, and what fits it.

    ``has_offers``: the user keeps a list of what they can give.
    """

    open: tuple[OpenStep, ...]
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
    chased: Chasers,
    planned: Sequence[PlannedLine],
    today: date,
) -> tuple[Flag, ...]:
    """The flags that are up, at most one of each. No query where E-30 is quiet, else one.

    ``rows`` are the person's favours by their key and ``chased`` the days on which they were asked again; ``mutes`` the
    rules that are muted for them or for everybody; ``planned`` what waits for them.
    """
    if contact is None:
        return ()
    up = [claim for claim in _claims(account, contact, rows, today) if claim.verdict.flagged]
    speaks_of_me = any(claim.rule == Reason.ASK_ONLY and claim.rule not in mutes for claim in up)
    step = _next_step(account, contact, rows, matters, planned, today) if speaks_of_me else None
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


def _claims(account: User, contact: Contact, rows: Mapping[int, FavourRow], today: date) -> Iterable[_Claim]:
    for rule in flags_up(contact.person):
        standing = contact.standing
        keys = standing.ask_only_asks if rule == Reason.ASK_ONLY else standing.they_ask_only_asks
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


def _next_step(
    account: User,
    contact: Contact,
    rows: Mapping[int, FavourRow],
    matters: Sequence[Matter],
    planned: Sequence[PlannedLine],
    today: date,
) -> NextStep:
    offers: dict[int, str] = dict(Offer.objects.filter(owner=account).values_list("pk", "what"))
    fits = fitting_offers(offers, [matter.text for matter in matters], at_most=OFFERS_SHOWN)
    name = contact.person.first_name
    waiting = [*_gratitude_due(planned, rows.values(), today), *_waits_for_me(rows.values(), today)]
    return NextStep(
        open=tuple(OpenStep(kind, row.line(name, today)) for kind, row in waiting[:OPEN_STEPS_SHOWN]),
        matter=matters[0] if matters else None,
        offers=tuple(FittingOffer(offers[fit.key], fit.word) for fit in fits),
        has_offers=bool(offers),
    )


def _gratitude_due(
    planned: Sequence[PlannedLine], rows: Iterable[FavourRow], today: date
) -> Iterable[tuple[OpenStepKind, FavourRow]]:
    """Thanks and outcomes that are due (E-33), the longest due first."""
    favours = {row.public_id: row for row in rows}
    for line in planned:
        if line.favour in favours and line.shown_on <= today:
            if line.kind == FollowUpKind.OUTCOME:
                yield "outcome", favours[line.favour]
            elif line.kind == FollowUpKind.THANK:
                yield "thank", favours[line.favour]


def _waits_for_me(rows: Iterable[FavourRow], today: date) -> Iterable[tuple[OpenStepKind, FavourRow]]:
    """The user's promises that are late or near, by their day; then what they asked and has no answer, the oldest."""
    mine = [row for row in rows if row.giver == Side.ME and not row.our_work]
    for row in sorted(mine, key=lambda row: (row.due_on or date.max, row.id)):
        if row.state == ExchangeState.PROMISED and row.due_on and row.due_on <= today + NEAR:
            yield "promise", row
    for row in sorted(mine, key=lambda row: (row.opened_on, row.id)):
        if row.state == ExchangeState.OPEN and row.asked:
            yield "asked", row
