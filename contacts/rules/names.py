"""Names made comparable: the same fold on every database, so that searching for "Adeyemi" finds "Adéyẹmí"."""

import re
import unicodedata

# Letters that are their own in Unicode but that people type without their stroke or as a pair.
_LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h", "ŧ": "t", "ŋ": "n"}
)
_SPACE = re.compile(r"\s+")


def fold(text: str) -> str:
    """``text`` in lower case, accents and marks of direction off, white space single."""
    decomposed = unicodedata.normalize("NFKD", text).casefold().translate(_LETTERS)
    kept = "".join(c for c in decomposed if unicodedata.category(c) not in {"Mn", "Cf", "Cc"} or c.isspace())
    # Hangul was taken apart into letters above; put it together again so that half a syllable does not match.
    return _SPACE.sub(" ", unicodedata.normalize("NFC", kept)).strip()
