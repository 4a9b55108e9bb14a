"""What the user could offer somebody: offers whose words meet what that person said. Material, never a message."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from contacts.rules.words import content_words, tokens

# Words that offers are made of: they say that something is given and how much of it, not what.
_OF_GIVING = frozenset(
    tokens(
        """
        advice contact contacts experience feedback help helping hour hours idea ideas intro introduce introducing
        introduction introductions intros know knowledge learn learning meet network people person question questions
        recommend recommendation recommendations reference review share sharing somebody someone support time tip tips
        one two three four five six ten dozen half first second third last next
        austausch beratung erfahrung erfahrungen frage fragen helfen hilfe kontakt kontakte leute netzwerk rat stunde
        empfehlung empfehlungen tipp tipps unterstützung vorstellen wissen zeit zwei drei vier fünf sechs zehn halbe
        erste ersten zweite zweiten letzte letzten
        """
    )
)

# Endings that do not make another word of it, longest first; what is left must be as long as that.
_ENDINGS = (
    *("ments", "ment", "ings", "ing", "ors", "ers", "ies", "or", "er", "es", "ed", "en"),
    *("s", "e", "n", "y"),
)
_SHORTEST_TRUNK = 4


@dataclass(frozen=True, slots=True)
class OfferFit:
    """An offer, by its key, and the word of theirs that it fits, as they are quoted."""

    key: int
    word: str


def fitting_offers(offers: Mapping[int, str], texts: Iterable[str], *, at_most: int = 2) -> tuple[OfferFit, ...]:
    """The offers that meet words of substance in ``texts``, those with most words in common first.

    Give the newest text first: the word shown is the first one met. Of equals, the order of ``offers`` decides.
    """
    said = _said(texts)
    if not said or at_most < 1:
        return ()
    fits = []
    for key, what in offers.items():
        common = said.keys() & {_trunk(word) for word in content_words(what) if _tells(word)}
        if common:
            fits.append((len(common), OfferFit(key, next(word for trunk, word in said.items() if trunk in common))))
    fits.sort(key=lambda fit: -fit[0])
    return tuple(fit for _, fit in fits[:at_most])


def _said(texts: Iterable[str]) -> dict[str, str]:
    """Each word of substance by what is compared of it, as written, in the order of the texts."""
    found: dict[str, str] = {}
    for text in texts:
        written = _as_written(text)
        for word in content_words(text):
            if _tells(word):
                found.setdefault(_trunk(word), written.get(word, word))
    return found


def _as_written(text: str) -> dict[str, str]:
    """How each word stands in the text, with its capitals and accents."""
    found: dict[str, str] = {}
    for piece in text.split():
        words = tokens(piece)
        if len(words) == 1:
            found.setdefault(words[0], piece.strip("""!"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~…„“”‘’«»–—"""))
    return found


def _tells(word: str) -> bool:
    return word not in _OF_GIVING and not word.isdigit()


def _trunk(word: str) -> str:
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST_TRUNK:
            return word[: -len(ending)]
    return word
