"""How English gives and offers: deliveries, favours done, offers. Plain data for ``gives``."""

import re

from contacts.rules.reading.favour_words import NO_FAVOUR, OWN_CAUSE, compiled

_NAME = r"(?-i:[A-Z]\w+)"
_JUST = (
    r"(?:(?:just|already|also|now|finally|actually|even|in the meantime|gone ahead and|went ahead and|taken the "
    r"liberty of|today|personally|then|happily|gladly|only|since|quickly)\s+){0,3}"
)
_HAVE = (
    rf"(?:(?:(?:i|we)(?:'ve| have|'d| had)?|ive)\s+{_JUST}|(?:^|(?<=[.!:;–-] )|(?<=^ok )|(?<=^so ))(?:have |just "
    rf"|already |also |quickly |then )?)"
)
_TO_OR_FOR_YOU = r"(?:you\b|your\b|yours\b|u\b|(?:to|for|with|on behalf of|about) (?:you|your|u)\b)"
# What is handed over, with the message or by it.
ATTACHED = compiled(
    rf"(?P<given>(?:please |pls |you will |you'll )?(?:find |see )?(?:attached|enclosed)(?: please find| you(?:'ll| "
    rf"will| can)? find| herewith| below)?)(?:\s*[:,-])?"
    rf"\s+(?:is |are |you'll find |to this (?:mail|email|message) (?:is|are) |for (?:you|your \w+(?: and \w+)?),? "
    rf"(?:is|are) |here (?:is|are) |hereto (?:is|are) )?(?!(?:is |are )?{OWN_CAUSE})(?P<verb>(?:the|a|an|your|my|our"
    rf"|some|two|three|four|five|all|both|those|these|this|that|copies|details|comments|minutes|notes|directions"
    rf"|instructions|{_NAME}|\w+ (?:of|for)|revised|updated|draft|final|latest|clean|one|several|pictures|photos"
    rf"|slides|for your|as (?:requested|promised|discussed)|below|here)\b[^.;!?]*)"
)
IS_ATTACHED = compiled(
    rf"(?P<verb>(?!{OWN_CAUSE})(?:the|a|an|your|my|our|some|two|three|all|both|minutes|notes|copies|slides|comments"
    rf"|(?!It|They|That|This|Which|He|She|You){_NAME})(?! {OWN_CAUSE})[^.,;!?]{{1,70}}?)\s+(?P<given>(?:is|are) "
    rf"(?:now |also )?(?:attached|enclosed)(?! to (?:the|an?) (?!mail|email|e-mail|message))(?: (?:below|here|for you"
    rf"|hereto|herewith|to this (?:mail|email|message)))?)"
)
ATTACHED_LAST = re.compile(
    rf"(?:^|,\s|\band\s)(?P<verb>(?!{OWN_CAUSE})(?:(?!(?:i|we|it|it's|that's|he|she|they|you|no|strings|with"
    rf"|that|the attached|read"
    rf"|see|think|thank|received?|got|want|need|if|in|on)\b)[\w']+\s+){{1,7}})(?P<given>(?:attached|enclosed)(?: "
    rf"below| for you| here)?)\s*[.!)]*$",
    re.IGNORECASE,
)
I_ATTACH = compiled(
    rf"(?P<given>(?:i|we)(?:'ve| have|'m| am| are|'re)?\s+{_JUST}(?P<verb>(?:attach(?:ed|ing)?|enclos(?:ed?"
    rf"|ing))\b(?! {OWN_CAUSE}|\s+(?:my|our) (?:phone|contact|number))\s+(?!(?:(?:is|are|it|them|that|this) "
    rf")?to\b)(?:you |here |below |for you |for your \w+ )?(?:the|a|an|your|my|our|some|two|three|it|them|those|these"
    rf"|copies|all|both|notes|comments|directions|{_NAME})))"
)
HERE_IS = compiled(
    rf"(?P<given>here(?:'s| is| are|s))\s+(?:again |also |now |then )?(?!{OWN_CAUSE})(?!(?:the (?:thing|deal|problem"
    rf"|catch|situation|plan|point|question|issue|idea behind)|another (?:monday|week|reason)|a (?:quick "
    rf")?(?:question|thought experiment|reminder)|my (?:number|phone|cell|mobile|e-?mail|address|question|calendar"
    rf"|ask|problem|point|card|cv|situation|issue|concern|theory|handle|linkedin|story|dilemma)|our (?:problem|ask"
    rf"|situation)|one (?:more )?(?:question|problem)|an idea|some (?:tough )?questions|two questions|(?:a )?(?:few"
    rf"|couple of) questions)\b)"
    rf"(?P<verb>(?:the|your|a|an|my|our|some|those|two|three|four|five|several|all|that|additional|more|{_NAME}'s"
    rf"|{_NAME}|his|her|information|info\b|what (?:we|you (?:asked|wanted|need|were)|i found|i have|i got|he said"
    rf"|she said|they said)"
    rf"|everything|it is(?= )|how (?:you can|to reach|to get)|copies|details|pictures|photos|directions"
    rf"|notes)\b[^.;!?]*)"
)
BELOW = compiled(
    r"(?P<given>(?:below|underneath) (?:is|are|you(?:'ll| will| can)? find|please find)|(?:please )?(?:see|find) "
    r"(?:attached|below)|you(?:'ll| will| can)? find (?=[^.;!?]{2,60}?\b(?:below|attached|enclosed|in the (?:folder"
    r"|drive|attachment|link)|here:|at https?|under https?)))(?! (?:for )?(?:my|our) (?:cv|resume|quote|brochure"
    r"|invoice|pricing))(?P<verb>[^.;!?]*)"
)
BELOW_LAST = re.compile(
    r"(?:^|,\s|\band\s)(?P<verb>(?:(?!(?:i|we|he|she|they|you|click|use|using|via|with|see|read|follow|visit|at|in"
    r"|on|if|from|by|to|know)\b)[\w']+\s+){0,5}(?:links?|list|details|notes|comments|files?|photos|slides"
    r"|recording|summary|translation|version|answers?|numbers|names|addresses|template|dates|directions))\s+(?:(?:is"
    r"|are)\s+)?(?P<given>below)\s*[.:!]*$",
    re.IGNORECASE,
)
PROMISED = re.compile(
    r"^(?:so |and |ok |oh )?(?P<given>as (?:promised|requested|discussed|agreed|you (?:asked|requested|wanted))|per "
    r"your request|as per your (?:request|voice ?mail)|at your request|in case (?:it|this) (?:helps|is useful|is of "
    r"use|is helpful|is of interest)|(?:might|may|could|should) be (?:useful|of use|of interest|helpful) (?:for|to) "
    r"you)\s*[,:–-]\s*(?!(?:i(?:'ll| will| would|'d| am going)|we(?:'ll| will)|could|can"
    r"|please)\b)(?P<verb>\S[^.;!?]*)",
    re.IGNORECASE,
)
YOU_ASKED_FOR = compiled(
    r"(?P<verb>(?:the|that|those|these|your) [^.,;!?]{2,50}? (?P<given>(?:that )?you (?:asked (?:me )?(?:for|about)"
    r"|wanted|requested|were looking for|were asking (?:for|about)|needed|mentioned|ordered)|i (?:promised|mentioned"
    r"|told you about|owed you)|we (?:talked|spoke) about))\s*(?=(?:is|are)\b|:|(?:are |is )?(?:attached|below|here))"
)
# What the writer did for them.
SENT = compiled(
    rf"(?P<given>{_HAVE}(?P<verb>(?:re-?)?(?:sent|forwarded|fwded|fwd|shared|emailed|e-mailed|mailed|faxed|texted"
    rf"|shipped|uploaded|posted|handed|delivered|passed|dropped|brought|gave|lent|loaned|donated)\b(?: off| on"
    rf"| along| over| back| out| round)?\s+(?!{NO_FAVOUR}\b)(?!(?:you )?(?:my|our) (?:cv|resume|application|view"
    rf"|opinion)|it off|up\b|you an? (?:e-?mail|message|note|text|mail|request|invite|voicemail|reminder))"
    rf"(?:{_TO_OR_FOR_YOU}|[^.;!?]{{0,70}}?(?<![\w']){_TO_OR_FOR_YOU})))"
)
DONE = compiled(
    rf"(?P<given>{_HAVE}(?P<verb>(?:"
    rf"introduced (?:you|{_NAME} (?:to|and) (?:you|{_NAME})|the two of you)|connected you|put(?: in)? (?:a |your "
    rf")?(?:good |kind |quick )?word (?:in )?(?:for you|with|in)|put (?:you (?:down|on|forward|in|up|through)|your "
    rf"name|aside|some|a (?:copy|list|package|few)|together (?:a|the|some|your))|recommended (?:you|your|it)"
    rf"|referred you|nominated you|endorsed you|vouched for|mentioned (?:you|your|this to|it to)|suggested (?:you"
    rf"|your)|proposed (?:you|your)|named you"
    rf"|(?:cc'?d|ccd|cc'ed|copied|cced|bcc'?d|looped|added)(?: in)? (?:(?:my|our|the|your) \w+|{_NAME}|him|her|you"
    rf"|them|it|the|your|a|two|some)|left (?:you (?!an? (?:\w+ )?(?:voice ?mail|message|note))|your|a (?:\w+ )?review"
    rf"|comments|the (?:key|keys|book|parcel|package)|notes|it (?:at|with|for)|some|feedback|(?:a|two|three|the) "
    rf"[^.;!?]{{1,40}}? for you)|written (?:the|your|you a|you the|a (?:letter|review|reference|recommendation)|to "
    rf"\w+ (?:about|for))|wrote (?:the|your|you a|you the|a (?:letter|review|reference|recommendation|post about)|to "
    rf"[^.;!?]{{1,30}}? (?:about you|for you|on your))"
    rf"|made (?:the|an|your) (?:intro\w*|connection|call|reservation|booking)|made (?:room|time|space|you|some notes"
    rf"|a (?:list|copy|few notes)) ?(?:for you|of|in)?|invited you|booked (?:you|your|us|(?:a|the) [^.;!?]{{1,40}}? "
    rf"for you)|reserved (?:you|your|a|the)|found (?:you|your|(?:a|the|an|some|two|three|someone|somebody) "
    rf"[^.;!?]{{0,40}}?(?:for you|you (?:wanted|asked|were)))|dug (?:out|up)|tracked down|saved (?:you|your|a seat|a "
    rf"place|the last)|kept (?:you|your|a (?:copy|seat|place|slot))|held (?:a|your|the) (?:\w+ )?(?:place|seat|spot"
    rf"|slot|ticket)"
    rf"|picked up (?:your|the|some)|collected your|paid (?:for )?(?:you|your|the (?:deposit|bill|fee|entry))|covered "
    rf"(?:you|your|for you)|fixed (?:your|the|it|that)|corrected (?:your|the|it)|translated (?:your|the|it)|proofread"
    rf"|edited (?:your|the)|reviewed (?:your|the|it)|read (?:through )?(?:your|it) [^.;!?]{{0,60}}?(?:comments|notes"
    rf"|marked|feedback|suggestions|edits|corrected)|(?:went|gone|been|looked|been looking) (?:through|over|at) "
    rf"(?:your|it) [^.;!?]{{0,60}}?(?:comments|notes|marked|feedback|suggest|edits|corrected|left|changed|found|fixed"
    rf"|list)"
    rf"|checked (?:with|for you|your|it for|whether [^.;!?]{{1,40}}? for you|and (?:you|your))|asked "
    rf"(?:[^.;!?]{{1,40}}? )?(?:for you|about you|about your|on your behalf|if you|whether you)|(?:spoke|spoken"
    rf"|talked|chatted|had a word) (?:to|with) [^.;!?]{{1,40}}?(?: about you| about your| on your behalf| for you"
    rf"|(?:,| and) (?:he|she|they)(?:'s|'re| is| are| would|'d| will|'ll| agreed| can))|told (?:everyone"
    rf"|everybody|[^.;!?]{{1,40}}?) (?:about you|about your|to expect (?:you|your)|(?:that )?you(?:'re| are)(?! late"
    rf"| wrong| busy| away| ill| sick| not))"
    rf"|set (?:it|that|this|you|aside|up (?:a|the|your|an)) ?(?:up)?|arranged (?:for|a|the|your|with|it|you"
    rf"|everything)|organi[sz]ed (?:a|the|your|it|you)|signed (?:you|your|the petition)|voted for you|liked and "
    rf"shared|shared your|spread the word|backed (?:you|your)|donated|updated (?:your|the|it)|prepared (?:a|the|your"
    rf"|some|an)|drafted (?:a|the|your|some|an)|compiled|printed|cleaned|repaired|ordered (?:you|your|(?:a|the|two) "
    rf"[^.;!?]{{1,30}}? for you)|tested your|watered|fed your|looked after|babysat|roughed out|put together|got "
    rf"(?:you (?:an?|the|two|some|in|on|into|tickets?|your)\b|hold of [^.;!?]{{1,40}}? for you)|registered (?:you"
    rf"|your)|submitted your|filled in your|uploaded|published your|promoted your|plugged your|moved your|extended "
    rf"your|waived|replaced your|gathered|collected (?:some|the|a few)|built you|baked you|cooked you|bought you|had "
    rf"(?:your|it) (?:sent|shipped|fixed|printed)|taken care of|took care of|sorted (?:out )?(?:your|the|it)"
    rf"|resolved (?:your|the)|cleared (?:it|your|the \w+) (?:with|for)|convinced|persuaded|(?:had|got) (?:my|our"
    rf"|the) [\w ]{2, 25} (?:to )?(?:look|check|glance|read|review|go (?:over|through)|fix|translate|test|print)|got "
    rf"(?:him|her|them) to (?:look|check|read|review|help|fix|send)|recorded (?:the|it|your)|reminded (?:him|her|them"
    rf"|{_NAME}) (?:of|about) you|(?:took|taken) the (?:liberty of|freedom (?:of|to)|initiative (?:of|to)) \w+|sent "
    rf"(?:an?|the) (?:e-?mail|mail|message|note) (?:connecting|introducing|recommending|putting) you|(?:told|asked) "
    rf"[^.;!?]{{1,30}}? to (?:look after|expect|let|help|call|contact|give|treat|save|hold|send|show|share|bring"
    rf"|introduce|forward|write to) you|pencilled "
    rf"you|penciled you|blocked (?:an?|the|two|some|off|out)|set aside|cleared (?:an?|my|two)|looked (?:it|this|that"
    rf"|them|him|her) up|(?:gave|passed|handed) (?:your|him your|her your|them your)|brought up your|moved (?:my|our"
    rf"|your)|talked (?:him|her|them) into|backed your|put (?:him|her|them) on to you|posted (?:the|your)|rang|phoned"
    rf"|called (?:him|her|them|the) [^.;!?]{{0,50}}?(?:for you|about you|that you|to expect)|sat down with your|gone "
    rf"over your|worked (?:through|on) your|kept the last|held back"
    r")))"
)
DONE_PLAIN = re.compile(
    rf"(?:^|(?<=[.!:;,–-] )|(?<=\band ))(?P<given>(?:just |already |also |have |quickly |then "
    rf")?(?P<verb>(?:introduced you|connected you|(?:sent|forwarded|emailed|mailed|shipped|brought|booked|saved"
    rf"|kept|left|found|bought|made) (?:you (?!an? (?:e-?mail|voice ?mail|message|note|text|mail|request|invite))"
    rf"|your |(?:it"
    rf"|them|the \w+|a \w+) (?:to|for) you)|got you\b|found (?:your|ur)\b|left it (?:with|at) the|recommended you"
    rf"|endorsed you|nominated you|shared your|told (?:my|the"
    rf"|everyone|our|{_NAME})[^.;!?]{{0,40}}? (?:about your?|that you)|put (?:in )?a (?:good )?word|put your name"
    rf"|added you\b|(?:cc'?ing|cc'?d|copying|looping|looped)(?: in)? (?:you\b|{_NAME}|my \w+|him|her)|thought (?:this"
    rf"|you"
    rf"|it) (?:might|may|could|would) (?:interest|help|like|be (?:useful|interesting|of))|talked to [^.;!?]{{1,40}} "
    rf"about you|spoke to [^.;!?]{{1,40}} about you|left a (?:\w+ )?review)))",
    re.IGNORECASE,
)
NOW = compiled(
    rf"(?P<given>(?:(?:i'?m|i am|we'?re|we are|im|allow me to|let me|i'd like to|i want(?:ed)? to|i hereby"
    rf"|i)\s+(?:just\s+|also\s+|now\s+|hereby\s+|herewith\s+)?|^(?:also |just |hereby |hi,? )?|(?<=[:.!,–-] "
    rf"))(?P<verb>(?:"
    rf"(?:sending|forwarding|sharing|passing|attaching|mailing|emailing|enclosing|fwd|fwding|transmitting)\b(?: on| "
    rf"along| over| back| out)?\s+(?!{NO_FAVOUR}\b)(?!(?:you )?(?:my|our) (?:cv|resume|application|brochure"
    rf"|quote))(?:you|u|your|this|it|the|along|these|those|a|an|some|my|our|over|via|herewith|below|attached|{_NAME})"
    rf"|(?:copying|cc'?ing|ccing|looping|cc|adding)(?: in)? (?!(?:you|him|her|them|{_NAME}) on this email so)(?:(?:my"
    rf"|our) \w+|{_NAME}|you|him|her|the)|(?:introducing|introduce|connecting|connect) you (?:to|with|both|two)"
    rf"|(?:introducing|introduce|connecting) {_NAME}|putting you (?:in touch|down|on|through)|lending you|giving you "
    rf"(?:my|our|the|a|access|two|three)|leaving you (?:my|our|the)|offering you (?:my|our|a (?:seat|place|room|bed"
    rf"|ride|lift|slot|desk))|recommending you|nominating you)))"
)
MEET = re.compile(
    r"(?:^|(?-i:\b[A-Z]\w+)(?:,| -| –)? )(?P<given>(?:please |do |may i introduce |i'd like you to |pls "
    r")?(?P<verb>(?:meet|introducing) (?!(?:You|Me|Us|The|At|On|In|Up)\b)(?-i:[A-Z]\w+)(?! at\b| on\b| in\b| for\b)))",
    re.IGNORECASE,
)
YOU_TWO = compiled(
    r"(?P<given>(?:i(?:'ll| will)? )?(?:let|leave) (?:you|the) two (?:to it|to take|to connect|to talk|to sort"
    r"|connect|talk|chat|take it|of you)|over to you two|(?:(?:i (?:really )?think|i feel|thought|time) )?you two "
    r"(?:should|ought to|need to|must|have to) (?:meet|talk|connect|know each other|compare)|(?-i:[A-Z]\w+), (?:please "
    r"meet|this is|here is|here's) (?-i:[A-Z]\w+)(?=,))"
)
TAKEN_BACK = re.compile(
    r"\b(?:but|unfortunately|sadly|however|alas)\b[^.;!?]{0,40}\b(?:swamped|can'?t|cannot|busy|not (?:able|possible)"
    r"|no (?:time|longer)|forgot|afraid|impossible|full)\b"
    r"|\b(?:with|to) (?:nobody|no one|none)\b",
    re.IGNORECASE,
)
DENIED = re.compile(
    r"\b(?:doubt|not sure|unlikely|afraid|can't|cannot|won't|couldn't|wouldn't|unable|haven't|hasn't|didn't|don't"
    r"|never|not)\b[^.;!?,]{0,25}$",
    re.IGNORECASE,
)
ABOUT_YOU = re.compile(r"\b(?:you|your|yours|u|ur)\b", re.IGNORECASE)
# Done for the reader without a "you": copied in, a review, an introduction.
FOR_ALL = re.compile(
    r"(?:cc|copied|looped|bcc|left a|had|got|made the intro|made an intro|put in a|put a)",
    re.IGNORECASE,
)
# "I looked it up for you": whatever was done, it was done for them.
FOR_YOU = compiled(
    r"(?P<given>(?:(?:i|we)(?:'ve| have)?(?: already| just| also| now| even)?|^|^just|^already)\s*(?P<verb>(?!need"
    r"|feed|waited|looked for|made a note"
    r"|prayed|searched|rooted|asked for|needed|wanted|hoped|planned|cared|fell|worked for|paid attention"
    r"|came)(?:[a-z]+ed|got|found|made|took|kept|left|brought|bought|built|wrote|drew|cut|sent|set|won|held|chose|put"
    r"|(?:re)?did|gave|spoke|rang|dug|told|sold|went|been to|written|spoken|drawn|chosen) [^.;!?]{0,60}?(?:for "
    r"you\b(?! to\b)|on your behalf"
    r"|in your name|your way)))"
)
# An application, a bill or a sales paper anywhere in a delivery; a mail that only chases an earlier one.
OWN_PAPER = compiled(
    r"(?:my|our|the) (?:\w+ ){0,2}(?:cv|resume|résumé|cover letter|portfolio|invoice|brochure|price list)"
)
CHASED = compiled(
    r"make sure (?:that )?you (?:got|received|have|saw)|(?:did|have) you (?:got|get|received?|seen?|had a chance"
    r"|read)|any thoughts|chance to (?:look|read|review)|not heard|haven't heard|just (?:checking|following up)"
)
RELATIVE = re.compile(r"\b(?:that|which|what|who|where|whom)\s+$", re.IGNORECASE)
IN_THE_FOLDER = compiled(
    r"(?P<verb>(?:the|your|my|all|both|they|it|notes|slides|photos)\b(?! (?:cv|resume"
    r"|invoice))[^.,;!?]{0,60}?)(?P<given>(?:is|are|'s|'re)(?: all| now| already| both)? (?:in|on) the (?:shared "
    r"|google "
    r"|team |usual )?(?:drive|folder|dropbox|post to you|mail to you|post|chat|wiki|repo(?:sitory)?)\b(?: now| for "
    r"you| already)?)"
)
HERE_YOU_GO = re.compile(
    r"(?:^|(?<=[.!,:] ))(?P<given>(?P<verb>(?:here|there) you (?:go|are)|here (?:it is|they are)))(?=\s*:"
    r"|\s+https?)",
    re.IGNORECASE,
)
# "I've credited you": whatever was done, it was done to them.
DONE_TO_YOU = compiled(
    r"(?P<given>(?:i|we)(?:'ve| have)\s+(?:just |already |also |now |gone ahead and )*(?P<verb>(?!asked|told|called"
    r"|messaged|emailed|contacted|tried|missed|noticed|followed|wanted|needed|invoiced|charged|billed|added you on"
    r"|watched|admired|wished|mentioned|warned|reminded|thanked|bothered|kept you waiting|trusted|believed|loved"
    r"|liked|enjoyed|followed|received|considered|disappointed|failed|joined|reached|visited|used|heard|texted|pinged"
    r"|tagged)(?:[a-z]+ed|put|given|got|found|made|kept|left|brought|bought|built|cut|set|held|drawn|chosen|written) "
    r"(?:you\b|your\b|it (?:in|into) (?:our|your)\b)))"
)
IS_HERE = compiled(
    r"(?P<verb>(?:the|my|your|all|link|photos|slides|notes|recording)\b[^.,;!?]{0,50}?)(?P<given>(?:is|are)(?: now"
    r"| all)?(?: here| online| at)?)(?=:?\s+(?:https?://|www\.|[\w-]+\.(?:org|com|net|io|eu|de|co)\b))"
)
SOON = re.compile(
    r"\b(?:in a (?:minute|second|sec|moment|bit|few minutes)|in (?:five|ten|\d+) minutes|shortly|soon|later|as soon "
    r"as|once i)\b",
    re.IGNORECASE,
)

LATER_TODAY = compiled(r"tonight|this (?:evening|afternoon)|by noon|before (?:lunch|noon|midnight)")
NEEDS_YOU = compiled(r"needs? your|requires? your|for your (?:signature|approval|action|attention)|your attention")

IN_BRACKETS = re.compile(
    rf"(?P<verb>(?!{OWN_CAUSE})(?:the|your|my|our|a|an) [^.,;!?()]{{2,60}}?) ?(?P<given>\((?:see )?(?:attached"
    rf"|enclosed)\))",
    re.IGNORECASE,
)
# "The form is filled in and on its way to them", "photo's attached".
ARRIVED = compiled(
    r"(?P<verb>(?:the|your|my|all|both|two|three|they|it|a)\b(?! (?:cv|resume|invoice))[^.,;!?]{0,40}?(?:is|are|'s"
    r"|'re|'ve been| has been| have been)\b(?! (?:not|still|hopefully))[^.,;!?]{0,40}?)(?P<given>(?:on your (?:desk"
    r"|chair|doorstep|table|porch|profile)|in your (?:inbox|mailbox|letterbox|mail|account|kitchen|pigeonhole)|at "
    r"reception|on (?:its|their) way (?:to (?:you|the)|already|now)|in the post to you))"
)
PHOTO_ATTACHED = compiled(
    r"(?P<verb>(?!it's|that's|this|what)\w+'s (?:now |also )?)(?P<given>attached|enclosed)(?! to\b)"
)
# "Vera Lund is the one: vera@example.org": an address that is not the writer's own.
ADDRESS = re.compile(
    r"^(?!.*\b(?:me|us|my|our|please|support|subscribe|questions?|reply|info@|unsubscribe|register|write|send|email "
    r"me)\b)"
    r"(?P<verb>[^?]{0,120}?\b(?:is|mail|address|details|contact)(?: is)?: "
    r"?)(?P<given>[\w.+-]{2,40}@[\w-]{2,40}\.\w{2,6})\b",
    re.IGNORECASE,
)
FIND_THE_ATTACHED = compiled(
    rf"(?P<given>(?:please |pls )?find (?:the |an? |our |my )?(?:attached|enclosed)) (?P<verb>(?!{OWN_CAUSE}|please"
    rf"|is\b|are\b)\w+[^.;!?]*)"
)
# "I asked them how they handle returns: 14 days."
FOUND_OUT = compiled(
    r"(?P<given>(?:i|we)(?:'ve| have)? (?:just |also )?(?P<verb>(?:asked|checked|looked up|found out|looked into|rang"
    r"|called|enquired|inquired)\b[^.;!?:]{3,80}?)):(?=\s)"
)
# "FYI, the deadline was moved": news handed on for their sake.
FYI = re.compile(
    r"^(?:just |and |also,? )?(?P<given>fyi|for your information|(?:a )?(?:quick )?heads[- ]up)\b[\s:,.–—-]+"
    r"(?!(?:i|we|my|our|please|call|let|if)\b)(?P<verb>(?!.*\b(?:please|call me|let me know)\b)\S+ \S+ \S+[^?]*)$",
    re.IGNORECASE,
)
# "You can reach her at", "the number of the surgery is 0471 558": how to get hold of somebody.
CONTACT = compiled(
    r"(?P<given>(?:you can |you'll |you will )(?P<verb>(?:reach|find|call|e-?mail|contact|get (?:hold of )?)\s?(?:him"
    r"|her"
    r"|them|(?:the|my|our) \w+|(?-i:[A-Z]\w+))\b[^.;!?]{0,20}? (?:at|on|under) (?=\+?\d|\S+@|his|her|their))"
    r"|(?:the|his|her|their|(?-i:[A-Z]\w+)'s) (?:\w+ )?(?P<verb2>(?:number|phone|mobile|cell|extension|direct line"
    r"|(?:e-?)?mail"
    r"|address)\b[^.,;!?]{0,40}? is) (?=\+?\(?\d[\d -]{3}|\S+@\w))"
)
# "Your view on the attached offer": the writer wants something from it.
WANTED_FROM = re.compile(
    r"\b(?:on|at|over|through|about|of|with|in|to|review|sign|approve|complete|check|consider|return|fill (?:in|out))"
    r"\s+(?:the |this |these |my |our |both |all )?$",
    re.IGNORECASE,
)

# Without one of these in it, in lower case, a text need not be searched for the pattern.
NEEDED = {
    IS_ATTACHED: ("attached", "enclosed"),
    ATTACHED: ("attached", "enclosed"),
    IN_BRACKETS: ("attached)", "enclosed)"),
    PHOTO_ATTACHED: ("'s attached", "'s now attached", "'s enclosed", "'s also attached"),
    ADDRESS: ("@",),
    ATTACHED_LAST: ("attached", "enclosed"),
    I_ATTACH: ("attach", "enclos"),
    HERE_IS: ("here",),
    HERE_YOU_GO: ("here",),
    BELOW: ("below", "underneath", "find", "see attached"),
    BELOW_LAST: ("below",),
    FYI: ("fyi", "for your information", "heads"),
    CONTACT: ("you can ", "you'll ", "you will ", " is "),
    FIND_THE_ATTACHED: ("attached", "enclosed"),
    IN_THE_FOLDER: (" in the ", " on the "),
    IS_HERE: ("http", "www.", ".org", ".com", ".net", ".io", ".eu", ".de", ".co"),
    YOU_ASKED_FOR: (
        " you asked",
        " you wanted",
        " you requested",
        " you were ",
        " you needed",
        " you mentioned",
        " you ordered",
        " i promised",
        " i mentioned",
        " i told you",
        " i owed you",
        " we talked",
        " we spoke",
    ),
    FOR_YOU: (" for you", "on your behalf", "in your name", "your way"),
}
