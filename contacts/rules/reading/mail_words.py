"""How mail looks around what somebody wrote: quote headers, signatures, footers, greetings. Plain data for ``cutting``.

Every pattern is anchored or bounded, so that none takes more than a line's time.
"""

import re

# A line at least this long without a full stop was broken by a mail program, not by its writer.
WRAPPED_AT = 55

_WEEKDAY_OR_DATE = r"(?:\d|mon|tue|wed|thu|fri|sat|sun|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|yesterday|today)"

QUOTE_STARTS = (
    # "On Tue, 3 May 2022 at 10:04, Anna Berg <anna@example.org> wrote:"
    re.compile(rf"\bOn {_WEEKDAY_OR_DATE}[^\n]{{0,120}}?\b(?:wrote|writes|said):", re.IGNORECASE),
    re.compile(r"\b(?:Am|Op) \S[^\n]{3,120}?\b(?:schrieb|schreef)\b[^\n:]{0,60}:"),
    re.compile(r"\b(?:Le|El|Il|Em) \S[^\n]{3,120}?\b(?:a écrit|escribió|ha scritto|escreveu)\s?:"),
    re.compile(r"^\s{0,3}[A-Z][\w.'-]{1,20}(?: [A-Z][\w.'-]{0,20}){0,2} (?:wrote|writes):\s{0,3}$"),
    re.compile(
        r"-{2,10} ?(?:Original (?:Message|Appointment)|Forwarded (?:message|by)|Ursprüngliche Nachricht)\b", re.I
    ),
    re.compile(r"\bBegin forwarded message:", re.IGNORECASE),
    re.compile(r"\bFrom: ?\S[^\n]{0,120}?\b(?:Sent|Date|To|Subject): ?\S"),
    re.compile(r"(?:^|(?<=[.!?:,)\s]))>{1,5} \S"),
)
# The same header, broken over two lines.
QUOTE_WRAPPED = re.compile(rf"\s{{0,3}}On {_WEEKDAY_OR_DATE}[^\n]{{0,240}}?\bwrote:\s{{0,3}}$", re.IGNORECASE)
HEADER_FROM = re.compile(r"\s{0,4}\*?(?:From|Von|De|Van|Da):\*? ?\S")
HEADER_OTHER = re.compile(
    r"\s{0,4}\*?(?:Sent|Date|To|Subject|Gesendet|Datum|An|Betreff|Envoyé|À|Objet|Verzonden|Aan):\*? ?"
)

SIGNATURE_LINE = re.compile(
    r"\s{0,4}(?:(?:--|__|—|–)[-_]{0,60}\s{0,4}$|sent from my \w|sent via \w|get outlook for \w|gesendet von meinem \w)",
    re.IGNORECASE,
)
# "See you there. -- Anna Berg, Head of Growth" on one line.
SIGNATURE_IN_LINE = re.compile(
    r"(?:(?<=[.!?,]) {1,3}-- {1,2}(?=[A-Z][\w'-]{1,20}(?:$|[,|.]| [A-Z]))|(?<=[.!?]) {1,3}Sent from my [A-Za-z])"
)
FOOTER = re.compile(
    r"\W{0,6}(?:this (?:e-?mail|message|communication)\b[^\n]{0,80}\b(?:confidential|intended|privileged)"
    r"|the information (?:contained )?in this\b|confidentiality\b|disclaimer\b|if you (?:have )?received? this"
    r"|if you are not the intended|if you(?:'d like to| no longer wish to| want to) unsubscribe|to unsubscribe\b"
    r"|please consider the environment)",
    re.IGNORECASE,
)
POSTSCRIPT = re.compile(r"\s{0,4}P\.? ?P?\.?S\b", re.IGNORECASE)

_CLOSING = (
    r"(?:best|all the best|(?:best|kind|kindest|warm|warmest|many|with) (?:regards|wishes|thanks)|with kind regards"
    r"|regards|warmly|cheers|sincerely|yours(?: truly| sincerely| faithfully)?|sincerely yours|respectfully|thanks"
    r"|thank you|many thanks|thanks a lot|thanks so much|thanks again|thx|tia|thanks in advance|thank you in advance"
    r"|cordially|take care|talk soon|speak soon|see you(?: soon)?|hugs|xoxo|xx?|love|br|kr|rgds|later|ciao|gratefully)"
)
CLOSING_LINE = re.compile(rf"\s{{0,4}}{_CLOSING}(?:,? and {_CLOSING})?\s?[,.!~-]{{0,3}}\s{{0,4}}$", re.IGNORECASE)
NAME_LINE = re.compile(r"[-–—]?\s?[A-Z][\w.'-]{0,20}(?: (?:van|von|de|der|da)?\s?[A-Z][\w.'-]{0,20}){0,3}\s?,?$")

_GREETING = (
    r"(?:hi|hello|hey|hiya|dear|hallo|good (?:morning|afternoon|evening|day)|greetings|morning|howdy|yo)"
    r"(?: (?:again|there|all|everyone|everybody|team|folks|guys|both|mr|mrs|ms|dr|prof|sir|madam))?\.?"
)
_NAMES = r"(?:,? (?:[A-Z][\w.'-]{0,20}|and|&|\[?\w{1,12} ?name\]?|\{\w{1,20}\})){0,5}"
GREETING_LINE = re.compile(rf"\s{{0,4}}(?i:{_GREETING}){_NAMES} ?[,:!.–—-]{{0,3}}\s{{0,4}}$")
GREETING = re.compile(rf"\s{{0,4}}(?i:{_GREETING}){_NAMES} ?(?:[,:!]|\.{{1,3}}| [–—-]{{1,2}}) ?[-–—]{{0,2}} ?(?=\S)")

BULLET = re.compile(r"\s{0,8}(?:[-*•·–]\s{1,3}|\(?\d{1,2}[.)]\s{1,3}|\(?[a-z]\)\s{1,3})")
SENTENCE_END = re.compile(r"(?:([.])|[!?…]{1,20}|\.{2,20}|[;](?= [A-Z]))(?:[\"')\]]{0,3})(?=\s)")
ABBREVIATED = re.compile(
    r"(?:^|[\s(])(?:(?i:mr|mrs|ms|dr|prof|sr|jr|st|vs|eg|ie|e\.g|i\.e|etc|approx|no|nos|inc|ltd|co|corp|dept|est|fig"
    r"|ext|tel|jan|feb|mar|apr|jun|jul|aug|sep|sept|oct|nov|dec|mon|tues?|wed|thurs?|thu|fri|p\.s|a\.m|p\.m|u\.s|u\.k)"
    r"|[A-Z]|(?:[A-Za-z]\.){1,3}[A-Za-z])\.$"
)
