"""How people sell: products, services, trials and donations, to the reader. Plain data for ``pitches``.

``PITCHES`` are pitches by themselves; of ``SIGNS`` a message needs two different ones. Every pattern is bounded, reads
one sentence of at most 400 characters in small letters.
"""

_GOODS = (
    r"(?:product|platform|software|solution|tool|service|services|app|technology|system|offering|programme?|package"
    r"|consultancy|agency|training|course|plans?|method|framework|suite|team of experts|experts|consultants)"
)
_BUYERS = (
    r"(?:companies|businesses|business owners|firms|founders|startups|start-ups|teams|brands|organi[sz]ations"
    r"|executives"
    r"|leaders|clients|customers|agencies|entrepreneurs|freelancers|coaches|consultants|professionals|people like you"
    r"|managers|recruiters|dentists|doctors|lawyers|accountants|hotels|shops|restaurants|sales teams|retailers"
    r"|investors)"
)
_GAINS = (
    r"(?:sales|revenue|leads|traffic|conversions?|conversion rates?|reply rates?|response rates?|productivity|profits?"
    r"|roi|turnover|output|reach|rankings?|margins?|income|engagement|efficiency|bookings|bottom line|growth)"
)
_LOSSES = r"(?:costs?|expenses|bills?|taxes|overheads?|spend(?:ing)?|churn|downtime|premiums?|fees)"
_SELLS = (
    r"(?:help(?:s|ed|ing)?|save[sd]?|saving|cut(?:s|ting)?|increase[sd]?|boost(?:s|ed)?|reduce[sd]?|double[sd]?"
    r"|triple[sd]?"
    r"|lets you|enables?|allows?|automates?|streamlines?|simplifies|ends|solves|delivers|transforms?|improves?|grows?"
    r"|powers|makes it easy|gives you|can help|could help|would help|will help|can save|could save|will save)"
)

_GIVE = (
    r"(?:donat(?:e|ing)|mak(?:e|ing) an? (?:\w+ )?(?:donation|contribution)|(?:give|giving|contribute|contributing)"
    r" (?:to (?:charity|save|the|this|our)|any|some|part|a (?:part|portion|small|little|donation)|half|your|money)"
    r"|pledg(?:e|ing)|chip(?:ping)? in|support(?:ing)? (?:our|the|this) (?:cause|charity|mission|campaign|children"
    r"|appeal))\b"
)

PITCHES: dict[str, tuple[str, ...]] = {
    "what we sell": (
        rf"\bour (?:\w+ ){{0,2}}?{_GOODS}(?: \w+){{0,2}}? {_SELLS}\b",
        (
            rf"\bhelp (?:you|your \w+) (?:to )?(?:save|cut|grow|boost|increase|reduce|scale|win more|sell|earn|double"
            rf"|get "
            rf"more|make more)\b[^.?!;]{{0,60}}?\b(?:{_GAINS}|{_LOSSES}|money|time|more|clients|customers|faster)\b"
        ),
        (
            rf"\b(?:we|i) (?:also |can |could |have |already |currently |usually |specifically |would love to "
            rf"|love to )*(?:help|helped|work with|partner with|serve|advise|coach"
            rf"|support) (?:\w+ ){{0,3}}?{_BUYERS}\b"
        ),
        (
            r"\b(?:we|i) (?:specialis?z?e|speciali[sz]e) in\b|\b(?:i'm|i am|we're|we are) (?:a|an|the) (?:leading"
            r"|award[- ]winning|full[- ]service|#1|top)\b"
        ),
        (
            rf"\b(?:how|that|what) (?:we|i|our \w+|it|this)(?: can| could| have|'ve| would| will|'ll)? (?:already "
            rf"|also |easily )?(?:help(?:ed)?|save[sd]?|cut|increase[sd]?|boost(?:ed)?|reduce[sd]?|double[sd]?"
            rf"|triple[sd]?|grow|grew|improve[sd]?|fix)\b[^.?!;]{{0,80}}?(?:\d+ ?(?:%|percent|per cent|x\b|hours?)"
            rf"|{_LOSSES}|{_GAINS}|{_BUYERS}|firms|like yours)"
        ),
        (
            rf"\b(?:cut|cuts|cutting|reduce|reduces|reducing|slash|lower|lowering|save on|halve"
            rf"|halves) (?:\w+ )?(?:your|their|my clients') (?:\w+ ){{0,2}}?{_LOSSES}\b"
        ),
        (
            rf"\b(?:increase|increases|boost|boosts|double|doubles|triple|triples|grow|grows|improve|improves"
            rf"|skyrocket|drive|drives|generate|generates) (?:your |more |their )?(?:\w+ )?{_GAINS}\b(?! (?:project"
            rf"|figures))"
        ),
        (
            r"\bsav(?:e|es|ing) (?:you|your (?:team|company|business|firm)|teams like yours|companies|up to"
            r"|thousands|hundreds|money on|over|as much as)\b"
        ),
        rf"\b{_BUYERS} (?:like|such as) (?:yours|you|mine)\b|\blike yours\b[^.?!;]{{0,60}}\b(?:{_SELLS}|save|lose)\b",
        (
            r"\b(?:ever|have you) (?:thought|considered|wondered) (?:about|of|how) (?:outsourcing|hiring|switching"
            r"|upgrading|investing|automating|trying our|using)\b"
        ),
        r"\b(?:could|can|would|may) (?:really |greatly |certainly )?benefit from (?:our|my|a)\b",
        (
            rf"\b(?:tell you (?:more )?about|introduce (?:you to )?|present|share|show you|walk you through"
            rf"|learn(?:ing)? (?:more )?about|hear(?:ing)? about|interested in|try(?:ing)?|look at) (?:our"
            rf"|my company's|my firm's) (?:\w+ ){{0,2}}?{_GOODS}\b"
        ),
        (
            r"\b(?:new clients|taking on clients|my clients|our clients|our customers) (?:typically|usually|save"
            r"|see|get|report|have seen|love)\b|\b(?:consultation|offer|discount|audit|session) (?:to"
            r"|for) new clients\b"
        ),
        (
            r"\bwe (?:fix|do|build|handle|manage|provide|offer|supply|sell"
            r"|deliver) (?:\w+ ){0,5}?(?:for (?:a fixed fee|you|your|\d+|companies|businesses|clients|firms|less)"
            r"|at (?:a|low|half|competitive|great|the best))\b|\bwe do it for \d+\b"
        ),
    ),
    "demo and trial": (
        (
            r"\b(?:a|our|quick|short|live|free|product|personal|\d+[- ]min(?:ute)?|book a|see a"
            r"|the) (?:\w+ )?demo(?:nstration)?\b(?! (?:day|reel|tape|version of my))"
        ),
        (
            r"\bfree (?:\d+[- ]\w+ )?(?:trial|consultation|audit|sample|assessment|quote|webinar"
            r"|strategy (?:session|call)|e-?book|report|estimate|evaluation|analysis|shipping|gift|demo|download"
            r"|month|access|account|version|(?:\w+ )?check|membership|discovery call)\b"
        ),
        (
            r"\b(?:book|schedule|reserve|claim|grab|pick) (?:a|your|my|an?|one of) (?:free |quick |short "
            r"|no-obligation |\d+[- ]min(?:ute)? )?(?:demo|slot|spot|seat|discovery call|strategy (?:call|session)"
            r"|consultation|free \w+)\b"
        ),
        (
            r"\b(?:show|showing) you (?:how|what) (?:we|our|i|it|this)\b[^.?!;]{0,80}\b(?:cut|save|grow|increase"
            r"|double|help|can do for|reduce|boost|earn|works for|automat\w+|clients|companies|firms)\b"
        ),
        (
            r"\b(?:quick|short|brief|\d+[- ]?min(?:ute)?s?|intro(?:ductory)?) (?:\w+ )?(?:call|chat|meeting"
            r"|zoom)\b[^.?!;]{0,60}\b(?:to (?:show|walk you|see (?:if|whether) (?:we|it|our)|explore how (?:we|our)"
            r"|discuss how (?:we|our))|so (?:that )?i can show)"
        ),
        r"\b(?:if|whether) (?:we're|we are|it's|there's|there is) a (?:good )?(?:fit|match)\b",
        (
            r"\bsend (?:you )?(?:a|our|over a|over our) (?:quote|price list|brochure|catalogue|proposal|pricing"
            r"|one-pager|media kit|rate card|case study)\b"
        ),
        (
            r"\bour (?:pricing|price list|prices|brochure|catalogue|rates|discount|special offer|offer|webinar"
            r"|introductory|newsletter|case stud(?:y|ies)|rate card)\b(?! (?:was|were|went|has been))"
        ),
    ),
    "offer ends": (
        r"\byou only pay (?:if|when|once)\b|\b(?:our|my) [^.?!;]{2,40} (?:is|are) half[- ]price\b",
        (
            r"\b(?:special|limited|exclusive|introductory|one-time|early[- ]bird|last[- ]minute|holiday"
            r"|black friday|seasonal)[- ](?:\w+ )?(?:offer|deal|discount|price|pricing|rate|time only|seats|spots"
            r"|places|edition|promotion)s?\b"
        ),
        (
            r"\b\d{1,3} ?% (?:off|discount)\b|\bdiscount (?:code|ends|of|for you|on your)\b|\b(?:promo|coupon"
            r"|discount|voucher) code\b|\bmoney[- ]back\b|\bno[- ]obligation\b|\brisk[- ]free\b|\bno credit card\b"
            r"|\bsatisfaction guaranteed\b|\bwhile stocks? lasts?\b"
        ),
        (
            r"\b(?:sign up|register|enrol|enroll|subscribe|order|buy|act|apply|join|book|shop|upgrade|download"
            r"|get yours|donate|enter) (?:now|today)\b(?! (?:that|if you want me))|\b(?:sign up|register|enrol"
            r"|subscribe|order|book|shop) (?:here|online|at our)\b|\bclick (?:here|below|on the link|the link"
            r"|above)\b|\bdon't miss (?:out|this|your chance|the)\b|\b(?:today|weekend) only\b|\boffer (?:ends"
            r"|expires|valid|is valid)\b|\btake advantage of (?:our|this|the) \w+"
        ),
        (
            r"\btry (?:it|us|our \w+|\w+) (?:for )?free\b|\bfree for (?:\w+ )?(?:\d+|one|two|thirty|a"
            r"|the first) (?:days?|weeks?|months?|year)\b|\bfirst month (?:is )?free\b"
        ),
        (
            r"\b(?:be your own boss|passive income|financial freedom|business opportunity|work from home"
            r"|exclusive investment|earn (?:up to |an extra )?[$€£]?\d|get rich|join my team"
            r"|ground[- ]floor opportunity|network marketing)\b"
        ),
        (
            r"\bfor (?:just|only|as little as) (?:[$€£] ?\d|\d+ ?(?:euros?|dollars?|pounds?|cents?|[$€£]))\b"
            r"|\b(?:starting|from|just|only) (?:at )?[$€£] ?\d+(?:[.,]\d+)? ?(?:a|per|\/) ?(?:month|year|user|seat"
            r"|head)\b"
        ),
    ),
    "donation": (
        (
            rf"\b(?:would|could|can|will|might|may|are|if|whether|hope|like|do|have) you(?:'d| would"
            rf"|'ll)? (?!(?:one|i|usually|often|regularly|ever|already|also|always|personally"
            rf"|yourself)\b)(?!donat(?:e|ing)\?)(?:(?!if|i|go)\w+ ){{0,7}}?{_GIVE}"
        ),
        rf"\b(?:if|whether|that|think|maybe|perhaps|sure|hope|when) you(?:'d|'ll|'re)? (?:\w+ ){{0,6}}?{_GIVE}",
        (
            rf"\b(?:please|kindly|why not|how about|you can|you could|you may|you might|let's|urge you to"
            rf"|encourage you to|(?:ask|asking) (?:you|people) to|invite you to|interest you in"
            rf"|start) (?:\w+ )?{_GIVE}|^(?:please |just |so |and |but )*{_GIVE}"
        ),
        (
            r"\bhow much (?:would|do|could|can|are|will|of (?:your|the)|money|were) (?:\w+ ){0,8}?(?:you"
            r"|your)\b[^.?!;]{0,60}\b(?:like to|donat\w+|give|willing|contribut\w+|want to|spare)\b[^.!;]*\?"
        ),
        (
            r"\b(?:any|every|even a?|even just a|each|your|a) (?:small |little |tiny |single |generous |kind |bit "
            r"|additional )*(?:amount|donation|contribution|gift|dollar|penny|cents?|euro|pound|little|bit"
            r"|bit of help)(?: \w+){0,3} (?:helps?|counts?|matters?|goes a long way|makes? (?:a|all)|can (?:help"
            r"|make|go|save|feed)|will (?:help|make|go|save|feed)|would (?:help|make|go)|is (?:welcome"
            r"|appreciated))\b"
        ),
        (
            r"\b(?:heard|aware|know) (?:of|about|anything about) our (?:charity|cause|foundation|organi[sz]ation"
            r"|non-?profit)\b|\bdonate (?:today|now|here)\b|\bdonation (?:button|link|page)\b|\bhelp us (?:feed"
            r"|save|fight|end|reach our (?:goal|target)|raise)\b|\bour (?:charity|fundraiser|fundraising|appeal"
            r"|cause) (?:fights|needs|helps|feeds|is raising|supports)\b|\byour donation (?:(?:will|can|would"
            r"|could) (?:help|make|go|save|feed|bring|give)|goes|helps|makes|today)\b"
        ),
    ),
}

SIGNS: dict[str, tuple[str, ...]] = {
    "goods": (
        rf"\bour (?:\w+ ){{0,2}}?{_GOODS}\b",
        r"\byour (?:\w+ )?(?:savings|website|payroll|marketing|sales|leads|bills)\b",
    ),
    "we": (
        r"\bwe (?:help|offer|provide|build|work with|fix|handle|deliver|sell|specialise|specialize)\b",
        rf"\bi help (?:\w+ )?{_BUYERS}\b",
        (
            r"\bas an? (?:financial|investment|insurance|marketing|sales|business|growth|executive"
            r"|wealth) (?:advis[eo]r|coach|consultant|expert|planner|broker|agent)\b"
        ),
    ),
    "gain": (
        r"\b(?:more|lose|losing|qualified|bad) (?:\w+ )?(?:leads|sales|clients|customers|revenue|money|thousands)\b",
        r"\b\d+ ?(?:%|percent|per cent|x\b)",
        (
            r"\bretire early\b|\bsavings\b|\braise faster\b|\bhours (?:a|per|every) week\b"
            r"|\binterested in learning (?:how|more)\b"
        ),
    ),
    "call": (
        r"\bworth a (?:\w+ )?(?:call|chat|look|demo)\b",
        (
            r"\bshow you how\b|\bwhen can we talk\b|\bour (?:proposal|offer)\b|\bour website\b|\bask me how\b"
            r"|\bset up an account\b"
        ),
    ),
    "charity": (
        (
            r"\b(?:our|a|the|this) (?:charity|cause|foundation|non-?profit|fundraiser)\b|\bsave the children\b"
            r"|\bchildren\b[^.?!;]{0,40}\b(?:hunger|poverty|clean water|war|suffer\w*|starv\w*)"
        ),
        r"\bdonate\b",
    ),
}
