"""What gives and promises share: words that are not the writer's own, that sell, or that set a price; plain data.

Every pattern is anchored to words and bounded, so that none takes more than a sentence's time.
"""

import re


def compiled(pattern: str) -> re.Pattern[str]:
    """``pattern`` as whole words, in any case."""
    return re.compile(rf"(?<![\w'])(?:{pattern})(?:(?<=\s)|(?!\w))", re.IGNORECASE)


# What somebody sells is a pitch, however kindly it is offered. One of these in a message is enough.
SALES = compiled(
    r"our (?:\w+ ){0,2}(?:tools?|platform|products?|solutions?|software|services|agency|packages?|plans?|premium|demos?"
    r"|clients|customers|webinars?|e-?book|newsletter|brochure|pricing|prices|rates|catalogue|catalog|price list|app"
    r"|consultants|consulting|subscription|offering|team of experts)"
    r"|(?:free|quick|short|live|personal(?:ised|ized)?) (?:\w+ )?(?:trial|demo|audit|consultation|webinar|e-?book"
    r"|assessment"
    r"|estimate|quote)"
    r"|our (?:seed|pre-seed|series [a-d]|funding) round|we(?:'re| are) raising|get you started|help you get started"
    r"|we(?:'ve)? (?:built|created|developed|launched|designed|make|offer) an? (?:\w+ ){0,2}(?:tool|app|platform"
    r"|product|service|software|solution|system)|our (?:new )?(?:dashboard|features?|subscribers|readers get)|free "
    r"template|set you up with an account|the discount"
    r"|a demo|(?:give|send|offer|like) (?:you )?a quote|our (?:\w+ )?(?:guide|white ?paper|case stud(?:y|ies))|could "
    r"save|(?:your )?account manager|new "
    r"features|mailing list|never miss|we (?:place|recruit|supply|manufacture"
    r"|sell|specialise in|specialize in) |no strings attached|remove "
    r"you from|email communication|best price|(?:leading|global|certified) (?:manufacturer|supplier|distributor"
    r"|agency)|free for \d+ days"
    r"|\d+ days (?:for )?free|first month (?:is )?(?:free|on us)|on us for the first|register here|save an average"
    r"|testimonials|a personal tour"
    r"|we offer (?:coaching|training|consulting|services|a range|packages)|our (?:members|rates|sequencer|network of "
    r"\d+|users) |discounts? (?:of|on|for)|\d{1,3} ?(?:%|percent) (?:off|discount|more|less|of (?:the|your|every))"
    r"|(?:cut|cuts|cutting|reduce|reduces|slash|lower|lowers) (?:your |their |on )?(?:\w+ ){0,2}(?:costs?|bills?"
    r"|spend|churn)"
    r"|save (?:you )?(?:money|hours|thousands|up to)"
    r"|(?:boost|boosts|double|doubles|triple|grow|grows|increase|increases|scale|maximi[sz]e|skyrocket) "
    r"(?:your |their |its )?(?:\w+ ){0,2}(?:revenues?|sales|pipeline|leads|traffic|roi|profits?|business|conversions?"
    r"|productivity)"
    r"|qualified leads|roi|(?:over|send) pricing|limited[- ]time|exclusive (?:offer|deal|access|chance)|special offer"
    r"|money[- ]back|no obligation|risk[- ]free|sign up (?:today|now|before|by|here)|(?:compan(?:y|ies)|firms|teams"
    r"|businesses|founders|leaders) (?:like|such as) yours?|leading provider|unsubscribe|act now|order now|buy now"
    r"|subscribe|shop now|see if there'?s a fit|(?:annual|premium|starter|pro) (?:plans?|package|tier)"
    r"|consulting package|new customers?|as a (?:valued )?customer|competitive (?:quotes?|prices|rates)|best rates"
    r"|insurance quotes?|\$link|we help (?:\w+ ){1,3}(?:to )?\w+|from \$?\d+ (?:a|per) month|start(?:s|ing)? at \W?\d+"
    r"|double your|lead generation|a no-brainer|free (?:for|until) (?:the first|your first)"
)

# Things that somebody hands over for their own sake: an application, a sales paper, a bill.
OWN_CAUSE = (
    r"(?:\w+ ){0,2}(?:cv|c\.v\.|resume|résumé|résumés|portfolio|cover letter|application|brochure|price ?list|pricing"
    r"|quote|quotation|invoice|bill|media kit|rate card|catalogue|one-pager|sales deck|pitch deck|questions?|complaint"
    r"|subpoena|proposal for your)"
)

# Asking and chasing by mail is no favour: "I sent you an e-mail last week".
NO_FAVOUR = (
    r"(?:you )?(?:lots of|much|all (?:my|our)) (?:love|hugs|kisses|greetings|strength|thoughts)|(?:you )?(?:hugs"
    r"|kisses|greetings|good vibes)|(?:you )?(?:(?:an?|and|my|the|this|that|our|several|two|three|another|many|(?:a "
    r")?few|some|last|second|separate|previous"
    r"|earlier|quick"
    r"|short|follow-?up) ){0,4}(?:e-?mails?|messages?|mails?|notes?|texts?|dms?|requests?|invitations?|connection "
    r"request"
    r"|reminders?|voicemails?|letters?|repl(?:y|ies)|friend request|linkedin request|subpoena|condolences|regards"
    r"|love|best"
    r"|apologies|thanks|ask|proposal|it last (?:week|month))"
)

# Ahead of a promise or a give: who says it, hopes it or doubts it is not the writer giving their word.
NOT_GIVEN = re.compile(
    r"(?:\b(?:think|thinks|thought|hope|hopes|hoping|believe|doubt|guess|suppose|sure|certain|know|knows|wonder"
    r"|wondering"
    r"|says?|said|told|tells|wrote|writes|claims?|claimed|means?|mentioned|wish|afraid|unlikely|assume|assumed|trust"
    r"|expect|understand|understood|heard|hear|asked|ask|see|imagine|pretend|remember|(?<!as )promised|if|whether|in "
    r"case|unless"
    r"|than|what|who|whom|why|how|where|because of|as though|like|maybe|perhaps|probably|possibly|hopefully)"
    r"(?:\s+(?:me|us|him|her|them|you|everyone|that|if|it|(?-i:[A-Z]\w+))){0,2}|\b(?:confirm|make sure|sure|say) "
    r"that)\s*:?\s*$",
    re.IGNORECASE,
)
# "I promise I'll", "I know I said I'd" is another matter: the first gives the writer's word.
GIVEN = re.compile(
    r"\b(?:i|we)\s+(?:\w+\s+)?(?:promise|swear|guarantee|assure you)(?:\s+(?:you|that)){0,2}\s*$",
    re.IGNORECASE,
)

# A condition that is a price: what follows is a bargain.
PRICE = re.compile(
    r"\bif\s+(?:you(?:'d|\s+would|\s+could|\s+can|\s+will)?|u)\s+(?:\w+\s+)?(?:pay|sign|buy|tell|give|send|allow"
    r"|introduce|hire|order|join"
    r"|invest|agree|book|subscribe|recommend|refer|vote|upgrade|do\s+(?:this|that|me)|help|get|let|make|put|share"
    r"|forward|write)\b|\bin (?:exchange|return) for\b",
    re.IGNORECASE,
)
# A condition that is a courtesy: what follows is offered, and waits for a yes.
COURTESY = re.compile(
    r"\b(?:if|should|in case)\s+(?:you(?:'d)?|u|it|that|this)\s*(?:would\s+|ever\s+|'d\s+)?(?:like|want|wish|prefer"
    r"|need|care|"
    r"helps?|is\s+(?:useful|of\s+(?:use|help|interest)|helpful)|be\s+(?:useful|helpful|of\s+(?:use|help)))\b",
    re.IGNORECASE,
)

QUOTED = re.compile(r'"[^"]{12,400}(?:"|$)')
