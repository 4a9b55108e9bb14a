"""When an interaction is being in touch, and when it is meaningful and may found a contact (E-01, E-02, E-04)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from rapidfuzz import fuzz
from rapidfuzz.distance import LCSseq

from contacts.rules.about_me import clauses, only_about_user
from contacts.rules.words import (
    content_words,
    count_words,
    count_words_generously,
    has_dense,
    has_praise,
    is_blank,
    is_fluff,
    repeats_topic,
    tokens,
)
from contacts.vocabulary import Channel, Depth, Missing, StartedBy

ANSWERED_WITHIN_DAYS = 30
WORDS_TOGETHER = 3
WORDS_OF_A_COPY = 5
ALIKE = 90.0

# Two notes are compared by their beginnings: enough to tell a pasted one, and quick for a whole week of them.
_COMPARED = 2_000


@dataclass(frozen=True, slots=True)
class OtherNote:
    """What was noted as learned about somebody else that week."""

    interaction_id: int
    person_name: str
    text: str


@dataclass(frozen=True, slots=True)
class InteractionFacts:
    """One interaction as it is judged. ``known`` is the person's names, firm and role and the event's name.

    ``happened_on`` and ``today`` are local days of the account. ``confirmed`` and ``true_of_both`` are the user's
    answers to a topic of stock words and to a note like another.
    """

    channel: Channel
    started_by: StartedBy
    depth: Depth
    they_took_part: bool
    talked_about: str
    learned: str
    happened_on: date
    today: date
    unfinished: bool = False
    confirmed: bool = False
    true_of_both: bool = False
    known: tuple[str, ...] = ()
    other_notes: tuple[OtherNote, ...] = ()


@dataclass(frozen=True, slots=True)
class MeaningfulVerdict:
    """What an interaction counts as. ``missing`` is empty exactly where it is meaningful.

    ``asks_depth``: ticked as a hello, but the texts say more; ask how far it went rather than refuse.
    """

    in_touch: bool
    meaningful: bool
    missing: tuple[Missing, ...]
    copied_from: OtherNote | None
    asks_depth: bool


def took_part(
    *, channel: Channel, started_by: StartedBy, they_wrote_too: bool, answers_on: date | None, happened_on: date
) -> bool:
    """Whether both sides took part: live, begun by both, written by both that day, or in answer to the other side.

    ``answers_on`` is the day of the other side's message in the same thread; it counts for thirty days.
    """
    if Channel(channel).is_live or started_by == StartedBy.BOTH or they_wrote_too:
        return True
    return answers_on is not None and 0 <= (happened_on - answers_on).days <= ANSWERED_WITHIN_DAYS


def judge(facts: InteractionFacts) -> MeaningfulVerdict:
    """Say whether the interaction is in touch and meaningful, and what is missing. Never raises on any text."""
    missing = list(_missing_around(facts))
    in_touch = not missing
    about_texts = list(_missing_in_texts(facts))
    copied_from = None
    if not facts.true_of_both and Missing.LEARNED not in about_texts:
        copied_from = _copied_from(facts.learned, facts.other_notes, facts.known)
    if copied_from:
        about_texts.append(Missing.COPIED)
    missing += about_texts
    return MeaningfulVerdict(
        in_touch=in_touch,
        meaningful=not missing,
        missing=tuple(missing),
        copied_from=copied_from,
        asks_depth=facts.depth == Depth.HELLO and not about_texts,
    )


def _missing_around(facts: InteractionFacts) -> Iterable[Missing]:
    if facts.unfinished:
        yield Missing.UNFINISHED
    if facts.happened_on > facts.today:
        yield Missing.FUTURE
    if facts.depth == Depth.HELLO:
        yield Missing.HELLO
    if not facts.they_took_part:
        yield Missing.ONE_WAY


def _missing_in_texts(facts: InteractionFacts) -> Iterable[Missing]:
    topic = content_words(facts.talked_about, known=facts.known)
    fact = content_words(facts.learned, known=facts.known)
    if fact and (is_fluff(fact) or only_about_user(facts.learned, known=facts.known)):
        fact = []
    topic_words = len(topic)
    enough = True
    if is_blank(facts.talked_about):
        enough = False
        yield Missing.TALKED_ABOUT
    elif not topic and facts.confirmed:
        topic_words = 1
    elif not topic:
        enough = False
        yield Missing.THIN_TOPIC
    if not fact:
        enough = False
        yield Missing.LEARNED
    elif set(tokens(facts.talked_about)) == set(tokens(facts.learned)) or repeats_topic(
        facts.learned, words=fact, topic=topic
    ):
        enough = False
        yield Missing.SAME_TEXT
    if enough and topic_words + len(fact) < WORDS_TOGETHER:
        # Short is not empty: the small words of "from Glasgow" or "has three" count, unless it is mostly praise.
        said = sum(count_words_generously(text, known=facts.known) for text in (facts.talked_about, facts.learned))
        if said < WORDS_TOGETHER or all(word.isdigit() for word in fact) or not _has_plain_clause(facts):
            yield Missing.THIN


def _has_plain_clause(facts: InteractionFacts) -> bool:
    """True where some clause of what was learned says something without any praise: "nice guy, from Glasgow"."""
    return any(
        content_words(clause, known=facts.known) and not has_praise(clause)
        for clause in clauses(facts.learned[:_COMPARED])
    )


def _copied_from(learned: str, others: tuple[OtherNote, ...], known: tuple[str, ...]) -> OtherNote | None:
    """The other note that ``learned`` is most alike to, if it is a copy (E-04). A short fact is nobody's copy."""
    learned = learned[:_COMPARED]
    if not others or count_words(learned) < WORDS_OF_A_COPY:
        return None
    said = content_words(learned, known=known)
    most_alike, closest = None, 0.0
    for other in others:
        text = other.text[:_COMPARED]
        named = frozenset(tokens(other.person_name))
        mine = " ".join(word for word in said if word not in named)
        if not _may_be_alike(mine, text):
            continue
        theirs = " ".join(content_words(text, known=(*known, other.person_name)))
        alike = fuzz.ratio(mine, theirs, score_cutoff=ALIKE)
        if alike > closest and count_words(text) >= WORDS_OF_A_COPY:
            most_alike, closest = other, alike
    return most_alike


def _may_be_alike(mine: str, text: str) -> bool:
    """False where no choice of the words of ``text`` can be as much like ``mine`` as a copy is. Quick: most are not.

    Two texts are as alike as the letters that they share in order (twice, of all letters of both). What is left of
    ``text`` shares at most what the whole of it does; and to be alike enough it must share this much of ``mine``.
    """
    if text.isascii() and len(text) * (200 - ALIKE) < ALIKE * len(mine):
        return False  # in one writing it gets no longer
    written = " ".join(tokens(text))
    if has_dense(written):
        return True  # cut into pairs, it is not compared as it is written
    return LCSseq.similarity(mine, written) * (200 - ALIKE) >= ALIKE * len(mine)
