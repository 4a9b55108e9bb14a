"""How much two people of one notebook look like one, and by what: each reason says what both sides say.

Names are compared as they are folded, in either order, and with initials; a nickname is never guessed. A namesake at
another firm, or one with another birthday, is somebody else until something speaks for them being one.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import product
from typing import Literal, get_args

from rapidfuzz import fuzz

from contacts.rules.names import fold

# From here on two people are proposed; from the second on they are likely one, from the third very likely.
PROPOSED = 40
LIKELY = 60
VERY_LIKELY = 85

Clue = Literal[
    "email",
    "profile",
    "phone",
    "shared_email",
    "same_name",
    "other_order",
    "known_as",
    "middle_name",
    "initials",
    "spelling",
    "first_name",
    "other_name",
    "firm",
    "like_firm",
    "other_firm",
    "place",
    "birthday",
    "other_birthday",
    "other_profile",
    "other_email",
]

WEIGHTS: dict[Clue, int] = {
    "email": 70,
    "profile": 70,
    "phone": 40,
    "shared_email": 10,
    "same_name": 60,
    "other_order": 55,
    "known_as": 55,
    "middle_name": 50,
    "initials": 30,
    "spelling": 40,
    "first_name": 15,
    "other_name": -15,
    "firm": 25,
    "like_firm": 20,
    "other_firm": -15,
    "place": 8,
    "birthday": 25,
    "other_birthday": -50,
    "other_profile": -30,
    "other_email": -10,
}
CLUES: tuple[Clue, ...] = get_args(Clue)
# A name of one word says less: many are called Anna.
ONE_WORD_COSTS = 30
# Two spellings are one name where they are this alike, in per cent.
ALIKE = 82
FIRMS_ALIKE = 88
SHORTEST_TO_MISSPELL = 4
# Who is compared with many is taken apart once; more than a batch of names need not be remembered.
CACHED = 8_192

_WORDS = re.compile(r"[^\W_]+", re.UNICODE)
_LEGAL = frozenset(
    (
        *("ab", "ag", "aps", "as", "asa", "bv", "co", "company", "corp", "corporation", "gmbh", "group"),
        *("holding", "inc", "incorporated", "kft", "kg", "limited", "llc", "llp", "ltd", "nv", "oy", "oyj"),
        *("plc", "pte", "pty", "sa", "sarl", "sas", "se", "sl", "spa", "srl", "the"),
    )
)
_TITLES = frozenset(["dr", "prof", "professor", "mr", "mrs", "ms", "herr", "frau", "ing", "dipl", "phd", "md"])
_GENERATIONS = frozenset(["jr", "junior", "sr", "senior", "ii", "iii", "iv"])
_EVERYBODYS = frozenset(
    (
        *("admin", "booking", "contact", "hello", "hi", "info", "kontakt", "mail", "office", "post", "privacy"),
        *("sales", "service", "support", "team", "welcome"),
    )
)


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of one person. ``handles`` are (kind, normal form, as typed); ``birthday`` is (month, day)."""

    key: int
    name: str
    also_known_as: str = ""
    organisation: str = ""
    place: str = ""
    handles: tuple[tuple[str, str, str], ...] = ()
    birthday: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Reason:
    """One clue, and what the one and the other say to it."""

    clue: Clue
    one: str
    other: str

    @property
    def speaks_for(self) -> bool:
        return WEIGHTS[self.clue] > 0


@dataclass(frozen=True, slots=True)
class Likeness:
    """From 0, two people, to 100, surely one; the reasons with the heaviest first."""

    likeness: int
    reasons: tuple[Reason, ...]

    @property
    def is_proposed(self) -> bool:
        return self.likeness >= PROPOSED


def judge_likeness(one: Known, other: Known) -> Likeness:
    """How much the two look like one. Of (other, one) it is the same, with the sides of each reason changed over."""
    reasons = [*_by_name(one, other), *_by_handles(one, other), *_by_firm(one, other), *_by_facts(one, other)]
    weight = sum(WEIGHTS[reason.clue] for reason in reasons)
    if _is_one_word(one, other, reasons):
        weight -= ONE_WORD_COSTS
    if not any(reason.speaks_for for reason in reasons if reason.clue not in {"firm", "like_firm", "place"}):
        # Colleagues are not one person.
        weight = 0
    reasons.sort(key=lambda reason: (-abs(WEIGHTS[reason.clue]), CLUES.index(reason.clue), reason.one, reason.other))
    return Likeness(max(0, min(100, weight)), tuple(reasons))


@lru_cache(maxsize=CACHED)
def name_words(name: str) -> tuple[str, ...]:
    """The words of a name, folded, without titles: ``Dr. Anna-Lena Müller`` is anna, lena, muller."""
    words = tuple(_WORDS.findall(fold(name)))
    return tuple(word for word in words if word not in _TITLES) or words


@lru_cache(maxsize=CACHED)
def firm_words(organisation: str) -> tuple[str, ...]:
    """The words of a firm's name, folded, without what only says its legal form; all of them where nothing else is."""
    words = tuple(_WORDS.findall(fold(organisation)))
    return tuple(word for word in words if word not in _LEGAL) or words


def block_keys(person: Known) -> Iterator[tuple[str, ...]]:
    """Under which a person is laid so that whoever looks like them by name lies there, too. Addresses come beside.

    The whole name in any order; and one word of it with the other's initial, together with the firm or the place.
    """
    beside = [("firm", word) for word in firm_words(person.organisation)[:1]]
    beside += [("place", place)] if (place := fold(person.place)) else []
    for name in filter(None, (person.name, person.also_known_as)):
        words = name_words(name)
        if not words:
            continue
        yield ("name", *sorted(words))
        ends = {(words[0], words[-1]), (words[-1], words[0])} if len(words) > 1 else {(words[0], words[0])}
        if len(words) > 2:
            yield ("name", *sorted((words[0], words[-1])))
        for whole, initial in ends:
            yield from ((*clue, whole, initial[0]) for clue in beside)
            yield from ((*clue, whole) for clue in beside if clue[0] == "firm")


def _by_name(one: Known, other: Known) -> Iterator[Reason]:
    clue = _names_alike(one.name, other.name)
    if clue not in {"same_name", "other_order"}:
        pairs = (
            (one.name, other.also_known_as),
            (one.also_known_as, other.name),
            (one.also_known_as, other.also_known_as),
        )
        known = [pair for pair in pairs if _names_alike(*pair) == "same_name"]
        if known:
            # Of several the longest says most.
            mine, theirs = max(known, key=lambda pair: (len(name_words(pair[0])), name_words(pair[0])))
            yield Reason("known_as", mine, theirs)
            return
    if clue is None and _are_two_names(name_words(one.name), name_words(other.name)):
        clue = "other_name"
    if clue:
        yield Reason(clue, one.name, other.name)


def _are_two_names(mine: tuple[str, ...], theirs: tuple[str, ...]) -> bool:
    """Families and offices share addresses. With the same first name it may be the last that changed."""
    return min(len(mine), len(theirs)) > 1 and mine[0] != theirs[0]


def _names_alike(one: str, other: str) -> Clue | None:
    mine, theirs = name_words(one), name_words(other)
    if not mine or not theirs:
        return None
    if mine == theirs:
        return "same_name"
    generations = [_GENERATIONS & set(words[1:]) for words in (mine, theirs)]
    if generations[0] != generations[1]:
        # Karl Berg senior is not Karl Berg junior; he may be Karl Berg.
        without = [
            words[:1] + tuple(word for word in words[1:] if word not in _GENERATIONS) for words in (mine, theirs)
        ]
        return "middle_name" if without[0] == without[1] and not all(generations) else None
    if sorted(mine) == sorted(theirs):
        return "other_order"
    if 1 in (len(mine), len(theirs)):
        return _one_word_alike(mine, theirs)
    return _ends_alike(mine, theirs) or _ends_alike(mine, theirs[::-1])


def _one_word_alike(mine: tuple[str, ...], theirs: tuple[str, ...]) -> Clue | None:
    if len(mine) == len(theirs) == 1:
        return "spelling" if _misspelt(mine[0], theirs[0]) else None
    short, long = sorted((mine, theirs), key=len)
    return "first_name" if short[0] == long[0] and len(short[0]) > 1 else None


def _ends_alike(mine: tuple[str, ...], theirs: tuple[str, ...]) -> Clue | None:
    """By the first and the last word; what stands between may be left out by one, not differ."""
    (first, *middle, last), (their_first, *their_middle, their_last) = mine, theirs
    if not _middles_agree(middle, their_middle):
        return None
    if (first, last) == (their_first, their_last):
        return "middle_name"
    pairs = ((first, their_first), (last, their_last))
    if all(one == other or _is_initial(one, other) for one, other in pairs) and any(
        one == other and len(one) > 1 for one, other in pairs
    ):
        return "initials"
    if all(one == other or _misspelt(one, other) for one, other in pairs):
        return "spelling"
    return None


def _middles_agree(mine: list[str], theirs: list[str]) -> bool:
    if not mine or not theirs:
        return True
    return any(one == other or _is_initial(one, other) for one, other in product(mine, theirs))


def _is_initial(one: str, other: str) -> bool:
    return (len(one) == 1 or len(other) == 1) and one[0] == other[0]


def _misspelt(one: str, other: str) -> bool:
    if min(len(one), len(other)) < SHORTEST_TO_MISSPELL or one.isdigit() or other.isdigit():
        return False
    return fuzz.ratio(one, other) >= ALIKE


def _is_one_word(one: Known, other: Known, reasons: Iterable[Reason]) -> bool:
    """Whether it is a name of a single word that the two share, unless its script writes whole names as one."""
    for reason in reasons:
        if reason.clue in {"same_name", "known_as", "spelling"}:
            words = name_words(reason.one)
            return len(words) == 1 and words[0].isascii()
    return False


def _by_handles(one: Known, other: Known) -> Iterator[Reason]:
    mine = {(kind, normal): typed for kind, normal, typed in one.handles}
    theirs = {(kind, normal): typed for kind, normal, typed in other.handles}
    shared = sorted(mine.keys() & theirs.keys())
    found: dict[Clue, Reason] = {}
    for kind, normal in shared:
        clue: Clue | None = next((each for each in CLUES if each == kind), None)
        if kind == "email" and normal.partition("@")[0] in _EVERYBODYS:
            clue = "shared_email"
        if clue:
            found.setdefault(clue, Reason(clue, mine[kind, normal], theirs[kind, normal]))
    if "email" in found:
        found.pop("shared_email", None)
    yield from found.values()
    shared_kinds = {kind for kind, _normal in shared}
    if "profile" not in shared_kinds and (hosts := _other_profiles(mine, theirs)):
        yield Reason("other_profile", *hosts)
    emails = [[typed for (kind, _), typed in sorted(each.items()) if kind == "email"] for each in (mine, theirs)]
    if "email" not in shared_kinds and all(emails):
        yield Reason("other_email", emails[0][0], emails[1][0])


def _other_profiles(mine: dict[tuple[str, str], str], theirs: dict[tuple[str, str], str]) -> tuple[str, str] | None:
    """Two pages on one site: two people, most likely."""
    pages = [
        {normal.partition("/")[0]: typed for (kind, normal), typed in sorted(each.items()) if kind == "profile"}
        for each in (mine, theirs)
    ]
    common = sorted(pages[0].keys() & pages[1].keys())
    return (pages[0][common[0]], pages[1][common[0]]) if common else None


def _by_firm(one: Known, other: Known) -> Iterator[Reason]:
    mine, theirs = firm_words(one.organisation), firm_words(other.organisation)
    if not mine or not theirs:
        return
    if mine == theirs:
        yield Reason("firm", one.organisation, other.organisation)
    elif _begins(mine, theirs) or fuzz.token_sort_ratio(" ".join(mine), " ".join(theirs)) >= FIRMS_ALIKE:
        yield Reason("like_firm", one.organisation, other.organisation)
    else:
        yield Reason("other_firm", one.organisation, other.organisation)


def _begins(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether one is the other in short: Sydsvenska, and Sydsvenska Energi."""
    short, long = sorted((one, other), key=len)
    return long[: len(short)] == short


def _by_facts(one: Known, other: Known) -> Iterator[Reason]:
    if one.place and other.place and fold(one.place) == fold(other.place):
        yield Reason("place", one.place, other.place)
    if one.birthday and other.birthday:
        clue: Clue = "birthday" if one.birthday == other.birthday else "other_birthday"
        yield Reason(clue, _month_day(one.birthday), _month_day(other.birthday))


def _month_day(day: tuple[int, int]) -> str:
    return f"{day[0]:02}-{day[1]:02}"
