"""Names: made comparable, with the same fold on every database, so that searching for "Adeyemi" finds "Adéyẹmí"; and
the word to call somebody by.
"""

import re
import unicodedata
from functools import lru_cache

# Letters that are their own in Unicode but that people type without their stroke or as a pair.
_LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h", "ŧ": "t", "ŋ": "n"}
)
_SPACE = re.compile(r"\s+")
_LONGEST_KEPT = 200
# The beginnings of Unicode's names for the letters of Han, kana and Hangul.
_FAMILY_FIRST = (
    *("CJK UNIFIED", "CJK COMPATIBILITY", "IDEOGRAPHIC", "HIRAGANA", "KATAKANA", "HALFWIDTH KATAKANA"),
    *("HANGUL", "HALFWIDTH HANGUL"),
)


def fold(text: str) -> str:
    """``text`` in lower case, accents and marks of direction off, white space single."""
    # Most texts are plain, and the same names come again and again.
    if text.isascii() and text.isprintable():
        return " ".join(text.lower().split())
    return _folded_again(text) if len(text) <= _LONGEST_KEPT else _folded(text)


@lru_cache(maxsize=4096)
def _folded_again(text: str) -> str:
    return _folded(text)


def _folded(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text).casefold().translate(_LETTERS)
    kept = "".join(c for c in decomposed if unicodedata.category(c) not in {"Mn", "Cf", "Cc"} or c.isspace())
    # Hangul was taken apart into letters above; put it together again so that half a syllable does not match.
    return _SPACE.sub(" ", unicodedata.normalize("NFC", kept)).strip()


def call_name(name: str) -> str:
    """The word to call somebody by: the first of their name that has a letter. Empty only where the name is.

    A name in Han, kana or Hangul begins with the family: it is taken as a whole rather than guessed at.
    """
    words = name.split()
    lettered = [place for place, word in enumerate(words) if any(map(_is_letter, word))]
    if not lettered:
        return words[0] if words else name
    first = words[lettered[0]]
    if any(unicodedata.name(sign, "").startswith(_FAMILY_FIRST) for sign in first if _is_letter(sign)):
        return " ".join(words[lettered[0] : lettered[-1] + 1])
    return first


def _is_letter(sign: str) -> bool:
    return unicodedata.category(sign).startswith("L")
