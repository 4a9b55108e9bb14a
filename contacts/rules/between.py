"""What happened between the user and one person, turned into the facts of ask-only (E-30) and of its mirror (E-34).

Favours, interactions and mentions in, ``AskOnlyFacts`` out, seen from the chair of whoever is judged. What counts as
an ask, a give, a bare word or an answer is decided here and nowhere else.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from contacts.rules.ask_only import AskFact, AskOnlyFacts, GiveFact, GratitudeFact, TouchFact
from contacts.rules.numbers import Numbers
from contacts.rules.word_lists import AROUND_GREETINGS, GREETINGS
from contacts.rules.words import content_words, tokens
from contacts.vocabulary import Depth, ExchangeState, MentionKind, Side, Size, StartedBy


class Favour(Protocol):
    """One favour with its outcome, as a stored exchange is one. Days are local to the account."""

    @property
    def id(self) -> int: ...
    @property
    def giver(self) -> str: ...
    @property
    def asked(self) -> bool: ...
    @property
    def what(self) -> str: ...
    @property
    def size(self) -> int: ...
    @property
    def state(self) -> str: ...
    @property
    def opened_on(self) -> date: ...
    @property
    def settled_on(self) -> date | None: ...
    @property
    def our_work(self) -> bool: ...
    @property
    def category(self) -> str: ...
    @property
    def thanked_on(self) -> date | None: ...
    @property
    def outcome_told_on(self) -> date | None: ...


@dataclass(frozen=True, slots=True)
class Told:
    """One finished interaction. ``is_live``: in person, by phone, by video. ``says_something``: whether its texts do;
    None where it has none, or where they cannot matter and were not read. ``words``: theirs of substance, as
    ``content_words`` gives them; wanted of what was written in answer to an ask.
    """

    id: int
    on: date
    started_by: StartedBy
    depth: Depth
    they_took_part: bool
    is_live: bool
    says_something: bool | None = None
    words: frozenset[str] = frozenset()

    @property
    def in_touch(self) -> bool:
        return self.they_took_part and self.depth != Depth.HELLO

    def begun_by(self, side: Side) -> bool:
        return self.started_by in {StartedBy.BOTH, StartedBy.ME if side == Side.ME else StartedBy.THEM}


@dataclass(frozen=True, slots=True)
class Mention:
    """That an interaction speaks of a favour, and how."""

    exchange_id: int
    interaction_id: int
    kind: MentionKind


def facts_of(
    side: Side,
    *,
    today: date,
    favours: Iterable[Favour],
    told: Collection[Told],
    mentions: Iterable[Mention],
    numbers: Numbers,
    formal_relation: bool = False,
) -> AskOnlyFacts:
    """The facts to judge ``side`` by: their asks, gives, touches and thanks. The order of the rows does not matter."""
    favours = list(favours)
    asking = _Asking(side, favours, told, mentions)
    ours = [favour for favour in favours if not favour.our_work]
    return AskOnlyFacts(
        today=today,
        asks=tuple(
            AskFact(favour.id, favour.opened_on, Size(favour.size), tuple(sorted(asking.chased_on[favour.id])))
            for favour in ours
            if is_ask_of(side, favour)
        ),
        gives=tuple(
            GiveFact(favour.id, favour.settled_on, Size(favour.size))
            for favour in ours
            if favour.settled_on and is_give_of(side, favour)
        ),
        touches=tuple(_touch(side, one, asking) for one in told),
        gratitude=tuple(
            GratitudeFact(favour.id, favour.thanked_on, favour.outcome_told_on)
            for favour in ours
            if favour.giver != side and favour.state == ExchangeState.KEPT
        ),
        formal_relation=formal_relation,
        minimum_asks=numbers.ask_only_asks,
        months=numbers.ask_only_months,
        years_before=numbers.gave_before_years,
    )


def is_ask_of(side: Side, favour: Favour) -> bool:
    """Whether ``side`` asked the other one for it."""
    return favour.giver != side and favour.asked


def is_give_of(side: Side, favour: Favour) -> bool:
    """A favour that ``side`` did, or a concrete offer of theirs that the other side declined (E-30).

    A thank-you noted as a favour is thanks and no give; an offer of any help at all is not concrete.
    """
    if favour.giver != side:
        return False
    if favour.state == ExchangeState.KEPT:
        # Who chose a size or a kind for it says that it was more than thanks.
        return favour.size >= Size.MEDIUM or bool(favour.category) or not is_mere_thanks(favour.what)
    return favour.state == ExchangeState.DECLINED and not favour.asked and not is_vague_offer(favour.what)


def is_mere_thanks(what: str) -> bool:
    """True for "thanks for the intro" or "a like": words of thanks or approval, and nothing done or handed over.

    What says little ("a good word", "met her") is a favour all the same: only words of thanks are thanks.
    """
    words = tokens(what)
    if not words:
        # Hands and hearts are no words; other signs may stand for anything.
        return any(unicodedata.category(sign) == "So" for sign in what)
    text = " ".join(words)
    if _BARE_THANKS.fullmatch(text):
        return True
    if _THANKS.match(text):
        # What follows "for" is what they gave, unless something is said to go with the thanks.
        head = _FOR.split(text, maxsplit=1)[0]
        return not _HANDED_OVER.search(head) and not _ALONG_WITH_IT.search(text)
    return not _LIKES.isdisjoint(words) and all(word in _LIKES or word in _AROUND_LIKES for word in words)


def is_vague_offer(what: str) -> bool:
    """True for "any help", "let me know if you need something": an offer that names nothing."""
    words = _CALL_ME.sub(" ", " ".join(tokens(what)))
    return not _VAGUE.isdisjoint(words.split()) and all(word in _VAGUE for word in content_words(words))


class _Asking:
    """Which interactions ask: those that made or chased an ask, or are the other side's written answer and no more.

    A talk is more than an answer. ``for_work``: the only thing it asked for is part of their work together.
    """

    def __init__(
        self, side: Side, favours: Iterable[Favour], told: Iterable[Told], mentions: Iterable[Mention]
    ) -> None:
        asks = {favour.id: favour for favour in favours if is_ask_of(side, favour)}
        by_id = {one.id: one for one in told}
        self.has_ask: set[int] = set()
        self.for_work: set[int] = set()
        self.chased_on: defaultdict[int, set[date]] = defaultdict(set)
        answered: defaultdict[int, list[Favour]] = defaultdict(list)
        for mention in mentions:
            ask, one = asks.get(mention.exchange_id), by_id.get(mention.interaction_id)
            if ask is None or one is None or (mention.kind == MentionKind.ANSWERED and one.is_live):
                continue
            if ask.our_work:
                self.for_work.add(one.id)
            elif mention.kind == MentionKind.ANSWERED:
                answered[one.id].append(ask)
            else:
                self.has_ask.add(one.id)
            if mention.kind == MentionKind.CHASED and not ask.our_work:
                self.chased_on[ask.id].add(one.on)
        self.has_ask |= {pk for pk, of_asks in answered.items() if _is_mere_answer(side, by_id[pk], of_asks)}


def _is_mere_answer(side: Side, one: Told, asks: Collection[Favour]) -> bool:
    """Whether something written, that tells how ``asks`` of ``side`` ended, is the other side's answer and no more.

    It is more where it says more, and the asker began it or it was a conversation. An asker who writes alone of what
    was done for them was not answered just then: they thank, or tell what became of it.
    """
    began = one.begun_by(side)
    if (began or one.depth == Depth.CONVERSATION) and says_more(one.words, (ask.what for ask in asks)):
        return False
    return not (began and not one.they_took_part and all(ask.state == ExchangeState.KEPT for ask in asks))


def says_more(words: Collection[str], whats: Iterable[str]) -> bool:
    """Whether ``words`` of substance say more than what the favours are, and that somebody agreed or declined."""
    return not (_ANSWERING.union(*(content_words(what) for what in whats))).issuperset(words)


def _touch(side: Side, one: Told, asking: _Asking) -> TouchFact:
    # An order and nothing else is left out whole: it is no favour asked, and no sign of friendship either.
    only_work = one.id in asking.for_work and one.says_something is not True and one.depth != Depth.CONVERSATION
    return TouchFact(
        interaction_id=one.id,
        on=one.on,
        in_touch=one.in_touch and not only_work,
        mine=one.begun_by(side),
        says_something=one.says_something is not False and one.depth != Depth.HELLO and not only_work,
        has_ask=one.id in asking.has_ask,
        is_bare=one.says_something is False and not one.is_live,
    )


# On the words as ``tokens`` gives them: no accents, no apostrophes.
_THANKS = re.compile(
    r"(?:(?:a|an|my|the|i|we|big|many|warm|short|quick|nice|kind|sincere|proper|said|say|sent|wrote|gave|told|bare|just"
    r"|note|word|words|of|to|her|him|them|card|letter|message|ein|eine|un|une|mille|muchas|tante) )*"
    r"(?:thank|thanks|thanked|thx|danke\w*|(?:vielen|herzlichen|besten|lieben|schonen|tausend|hartelijk) dank"
    r"|bedankt\w*|merci|remerci\w*|gracias|agradec\w*|grazie|ringrazi\w*|obrigad[oa]|bedank\w*|takk|dzieki"
    r"|dziekuj\w*|podziekowa\w*|(?:mange|tusind|tusen|stort) tack?k?)\b"
)
# Short words of thanks that are names and other words as well: thanks only where nothing else is said.
_BARE_THANKS = re.compile(r"(?:ty|tysm|tack|tack sa mycket|tak|dank|dank je|dank je wel|dank u)")
_FOR = re.compile(r"\b(?:for|fur|pour|por|per|para|voor|za)\b")
_HANDED_OVER = re.compile(
    r"\b(?:dinner|lunch|breakfast|coffee|drinks|gift|gifts|present|flowers|bottle|wine|cake|chocolates?|tickets?|book"
    r"|review|recommendation|recommending|recommended|introduced|introducing)\b"
)
_DONE = (
    "introduc|recommend|review|help|gave|giv|brought|bring|bought|buy|paid|pay|invit|took|tak|drove|driv|lent|lend|cook"
    "|bak|treat|refer|offer"
)
_ALONG_WITH_IT = re.compile(rf"\b(?:(?:with|by)\b.*{_HANDED_OVER.pattern}|(?:and|plus|then|by) (?:i )?(?:{_DONE})\w*)")
_LIKES = frozenset(tokens(GREETINGS + " ❤ congrats congratulations glückwunsch"))
_AROUND_LIKES = frozenset(
    tokens(
        AROUND_GREETINGS
        + """
        a an the i we my his its their your on of for to at and happy merry best well warm kind big many good some few
        le la les un une sur el los una sobre il lo ein eine einen das die der auf zum zur
        """
    )
)
# What an answer is told in, whatever it is about.
_ANSWERING = frozenset(
    tokens(
        """
        answer answered reply replied wrote back response responded agreed accepted approved granted confirmed declined
        refused denied rejected dropped sure gladly sorry
        """
    )
)
_CALL_ME = re.compile(r"\b(?:call|ring) (?:me|us)\b|\bgive (?:me|us) a (?:call|ring)\b")
_VAGUE = frozenset(
    tokens(
        """
        any anything anytime something favour favor help helping hand support time need needs know ask happy glad
        useful return whenever wherever hilfe helfen unterstützung gefallen aide aider ayuda ayudar aiuto aiutare ajuda
        """
    )
)
