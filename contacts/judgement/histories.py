"""Histories with one person, each labelled with the verdict of a fair person: ask-only (E-30) or not.

The lines of a history tell of favours as people do, by what they are about: the same words later are the same favour,
with another state its outcome, with the same state a chaser. Here they become what the product stores.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from contacts.judgement.figures import Judged
from contacts.judgement.lines import Record, objects, quoted
from contacts.rules.ask_only import AskOnlyFacts, AskOnlyVerdict, judge_ask_only
from contacts.rules.between import Mention, Told, facts_of, says_more
from contacts.rules.numbers import Numbers
from contacts.rules.words import content_words, says_something
from contacts.vocabulary import SETTLED_STATES, Depth, ExchangeState, MentionKind, Side, Size, StartedBy

YES = frozenset({"ask only", "askonly", "flag", "flagged", "only when i need something", "unfair"})
NO = frozenset({"fair", "ok", "okay", "fine", "none", "no flag", "not flagged", "unflagged", "clear", "not ask only"})


@dataclass(slots=True)
class HistoryFavour:
    """A favour as its lines told of it so far."""

    id: int
    giver: Side
    asked: bool
    what: str
    size: Size
    state: ExchangeState
    opened_on: date
    settled_on: date | None = None
    our_work: bool = False
    category: str = ""
    thanked_on: date | None = None
    outcome_told_on: date | None = None


@dataclass(slots=True)
class History:
    """What happened between the user and one person up to ``today``."""

    today: date
    formal_relation: bool = False
    favours: list[HistoryFavour] = field(default_factory=list)
    told: list[Told] = field(default_factory=list)
    mentions: list[Mention] = field(default_factory=list)

    def facts(self, side: Side = Side.ME) -> AskOnlyFacts:
        return facts_of(
            side,
            today=self.today,
            favours=self.favours,
            told=self.told,
            mentions=self.mentions,
            numbers=Numbers(),
            formal_relation=self.formal_relation,
        )


def judge_histories(lines: Iterable[bytes]) -> list[Judged]:
    """Judge each line of a file, in order. Raises WrongLine."""
    return [_judged(number, record) for number, record in objects(lines)]


def _judged(number: int, record: Record) -> Judged:
    right = record.verdict(yes=YES, no=NO)
    verdict = judge_ask_only(read_history(record).facts())
    shown = record.text("why") or f"as of {record.day('today')}"
    return Judged(number, right=right, judged=verdict.flagged, shown=quoted(shown), because=_because(verdict))


def _because(verdict: AskOnlyVerdict) -> str:
    return verdict.cleared_by or f"{len(verdict.asks)} asks since {verdict.since}"


def read_history(record: Record) -> History:
    """One line of a file. What lies after its today is left out. Raises WrongLine."""
    history = History(today=record.day("today"), formal_relation=record.truth("formal_relation", default=False))
    interactions = [(row.day("on"), row) for row in record.records("interactions", "interaction")]
    favours: dict[tuple[Side, str], HistoryFavour] = {}
    for number, (on, row) in enumerate(sorted(interactions, key=lambda pair: pair[0]), 1):
        told = _Told(number, on, row)
        if on > history.today:
            continue
        mentions: list[Mention] = []
        for line in told.lines:
            favour = favours.get(line.key)
            kind: MentionKind | None = MentionKind.MADE
            if favour is None:
                favour = favours[line.key] = line.favour(id=len(favours) + 1)
            else:
                kind = told.speaks_of(favour, line)
                line.add_to(favour, inside_an_ask=told.asks)
            if kind:
                mentions.append(Mention(favour.id, told.id, kind))
        history.told.append(told.as_judged(mentions))
        history.mentions += mentions
    for favour in favours.values():
        # Nobody thanks for nothing: what was thanked for later was given, whether or not a line says so.
        if favour.giver == Side.THEM and favour.thanked_on and favour.thanked_on > favour.opened_on:
            favour.state = ExchangeState.KEPT
    history.favours = list(favours.values())
    return history


class _Told:
    """One interaction as its line tells of it."""

    def __init__(self, id: int, on: date, row: Record) -> None:
        self.id = id
        self.on = on
        self.texts = [text for text in (row.text("talked_about"), row.text("learned")) if text.strip()]
        self.words = frozenset(word for text in self.texts for word in content_words(text))
        self.depth = row.depth()
        self.started_by = row.started_by()
        self.channel = row.channel() if row.has("channel") else None
        self.they_took_part = row.truth("they_took_part") or self.started_by == StartedBy.BOTH
        self.lines = [_Line(exchange, on) for exchange in row.records("exchanges", "exchange")]

    @property
    def asks(self) -> bool:
        return any(line.asked and line.giver == Side.THEM for line in self.lines)

    def speaks_of(self, favour: HistoryFavour, line: "_Line") -> MentionKind | None:
        """How it speaks of a favour that was told of before; None where it recalls what was done, and says more."""
        if line.state != favour.state and line.state != ExchangeState.OPEN:
            return MentionKind.ANSWERED
        if line.state == ExchangeState.KEPT:
            thanks = self.on in {line.thanked_on, line.outcome_told_on}
            return None if thanks or says_more(self.words, (favour.what,)) else MentionKind.CHASED
        return MentionKind.CHASED

    def as_judged(self, mentions: list[Mention]) -> Told:
        """Where no channel is said, a conversation was spoken, unless an answer may be all there was to it."""
        answers = any(mention.kind == MentionKind.ANSWERED for mention in mentions)
        spoken = self.depth == Depth.CONVERSATION and not answers
        return Told(
            id=self.id,
            on=self.on,
            started_by=self.started_by,
            depth=self.depth,
            they_took_part=self.they_took_part,
            is_live=self.channel.is_live if self.channel else spoken,
            says_something=any(map(says_something, self.texts)) if self.texts else None,
            words=self.words,
        )


class _Line:
    """What one interaction tells of one favour."""

    def __init__(self, record: Record, on: date) -> None:
        self.on = on
        self.giver = record.side("giver")
        self.asked = record.truth("asked")
        self.state = record.state()
        self.what = record.text("what")
        self.size = record.size()
        self.our_work = record.truth("our_work", default=False)
        self.settled_on = record.day_or_none("settled_on")
        self.thanked_on = record.day_or_none("thanked_on")
        self.outcome_told_on = record.day_or_none("outcome_told_on")

    @property
    def key(self) -> tuple[Side, str]:
        return self.giver, " ".join(self.what.casefold().split()).strip(" .!?")

    def favour(self, *, id: int) -> HistoryFavour:
        return HistoryFavour(
            id=id,
            giver=self.giver,
            asked=self.asked,
            what=self.what,
            size=self.size or Size.SMALL,
            state=self.state,
            opened_on=self.on,
            settled_on=(self.settled_on or self.on) if self.state in SETTLED_STATES else None,
            our_work=self.our_work,
            thanked_on=self.thanked_on,
            outcome_told_on=self.outcome_told_on,
        )

    def add_to(self, favour: HistoryFavour, *, inside_an_ask: bool) -> None:
        """Take over what this line tells anew. "Our work" is said once, and stands from then on.

        What the user did again, under the same words, was done on that day, unless it was only recalled in asking.
        """
        done_again = self.giver == Side.ME and not inside_an_ask
        if self.state in SETTLED_STATES:
            if self.state != favour.state or done_again:
                favour.settled_on = self.settled_on or self.on
        else:
            favour.settled_on = None
        favour.state = self.state
        favour.size = self.size or favour.size
        favour.our_work = favour.our_work or self.our_work
        favour.thanked_on = self.thanked_on or favour.thanked_on
        favour.outcome_told_on = self.outcome_told_on or favour.outcome_told_on
