"""The ways in which notes tell of asks, gives and promises: a table of patterns, tried in order where a verb stands.

Every pattern has the groups ``what`` (the favour), ``evident`` (ends where the telling words end) and ``verbal`` (where
the favour begins with its verb); most have ``me`` or ``them``, for whom it is said to be.
"""

import re
from dataclasses import dataclass
from enum import Enum, auto
from typing import Any

from contacts.rules.reading import note_words as words
from contacts.vocabulary import Said, Side


class Tense(Enum):
    """What stands before the verb: nothing or "has"; "will"; "has to"; "is"; nothing, with the verb in the present."""

    PAST = auto()
    FUTURE = auto()
    OBLIGED = auto()
    BEING = auto()
    PRESENT = auto()


@dataclass(frozen=True, slots=True)
class Way:
    """One way of saying it.

    ``is_deed``: the favour is a verb phrase, and its pronouns tell for whom. ``is_gift``: a thing is given, which may
    be no favour at all ("a hug"). ``only``: nobody else is ever meant; ``says_who``: even without a subject.
    ``is_taken``: who acts receives it ("borrowed her drill"). ``is_word_given``: to whom it was said is for whom it is
    done ("told her I would call back"). ``keeps_verb``: "lent her the projector" rather than "the projector".
    ``is_mine_by_default``: without subject and pronoun it is the writer.
    """

    said: Said
    pattern: re.Pattern[str]
    tenses: frozenset[Tense] = frozenset({Tense.PAST})
    is_deed: bool = False
    is_gift: bool = False
    only: Side | None = None
    says_who: bool = False
    is_taken: bool = False
    is_word_given: bool = False
    keeps_verb: bool = False
    is_mine_by_default: bool = False


def _way(said: Said, pattern: str, *tenses: Tense, **more: Any) -> Way:
    told = frozenset(tenses or {Tense.PAST})
    return Way(said=said, pattern=re.compile(pattern, re.IGNORECASE), tenses=told, **more)


def _deed(*verbs: str) -> str:
    return rf"(?P<verbal>)(?P<what>(?P<evident>{'|'.join(verbs)})(?!\w)\s*\S?.*)"


_ANY_DEED = _deed(words.INTRO, words.WORK, words.TRANSFER, words.DEED)
_ASKED = _deed(
    words.INTRO,
    words.WORK,
    words.ASKED_DEED,
    r"send|share|forward|e-?mail|give|lend|loan|bring|pass|write|draft",
    r"let (?:me|us|her|him|them) know",
    "teach",
    "book",
)
_WHO = rf"(?P<who>i|she|he|they|{words.NAMED})"
_WHO_OR_WE = rf"(?P<who>i|we|she|he|they|{words.NAMED})"
_WORK_ON_PAPER = (
    rf"(?:{words.WORK})(?=(?:\s+at)?\s+(?:my|our|her|his|their|"
    rf"{words.NAMED}'s)\s+(?:[\w'-]+\s+){{0,3}}?{words.PAPER})"
)
_LET = r"let (?:me|us|her|him|them) (?:use|have|borrow|stay)"
_THAT_ALSO = r"(?:that\s+)?"
# To be promised to somebody these need no thing that is handed over, only that it is said to whom.
_WORD_GIVEN = (
    r"call\s+back",
    rf"(?:call|ring|phone|text)(?=\s+(?:me|us|her|him|them|{words.NAMED})(?!\w)(?!\s+(?:an?|the|names?)\b)|"
    r"\s+(?:on|by|next|tomorrow|tonight|again|later|this|in)(?!\w)|\W*$)",
    r"get\s+back|look\s+into|find\s+out|ask\s+around|follow\s+up|check\s+(?:with|whether|if)",
    r"let\s+(?:me|us|her|him|them)\s+know",
)
_SENDING = (
    r"(?:send|shar|forward|e-?mail|giv|lend|loan|bring|pass|writ|draft|introduc|connect|review|read|edit|translat|"
    r"help|host|teach|mentor|coach)ing|putting\s+(?:me|us|her|him|them)\s+in\s+touch|getting\s+back"
)
_CALL = rf"(?:call|ring|phone|text|get\s+back\s+to|follow\s+up\s+with)(?=\s+{words.TO_END}(?!\s+(?:an?|the|names?)\b))"

_PROMISES = (
    _way(
        Said.PROMISE,
        rf"(?:promised|agreed|committed|volunteered)\s+(?:{words.TO}\s+)?to\s+(?!not\b|never\b){_ANY_DEED}",
        is_deed=True,
        is_mine_by_default=True,
    ),
    _way(
        Said.PROMISE,
        rf"committed\s+(?:myself\s+|herself\s+|himself\s+)?to\s+(?!not\b|never\b){_deed(_SENDING)}",
        is_deed=True,
        is_mine_by_default=True,
    ),
    _way(Said.PROMISE, rf"(?P<evident>promised\s+{words.TO})\s+(?P<verbal>){words.GIFT}", is_gift=True),
    _way(
        Said.PROMISE,
        rf"(?:promised|told|said|says|assured|agreed)\s+(?:to\s+)?(?:{words.TO}\s+)?{_THAT_ALSO}{_WHO}"
        rf"(?:'d|'ll|\s+would|\s+will)\s+(?:also\s+|gladly\s+|"
        rf"happily\s+)?{_deed(words.INTRO, _WORK_ON_PAPER, words.TRANSFER, _LET)}",
        is_deed=True,
    ),
    _way(
        Said.PROMISE,
        rf"(?:promised|told|said|assured|agreed)\s+(?:to\s+)?(?:{words.TO}\s+)?{_THAT_ALSO}{_WHO}"
        rf"(?:'d|'ll|\s+would|\s+will)\s+(?:also\s+|gladly\s+|happily\s+)?{_deed(*_WORD_GIVEN)}",
        is_deed=True,
        is_word_given=True,
    ),
    _way(Said.PROMISE, _deed(_CALL), Tense.FUTURE, is_deed=True),
    _way(
        Said.PROMISE,
        _deed(words.INTRO, _WORK_ON_PAPER, r"send|share|forward|e-?mail|lend|bring|pass|return|pay"),
        Tense.OBLIGED,
        is_deed=True,
    ),
    _way(
        Said.PROMISE,
        rf"(?P<evident>promised)\s+(?P<verbal>)(?P<what>(?:a|an|the|my)\s+(?:[\w'-]+\s+){{0,2}}?"
        rf"(?:{words.DOCUMENT}|{words.INTRODUCTION})(?!\w).*)",
        is_mine_by_default=True,
    ),
    _way(
        Said.PROMISE,
        rf"(?P<evident>owe[sd]?\s+{words.TO})\s+(?P<verbal>){words.GIFT}",
        Tense.PRESENT,
        is_gift=True,
    ),
    _way(
        Said.PROMISE,
        _deed(
            words.INTRO, _WORK_ON_PAPER, r"help", r"send|share|forward|e-?mail|lend|loan|give|bring|pass|write", _LET
        ),
        Tense.FUTURE,
        is_deed=True,
        is_mine_by_default=True,
    ),
)

_MAY = r"(?:\s+(?:could|can|would|might|may|will)|'d|'ll)\s+(?:please\s+|maybe\s+|perhaps\s+|also\s+)?"
_WILLING = r"(?:be\s+(?:able|willing|happy|up for|open)\s+(?:to\s+)?|mind\s+)?"
_IF = r"(?:if|whether)\s+"

_ASKS = (
    _way(
        Said.ASK,
        rf"(?P<evident>asked\s+{words.TO}\s+for)\s+(?P<verbal>)(?P<what>(?!(?:directions|the time|the bill|"
        rf"a light|a dance|(?:my|our|her|his|"
        r"their)\s+(?:hand|name|ticket|passport|number|autograph|order|forgiveness|permission))(?!\w))\S.*)",
    ),
    _way(Said.ASK, rf"asked\s+{words.TO}\s+to\s+(?!not\b){_ASKED}"),
    _way(
        Said.ASK,
        rf"(?:asked|wondered|wanted\s+to\s+know)\s+(?:{words.TO}\s+)?{_IF}{_WHO_OR_WE}{_MAY}{_WILLING}{_ASKED}",
    ),
    _way(
        Said.ASK,
        rf"(?:asked|wondered)\s+(?:{words.TO}\s+)?{_IF}{_WHO_OR_WE}\s+(?P<verbal>)(?P<evident>(?:knew|know|"
        rf"knows|had|has|have)"
        r"\s+(?:of\s+)?(?=(?P<what>(?:anyone|anybody|someone|somebody|any\s+(?:contacts?|advice|tips|leads|"
        r"ideas|spare)|time\s+to|"
        r"an?\s+(?:spare|free)\s+\w+|"
        rf"a\s+(?:[\w-]+\s+){{0,2}}?{words.ROLE})(?!\w).*))\w+)",
    ),
    _way(
        Said.ASK,
        rf"(?P<evident>asked\s+for)\s+(?P<verbal>)(?P<what>{words.MINE_OR_THEIRS}\s+(?:[\w-]+\s+){{0,2}}?{words.OF_MINE}(?!\w).*)",
    ),
    _way(
        Said.ASK,
        rf"(?P<evident>asked)\s+(?P<verbal>)(?P<what>{words.MINE_OR_THEIRS}\s+(?:advice|opinion|help)(?!\w).*)",
    ),
    _way(
        Said.ASK,
        rf"(?P<evident>asked\s+for)\s+(?P<verbal>)(?P<what>(?:(?:a|an|the|some|any|two|"
        rf"more)\s+)?(?:[\w-]+\s+){{0,1}}?"
        rf"{words.FAVOUR}(?!\w).*)",
    ),
    _way(
        Said.ASK,
        r"asked\s+to\s+(?P<verbal>)(?P<what>(?P<evident>borrow|use|see|pick|have|copy)\s+"
        rf"{words.MINE_OR_THEIRS}\s+\S.*)",
    ),
    _way(
        Said.ASK,
        rf"(?P<evident>requested)\s+(?P<verbal>)(?P<what>(?:(?:a|an|the|some|two|more)\s+)?(?:[\w-]+\s+){{0,1}}?"
        rf"(?:{words.INTRODUCTION}|feedback|advice|help|recommendations?|reference)(?!\w).*)",
        is_mine_by_default=True,
    ),
)

_WANTS = r"(?:wants?|needs?|seeks?|(?:'d|would)\s+(?:like|love|appreciate)|could\s+use|hopes?\s+for)"
_SEEKS = (
    _way(
        Said.ASK,
        rf"{_WANTS}\s+(?P<verbal>)(?P<what>(?P<evident>(?:(?:a|an|some|any|two|more)\s+)?{words.INTRODUCTION})(?!\w)"
        r"(?!.*\bfrom\s+(?:her|his|their|the|a)\b).*)",
        Tense.PRESENT,
        only=Side.THEM,
        says_who=True,
    ),
    _way(
        Said.ASK,
        rf"(?:looking\s+for|hoping\s+for|asking\s+for|after|"
        rf"keen\s+on)\s+(?P<verbal>)(?P<what>(?P<evident>(?:(?:a|an|some|any|two|more)\s+)?"
        rf"{words.INTRODUCTION})(?!\w).*)",
        Tense.BEING,
        Tense.PAST,
        only=Side.THEM,
        says_who=True,
    ),
    _way(
        Said.ASK,
        rf"{_WANTS}\s+(?P<verbal>)(?P<what>(?P<evident>(?:some\s+|honest\s+|more\s+)?(?:feedback|comments|"
        rf"input)\s+on\s+"
        rf"{words.OF_THEIRS_AS_ONE})(?!\w).*)",
        Tense.PRESENT,
        only=Side.THEM,
        says_who=True,
    ),
    _way(
        Said.ASK,
        rf"{_WANTS}\s+(?:me|us)\s+to\s+{_ASKED}",
        Tense.PRESENT,
        only=Side.THEM,
        says_who=True,
    ),
    _way(
        Said.ASK,
        rf"{_WANTS}\s+(?P<verbal>)(?P<what>(?P<evident>(?:my|our)\s+(?:[\w-]+\s+){{0,1}}?{words.OF_MINE})(?!\w).*)",
        Tense.PRESENT,
        only=Side.THEM,
        says_who=True,
    ),
    _way(
        Said.ASK,
        r"wants\s+to\s+(?P<verbal>)(?P<what>(?P<evident>pick\s+my\s+brains?|borrow\s+(?:my|our)|use\s+(?:my|our)|"
        r"see\s+(?:my|our)|be\s+(?:introduced\s+to|put\s+in\s+touch))(?!\w).*)",
        Tense.PRESENT,
        only=Side.THEM,
        says_who=True,
    ),
)

_OFFERS = (
    _way(Said.GIVE, rf"(?:has\s+)?offered\s+(?:{words.TO}\s+)?to\s+{_ANY_DEED}", is_deed=True),
    _way(
        Said.GIVE,
        rf"(?P<evident>offered\s+{words.TO})\s+(?P<verbal>)(?P<what>(?:(?:a|an|some|the|two|her|his|their|my)\s+)?"
        rf"(?:[\w-]+\s+){{0,2}}?{words.OFFERED}(?!\w).*)",
    ),
)

_GAVE = r"gave|given|sent|lent|loaned|forwarded|e-?mailed|brought|bought|passed|handed|wrote|found|got"
_GIVES = (
    _way(Said.GIVE, rf"(?P<evident>(?:gave|given)\s+{words.TO})\s+(?P<verbal>){words.GIFT}", is_gift=True),
    _way(
        Said.GIVE,
        rf"(?P<verbal>)(?P<evident>(?:{_GAVE})\s+{words.TO})\s+{words.GIFT}",
        is_gift=True,
        keeps_verb=True,
    ),
    _way(
        Said.GIVE,
        rf"(?P<verbal>)(?P<evident>sent|gave|lent|forwarded|e-?mailed|"
        rf"passed)\s+(?P<what>(?P<of_theirs>(?!))?(?:a|an|the|my|our|"
        rf"some|two)\s+(?:[\w'-]+\s+){{1,6}}?(?:on\s+|over\s+)?to\s+{words.TO_END}.*)",
        is_gift=True,
        keeps_verb=True,
    ),
    _way(
        Said.GIVE,
        rf"(?P<verbal>)(?P<evident>shared)\s+(?P<what>(?:a|an|the|my|our|her|his|their|some|"
        rf"two)\s+(?:[\w'-]+\s+){{1,6}}?with\s+"
        rf"{words.TO_END}.*)",
        keeps_verb=True,
    ),
    _way(
        Said.GIVE,
        rf"(?P<verbal>)(?P<evident>(?:introduced|connected|hooked\s+up|"
        rf"put)\s+{words.TO}\s+(?:in\s+touch\s+)?(?:to|with))\s+"
        rf"(?P<what>{words.PERSONLIKE}.*)",
        keeps_verb=True,
    ),
    _way(
        Said.GIVE,
        rf"(?P<verbal>)(?P<evident>intro['’]?e?d\s+{words.TO})\s+(?P<what>(?:to|with)\s+\S.*)",
        keeps_verb=True,
    ),
    _way(
        Said.GIVE,
        rf"(?P<verbal>)(?P<evident>(?:made|did)\s+(?:an?|the)\s+(?:warm\s+)?intro(?:duction)?\s+for\s+{words.TO_END})"
        r"(?P<what>\s+\S.*|)",
        keeps_verb=True,
    ),
    _way(
        Said.GIVE,
        rf"(?P<verbal>)(?P<evident>(?:vouched\s+for|put\s+in\s+a\s+(?:good\s+)?word\s+for)\s+(?P<what>{words.TO_END}).*)",
        keeps_verb=True,
    ),
    _way(
        Said.GIVE,
        rf"(?P<verbal>)(?P<evident>(?:referred|recommended|nominated|endorsed)\s+{words.TO})\s+(?P<what>(?:to|"
        rf"for|as)\s+\S.*)",
        keeps_verb=True,
    ),
    _way(
        Said.GIVE,
        rf"(?P<verbal>)(?P<evident>helped\s+{words.TO})\s+(?P<what>(?:with|to|find(?! my| his| her| their)|get|"
        rf"move|prepare|set|fix|write|debug|build|"
        r"install|plan|practise|practice|rehearse|choose|understand|out with)\b.*)",
        keeps_verb=True,
    ),
    _way(
        Said.GIVE,
        rf"(?P<verbal>)(?P<evident>(?:showed|walked)\s+{words.TO}\s+(?:how\s+to|through))\s+(?P<what>\S.*)",
        keeps_verb=True,
    ),
    _way(
        Said.GIVE,
        r"(?P<verbal>)(?P<evident>reviewed|proof-?read|edited|corrected|translated|commented\s+on|looked\s+over|"
        r"went\s+over|gave\s+(?:detailed\s+|honest\s+)?feedback\s+on)\s+"
        rf"(?P<what>{words.MINE_OR_THEIRS}\s+(?:[\w'-]+\s+){{0,3}}?{words.PIECE}(?!\w).*)",
        keeps_verb=True,
    ),
    _way(
        Said.GIVE,
        r"(?P<verbal>)(?P<evident>checked|fixed|tested|read(?:\s+(?:over|through))?|looked\s+(?:at|through)|"
        r"went\s+through)\s+"
        rf"(?P<what>{words.MINE_OR_THEIRS}\s+(?:[\w'-]+\s+){{0,3}}?{words.PAPER}(?!\w).*)",
        keeps_verb=True,
    ),
    _way(
        Said.GIVE,
        rf"(?P<verbal>)(?P<evident>let\s+{words.TO}\s+(?:use|borrow|stay|sleep))(?P<what>\s+\S.*)",
        keeps_verb=True,
    ),
    _way(Said.GIVE, rf"(?P<verbal>)(?P<evident>drove\s+{words.TO})(?P<what>\s+(?:home|to)(?!\w).*)", keeps_verb=True),
    _way(
        Said.GIVE,
        rf"(?P<verbal>)(?P<evident>paid\s+for)\s+(?P<what>{words.MINE_OR_THEIRS}\s+\S.*)",
        keeps_verb=True,
    ),
)

_TAKEN = (
    _way(
        Said.GIVE,
        rf"(?P<evident>borrowed)\s+(?P<verbal>)(?P<what>{words.MINE_OR_THEIRS}\s+"
        r"(?!(?:[\w'-]+\s+){0,2}?(?:ideas?|words?|lines?|phrases?|jokes?|names?|time|style)\b)\w+.*)",
        is_taken=True,
    ),
    _way(
        Said.GIVE,
        rf"(?P<evident>borrowed)\s+(?P<verbal>)(?P<what>(?:a|an|the|some|two)\s+(?:[\w'-]+\s+){{1,4}}?from\s+"
        rf"{words.TO_END}.*)",
        is_taken=True,
    ),
)

WAYS: tuple[Way, ...] = (*_PROMISES, *_ASKS, *_SEEKS, *_OFFERS, *_GIVES, *_TAKEN)
