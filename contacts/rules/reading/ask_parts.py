"""Parts that the patterns for asks are put together from, and how a table of patterns is made ready."""

import re

MODAL = r"(?:can|could|would|will|cud|cld|wud|wld)"
YOU = r"(?:you|u|ya|yourself)"
SOMEBODY = r"(?:any(?:one|body)|some(?:one|body)|one of you|either of you|any of you)"
SOFT = (
    r"(?:please |kindly |maybe |perhaps |possibly |also |just |at least |at all |ever |quickly |still |really |pls )?"
)
VERY = r"(?:really |so |very |most |much |greatly |highly |deeply |truly |also |just |certainly |absolutely |be )*?"
SHORTLY = r"[^.?!;]{0,60}?"
TALK = (
    r"(?:meet|talk|speak|chat|connect|catch up|call|phone|zoom|skype|discuss|grab|get together|sit down|hop on|jump on"
    r"|go over|touch base|link up|hang out|have (?:a |another )?(?:\w+ )?(?:call|chat|coffee|lunch|dinner|drink|beer"
    r"|word|conversation|meeting|talk)|get (?:a )?(?:coffee|lunch|dinner|drink|beer)|schedule|set up|arrange"
    r"|find (?:a |some )?time)"
)
EVENT = (
    r"(?:call|chat|coffee|tea|lunch|dinner|breakfast|drink|drinks|beer|beers|pint|walk|meeting|conversation|catch-?up"
    r"|zoom|talk|interview|visit|bite|cuppa|meet-?up|intro(?:duction)?)"
)
VIEWS = (
    r"(?:thoughts?|opinions?|take|feedback|advice|views?|input|insights?|perspective|comments?|suggestions?|help"
    r"|guidance"
    r"|recommendations?|ideas?|expertise|two cents|experience|eyes?|wisdom|support|tips?|pointers?|counsel"
    r"|impressions?)"
)
TIME = (
    r"(?:\d+|a few|a couple of|a|five|ten|fifteen|twenty|thirty|half an|an|some|any|one) ?-?(?:\w+ )?"
    r"(?:min(?:ute)?s?|sec(?:ond)?s?|hours?|time|moment|slot|availability)"
)


def compiled(table: dict[str, tuple[str, ...]]) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """The patterns of ``table``, in order, each with a name of its own: its group and its number there."""
    return tuple(
        (f"{group} {number}", re.compile(pattern, re.IGNORECASE))
        for group, patterns in table.items()
        for number, pattern in enumerate(patterns, start=1)
    )
