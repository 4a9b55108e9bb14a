"""What of a text has substance: its words after stop words, stock phrases, praise and what is known anyway.

The word lists stand in ``word_lists``. Writing is compared case-folded, without accents and without invisible marks,
so that the same words typed on another keyboard are the same words.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from contacts.rules import word_lists, word_lists_fluff, word_lists_more

# Beyond this many characters a text is not read on: what it has to say, it has said.
LOOKED_AT = 10_000

# Scripts written without spaces, or with syllables for letters: two letters count as one word.
_DENSE = (
    "\u2e80-\u2fdf\u3005-\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"  # Han
    "\u3041-\u30ff\u31f0-\u31ff"  # kana
    "\u1100-\u11ff\u3130-\u318f\ua960-\ua97f\uac00-\ud7ff"  # Hangul
    "\u0e01-\u0e7f\u0e81-\u0eff\u1780-\u17ff\u1000-\u109f\ua9e0-\ua9ff\uaa60-\uaa7f"  # Thai, Lao, Khmer, Burmese
)
_PIECE = re.compile(rf"[{_DENSE}]+|[^\s'{_DENSE}]+(?:'[^\s'{_DENSE}]+)*")
_IS_DENSE = re.compile(rf"[{_DENSE}]")
_STANDS_ALONE = re.compile("[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uac00-\ud7a3]")

_APOSTROPHES = frozenset("'’‘ʼ＇`´")
_ENGLISH_ENDINGS = frozenset({"s", "ll", "ve", "re", "d", "m"})
_LONGEST_RUN_OF_MARKS = 30

# Anchors, sails and cakes may be all of a note; faces, hands, hearts and applause approve, and say nothing.
_PICTURES = (range(0x2600, 0x2605), range(0x2614, 0x2619), range(0x2690, 0x2700), range(0x1F300, 0x1FB00))
_GESTURES = (
    range(0x1F385, 0x1F38B),
    range(0x1F3FB, 0x1F400),
    range(0x1F440, 0x1F451),
    range(0x1F48B, 0x1F4A0),
    range(0x1F4A5, 0x1F4B0),
    range(0x1F525, 0x1F526),
    range(0x1F600, 0x1F650),
    range(0x1F90C, 0x1F93B),
    range(0x1F970, 0x1F97B),
    range(0x1FAE0, 0x1FB00),
)


def tokens(text: str) -> list[str]:
    """The words of ``text`` as they follow each other, in one writing; a run of a dense script is one token."""
    return _tokens(_written(text))


def content_words(text: str, *, known: Collection[str] = ()) -> list[str]:
    """The words of substance in ``text``.

    Left out are stop words, stock phrases, praise, filler and ``known``: their name, firm and role, the event's name.
    Of a long known name (three words or more) only the first word is known by itself, two neighbours of it always:
    after the Web Summit Lisbon somebody may well have "moved to Lisbon". Never raises.
    """
    names = _known(tuple(known))
    written = _DENSE_STOCK.sub(" ", _written(text))
    for name in names.dense:
        written = written.replace(name, " ")
    words: list[str] = []
    for word in _outside_phrases(_tokens(written), names):
        if _IS_DENSE.match(word):
            words += _pairs(word)
        else:
            words.append(word)
    return [] if all(is_filler(word) for word in words) else words


def has_dense(text: str) -> bool:
    """Whether a part of ``text`` is in a script written without spaces, or with syllables for letters."""
    return _IS_DENSE.search(text) is not None


def count_words(text: str) -> int:
    """How many words ``text`` has, empty ones included; dense scripts are counted as ``content_words`` does."""
    return sum(len(_pairs(word)) if _IS_DENSE.match(word) else 1 for word in tokens(text))


def count_words_generously(text: str, *, known: Collection[str] = ()) -> int:
    """The same without what is ``known``, and what is left of the pairs of a dense script counts: three letters say two
    words.
    """
    names = _known(tuple(known))
    return sum(
        (len(word) + 1) // 2 if _IS_DENSE.match(word) else 1
        for word in tokens(text)
        if not names.has(word) and word not in names.dense
    )


def has_praise(text: str) -> bool:
    """True where a text praises or greets in words that anybody uses of anybody, whatever else it says."""
    written = _written(text)
    words = _tokens(written)
    return (
        not _PRAISE.isdisjoint(words)
        or _DENSE_STOCK.search(written) is not None
        or any(_stock_phrase_at(words, at) for at in range(len(words)))
    )


def is_blank(text: str) -> bool:
    """True for a text that is none: nothing but signs and single letters, or filler such as "n/a", "tbd", "asdf".

    "Nothing much" is a text: it says little, and somebody said it.
    """
    words = [word for word in tokens(text) if len(word) > 1 or not word.isascii() or word.isdigit()]
    if not words:
        return True
    telling = [word for word in words if word not in _STOP]
    vague = _VAGUE if len(words) == 1 else _VAGUE | _NOTHING
    return bool(telling) and all(is_filler(word) and word not in vague for word in telling)


def is_filler(word: str) -> bool:
    """True for a word (as ``tokens`` gives it) that people type where they have nothing to say."""
    return word in _FILLER or word in _DENSE_FILLER or (word.isalpha() and word.isascii() and len(set(word)) == 1)


def is_fluff(words: Iterable[str]) -> bool:
    """True where words of substance (as ``content_words`` gives them) are pleasantries all the same, every one."""
    return all(word in _FLUFF for word in words)


def repeats_topic(text: str, *, words: Collection[str], topic: Collection[str]) -> bool:
    """True where ``words`` of ``text`` say the ``topic`` again, as in "we talked about" it. Both as ``content_words``
    gives them; pleasantries around them do not matter.
    """
    telling = {word for word in words if word not in _FLUFF and word not in _TALKING}
    said = tokens(text)
    if not telling or _TALKING.isdisjoint(said):
        # Without a verb of talking only the very words are the topic again, and one small word more may tell.
        dense = any(_IS_DENSE.match(word) for word in said)
        return bool(telling) and telling == set(topic) and (dense or len(said) <= len(topic))
    return all(any(_alike(word, other) for other in topic) for word in telling)


def _alike(word: str, other: str) -> bool:
    """Whether two words are forms of one: the beginning is the same, or one has an article written on."""
    if word == other:
        return True
    shorter, longer = sorted((word, other), key=len)
    same = next((at for at, (a, b) in enumerate(zip(shorter, longer, strict=False)) if a != b), len(shorter))
    return same >= max(5, len(shorter) - 2) or (len(shorter) >= 4 and longer[:2] == "ال" and longer[2:] == shorter)


def says_something(text: str, *, known: Collection[str] = ()) -> bool:
    """True where a message, or what is noted of it, is more than a like, a stock greeting or a bare "thx" (E-30).

    ``known`` are names that say nothing, as in ``content_words``.
    """
    words = content_words(text, known=known)
    return bool(words) and not _is_greeting(words, tokens(text))


def tells_something(text: str, *, known: Collection[str] = ()) -> bool:
    """True where a message says something, and not in pleasantries alone."""
    words = content_words(text, known=known)
    return not is_fluff(words) and not _is_greeting(words, tokens(text))


def _is_greeting(words: list[str], all_words: list[str]) -> bool:
    """True for "sent birthday wishes", "liked her post", "congrats on the new job": greeted, and nothing said."""
    if not _GREETINGS.isdisjoint(all_words) or not _CONGRATULATIONS.isdisjoint(all_words):
        return all(word in _GREETINGS or word in _AROUND_GREETINGS for word in words)
    return False


@dataclass(frozen=True, slots=True)
class _Known:
    """What is known of a person or event anyway, in the writing of ``tokens``."""

    singles: frozenset[str]
    neighbours: frozenset[tuple[str, str]]
    dense: tuple[str, ...]

    def has(self, word: str) -> bool:
        return word in self.singles or (len(word) > 3 and word.endswith("s") and word[:-1] in self.singles)


@lru_cache(maxsize=1024)
def _known(names: tuple[str, ...]) -> _Known:
    singles: set[str] = set()
    neighbours: set[tuple[str, str]] = set()
    dense: set[str] = set()
    for name in names:
        words = tokens(name)
        dense.update(word for word in words if _IS_DENSE.match(word))
        words = [word for word in words if not _IS_DENSE.match(word)]
        telling = [word for word in words if word not in _STOP]
        singles.update(telling if len(telling) <= 2 else telling[:1])
        neighbours.update(pairwise(words))
    return _Known(frozenset(singles), frozenset(neighbours), tuple(sorted(dense, key=lambda run: (-len(run), run))))


def _written(text: str) -> str:
    """``text`` in the one writing that words are compared in: words and apostrophes, parted by spaces."""
    text = " ".join(text.split())[:LOOKED_AT]
    if text.isascii():
        text = text.lower()
    else:
        text = _shorten_runs_of_marks(text)
        text = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text)[:LOOKED_AT].casefold())
        text = text.replace("ı", "i")  # its capital is everybody's I
    text = text.translate(_SIGNS)
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def _shorten_runs_of_marks(text: str) -> str:
    """Cut endless stacks of combining marks: putting them in order is what makes normalising slow."""
    marks = [letter for letter in set(text) if unicodedata.combining(letter)]
    if not marks:
        return text
    of_marks = "".join(map(re.escape, marks))
    return re.sub(f"([{of_marks}]{{{_LONGEST_RUN_OF_MARKS}}})[{of_marks}]+", r"\1", text)


def _sign(sign: str) -> str:
    """What stands for a sign that is no letter: nothing (accents, invisible marks), a gap, or a picture's word."""
    code = ord(sign)
    if sign in _APOSTROPHES:
        return "'"
    if 0x300 <= code <= 0x36F or 0xFE00 <= code <= 0xFE0F or 0x20D0 <= code <= 0x20FF:
        return ""
    category = unicodedata.category(sign)
    if category[0] in "MN":
        return sign  # vowel signs belong to their word
    if category == "Cf":
        return ""
    if 0x1F1E6 <= code <= 0x1F1FF:
        return sign  # two of these are a flag
    if any(code in pictures for pictures in _PICTURES) and not any(code in gestures for gestures in _GESTURES):
        return f" {sign} "
    return " "


class _Signs(dict[int, str]):
    """What each letter and sign becomes, for `str.translate`; looked up once, as far as there is room."""

    def __missing__(self, code: int) -> str:
        sign = chr(code)
        found = sign if sign.isalnum() else _sign(sign)
        if len(self) < 4096:
            self[code] = found
        return found


_SIGNS = _Signs()


def _tokens(written: str) -> list[str]:
    found: list[str] = []
    for piece in _PIECE.findall(written):
        if "'" not in piece:
            found.append(piece)
            continue
        parts = piece.split("'")
        if len(parts) == 2 and parts[1] == "t":
            found.append(parts[0] + "t")  # don't, can't
        else:
            found += [part for part in parts if part not in _ENGLISH_ENDINGS]
    return found


def _outside_phrases(words: list[str], names: _Known) -> Iterator[str]:
    """The words that stand in no stock phrase and no known name, and are not empty by themselves."""
    at = 0
    second_of_name = False
    while at < len(words):
        length = _stock_phrase_at(words, at)
        if length:
            at += length
            second_of_name = False
            continue
        word = words[at]
        pair = (word, words[at + 1]) if at + 1 < len(words) else (word, "")
        if pair in _FACTS_IN_TWO_WORDS:
            yield " ".join(pair)
            at += 2
            second_of_name = False
            continue
        in_name = second_of_name or pair in names.neighbours
        second_of_name = pair in names.neighbours
        if not (in_name or _is_empty_word(word) or names.has(word)):
            yield word
        at += 1


def _stock_phrase_at(words: list[str], at: int) -> int:
    """How many words the longest stock phrase has that begins at ``at``; 0 where none does."""
    for phrase in _STOCK.get(words[at], ()):
        if tuple(words[at : at + len(phrase)]) == phrase:
            return len(phrase)
    return 0


def _is_empty_word(word: str) -> bool:
    return word in _STOP or word in _PRAISE or (len(word) == 1 and word.isascii() and not word.isdigit())


def _pairs(run: str) -> list[str]:
    """Two letters of a dense script as one word; a letter alone counts where it can be a word."""
    if run in _DENSE_FILLER:
        return []
    letters = [letter for letter in run if letter.isalnum()]
    if len(letters) == 1:
        alone = letters[0]
        return [alone] if _STANDS_ALONE.match(alone) and alone not in _DENSE_PARTICLES else []
    return ["".join(letters[at : at + 2]) for at in range(0, len(letters) - 1, 2)]


def _words(lists: Iterable[str]) -> frozenset[str]:
    return frozenset(word for words in lists for word in tokens(words))


def _phrases(lists: Iterable[str]) -> list[tuple[str, ...]]:
    return [tuple(tokens(phrase)) for phrases in lists for phrase in phrases.split(",")]


def _by_first_word(phrases: Iterable[tuple[str, ...]]) -> dict[str, tuple[tuple[str, ...], ...]]:
    found: defaultdict[str, set[tuple[str, ...]]] = defaultdict(set)
    for phrase in phrases:
        found[phrase[0]].add(phrase)
    return {first: tuple(sorted(same, key=len, reverse=True)) for first, same in found.items()}


_FACTS = _words([word_lists.FACTS])
_FACTS_IN_TWO_WORDS = frozenset((first, second) for first, second in _phrases([word_lists.FACTS_IN_TWO_WORDS]))
_STOP = _words([*word_lists.STOP_WORDS.values(), *word_lists_more.STOP_WORDS.values()]) - _FACTS
_PRAISE = _words([*word_lists.PRAISE.values(), *word_lists_more.PRAISE.values()]) - _FACTS
_VAGUE = _words([word_lists.VAGUE])
_NOTHING = _words([word_lists.NOTHING])
_FILLER = _words([word_lists.FILLER]) | _VAGUE | _NOTHING
_GREETINGS = _words([word_lists.GREETINGS])
_CONGRATULATIONS = _words(["congrats congratulations glückwunsch"])
_AROUND_GREETINGS = _words([word_lists.AROUND_GREETINGS])
_TALKING = _words([word_lists.TALKING])
_FLUFF = _words(word_lists_fluff.FLUFF.values()) - _FACTS
_STOCK = _by_first_word(_phrases([*word_lists.STOCK_PHRASES.values(), *word_lists_more.STOCK_PHRASES.values()]))
_DENSE_STOCK = re.compile(
    "|".join(
        sorted(
            (r"\s*".join(phrase) for phrase in _phrases([word_lists.DENSE_STOCK, word_lists_more.DENSE_STOCK])),
            key=len,
            reverse=True,
        )
    )
)
_DENSE_FILLER = _words([word_lists.DENSE_FILLER, word_lists_more.DENSE_FILLER])
_DENSE_PARTICLES = _words([" ".join(word_lists.DENSE_PARTICLES + word_lists_more.DENSE_PARTICLES)])
