"""What looks like asking and is none: courtesies, offers, thanks, small talk, what others asked. Data for ``asks``.

The words are taken out of a sentence before asks are looked for in it. Every pattern is bounded, reads one sentence of
at most 400 characters in small letters.
"""

_TO_END = r"[^.?!;]*[?!]*"

NO_ASKS: dict[str, tuple[str, ...]] = {
    "courtesy": (
        (
            rf"\b(?:please |do |just |always |and )*(?:ping|call|text|message|e-?mail|shout|holler|ring|write|phone"
            rf"|tell"
            rf"|contact|come and find|find)(?: (?:to )?(?:me|us))? (?:any ?time|whenever|day or night|should (?:you"
            rf"|things)"
            rf"|in case|if (?:you (?:ever|need|want|get stuck|feel|run)|things|it gets|any ?thing)"
            rf"|when you(?:'re| are| get) (?:home|there|back|safe|in safe))\b{_TO_END}"
        ),
        (
            rf"(?:please )?(?:do |just )?let (?:me|us) know (?:if|should|when(?:ever)?) (?:the|this|that|it|any of"
            rf"|something"
            rf"|you(?:r)?) [^.?!;]{{0,60}}?(?:does(?:n'?t| not)|do(?:n'?t| not)|is(?:n'?t| not)|fails?|broken|won'?t"
            rf"|need more|missing)\b{_TO_END}"
        ),
        rf"\blet (?:me|us) know should (?:you|there){_TO_END}",
        rf"\b(?:for|in) (?:urgent|pressing) (?:matters|issues|requests|cases|queries|questions){_TO_END}",
        rf"\bin my absence\b{_TO_END}",
        rf"\bif you(?:'re| are)? ever (?:stuck|in need|run into)\b{_TO_END}",
        rf"\byou can always\b{_TO_END}",
        rf"\b(?:my|our) (?:door|couch|sofa|guest room) (?:is|are)\b{_TO_END}",
        (
            rf"(?:please )?(?:do |just )?(?:let (?:me|us) know|tell (?:me|us)|shout|holler|say so) (?:if|how|what"
            rf"|where|whether|of anything) (?:i|we) (?:can|could|may|might|should)\b(?! (?:borrow|use|have|get|join"
            rf"|come|take|ask|speak|talk|meet|visit|see)){_TO_END}"
        ),
        (
            rf"(?:please )?(?:do |just )?let (?:me|us) know (?:if|whether|should|when(?:ever)?) (?:there(?:'s| is"
            rf"| are| was) )?(?:any ?thing|something|any (?:questions?|problems?|issues?|concerns?)){_TO_END}"
        ),
        (
            rf"(?:please )?(?:do |just )?let (?:me|us) know (?:if|whether|should|when(?:ever)?) you(?:'d| would|'re"
            rf"| are| ever| do| might| should|'ve| have)? (?:need|want|like|have (?:any )?(?:\w+ )?(?:questions?"
            rf"|problems?|trouble|difficult|concerns?|issues?)|any (?:\w+ )?(?:questions?|problems?|concerns?)|ever"
            rf"|come through|prefer|run into|change your mind|interested in (?:being|having|getting|seeing)|land"
            rf"|arrive|get (?:home|there|back)){_TO_END}"
        ),
        (
            rf"let (?:me|us) know how (?:it|that|this|things|everything|you)(?:'s|'re)? (?:\w+ )?(?:go|goes|went"
            rf"|going|works? out|turns? out|get on|like|are|is|doing|feel){_TO_END}"
        ),
        (
            rf"let (?:me|us) know if (?:that|it|this) (?:works out|helps|is (?:helpful|useful|of (?:interest|use"
            rf"|help))|would (?:help|be (?:helpful|useful|of (?:interest|use|help)))){_TO_END}"
        ),
        (
            rf"\b(?:(?:please |do |always |you |should |just )*(?:feel|be) free|(?:please )?(?:do not|don'?t"
            rf"|never) (?:ever )?hesitate|(?:please )?(?:do not|don'?t) be (?:shy|afraid)) (?:to|and) (?:re-?ach"
            rf"|contact|get in touch|call|ask|write|e-?mail|drop|message|reach|ping|text|shout|give (?:me|us)"
            rf"|let (?:me|us)|be in touch|knock|stop by|come by|use|keep|ignore|share it|pass){_TO_END}"
        ),
        rf"\b(?:please )?(?:don'?t|do not|never) hesitate{_TO_END}",
        (
            rf"\b(?:if|should|whenever|in case) (?:you|there) (?:ever |should |do |would |'d |are |is |have "
            rf"|might )*(?:have |has |had )?(?:any |some |further |more |other |additional )+(?:\w+ )?(?:questions?"
            rf"|problems?|concerns?|issues?|difficult|trouble){_TO_END}"
        ),
        (
            rf"\b(?:if|should|whenever|when|in case) (?:you|u)(?:'re| are)? (?:ever |should |do |would )*(?:need"
            rf"|want|looking for|require)s? (?:any ?thing|something|some ?one|any ?body|some ?body|help|a hand|me"
            rf"|us|more|any (?:help|assistance|more|further)|further|a reference|a |an ){_TO_END}"
        ),
        rf"\bany ?thing (?:else )?(?:i|we) (?:can|could) (?:do|help){_TO_END}",
        r"\bplease (?:find|see)(?: (?!my\b)\w+){0,3} (?:attached|enclosed|below)(?! (?:and|my))[^.?!;,]*",
        (
            r"\bplease (?:accept|be assured|rest assured|excuse|forgive|pardon|enjoy|know that|note that"
            r"|take (?:good )?care|stay|say hello|say hi|pass on my|pass my|give (?:my|our|them my|her my|him my)"
            r"|send (?:my|our) (?:love|regards|best|greetings|thanks|wishes))[^.?!;,]*[?!]*"
        ),
        rf"\bplease,? (?:you )?(?:do not|don'?t) (?:feel|worry|bother|have|need|mention|apologi[sz]e|thank){_TO_END}",
        rf"\bplease,? you (?:do not|don'?t){_TO_END}",
        rf"\bplease keep (?:it|them|the \w+|this)(?: for)? (?:as long|with|for as long){_TO_END}",
        r"\byou (?:do not|don'?t) (?:have|need) to\b[^.?!;]*[?!]*",
        r"\bno (?:need|rush|hurry|worries|pressure|obligation)\b[^.?!;,]*[?!]*",
        r"\btake your time\b[^.?!;]*[?!]*",
        (
            r"\b(?:keep up|have a (?:great|good|nice|lovely|wonderful|safe|fantastic)|enjoy (?:the|your)|take care"
            r"|stay (?:safe|well|in touch)|good luck|all the best)\b[^.?!;]*[?!]*"
        ),
        (
            r"\b(?:i|we)(?: really| sincerely| do|'ll| just)? hope (?:that )?(?:you(?:'re|'ve| are| have| had| and"
            r"| can (?:rest|relax|enjoy|get some|take a))|this (?:finds|email finds|message finds|note finds)"
            r"|all(?:'s| is)|everything|things)\b[^.?!;]*[?!]*"
        ),
        (
            r"\bhop(?:e|ing) (?:you(?:'re|'ve| are| have| had)|this (?:e-?mail |message |note )?finds|all(?:'s| is)"
            r"|everything|things)\b[^.?!;]*[?!]*"
        ),
    ),
    "offer": (
        rf"^(?:just |please )?(?:use|take|have|keep|borrow|grab) [^.?!;]{{1,60}}? if (?:you|it) (?:like|want|need"
        rf"|wish|help){_TO_END}",
        r"^let me (?!know|ask|have|hear|see|tell|in\b)[^.?!;,]*",
        r"\bgive me (?:un)?til\b[^.?!;,]*",
        (
            r"\b(?:can|could|may|might|shall) i (?:lend|give|get|bring|offer|buy|fetch|drive|cook|make|order|pour|book"
            r"|carry) you\b[^.?!;]*[?!]*"
        ),
        (
            rf"\b(?:do you (?:fancy|want|need)|would you like|fancy|want|would) (?:my|our|mine|one of my"
            rf"|one of mine|(?:a|an|the|some) \w+(?: \w+)? (?:be of (?:use|help)|help)(?: to you)?)\b{_TO_END}"
        ),
        rf"\bshall we (?:say|call it)\b{_TO_END}",
        (
            rf"\b(?:can|could|may|might|shall|should) (?:i|we) (?:\w+ )?(?:help|offer|assist|do (?:any ?thing"
            rf"|something)|support|return|repay|make it|make this|interest|give you|get you|bring|send you (?!my"
            rf"|our|a (?:few|couple|quick)|some questions)|buy you|show you|treat|invite you|pick you|drive you"
            rf"|introduce you|connect you|put you|put in a|share (?:it|them|this|the|my|some)|forward you|suggest"
            rf"|congratulate|add)\b{_TO_END}"
        ),
        rf"\bshall i\b{_TO_END}",
        rf"\bshould i (?:send|bring|come|wait|tell|introduce|put|call|pick|get|ask|make|do|book|order){_TO_END}",
        (
            rf"\b(?:would|do|does|will|did|might) (?:it|that|this) (?:help|be (?:helpful|useful|of (?:help|use"
            rf"|interest))|make (?:it|things) easier)\b(?: \w+){{0,2}}? (?:if|for) (?:i|we|you)\b{_TO_END}"
        ),
        (
            rf"\b(?:would you|do you|d'you|you|if you(?:'d)?|if you would|whether you(?:'d)?) ?(?:would )?(?:like"
            rf"|want|need|prefer) (?:me|us) to\b{_TO_END}"
        ),
        rf"(?:^|[,:] )want (?:me|us) to\b{_TO_END}",
        (
            rf"\bwould you like (?!to (?:join|meet|come|have|get|go|grab|talk|discuss|schedule|speak|attend"
            rf"|participate|catch|do|help|be part|play|ride|work|collaborate|connect|set up|contribute|write"
            rf"|grab)){_TO_END}"
        ),
        (
            rf"\b(?:do|would|did) you (?:still )?(?:need|want|require) (?:a (?:hand|lift|ride)|help|any ?thing"
            rf"|some ?thing|any|some (?:help|company)|another pair|the \w+ back){_TO_END}"
        ),
        rf"^(?:do you )?(?:need|want) (?:a |any |some )?(?:hand|lift|ride|help|company|break|ticket|copy)\b{_TO_END}",
        r"^(?:are you )?looking for [^.?!;]{1,60}\?",
        (
            rf"\b(?:i|we)(?:'d| would|'ll| will|'m| am|'re| are)? (?:also |always |still |more than |really |only "
            rf"|very |be |so )*(?:happy|glad|delighted|pleased|love|like|willing|available|ready|there"
            rf"|free) to (?:\w+ )?(?:help|assist|support|offer|send you|show you|give you|introduce you|connect you"
            rf"|make an? (?:intro|connect)|put you|share (?:my|some|what|the|it|them|more|a)|read|review|answer"
            rf"|return|host you|be of|provide|forward you|take a look|look (?:over|at)|lend|recommend you|refer you"
            rf"|write you|treat|pay|make|talk you|walk you|pass){_TO_END}"
        ),
        (
            rf"^(?:happy|glad|delighted|pleased|would love|love|more than happy|always happy|willing"
            rf"|ready) to (?:\w+ )?(?:help|assist|support|offer|send|show|give|introduce|connect you|make|put you"
            rf"|share|read|review|answer|return|host|be of|provide|forward|take a look|have you|look|lend|recommend"
            rf"|refer|write|chat if|talk if){_TO_END}"
        ),
        rf"\bwould love to (?:have you over|help|host|return|show you|treat you|introduce you|support){_TO_END}",
        rf"\b(?:if you(?:'d)? (?:want|like|wish)|let me know),? i(?:'d| would| can|'ll| could| will)\b{_TO_END}",
        (
            rf"\bi(?:'ll| will| can| could| am going to|'m going to) (?:gladly |happily |also |certainly "
            rf"|definitely |ask|introduce you|connect you|send you|put you|give you|bring|help|make|share|forward"
            rf"|pick you|tell|try|check|let you know|show you|look|get back){_TO_END}"
        ),
        (
            rf"\b(?:let me|allow me to) (?:introduce you|connect you|help|show you|see what|check|give you|put you"
            rf"|tell you|share|send you|know how i){_TO_END}"
        ),
        rf"\bis there any ?(?:thing|way) (?:else )?(?:that )?(?:i|we|you need){_TO_END}",
        (
            rf"\b(?:how|what) (?:else )?(?:can|could|may) (?:i|we) (?:best )?(?:help|do (?:for|to (?:make|help"
            rf"|support|thank|ease|repay|return))|be of|support|assist|return|repay|offer|make it){_TO_END}"
        ),
    ),
    "thanks": (
        (
            r"\b(?:it was|it's been|it has been|was|so) (?:\w+ ){0,2}?(?:great|good|nice|lovely|fun|wonderful"
            r"|a (?:real )?(?:pleasure|joy|treat)|fantastic) to (?:(?! and | but )[^.?!;,])*"
        ),
        r"\b(?:letting|helping|thank you for|thanks for) (?:me|us) (?:know|pick|have|use|borrow)\b[^.?!;,]*",
        (
            r"\b(?:thanks?(?: you)?|thx|ty|cheers|(?:i'm|i am|so|we are|we're) (?:very |so |really "
            r"|truly )*grateful|appreciate it)(?: you)?(?: so| very)?(?: much| a lot| a million| again| once again"
            r"| also)* for (?!(?:any|your (?:help|time|consideration|attention) in advance|(?:having|taking) a look"
            r"|looking|considering|reading|your consideration|helping me|pointing))[^.?!;]*[?!]*"
        ),
        (
            r"\bi (?:really |truly |so |do |very much |sincerely |deeply |greatly )*appreciate (?:that|the|your|all"
            r"|you|how|it)\b(?! if| would| could)[^.?!;]*[?!]*"
        ),
        r"\b(?:can't|cannot|can not) thank you\b[^.?!;]*[?!]*",
        r"\b(?:return the|owe you (?:a|one|the|for)|as a)\b[^.?!;]{0,40}\bfavou?r\b[^.?!;]*[?!]*",
    ),
    "small talk": (
        rf"\bdid you hear (?:that|about)\b{_TO_END}",
        (
            rf"\bdo you (?:still )?remember (?!the (?:name|title|address|number)|who|what|which|where|how to|if"
            rf"|whether){_TO_END}"
        ),
        (
            rf"\blet (?:me|us) know how (?:the|your|his|her|it|things|that)\b[^.?!;]{{0,60}}?\b(?:go|goes|went"
            rf"|going|turns?|is|are|was)\b{_TO_END}"
        ),
        (
            rf"\b(?:how|what)(?:'s| is| are| was| were) (?:your|the) (?:\w+ )?(?:mother|father|sister|brother|wife"
            rf"|husband|partner|baby|son|daughter|kids|children|dog|cat|garden|house|weather|health|knee|back|leg"
            rf"|parents?|mum|dad|mom|jet lag)\b{_TO_END}"
        ),
        (
            rf"\bhave you (?:ever |already |all )?(?:tried (?:the|it|this|that|their)|been (?:to|there|well|keeping"
            rf"|watching|following)|settled|recovered|eaten|met (?:my|our)|noticed)\b{_TO_END}"
        ),
        (
            rf"\bdid you (?:all |both |guys )?(?:sleep|have (?:a (?:good|nice|great|lovely)|fun)|enjoy"
            rf"|make it (?:home|back|there)|get (?:home|back"
            rf"|there|any sleep|some rest|some sun)|arrive|survive|notice|know that|really|win"
            rf"|ever think)\b{_TO_END}"
        ),
        rf"\b(?:who|what|how|where) would(?:'ve| have| i do)\b{_TO_END}",
        rf"\bwhy so\b{_TO_END}",
        rf"\bhave you heard (?:that|about|the news)\b{_TO_END}",
        rf"\bdid any(?:one|body) (?:expect|imagine|think|believe|see that)\b{_TO_END}",
        rf"\bhow (?:do|did|can) you (?:all )?(?:do (?:it|that|this)|manage(?: it| that| this| to)?|keep)\b{_TO_END}",
        (
            rf"\bif you(?:'re| are)? ever (?:find yourself |pass(?:ing)? |come |in |near |around |visit |back |make it "
            rf"|get )[^.?!;]*\b(?:nice|lovely|great|good|glad|happy|fun) to (?:see|meet|catch|have you){_TO_END}"
        ),
        (
            rf"\b(?:was|were|am|are|i'm|been) hoping [^.?!;]{{0,60}}, and (?:you|it|he|she|they|we) (?:did|was|were"
            rf"|have|has)\b{_TO_END}"
        ),
        (
            r"\bhow(?:'s| is| are| was| were|'re| have| has|'ve)(?: \w+){0,2} (?:you|things|life|it going"
            r"|everything|family|kids|work|summer|winter|weekend|holidays?|vacation|trip|day|week|new (?:job|house"
            r"|baby|home|place|role|gig)|been|going|doing|mum|mom|dad|wife|husband|back|treating"
            r"|all)\b[^.?!;,]*[?!]*"
        ),
        (
            r"\bhow (?:did|was|were) (?:your|the|it|that|things)\b[^.?!;]*\b(?:go|went|interview|holiday|trip"
            r"|weekend|vacation|party|wedding|exam|talk|marathon|race|concert|birthday|move|flight"
            r"|journey)\b[^.?!;]*[?!]*"
        ),
        (
            r"\b(?:wondering|wondered|curious|love to (?:hear|know)) how (?:your|the|you)\b[^.?!;]*\b(?:go|went"
            r"|goes|going|getting on|are doing|been doing|doing)\b[^.?!;]*[?!]*"
        ),
        (
            r"^(?:are you|you|is everyone|everything|is everything|all) (?:both |all |still )?(?:well|ok|okay|good"
            r"|fine|all right|alright|doing well|keeping well|settled in|enjoying|excited|ready for the"
            r"|having)\b[^.?!;]*[?!]*"
        ),
        r"\bwhat (?:are you|have you been|you been|you) (?:up to|doing these days)\b[^.?!;]*[?!]*",
        r"\bwhat's (?:up|new|going on with you|happening)\b[^.?!;]*[?!]*",
        (
            r"^(?:so |and |oh |well |hey )?(?:guess what|who knew|you know what|what(?: a|'s not to)|isn't (?:it"
            r"|that|she|he)|wasn't (?:it|that)|aren't (?:they|we)|how (?:cool|great|nice|lovely|amazing|funny|crazy"
            r"|time)|who would have|who'd have|where does the time|remember (?:me|when|how|the time))\b[^.?!;]*[?!]*"
        ),
        rf"\b(?:can|could|would|will) you (?:imagine|believe|be any|ever forget|guess)\b{_TO_END}",
        r"\bcan'?t (?:you|we|they|he|she) (?:imagine|believe)\b[^.?!;]*[?!]*",
        r"\byou (?:would not|wouldn't|won't|will not|'ll never) (?:believe|guess)\b[^.?!;]*[?!]*",
        (
            r"\b(?:did|have) you (?:see|seen|watch|watched|hear about|read about|catch|enjoy|enjoyed"
            r"|have (?:a (?:good|nice|great)|fun)|had a (?:good|nice|great))\b(?![^.?!;]{0,30}\b(?:my|our|attached"
            r"|e-?mail|message|draft|note|proposal|report|memo|comments|revis|latest)\b)[^.?!;]*[?!]*"
        ),
        r"\bdo you ever (?:wonder|think|feel|miss|sleep|get the feeling|dream)\b[^.?!;]*[?!]*",
        r"\bhow (?:are|is|were|was) (?:the|your|you|everyone|everybody|things|life|all)\b[^.?!;]*[?!]*",
        (
            r"\b(?:why|what|how) (?:do|did|am|was|were|would|have|should) (?:i|we)\b[^.?!;]*\b(?:always|ever|never"
            r"|really|forget|wrong with me)\b[^.?!;]*[?!]*"
        ),
        r"^did we\b[^.?!;]*[?!]*",
        r"^do i (?:look|sound|seem)\b[^.?!;]*[?!]*",
        r"\bwhy not\b[^.?!;]*\b(?:deserve|rest|day off|relax|enjoy)\b[^.?!;]*[?!]*",
        r"\bis (?:that|it|this) (?:snow|really|just me|not|true that)\b[^.?!;]*[?!]*",
        (
            r"\bis there (?:a |any )?(?:better|nicer|greater|worse|more \w+) (?:feeling|thing|way to (?:spend|start"
            r"|end|live))\b[^.?!;]*[?!]*"
        ),
        r"\bmay i (?:congratulate|say|add|just say|wish|be the first|introduce you|suggest|recommend)\b[^.?!;]*[?!]*",
        (
            r"\b(?:no ask|not asking|nothing to ask|no agenda|don't want anything|do not want anything"
            r"|was going to ask you|no reply needed)\b[^.?!;]*[?!]*"
        ),
        r"\b(?:i|we)(?:'ve| have)? (?:wish|wished|wishing) (?:you|them|him|her)\b[^.?!;]*[?!]*",
        r"\b(?:may|might) (?:all|your|this|the)\b[^.?!;]*[?!]*",
        r"\b(?:maybe|perhaps) you (?:could|should|can) (?:visit|come (?:and|to) (?:visit|see|stay))\b[^.?!;]*[?!]*",
    ),
    "told": (
        (
            r"\b(?:he|she|they|[a-z]+|who|that|clients?|boss|people|neighbou?rs|everyone|nobody|somebody"
            r"|someone) (?:has |have |had |also |just |once |kept |even |keeps |never )*(?:asked|begged|requested"
            r"|asks|begs|urged|invited|saying|told|wondered|wanted to know|wants to know|was asking"
            r"|were asking) (?:me|us|my|our|if (?:i|we|my|he|she|they)|whether (?:i|we|my|he|she|they)|for|him|her"
            r"|them)\b(?![^.?!;]{0,60}\byou(?:'d|'re| would| could| can| might| were| are| know)?\b)[^.?!;]*[?!]*"
        ),
        (
            r"(?<!if )(?<!may )(?<!can )(?<!might )(?<!could )\b(?:i|we)(?:'ve| have|'d| had|'ll| will|'m going to"
            r"| am going to|'d better| just| also| already)* (?:ask(?:ed|ing)?|told|tell|begged|invited|emailed"
            r"|e-mailed|wrote to|called|messaged|wondered|request(?:ed)?) (?!you\b|u\b|if you|whether you|for your"
            r"|about your|to you)[^.?!;]*[?!]*"
        ),
        r"\b(?:i|we)(?: was| were|'ve been| have been|'m being| am) asked\b[^.?!;]*[?!]*",
        (
            r"\byou(?:'ve| had|'d| have| were| also| once| just| recently)* (?:ask(?:ed|ing)?|requested|wanted"
            r"|wondered|inquired|enquired) (?:me|us|if|whether|for|about|how|what|who|to|that)\b[^.?!;]*[?!]*"
        ),
        r"\bas (?:you )?(?:asked|requested|promised|suggested|discussed|agreed)\b",
        r"\bmy boss asked\b[^.?!;]*[?!]*",
        (
            r"\b(?:wrote|said|says|saying|writes|asked|replied|answered|shouted|text(?:ed)?"
            r"|mail(?:ed)?)\b[^.?!;\"]{0,20}[:,]? ?\"[^\"]{1,300}\"?"
        ),
        r"\b(?:told|telling|tell) (?!me\b|us\b)\w+ (?:that|to|not)\b[^.?!;]*[?!]*",
    ),
}
