"""How people ask, and what only looks like asking. Plain data for ``asks``: patterns over one sentence of a message.

``NO_ASKS`` are taken out first: courtesies, offers, thanks, small talk and what others asked. ``ASKS`` are then looked
for in what is left. Every pattern is bounded, reads one sentence of at most 400 characters, and ignores case.
"""

import re

_MODAL = r"(?:can|could|would|will|cud|cld|wud|wld)"
_YOU = r"(?:you|u|ya|yourself)"
_SOMEBODY = r"(?:any(?:one|body)|some(?:one|body)|one of you|either of you|any of you)"
_SOFT = r"(?:please |kindly |maybe |perhaps |possibly |also |just |at least |at all |ever |quickly |still |really |pls )?"
_VERY = r"(?:really |so |very |most |much |greatly |highly |deeply |truly |also |just |certainly |absolutely |be )*?"
_SHORTLY = r"[^.?!;]{0,60}?"
_TO_END = r"[^.?!;]*[?!]*"
_TALK = (
    r"(?:meet|talk|speak|chat|connect|catch up|call|phone|zoom|skype|discuss|grab|get together|sit down|hop on|jump on"
    r"|go over|touch base|link up|hang out|have (?:a |another )?(?:\w+ )?(?:call|chat|coffee|lunch|dinner|drink|beer"
    r"|word|conversation|meeting|talk)|get (?:a )?(?:coffee|lunch|dinner|drink|beer)|schedule|set up|arrange|find (?:a |some )?time)"
)
_EVENT = (
    r"(?:call|chat|coffee|tea|lunch|dinner|breakfast|drink|drinks|beer|beers|pint|walk|meeting|conversation|catch-?up"
    r"|zoom|talk|interview|visit|bite|cuppa|meet-?up|intro(?:duction)?)"
)
_VIEWS = (
    r"(?:thoughts?|opinions?|take|feedback|advice|views?|input|insights?|perspective|comments?|suggestions?|help|guidance"
    r"|recommendations?|ideas?|expertise|two cents|experience|eyes?|wisdom|support|tips?|pointers?|counsel|impressions?)"
)
_TIME = r"(?:\d+|a few|a couple of|a|five|ten|fifteen|twenty|thirty|half an|an|some|any|one) ?-?(?:\w+ )?(?:min(?:ute)?s?|sec(?:ond)?s?|hours?|time|moment|slot|availability)"

# What people are told to do in business mail.
_DO = (
    r"add|advise|arrange|ask|attend|be|bear in mind|book|bring|bug|buy|call|cancel|change|check|circulate|come|complete"
    r"|confirm|consider|contact|copy|coordinate|correct|create|delete|discuss|distribute|do|do not|don't|draft|drop|e-?mail"
    r"|ensure|execute|explain|fax|feel free to|figure out|file|fill|find|fix|follow|forward|get|give|go|grab|have|help|hold"
    r"|include|inform|insert|install|invite|join|keep|leave|let|let's|look|mail|make|mark|meet|move|note|notify|order|page"
    r"|pass|pay|pick|plan|post|prepare|print|provide|pull|put|read|refer|remember|remind|remove|reply|report|request"
    r"|research|respond|return|review|revise|ring|run|save|schedule|see|send|set|share|ship|show|sign|speak|start|stay|stop"
    r"|submit|take|talk|tell|test|touch base|track|try|turn|update|use|verify|visit|wait|watch|work|write"
)

# What looks like asking and is none; the words are taken out of the sentence before asks are looked for.
NO_ASKS: dict[str, tuple[str, ...]] = {
    "courtesy": (
        rf"(?:please )?(?:do |just )?(?:let (?:me|us) know|tell (?:me|us)|shout|holler|say so) (?:if|how|what|where|whether|of anything) (?:i|we) (?:can|could|may|might|should)\b(?! (?:borrow|use|have|get|join|come|take|ask|speak|talk|meet|visit|see)){_TO_END}",
        rf"(?:please )?(?:do |just )?let (?:me|us) know (?:if|whether|should|when(?:ever)?) (?:there(?:'s| is| are| was) )?(?:any ?thing|something|any (?:questions?|problems?|issues?|concerns?)){_TO_END}",
        rf"(?:please )?(?:do |just )?let (?:me|us) know (?:if|whether|should|when(?:ever)?) you(?:'d| would|'re| are| ever| do| might| should|'ve| have)? (?:need|want|like|have (?:any )?(?:\w+ )?(?:questions?|problems?|trouble|difficult|concerns?|issues?)|any (?:\w+ )?(?:questions?|problems?|concerns?)|ever|come through|prefer|run into|change your mind|interested in (?:being|having|getting|seeing)|land|arrive|get (?:home|there|back)){_TO_END}",
        rf"let (?:me|us) know how (?:it|that|this|things|everything|you)(?:'s|'re)? (?:\w+ )?(?:go|goes|went|going|works? out|turns? out|get on|like|are|is|doing|feel){_TO_END}",
        rf"let (?:me|us) know if (?:that|it|this) (?:works out|helps|is (?:helpful|useful|of (?:interest|use|help))|would (?:help|be (?:helpful|useful|of (?:interest|use|help)))){_TO_END}",
        rf"\b(?:(?:please |do |always |you |should |just )*(?:feel|be) free|(?:please )?(?:do not|don'?t|never) (?:ever )?hesitate|(?:please )?(?:do not|don'?t) be (?:shy|afraid)) (?:to|and) (?:re-?ach|contact|get in touch|call|ask|write|e-?mail|drop|message|reach|ping|text|shout|give (?:me|us)|let (?:me|us)|be in touch|knock|stop by|come by|use|keep|ignore|share it|pass){_TO_END}",
        rf"\b(?:please )?(?:don'?t|do not|never) hesitate{_TO_END}",
        rf"\b(?:if|should|whenever|in case) (?:you|there) (?:ever |should |do |would |'d |are |is |have |might )*(?:have |has |had )?(?:any |some |further |more |other |additional )+(?:\w+ )?(?:questions?|problems?|concerns?|issues?|difficult|trouble){_TO_END}",
        rf"\b(?:if|should|whenever|when|in case) (?:you|u)(?:'re| are)? (?:ever |should |do |would )*(?:need|want|looking for|require)s? (?:any ?thing|something|some ?one|any ?body|some ?body|help|a hand|me|us|more|any (?:help|assistance|more|further)|further|a reference|a |an ){_TO_END}",
        rf"\bany ?thing (?:else )?(?:i|we) (?:can|could) (?:do|help){_TO_END}",
        r"\bplease (?:find|see)(?: \w+){0,3} (?:attached|enclosed|below)(?! (?:and|my))",
        rf"\bplease (?:accept|be assured|rest assured|excuse|forgive|pardon|enjoy|know that|note that|take (?:good )?care|stay|say hello|say hi|pass on my|pass my|give (?:my|our|them my|her my|him my)|send (?:my|our) (?:love|regards|best|greetings|thanks|wishes)){_TO_END}",
        rf"\bplease,? (?:you )?(?:do not|don'?t) (?:feel|worry|bother|have|need|mention|apologi[sz]e|thank){_TO_END}",
        rf"\bplease,? you (?:do not|don'?t){_TO_END}",
        rf"\bplease keep (?:it|them|the \w+|this)(?: for)? (?:as long|with|for as long){_TO_END}",
        r"\byou (?:do not|don'?t) (?:have|need) to\b[^.?!;]*[?!]*",
        r"\bno (?:need|rush|hurry|worries|pressure|obligation)\b[^.?!;,]*[?!]*",
        r"\btake your time\b[^.?!;]*[?!]*",
        r"\b(?:keep up|have a (?:great|good|nice|lovely|wonderful|safe|fantastic)|enjoy (?:the|your)|take care|stay (?:safe|well|in touch)|good luck|all the best)\b[^.?!;]*[?!]*",
        r"\b(?:i|we)(?: really| sincerely| do|'ll| just)? hope (?:that )?(?:you(?:'re|'ve| are| have| had| and| can (?:rest|relax|enjoy|get some|take a))|this (?:finds|email finds|message finds|note finds)|all(?:'s| is)|everything|things)\b[^.?!;]*[?!]*",
        r"\bhop(?:e|ing) (?:you(?:'re|'ve| are| have| had)|this (?:e-?mail |message |note )?finds|all(?:'s| is)|everything|things)\b[^.?!;]*[?!]*",
    ),
    "offer": (
        rf"\b(?:can|could|may|might|shall|should) (?:i|we) (?:\w+ )?(?:help|offer|assist|do (?:any ?thing|something|to)|support|return|repay|make it|make this|interest|give you|get you|bring|send you (?!my|our|a (?:few|couple|quick)|some questions)|buy you|show you|treat|invite you|pick you|drive you|introduce you|connect you|put you|put in a|share (?:it|them|this|the|my|some)|forward you|suggest|congratulate|add)\b{_TO_END}",
        rf"\bshall i\b{_TO_END}",
        rf"\bshould i (?:send|bring|come|wait|tell|introduce|put|call|pick|get|ask|make|do|book|order){_TO_END}",
        rf"\b(?:would|do|does|will|did|might) (?:it|that|this) (?:help|be (?:helpful|useful|of (?:help|use|interest))|make (?:it|things) easier)\b(?: \w+){{0,2}}? (?:if|for) (?:i|we|you)\b{_TO_END}",
        rf"\b(?:would you|do you|d'you|you|if you(?:'d)?|if you would|whether you(?:'d)?) ?(?:would )?(?:like|want|need|prefer) (?:me|us) to\b{_TO_END}",
        rf"(?:^|[,:] )want (?:me|us) to\b{_TO_END}",
        rf"\bwould you like (?!to (?:join|meet|come|have|get|go|grab|talk|discuss|schedule|speak|attend|participate|catch|do|help|be part|play|ride|work|collaborate|connect|set up|contribute|write|grab)){_TO_END}",
        rf"\b(?:do|would|did) you (?:still )?(?:need|want|require) (?:a (?:hand|lift|ride)|help|any ?thing|some ?thing|any|some (?:help|company)|another pair|the \w+ back){_TO_END}",
        rf"^(?:do you )?(?:need|want) (?:a |any |some )?(?:hand|lift|ride|help|company|break|ticket|copy)\b{_TO_END}",
        rf"^(?:are you )?looking for [^.?!;]{{1,60}}\?",
        rf"\b(?:i|we)(?:'d| would|'ll| will|'m| am|'re| are)? (?:also |always |still |more than |really |only |very |be |so )*(?:happy|glad|delighted|pleased|love|like|willing|available|ready|there|free) to (?:\w+ )?(?:help|assist|support|offer|send you|show you|give you|introduce you|connect you|make an? (?:intro|connect)|put you|share (?:my|some|what|the|it|them|more|a)|read|review|answer|return|host you|be of|provide|forward you|take a look|look (?:over|at)|lend|recommend you|refer you|write you|treat|pay|make|talk you|walk you|pass){_TO_END}",
        rf"^(?:happy|glad|delighted|pleased|would love|love|more than happy|always happy|willing|ready) to (?:\w+ )?(?:help|assist|support|offer|send|show|give|introduce|connect you|make|put you|share|read|review|answer|return|host|be of|provide|forward|take a look|have you|look|lend|recommend|refer|write|chat if|talk if){_TO_END}",
        rf"\bwould love to (?:have you over|help|host|return|show you|treat you|introduce you|support){_TO_END}",
        rf"\b(?:if you(?:'d)? (?:want|like|wish)|let me know),? i(?:'d| would| can|'ll| could| will)\b{_TO_END}",
        rf"\bi(?:'ll| will| can| could| am going to|'m going to) (?:gladly |happily |also |certainly |definitely |ask|introduce you|connect you|send you|put you|give you|bring|help|make|share|forward|pick you|tell|try|check|let you know|show you|look|get back){_TO_END}",
        rf"\b(?:let me|allow me to) (?:introduce you|connect you|help|show you|see what|check|give you|put you|tell you|share|send you|know how i){_TO_END}",
        rf"\bis there any ?(?:thing|way) (?:else )?(?:that )?(?:i|we|you need){_TO_END}",
        rf"\b(?:how|what) (?:else )?(?:can|could|may) (?:i|we) (?:best )?(?:help|do (?:for|to (?:make|help|support|thank|ease|repay|return))|be of|support|assist|return|repay|offer|make it){_TO_END}",
    ),
    "thanks": (
        r"\b(?:thanks?(?: you)?|thx|ty|cheers|(?:i'm|i am|so|we are|we're) (?:very |so |really |truly )*grateful|appreciate it)(?: you)?(?: so| very)?(?: much| a lot| a million| again| once again| also)* for (?!(?:any|your (?:help|time|consideration|attention) in advance|(?:having|taking) a look|looking|considering|reading|your consideration|helping me|pointing))[^.?!;]*[?!]*",
        r"\bi (?:really |truly |so |do |very much |sincerely |deeply |greatly )*appreciate (?:that|the|your|all|you|how|it)\b(?! if| would| could)[^.?!;]*[?!]*",
        r"\b(?:can't|cannot|can not) thank you\b[^.?!;]*[?!]*",
        r"\b(?:return the|owe you (?:a|one|the|for)|as a)\b[^.?!;]{0,40}\bfavou?r\b[^.?!;]*[?!]*",
    ),
    "small talk": (
        r"\bhow(?:'s| is| are| was| were|'re| have| has|'ve)(?: \w+){0,2} (?:you|things|life|it going|everything|family|kids|work|summer|winter|weekend|holidays?|vacation|trip|day|week|new (?:job|house|baby|home|place|role|gig)|been|going|doing|mum|mom|dad|wife|husband|back|treating|all)\b[^.?!;,]*[?!]*",
        r"\bhow (?:did|was|were) (?:your|the|it|that|things)\b[^.?!;]*\b(?:go|went|interview|holiday|trip|weekend|vacation|party|wedding|exam|talk|marathon|race|concert|birthday|move|flight|journey)\b[^.?!;]*[?!]*",
        r"\b(?:wondering|wondered|curious|love to (?:hear|know)) how (?:your|the|you)\b[^.?!;]*\b(?:go|went|goes|going|getting on|are doing|been doing|doing)\b[^.?!;]*[?!]*",
        r"^(?:are you|you|is everyone|everything|is everything|all) (?:both |all |still )?(?:well|ok|okay|good|fine|all right|alright|doing well|keeping well|settled in|enjoying|excited|ready for the|having)\b[^.?!;]*[?!]*",
        r"\bwhat (?:are you|have you been|you been|you) (?:up to|doing these days)\b[^.?!;]*[?!]*",
        r"\bwhat's (?:up|new|going on with you|happening)\b[^.?!;]*[?!]*",
        r"^(?:so |and |oh |well |hey )?(?:guess what|who knew|you know what|what(?: a|'s not to)|isn't (?:it|that|she|he)|wasn't (?:it|that)|aren't (?:they|we)|how (?:cool|great|nice|lovely|amazing|funny|crazy|time)|who would have|who'd have|where does the time|remember (?:me|when|how|the time))\b[^.?!;]*[?!]*",
        rf"\b(?:can|could|would|will) you (?:imagine|believe|be any|ever forget|guess)\b{_TO_END}",
        r"\bcan'?t (?:you|we|they|he|she) (?:imagine|believe)\b[^.?!;]*[?!]*",
        r"\byou (?:would not|wouldn't|won't|will not|'ll never) (?:believe|guess)\b[^.?!;]*[?!]*",
        r"\b(?:did|have) you (?:see|seen|watch|watched|hear about|read about|catch|enjoy|enjoyed|have (?:a (?:good|nice|great)|fun)|had a (?:good|nice|great))\b(?![^.?!;]{0,30}\b(?:my|our|attached|e-?mail|message|draft|note|proposal|report|memo|comments|revis|latest)\b)[^.?!;]*[?!]*",
        r"\bdo you (?:ever|remember (?:our|when|how|that|those|me))\b[^.?!;]*[?!]*",
        r"\b(?:why|what|how) (?:do|did|am|was|were|would|have|should) (?:i|we)\b[^.?!;]*\b(?:always|ever|never|really|forget|wrong with me)\b[^.?!;]*[?!]*",
        r"^did we\b[^.?!;]*[?!]*",
        r"^do i (?:look|sound|seem)\b[^.?!;]*[?!]*",
        r"\bwhy not\b[^.?!;]*\b(?:deserve|rest|day off|relax|enjoy)\b[^.?!;]*[?!]*",
        r"\bis (?:that|it|this) (?:snow|really|just me|not|true that)\b[^.?!;]*[?!]*",
        r"\bis there (?:a |any )?(?:better|nicer|greater|worse|more \w+) (?:feeling|thing|way to (?:spend|start|end|live))\b[^.?!;]*[?!]*",
        r"\bmay i (?:congratulate|say|add|just say|wish|be the first|introduce you|suggest|recommend)\b[^.?!;]*[?!]*",
        r"\b(?:no ask|not asking|nothing to ask|no agenda|don't want anything|do not want anything|was going to ask you|no reply needed)\b[^.?!;]*[?!]*",
        r"\b(?:i|we)(?:'ve| have)? (?:wish|wished|wishing) (?:you|them|him|her)\b[^.?!;]*[?!]*",
        r"\b(?:may|might) (?:all|your|this|the)\b[^.?!;]*[?!]*",
        r"\b(?:maybe|perhaps) you (?:could|should|can) (?:visit|come (?:and|to) (?:visit|see|stay))\b[^.?!;]*[?!]*",
    ),
    "told": (
        r"\b(?:he|she|they|[a-z]+|who|that|clients?|boss|people|neighbou?rs|everyone|nobody|somebody|someone) (?:has |have |had |also |just |once |kept |even |keeps |never )*(?:asked|begged|requested|asks|begs|urged|invited|saying|told|wondered|wanted to know|wants to know|was asking|were asking) (?:me|us|my|our|if (?:i|we|my|he|she|they)|whether (?:i|we|my|he|she|they)|for|him|her|them)\b(?![^.?!;]{0,60}\byou(?:'d|'re| would| could| can| might| were| are| know)?\b)[^.?!;]*[?!]*",
        r"(?<!if )(?<!may )(?<!can )(?<!might )(?<!could )\b(?:i|we)(?:'ve| have|'d| had|'ll| will|'m going to| am going to|'d better| just| also| already)* (?:ask(?:ed|ing)?|told|tell|begged|invited|emailed|e-mailed|wrote to|called|messaged|wondered|request(?:ed)?) (?!you\b|u\b|if you|whether you|for your|about your|to you)[^.?!;]*[?!]*",
        r"\b(?:i|we)(?: was| were|'ve been| have been|'m being| am) asked\b[^.?!;]*[?!]*",
        r"\byou(?:'ve| had|'d| have| were| also| once| just| recently)* (?:ask(?:ed|ing)?|requested|wanted|wondered|inquired|enquired) (?:me|us|if|whether|for|about|how|what|who|to|that)\b[^.?!;]*[?!]*",
        r"\bas (?:you )?(?:asked|requested|promised|suggested|discussed|agreed)\b",
        r"\bmy boss asked\b[^.?!;]*[?!]*",
        r"\b(?:wrote|said|says|saying|writes|asked|replied|answered|shouted|text(?:ed)?|mail(?:ed)?)\b[^.?!;\"]{0,20}[:,]? ?\"[^\"]{1,300}\"?",
        r"\b(?:told|telling|tell) (?!me\b|us\b)\w+ (?:that|to|not)\b[^.?!;]*[?!]*",
    ),
}

# Ways of asking that count by themselves. Found in what ``NO_ASKS`` left.
ASKS: dict[str, tuple[str, ...]] = {
    "you": (
        rf"\b{_MODAL} (?:{_YOU}|{_SOMEBODY})\b(?! (?:like|believe|imagine)\b)(?: \w+)?",
        rf"\b{_YOU}(?:'d| would| could| might| can| were| be)* (?:be so kind|be willing|be able|willing to|able to|spare|consider|help me|help us|put me|point me|share your|introduce me|connect me|refer me|recommend me|take a look|make an? intro|let me (?:know|use|have)|pass my|pass on my)\b",
        r"\bwould you like to (?:join|meet|come|have|get|go|grab|talk|discuss|schedule|speak|attend|participate|catch|do|help|be part|play|ride|work|collaborate|connect|set up|contribute|write)\b",
        rf"\b(?:are|r|would) {_YOU} (?:all |both |guys |also |still |by any chance |maybe |perhaps |possibly |be )*(?:free|available|around|open to|up for|able to|willing|interested|in touch with|taking on|hiring|in town|going to be|game|the right person|comfortable|so kind|keen|looking to hire|aware of any|on for|okay with|ok with|planning to|coming)\b",
        rf"\b(?:do|did|d'|does) ?{_YOU} (?:guys |all |both |still |happen to |by any chance |also |maybe |possibly |ever )*(?:know (?:any|some|a |an |the|if|who|what|where|when|how|whether|of|people)|have (?:any|some|time|a |an |the|contacts|{_TIME}|capacity|room|availab|interest|experience)|recommend|suggest|mind|think (?:you|we|i|it|that|this)|remember (?:the name|who|what|where|which)|use for|use\b|take on|offer|accept|want to|plan|get (?:my|the|a chance)|have a chance|receive|need me)",
        r"\bdo you have\b",
        r"\b(?:you (?:don'?t|do not) happen|(?:i )?don'?t suppose you|you wouldn'?t (?:have|happen|know|mind)|(?:thought|hoping|figured|wondering if|perhaps|maybe) (?:that )?you(?:'d| would| might| may| could| can)+(?: perhaps| possibly| also)? (?:know|be able|help|have|look|suggest|advise|take|introduce|share|point|join))\b",
        r"\bhave you (?:got|had (?:a |any )?(?:chance|time|opportunity|luck)|been able|heard (?:back|from|anything|of any)|any|a |made|found|decided|considered|spoken|talked|sent|received|checked|finished|seen (?:my|our|the (?:attached|draft|proposal|e-?mail)))\b",
        r"\byou(?:'d| have|'ve| had)+ (?:a |any )?(?:chance|time|opportunity) to (?:speak|look|read|review|think|talk|check|see|consider)\b",
        r", (?:do|don't|didn't|would|could|can|haven't|will) you\?",
        r"\bi'?m asking you\b",
        r"\b(?:wants?|would like|wondering|wonders|wanted|asked|asking|asks) (?:me )?(?:to )?(?:know|ask|see|find out)? ?(?:if|whether) you\b",
        r"\b(?:speaking|sponsor\w*|mentor\w*|endorse|supervis\w+|invest in|host) (?:at|our|my|me|us)\b[^.!;]*\?",
    ),
    "any": (
        r"\bany (?:chance|news|updates?|word (?:on|from|yet)|luck with|leads|pointers|recommendations?|tips|openings|availability|possibility|way (?:you|we|i|to)|objections?)\b[^.!;]*(?:\?|$)",
        rf"\b{_VIEWS}{_SHORTLY} (?:would|will|'d) be {_VERY}(?:appreciated|welcome|helpful|great|useful|wonderful|valuable|fantastic)\b",
        r"\b(?:any|your|all|further|and|also) (?:\w+ ){0,2}?(?:tips|contacts|leads|help|advice|suggestions|recommendations|ideas|thoughts|comments|pointers|feedback|input)(?: or \w+| and \w+)? (?:are |is )?(?:always |most |very |much |greatly |really )*(?:welcome|appreciated|wanted|needed)\b|^(?:tips|contacts|leads|help|advice|suggestions|recommendations|ideas|volunteers)(?: and \w+| or \w+)? (?:are )?(?:very |most |much )?(?:welcome|appreciated|wanted|needed)\b|, (?:tips|help|advice|ideas|suggestions) (?:very |most |much )?(?:welcome|appreciated)\b",
        rf"\b(?:any|your) {_VIEWS}{_SHORTLY} would (?:mean|help|make) ",
        r"\bwould (?:mean|help|make) (?:\w+ ){0,3}?(?:a lot|the world|so much|a (?:big|huge|real) difference)\b",
        r"\b(?:thanks|thank you|many thanks|thx)(?: so much| very much| a lot)? (?:in advance|for (?:having a look|taking a look|looking (?:at|over|into)|considering (?:my|this|it)|your consideration|helping me find))\b",
        r"^(?:\w+ )?(?:thoughts|interested|ideas|suggestions|feedback|any takers|opinions|possible|worth it|advice|available|free|intro(?:duction)?(?: to [^?]{1,40})?|coffee|lunch|dinner|drinks|beer|pretty please)(?: \w+){0,3}\?",
    ),
    "wish": (
        rf"\b(?:i|we)?(?:'d| would|'ll) (?:really |also |so |very much |absolutely |be |very |most |extremely |just )*(?:love|like|appreciate|welcome|value|curious|keen|interested|eager|grateful|thankful|happy|glad|delighted|thrilled|honou?red|obliged|indebted)(?: if (?:you|it|we|there|someone|somebody|an?)\b| it if\b| for (?:any|your|a |an |the (?:chance|opportunity)|some|help)| to (?:learn|connect|pick|catch up|grab|ask you|be introduced|be considered|interview you|request|buy you|take you|get your|hear (?:your|how|more|what|about|back|it|from you)|have your|borrow|know (?:how|what|more|if|whether|your|who)|talk to you|speak (?:to|with) you|meet you|chat|have (?:a|the) (?:conversation|chance|opportunity|chat|call)|see the|join (?:you|your|the)|understand how|explore it)| your\b| any\b| an? (?:intro|introduction|chance|opportunity|quick|brief|short|referral|few (?:minutes|tips|words)|moment|call|chat|word|warm|pointer|hand|reply|response|honest)| the (?:chance|opportunity) to| in (?:hearing|learning|meeting|speaking|talking|getting)| hearing| some (?:advice|help|feedback|tips|time))",
        rf"\bit(?:'d| would|'ll| will) (?:really |also )?(?:be|mean) {_VERY}(?:great|lovely|wonderful|helpful|good|nice|amazing|fantastic|awesome|ideal|useful|perfect|cool|brilliant|super|a (?:big|great|huge|real) (?:help|favou?r|honou?r)|an honou?r|a lot|the world|much|so much|everything|best|beneficial|kind|fun)(?: to us| to me| for me| for us)? (?:if (?:you|we|i|someone|somebody|there)|to (?:meet|talk|have|get|hear|connect|catch|see|chat|speak|know|discuss|learn|join)|having)\b",
        rf"\b(?:^|that |that'd |would )be {_VERY}(?:great|lovely|wonderful|helpful|good|nice|amazing|fantastic|awesome|ideal|useful|perfect|brilliant) (?:if (?:you|we|i)|to (?:meet|talk|have your|get your|hear|connect|catch|chat|speak))\b",
        rf"\bif you could {_SHORTLY}(?:would be|that'd be|i'd|i would|it would)\b|\b(?:wonderful|amazing|great|grateful|fantastic|brilliant|lovely|thankful) if you\b",
        r"\bi'd feel (?:a lot |much |so much )?(?:better|safer|easier) if\b",
        r"\bin your debt\b",
        r"\b(?:wondering|hoping|wonder|wondered|hoped|curious) (?:if|whether|that)? ?(?:you|i|we|there|anyone|anybody|someone|somebody)(?:'d| could| can| might| would| may|'s| is| know| are| ever| have| had|'re| also)\b",
        r"\b(?:wondering|hoping|hoped|hope|keen|eager|writing|like|love|wanted|want) to (?:ask you|ask if|ask whether|get your|pick your|connect with (?:you|some)|learn (?:more )?(?:about|from|how)|hear (?:your|from you|how|more|back)|get (?:some|an?) (?:advice|feedback|intro|perspective)|find (?:some|any)(?:one|body)|request|pick|speak (?:to|with) (?:you|people|some)|see if (?:you|we))\b",
        r"\bhop(?:e|ing) (?:that )?you (?:can|could|might|may|will|would|'ll)(?: be able to| please| also| perhaps)? (?:help|make time|find (?:the )?time|consider|share|send|introduce|point|join us|give|review|put|connect|advise|tell|let me|spare|come to our|speak|reply|get back)\b",
        rf"\b(?:value|love|like|have|get|hear|need|want|appreciate|welcome|use|borrow|seek|seeking|after|ask(?:ing)? for|benefit from) (?:to (?:hear|have|get) )?(?:your|ur)(?: \w+){{0,2}}? {_VIEWS}\b(?! (?:with|on) (?:the \w+|this) last)",
        r"\b(?:pick|picking) (?:your|ur) brains?\b",
        rf"\b(?:steal|borrow|trouble you for|bother you for|spare) {_TIME}(?: of your time)?\b",
        r"\bif only (?:i|we) (?:knew|had)\b",
        r"\bwish (?:i|we) (?:knew some|had your|knew your|had some(?:one|body))\b",
        r"\ba word from you\b[^.?!;]{0,30}\bwould\b",
    ),
    "need": (
        rf"\b(?:i|we) (?:really |also |still |badly |just |urgently |will |would |might |may |do |could )*need (?:your|you to|you for|help|to (?:ask you|borrow)|{_SOMEBODY} (?:to|who|for)|a (?:warm |quick |good )?(?:favou?r|intro\w*|hand|reference|referral|second|speaker|mentor|lawyer|recommendation)|some (?:help|advice|feedback|input)|advice|an? (?:intro|introduction|answer|reply))",
        r"^(?:really |urgently |still |badly )?(?:need|needed|seeking|wanted)(?: to find|:| help| an? (?:warm |quick |good )?(?:intro|favou?r|hand|reference|referral|recommendation|speaker|mentor|\w+ who)| your| two | three | someone| somebody| some (?:advice|help))",
        r"\bhelp (?:is )?(?:needed|wanted|required)\b|^(?:so |please |pls )?help me\b|\bneed help (?:with|finding|from you)\b(?! (?:her|his|their))",
        r"\bcould (?:really |also |do |do with |certainly )?use (?:your|some|another|more|a (?:hand|second)) ?(?:\w+ )?(?:help|advice|hand|eyes?|input|pair|support|thoughts|perspective|wisdom|talents?|brain|opinion)?\b",
        r"\b(?:a|one|quick|small|big|huge|little|tiny) (?:\w+ )?(?:favou?r|request|ask)\b(?: (?:to ask|of you|from you|for you|please)|[:?,]| -|$)",
        r"\b(?:do|doing|ask(?:ing)?|request) (?:me |us |you |for |you for )?a (?:\w+ )?favou?r\b",
        r"\b(?:i'm|we're|i am|we are|currently|actively|still|been|and) (?:\w+ )?(?:searching|hunting|on the (?:lookout|hunt)|in search|in need|in the market) (?:for|of)\b",
        r"\b(?:i|we|i'm|we're|am|are|currently|also|actively|still|and|been|team is|company is)(?:'m|'re)? (?:\w+ )?looking (?:for (?:someone|somebody|anyone|people|an?|some|help|advice|tips|feedback|new|my|work|opportunit\w+|volunteers|speakers|partners|investors|recommendations|suggestions|any)|to (?:speak|talk|meet|connect|hire|find|interview|learn|join|move into|recruit|understand|hear|network))\b",
        r"^(?:also |still |currently )?looking (?:for (?:some|any|honest|feedback|advice|people|tips|help|recommendations)|to (?:speak|talk|meet|connect|hire|find|interview|learn|join|move))\b[^?]*",
        r"\b(?:i|we)(?:'ve| have|'m| am|'re| are)?(?: \w+)? (?:struggling|struggled|having (?:trouble|a hard time|difficulty)) (?:to find|finding|with finding|to get|getting)\b|\bstuck (?:with|on) (?:my|our|a|an|the) (?:\w+ )?(?:visa|application|thesis|draft|problem|decision|pitch|form|question)\b|\bout of ideas\b|\bat a loss\b|\bhopeless (?:at|with)\b|\bdon'?t know (?:who|where) (?:else )?to (?:ask|turn|go)\b|\bdoesn'?t know (?:a soul|anyone|anybody)\b",
        r"\b(?:we're|we are|i'm|still)(?: \w+){0,2}? short (?:of|on)\b|\b(?:we're|we are)(?: a| one| two)? \w+ short\b",
        r"\b(?:needs?|lacks?|missing|short) (?:of )?(?:a|an|one|two|three|another|more) (?:\w+ )?(?:more |fourth |second |third )?(?:reviewers?|speakers?|volunteers?|readers?|testers?|players?|panel\w*|mentors?|sponsors?|judges?|man|co-?founder|designers?|developers?)\b",
        r"\b(?:your name (?:came|popped) up|thought of you (?:first|because (?:we|i) (?:need|want|am|are))|you (?:always )?(?:seem to )?know (?:people|everyone|everybody|so many))\b",
        r"\b(?:i'm|i am|am|we're|and) (?:also |now |very |still )?open to (?:new|other|any|hearing|opportunit|roles?|work|offers)\b",
        r"\bon the (?:job )?market (?:again|for)\b|\b(?:i'm|i am|now|currently) (?:\w+ )?exploring (?:new |other )?(?:roles?|opportunit\w+|options|jobs)\b|\bin case you hear\b|\bthink of me if\b",
        r"\b(?:i'd|i would) need to reach\b|\bi(?:'m| am) trying to (?:reach|find|get in touch|get hold|track|contact|locate|connect|understand|decide)\b",
        r"\bstill (?:hoping for|waiting (?:for|on) (?:your|the|that|a)|haven'?t (?:got|received|heard|seen))\b",
    ),
    "ask": (
        rf"\b(?:may|might|could|can|cud) i {_SOFT}(?:ask|trouble|use|have|get|borrow|quote|call|send you (?:my|a (?:few|quick|couple)|some questions)|send my|pick|steal|request|join|meet|speak|talk|come|take|grab|see|stay|schedule|set|discuss|hop|jump|buy you|ring|list|name|reschedule|postpone|chat|arrange|visit|sit|interview|know|please|also|change|book)\b",
        rf"\b(?:may|might|could|can|cud|shall|should) we\b",
        rf"\b(?:let'?s|lets) (?:\w+ )?(?:{_TALK}|plan|do|try|schedule)\b",
        rf"\b(?:why don'?t|what if|how about|what about|fancy|care for|up for|time for|game for|down for|open (?:to|for)) (?:\w+ ){{0,3}}?(?:{_EVENT}|we|you|{_TALK})\b",
        r"^(?:you |do you |also |so |hey )*(?:want|wanna) to (?:get|grab|have|help|meet|join|come|go|talk|do|catch|see|play|try|chat|ride)\b",
        rf"\b(?:quick|short|brief|\d+[- ]?min(?:ute)?s?|phone|informal|virtual|informational|exploratory|introductory) (?:phone |video |virtual |informal )?{_EVENT}\b(?=[^.!;]*\?)",
        r"\bmind if (?:i|we)\b|\bwould you mind\b|\bdo you mind\b|\bis it (?:ok|okay|all right|alright|possible|too much|fine) (?:if|to|for)\b|\bok(?:ay)? (?:to ask|if i|if we)\b|\bwould it be (?:possible|ok|okay|all right|alright|too much|appropriate|feasible|at all possible|easier)\b|\bis (?:it|there) (?:\w+ )?(?:possible|any chance|a chance|a way|any way|any possibility|someone|somebody|anyone|anybody|a spare|an opportunity|any opportunity|news|a good time|room|a convenient|a time)\b",
        r"\b(?:who|whom) (?:would|could|should|do|does|else|handles|runs|do you|is the (?:best|right)|are you using|can) [^.!;]*\?",
        r"\b(?:anyone|anybody|someone|somebody) (?:you'd|you would|you could|you can|you might|you know|come to mind|comes? to mind)\b",
        r"\bif (?:you|u) (?:know (?:of )?(?:any|some|people|a )|hear (?:of|about)|come across|think of any|happen to)\b",
        r"\b(?:introduce|connect|refer|recommend|endorse|hook) (?:me|us)\b|\b(?:put|get|place) me in (?:touch|contact|front)\b|\bpoint me\b|\bput in a (?:good )?word\b|\bvouch for\b|\b(?:pass|forward|hand|send) (?:on |along )?my (?:\w+ )?(?:details|profile|cv|resume|résumé|portfolio|name|number|application|info\w*)\b|\bkeep me in mind\b|\b(?:send|steer|point) (?:it|them|him|her|people|any\w*) (?:to us|to me|my way|our way)\b|\bbear me in mind\b",
        r"\b(?:love|need|want|like|get|have|for|appreciate|quick|warm|small) an? (?:\w+ )?(?:intro|introduction|referral|recommendation|reference)\b|\b(?:intro|introduction|referral)s? (?:to|for) (?:your|my|the|an?|[A-Z]\w+|some)\b[^.!;]*(?:\?|please|pls|would)",
        r"\b(?:write|writing|give|giving|provide) me (?:a |an |some |any |your )|\b(?:recommendation|reference) letter\b[^.!;]*(?:\?|\.\.\.)|\brequest a (?:reference|recommendation|letter|meeting|call|referral)\b",
        r"^(?:pls|plz|please|kindly|also|so|and|then|just)?,? ?(?:please )?(?:help|lend|spare|remind|ping|text) (?:me|us)\b",
        r"\b(?:text|send|mail|e-?mail|fax|forward|give) (?:it|them|that) (?:back )?to (?:me|us)\b",
        r"^(?:just |also,? |and |so |please |then |but )*(?:have|take) (?:a |another |one )?(?:quick |close |good )?look (?:at|over|through)\b(?! (?:this|these|the|that) (?:\w+ )?(?:photo|picture|video|sunset|clip))",
        r"\b(?:and|then) (?:tell|let) me (?:know|if|what|whether|how)\b",
        r"^(?:just |gently |quickly |hi,? )*(?:following up|bumping|checking in|circling back|nudging|gentle (?:reminder|nudge)|friendly reminder|quick reminder)\b|\bjust (?:following up|bumping|circling back|nudging)\b|\bhate to be a pest\b|\bi (?:still )?haven'?t heard (?:back|from)\b",
        r"\b(?:reaching out|writing|getting in touch|contacting you|messaging you)(?: to you)? (?:today )?(?:to (?:ask|see (?:if|whether)|inquire|enquire|request|find out|learn|seek|explore|express my interest|apply)|in (?:the )?hopes?)\b",
        r"\b(?:i|we)(?:'d| would)? (?:want to|like to|wanted to|have to|must|wish to) (?:ask (?:you|if|for|about|whether|your)|request|interview you|borrow|pick)\b|\bi (?:have|had|got) (?:a|some|a few|a couple of|one|two|just one) (?:\w+ )?(?:questions? (?:for you|i|about)|request|favou?r)\b|\bquestions? (?:i (?:was|am|'m) (?:hoping|wondering)|for you)\b|\blet me ask\b|\bmay i ask\b",
        r"\bplease advise\b|\bwhat (?:would|do) you (?:think|recommend|suggest|advise|do|say|charge|use)\b|\bwhat(?:'s| is| are) (?:the best|your (?:take|thoughts?|opinion|view|advice|availability|schedule|experience)|a good|the right|the easiest|it like|the culture)\b|\bwhat should (?:i|we) (?:watch|look|know|do|say|charge|expect|ask|tell|shall)\b|\bwhat (?:can|could|would|will) (?:we|i|it) (?:do to get|take)\b|\bwhat shall i\b|\bwhat salary\b",
        r"\b(?:how|where|when|which) (?:do|did|would|should|can|might|could) (?:you|i|we|one) (?:get|find|solve|land|approach|handle|deal|choose|prepare|manage|recommend|suggest|go about|break|start|structure|decide|price|apply|know|learn|proceed|best|use|feel about|see)\b[^.!;]*\?",
        r"\bwhen (?:would|will|could|can|might|is|are|do|does|should) (?:you|be a|we|a|it|i|suits?|works?)\b[^.!;]*\?",
        r"\b(?:does|would|do|will|how(?:'s| is| about| does)) (?:\w+ ){0,4}?(?:next|this|tomorrow|today|tonight|mon(?:day)?|tue(?:sday)?|wed(?:nesday)?|thu(?:rsday)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?|\d+|morning|afternoon|week|noon|time|day)\b(?: \w+){0,6}? (?:work|suit|ok|okay|convenient)\b",
        r"\bgot (?:\w+ ){0,2}(?:sec(?:ond)?|min(?:ute)?s?|moment|time|hour)\b[^.!;]*\?",
        r"\b(?:are|is|has|will) (?:the|your|his|her|their) (?:\w+ ){1,3}?(?:hiring|free|available|growing|looking|recruiting|open|vacant)\b[^.!;]*\?",
        r"\b(?:attach(?:ed|ing)?|enclos(?:ed|ing)|find) (?:\w+ ){0,3}?my (?:\w+ )?(?:cv|resume|résumé|application|portfolio|cover letter)\b|\bmy (?:\w+ )?(?:cv|resume|résumé|application|portfolio|cover letter) (?:is )?(?:attached|enclosed|for your)\b",
        r"\bfor your (?:consideration|approval|signature)\b",
        r"\blooking forward to your (?:reply|response|answer|feedback|thoughts)\b|\bhop(?:e|ing) to hear (?:back )?from you\b|\bgreat to hear from you$",
        r"\b(?:fill (?:out|in)|filled (?:out|in|it)|complete|answer) (?:my|our|it|this|a|the) ?(?:\w+ )?(?:survey|questionnaire|poll|questions)?\b[^.!;]*(?:\?|appreciate|please|grateful)|\bappreciate it if you\b",
        r"\b(?:curious|interested)[:,]? (?:to (?:hear|know|learn)|how|what) (?:how|what|your|you|do)\b",
        r"\bgood to have your\b",
        r"\b(?:any ?one|some ?one|any ?body|who)\b[^.!;]{0,40}\b(?:come to mind|do you know|you'd recommend|who knows)\b",
        r"\b(?:could|can|might) (?:that|it|this) be you\b",
        r"\byou (?:lived|worked|studied|used to (?:live|work|have|know))\b[^.!;]*(?:\?|\bany more\b)|\byou used to have\b",
        r"\bcan'?t find\b[^.?!;]*",
    ),
}

# Usual in business mail, and in adverts and notices too: they count unless the weights speak against it.
USUAL: dict[str, tuple[str, ...]] = {
    "please": (
        r"\b(?:please|pls|plz|plse)\b(?! (?:find|see|note|accept|be advised|visit|click)\b)(?: \w+){0,2}",
        r"\bkindly (?!regards)\w+",
    ),
    "let me know": (
        r"\b(?:let (?:me|us|\w+) know|lmk|tell me|advise me|inform me)(?: \w+){0,3}",
        r"\bget back to (?:me|us)\b",
    ),
    "wish": (
        rf"\b(?:i|we)?(?:'d| would|'ll| will| should)? ?(?:really |also |so |very much |absolutely |be )*(?:love|like|appreciate|welcome|value|grateful|thankful|honou?red|delighted|thrilled|keen|interested|eager) (?:to (?:have|get|know|meet|talk|speak|see|discuss|join|explore|schedule|set up|arrange|sit down|visit|find)|you to|for you to)\b",
    ),
    "ask": (
        r"^(?:just |also,? |and |so |then |but |plus,? )*(?:send|give|call|tell|e-?mail|forward|bring|show|get|drop|keep|shoot|fax|copy|pass|ring) (?:me|us)\b",
        r"\bcall me\b|\bgive me a (?:call|ring|shout|buzz)\b|\bring me\b|\bdrop me\b",
        rf"\b(?:take|get|have) {_TIME}(?: of your time)?\b[^.!;]*\?",
        r"\bshare (?:this|my|our|the) (?:\w+ )?(?:post|with your|link|survey|launch|campaign|event)\b",
        r"\b(?:let'?s|lets) \w+",
        r"\bif (?:it's|it is|that's|that is)? ?(?:at all )?(?:possible|not too much|no trouble|feasible)\b",
    ),
}

# Words that asks often have, and other sentences too: the weights must speak for it.
HINTS: dict[str, tuple[str, ...]] = {
    "you": (
        r"\b(?:think|hope|guess|know) (?:that )?you(?:'d| would| might| may| could| can)\b",
        rf"\bif (?:you|u) (?:have|can|could|would|might|are|find|get|see|want to|don'?t mind|wouldn'?t mind|ever|need|'re|'d)\b(?: \w+)?",
        rf"\b{_YOU} (?:could|would|might|can|should|may want|need to)\b",
    ),
    "any": (
        r"\bany (?:interest in|advice|suggestions?|feedback|thoughts|ideas?|idea (?:who|what|where|how|when|if|whether)|plans (?:for|to)|preference|other|help|guidance|support|insights?|comments)\b",
        rf"\bknow (?:of )?(?:{_SOMEBODY}|a (?:good|great|decent|reliable)|any|people)\b",
        r"\b(?:anyone|anybody|someone|somebody) (?:who|that|i (?:should|could|can)|interested|at|with|for|to)\b",
    ),
    "wish": (
        r"\b(?:i|we)?(?:'d| would) (?:\w+ )?(?:love|like|appreciate|welcome|value|be grateful|be thankful|be obliged)\b",
        r"\b(?:i|we)(?:'m| am| was| were|'re| are)? (?:just |also |really |still |only |kind of )*(?:wondering|hoping|wonder|wondered|hoped|hope)\b",
        r"\bstill (?:hoping|waiting|haven'?t|have not|need|looking|wondering)\b",
        r"\bhop(?:e|ing) (?:that )?(?:you|we|i|someone|somebody) (?:can|could|might|may|will|would|'ll|get|have time)\b",
        rf"\b(?:some|any|a little|a bit of)(?: \w+)? {_VIEWS}\b",
        r"\bwish (?:i|we) had\b",
    ),
    "do": (
        rf"^(?:(?:also|and|so|then|just|but|now|ok|okay|again|\w+(?: and \w+| & \w+)?)[,:;-]{{1,2}} ?|(?:also|and|so|then|just|but|plus|or|now) ){{0,2}}(?:go ahead and )?(?:{_DO})\b(?!,)",
        rf"(?:, |; |: | - |-- |\b(?:and|then|so|but|so just|just) )(?:{_DO}) (?:me|us|it|them|him|her|this|that|these|the|with|your|my|our|a|an|to|in|on|up|out|any|all|if|whether)\b",
        rf"\byou (?:should|need to|must|have to|ought to|may want to|might want to|better|had better|'d better|are to|will need to|will want to|'ll need to) \w+",
    ),
    "when": (
        rf"\b(?:i|we|he|she)(?:'m| am|'re| are|'ll be| will be| can be|'s| is)? (?:free|available|open|around|reached|in town|in the office|flexible)\b",
        rf"\b(?:meet|talk|lunch|dinner|breakfast|coffee|call|get together|discuss|conference call|visit|see you|drinks?)\b[^.?!;]{{0,60}}\b(?:today|tonight|tomorrow|tomorow|monday|tuesday|wednesday|thursday|friday|saturday|sunday|mon|tues?|wed|thurs?|fri|sat|next week|this week|weekend|\d{{1,2}}(?::\d\d)? ?(?:am|pm|a\.m|p\.m)?|noon|morning|afternoon)\b",
        rf"\b(?:today|tonight|tomorrow|monday|tuesday|wednesday|thursday|friday|saturday|sunday|mon|tues?|wed|thurs?|fri|next week|this week|weekend|noon)\b[^.?!;]{{0,60}}\b(?:meet(?:ing)?|talk|lunch|dinner|breakfast|coffee|call|get together|discuss|works?|would be (?:good|great|fine)|is (?:good|fine|great)|visit)\b",
        r"\b(?:i|we) (?:would )?(?:suggest|propose|recommend|invite|request|ask|encourage|urge)\b",
        r"\b(?:cordially |are |pleased to |like to |hereby )invit(?:e|ed)\b",
    ),
    "need": (
        r"\b(?:need|needs|needed)\b(?: \w+)?",
        r"\b(?:trying|try|want|wanted|would like|hoping|hope|need) to \w+",
        r"\blooking for\b",
        r"\b(?:not sure (?:how|who|where|what|whether)|no idea|can'?t (?:figure|seem)|cannot (?:find|figure)|don'?t know (?:who|how|where|what))\b",
        r"\bhelp (?:me|us)\b|\bneed(?:s)? (?:\w+ )?help\b",
    ),
    "ask": (
        r"\b(?:follow up|follow-up|reminder|check (?:whether|if|in|on)|just checking|checking (?:if|whether|on|to see)|hear back|no rush)\b",
        r"\b(?:i|we)(?:'d| would)? (?:want to|like to|wanted to|need to|am going to|will) (?:ask|apply|invite|speak|talk|schedule|set up|learn|know|discuss|find out)\b|\basking (?:for|you|if|whether)\b",
        r"\b(?:what|how) (?:would|do|should|might|could|can|did|are|is|has|were|does|much|many|long)\b[^.!;]*\?",
        r"\b(?:when|what time|which day|where|who|which|why)\b[^.!;]*\?",
        r"\b(?:are|is|will|has|have|can|could|would|does|do|did|should) (?:the|your|my|our|this|that|there|these|it|he|she|they|we|i|you|[A-Z]\w+)\b[^.!;]*\?",
        r"\b(?:look(?:ing)? forward|eager|keen|hope|hoping) to (?:hear(?:ing)?(?: back)?|receiv\w+ your|a positive|speaking|talking|meeting|discussing|connecting)\b(?: from you| soon)?",
        r"\b(?:quick|short|brief|phone) (?:phone |video )?(?:call|chat|question|meeting)\b",
        r"\b(?:for your (?:review|comments?|input)|questions? (?:about|on|to ask|that|if|regarding))\b",
        r"\b(?:send|text|mail|e-?mail|forward|fax|give|lend|tell|show|bring) (?:it|them|that|those|this|these|him|her)\b",
    ),
}


def compiled(table: dict[str, tuple[str, ...]]) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """The patterns of ``table``, in order, each with a name of its own: its group and its number there."""
    return tuple(
        (f"{group} {number}", re.compile(pattern, re.IGNORECASE))
        for group, patterns in table.items()
        for number, pattern in enumerate(patterns, start=1)
    )

# What stands before the favour itself.
LEAD_IN = re.compile(
    r"(?:(?:hi|hey|hello|also|and|so|but|anyway|btw|just)\b,? )?(?:(?:can|could|would|will|might) (?:you|u|we|i)(?: be (?:able|so kind as|willing) to)?"
    r"|please|pls|kindly|i(?:'d| would) (?:really )?(?:love|like|appreciate) (?:it if you could )?(?:to )?|any chance (?:of|you could)"
    r"|do you think you (?:can|could)|i(?:'m| am| was) (?:just )?(?:wondering|hoping) (?:if|whether)? ?(?:you )?(?:could|can|might)?"
    r"|let me know|i need|we need|would it be possible to)(?: please| possibly| maybe| also| kindly)?,? (?=\S)",
    re.IGNORECASE,
)
