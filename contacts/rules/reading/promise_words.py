"""How English gives its word: the verbs, and the turns of phrase around them. Plain data for ``promises``."""

import re

from contacts.rules.reading.favour_words import compiled

# What one does for somebody else, after "I'll", "let me" or a bare "will". A space-parted list, then a list of phrases
# parted by commas. "let" and "keep", "take" and "make" count only in their phrases.
VERBS = """
    send resend re-send forward fwd mail email e-mail text message ping dm whatsapp fax ship deliver introduce
    connect refer recommend circulate upload review proofread edit investigate enquire inquire remind notify brief
    update verify arrange organise organize schedule fix repair handle prepare draft compile translate scan reserve
    rework revise redo resubmit correct amend adapt lend loan donate vouch nominate endorse chase relay cc answer
    reply respond confirm distribute research supply ask shop-around double-check recheck hand-deliver follow-up
    print inform obtain
"""
PHRASES = r"""
    share\b(?! a simple| the stage| in\b), copy (?:you|him|her|them|(?-i:[A-Z])), loop, attach, comment on,
    look (?:into|at|over|through|up|for|after),
    check, find (?:out|you|someone\b(?! else)|somebody\b(?! else)|a|an|the|who|what|where|your),
    dig (?:it |them |that |this |out|up|for|through|around),
    follow up, followup, follow through, get back\b(?! home), come back (?:to you|with), circle back, report back,
    revert, write\b(?! a book| my| off), call\b(?! the police| you an?\b| it| in\b| off| for),
    phone, ring, drop (?:you|it|them|off|by|the|a|your|in|him|her),
    give (?:you|him|her|them|it|your|(?-i:[A-Z]\w+)) (?!up), speak (?:to|with), talk (?:to|with),
    mention (?:you|it|your|this|that), raise (?:it|this|that|your|the),
    tell\b(?! you what[,:]| you (?:something|this|one|a secret)\b), speak up for, walk you,
    set (?:up|it|that|this|you|the|something|aside),
    sort, take care, deal with, see (?:what|if|whether|who|to it|about|that|how),
    make (?:sure|certain|the|an? (?:intro\w*|call|copy|list|connection|reservation|booking|note|offer)|it happen|
        room|time for|you|some calls|a few calls|those|these|it up to|that happen|good on),
    ensure,
    put (?:you|together|in (?:a|your|my)|your|something|some (?:notes|names|dates|time|thoughts|slides)|
        it (?:in the (?:mail|post)|on your|through your|aside)|a (?:list|package|note|copy|good word|word)),
    type (?:it|them|up|the), book (?:a|the|it|us|you|your|that|one), save (?:you|your|a|us),
    keep (?:you a|a (?:seat|place|copy|spot)|the|your|an eye|it|my ears|my eyes|asking|looking for),
    hold (?:a|it|the|your|you), order (?:you|it|the|one for|them|some), buy you,
    get (?:you|an|the|a (?:copy|quote|list|date|name|number|conference|room|table|slot|price|hold|version|reply)|
        (?:a|some|two) [^.,;!?]{1,40}?(?:for you|to you|set up|over to|ready|sent|organi[sz]ed)|it to|it (?:done|
        sorted|fixed|signed|over|back|out|notari\w+|printed|ready|shipped|mailed|sent)|him to|her to|them to|back|
        your|someone|somebody|in touch with|hold of|on it|on to|this|that|those|these|onto|right on|
        (?-i:[A-Z]\w+) (?:to|on)),
    bring, leave (?:you\b(?! to| alone)|your|it with|the|a|them|some), pick (?:you|it|them|up|your|her|him|the),
    collect (?:you|it|the|your|them), drive you, give you, pay (?:you|for|your|back), cover (?:you|your|the|for),
    treat you,
    host you, cook, bake, teach you, show (?:you|him|them|your), help, assist, support (?:you|your|the|this),
    vote for, sign (?:it|the|your|this), add (?:you|it|your|them|him|her|my (?:comments|notes)|an?|another|the),
    invite (?:you|him|her|them),
    include (?:you|it|your|the|them), register (?:you|your|us), submit, file (?:it|the|your|this),
    finish (?:it|the|your|this|that|my part), complete (?:it|the|your|this), provide,
    pass (?:it|this|that|them|him|her|on\b(?! this| it| that| the (?:offer|opportunity))|along|your|the),
    fill (?:you|in the|out the|the|it|up),
    do (?:it|that|this|so|tonight|tomorrow|by|later|next|the|my best|some|what|a|everything|my part|your|both|
        likewise|as you),
    be (?:sending|calling|writing|bringing|sharing|your reference|forwarding|setting up|contacting|emailing|mailing|
        introducing|getting (?:you|back)|following up|working on|reviewing|checking|looking into|updating|preparing|
        asking|reaching out to),
    be (?:there|over) to help, be in touch with (?:him|her|them|the|(?-i:[A-Z])),
    start (?:on|with) (?:it|the|your|this), work on, read (?:it|your|the|this|them|through),
    make it (?:up|right|happen),
    have (?:it|this|that|them|the|a|an|your|my|something|everything|both|two|three|some) (?:\w+ ){0,4}(?:to you|
        ready|done|sent|for you|with you|look|word|chat with|shipped|delivered|finished|over to you|signed),
    have (?:him|her|them|someone|legal|my \w+|our \w+|(?-i:[A-Z]\w+)) (?:call|send|mark|draft|print|
        book|write|contact|email|mail|get|reach|look|check|
        ring),
    take (?:a look|another look|it from here|care|this (?:up|to|on)|that (?:up|on|to)|it (?:on|up|to|over)|
        you\b(?! up)|your|the (?:notes|photos|kids|minutes|lead|pictures|dog|parcel|book)|over the|notes),
    let (?:him|her|them|(?-i:[A-Z]\w+)|everyone|the \w+) know,
    let you know (?:what|who|how|when|the|about|once|as soon|where|which|whether|by|on|tomorrow|tonight|today|next|
        later|before|at|in|if\b(?! i need| i can| anything| something| there| you| that changes)),
    fill you in, go (?:through|over) (?:it|your|the|this|them), run (?:it|this|that|your) (?:by|past|through),
    step in, stand in, swing by with, reach out to, touch base with\b(?! you),
    contact (?:you|him|her|them|the|my|(?-i:[A-Z])), approach (?:him|her|them|the|(?-i:[A-Z])),
    test (?:it|your|the|this), post (?:it|them|you|the|your|details|everything),
    return (?:it|the|your|them), replace (?:it|the|your), refund, reimburse, transfer (?:it|the|you),
    wire (?:it|the|you), push (?:it|for|this|them|him|her), nudge, press (?:him|her|them|the), urge,
    convince (?:him|her|them|the|my), persuade (?:him|her|them|the|my), visit with you, stop by (?:to|with|and),
    come by (?:to|with|and|on|at),
    come over (?:to|with|and), come (?:and|over and|along and|by and) (?!see|meet|visit|say|join|find)\w+,
    clear (?:it|this|that), approve,,
    publish (?:it|your|the), link (?:you|to|your), quote you, credit you, mind (?:the|your), water,
    feed (?:the|your), babysit, assemble, type, clean (?:it|the|up), change (?:it|the|your|this|that),
    move (?:it|the|your|this), update (?:the|you|it|this), list, gather, outline (?:the|it), summari[sz]e,
    back (?:you|your|the), push for, present (?:it|the|your)
"""

# After "I'll" and a promising verb, still no promise: stock closings, one's own affairs, bargains and threats.
STOCK = re.compile(
    r"(?:take (?:you|him|her|them|you/him) up|let you (?:get|go|decide|off|choose|be the judge)|keep (?:you "
    r"|everyone )?(?:posted|updated|informed|in the loop|in mind|it short"
    r"|it brief|this short|in touch|quiet)|leave it (?:there|at that|be)|leave the (?:company|country|house|office"
    r"|job|rest|city|firm)"
    r"|put (?:it (?:this way|bluntly|simply|differently|to you)|up with|my feet|the kettle|it down)|give (?:it|you) "
    r"(?:up|a miss|an example|that|this much|credit)"
    r"|give (?:it|this|that) (?:a (?:try|go|shot|thought|think)|some thought)|give you \d|make (?:it (?:short|quick"
    r"|brief|work|on time)|this (?:short|quick|brief)|my (?:point|own)|the (?:best|most|point|case|decision))"
    r"|see (?:what happens|how (?:it|things) goe?s?|if i (?:like|have time|can (?:make|come|join))|about that|if "
    r"(?:it|that) works|who wins|that as)"
    r"|check (?:it|this|that|them|those) out|check in (?:at|with (?:the hotel|reception))|have a (?:think|beer|drink"
    r"|coffee|rest|break|baby|meeting|go)\b"
    r"|get (?:back (?:home|into|on track|from|on my)|the (?:train|bus|flight|hang|job|next|feeling|impression|drinks"
    r"|kids)|a (?:dog|cat|haircut|new|taxi|cab|bit|coffee|drink|better|feeling|job|flight)|it (?:wrong|right)|that a "
    r"lot|your point|used to|this over|an? (?:eye|early))"
    r"|do (?:it (?:myself|again one day)|my own|the same (?:thing)?$|so much|a (?:phd|course|marathon|masters?))"
    r"|take care of myself|try (?:to|and) (?:win|find time)"
    r"|pass,|call (?:it|the (?:police|cops))|add (?:that|only|one more|just)|tell (?:the truth|on you|my lawyer)"
    r"|help (?:myself|you (?:grow|scale|save|boost|increase|close|win|sell))"
    r"|show you how (?:we|it|this|our|to (?:save|make|earn|boost))|ask (?:again|one more|only|for (?:a (?:refund"
    r"|raise)|my money))|ask you|write (?:again|more|another)? ?(?:soon|later)?$|report you|sue"
    r"|hand (?:this|it) over|send you (?:an? |my |the )?(?:invoice|bill|reminder|link to (?:our|my) (?:store|shop))"
    r"|send (?:my|our|the) lawyer|send you to|send (?:my|our) (?:love|regards|best|cv|resume|application)|share (?:a"
    r"|the) (?:simple|secret)"
    r"|answer (?:any|all your) questions? you (?:may|might)|confirm (?:my (?:attendance|presence)|receipt)|book a "
    r"(?:flight|hotel|holiday|trip|ticket|room)|order (?:one|it|some|the)\b(?! for)|cover (?:the (?:topic|basics"
    r"|following))"
    r"|keep (?:the (?:one|old)|it|your (?:words|advice|secret|cv|details|documents|application|data|profile|resume"
    r"|file|information))\b|go over (?:the top)|prepare (?:myself"
    r"|for)|follow (?:your advice|suit)|finish my|read (?:it|them|your (?:book|article|post|paper|novel))(?! and "
    r"(?:send|tell|give|comment|get back))|return the favou?r|ring off|present at|speak (?:to|with) you|talk (?:to"
    r"|with) you|touch base"
    r"|clean up|clear (?:my|out)|update (?:my|the app)|print out|reply to (?:all )?messages|answer (?:truthfully"
    r"|honestly)|respond when|text$|email$|mail$)\b",
    re.IGNORECASE,
)


def _alternation() -> str:
    one_line = " ".join(re.sub(r"\|\n\s*", "|", PHRASES).split())
    phrases = [phrase.strip() for phrase in one_line.split(", ")]
    words = sorted(VERBS.split(), key=len, reverse=True)
    return "|".join([*(rf"{word}\b" for word in words), *(f"{phrase}" for phrase in phrases if phrase)])


_VERB = rf"(?P<verb>(?:{_alternation()}))"
_ADVERB = (
    r"(?:(?:also|then|just|now|definitely|certainly|gladly|happily|personally|then|try to|try and|still|first|quickly"
    r"|immediately"
    r"|be sure to|be able to|make sure to|make a point of|not forget to|remember to|of course|surely|soon|shortly"
    r"|today|tomorrow|tonight"
    r"|in turn|myself|actually|gently|happily|go ahead and|go and|do my best to|do everything i can to|see to it that"
    r"|start to|begin to|both|all)\s+){0,3}"
)
_I = r"(?:i|we|(?<!\w )(?:(?-i:[A-Z]\w+)|my \w+) and i|i myself)"
_WILL = (
    r"(?:'ll|’ll| ?will| shall|ll| wil|'m (?:going to|gonna|about to)| am (?:going to|gonna|about to)|'re (?:going to"
    r"|gonna)| are going to| gonna|'m gonna| ?imma)"
)

# In order of how sure they are. Each has the groups "given" (the words quoted) and, where a favour follows, "verb".
FUTURE = compiled(rf"(?P<given>(?:{_I}{_WILL}|(?:ill|i ll|i;ll|imma|we ll))\s+{_ADVERB}{_VERB})")
INTEND = compiled(
    rf"(?P<given>(?:{_I}(?:'m| am|'re| are)?|^)\s*(?:already\s+|also\s+)?(?:planning to|plan to|intend(?:ing)? to"
    rf"|aim(?:ing)? to|promise to|promise you to"
    rf"|swear to|commit to|undertake to|pledge to|vow to|will try and|will try to|guarantee to)\s+{_ADVERB}{_VERB})"
)
BARE = re.compile(
    rf"(?:^|(?<=[,;:–—-] )|(?<=\band )|(?<=\bbut )|(?<=\bthen ))(?P<given>(?:of course |sure[,]? )?(?:will|shall"
    rf"|gonna|going to)\s+{_ADVERB}{_VERB})(?!\w)",
    re.IGNORECASE,
)
LET_ME = compiled(
    r"(?P<given>let me\s+(?:just\s+|first\s+|also\s+|quickly\s+)?(?P<verb>check|double-check|ask|talk (?:to|with)"
    r"|speak (?:to|with)|find (?:out|you|a|the|someone|that|it|who)"
    r"|look (?:into|up|for|at|through|it up|that up|over)|see (?:what (?!you)|if|whether|who|about)|dig (?:it|up|out"
    r"|that|for|through|around)|get (?:back|you|it|in touch|hold of|(?-i:[A-Z]\w+) to)|come back|circle back"
    r"|send|forward|resend|(?:introduce|connect) you\b(?! (?:to|with) (?:(?-i:[A-Z])|my|our|an?\b))|put (?:you"
    r"|together|in|something|it)|make (?:an? (?:intro|call"
    r"|few)|some calls|the intro|sure|a list)|reach out|work on|handle|take (?:care|this|it|a look)|do (?:some|a|it"
    r"|that|this|the)"
    r"|run (?:it|this|that) (?:by|past)|confirm|call|ring|write (?:to|him|her|them|(?-i:[A-Z]))|arrange|organi[sz]e"
    r"|set (?:up|it|that)|sort|fix|prepare|draft|review|read (?:it|through|your)|follow up|investigate|consult"
    r"|discuss (?:it|this|that) with|verify|think about (?:who|whom|where|which)|pull (?:up|together|the)|track (?:it"
    r"|that|down)|chase|drop (?:him|her|them)|mail|email|ping|message|text))"
)
YOU_WILL_HAVE = compiled(
    r"(?P<given>(?:you|u)(?:'ll| will| shall|ll| can expect to)\s+(?:then\s+|certainly\s+|definitely\s+|also\s+"
    r"|soon\s+)?(?P<verb>(?:have|get|receive)"
    r"\s+(?:it|them|this|that|both|everything|all|the|a|an|my|your|his|her|something|two|three|some|more|news|details"
    r"|word|copies|comments|one)\b(?! (?:lot|great|good|happy|nice|lovely|wonderful|fantastic|blast|chance|look|hard"
    r"|fun"
    r"|problem|idea|ability|opportunity|option|same|feeling|impression|free|big|better)\b)|hear (?:back )?from (?:me"
    r"|us)))"
)
ARRIVES = compiled(
    r"(?P<given>(?:will|'ll|should|shall) be (?:with you|in the (?:post|mail)\b|in your (?:inbox|mailbox|letterbox"
    r"|hands|mail)|on your desk"
    r"|on its way|at your (?:door|place|desk)|waiting for you|yours by)"
    r"|(?P<verb>goes out (?:to you )?(?:today|tonight|tomorrow|this|on|by|first|in|next|before))|to follow (?:by|on "
    r"(?=\w+day|the \d)|tomorrow|tonight|today|later|next (?:week|month|mon|tue|wed|thu|fri)|this (?:week|morning"
    r"|afternoon|evening)|shortly|soon|in (?:a|two|the next))"
    r"|(?:will|'ll) follow (?:by|on|tomorrow|tonight|today|later|next|this|shortly|soon|in|separately)|coming your "
    r"way (?:tomorrow|tonight|by|on|next|this|later|today)"
    r"|comes? your way (?:tomorrow|tonight|by|on|next|this|later|today)|will reach you|will arrive (?:at your|by|on"
    r"|tomorrow)|(?:more|details|details on that) from me (?:tomorrow|tonight|by|on|next|this|later|today|soon))"
)
MY_WORD = compiled(
    r"(?P<given>made a note to (?P<noted>[a-z]+ (?!myself)\w+)|leave (?:it|that|this|that one"
    r"|this one|them|the rest) (?:with|to) (?:me|us)|(?:count|rely|depend) on (?:me|us)(?! to be)"
    r"|(?:count|rely) on (?:a|an|the|my) [^,.;!?]{2,40}? from me"
    r"|consider it done|(?:that|it)(?:'s| is) a promise|(?:you have|you've got) my word|my word on it|on my (?:to-?do "
    r")?list (?:for|today|tomorrow"
    r"|tonight|now|this)|(?:is|it's|'s|are) on my (?:to-?do )?list|on my desk for|(?:give|allow) me (?:until|till|a "
    r"(?:day|week|moment|few days|few hours|couple|minute|bit)|an hour|two|three|\d)"
    r"|i owe you (?P<verb>(?:an? (?:answer|reply|response|name|call|draft|list|update|review|intro\w*|contact|link)"
    r"|the|some|feedback|comments|your|those|that (?:list|name|intro\w*|link|contact)))|i've got (?:this|you covered)"
    r"|i have (?:this|you) covered|i'?m on it|we'?re on it|i am on it"
    r"|i haven't forgotten (?:about )?(?P<owed>your|the|it|that|my promise|to|you)|i have not forgotten (?:your|the"
    r"|it|that|my promise)|i promise(?= you |[.!,;)]|$)|(?<=, )promised?(?=[.!]*$)|pinky (?:promise|swear)|as good as "
    r"done)"
)
SHORT = re.compile(
    r"^(?:(?:yes|sure|sure thing|ok|okay|of course|absolutely|happy to|no problem|certainly|got it|noted|perfect"
    r"|great|thanks)[,.!\s-]{1,3}){0,2}(?P<given>will do|on it|consider it done|shall do|will get on it|i "
    r"will(?=[.!]*$)|i'?ll do (?:it|that|so))\b(?! you| we)",
    re.IGNORECASE,
)
EXPECT = re.compile(
    r"^(?:so |please |you can |and )?(?P<given>expect (?P<verb>(?:it|them|the|a|an|my|to hear|something|more|news"
    r"|details|an?)\b)[^.!?]{0,60}?)(?=\s*(?:from me|from us|by |in |on |tomorrow|tonight|today|next|this|within"
    r"|before|later))",
    re.IGNORECASE,
)
# "I'm sending it over tonight": a promise only with a day; without one it is being given right now.
PROGRESSIVE = compiled(
    r"(?P<given>(?:i'?m|i am|we'?re|we are|im|^|(?<=[.!:,–-] ))\s*(?:also\s+|then\s+|now\s+"
    r"|still\s+)?(?P<verb>(?:sending|forwarding|adding you|mailing|emailing|shipping|bringing|dropping off|delivering"
    r"|sharing "
    r"(?:my|our|the|it|that|this)|uploading|posting|writing (?:to (?:him|her|them)|you (?:a|the)|him|her|them|up)"
    r"|calling (?:him|her|them|(?-i:[A-Z]\w+))|meeting (?:him|her|them) about your|talking to|speaking to|speaking "
    r"with|asking|introducing|picking (?:you|it) up|getting you|finishing (?:it|your|the)|drafting (?:it|your|the)"
    r"|reviewing (?:it|your))))"
)
CAN_BY = compiled(
    r"(?P<given>(?:i|we) (?:can|could|should|should be able to|will be able to|'ll be able to) (?:probably "
    r")?(?P<verb>(?:have|get|send|deliver|finish|ship|turn)\s+(?:it|them|this|that|you|the|your|a|an"
    r"|something)\b[^.!?;]{0,60}?))(?=\s+(?:by|before|until|within|no later)\b)"
)
BE_IN_TOUCH = compiled(
    r"(?P<given>(?:i|we)(?:'ll| will) (?P<verb>(?:be in touch|get in touch|be back in touch|follow through|reach out"
    r"|keep you posted|let you know|write|call|ring|text)))"
)
TAKEN_BACK = re.compile(
    r"\b(?:can'?t|cannot|can not|couldn't) promise\b|\bi (?:would|wouldn't|could) have\b|\bif i (?:find the time|ever"
    r"|get round|get around)\b"
    r"|\bi(?:'ll| will) (?:probably|perhaps|maybe|possibly) not\b|\bas if i\b|\bno promises\b|(?:n't|\bnot|\bnever) "
    r"promise\b|\bout of (?:the )?office (?:until|till|from|and)",
    re.IGNORECASE,
)

# A bare "will send" after something else belongs to the writer only where the writer was spoken of.
OF_MINE = re.compile(r"(?:\b(?:i|we|i'll|i've|i'm)\b|^\W*(?:\w+\W+){0,3}$)", re.IGNORECASE)
ON_YOUR_SIDE = re.compile(r"\b(?:once|if|when|after|whenever|every time|each time) you\b", re.IGNORECASE)
TROUBLE = re.compile(
    r"\bif i (?:\w+ )?(?:want|need|like|feel|were|had)\b|\b(?:if|should|once|when|after) (?:you"
    r"|all)\b[^,;]{0,20}\b(?:have any|experience|encounter|run into|need (?:any|further)|click|requests?|allow|choose"
    r"|decide|complete|register|receive|contact us)\b",
    re.IGNORECASE,
)

# "We're going to paint the walls" is a plan; "I'm going to introduce you" has somebody else in it.
PLAN = re.compile(r"(?:i|we)(?:'m| am|'re| are)? ?(?:going to|gonna|about to)|gonna|going to|imma", re.IGNORECASE)
ABOUT_YOU = re.compile(r"\b(?:you|your|yours|u|ur)\b", re.IGNORECASE)

# What comes by itself, with a day: "the updated version comes to you tomorrow", "tomorrow you'll know".
COMES = compiled(
    r"(?P<given>(?:is coming|are coming|'s coming|'re coming) (?P<verb4>(?:to you|your way|with me|back to you))"
    r"|(?:comes?|follows?|goes) (?P<verb>(?:to (?:you|him|her|them|print|the (?!point|beach|gym|cinema|office|party"
    r"|meeting|airport|station))"
    r"|out(?! of)|your way|off|with me|back to you|on (?=mon|tue|wed|thu|fri|sat|sun)|tomorrow|tonight|by "
    r"(?=\w+day)))|(?:will be|should be|'ll be) (?P<verb3>(?:ready|live|up|online|with you|there for you|done"
    r"|finished))"
    r"|you(?:'ll| will) (?P<verb2>(?:know|see it|find it|get word|hear)))"
)
FROM_ME = compiled(
    r"(?P<given>(?P<verb>[^.,;!?]{3,40}? from (?:me|us))(?= (?:by|on|tomorrow|tonight|this|next|first thing|later"
    r"|today|before|within|in)\b))"
)
VAGUE = re.compile(
    r"\b(?:some day|someday|one day|one of these days|in another life|eventually|some time soon|over a beer|when we "
    r"meet(?! (?:on|at|next|tomorrow|this)\b))\b",
    re.IGNORECASE,
)

JOINTLY = re.compile(
    r"we(?:'ll| will|'re going to| shall) (?:see|get (?:a|an|the|some)|find|check|have|look|try|do)\b",
    re.IGNORECASE,
)

# Any other verb, where it is for the reader or has a day; not one's own comings, goings and feelings.
ANY = compiled(
    rf"(?P<given>(?:(?:i|my \w+ and i)(?:'ll| ?will| shall)|(?:ill|i ll|i;ll)|(?:^|(?<=\band )|(?<=\bthen "
    rf"))will)\s+{_ADVERB}(?P<verb>(?!(?:be|have|see|go|come|stay|leave|travel|move|start|begin|work|study|learn"
    rf"|think|know|remember|forget|never"
    r"|not|need|want|love|like|miss|wait|try|take|pass|spend|attend|join|meet|arrive|fly|land|sleep|eat|retire|turn"
    r"|wear|buy|apply|graduate|celebrate|enjoy|look|end|admit|say|assume|consider|decide|expect|hope|continue|keep"
    r"|stop"
    r"|believe|bet|accept|decline|sue|stick|survive|manage|figure|probably|perhaps|maybe|possibly|always|only|let|get"
    r"|make|do|give|become|feel|live|return|rest|become|understand|lose|win|die|cry|laugh|choose|cancel|switch|quit"
    r"|resign|use|visit|appreciate"
    r"|require|receive|ever|of|hardly|regret|hold|hate|find|read|fight|trust|follow|tell|teach|lead|show|have|still"
    r"|surely|just|either|also|the|a|an|no|all|both|more|seem|remain|happen|cost|mean|help|depend|allow|enable|last"
    r"|break|catch|walk|run away|party|skip|reach|face|hear|notice|unsubscribe|report|and|or|in|on|at|by|to|with|for"
    r"|from|as|if|you|we|i)\b)[a-z]+\b(?!ly )(?=\s+(?:(?:up|out|over|down|back|off|in|on|for|to|with|by)\s+)?(?:you"
    r"|your|it|them|him|her|the|an?|this|that|these|those|my|our|some|everything|both|two|three|another|one|u|ur"
    r"|tonight|tomorrow|later|next week|(?-i:[A-Z]\w+))\b)))"
)

SOON = re.compile(
    r"\b(?:in a (?:minute|second|sec|moment|bit|few minutes|few)|in (?:five|ten|\d+) minutes|shortly|soon|right away"
    r"|straight away|later|as soon as|once i)\b",
    re.IGNORECASE,
)
# "Don't count on me" takes back; "say the word and I'll connect you" waits for a yes, an offer.
DENIED = re.compile(r"\b(?:don't|do not|never|not|can't|cannot|won't|wouldn't|didn't)\s+(?:\w+\s+)?$", re.IGNORECASE)
ON_A_WORD = re.compile(
    r"\b(?:say the word|just say(?: so| yes)?|give (?:me )?a shout|shout)\b[^.;!?]{0,20}\band\s+$",
    re.IGNORECASE,
)


FROM_OTHERS = re.compile(r"\bfrom (?!me\b|us\b)(?:the |our |their |my )?\w+", re.IGNORECASE)

# Without one of these in it, in lower case, a text need not be searched for the pattern.
NEEDED = {
    FUTURE: ("ll ", "will", "shall", "going", "gonna", "imma", " wil ", "about to"),
    BARE: ("will", "shall", "going", "gonna"),
    LET_ME: ("let me",),
    MY_WORD: (
        "note to ",
        "leave ",
        "count on",
        "rely on",
        "depend on",
        "consider it done",
        "word",
        " list",
        "on my desk",
        "give me",
        "allow me",
        "owe you",
        "got this",
        "covered",
        "on it",
        "forgotten",
        "promise",
        "swear",
        "good as",
        "ve got you",
        "have this",
    ),
    YOU_WILL_HAVE: ("'ll", "will", "shall", "can expect", " ull "),
    CAN_BY: (" by", "before", "until", "within", "no later"),
    EXPECT: ("expect",),
    ANY: ("ll ", "will", "shall"),
}
