"""Notes that tell only of the user ("told him about my startup"): not something learned about the other person.

In doubt a note is about them: without a subject, "showed my kids round the museum" is what *they* did.
"""

import re
from collections.abc import Collection

from contacts.rules.words import content_words, is_fluff, tokens

# A long note is never only about the user; and no pattern is tried on endless text.
_LONGEST = 2_000

_CLAUSE_END = re.compile(
    r"[.;:!?,\n\r–—…]+|\s-\s|\b(?:and|but|so|und|aber|et|mais|pero|maar|och|men|og)\b", re.IGNORECASE
)

_OUR_BUSINESS = (
    r"our (?:\w+ )?(?:startup|company|product|app|firm|business|agency|service|services|fund|platform|tool|roadmap"
    r"|plans|vision|strategy)"
)
_MINE = rf"(?:my|myself|ourselves|mine|what i|what we|{_OUR_BUSINESS})\b"
_MY_WORK = (
    r"(?:work|ideas?|talk|speech|books?|projects?|pitch|products?|startup|company|app|slides|demo|post|article|research"
    r"|paper|services?|offer|brand|website|presentation|keynote|panel|podcast|blog|profile|outfit|jokes?)"
)
_IN_PASSING = r"(?:just |also |then |only |have |had )*"

# Ways of saying "I told them of mine", on the words as ``tokens`` gives them: no accents, no apostrophes.
_WAYS = (
    # English
    rf"(?:i|we) {_IN_PASSING}(?:told|pitched|presented|showed|explained|mentioned|described|talked|spoke|gave|sent)"
    rf" (?:\w+ ){{0,3}}?{_MINE}",
    rf"(?:i|we) {_IN_PASSING}(?:demoed|sold|shared|introduced) (?:\w+ ){{0,3}}?{_MINE}",
    rf"{_IN_PASSING}(?:told|showed|gave|sent|explained|pitched|presented|demoed|sold)"
    rf" (?:him|her|them|everybody|everyone) (?:to )?(?:all )?(?:about |of |on )?{_MINE}",
    rf"told \w+ (?:all )?about {_MINE}",
    rf"(?:talked|spoke|chatted) (?:to (?:him|her|them) )?(?:only |all |mostly )?about (?:me\b|{_MINE})",
    r"(?:pitched|promoted|plugged|demoed) (?:my|our|myself)\b",
    r"(?:(?:i |we )?(?:told|said to) (?:him|her|them) (?:that )?)?"
    r"(?:i|we|im|were) (?:am |are )?(?:really |still |also )?"
    r"(?:raising|looking for|hiring|selling|building|launching|fundraising)\b",
    r"(?:i|we) (?:really |still |also )?(?:need|want|should|must|ought)\b",
    rf"(?:handed|gave|passed|left) (?:him|her|them) {_MINE}",
    r"(?:might|may|could|would|will|should|can) (?:\w+ )?"
    r"(?:buy from|hire|help|introduce|invest in|fund|sponsor) (?:us|me)\b",
    r"(?:could|can|might|may|will|would) open doors(?: for (?:me|us))?",
    r"(?:he|she|they|\w+ )?(?:laughed|smiled) (?:at|about) (?:my|our)\b",
    r"(?:explained|described) what (?:i|we) do\b",
    rf"{_IN_PASSING}gave (?:him|her|them) (?:a|the|my|our) (?:card|brochure|flyer|leaflet|demo|deck)\b",
    r"showed (?:him|her|them|everybody|everyone) (?:the|a) (?:demo|prototype|deck|product|app|slides)\b",
    rf"(?:(?:he|she|they|everybody|\w+) )?(?:(?:was|were|is|are|seemed|really|very|quite) )*"
    rf"(?:liked|loved|enjoyed|praised|impressed by|impressed with|interested in|keen on|curious about|excited about)"
    rf" (?:{_OUR_BUSINESS}|my (?:\w+ )?{_MY_WORK})\b",
    # German: the verb stands at the end, or the short past at the front
    r"(?:(?:ich|wir|habe|hab|haben|ihm|ihr|ihnen) )*(?:(?:von|uber) )?(?:mein|unser)\w{0,2} (?:\w+ ){1,4}"
    r"(?:erzahlt|berichtet|gezeigt|vorgestellt|gepitcht|erklart|prasentiert|angeboten)$",
    r"(?:ich )?(?:erzahlte|zeigte|berichtete) (?:ihm|ihr|ihnen) (?:(?:von|uber) )?(?:mein|unser)\w{0,2}\b",
    r"(?:ich (?:suche|brauche|mochte|will)|wir (?:suchen|brauchen))\b",
    # French
    r"(?:je |j |nous )?(?:lui |leur )?(?:ai |avons )?(?:parle|raconte|presente|explique|montre|pitche) (?:de |d )?"
    r"(?:mon|ma|mes|notre|nos)\b",
    r"(?:je|nous) (?:cherche|cherchons|veux|voulons|recrute|recrutons)\b",
    # Spanish
    r"(?:yo )?(?:le |les )(?:he |hemos )?"
    r"(?:conte|hable|explique|presente|mostre|contado|hablado|explicado|presentado|mostrado)"
    r" (?:de |sobre )?(?:mi|mis|nuestr[oa]s?)\b",
    r"(?:yo )?(?:busco|buscamos|necesito|necesitamos|quiero|estoy buscando|estamos buscando)\b",
    # Italian
    r"(?:gli |le )?ho (?:parlato|raccontato|presentato|spiegato|mostrato)"
    r" (?:a \w+ )?(?:del |della |di |il |la )?(?:mio|mia|miei|mie)\b",
    r"(?:io )?(?:cerco|cerchiamo|voglio|vogliamo|sto cercando|stiamo cercando|ho bisogno)\b",
    # Portuguese
    r"(?:eu )?(?:lhe )?(?:falei|contei|apresentei|expliquei|mostrei)"
    r" (?:a \w+ )?(?:do |da |sobre )?(?:o |a )?(?:meu|minha)\b",
    r"(?:eu )?(?:procuro|procuramos|preciso|precisamos|estou procurando|estou a procurar|quero)\b",
    # Dutch
    r"(?:ik )?(?:heb )?(?:hem |haar |hun )(?:over )?(?:mijn|onze) (?:\w+ ){1,3}(?:verteld|laten zien|uitgelegd)$",
    r"(?:ik )?vertelde (?:hem |haar |hun )?over (?:mijn|onze)\b",
    r"(?:ik heb )?over mijn (?:\w+ ){1,3}(?:verteld|gepraat|gesproken)$",
    r"ik (?:zoek|wil)\b|(?:wij|we) (?:zoeken|willen)\b",
    # Swedish, Danish, Norwegian
    r"(?:jag |jeg )?(?:berattade|fortalte) (?:(?:for )?(?:honom|henne|ham|hende) )?(?:om )?"
    r"(?:min|mitt|mit|mina|mine)\b",
    r"(?:jag soker|jeg soger|jeg søger|jeg soker|jeg søker)\b",
    # Polish
    r"(?:ja )?(?:opowiedzia|mowi|opowiada|pokaza|przedstawi)[lł](?:em|am) (?:\w+ ){0,3}?(?:moj|nasz|swoj)\w*",
    r"(?:szukam|szukamy|potrzebuje|potrzebujemy)\b",
    # Russian and Ukrainian: "their own" may be the other one's, "my own" is not
    r"(?:я |мы |ми )?(?:рассказ\w+|показ\w+|розпов\w+) (?:\w+ ){0,2}?(?:(?:о|об|про) )?(?:мо|наш)\w+",
    r"(?:я|мы|ми) (?:рассказ\w+|показ\w+|розпов\w+) (?:\w+ ){0,2}?(?:(?:о|об|про) )?сво\w+",
    r"(?:я |мы |ми )?(?:ищу|ищем|шукаю|шукаємо)\b",
    # Turkish: the verb stands at the end
    r"(?:\w+ ){0,4}(?:ariyorum|ariyoruz|anlattim|gosterdim|tanittim)$",
    # Chinese, Japanese, Korean
    r"我们?(?:\w{0,4}?)(?:介绍|介紹|讲|講|谈|談|推销|推銷|展示|分享)了?(?:一下)?(?:我|我们|我們)的?",
    r"(?:我|我们|我們)(?:正?在)?(?:找|招|需要|想要)",
    r"(?:我们|我們)?(?:聊|说|說|讲|講|谈|談)(?:了|到|起)?(?:聊|说|說|谈|談)?(?:我|我们|我們)的",
    r"(?:弊社|当社|自社|自分|私|僕|俺|うち)(?:の\w{0,12}?)?(?:を|について|の話を|のことを)"
    r"(?:紹介|説明|話|プレゼン|宣伝|売り込)\w*$",
    r"(?:우리|저희|내|제) ?(?:\w{1,8} ?){0,2}?\w{0,8}(?:를|을|에 대해) ?(?:소개|설명|홍보|얘기|이야기|보여)\w*$",
)
_TELLS_OF_MINE = re.compile("|".join(_WAYS))
_GOES_ON = re.compile(
    r"(?:my|our|mein\w{0,2}|unser\w{0,2}|mon|ma|mes|notre|nos|mi|mis|mio|mia|meu|minha|mijn|min|mina)\b"
)

# Somebody else is spoken of as well: then it may be about them after all.
_SOMEBODY_ELSE = re.compile(
    r"\b(?:he|she|they|his|their|theirs|who|whose|hes|shes|theyre|er|sein\w{0,2}|deren|dessen|elle|ils|elles|son|sa|ses"
    r"|ella|ellos|su|sus|lei|suo|sua|ele|ela|seu|hij|zij|zijn|han|hon|hun|hans|hennes|jego|jej|on|ona|он|она|его|ее"
    r"|ему|ей|він|вона|його)\b|[他她]|彼女?(?!氏)|그는|그녀"
)


def clauses(text: str) -> list[str]:
    """A text cut at commas, stops and the like, and where it goes on with "and" or "but"."""
    return _CLAUSE_END.split(text)


def only_about_user(text: str, *, known: Collection[str] = ()) -> bool:
    """True where every clause that says anything tells of the user alone. In doubt False: it may be about them."""
    if len(text) > _LONGEST:
        return False
    of_mine = False
    for clause in clauses(text):
        telling = content_words(clause, known=known)
        if not telling:
            continue
        words = " ".join(tokens(clause))
        mine = _TELLS_OF_MINE.match(words) or (_GOES_ON.match(words) if of_mine else None)
        if mine is not None and not _SOMEBODY_ELSE.search(words, mine.end()):
            of_mine = True
        elif mine is not None or not is_fluff(telling):
            return False
    return of_mine
