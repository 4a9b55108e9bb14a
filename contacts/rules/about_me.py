"""Notes that tell only of the user ("told him about my startup"): not something learned about the other person."""

import re

from contacts.rules.words import content_words, fold

# A long note is never only about the user; and no pattern is tried on endless text.
_LONGEST = 2_000

_CLAUSE_END = re.compile(
    r"[.;:!?,\n\r–—…]+|\s-\s|\b(?:and|but|so|und|aber|et|mais|y|pero|ma|en|maar|och|og|e)\b", re.IGNORECASE
)
_MINE = (
    r"(?:my|our|myself|ourselves|mine|what (?:i|we)|mein\w{0,2}|unser\w{0,2}|mir|mon|ma|mes|notre|nos|mi|mis|nuestr[oa]s?"
    r"|mio|mia|miei|mie|nostr[oaie]|meu|minha|meus|minhas|noss[oa]s?|mijn|onze?|mitt?|mina|min|vart|var[ae]?)"
)
_OTHERS = re.compile(
    r"\b(?:he|she|they|his|their|theirs|who|whose|hes|shes|theyre|er|sein\w{0,2}|deren|dessen|il|elle|ils|elles|son|sa|ses"
    r"|leur|leurs|el|ella|ellos|su|sus|lui|lei|suo|sua|ele|ela|seu|hij|zij|zijn|haar|han|hon|hun|hans|hennes)\b"
)
_TOLD_OF_MINE = re.compile(
    r"(?:(?:i|we|also|just|then|ive|have|had|ich|habe|hab|wir|haben|j|je|ai|nous|avons|le|les|lui|leur|he|ho|gli|ik|heb"
    r"|jag|jeg|har) ){0,4}"
    r"(?:told|pitched|presented|showed|explained|introduced|mentioned|described|talked|spoke|gave|sent|demoed|sold|shared"
    r"|erzahlte|erzahlt|zeigte|gezeigt|parle|raconte|presente|explique|montre|conte|hable|explique|presente|mostre"
    r"|contado|hablado|presentado|parlato|raccontato|presentato|falei|contei|apresentei|verteld|vertelde|berattade"
    r"|fortalte|ihm|ihr|ihnen|von|uber) "
    r"(?:\w+ ){0,4}?" + _MINE + r"\b"
)
_I_NEED = re.compile(
    r"(?:i|we) (?:am|are|m|re)? ?(?:need|want|raising|looking for|hiring|selling|building|launching|fundraising)\b"
    r"|(?:im|were) (?:raising|looking for|hiring|selling|building|launching|fundraising)\b"
    r"|(?:pitched|promoted|plugged) (?:my|our)\b"
    r"|ich (?:suche|brauche|mochte|will)\b|wir (?:suchen|brauchen)\b"
)
_STARTS_WITH_MINE = re.compile(_MINE + r"\b")


def only_about_user(text: str, *, known: tuple[str, ...] = ()) -> bool:
    """True where every clause that says anything tells of the user alone. In doubt False: it may be about them."""
    if len(text) > _LONGEST:
        return False
    after_mine = False
    for clause in _CLAUSE_END.split(text):
        if not content_words(clause, known=known):
            continue
        words = fold(clause)
        if _TOLD_OF_MINE.match(words) or _I_NEED.match(words) or (after_mine and _STARTS_WITH_MINE.match(words)):
            if _OTHERS.search(words):
                return False
            after_mine = True
        else:
            return False
    return after_mine
