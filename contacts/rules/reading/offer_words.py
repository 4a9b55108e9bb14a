"""How English offers something of one's own: help, things, names, advice. Plain data for ``gives``."""

import re

from contacts.rules.reading.favour_words import compiled

_NAME = r"(?-i:[A-Z]\w+)"
# What the writer has, and they may have.
YOURS = compiled(
    r"(?P<given>(?:you|u) (?:can|may|could|should)(?: also| always| certainly| of course| totally| still| gladly| "
    r"just)?\s+(?P<verb>(?:(?:have|use|borrow|keep|take)\s+(?:my|our|mine|ours|one of (?:my|our|mine|ours))\b"
    r"|(?:have|borrow|keep|use|copy)\s+(?:it|them|the|this|that|one)\b(?! (?:from (?:a|the)|time|rest|wrong|right"
    r"|chance"
    r"|option|link|button|form|code|app|same|following|attached|search|back|bus|train|site|website|tool|stairs"
    r"|lift))|use it\b)(?! (?:word|services?|website|site|link|app|form|button|booking|offer))|(?:stay|sleep|crash"
    r"|live|park|work)\s+(?:at (?:my|our|mine|ours)|with (?:me|us)|in (?:my|our)|from (?:my|our)|here)))"
)
WELCOME = compiled(
    r"(?P<given>(?:you(?:'re| are)|ur|your \w+ (?:is|are)|you'll always be)\s+(?:more than |always |very |of course "
    r"|most |also |both |all |still |heartily )*(?:welcome|invited|free)\s+to\s+(?P<verb>(?:use|stay|borrow|have"
    r"|take|copy|keep|crash|work|sleep|share|park|join|come|attend|bring|live|read|reuse|steal|adapt|quote)\b))"
)
FEEL_FREE = compiled(
    r"(?P<given>(?:please )?(?:feel free|do feel free|don't hesitate) to\s+(?P<verb>(?:use|take|stay|crash|copy|keep"
    r"|sleep|borrow|adapt|reuse|help yourself|mention me|mention my|drop my|name me|use my|tell (?:him|her|them) (?:i"
    r"|that i)|list me|put me down|steal|share it|pass it on)\b(?! (?:the (?:link|button|form))| a (?:look|minute"
    r"|moment|break)| our (?:site|website))))"
)
TAKE_MINE = re.compile(
    rf"(?:^|(?<=[.!,;:–-] )|(?<=\bthen )|(?<=\band )|(?<=\bso )|(?<=\bplease ))(?P<given>(?P<verb>(?:take|use|borrow"
    rf"|have|keep) "
    rf"(?:my|our|ours|mine|one of (?:mine|ours|my|our))\b(?! (?:\w+ )?(?:word|advice|time|link|services?|calendar"
    rf"|booking|app|form|website|coupon|survey|poll|quiz|course)|:)|help yourself|mention (?:me|my name)|drop my name"
    rf"|tell "
    rf"(?:him|her|them|{_NAME}) (?:i sent you|you come from me|you know me|you're a friend)|use me as (?:a|your) "
    rf"reference|put (?:my name|me) down|keep (?:it|them)(?=[.,!;]| as long| until)|be my guest|say (?:hello|hi) "
    rf"from (?:me|us)|say (?:that )?i sent you|ask me anything|take "
    rf"(?:as (?:many|much) as|whatever|one if|some if|what) you (?:like|want|need|can)|leave (?:the|your) "
    rf"[^.,;!?]{{1,25}} (?:with (?:me|us)|at (?:ours|mine|my))|stay (?:with us|at "
    rf"ours|at mine|at my|at our)|sleep on our|come (?:and )?stay))",
    re.IGNORECASE,
)
IT_IS_YOURS = compiled(
    r"(?P<given>(?:it|they|he|she|that|this|mine|(?:the|my|our|a|one) [^.,;!?]{1,30}?)(?:'s| is|'re| are|'ll be| "
    r"will be)? "
    r"(?:all |already )?(?P<verb>(?:yours (?:if|to|for|until|when|as|whenever|now|on)|(?<!be )yours(?=[.!]?$)|at "
    r"your disposal|there for you to"
    r"|waiting for you at| ?my treat|free for you))|(?P<treat>my treat|(?:this one|this round|tonight|today)(?:'s| "
    r"is) on (?:me|us)|it's on the house"
    r"|lunch is on me|drinks are on me|(?:lunch|dinner|coffee|drinks|the drinks|breakfast|the next round|everything"
    r"|tickets?|the tickets) (?:was|were|is|are|'s|will be) on (?:me|us)|i(?:'ve| have)? (?:got|paid) the (?:bill|tab"
    r"|check)))"
)
SPARE = compiled(
    r"(?P<given>(?:i|we)(?:'ve| have)?(?: also| still| just| now)? (?:got |have )?(?P<verb>(?:a |an |one |two |some "
    r"|three )(?:spare|extra|second|free|additional|unused|old) \w+|room for (?:you|one more|two)|your \w+(?: and "
    r"your \w+)? (?:here|at|with|ready|back)|something (?:for you|that (?:might|may|could) (?:help|interest) you)"
    r"|(?:a|two|some) (?:good )?(?:lead|contact|idea|name|tip|ticket|seat|place|desk)s? for you|(?:got )?(?:a|the) "
    r"[^.,;!?]{1,30} (?:for you|if you (?:want|need|like)|you (?:can|could|may) (?:have|use|borrow)|with your name "
    r"on)))"
)
# Offers: what the writer would do, if they said yes.
_DO_FOR = (
    r"introduce (?:you|the two)|connect you|put you (?:in touch|up|down|forward|on|through|in contact)|make (?:an?"
    r"|the|that|some|a few) (?:warm |quick |short )?(?:intro\w*|connections?|calls?)|lend (?:you|a hand|it|them|u)"
    r"|loan you|send (?:you|it|them|over|a copy|along|u|the|some|my|those)|share (?:my|our|what i|with you|(?:the"
    r"|some|it|them)\b[^.,;!?]{0,30} with you)|show you|walk you|talk (?:you through|to (?:him|her|them"
    r"|(?-i:[A-Z]\w+)|my|our|your))|give (?:you|it to you|your|him your|her your|them your|u|a hand)|host (?:you|your"
    r"|a|the)|put up|put (?:them|him|her|it|you)|read (?:your|it|through|over|the|a draft|drafts)|look (?:over|at"
    r"|through|into|after)|review|proofread|edit (?:your|it)|check (?:it|with|your|the|for|whether|if|his|her|their)"
    r"|ask (?:him|her|them|my|our|around|(?-i:[A-Z]\w+)|the)|put in a (?:good )?word|recommend (?:you|your|someone|a"
    r"|some)|refer you|vouch for|take (?:you|it off|care of|your|over|notes|the (?:kids|photos|minutes|dog)|her|him"
    r"|a (?:look|first)|another look)|drive you|pick (?:you|him|her|them|it|up)|bring (?:you|it|a|some|my|the|along"
    r"|one|two)|offer (?:you|my|our|a|some)|get (?:you|it|your|hold of|him|her|a copy)|book (?:you|a|the|it)"
    r"|translate|teach|tutor|train|coach|mentor|sit in|spare (?:you|an|a|some)|cover (?:you|your|the|for|it)|pay "
    r"(?:for)?|be (?:a|your) (?:reference|referee|mentor|guinea pig|sparring|sounding|test|beta)|speak (?:to|with|at"
    r"|for)|write (?:you|a|your|the|to|it)|forward (?:it|your|you|this|them|the)|pass (?:it|your|on|this|along|them"
    r"|these)|help|assist|answer|explain|draft|prepare|set (?:you|it|up)|arrange|organi[sz]e|sort|fix|buy you|cook"
    r"|treat you|feed|water|babysit|keep (?:an eye|you company|your)|donate|sponsor|support|contribute|volunteer"
    r"|return the favou?r|practise|rehearse|brainstorm|sit down with you|go (?:through|over)|do (?:it|that|the|a|your"
    r"|some|an)|have (?:it|you (?:stay|over|for)|your|a (?:look|word)|a second)|step in|stand in|nominate|endorse"
    r"|sign|test|try it|call (?:him|her|them|the|(?-i:[A-Z]\w+))|design|print|scan|provide|supply|accompany|come "
    r"(?:along|and help|with you|by to|over to)|join (?:you|the call)|reserve|hold|save you|add (?:you|your|it|them)"
    r"|include you|promote|post|chase|dig|find you|meet (?:him|her|your)|swap|trade|give feedback|comment"
)
_GLAD = (
    r"(?:more than |only too |really |very |always |also |just |be |so |truly |personally |honestly |still |quite "
    r")*(?:happy|glad|pleased|delighted|honou?red|willing|thrilled|ready|prepared|free)(?: and (?:happy|glad|willing"
    r"|able))?"
)
HAPPY_TO = compiled(
    rf"(?P<given>(?:(?:i|we)(?:'d| would|'m| am|'ll| will|'re| are)?\s+(?:also\s+|of course\s+)?(?:be\s+)?{_GLAD} to"
    rf"|(?:^|(?<=[.!,;:–-] )|(?<=\band )|(?<=\bbut )){_GLAD} to|(?:i|we)(?:'d| would) (?:gladly|happily|(?:really "
    rf"|absolutely )?love to|be up for|be game to|be honou?red to)|(?:^|(?<=[.!,;:–-] ))(?:would love to|would gladly"
    rf"|would happily|gladly|love to|no trouble to|my pleasure to)|(?:it )?(?:would|will|'d) be (?:my|our|a) "
    rf"(?:pleasure|honou?r|joy) to|(?:i|we)(?:'m| am|'re| are)? (?:offer(?:ing)?|volunteer(?:ing)?) to|it(?:'s| is| "
    rf"would be) no (?:trouble|problem|bother) (?:for me )?(?:at all )?to)\s+(?:also |always |gladly |quickly "
    rf")?(?P<verb>(?:{_DO_FOR})))"
)
CAN = compiled(
    r"(?P<given>(?:i|we)\s+(?:can|could|may|might be able to|am able to|are able to)(?: also| easily| always| "
    r"certainly| gladly| even| happily| totally| definitely| probably| still| at least| surely| of course| "
    r"instead)*\s+(?P<verb>(?:introduce (?:you|the two)|connect you|put you (?:in touch|up|down|forward|on|through"
    r"|in contact)|make (?:an|the|that) (?:intro\w*|connection)|lend (?:you|a hand|u)|loan you|send (?:you|it|them"
    r"|over|a copy|u)"
    r"|share (?:my|our|what i|with you)|show you|walk you|talk (?:you through|to (?:him|her|them|(?-i:[A-Z]\w+)|my"
    r"|our))|give (?:you|it to you|u)|host (?:you|your)|read (?:your|it through|it over)|look (?:over|at|through"
    r"|into|after) (?:it|your|the)|review (?:your|it)|proofread|check (?:with|your|for you)|ask (?:him|her|them|my"
    r"|our|around|(?-i:[A-Z]\w+))|put in a (?:good )?word|recommend (?:you|your|someone|a )|refer you|vouch for you"
    r"|take (?:you|your|care of|over your|that off)|drive (?:you|your|him|her|them)\b|pick (?:you|him|her|them|it"
    r"|your)|bring (?:you|it|a"
    r"|some|my|along|one)|offer (?:you|my)|get (?:you|your|hold of|it for|it to|[^.,;!?]{1,30} for you)|book you"
    r"|translate|teach you|coach you|mentor you|spare (?:you|an|a|some)|cover (?:you|your|for)|pay for|be (?:a"
    r"|your) (?:reference|referee|mentor|guinea pig|sparring|sounding|test)|speak (?:to|with) (?:him|her|them"
    r"|(?-i:[A-Z]\w+)|my|our)|write (?:you|your|to (?:him|her|them|(?-i:[A-Z]\w+))|(?:a|the) [^.,;!?]{1,30} for "
    r"you)|forward (?:it|your|you|them)|pass (?:it|your|them)|help (?:you|out|with|your)|explain|set you|arrange"
    r"|organi[sz]e|fix (?:it|your|that)|buy you|feed your|water your|babysit|keep (?:an eye|you company|your)|donate"
    r"|sponsor|nominate you|endorse you|call (?:him|her|them|(?-i:[A-Z]\w+))|design|print|scan|accompany you|come "
    r"(?:along|and help|with you|over and)|save you|add you|invite you|include you|do (?:it|that|this|the "
    r"[^.,;!?]{1,30}) for you|go (?:through|over) (?:it|your|the)|have it (?:sent|done|ready|delivered)|sign it"
    r"|reserve|hold (?:a|it|one)|swap|give feedback|provide you|meet (?:him|her) for you)))"
)
QUESTION = compiled(
    rf"(?P<given>(?:do you )?(?:want|need|like) (?:me|us) to\s+(?P<verb>(?:{_DO_FOR}|meet you))"
    rf"|would you (?:like|want|prefer) (?:me|us) to\s+(?P<verb2>(?:{_DO_FOR}))|(?<!or )(?:shall|should) i\s+(?:just "
    rf"|also "
    rf"|maybe )?(?P<verb3>(?:{_DO_FOR}))|(?:may|can|could) i (?:maybe |just )?(?P<verb4>(?:introduce you|connect you"
    rf"|help (?:you )?(?:with|out|to|by|in)|lend you|offer you|give you a (?:hand|lift|ride)|bring (?:you "
    rf")?(?:anything|something)|bring you (?:a|some|the)|get you (?:a|some|anything)|buy you|put you|treat you|do "
    rf"anything for you|be of (?:help|any help)))"
    r"|would it (?:help|be (?:helpful|useful|of help|any help)) if (?:i|we)\s+(?P<verb5>\w+)|(?:do you )?(?:want"
    r"|need) (?P<verb6>(?:my|our) (?:notes|slides|copy|old|template|list|ticket|spare|car|help with|spreadsheet|draft"
    r"|script|recipe|book)|a (?:hand|lift|ride|second pair of eyes|reference)|help (?:with|moving|carrying|setting)"
    r"|someone to|to borrow (?:my|our|mine)|to use (?:my|our)|to stay (?:with|at))|would you like (?P<verb7>(?:my "
    r"(?!advice|opinion)|our |to (?:borrow|use|keep|take) (?:my|our|mine)|to stay (?:with us|at ours|at mine|at my)"
    r"|a (?:copy|lift|ride|hand|spare))(?! demo))"
    r"|(?:is there )?anything (?:i|we) can (?P<verb8>(?:do|help|bring|send)\b(?= (?:with|for|on|about|to (?:help|make"
    r"|ease|support)|you with)))|how can (?:i|we) (?P<verb9>(?:help|support) (?:you )?with)|what if i "
    r"(?P<verb10>(?:introduced you|lent you|put you|sent you|gave you|asked|talked to|took|drove)))"
)
SHOULD_I = re.compile(
    rf"^(?:also,? |or )?(?P<given>(?:(?:shall|should) i|do you want me to|want me to)\s+(?P<verb>(?:{_DO_FOR})))",
    re.IGNORECASE,
)
HOW_I_CAN = compiled(
    r"(?P<given>(?:just |please |do |always )?(?:let me know|tell me|say|shout) (?:how|where|what) (?:i|we) can "
    r"(?P<verb>(?:help|support|be (?:useful|helpful|of (?:help|use|service))|assist|contribute|do (?:to help|for "
    r"you))))"
)
IF_I_CAN = compiled(
    r"(?P<given>(?:let me know|tell me|shout|say the word|give me a (?:shout|call)) (?:if|when|should) (?:there(?:'s"
    r"| is) )?(?:anything|i|we|you)[^.;!?]{0,30}? (?P<verb>(?:(?:can|could) (?:help|support you|assist|be of help|do"
    r"|contribute) (?:you )?(?:with|on|to help with|for) (?!(?:anything|that|this|it|you|any|any questions)\b(?! "
    r"(?:move|launch|application)))|(?:need|want) (?:a (?:hand|lift|ride|reference|place|bed|room|desk|sofa|second "
    r"pair)|help with|an intro\w*|someone to|me to|to borrow|to use (?:my|our))))"
    r"|if you (?:ever |still |also )?(?:need|want) (?!to\b|more\b|further|additional|any\b|help\b)[^.,;!?]{2,60}?, "
    r"(?:just )?(?P<verb2>(?:take (?:ours|mine|my|our)|use (?:ours|mine|my|our)|call me|ring me|i'm your (?:man"
    r"|woman)|i am (?:here|in|around)|i'm (?:here|in|around)|say the word|stay (?:with|at)|come (?:to|and)|just ask"
    r"|ask me|shout))"
    r"|if you(?:'re| are) ever stuck[^.,;!?]{0,40}, (?:just )?(?P<verb4>(?:ring|call|ask|text|write to|ping) (?:me|us))"
    r"|if you want (?P<verb3>me to (?:\w+ ){1,4}\w+), (?:just )?(?:let me know|tell me|say|shout)|(?:count me in|i'm "
    r"in) (?:to help|for (?:setting|helping)))"
)
# Advice is a favour too.
ADVICE = compiled(
    r"(?P<given>my (?:advice|tip|two cents|feedback|comments|notes)(?: \w+){0,6}?\s*(?::|is\b|would be\b|,)|my "
    r"(?:main|only|one|first|biggest|other|chief) (?:worry|concern|suggestion|criticism|remark|comment|quibble"
    r"|reservation|niggle)\b|^i(?:'d| would) (?:\w+ )?(?:cut|shorten|drop|leave out|rephrase|swap|split|lead with"
    r"|start "
    r"with)\b|(?:one|a"
    r"|another|two|some|a few|quick|small) (?:small |quick |practical |more |good )?(?:tips?|pieces? of advice"
    r"|words? of advice|warnings?|pointers?)\s*(?:for you|on|about|:|from)|if i were you,? i(?:'d| would)(?!n't| not)"
    r"|(?:some|a few|my|our|two|three|several|brief|quick|detailed) (?:quick |first |brief |detailed |minor |small "
    r"|short )?(?:comments|thoughts|notes|remarks|suggestions|edits|corrections|ideas|points|reactions|observations) "
    r"(?:on|about|for|regarding) (?:your|the (?:draft|deck|paper|plan|proposal|chapter|slides|pitch|text|article))"
    r"|(?:comments|feedback|notes|corrections) on your \w+)(?P<verb>[^.;!?]*)"
)
TALK_TO = compiled(
    rf"(?P<given>(?:you should|you could|you might want to|i'd|i would|you may want to|best to|worth|i suggest you"
    rf"|i'd suggest you|i would suggest you|try)(?: also| really| definitely)?\s+(?P<verb>(?:suggest |recommend "
    rf")?(?:that you )?(?:talk|talking|speak|speaking|write|writing|get in touch with|contact|contacting|ask|asking"
    rf"|reach out|reaching out|email|emailing|apply|applying)(?: to| with| directly to)? (?:{_NAME}|my (?:friend"
    rf"|colleague|former|old|brother|sister|cousin|contact)|the (?:person|woman|man|team) (?:at|in|who))))"
)
SAW = compiled(
    r"(?P<given>^this (?:\w+ ){1,2}(?:might|may|could) (?:be (?:just )?(?:the thing|something|useful|helpful|right"
    r"|interesting|good) (?:for|to)|interest|help|suit) (?=you\b|your\b)(?P<verb2>[^.;!?]{2,40})|(?:saw|found|came "
    r"across|spotted|stumbled (?:on|upon|over)|read) (?P<verb>[^.;!?]{2,60}?) (?:and "
    r"(?:immediately |instantly )?(?:thought of you|had to think of you)|(?:that|which) (?:might|may|could|would) "
    r"(?:interest|suit|help|be (?:useful|interesting|perfect|right|of (?:use|interest)))|for you)|made me think of "
    r"you|thought of you when|^fyi\b(?=.{3,200}(?:https?://|www\.|\w\.(?:org|com|net|io|eu|de|co)\b))|(?:looks|seems"
    r"|sounds) (?:like it was )?made for you|thought (?:this|you|it|that)(?: might| may| could| would|'d) (?:interest"
    r"|help|like|enjoy|want to (?:see|know|read)|be (?:useful|interesting|perfect|of)))"
)
LET_ME = compiled(
    r"(?P<given>let me (?P<verb>(?:buy you|treat you|cook|give you (?:a (?:hand|lift|ride|copy|tip|name|contact|list)"
    r"|the (?:name|number|contact|keys?)|my|our|some (?:advice|context|names|tips))|lend you|host you|take (?:you "
    r"(?:out|to)|it off)|pay for|get (?:this one|the bill|lunch|dinner|you a (?:coffee|drink|beer))|introduce you"
    r"|help you|show you around|return the favou?r|share (?:with you )?(?:what|a contact|the name|my notes|the list)"
    r"|pass on)))"
)
HOME = compiled(
    r"(?P<given>(?:my|our) (?P<verb>(?:door|doors|place|house|sofa|couch|flat|home|spare room|guest room|office|car"
    r"|car keys|garden|workshop|library|network|calendar) (?:is|are) (?:always )?(?:open|yours|free|at your disposal"
    r"|available)(?: to you| for you)?))"
)
STOCK = re.compile(
    r"(?:answer|help (?:you )?(?:with|answer|if|in|should) ?(?:any|you have)|help(?=[.,!]?$)|help out(?=[.!]?$)|help "
    r"you(?=[.!]?$)|help in any|help (?:if|where|however|anytime|any time|always|whenever)|support you(?=[.!]?$)"
    r"|assist(?: you)?(?: in any| with any|(?=[.!]?$))|discuss|provide (?:any|more|further|additional)|send you "
    r"(?:more )?(?:information|my (?:cv|resume|portfolio)|our)|send (?:over )?(?:my|our|the|more) (?:cv|resume"
    r"|portfolio|pricing|deck|details on our|information about our)|give you (?:a demo|more (?:information|details))"
    r"|show you (?:how (?:our|we|it|this)|what (?:we|our)|our)|share (?:more|further|our (?:story|vision|product"
    r"|deck))|walk you through (?:our|what we)|explain (?:more|our|how we)|do business|support (?:us|me|our|my)"
    r"|contribute (?:to your team|my skills)|offer (?:you )?(?:our|a free|a discount|an? \d|\d)|help you (?:grow"
    r"|scale|save|boost|increase|close|win|sell|generate|reduce|cut|make|earn|improve your (?:sales|conversion"
    r"|margin))|pay (?:you|for (?:your|it|the (?:time|ride|copy)))|return the favou?r|have your (?:opinion|feedback"
    r"|thoughts|input|advice|help|view|company|take)|have you (?:on|as|in|speak)|ask (?:you|for)|get your|join "
    r"(?:your|the team)|take (?:you up|your (?:advice|call|offer|class))|do (?:the same$|so$))\b|go (?:over|through) "
    r"(?:any|your questions)",
    re.IGNORECASE,
)
# "So that I can call him": what it is for, no offer. "We can go through it": both do it.
PURPOSE = re.compile(
    r"\b(?:so|so that|before|until|unless|where|when|once|then|as|much|many|what|how)\s+$",
    re.IGNORECASE,
)
JOINTLY = re.compile(
    r"we (?:can|could|may)\b[\w ]{0,12}\b(?:go|call|ask|arrange|organi[sz]e|set|talk|speak|get|do|look|review|check"
    r"|take|meet|help|explain|pick|fix|show|save|give|send)\b",
    re.IGNORECASE,
)
# "I'd love to try it" is a wish of one's own; "I'd love to help you move" is not.
WISH = re.compile(r"(?:(?:i|we)(?:'d| would) )?(?:would )?(?:really |absolutely )?love to\b", re.IGNORECASE)
GLAD_TO = compiled(
    r"(?P<given>(?:(?:i|we)(?:'d| would|'m| am|'ll| will|'re| are)\s+(?:also\s+|of course\s+)?(?:be\s+)?|(?:^"
    r"|(?<=[.!,:;–-] )))(?:more than |always |very |only too |really |quite |still |also )*(?:happy|glad|delighted"
    r"|willing|honou?red) to\s+(?P<verb>(?!hear|see|meet|be\b|know|learn|have\b|announce|say|report|inform|pay"
    r"|connect|chat|talk\b|discuss|welcome|accept|receive|find|get|confirm|present|tell|note|share|join|attend"
    r"|come\b|speak\b|participate|take part|call|jump|hop|schedule|reschedule|set up a|arrange a (?:call|meeting"
    r"|demo)|go|leave|wait|work with|do business|consider|hire|buy|invite|offer|help\b|hire|collaborate|partner|use"
    r"|try|read that|listen to (?:any|your)|send (?:my|you my)|apply|start|continue|move|stay|live|answer|provide"
    r"|assist|support|show|give|explain)[a-z]+\b))"
)
# "There's a desk free next to mine", "the sheet is in the drive now".
THERE_IS = compiled(
    r"(?P<given>there(?:'s| is| are)(?: also| still| always)? (?P<verb>(?:an?|one|two|some|space"
    r"|room)\b[^.,;!?]{0,40}?(?:\b(?:spare|free|empty|extra)\b[^.,;!?]{0,30}?)?(?:for you|if you (?:want|need|like"
    r"|care)|in our|at ours|at our|next to mine|next to me|with your name)))"
)
GIFT = compiled(
    r"(?P<given>(?P<verb>(?:my|our|a|the)(?: \w+){0,2} (?:gift|present) (?:to|for) (?:you|your|the \w+))|if you "
    r"(?P<verb2>can use (?:it|them|one|some)(?=,)|want (?:it|them), (?:it's|they're|it is|they are|just|come|take)))"
)
OFFER_IF = compiled(
    r"(?:if|in case) (?:you(?:'d)?|it|that|this|ur|u)\b[^.;!?]{0,40}?\b(?:like|want|wish|prefer|need|helps?|useful"
    r"|of use|interested|care|care to|helpful|interest|needs? (?:an? )?\w+(?: to "
    r"[^,;.!?]{1,25})?),?\s+(?P<given>(?:i'll|i will|i can|i could|we can|we could|we'll|i'd|i would)\s+(?:also "
    r"|gladly |happily |easily |just |always )*(?P<verb>(?!be\b|have\b|see\b|come\b(?! (?:and|over|along|by|with))"
    r"|call you|need|want|love|like|appreciate|meet|wait|go\b(?! (?:through|over))|talk\b|chat|discuss|give you (?:a "
    r"(?:discount|demo)|\d))[a-z]+\b))"
)
WORD_AND = compiled(
    r"(?P<given>(?:just )?(?:say the word|say so|give me a shout|shout)(?: and| then|,)\s+(?:i'll|i will|i can|we'll"
    r"|we can)\s+(?P<verb>[a-z]+\b))"
)
CAN_FOR_YOU = compiled(
    r"(?P<given>i (?:can|could)(?: also| easily| gladly| happily| always)* (?P<verb>(?!only|not|see|imagine"
    r"|feel|do nothing|do for)[a-z]+\b[^.;!?]{0,50}? (?:for you\b|so (?:that )?you\b|while you(?:'re| are)\b)))"
)


# "I'm around if you want to practise"; "this is the list we used", with its address.
AROUND = compiled(
    r"(?P<given>(?:i'm|i am|we're|we are) (?:around|free|here|available|at home|in town)[^.;!?]{0,40}? if you (?:want"
    r"|need|would like|'d like|like) (?P<verb>(?!to (?:meet|talk|chat|catch|grab|call|connect|discuss|hop|jump|speak"
    r"|schedule|see|join)\b)(?:to|help|a|an|any help|someone|me to)\b))"
)
THIS_IS = compiled(
    r"(?P<given>(?:this is|that's|these are)) (?P<verb>(?:the|my|our|a) [^.;!?]{2,60}?):? (?=https?://|www\."
    r"|[\w-]+\.(?:org|com|net|io|eu|de|co)/)"
)

# "Use it for the rehearsals if you like".
HAVE_IT = compiled(
    r"(?P<given>^(?:just |please |then )?(?P<verb>(?:use|take|have|keep|borrow|grab)\b(?! (?:the (?:link|form|app)"
    r"|our (?:link"
    r"|form|app))\b)[^.;!?]{2,60}?) if you (?:like|want|wish|need|care))"
)
# "The link to the survey: https://example.org".
LINK = compiled(
    r"(?P<given>(?:the |a )?(?:links?|recording|slides|photos|pictures|file|video))(?P<verb>[^.;!?:]{0,50}?): "
    r"(?=https?://|www\.)"
)

# Without one of these in it, in lower case, a text need not be searched for the pattern.
NEEDED = {
    HAVE_IT: (" if you ",),
    LINK: ("http", "www."),
    HAPPY_TO: (
        "happy",
        "glad",
        "pleased",
        "delighted",
        "honou",
        "honor",
        "willing",
        "thrilled",
        "ready",
        "prepared",
        "free",
        "love to",
        "up for",
        "game to",
        "pleasure",
        "joy",
        "happily",
        "offer",
        "volunteer",
        "trouble",
        "problem",
        "bother",
    ),
    IT_IS_YOURS: (
        "yours",
        "disposal",
        "treat",
        " on me",
        " on us",
        "on the house",
        "the bill",
        "the tab",
        "the check",
        "there for you",
        "waiting for you",
        "free for you",
    ),
    OFFER_IF: ("if ", "in case"),
    WORD_AND: ("say ", "shout"),
    CAN_FOR_YOU: (" for you", " so ", " while you"),
    HOW_I_CAN: (" can ",),
    IF_I_CAN: ("if ", " when ", " should ", "count me", "i'm in"),
    THERE_IS: ("there",),
    TALK_TO: (" to ", "contact", " ask", "email"),
    GIFT: ("gift", "present ", "if you "),
}
