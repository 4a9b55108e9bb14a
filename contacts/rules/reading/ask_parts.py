"""Parts that the patterns for asks are put together from, and how tables of patterns are read in one pass."""

import re

MODAL = r"(?:can(?:'?t)?|could(?:n'?t)?|would(?:n'?t)?|will|won'?t|might(?:n'?t)?|cud|cld|wud|wld)"
YOU = r"(?:you|u|ya|yourself)"
WORD_BEGINS = r"\b"
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


def joined(table: dict[str, tuple[str, ...]]) -> re.Pattern[str]:
    """All patterns of ``table`` as one, for a text in small letters: one pass instead of dozens.

    A match tells by ``lastgroup`` which pattern it was: "let_me_know_2" is the second of "let me know". Where several
    begin at one place the first counts. Every pattern begins with a word, none has groups of its own. The name is an
    empty group behind its pattern, since a pattern that opens with a group is tried at every word; one that opens with
    its letters only where they stand.
    """
    alternatives = (
        rf"(?:{pattern.removeprefix(WORD_BEGINS)})(?P<{group.replace(' ', '_')}_{number}>)"
        for group, patterns in table.items()
        for number, pattern in enumerate(patterns, start=1)
    )
    return re.compile(rf"{WORD_BEGINS}(?:{'|'.join(alternatives)})")


def group_of(match: re.Match[str]) -> str:
    """The group of the pattern that matched: "let_me_know"."""
    return (match.lastgroup or "").rpartition("_")[0]


def in_small_letters(text: str) -> str:
    """``text`` in small letters, exactly as long: the few letters that would grow stay as they are."""
    small = text.lower()
    return small if len(small) == len(text) else "".join(low if len(low := one.lower()) == 1 else one for one in text)
