"""Promises in a message: the writer gives their word to do something for the reader (E-32).

A promise is of the future and of the writer's own will. Plans about oneself ("I'll be in Berlin"),
stock closings ("I'll
keep you posted", "I'll be in touch"), bargains ("if you pay"), threats, pitches, what somebody else said and what the
writer doubts are none. A bare "I'll let you know" is a closing; with what or by when, it is a promise.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from contacts.rules.reading import favour_words
from contacts.rules.reading import promise_words as words
from contacts.rules.reading.clauses import favour_in, finding, is_given, matches, own_words, sells
from contacts.rules.reading.cutting import Sentence
from contacts.rules.reading.day_words import due_day
from contacts.rules.reading.findings import Finding
from contacts.vocabulary import Said


def read(sentences: Sequence[Sentence], *, today: date) -> Iterator[Finding]:
    """At most one promise a sentence, the first, with its day read from ``today``. Never raises."""
    if sells(tuple(sentences)):
        return
    for sentence in sentences:
        match = _promise(own_words(sentence), today=today)
        if match is not None:
            yield finding(
                Said.PROMISE, sentence, evidence=match.span("given"), favour_at=_favour_at(match), today=today
            )


def _promise(text: str, *, today: date) -> re.Match[str] | None:
    if favour_words.PRICE.search(text):
        return None
    found = _found(_PATTERNS, text)
    if not found:
        found = _found(_WITH_A_DAY, text)
        if found and not _names_a_day(text, today):
            found = [match for match in found if match.re is words.PROGRESSIVE and words.SOON.search(text)]
    if not found:
        found = [match for match in _found((words.ANY,), text) if _is_for_you(match, text, today)]
    return min(found, key=lambda match: (_favour_at(match) == match.start("given"), match.start("given")), default=None)


_PATTERNS = (
    words.FUTURE,
    words.INTEND,
    words.BARE,
    words.LET_ME,
    words.YOU_WILL_HAVE,
    words.ARRIVES,
    words.MY_WORD,
    words.SHORT,
    words.EXPECT,
    words.CAN_BY,
)
_WITH_A_DAY = (words.PROGRESSIVE, words.BE_IN_TOUCH, words.COMES, words.FROM_ME)


def _found(patterns: Iterable[re.Pattern[str]], text: str) -> list[re.Match[str]]:
    return [match for match in matches(patterns, text, needed=words.NEEDED) if _holds(match, text)]


def _is_for_you(match: re.Match[str], text: str, today: date) -> bool:
    """True where what the writer will do has the reader in its clause, or a day."""
    rest = text[match.end("given") :]
    return bool(words.ABOUT_YOU.search(favour_in(rest, 0)[:60])) or _names_a_day(rest, today)


def _names_a_day(text: str, today: date) -> bool:
    return due_day(text, today=today) is not None


def _holds(match: re.Match[str], text: str) -> bool:
    """True where nothing around the words takes them back: a doubt, a report, a courtesy, a question, a closing."""
    at = match.start("given")
    if words.STOCK.match(text, _favour_at(match)) or not is_given(text, at):
        return False
    if words.TAKEN_BACK.search(text[: match.end("given")]) or words.VAGUE.search(text[at:]):
        return False
    if words.DENIED.search(text[:at]) or words.ON_A_WORD.search(text[:at]):
        return False
    if words.TROUBLE.search(text[:at]):
        return False
    is_plan = words.PLAN.match(match["given"]) or words.JOINTLY.match(match["given"])
    if is_plan and not words.ABOUT_YOU.search(text[at:]):
        return False
    if match.re is words.BARE and at > 0 and not words.OF_MINE.search(text[:at]):
        return False
    if match.re is words.YOU_WILL_HAVE and _comes_from_others(text, at):
        return False
    courtesy = favour_words.COURTESY.match(text.lstrip())
    if courtesy and courtesy.end() < at:
        return False
    return match.re is words.LET_ME or not _asks(text, match.end("given"))


def _comes_from_others(text: str, at: int) -> bool:
    """True for "once you sign up you'll receive an alert" and "you'll get the keys from the agency"."""
    return bool(words.ON_YOUR_SIDE.search(text[:at]) or words.FROM_OTHERS.search(text[at:]))


def _asks(text: str, at: int) -> bool:
    """True for a question in the same clause; one tagged on after a comma may ask what it likes."""
    return text.rstrip().endswith("?") and not re.search(r"[,;–-]\s", text[at:])


def _favour_at(match: re.Match[str]) -> int:
    starts = [match.start(group) for group in match.re.groupindex if group != "given" and match.start(group) >= 0]
    return min(starts, default=match.start("given"))
