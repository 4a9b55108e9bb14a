"""A favour in words: who gave or promised what to whom, and how it ended. Translatable; values in, words out."""

from django.utils.translation import gettext as _

from contacts.vocabulary import ExchangeState, Side


def favour_words(*, giver: Side, asked: bool, state: ExchangeState, name: str) -> str:
    """What happened, to stand before a colon and the favour itself: ``You promised Ana``, ``You asked Ana``."""
    names = {"name": name}
    if giver == Side.ME:
        if state == ExchangeState.PROMISED:
            return _("You promised %(name)s") % names
        if asked:
            return _("%(name)s asked you") % names
        return _("You gave") if state == ExchangeState.KEPT else _("You offered %(name)s") % names
    if state == ExchangeState.PROMISED:
        return _("%(name)s promised you") % names
    if asked:
        return _("You asked %(name)s") % names
    return _("%(name)s gave") % names if state == ExchangeState.KEPT else _("%(name)s offered you") % names


def standing_words(*, giver: Side, asked: bool, state: ExchangeState, name: str) -> str:
    """Where a favour stands, in sentences of their own: ``You asked Ana. Ana did it.``"""
    said = favour_words(giver=giver, asked=asked, state=state, name=name)
    became = outcome_words(giver=giver, asked=asked, state=state, name=name)
    return _("%(said)s. %(became)s") % {"said": said, "became": became} if became else _("%(said)s.") % {"said": said}


def settled_words(*, giver: Side, asked: bool, promised: bool, state: ExchangeState, name: str) -> str:
    """What is said once an open favour is settled: how it ended, in the words of the lists, and what that means."""
    if state == ExchangeState.DROPPED:
        return _("Dropped. Nothing will remind you of it.")
    ended = outcome_words(giver=giver, asked=asked, state=state, name=name)
    if state != ExchangeState.KEPT:
        return ended
    if promised:
        ended = _("Kept.")
    elif not ended:
        ended = standing_words(giver=giver, asked=asked, state=state, name=name)
    return _("%(ended)s It counts in the balance now.") % {"ended": ended}


def outcome_words(*, giver: Side, asked: bool, state: ExchangeState, name: str) -> str:
    """How it ended, as a sentence of its own; empty where the first half says it already."""
    names = {"name": name}
    if state == ExchangeState.OPEN:
        return _("No answer yet.")
    if state == ExchangeState.DROPPED:
        # Of an old ask that was sorted nobody said that it was dropped, nor by whom.
        return _("Nothing came of it, as far as noted.") if asked else _("Dropped.")
    if state == ExchangeState.DECLINED:
        # Whoever was asked declines; an offer is declined by the other side.
        declines_me = (giver == Side.ME) == asked
        return _("You declined.") if declines_me else _("%(name)s declined.") % names
    if state == ExchangeState.KEPT and asked:
        return _("You did it.") if giver == Side.ME else _("%(name)s did it.") % names
    return ""
