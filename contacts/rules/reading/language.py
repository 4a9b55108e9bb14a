"""Is a text English? Told by its little words; other languages are left alone rather than misread."""

import re
from functools import lru_cache

from contacts.rules import word_lists

_LOOKED_AT = 4_000
_SHORT = 4

_LETTERS = re.compile(r"[^\W\d_]{1,40}(?:'[^\W\d_]{1,10})?")

# Everyday English that the lists of empty words do not hold, and that no other language of theirs writes alike.
_MORE_ENGLISH = """
    i'd i'll i've i'm you'd you'll you're you've we'd we'll we're it's that's don't doesn't didn't can't couldn't won't
    wouldn't isn't aren't haven't hasn't what's let's know need needs want wants send looking forward think give
    make take great thought please introduce share review free time next month day
    monday tuesday wednesday thursday friday saturday sunday tomorrow soon new work people anyone someone advice
    coffee quick question questions pls help find found job ask asked asking tell showing write read speak talking
    talk called email phone office company meeting weekend morning afternoon evening year years later early last best
    better big small happy glad hope wish love look come comes went given made done sent bring buy pay keep start
    stop try use wait work worked working money price cost house home city school friend friends colleague happen
    happened around available interested wondering possible chance favour favor advise introduction introduce intro
    connect connection hear heard reply answer update news hiring learn learning understand reach reaching open
    appreciate grateful thoughts mind guess sure right maybe check attached draft both another every everyone
    someone's who's how's where's that'd there'd he's she's they'll
"""
_MORE_FOREIGN = """
    bitte brauche können könnten könntest kannst würde würden würdest möchte ich dir euch mich gerne dass nächste woche
    pouvez pourriez pourrais peux veux voudrais s'il plaît semaine prochaine aide j'ai c'est n'est
    puede puedes podría podrías quiero necesito semana ayuda ayudarme gustaría
    può puoi potrebbe potresti vorrei bisogno aiuto settimana prossima favore grazie
    pode poderia poderias preciso gostaria ajuda obrigado
    kun kunt kan wil zou graag alstublieft alsjeblieft bedankt volgende week hulp
    kan du kunne gerne venligst snälla skulle vill hjälp hjelp uge vecka
    czy możesz mógłbyś proszę potrzebuję pomoc
    můžeš můžete prosím potřebuji lütfen yardım merhaba nasılsın voisitko voitko kiitos auttaa
    tudna tudnál kérem segíteni poți puteți mulțumesc podries gràcies
"""


def is_english(text: str, *, otherwise: bool = True) -> bool:
    """True where the little words of ``text`` are English ones; ``otherwise`` where it has none that tell.

    Short English ("Any news?") is English; so is a text with no word that any language claims, unless it is long or
    written in another script. Never raises.
    """
    words = [word.lower() for word in _LETTERS.findall(text[:_LOOKED_AT])]
    if not words:
        return otherwise
    if sum(_is_other_script(word) for word in words) * 2 > len(words):
        return False
    english, foreign = _lists()
    for_english = sum(word in english for word in words)
    for_foreign = sum(1.0 if word in foreign else 0.5 * (not word.isascii()) for word in words)
    if for_english == for_foreign:
        return otherwise and (for_english > 0 or len(words) <= _SHORT)
    return for_english > for_foreign


def _is_other_script(word: str) -> bool:
    return all(letter > "\u024f" for letter in word)


@lru_cache(maxsize=1)
def _lists() -> tuple[frozenset[str], frozenset[str]]:
    """Words that only English has, and words that only others have."""
    english = frozenset(word_lists.STOP_WORDS["en"].split()) | frozenset(_MORE_ENGLISH.split())
    others: set[str] = set(_MORE_FOREIGN.split())
    for language, words in word_lists.STOP_WORDS.items():
        if language != "en":
            others.update(words.split())
    return english - others | frozenset(_MORE_ENGLISH.split()), frozenset(others) - english
