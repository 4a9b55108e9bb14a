"""Notes about a conversation, in the third person or in telegram style: "promised to send her the deck by Friday".

A finding needs to know which of the two acted. Where a note leaves it open, nothing is found: facts about their life
("promised her kids a dog") look much the same, and a wrong hint costs more than a missing one.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from contacts.rules.reading import note_words as words
from contacts.rules.reading.cutting import Sentence, own_sentences
from contacts.rules.reading.day_words import due_day
from contacts.rules.reading.findings import Finding, Span, shorten
from contacts.rules.reading.language import is_english
from contacts.rules.reading.note_ways import WAYS, Tense, Way
from contacts.vocabulary import Said, Side


def read_note(text: str, *, today: date, name: str = "", about_them: bool = False) -> tuple[Finding, ...]:
    """The asks, gives and promises between the writer and the person that a note tells of, in the note's order.

    ``today`` is the local day of the conversation, for "by Friday"; ``name`` the person's, who may stand in the note by
    it. Who acts in a sentence without a subject is told by the pronouns; else it is the writer, but in a note that is
    ``about_them`` nobody. Other languages than English find nothing. Never raises.
    """
    found: list[Finding] = []
    for sentence in own_sentences(text):
        for finding in _Reader(text, sentence, name=name, today=today, about_them=about_them).findings():
            if (finding.said, finding.by, finding.what) not in {(one.said, one.by, one.what) for one in found}:
                found.append(finding)
    # What was found is English by itself; the rest of the text must not be another language.
    return tuple(found) if found and is_english(f"the {text}") else ()


_JOINED = r"(?:and|then|also|plus)"
_CLAUSE = re.compile(
    rf"^|[,;:(\[+&•/]\s*|\s[-–—>]{{1,2}}\s+|[–—…]\s*|[.!?]+\s+|\s(?={_JOINED}\s)|\s(?=(?:but|so|though|yet)\s)",
    re.IGNORECASE,
)
_LEAD = re.compile(
    r"(?:on|by|before|next|this|tomorrow|today|yesterday|last)(?:\s+[\w']+){0,3}?\s+(?=(?:i|she|he|they)(?!\w))",
    re.IGNORECASE,
)
_JOIN = re.compile(rf"\s*(?:(?P<and>{_JOINED})|but|so|though|yet)\s+", re.IGNORECASE)
_SUBJECT = re.compile(
    rf"(?:(?P<me>i)|(?P<them>she|he|they|s/he|{words.NAMED})|(?P<other>we|you|it|who|which|someone|somebody|everyone|"
    rf"(?:her|his|their|my|our|{words.NAMED}'s) (?:\w+ ){{0,2}}?(?:{words.FAMILY}|{words.ROLE})))(?!\w)",
    re.IGNORECASE,
)
_BEING = r"is|am|are|was|were"
_AUXILIARY = re.compile(
    rf"\s*(?:(?P<obliged>(?:(?:'ve|\b(?:have|has))\s+(?:got\s+)?|\bneeds?\s+)to|\bmust)|(?P<future>'ll|(?:(?:'s|'m|'re|\b(?:{_BEING}))\s+)?(?:going\s+to|gonna)|\bwill)|(?P<either>'s)|"
    rf"(?P<being>'m|'re|\b(?:{_BEING}))|(?P<having>'ve|'d(?!\s+(?:like|love|appreciate)\b)|\b(?:have|has|had)))(?!\w)\s*",
    re.IGNORECASE,
)
_TENSES = {
    "obliged": frozenset({Tense.OBLIGED}),
    "future": frozenset({Tense.FUTURE}),
    "being": frozenset({Tense.BEING}),
    "having": frozenset({Tense.PAST}),
}
_ADVERBS = re.compile(rf"\s*{words.ADVERBS}", re.IGNORECASE)
_CLAUSE_END = re.compile(
    r"[;()\[\]…]|,(?=\s)|[.!?]+(?=\s|$)|:(?=\s)|\s[-–—]{1,2}\s|[–—]|\s(?:but|because|since|so|when|while|"
    r"although|though|if|"
    r"unless)\s|\s(?:and|then|&|\+)\s(?=(?:then |also )?(?:i|she|he|they|we|to |promised|asked|offered|will|"
    r"gave|sent|wants|"
    rf"needs|said|told|is|was|has|had|got|can|could|moved|loves|likes|wondered|{words.NAMED})(?!\w))",
    re.IGNORECASE,
)
_PRONOUN = re.compile(
    rf"(?<!\w)(?:(?P<me>me|us)|(?P<mine>my|our)|(?P<them>her|him|them|{words.NAMED})|(?P<theirs>his|their))(?!\w)",
    re.IGNORECASE,
)
_NO_GIFT = re.compile(rf"\W*(?:[\w'-]+\s+){{0,2}}?(?:{words.NO_GIFT})(?![\w-])", re.IGNORECASE)
_NO_DEED = re.compile(
    rf"(?:give|send|get|make|bring|write|find|show)\s+(?:(?:me|us|her|him|them|it|{words.NAMED})\s+)?(?:an?\s+|"
    rf"the\s+|my\s+)?"
    rf"(?:[\w-]+\s+)?(?!invoice\b)(?:{words.NO_GIFT})(?![\w-])|(?:write|make|draft|prepare|print|find|get|show)\s+(?:her|his|"
    rf"their)\s+"
    rf"(?!(?:{words.DETERMINER})(?!\w))|(?:check|look)\s+in(?!\w)|read\s+law",
    re.IGNORECASE,
)
_OF_LIFE = re.compile(
    rf"(?<!\w)(?:{words.FAMILY}|you|your|yours|myself|herself|himself|themselves)(?!\w)", re.IGNORECASE
)
_LONG_PAST = re.compile(rf"(?<!\w)(?:{words.LONG_PAST})(?![\w'’])", re.IGNORECASE)
_TO_MEET_KIN = re.compile(
    rf"(?:introduce|connect|intro)\s+(?:me|us|her|him|them|{words.NAMED})\s+(?:to|with)\s+(?:her|his|their|my|our)\s+"
    rf"(?:{words.KIN})(?!\w)",
    re.IGNORECASE,
)
_AGAIN = re.compile(r"(?<!\w)again(?!\w)", re.IGNORECASE)
_DOCUMENT = re.compile(rf"(?<!\w){words.DOCUMENT}(?!\w)", re.IGNORECASE)
_WORK = re.compile(rf"(?:{words.WORK})(?!\w)", re.IGNORECASE)
_HANDS_OVER = re.compile(r"(?:(?:send|forward|e-?mail|pass|bring|lend)(?:ing)?|shar(?:e|ing))(?!\w)", re.IGNORECASE)
_SOUGHT = re.compile(r"(?:is\s+|'s\s+|^)(?:still\s+)?looking\s+for\s+(?P<what>[^,;.]{3,60})", re.IGNORECASE)
_VAGUE = re.compile(
    r"(?:spread the word|keep (?:an|my) (?:eye|ear)s?(?: open)?|keep my (?:eyes|ears) open|help)\W*$", re.I
)


@dataclass(frozen=True, slots=True)
class _Head:
    """How a clause begins: who acts as far as it is said, its tense, and where its verb stands.

    ``lead`` is where words before the subject begin: "On Friday I'll send it".
    """

    lead: int
    start: int
    verb: int
    actor: Side | None
    is_other: bool
    tenses: frozenset[Tense]
    is_joined: bool


class _Reader:
    """One sentence, read clause by clause."""

    def __init__(self, text: str, sentence: Sentence, *, name: str, today: date, about_them: bool) -> None:
        self.text, self.start, self.today, self.about_them = text, sentence.start, today, about_them
        self.masked = _masked(sentence.text, name)
        self.span = Span(sentence.start, sentence.end)
        self.carried: Side | None = None
        self.is_carried_by_other = False

    def findings(self) -> Iterator[Finding]:
        past = 0
        for head in self._heads():
            if head.start < past:
                continue
            for way in WAYS:
                match = way.pattern.match(self.masked, head.verb) if way.tenses & head.tenses else None
                finding, end = self._finding(head, way, match) if match else (None, 0)
                if finding is not None:
                    yield finding
                    past = end
                    break
            if head.actor or head.is_other:
                self.carried, self.is_carried_by_other = head.actor, head.is_other

    def _heads(self) -> Iterator[_Head]:
        seen = set()
        for gap in _CLAUSE.finditer(self.masked):
            start, is_joined = gap.end(), False
            if join := _JOIN.match(self.masked, start):
                start, is_joined = join.end(), bool(join["and"])
            if start not in seen and start < len(self.masked):
                seen.add(start)
                yield self._head(start, is_joined=is_joined)

    def _head(self, lead: int, *, is_joined: bool) -> _Head:
        led = _LEAD.match(self.masked, lead)
        start = led.end() if led else lead
        subject = _SUBJECT.match(self.masked, start)
        at = subject.end() if subject else start
        auxiliary = _AUXILIARY.match(self.masked, at)
        verb = _ADVERBS.match(self.masked, auxiliary.end() if auxiliary else at)
        assert verb is not None
        actor = None
        if subject:
            actor = Side.ME if subject["me"] else Side.THEM if subject["them"] else None
        tenses = frozenset({Tense.PAST, Tense.PRESENT})
        if auxiliary:
            tenses = _TENSES.get(auxiliary.lastgroup or "", frozenset({Tense.PAST, Tense.BEING}))
        return _Head(lead, start, verb.end(), actor, bool(subject and subject["other"]), tenses, is_joined)

    def _finding(self, head: _Head, way: Way, match: re.Match[str]) -> tuple[Finding | None, int]:
        end = self._clause_end(match.start("what"))
        told = self.masked[match.start("what") : end]
        if head.is_other or not told.strip() or self._is_of_life(way, told) or self._is_long_past(head, way, end):
            return None, 0
        if way.said == Said.ASK and _AGAIN.search(told):
            return None, 0
        if way.is_gift and (_NO_GIFT.match(told) or (match["of_theirs"] and match["them"])):
            return None, 0
        if way.is_deed and _NO_DEED.match(told):
            return None, 0
        by = self._by(head, way, match, told)
        if by is None:
            return None, 0
        return self._told(head, way, match, end, by), end

    def _is_of_life(self, way: Way, told: str) -> bool:
        kin = None if way.keeps_verb else _TO_MEET_KIN.match(told)
        return bool(_OF_LIFE.search(told, kin.end() if kin else 0))

    def _is_long_past(self, head: _Head, way: Way, end: int) -> bool:
        """A gift of another time is a story; so is all that is told after "last year she ..."."""
        is_gift = way.said == Said.GIVE and Tense.PAST in way.tenses and not way.is_deed
        return bool(_LONG_PAST.search(self.masked, head.lead, end if is_gift else head.verb))

    def _clause_end(self, start: int) -> int:
        end = _CLAUSE_END.search(self.masked, start + 1)
        return end.start() if end else len(self.masked)

    # Who acts

    def _by(self, head: _Head, way: Way, match: re.Match[str], told: str) -> Side | None:
        """Who asks, gives or promises; None where the note leaves it open or it is not between these two."""
        groups = match.groupdict()
        who = groups.get("who")
        if who is not None:
            return self._by_who(head, way, groups, told)
        actor = head.actor
        pointed = self._pointed_at(way, groups, told)
        if way.is_taken:
            return pointed if pointed and actor in (None, _other(pointed)) else None
        if way.said == Said.ASK and pointed and _WORK.match(told) and self._first_pronoun(told) == pointed:
            return None
        if way.only is not None:
            return way.only if actor in (None, way.only) and (actor or way.says_who) else None
        if actor is None:
            actor = _other(pointed) if pointed else self._left_open(head, way)
            if actor == Side.ME and self.about_them:
                return None
        if actor is None or pointed == actor:
            return None
        if pointed is None and not self._goes_without(way, actor, told):
            return None
        return actor

    def _by_who(self, head: _Head, way: Way, groups: dict[str, str | None], told: str) -> Side | None:
        """ "told her I'd send it": the one who will act is named. "asked if I could": the other one asks."""
        who = Side.ME if (groups["who"] or "").lower() in ("i", "we") else Side.THEM
        by = _other(who) if way.said == Said.ASK else who
        if (
            head.actor not in (None, by)
            or (groups.get("me") and by == Side.ME)
            or (groups.get("them") and by == Side.THEM)
        ):
            return None
        if by == Side.ME and head.actor is None and self.about_them:
            return None
        if way.said == Said.ASK:
            return None if _WORK.match(told) and self._first_pronoun(told) == _other(by) else by
        pointed = self._pointed_at(way, {}, told)
        if pointed is None and way.is_word_given:
            is_said_to_them = bool(groups.get("me") or groups.get("them")) or by == head.actor == Side.ME
            return by if is_said_to_them else None
        return by if pointed == _other(by) or (pointed is None and self._goes_without(way, by, told)) else None

    def _pointed_at(self, way: Way, groups: dict[str, str | None], told: str) -> Side | None:
        """Who receives, or is asked, as far as pronouns say."""
        if groups.get("me") or groups.get("mine"):
            return Side.ME
        if groups.get("them") or groups.get("theirs"):
            return Side.THEM
        if not way.is_deed:
            return None
        return self._first_pronoun(told)

    def _first_pronoun(self, told: str) -> Side | None:
        is_work = bool(_WORK.match(told))  # whose draft it is tells for whom; whose lawyer is asked does not
        for pronoun in _PRONOUN.finditer(told):
            if not is_work and (pronoun["mine"] or pronoun["theirs"]):
                continue
            return Side.ME if pronoun["me"] or pronoun["mine"] else Side.THEM
        return None

    def _left_open(self, head: _Head, way: Way) -> Side | None:
        """Without subject and pronoun: whoever acted in "... and promised"; else the writer, who notes it."""
        if self.carried and head.is_joined:
            return self.carried
        if self.carried == Side.THEM or self.is_carried_by_other or not way.is_mine_by_default:
            return None
        return Side.ME

    def _goes_without(self, way: Way, actor: Side, told: str) -> bool:
        """Whether the deed is plainly for the other one though no pronoun says so."""
        if not way.is_deed:
            return True
        if Tense.OBLIGED in way.tenses:
            return False
        if actor == Side.ME:
            return Tense.FUTURE not in way.tenses or bool(_HANDS_OVER.match(told) and _DOCUMENT.search(told))
        return bool(_HANDS_OVER.match(told) and _DOCUMENT.search(told))

    # What is told

    def _told(self, head: _Head, way: Way, match: re.Match[str], end: int, by: Side) -> Finding:
        start = match.start("verbal") if way.keeps_verb else match.start("what")
        clause = self.masked[head.lead : end]
        day = due_day(clause, today=self.today, after=start - head.lead) if way.said == Said.PROMISE else None
        evidence = [self._placed(head.start, match.end("evident"))]
        what = [Span(start, end)]
        if day:
            day_start, day_end = head.lead + day.start, head.lead + day.end
            if day_end <= head.start:
                evidence.insert(0, self._placed(day_start, day_end))
            elif day_start >= match.end("evident"):
                evidence.append(self._placed(day_start, day_end))
                what = [Span(start, min(day_start, end)), Span(day_end, end)]
        return Finding(
            said=way.said,
            by=by,
            sentence=self.span,
            evidence=tuple(evidence),
            what=self._what(what, way, head),
            due_on=day.on if day else None,
        )

    def _placed(self, start: int, end: int) -> Span:
        length = len(self.masked[start:end].rstrip())
        return Span(self.start + start, self.start + start + length)

    def _what(self, spans: list[Span], way: Way, head: _Head) -> str:
        told = " ".join(self.text[self.start + span.start : self.start + span.end] for span in spans)
        told = told.strip(" \t\r\n,.;:-–—!?")
        sought = _SOUGHT.search(self.masked, 0, head.start)
        if way.said == Said.ASK and sought and _VAGUE.match(told):
            thing = self.text[self.start + sought.start("what") : self.start + sought.end("what")]
            told = f"{told}: {thing.strip()}"
        return shorten(told)


def _other(side: Side) -> Side:
    return Side.THEM if side == Side.ME else Side.ME


def _masked(text: str, name: str) -> str:
    """``text`` with the person's name, or a part of it, written as signs that mean "them"; as long as before."""
    parts = [part for part in name.split() if len(part) > 1 and part[0].isalpha()]
    for part in (" ".join(name.split()), *parts):
        if part and part in text:
            text = re.sub(rf"(?<!\w){re.escape(part)}(?!\w)", words.NAME * len(part), text)
    return text
