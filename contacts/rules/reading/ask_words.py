"""Ways of asking that count by themselves, straight or not. Plain data for ``asks``.

They are looked for in what ``no_ask_words`` left of a sentence. Every pattern is bounded, reads one sentence of at most
400 characters in small letters.
"""

import re

from contacts.rules.reading.ask_parts import EVENT, MODAL, SHORTLY, SOFT, SOMEBODY, TALK, TIME, VERY, VIEWS, YOU

ASKS: dict[str, tuple[str, ...]] = {
    "you": (
        rf"\b{MODAL} (?:{YOU}|{SOMEBODY})\b(?! (?:like|believe|imagine)\b)(?: \w+)?",
        (
            rf"\b{YOU}(?:'d| would| could| might| can| were| be)* (?:be so kind|be willing|be able|willing to"
            r"|share (?:how|what|some)"
            rf"|able to|spare|consider|help me|help us|put me|point me|share your|introduce me|connect me|refer me"
            rf"|recommend me|take a look|make an? intro|let me (?:know|use|have)|pass my|pass on my)\b"
        ),
        (
            r"\bwould you like to (?:join|meet|come|have|get|go|grab|talk|discuss|schedule|speak|attend|participate"
            r"|catch|do|help|be part|play|ride|work|collaborate|connect|set up|contribute|write)\b"
        ),
        (
            rf"\b(?:are|r|would) {YOU} (?:all |both |guys |also |still |by any chance |maybe |perhaps |possibly "
            rf"|be )*(?:free|available|around|open to|up for|able to|willing|interested|in touch with|taking on"
            rf"|hiring|in town|going to be|game|the right person|comfortable|so kind|keen|looking to hire"
            rf"|aware of any|on for|okay with|ok with|planning to|coming)\b"
        ),
        (
            rf"\b(?:do|did|d'|does) ?{YOU} (?:guys |all |both |still |happen to |by any chance |also |maybe "
            rf"|possibly |ever )*(?:know (?:any|some|a |an |the|if|who|what|where|when|how|whether|of|people)"
            rf"|have (?:any|some|time|a |an |the|contacts|{TIME}|capacity|room|availab|interest|experience)"
            rf"|recommend|suggest|mind|think (?:you|we|i|it|that|this)|remember (?:the name|who|what|where|which)"
            rf"|use for|use\b|take on|offer|accept|want to|plan|get (?:my|the|a chance)|have a chance|receive"
            rf"|need me)"
        ),
        r"\bdo you have\b",
        (
            r"\b(?:you (?:don'?t|do not) happen|(?:i )?don'?t suppose you|you wouldn'?t (?:have|happen|know|mind)"
            r"|(?:thought|hoping|figured|wondering if|perhaps|maybe) (?:that )?you(?:'d| would| might| may| could"
            r"| can)+(?: perhaps| possibly| also)? (?:know|be able|help|have|look|suggest|advise|take|introduce"
            r"|share|point|join))\b"
        ),
        (
            r"\bhave you (?:got|had (?:a |any )?(?:chance|time|opportunity|luck)|been able|heard (?:back|from"
            r"|anything|of any)|any|a |made|found|decided|considered|spoken|talked|sent|received|checked|finished"
            r"|seen (?:my|our|the (?:attached|draft|proposal|e-?mail)))\b"
        ),
        (
            r"\byou(?:'d| have|'ve| had)+ (?:a |any )?(?:chance|time|opportunity) to (?:speak|look|read|review"
            r"|think|talk|check|see|consider)\b"
        ),
        r"^(?:has|have|did|is|are|any) [^.!;?]{2,80} yet\?",
        r", (?:do|don't|didn't|would|could|can|haven't|will) you\?",
        r"\bi'?m asking you\b",
        r"^kindly (?!regards|find|see|note|accept|be advised|visit|click|ignore|disregard)\w+(?: \w+)?",
        (
            r"\b(?:wants?|would like|wondering|wonders|wanted|asked|asking|asks) (?:me )?(?:to )?(?:know|ask|see"
            r"|find out)? ?(?:if|whether) you\b"
        ),
        r"\b(?:speaking|sponsor\w*|mentor\w*|endorse|supervis\w+|invest in|host) (?:at|our|my|me|us)\b[^.!;]*\?",
    ),
    "any": (
        rf"\bany (?:\w+ ){{0,2}}?{VIEWS}\b(?: \w+){{0,8}}\?",
        r"\bany idea (?:who|where|how|what|when|if|whether)\b[^.!;]*\?",
        (
            r"\bany (?:chance|news|updates?|word (?:on|from|yet)|luck with|leads|pointers|recommendations?|tips"
            r"|openings|availability|possibility|way (?:you|we|i|to)|objections?)\b[^.!;]*(?:\?|$)"
        ),
        (
            rf"\b{VIEWS}{SHORTLY} (?:would|will|'d) be {VERY}(?:appreciated|welcome|helpful|great|useful"
            rf"|wonderful|valuable|fantastic)\b"
        ),
        (
            r"\b(?:any|your|all|further|and|also) (?:\w+ ){0,2}?(?:tips|contacts|leads|help|advice|suggestions"
            r"|recommendations|ideas|thoughts|comments|pointers|feedback|input)(?: or \w+| and \w+)? (?:are "
            r"|is )?(?:always |most |very |much |greatly |really )*(?:welcome|appreciated|wanted|needed)\b|^(?:tips"
            r"|contacts|leads|help|advice|suggestions|recommendations|ideas|volunteers)(?: and \w+"
            r"| or \w+)? (?:are )?(?:very |most |much )?(?:welcome|appreciated|wanted|needed)\b|, (?:tips|help"
            r"|advice|ideas|suggestions) (?:very |most |much )?(?:welcome|appreciated)\b"
        ),
        rf"\b(?:any|your) {VIEWS}{SHORTLY} would (?:mean|help|make) ",
        r"\bwould (?:mean|help|make) (?:\w+ ){0,3}?(?:a lot|the world|so much|a (?:big|huge|real) difference)\b",
        (
            r"\b(?:thanks|thank you|many thanks|thx)(?: so much| very much| a lot)? (?:in advance"
            r"|for (?:having a look|taking a look|looking (?:at|over|into)|considering (?:my|this|it)"
            r"|your consideration|helping me find))\b"
        ),
        (
            r"^(?:\w+ )?(?:thoughts|interested|ideas|suggestions|feedback|any takers|opinions|possible|worth it"
            r"|advice|available|free|intro(?:duction)?(?: to [^?]{1,40})?|coffee|lunch|dinner|drinks|beer"
            r"|pretty please)(?: \w+){0,3}\?"
        ),
    ),
    "wish": (
        (
            r"\b(?:(?:i|we)(?:'d|'ll)|would|i will) (?:really |also |so |very much |absolutely |be |very |most "
            r"|extremely |just )*(?:love|like|appreciate|welcome|value|curious|keen|interested|eager|grateful"
            r"|thankful|happy|glad|delighted|thrilled|honou?red|obliged|indebted)(?: if (?:you|it|we|there|someone"
            r"|somebody"
            r"|an?)\b| it if\b| for (?:any|your|a |an |the (?:chance|opportunity)|some|help)| to (?:learn|connect"
            r"|pick|catch up|grab|ask you|be introduced|be considered|interview you|request|buy you|take you"
            r"|get your|hear (?:your|how|more|what|about|back|it|from you)|have your|borrow|know (?:how|what|more"
            r"|if|whether|your|who)|talk to you|speak (?:to|with) you|meet you|chat|have (?:a|the) (?:conversation"
            r"|chance|opportunity|chat|call)|see the|join (?:you|your|the)|understand how|explore it)| your\b"
            r"| any\b| an? (?:intro|introduction|chance|opportunity|quick|brief|short|referral|few (?:minutes|tips"
            r"|words)|moment|call|chat|word|warm|pointer|hand|reply|response|honest)| the (?:chance"
            r"|opportunity) to| in (?:hearing|learning|meeting|speaking|talking|getting)| hearing"
            r"| (?:some |a few )?(?:advice|help|feedback|tips|time|guidance|suggestions|pointers|leads|ideas|input)\b)"
        ),
        (
            rf"\bit(?:'d| would|'ll| will) (?:really |also )?(?:be|mean) {VERY}(?:great|lovely|wonderful|helpful"
            rf"|good|nice|amazing|fantastic|awesome|ideal|useful|perfect|cool|brilliant|super|a (?:big|great|huge"
            rf"|real) (?:help|favou?r|honou?r)|an honou?r|a lot|the world|much|so much|everything|best|beneficial"
            rf"|kind|fun)(?: to us| to me| for me| for us)? (?:if (?:you|we|i|someone|somebody|there)|to (?:meet"
            rf"|talk|have|get|hear|connect|catch|see|chat|speak|know|discuss|learn|join)|having)\b"
        ),
        (
            rf"\b(?:^|that |that'd |would )be {VERY}(?:great|lovely|wonderful|helpful|good|nice|amazing|fantastic"
            rf"|awesome|ideal|useful|perfect|brilliant) (?:if (?:you|we|i)|to (?:meet|talk|have your|get your|hear"
            rf"|connect|catch|chat|speak))\b"
        ),
        (
            rf"\bif you could {SHORTLY}(?:would be|that'd be|i'd|i would|it would)\b|\b(?:wonderful|amazing|great"
            rf"|grateful|fantastic|brilliant|lovely|thankful) if you\b"
        ),
        r"\bi'd feel (?:a lot |much |so much )?(?:better|safer|easier) if\b",
        r"\bin your debt\b",
        r"^(?:hey |hi |and |so |also )?what'?s the (?:\w+ ){1,3}?(?:password|code|address|number|link)\b",
        r"\byour \w+ [^.!;?]{2,60}, (?:does|is|did|was|has)n't (?:he|she|they)\?",
        r"\bhoping (?:that )?(?:it|this|that) (?:could|would|might) be you\b|\bsee (?:if|whether) you(?:'d| would| "
        r"could| might)\b",
        r"\byou(?:'d| would) (?:save (?:my|our) (?:lives|life|day|evening|skin)|be (?:saving|doing) (?:me|us))\b",
        r"^tell me (?:if|whether|what|honestly|how|which|when|where|who)\b",
        r"^who (?:did|does|made|makes|built|designed|painted|cuts|cut|fixed) your\b[^.!;]*\?",
        r"\bneed (?:an?|two|another|some) (?:extra )?pairs? of (?:hands|eyes)\b|\bgive a lot for\b",
        r"\b(?:i'm|i am|am|been) (?:\w+ )?curious (?:about|how|what) (?:your|you)\b",
        (
            r"\b(?:would|'d) (?:be )?(?:so |very |really |absolutely |also )?(?:love|like|thrilled|delighted|honou?red"
            r"|happy|glad|pleased|keen|proud) to (?:have|see|count|welcome) you (?:on (?:the|our)|as|at|speak|join"
            r"|among"
            r"|in (?:the|our) (?:panel|jury|team|board|line-?up|programme))\b"
        ),
        r"\bfrom you would (?:be|mean|help|make|save|count|do)\b",
        (
            r"\b(?:wondering|hoping|wonder|wondered|hoped|curious) (?:if|whether|that)? ?(?:you|i|we|there|anyone"
            r"|anybody|someone|somebody)(?:'d| could| can| might| would| may|'s| is| know| are| ever| have| had|'re"
            r"| also)\b"
        ),
        (
            r"(?<!you )(?<!you'd )\b(?:wondering|hoping|hoped|hope|keen|eager|writing|like|love|wanted|want) to "
            r"(?:ask you|ask if"
            r"|ask whether|get your|pick your|connect with (?:you|some)|learn (?:more )?(?:about|from|how)"
            r"|hear (?:your|from you|how|more|back)|get (?:some|an?) (?:advice|feedback|intro|perspective)"
            r"|find (?:some|any)(?:one|body)|request|pick|speak (?:to|with) (?:you|people|some)|see if (?:you|we))\b"
        ),
        (
            r"\bhop(?:e|ing) (?:that )?you (?:can|could|might|may|will|would|'ll)(?: be able to| please| also"
            r"| perhaps)? (?:help|make time|find (?:the )?time|consider|share|send|introduce|point|join us|give"
            r"|review|put|connect|advise|tell|let me|spare|come to our|speak|reply|get back)\b"
        ),
        (
            rf"\b(?:value|love|like|have|get|hear|need|want|appreciate|welcome|use|borrow|seek|seeking|after"
            rf"|ask(?:ing)? for|benefit from) (?:to (?:hear|have|get) )?(?:your"
            rf"|ur)(?: \w+){{0,2}}? {VIEWS}\b(?! (?:with|on) (?:the \w+|this) last)"
        ),
        r"\b(?:pick|picking) (?:your|ur) brains?\b",
        rf"\b(?:steal|borrow|trouble you for|bother you for|spare) {TIME}(?: of your time)?\b",
        r"\bif only (?:i|we) (?:knew|had)\b",
        r"\bwish (?:i|we) (?:knew some|had your|knew your|had some(?:one|body))\b",
        r"\ba word from you\b[^.?!;]{0,30}\bwould\b",
    ),
    "need": (
        (
            rf"\b(?:i|we) (?:really |also |still |badly |just |urgently |will |would |might |may |do "
            rf"|could )*need (?:your|you to|you for|help|to (?:ask you|borrow)|{SOMEBODY} (?:to|who|for)"
            rf"|a (?:warm |quick |good )?(?:favou?r|intro\w*|hand|reference|referral|second|speaker|mentor|lawyer"
            rf"|recommendation)|some (?:help|advice|feedback|input)|advice|an? (?:intro|introduction|answer|reply))"
        ),
        (
            r"^(?:really |urgently |still |badly )?(?:need|needed|seeking|wanted)(?: to find|:| help| an? (?:warm "
            r"|quick |good )?(?:intro|favou?r|hand|reference|referral|recommendation|speaker|mentor|\w+ who)| your"
            r"| two | three | someone| somebody| some (?:advice|help))"
        ),
        (
            r"\bhelp (?:is )?(?:needed|wanted|required)\b|^(?:so |please |pls )?help me\b|\bneed help (?:with"
            r"|finding|from you)\b(?! (?:her|his|their))"
        ),
        (
            r"\bcould (?:really |also |do |do with |certainly )?use (?:your|some|another|more|a (?:hand"
            r"|second)) ?(?:\w+ )?(?:help|advice|hand|eyes?|input|pair|support|thoughts|perspective|wisdom|talents?"
            r"|brain|opinion)?\b"
        ),
        (
            r"\b(?:a|one|quick|small|big|huge|little|tiny) (?:\w+ )?(?:favou?r|request|ask)\b(?: (?:to ask|of you"
            r"|from you|for you|please)|[:?,]| -|$)"
        ),
        r"\b(?:do|doing|ask(?:ing)?|request) (?:me |us |you |for |you for )?a (?:\w+ )?favou?r\b",
        (
            r"\b(?:i'm|we're|i am|we are|currently|actively|still|been|and) (?:\w+ )?(?:searching|hunting"
            r"|on the (?:lookout|hunt)|in search|in need|in the market) (?:for|of)\b"
        ),
        (
            r"(?<!was )(?<!were )\b(?:i|we|i'm|we're|am|are|currently|actively|still|and|been|team is|company is)(?:'m"
            r"|'re)? (?:(?!were|was)\w+ )?looking (?:for (?:someone|somebody|anyone|people|an?|some|help|advice"
            r"|tips|feedback"
            r"|new|my|work|opportunit\w+|volunteers|speakers|partners|investors|recommendations|suggestions|any)"
            r"|to (?:speak|talk|meet|connect|hire|find|interview|learn|join|move into|recruit|understand|hear"
            r"|network))\b"
        ),
        (
            r"^(?:also |still |currently |urgently |desperately )?looking (?:for \w+|to (?:speak|talk|meet|connect"
            r"|hire|find|interview|learn|join|move))\b[^?]*"
        ),
        (
            r"\b(?:i|we)(?:'ve| have|'m| am|'re| are)?(?: \w+)? (?:struggling|struggled|having (?:trouble"
            r"|a hard time|difficulty)) (?:to find|finding|with finding|to get|getting)\b|\bstuck (?:with|on) (?:my"
            r"|our|a|an|the) (?:\w+ )?(?:visa|application|thesis|draft|problem|decision|pitch|form|question)\b"
            r"|\bout of ideas\b|\bat a loss\b|\bhopeless (?:i am )?(?:at|with)\b|\bdon'?t know (?:who"
            r"|where) (?:else )?to (?:ask|turn|go)\b|\bdoesn'?t know (?:a soul|anyone|anybody)\b"
        ),
        r"\b(?:we're|we are|i'm|still)(?: \w+){0,2}? short (?:of|on)\b|\b(?:we're|we are)(?: a| one| two)? \w+ short\b",
        (
            r"\b(?:needs?|lacks?|missing|short) (?:of )?(?:a|an|one|two|three|another|more) (?:\w+ )?(?:more "
            r"|fourth |second |third )?(?:reviewers?|speakers?|volunteers?|readers?|testers?|players?|panel\w*"
            r"|mentors?|sponsors?|judges?|man|co-?founder|designers?|developers?)\b"
        ),
        (
            r"\b(?:your name (?:came|popped) up|thought of you (?:first|because (?:we|i) (?:need|want|am|are))"
            r"|you (?:always )?(?:seem to )?know (?:people|everyone|everybody|so many))\b"
        ),
        (
            r"\b(?:i'm|i am|am|we're|and) (?:also |now |very |still )?open to (?:new|other|any|hearing|opportunit"
            r"|roles?|work|offers)\b"
        ),
        (
            r"\bon the (?:job )?market (?:again|for)\b|\b(?:i'm|i am|now|currently) (?:\w+ )?exploring (?:new "
            r"|other )?(?:roles?|opportunit\w+|options|jobs)\b|\bin case you hear\b|\bthink of me if\b"
        ),
        (
            r"\b(?:i'd|i would) need to reach\b|\b(?:i|we)(?:'m| am|'re| are|'ve been| have been) (?:still )?trying to "
            r"(?:reach|find|get (?:in touch|hold|through)|track|contact|locate|connect)\b|\bi(?:'m| am) trying to "
            r"(?:understand|decide)\b"
        ),
        (
            r"\b(?:my|our) (?:\w+[- ]){0,2}?(?:niece|nephew|cousin|brother|sister|son|daughter|friend|colleague|mother"
            r"|father|mum|mom|dad|wife|husband|partner|girlfriend|boyfriend|neighbou?r|student|intern|assistant|team"
            r"|flatmate|goddaughter|godson|client|boss)(?:-in-law)?(?:'s| is| are)? (?:\w+ )?(?:(?:looking|searching"
            r"|hunting) for|(?:hoping|trying|keen|eager|dying|desperate|wants|would love|would like|needs|wishes) to "
            r"(?:find|move|get into|break|speak|talk|meet|learn|connect|hear|pick|switch|change|intern|work in))\b"
        ),
        (
            r"\b(?:i'm|we're|i am|we are) (?:now |just |currently |still )?(?:collecting|gathering|putting together"
            r"|assembling|recruiting|rounding up|lining up) (?:\w+ ){0,2}?(?:quotes|testimonials|feedback|stories"
            r"|signatures|names|views|ideas|opinions|donations|speakers|volunteers|people|panel|team|jury|group)\b"
        ),
        (
            r"\b(?:and|but|also|still|now) need (?:\w+ )?(?:a|an|one|two|three|four|your|another|some|\d) (?:\w+ )?"
            r"(?:letters?|references?|referees?|recommendations?|reviewers?|speakers?|signatures?|volunteers?|people"
            r"|hands?)\b|\bhope to name you\b|\bname you as\b"
        ),
        r"\bstill (?:hoping for|waiting (?:for|on) (?:your|the|that|a)|haven'?t (?:got|received|heard|seen))\b",
    ),
    "ask": (
        (
            rf"\b(?:may|might|could|can|cud) i {SOFT}(?:ask|trouble|use|have|get|borrow|quote|call|send you (?:my"
            rf"|a (?:few|quick|couple)|some questions)|send my|pick|steal|request|join|meet|speak|talk|come|take"
            rf"|grab|see|stay|schedule|set|discuss|hop|jump|buy you|ring|list|name|reschedule|postpone|chat|arrange"
            rf"|visit|sit|interview|know|please|also|change|book)\b"
        ),
        r"\b(?:may|might|could|can|cud|shall|should) we\b",
        rf"\b(?:let'?s|lets) (?:\w+ )?(?:{TALK}|plan|do|try|schedule)\b",
        (
            rf"\b(?:why don'?t|what if|how about|what about|fancy|care for|up for|time for|game for|down for"
            rf"|open (?:to|for)) (?:\w+ ){{0,3}}?(?:{EVENT}|we|you|{TALK})\b"
        ),
        (
            r"^(?:you |do you |also |so |hey )*(?:want|wanna) to (?:get|grab|have|help|meet|join|come|go|talk|do"
            r"|catch|see|play|try|chat|ride)\b"
        ),
        (
            rf"\b(?:quick|short|brief|\d+[- ]?min(?:ute)?s?|phone|informal|virtual|informational|exploratory"
            rf"|introductory) (?:phone |video |virtual |informal )?{EVENT}\b(?=[^.!;]*\?)"
        ),
        (
            r"\bmind if (?:i|we)\b|\bwould you mind\b|\bdo you mind\b|\bis it (?:ok|okay|all right|alright|possible"
            r"|too much|fine) (?:if|to|for)\b|\bok(?:ay)? (?:to ask|if i|if we)\b|\bwould it be (?:possible|ok|okay"
            r"|all right|alright|too much|appropriate|feasible|at all possible|easier)\b|\bis (?:it"
            r"|there) (?:\w+ )?(?:possible|any chance|a chance|a way|any way|any possibility|someone|somebody"
            r"|anyone|anybody|a spare|an opportunity|any opportunity|news|a good time|room|a convenient|a time)\b"
        ),
        (
            r"\b(?:who|whom) (?:would|could|should|do|does|else|handles|runs|do you|is the (?:best|right)"
            r"|are you using|can) [^.!;]*\?"
        ),
        (
            r"\b(?:anyone|anybody|someone|somebody) (?:you'd|you would|you could|you can|you might|you know"
            r"|come to mind|comes? to mind)\b"
        ),
        (
            r"\bif (?:you|u) (?:know (?:of )?(?:any|some|people|a )|hear (?:of|about)|come across|think of any"
            r"|happen to)\b"
        ),
        (
            r"\b(?:introduce|connect|refer|recommend|endorse|hook) (?:me|us)\b|\b(?:put|get|place) me in (?:touch"
            r"|contact|front)\b|\bpoint me\b|\bput in a (?:good )?word\b|\bvouch for\b|\b(?:pass|forward|hand"
            r"|send) (?:on |along )?my (?:\w+ )?(?:details|profile|cv|resume|résumé|portfolio|name|number"
            r"|application|info\w*)\b|\bkeep me in mind\b|\b(?:send|steer|point) (?:it|them|him|her|people"
            r"|any\w*) (?:to us|to me|my way|our way)\b|\bbear me in mind\b"
        ),
        (
            r"\b(?:love|need|want|like|get|have|for|appreciate|quick|warm|small) an? (?:\w+ )?(?:intro|introduction"
            r"|referral|recommendation|reference)\b|\b(?:intro|introduction|referral)s? (?:to|for) (?:your|my|the"
            r"|an?|[a-z]\w+|some)\b[^.!;]*(?:\?|please|pls|would)"
        ),
        (
            r"\b(?:write|writing|give|giving|provide) me (?:a |an |some |any |your )|\b(?:recommendation"
            r"|reference) letter\b[^.!;]*(?:\?|\.\.\.)|\brequest a (?:reference|recommendation|letter|meeting|call"
            r"|referral)\b"
        ),
        (
            r"^(?:pls|plz|please|kindly|also|so|and|then|just)?,? ?(?:please )?(?:help|lend|spare|remind|ping"
            r"|text) (?:me|us)\b"
        ),
        r"\b(?:text|send|mail|e-?mail|fax|forward|give) (?:it|them|that) (?:back )?to (?:me|us)\b",
        (
            r"^(?:just |also,? |and |so |please |then |but )*(?:have|take) (?:a |another |one )?(?:quick |close "
            r"|good )?look (?:at|over|through)\b(?! (?:this|these|the|that) (?:\w+ )?(?:photo|picture|video|sunset"
            r"|clip))"
        ),
        r"\b(?:and|then) (?:tell|let) me (?:know|if|what|whether|how)\b",
        (
            r"^(?:just |gently |quickly |hi,? )*(?:following up|bumping|checking in|circling back|nudging"
            r"|gentle (?:reminder|nudge)|friendly reminder|quick reminder)\b|\bjust (?:following up|bumping"
            r"|circling back|nudging)\b|\bhate to be a pest\b|\bi (?:still )?haven'?t heard (?:back|from)\b"
        ),
        (
            r"\b(?:reaching out|writing|getting in touch|contacting you"
            r"|messaging you)(?: to you)? (?:today )?(?:to (?:ask|see (?:if|whether)|inquire|enquire|request"
            r"|find out|learn|seek|explore|express my interest|apply)|in (?:the )?hopes?)\b"
        ),
        (
            r"\b(?:i|we)(?:'d| would)? (?:want to|like to|wanted to|have to|must|wish to) (?:ask (?:you|if|for"
            r"|about|whether|your)|request|interview you|borrow|pick)\b|\bi (?:have|had|got) (?:a|some|a few"
            r"|a couple of|one|two|just one) (?:\w+ )?(?:questions? (?:for you|i|about)|request|favou?r)\b"
            r"|\bquestions? (?:i (?:was|am|'m) (?:hoping|wondering)|for you)\b|\blet me ask(?: you| this| something| "
            r"whether you|:|,)|\bmay i ask\b"
        ),
        (
            r"\bplease advise\b|\bwhat (?:would|do) you (?:think|recommend|suggest|advise|do|say|charge|use)\b"
            r"|\bwhat(?:'s| is| are) (?:the best|your (?:take|thoughts?|opinion|view|advice|availability|schedule"
            r"|experience)|a good|the right|the easiest|it like|the culture)\b|\bwhat should (?:i|we) (?:watch|look"
            r"|know|do|say|charge|expect|ask|tell|shall)\b|\bwhat (?:can|could|would|will) (?:we|i|it) (?:do to get"
            r"|take)\b|\bwhat shall i\b|\bwhat salary\b"
        ),
        (
            r"\b(?:how|where|when|which) (?:do|did|would|should|can|might|could) (?:you|i|we|one) (?:get|find|solve"
            r"|land|approach|handle|deal|choose|prepare|manage|recommend|suggest|go about|break|start|structure"
            r"|decide|price|apply|know|learn|proceed|best|use|feel about|see)\b[^.!;]*\?"
        ),
        r"\bwhen (?:would|will|could|can|might|is|are|do|does|should) (?:you|be a|we|a|it|i|suits?|works?)\b[^.!;]*\?",
        (
            r"\b(?:does|would|do|will|how(?:'s| is| about| does)) (?:\w+ ){0,4}?(?:next|this|tomorrow|today|tonight"
            r"|mon(?:day)?|tue(?:sday)?|wed(?:nesday)?|thu(?:rsday)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?|\d+"
            r"|morning|afternoon|week|noon|time|day)\b(?: \w+){0,6}? (?:work|suit|ok|okay|convenient)\b"
        ),
        r"\bgot (?:\w+ ){0,2}(?:sec(?:ond)?|min(?:ute)?s?|moment|time|hour)\b[^.!;]*\?",
        (
            r"\b(?:are|is|has|will) (?:the|your|his|her|their) (?:\w+ ){1,3}?(?:hiring|free|available|growing"
            r"|looking|recruiting|open|vacant)\b[^.!;]*\?"
        ),
        (
            r"\b(?:attach(?:ed|ing)?|enclos(?:ed|ing)|find) (?:\w+ ){0,3}?my (?:\w+ )?(?:cv|resume|résumé"
            r"|application|portfolio|cover letter)\b|\bmy (?:\w+ )?(?:cv|resume|résumé|application|portfolio"
            r"|cover letter) (?:is )?(?:attached|enclosed|for your)\b"
        ),
        r"\bfor your (?:consideration|approval|signature)\b",
        (
            r"\blooking forward to your (?:reply|response|answer|feedback|thoughts)\b|\bhop(?:e"
            r"|ing) to hear (?:back )?from you\b|\bgreat to hear from you$"
        ),
        (
            r"\b(?:fill (?:out|in)|filled (?:out|in|it)|complete|answer) (?:my|our|it|this|a"
            r"|the) ?(?:\w+ )?(?:survey|questionnaire|poll|questions)?\b[^.!;]*(?:\?|appreciate|please|grateful)"
            r"|\bappreciate it if you\b"
        ),
        r"\b(?:curious|interested)[:,]? (?:to (?:hear|know|learn)|how|what) (?:how|what|your|you|do)\b",
        r"\bgood to have your\b",
        r"\b(?:would|'d) (?:really |so |just )?love to (?:meet|say hello|see you|come by|visit you|catch up|connect)\b",
        r"\b(?:would|'d) be (?:\w+ )?(?:interested|curious|keen) to (?:know|hear|learn|see)\b",
        r"\bwould help (?:me|us)\b|\b(?:i'm|i am|we're|we are) hoping for\b|\bhave no idea (?:how|who|where|what)\b",
        r"\bmind (?:taking|having|sharing|giving|helping|looking|telling|sending|passing|reading|explaining)\b",
        (
            r"\b(?:i|we) (?:really |still |just |also |urgently )?need (?:a|an|some|two|three|another|someone"
            r"|somebody) \w+"
        ),
        r"\b(?:minutes?|hour|bit|moment|little|some) of your time\b",
        r"\bit(?:'d| would) (?:help|mean|assist|support) (?:me|us)\b",
        (
            r"\bit(?:'d| would) be (?:a |an |such a )?(?:\w+ )?(?:relief|help|joy|honou?r|treat|dream|pleasure"
            r"|favou?r|boost) (?:if|to)\b"
        ),
        r"\b(?:would|'d) be (?:very |really |so |most |extremely )*interested in (?:a|an|your|any|having|hearing)\b",
        (
            r"\b(?:would|'d) (?:really |so |greatly )?(?:value|treasure|welcome|love) (?:\d+|ten|five|fifteen|a few"
            r"|half an)\b"
        ),
        r"\breach out to (?:see|ask|you)\b|\bthought i'd (?:reach out|ask|check|see)\b",
        r"\bknow (?:any ?one|any ?body|some ?one)\b[^.!;]{0,40}\?",
        (
            r"\bcan'?t make (?:sense|head or tail) of\b|\bstill missing your\b|\bif (?:it|that)(?:'s not| isn't| is "
            r"not) too much (?:trouble"
            r"|to ask)\b|\bif you(?:'re| are) (?:willing|up for it|game|open to it)\b"
        ),
        (
            r"\b(?:word of support|good word|kind word) (?:\w+ ){0,3}?(?:would|could)\b|\bi'd be glad to (?:know"
            r"|hear|learn)\b"
        ),
        r", right\?$",
        (
            r"\b(?:add you to my network|like to connect with you|be glad of (?:an?|your|some|any)"
            r"|could do with (?:a|an|your|some))\b"
        ),
        (
            r"\b(?:if|should) you (?:ever |do )?have (?:a |an |any |some |the |half an )?(?:spare |free |few "
            r"|couple of |bit of )?(?:minutes?|hour|half hour|time|moments?|slot|sec|second|capacity)\b"
        ),
        (
            r"\b(?:not|hate|don't (?:want|mean)|sorry|apologies) (?:to|for) (?:nag|chas\w+|pester\w*|bother\w*"
            r"|bug\w*|ask\w*|push)\b"
        ),
        (
            r"\b(?:your (?:\w+ )?|yours )(?:is|are) (?:still )?(?:needed|missing|outstanding|overdue|required"
            r"|wanted)\b|\bis still (?:open|outstanding|unpaid)\b"
        ),
        r"\b(?:nobody|no one|no-one) else (?:i|we|to|who)\b",
        r"^(?:just |please |so )?send (?:over|through|across|along)\b",
        r"\bi hope you don'?t mind (?:me |my )?(?:reaching|writing|asking|contacting|messaging)\b",
        (
            r"\b(?:insights?|thoughts|input|advice|help|opinion|perspective|experience|feedback|knowledge"
            r"|support) would be (?:\w+ )?(?:invaluable|gold|priceless|precious|welcome|amazing)\b"
        ),
        r"\bwhat are the (?:chances|odds)\b[^.!;]*\?",
        r"\bdo you (?:still |perhaps |maybe |happen to )?know\b(?! (?:what|that|how (?:much|happy)))",
        r"\b(?:was|i'm|i am|been|just|also) wondering about\b",
        r"(?<!happy to )(?<!glad to )(?<!let me )\bbuy you (?:a |an )?(?:\w+ )?(?:coffee|lunch|drink|beer|dinner"
        r"|breakfast)\b",
        (
            r"\b(?:any ?one|some ?one|any ?body|who)\b[^.!;]{0,40}\b(?:come to mind|do you know|you'd recommend"
            r"|who knows)\b"
        ),
        r"\b(?:could|can|might) (?:that|it|this) be you\b",
        (
            r"\byou (?:lived|worked|studied|used to (?:live|work|have|know))\b[^.!;]*(?:\?|\bany more\b)"
            r"|\byou used to have\b"
        ),
        r"\bcan'?t find\b[^.?!;]*",
    ),
}

# What stands before the favour itself.
LEAD_IN = re.compile(
    r"(?:(?:hi|hey|hello|also|and|so|but|anyway|btw|just)\b,? )?(?:(?:can|could|would|will|might) (?:you|u|we"
    r"|i)(?: be (?:able|so kind as|willing) to)?"
    r"|please|pls|kindly|i(?:'d| would) (?:really )?(?:love|like|appreciate) (?:it if you could )?(?:to )?"
    r"|any chance (?:of|you could)"
    r"|do you think you (?:can|could)|i(?:'m| am| was) (?:just )?(?:wondering|hoping) (?:if"
    r"|whether)? ?(?:you )?(?:could|can|might)?"
    r"|let me know|i need|we need|would it be possible to)(?: please| possibly| maybe| also| kindly)?,? (?=\S)",
    re.IGNORECASE,
)
