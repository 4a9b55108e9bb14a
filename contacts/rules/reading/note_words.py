"""The words of notes about a conversation: verbs of giving, what can be asked for, what is no favour. Plain data.

Patterns are read on one sentence in which the person's name is written as ``NAME`` signs, case ignored.
"""

NAME = "\ue000"
NAMED = f"{NAME}+"

# To whom something passes. "her" before a noun is told apart by what must follow.
TO = rf"(?:(?P<me>me|us)|(?P<them>her|him|them|{NAMED}))(?![\w'’])"
# The same at the end of what passes: "to her", and not "to her boss".
TO_END = (
    rf"(?:(?P<me>me|us)|(?P<them>her(?!\s+(?!(?:on|by|in|at|for|last|yesterday|today|tonight|tomorrow|next|back|soon|and|via|over|before|after|too|"
    rf"already|this|as|with|from)\b)\w)|him|them|{NAMED}))(?![\w'’])"
)
MINE_OR_THEIRS = rf"(?:(?P<mine>my|our)|(?P<theirs>her|his|their|{NAMED}'s))(?!\w)"

_COUNTED = r"a|an|the|some|two|three|four|five|six|several|both|another|more|this|that|these|those|\d{1,4}"
_PLAIN_GIFTS = (
    r"access|feedback|advice|help|support|tips|notes|names|contacts|leads|ideas|detailed|honest|useful|helpful|"
    r"good advice|great"
)
OF_THEIRS = r"her|his|their"
OF_THEIRS_AS_ONE = rf"(?:{OF_THEIRS})"
GIFT = rf"(?P<what>(?:{_COUNTED}|{_PLAIN_GIFTS}|my|our|(?P<of_theirs>{OF_THEIRS})|{NAMED}'s)(?!\w)\s*[^\s].*)"

# What somebody does for somebody: handing over, bringing together, work on something, and all else one can promise.
TRANSFER = (
    r"send|share|forward|e-?mail|mail|give|lend|loan|bring|pass|hand|show|get|dig out|find|write|draft|prepare|make|"
    r"print|drop|upload|text|buy|save"
)
INTRO = (
    rf"introduce|intro|connect|refer|recommend|vouch|mention|endorse|nominate|hook (?:me|us|her|him|them|{NAMED}) up|"
    rf"put (?:me|us|her|him|them|{NAMED}) (?:in touch|in contact|forward)|put in a (?:good )?word|make (?:an?|"
    rf"the) intro\w*"
)
WORK = (
    r"review|re-?read|read|look (?:over|at|through|into)|have a look|take a look|check|proof-?read|edit|correct|"
    r"test|fix|"
    r"translate|go (?:over|through)|comment on|give (?:my |her |his |their |some )?feedback|help|advise|mentor|coach|"
    r"support|debug|polish"
)
DEED = (
    r"call|ring|phone|get back|let (?:me|us|her|him|them) know|find out|look up|ask|speak|talk|book|organi[sz]e|"
    r"arrange|"
    r"set up|host|pay|order|pick (?:me|us|her|him|them) up|drive|teach|walk (?:me|us|her|him|them) through|follow up|"
    r"invite|put (?:me|us|her|him|them) up|reserve|let (?:me|us|her|him|them) (?:use|have|borrow|stay)"
)
ASKED_DEED = (
    r"spread the word|keep (?:an eye|my eyes|my ears|an ear|her in mind|him in mind|them in mind)|be (?:a|her|"
    r"his|their|"
    r"my) (?:reference|referee|mentor|guarantor|adviser|advisor|witness)|join (?:her|his|their|the|my|"
    r"our) (?:panel|board|"
    r"jury|podcast|advisory)|sign|invest|sponsor|donate|contribute|take part|try (?:out )?(?:her|his|their|my|"
    r"our|the)|"
    r"host|pass on|think of|speak (?:at|to)|write|put up|put (?:me|us|her|him|them) up"
)

# What is asked for from one person to another.
INTRODUCTION = r"(?:warm |quick |direct |personal )?(?:intros?|introductions?|referrals?)"
FAVOUR = (
    rf"(?:{INTRODUCTION}|recommendations?|reference|letter of recommendation|feedback|advice|help (?:with|on|in|"
    rf"finding)|copy|copies|deck|slides|"
    r"link|contacts?|address|phone number|tips|opinion|review|template|loan|lift|ride|favou?r|hand|use of|time|input|"
    r"quote|second opinion|details|recording|notes|list|spare room|desk|ticket|tickets|donation|support|endorsement)"
)
OF_MINE = (
    r"(?:help|advice|feedback|opinion|take|view|views|input|thoughts|support|contacts?|deck|slides|notes|cv|template|"
    r"recommendation|reference|introduction|intro|endorsement|blessing|vote|time|eyes|connections?)"
)
DETERMINER = rf"{_COUNTED}|{_PLAIN_GIFTS}|my|our|to"
OFFERED = (
    rf"(?:{INTRODUCTION}|recommendation|reference|help|feedback|advice|lift|ride|desk|room|spare room|couch|"
    rf"sofa|ticket|"
    r"tickets|hand|time|session|use of|support|copy|access|contacts?|place to stay|projector|studio|office|space)"
)

# Things that people work on for each other.
PIECE = (
    r"(?:cv|cvs|r[eé]sum[eé]s?|pitch|pitches|deck|slides|draft|drafts|paper|proposal|application|portfolio|"
    r"website|site|"
    r"code|essay|thesis|plan|manuscript|cover letter|letter|profile|abstract|speech|talk|contract|grant|article|post|"
    r"budget|model|numbers|report|landing page|copy|script|chapter|statement|design|designs|prototype|"
    r"spreadsheet|lease|"
    r"translation|figures|offer)"
)
DOCUMENT = rf"(?:{PIECE}|link|links|details|list|contact|contacts|number|recording|notes|names|address|summary|invoice|\
book|template|agenda|dates|files?|data|photos of the|minutes|info|information|material|brief|specs?|quote|recipe)"

# Work on these is a favour even where "checked" or "fixed" could be said of many things.
PAPER = (
    r"(?:cv|cvs|r[eé]sum[eé]s?|pitch|deck|slides|drafts?|paper|proposal|application|portfolio|code|essay|thesis|"
    r"manuscript|"
    r"cover letter|letter|abstract|contract|grant|numbers|translation|figures|lease|budget|chapter|report)"
)

ROLE = (
    r"(?:boss|manager|colleagues?|team|co-?founders?|founders?|ceo|cto|cfo|coo|cmo|cpo|vp|heads?|directors?|lawyers?|"
    r"accountants?|investors?|partners?|friends?|editors?|agents?|recruiters?|designers?|developers?|engineers?|"
    r"clients?|"
    r"customers?|suppliers?|mentors?|professors?|advis[eo]rs?|journalists?|publishers?|landlords?|doctors?|"
    r"architects?|"
    r"buyers?|owners?|organi[sz]ers?|people|person|someone|somebody|guy|woman|contacts?|network|chair|board|"
    r"lead|vcs?|"
    r"angels?|bankers?|producers?|curators?|speakers?|hosts?|researchers?|scientists?|teachers?|coach|trainer|"
    r"freelancer|"
    r"notary|broker|translator|illustrator|photographer|plumber|electrician|dentist|therapist|bookkeeper)"
)
# Capital letters count here, whatever the rest of the pattern ignores.
PERSONLIKE = (
    rf"(?:(?-i:[A-Z][\w'-]+)|{NAMED}|(?:a|an|the|two|three|some|several|her|his|their|my|our|both|someone|"
    rf"somebody|people)\b"
    rf"(?: [\w'-]+){{0,3}}? {ROLE}(?!\w)|someone|somebody|people)"
)

# Named with what is given, it is life, manners or talk, and no favour.
NO_GIFT = (
    r"hugs?|calls?|rings?|buzz|kiss|kisses|smile|look|wave|thumbs|impression|idea of|hint|feeling|sense|chance|hope|"
    r"headache|creeps|regards|love|best(?! \w)|business cards?|cards?|number(?! of| for)|break|pause|warning|"
    r"messages?|texts?|"
    r"mails?|e-?mails?|note|postcard|photos?|pictures?|selfies?|reminder|invite|invitation|update|updates|news|"
    r"compliments?|"
    r"credit|courage|grief|hell|notice|cold|flu|fright|scare|finger|nod|answer|reply|name(?! of)|word|wishes|"
    r"congratulations|meme|"
    r"memes|jokes?|goosebumps|shivers|energy|request|connection|friend request|thanks|thank|stare|push|pleasure|"
    r"vibe|vibes|"
    r"heads up|condolences|greetings|goodbye|handshake|shock|pass|choice|lecture|earful|ultimatum|ring|lot|"
    r"everything|"
    r"apology|life|world|baby|child|daughter|son|ear|invoice|wrong|reasons?|weeks?|days?|months?|years?|hours?|"
    r"minutes?|seconds?|benefit|eye|rose|moon|nothing|try|go|thought|miss|rest|clue|puppy|dog|cat|summons|bill|"
    r"fine|parking|eulogy|toast|talk|tour of duty"
)
# Whom one is brought together with as with anybody else.
KIN = r"brothers?|sisters?|nephews?|nieces?|cousins?|aunts?|uncles?"
# A year and more ago, or in another time of life: what was given then is told as a story.
LONG_PAST = (
    r"last (?:year|month|spring|summer|autumn|fall|winter|christmas)|(?:years?|months?|decades?|ages|long) ago|"
    r"in (?:19|20)\d\d|back (?:in|then|when)|years before|in the past|at the time|in those days|the year before|"
    r"when (?:i|we|she|he|they) (?:was|were|first|met|studied|worked|lived|moved|started)"
)
FAMILY = (
    r"husband|wife|spouse|kids?|child|children|sons?|daughters?|baby|mothers?|mum|mom|fathers?|dad|parents?|"
    r"brothers?|"
    r"sisters?|grandm\w+|grandf\w+|grandpa\w*|nephews?|nieces?|cousins?|aunts?|uncles?|in-laws|family|"
    r"girlfriend|boyfriend|"
    r"fianc[eé]e?|dog|dogs|cat|puppy|horse"
)

ADVERBS = (
    r"(?:(?:also|just|already|then|kindly|even|actually|finally|really|now|immediately|only|happily|quickly|"
    r"again|still|"
    r"very|warmly|generously|later|once|both|spontaneously|half|more or less|so)\s+){0,3}"
)
