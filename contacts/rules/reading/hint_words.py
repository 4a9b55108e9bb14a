"""Words that asks often have, and other sentences too: the learned weights decide. Plain data for ``asks``."""

from contacts.rules.reading.ask_parts import SOMEBODY, TIME, VIEWS, YOU

# What people are told to do in business mail.
_DO = (
    r"add|advise|arrange|ask|attend|be|bear in mind|book|bring|bug|buy|call|cancel|change|check|circulate|come|complete"
    r"|confirm|consider|contact|copy|coordinate|correct|create|delete|discuss|distribute|do|do not|don't|draft|drop"
    r"|e-?mail"
    r"|ensure|execute|explain|fax|feel free to|figure out|file|fill|find|fix|follow|forward|get|give|go|grab|have"
    r"|help|hold"
    r"|include|inform|insert|install|invite|join|keep|leave|let|let's|look|mail|make|mark|meet|move|note|notify"
    r"|order|page"
    r"|pass|pay|pick|plan|post|prepare|print|provide|pull|put|read|refer|remember|remind|remove|reply|report|request"
    r"|research|respond|return|review|revise|ring|run|save|schedule|see|send|set|share|ship|show|sign|speak|start"
    r"|stay|stop"
    r"|submit|take|talk|tell|test|touch base|track|try|turn|update|use|verify|visit|wait|watch|work|write"
)

# Usual in business mail, and in adverts and notices too: they count unless the weights speak against it.
USUAL: dict[str, tuple[str, ...]] = {
    "please": (
        r"\b(?:please|pls|plz|plse)\b(?! (?:find|see|note|accept|be advised|visit|click)\b)(?: \w+){0,2}",
        r"\bkindly (?!regards)\w+",
    ),
    "question": (
        (
            r"\b(?:who|whom|what|what's|when|where|which|why|how|who's|is|are|am|was|were|has|have|do|does|did|will"
            r"|should|any)\b[^.!;?]{0,160}\b(?:you|your|yours|u|ur)\b[^.!;]*\?"
        ),
        (
            r"^(?:\w+[,:]? ){0,6}?(?:who|whom|what|what's|when|where|which|why|how|who's|do|does|did|have|has|is"
            r"|are|am|was|were|will|should|any|whose|would|can|could|(?:did|do|does|are|were|was|has|have)n't)\b[^.!;]*\?"
        ),
    ),
    "let me know": (
        r"\b(?:let (?:me|us|(?!you\b)\w+) know|lmk|tell me|advise me|inform me)(?: \w+){0,3}",
        r"\bget back to (?:me|us)\b",
    ),
    "wish": (
        (
            r"\b(?:(?:i|we)(?:'d|'ll)|i|we|would|will|should) (?:really |also |so |very much |absolutely "
            r"|be )*(?:love|like|appreciate|welcome|value|grateful|thankful|honou?red|delighted|thrilled|keen"
            r"|interested|eager) (?:to (?:have|get|know|meet|talk|speak|see|discuss|join|explore|schedule|set up"
            r"|arrange|sit down|visit|find)|you to|for you to)\b"
        ),
    ),
    "ask": (
        (
            r"^(?:just |also,? |and |so |then |but |plus,? )*(?:send|give|call|tell|e-?mail|forward|bring|show|get"
            r"|drop|keep|shoot|fax|copy|pass|ring) (?:me|us)\b"
        ),
        r"\bcall me\b|\bgive me a (?:call|ring|shout|buzz)\b|\bring me\b|\bdrop me\b",
        rf"\b(?:take|get|have) {TIME}(?: of your time)?\b[^.!;]*\?",
        r"\bshare (?:this|my|our|the) (?:\w+ )?(?:post|with your|link|survey|launch|campaign|event)\b",
        r"\b(?:let'?s|lets) \w+",
        r"\bif (?:it's|it is|that's|that is)? ?(?:at all )?(?:possible|not too much|no trouble|feasible)\b",
    ),
}

# Words that asks often have, and other sentences too: the weights must speak for it.
HINTS: dict[str, tuple[str, ...]] = {
    "you": (
        r"\b(?:think|hope|guess|know) (?:that )?you(?:'d| would| might| may| could| can)\b",
        (
            r"\bif (?:you|u) (?:have|can|could|would|might|are|find|get|see|want to|don'?t mind|wouldn'?t mind"
            r"|ever|need|'re|'d)\b(?: \w+)?"
        ),
        rf"\b{YOU} (?:could|would|might|can|should|may want|need to)\b",
    ),
    "any": (
        (
            r"\bany (?:interest in|advice|suggestions?|feedback|thoughts|ideas?|idea (?:who|what|where|how|when|if"
            r"|whether)|plans (?:for|to)|preference|other|help|guidance|support|insights?|comments)\b"
        ),
        rf"\bknow (?:of )?(?:{SOMEBODY}|a (?:good|great|decent|reliable)|any|people)\b",
        r"\b(?:anyone|anybody|someone|somebody) (?:who|that|i (?:should|could|can)|interested|at|with|for|to)\b",
    ),
    "wish": (
        (
            r"\b(?:(?:i|we)'d|would) (?:\w+ )?(?:love|like|appreciate|welcome|value|be grateful|be thankful"
            r"|be obliged)\b"
        ),
        (
            r"\b(?:i|we)(?:'m| am| was| were|'re| are)? (?:just |also |really |still |only |kind of )*(?:wondering"
            r"|hoping|wonder|wondered|hoped|hope)\b"
        ),
        r"\bstill (?:hoping|waiting|haven'?t|have not|need|looking|wondering)\b",
        (
            r"\bhop(?:e|ing) (?:that )?(?:you|we|i|someone|somebody) (?:can|could|might|may|will|would|'ll|get"
            r"|have time)\b"
        ),
        rf"\b(?:some|any|a little|a bit of)(?: \w+)? {VIEWS}\b",
        r"\bwish (?:i|we) had\b",
    ),
    "do": (
        (
            rf"^(?:(?:also|and|so|then|just|but|now|ok|okay|again|\w+(?: and \w+| & \w+)?)[,:;-]{{1,2}} ?|(?:also"
            rf"|and|so|then|just|but|plus|or|now) ){{0,2}}(?:go ahead and )?(?:{_DO})\b(?!,)"
        ),
        (
            rf"(?:, |; |: | - |-- |\b(?:and|then|so|but|so just|just) )(?:{_DO}) (?:me|us|it|them|him|her|this|that"
            rf"|these|the|with|your|my|our|a|an|to|in|on|up|out|any|all|if|whether)\b"
        ),
        (
            r"\byou (?:should|need to|must|have to|ought to|may want to|might want to|better|had better|'d better"
            r"|are to|will need to|will want to|'ll need to) \w+"
        ),
    ),
    "when": (
        (
            r"\b(?:i|we|he|she)(?:'m| am|'re| are|'ll be| will be| can be|'s| is)? (?:free|available|open|around"
            r"|reached|in town|in the office|flexible)\b"
        ),
        (
            r"\b(?:meet|talk|lunch|dinner|breakfast|coffee|call|get together|discuss|conference call|visit|see you"
            r"|drinks?)\b[^.?!;]{0,60}\b(?:today|tonight|tomorrow|tomorow|monday|tuesday|wednesday|thursday"
            r"|friday|saturday|sunday|mon|tues?|wed|thurs?|fri|sat|next week|this week|weekend"
            r"|\d{1,2}(?::\d\d)? ?(?:am|pm|a\.m|p\.m)?|noon|morning|afternoon)\b"
        ),
        (
            r"\b(?:today|tonight|tomorrow|monday|tuesday|wednesday|thursday|friday|saturday|sunday|mon|tues?|wed"
            r"|thurs?|fri|next week|this week|weekend|noon)\b[^.?!;]{0,60}\b(?:meet(?:ing)?|talk|lunch|dinner"
            r"|breakfast|coffee|call|get together|discuss|works?|would be (?:good|great|fine)|is (?:good|fine"
            r"|great)|visit)\b"
        ),
        r"\b(?:i|we) (?:would )?(?:suggest|propose|recommend|invite|request|ask|encourage|urge)\b",
        r"\b(?:cordially |are |pleased to |like to |hereby )invit(?:e|ed)\b",
    ),
    "need": (
        r"\b(?:need|needs|needed)\b(?: \w+)?",
        r"\b(?:trying|try|want|wanted|would like|hoping|hope|need) to \w+",
        r"\blooking for\b",
        (
            r"\b(?:not sure (?:how|who|where|what|whether)|no idea|can'?t (?:figure|seem)|cannot (?:find|figure)"
            r"|don'?t know (?:who|how|where|what))\b"
        ),
        r"\bhelp (?:me|us)\b|\bneed(?:s)? (?:\w+ )?help\b",
    ),
    "ask": (
        (
            r"\b(?:follow up|follow-up|reminder|check (?:whether|if|in|on)|just checking|checking (?:if|whether|on"
            r"|to see)|hear back|no rush)\b"
        ),
        (
            r"\b(?:i|we)(?:'d| would)? (?:want to|like to|wanted to|need to|am going to|will) (?:ask|apply|invite"
            r"|speak|talk|schedule|set up|learn|know|discuss|find out)\b|\basking (?:for|you|if|whether)\b"
        ),
        r"\b(?:what|how) (?:would|do|should|might|could|can|did|are|is|has|were|does|much|many|long)\b[^.!;]*\?",
        r"\b(?:when|what time|which day|where|who|which|why)\b[^.!;]*\?",
        (
            r"\b(?:are|is|will|has|have|can|could|would|does|do|did|should) (?:the|your|my|our|this|that|there"
            r"|these|it|he|she|they|we|i|you|[a-z]\w+)\b[^.!;]*\?"
        ),
        (
            r"\b(?:look(?:ing)? forward|eager|keen|hope|hoping) to (?:hear(?:ing)?(?: back)?|receiv\w+ your"
            r"|a positive|speaking|talking|meeting|discussing|connecting)\b(?: from you| soon)?"
        ),
        r"\b(?:quick|short|brief|phone) (?:phone |video )?(?:call|chat|question|meeting)\b",
        r"\b(?:for your (?:review|comments?|input)|questions? (?:about|on|to ask|that|if|regarding))\b",
        (
            r"\b(?:send|text|mail|e-?mail|forward|fax|give|lend|tell|show|bring) (?:it|them|that|those|this|these"
            r"|him|her)\b"
        ),
    ),
}
