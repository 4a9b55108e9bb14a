"""The sentences of the settings: what circles cost, what a number does, what is muted. Translatable; values in."""

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from contacts.vocabulary import Category, Reason

# What a rule asks for, as it reads in "Muted for Ana: …".
MUTED: dict[str, object] = {
    Reason.FIRST: gettext_lazy("the first follow-up with a new contact"),
    Reason.ASK_ONLY: gettext_lazy("only when you need something"),
    Reason.THEIR_ASKS: gettext_lazy("they only ask"),
    Reason.PROMISE: gettext_lazy("what they promised you"),
    Reason.GRATITUDE: gettext_lazy("thanks, and what became of it"),
    Reason.KEEP_IN_TOUCH: gettext_lazy("keep in touch"),
    Reason.DATE: gettext_lazy("days that matter to them"),
}


# The kinds of what one can give, as headings of the list.
OFFERS_BY_KIND: dict[str, object] = {
    Category.INTRODUCTION: gettext_lazy("Introductions"),
    Category.RECOMMENDATION: gettext_lazy("Recommendations"),
    Category.ADVICE: gettext_lazy("Advice"),
    Category.SKILL: gettext_lazy("Work and skills"),
    Category.THING: gettext_lazy("Things, and money"),
    Category.TIME: gettext_lazy("Time"),
}


def offers_of_kind(category: str) -> str:
    """``Introductions``: the heading of a kind; what has none stands under a heading of its own."""
    return str(OFFERS_BY_KIND.get(category) or _("Anything else"))


def what_is_muted(rule: str) -> str:
    """``keep in touch``: what a muted rule asks for; the rule's id where it has no word of its own."""
    return str(MUTED.get(rule, rule))


def muted_sentence(rule: str, *, name: str = "") -> str:
    """What has just been muted, and for whom; without a name it is everybody."""
    if name:
        return _("Muted for %(name)s: %(what)s.") % {"name": name, "what": what_is_muted(rule)}
    return _("Muted for everybody: %(what)s.") % {"what": what_is_muted(rule)}


def unmuted_sentence(rule: str, *, name: str = "") -> str:
    """What speaks again, and for whom; without a name it is everybody."""
    if name:
        return _("No longer muted for %(name)s: %(what)s.") % {"name": name, "what": what_is_muted(rule)}
    return _("No longer muted: %(what)s.") % {"what": what_is_muted(rule)}


def nudges_a_week(need: float) -> str:
    """``23 nudges a week``; below ten with one decimal, and "less than 0.1" where that would read as none."""
    if 0 < need < 0.05:
        return _("less than %(number)s nudges a week") % {"number": number_format(0.1, decimal_pos=1)}
    shown = round(need) if need >= 10 else round(need, 1)
    number = number_format(shown, decimal_pos=0 if shown == int(shown) else 1)
    return ngettext("%(number)s nudge a week", "%(number)s nudges a week", 1 if shown == 1 else 2) % {"number": number}


def cost_sentence(*, need: float, budget: int) -> str:
    """What all circles and cadences ask for against the budget: ``… 23 nudges a week; your budget is 5.``"""
    if not need:
        return _("At the moment your circles ask for no nudges; your budget is %(budget)d a week.") % {"budget": budget}
    return _("Your circles ask for %(needed)s; your budget is %(budget)d.") % {
        "needed": nudges_a_week(need),
        "budget": budget,
    }


def merged_sentence(*, moved: int, name: str, into: str) -> str:
    """What became of a circle that went into another."""
    return ngettext(
        "%(count)d contact moved from “%(name)s” to “%(into)s”.",
        "%(count)d contacts moved from “%(name)s” to “%(into)s”.",
        moved,
    ) % {"count": moved, "name": name, "into": into}
