"""Gives in a message: what the writer hands over, has done, or concretely offers to do for the reader.

Three kinds count: a delivery ("attached is", "here is the paper"), a favour done ("I put in a word for you") and a
concrete offer ("I can lend you my projector", "shall I ask her?"). "Let me know how I can help" is an offer that waits
for an answer; "if I can ever be of help" and "happy to answer any questions" are closings and give nothing: nothing
there could be kept or declined (E-30). Thanks and praise are no favours. A pitch that poses as help is a pitch, one's
own CV or invoice is handed over for one's own sake, and a message that only chases another gives nothing.

What is still to come ("I'll send you the deck") is a promise and found by ``promises``, not here, nor is it counted as
a give where the reading is measured: one favour is hinted once, a promise has a day that a give has not, and whoever
labels messages by ask, give and promise keeps them apart. Labels that know no promises will find some gives missing. A
sentence may hold both ("attached is the first half, I'll send the rest on Monday").
"""

import re
from collections.abc import Iterator, Sequence
from datetime import date

from contacts.rules.reading import favour_words
from contacts.rules.reading import give_words as words
from contacts.rules.reading import offer_words as offers
from contacts.rules.reading.clauses import finding, is_given, matches, own_words, sells
from contacts.rules.reading.cutting import Sentence
from contacts.rules.reading.day_words import due_day
from contacts.rules.reading.findings import Finding
from contacts.vocabulary import Said

_DELIVERED = (
    words.ATTACHED,
    words.I_ATTACH,
    words.FIND_THE_ATTACHED,
    words.IS_ATTACHED,
    words.ATTACHED_LAST,
    words.IN_BRACKETS,
    words.PHOTO_ATTACHED,
    words.ARRIVED,
    words.HERE_IS,
    words.HERE_YOU_GO,
    words.BELOW,
    words.BELOW_LAST,
    words.PROMISED,
    words.IN_THE_FOLDER,
    words.IS_HERE,
    words.YOU_ASKED_FOR,
)
_DONE = (
    words.SENT,
    words.DONE,
    words.DONE_PLAIN,
    words.DONE_TO_YOU,
    words.FOR_YOU,
    words.FOUND_OUT,
    words.ADDRESS,
    words.CONTACT,
    words.FYI,
    words.NOW,
    words.MEET,
    words.YOU_TWO,
)
_OFFERED = (
    offers.OFFER_IF,
    offers.WORD_AND,
    offers.CAN_FOR_YOU,
    offers.HAPPY_TO,
    offers.GLAD_TO,
    offers.CAN,
    offers.YOURS,
    offers.WELCOME,
    offers.FEEL_FREE,
    offers.TAKE_MINE,
    offers.IT_IS_YOURS,
    offers.SPARE,
    offers.GIFT,
    offers.AROUND,
    offers.THIS_IS,
    offers.HAVE_IT,
    offers.LINK,
    offers.THERE_IS,
    offers.IF_I_CAN,
    offers.HOW_I_CAN,
    offers.LET_ME,
    offers.HOME,
    offers.SAW,
    offers.TALK_TO,
    offers.ADVICE,
)

_NEEDED = {**words.NEEDED, **offers.NEEDED}


def read(sentences: Sequence[Sentence], *, today: date) -> Iterator[Finding]:
    """At most one give a sentence: the first delivery or favour done, else the first offer. Never raises.

    What is only handed over on a day to come, seen from ``today``, is a promise instead.
    """
    if sells(tuple(sentences)):
        return
    for sentence in sentences:
        match = _give(own_words(sentence), today=today)
        if match is not None:
            yield finding(Said.GIVE, sentence, evidence=match.span("given"), favour_at=_favour_at(match))


def _give(text: str, *, today: date) -> re.Match[str] | None:
    if favour_words.PRICE.search(text):
        return None
    asks = text.rstrip().endswith("?")
    for kind in ((offers.QUESTION,), _DELIVERED) if asks else (_DELIVERED, _DONE, (offers.SHOULD_I,), _OFFERED):
        found = [match for match in matches(kind, text, needed=_NEEDED) if _holds(match, text, today)]
        if found:
            return min(found, key=lambda match: match.start("given"))
    return None


def _holds(match: re.Match[str], text: str, today: date) -> bool:
    """True where nothing around the words takes them back: a report, a doubt, a refusal, a stock closing."""
    at = match.start("given")
    if at < 0 or not is_given(text, at):
        return False
    if words.DENIED.search(text[:at]) or words.TAKEN_BACK.search(text[at:]):
        return False
    if match.re in _DELIVERED and (words.OWN_PAPER.search(text) or words.NEEDS_YOU.search(text)):
        return False
    if match.re is words.ATTACHED and words.WANTED_FROM.search(text[:at]):
        return False
    if match.re in _DONE and (words.RELATIVE.search(text[:at]) or words.CHASED.search(text)):
        return False
    if match.re in (words.NOW, offers.ADVICE) and _is_to_come(text, today):
        return False
    if match.re in (offers.CAN, offers.CAN_FOR_YOU, offers.HAPPY_TO) and (
        offers.PURPOSE.search(text[:at]) or offers.JOINTLY.match(match["given"])
    ):
        return False
    if offers.WISH.match(match["given"]) and not words.ABOUT_YOU.search(text[_favour_at(match) :]):
        return False
    if match.re is words.DONE and not words.FOR_ALL.match(match["verb"]) and not words.ABOUT_YOU.search(text):
        return False
    return not offers.STOCK.match(text, _favour_at(match))


def _is_to_come(text: str, today: date) -> bool:
    due = due_day(text, today=today)
    return bool(words.SOON.search(text) or words.LATER_TODAY.search(text)) or (due is not None and due.on > today)


def _favour_at(match: re.Match[str]) -> int:
    starts = [match.start(group) for group in match.re.groupindex if group != "given" and match.start(group) >= 0]
    return min(starts, default=match.start("given"))
