"""What of a text has substance: its words after stop words, stock phrases, praise and what is known anyway.

The word lists stand in ``word_lists``. Writing is compared case-folded, without accents and without invisible marks,
so that the same words typed on another keyboard are the same words.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from functools import lru_cache

from contacts.rules import word_lists

# Beyond this many characters a text is not read on: what it has to say, it has said.
LOOKED_AT = 20_000

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
_PARTICLES = frozenset("은는이가을를의에도와과로님的了吗呢吧我你是")

_APOSTROPHES = frozenset("'’‘ʼ＇`´")
_ENGLISH_ENDINGS = frozenset({"s", "ll", "ve", "re", "d", "m"})
_GESTURES = (
    (0x1F385, 0x1F38A), (0x1F3FB, 0x1F3FF), (0x1F440, 0x1F450), (0x1F48B, 0x1F49F), (0x1F4A5, 0x1F4AF),
    (0x1F525, 0x1F525), (0x1F600, 0x1F64F), (0x1F90C, 0x1F93A), (0x1F970, 0x1F97A), (0x1FAE0, 0x1FAFF),
)  # fmt: skip
_LONGEST_RUN_OF_MARKS = 30


def fold(text: str) -> str:
    """The words of ``text`` in one writing, single-spaced: no case, accents, punctuation or invisible marks."""
    return " ".join(_fold(text).split())


def tokens(text: str) -> list[str]:
    """The words of ``text``, folded, as they follow each other; a run of a dense script is one token."""
    return _tokens(_fold(text))


def content_words(text: str, *, known: Collection[str] = ()) -> list[str]:
    """The words of substance in ``text``.

    Left out are stop words, stock phrases, praise, filler and ``known``: their name, firm and role, the event's name.
    Of a long known name (three words or more) only its first word is known by itself; two neighbours of it always
    are, so that "moved to Lisbon" keeps its Lisbon after the Web Summit Lisbon. Never raises.
    """
    names = _known(tuple(known))
    written = _DENSE_STOCK.sub(" ", _fold(text))
    for name in names.dense:
        written = written.replace(name, " ")
    words: list[str] = []
    for word in _without_phrases(_tokens(written), names):
        if _IS_DENSE.match(word):
            words += _pairs(word)
        elif not _is_empty_word(word) and not names.has(word):
            words.append(word)
    return [] if all(is_filler(word) for word in words) else words


def is_blank(text: str) -> bool:
    """True for a text that is no text: nothing but signs, or filler such as "n/a", "tbd", "asdf"."""
    words = [word for word in tokens(text) if word not in _STOP and (len(word) > 1 or not word.isascii())]
    return all(is_filler(word) for word in words) and (bool(words) or all(len(word) == 1 for word in tokens(text)))


def is_filler(word: str) -> bool:
    """True for a folded word that people type where they have nothing to say."""
    return word in _FILLER or (word.isalpha() and word.isascii() and len(set(word)) == 1)


def says_something(text: str) -> bool:
    """True where a message is more than a like, a stock greeting or a bare "thx" (E-30)."""
    return bool(content_words(text))


@dataclass(frozen=True, slots=True)
class _Known:
    """What is known of a person or event anyway, folded and ready to be looked up."""

    singles: frozenset[str] = frozenset()
    neighbours: frozenset[tuple[str, str]] = frozenset()
    dense: tuple[str, ...] = field(default=())

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
        neighbours.update(zip(words, words[1:], strict=False))
    return _Known(frozenset(singles), frozenset(neighbours), tuple(sorted(dense, key=len, reverse=True)))


def _fold(text: str) -> str:
    text = text[: 2 * LOOKED_AT].strip()[:LOOKED_AT]
    if not text.isascii():
        text = _shorten_runs_of_marks(text)
        text = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    else:
        text = text.lower()
    text = text.translate({ord(letter): _written(letter) for letter in set(text)})
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def _shorten_runs_of_marks(text: str) -> str:
    """Cut endless stacks of combining marks: sorting them is what makes normalising slow."""
    marks = [letter for letter in set(text) if unicodedata.combining(letter)]
    if not marks:
        return text
    of_marks = "".join(map(re.escape, marks))
    return re.sub(f"([{of_marks}]{{{_LONGEST_RUN_OF_MARKS}}})[{of_marks}]+", r"\1", text)


@lru_cache(maxsize=4096)
def _written(letter: str) -> str:
    """How one letter is compared: itself, nothing (accents, invisible marks), a gap, or a word of its own (a picture)."""
    code = ord(letter)
    if letter in _APOSTROPHES:
        return "'"
    if 0x300 <= code <= 0x36F or 0xFE00 <= code <= 0xFE0F or 0x20D0 <= code <= 0x20FF:
        return ""
    category = unicodedata.category(letter)
    if category[0] in "LNM":
        return letter
    if category == "Cf":
        return ""
    if 0x1F300 <= code <= 0x1FAFF and not any(low <= code <= high for low, high in _GESTURES):
        return f" {letter} "
    return " "


def _tokens(written: str) -> list[str]:
    found: list[str] = []
    for piece in _PIECE.findall(written):
        if "'" not in piece:
            found.append(piece)
            continue
        head, *rest = piece.split("'")
        if len(rest) == 1 and rest[0] == "t":
            found.append(head + "t")  # don't, can't
        else:
            found += [part for part in (head, *rest) if part not in _ENGLISH_ENDINGS]
    return found


def _without_phrases(words: list[str], names: _Known) -> Iterable[str]:
    """``words`` without stock phrases and without neighbours out of a known name."""
    at = 0
    named = False
    while at < len(words):
        length = _stock_at(words, at)
        if length:
            at += length
            named = False
            continue
        pair = (words[at], words[at + 1]) if at + 1 < len(words) else None
        starts_name = pair in names.neighbours
        if not (named or starts_name):
            yield words[at]
        named = starts_name
        at += 1


def _stock_at(words: list[str], at: int) -> int:
    for phrase in _STOCK.get(words[at], ()):
        if tuple(words[at : at + len(phrase)]) == phrase:
            return len(phrase)
    return 0


def _is_empty_word(word: str) -> bool:
    return word in _STOP or word in _PRAISE or (len(word) == 1 and word.isascii() and not word.isdigit())


def _pairs(run: str) -> list[str]:
    """Two letters of a dense script as one word; a letter alone counts where it can be a word."""
    letters = [letter for letter in run if unicodedata.category(letter)[0] in "LN"]
    if len(letters) == 1:
        alone = letters[0]
        return [alone] if _STANDS_ALONE.match(alone) and alone not in _PARTICLES else []
    return ["".join(letters[at : at + 2]) for at in range(0, len(letters) - 1, 2)]


def _folded(lists: Iterable[str]) -> frozenset[str]:
    return frozenset(word for text in lists for word in tokens(text))


def _by_first_word(phrases: Iterable[str]) -> dict[str, tuple[tuple[str, ...], ...]]:
    found: defaultdict[str, set[tuple[str, ...]]] = defaultdict(set)
    for phrase in phrases:
        words = tuple(tokens(phrase))
        if words:
            found[words[0]].add(words)
    return {first: tuple(sorted(same, key=len, reverse=True)) for first, same in found.items()}


_STOP = _folded(word_lists.STOP_WORDS.values()) - _folded([word_lists.MEAN_SOMETHING])
_PRAISE = _folded(word_lists.PRAISE.values()) - _folded([word_lists.MEAN_SOMETHING])
_FILLER = _folded([word_lists.FILLER])
_STOCK = _by_first_word(line for text in word_lists.STOCK_PHRASES.values() for line in text.splitlines())
_DENSE_STOCK = re.compile(
    "|".join(
        sorted((r"\s*".join(map(re.escape, fold(line).split())) for line in word_lists.DENSE_STOCK.split("\n") if line.strip()),
               key=len, reverse=True)
    )
)  # fmt: skip
