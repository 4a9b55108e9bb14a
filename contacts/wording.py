"""From a rule's verdict to the sentence that the user reads: one rule speaks alike everywhere. Translatable."""

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from contacts.rules.ask_only import AskOnlyVerdict
from contacts.rules.balance import Balance, Counts
from contacts.rules.meaningful import MeaningfulVerdict, OtherNote
from contacts.vocabulary import Missing

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

# Rule id -> the sentence behind "why am I seeing this?".
RULES: dict[str, "StrOrPromise"] = {
    "E-01": gettext_lazy("Somebody becomes a contact through a conversation you logged, and in no other way."),
    "E-02": gettext_lazy("A hello, a swapped card or an accepted request is not yet a conversation."),
    "E-03": gettext_lazy("A new contact hears from you within a few working days, while the conversation is fresh."),
    "E-04": gettext_lazy("The same note about several people is not a conversation with any of them."),
    "E-30": gettext_lazy("You seem to write to them only when you need something."),
    "E-31": gettext_lazy("What you gave and asked, and what they gave and asked, side by side; never a grade."),
    "E-32": gettext_lazy("A promise has a day: yours come first, theirs are waited for."),
    "E-33": gettext_lazy("They did you a favour: say thank you, and later say what became of it."),
    "E-34": gettext_lazy("They only ever ask of you. Nobody but you sees this."),
    "E-35": gettext_lazy("You chose how often to be in touch; this counts from the last time you were."),
    "E-36": gettext_lazy("A day of the year matters to them: you hear of it a little ahead."),
    "E-37": gettext_lazy("A day you set yourself."),
    "E-53": gettext_lazy("People you brought in as a list stand at the door until you have talked."),
    "E-60": gettext_lazy("What people confided stays with you: a message shows the name and the kind of reason only."),
    "E-61": gettext_lazy("You hold this about somebody else, so you can see, export and delete all of it."),
}

FAR_AHEAD = gettext_lazy("That day is more than 100 years ahead. Check the year.")


def missing_sentence(missing: Missing | Iterable[Missing], *, name: str, copied_from: OtherNote | None = None) -> str:
    """What an interaction lacks, as a clause without its full stop: "say what you learned about Ana".

    Where it is no conversation at all yet, only that is said: its texts can wait. Empty where nothing is missing.
    """
    lacking = {missing} if isinstance(missing, Missing) else set(missing)
    clauses = _clauses(name, copied_from)
    for what in _BEFORE_ANY_TEXT:
        if what in lacking:
            return clauses[what]
    said = []
    if {Missing.TALKED_ABOUT, Missing.LEARNED} <= lacking:
        said = [_("say what you talked about and what you learned about %(name)s") % {"name": name}]
        lacking -= {Missing.TALKED_ABOUT, Missing.LEARNED}
    elif {Missing.THIN_TOPIC, Missing.LEARNED} <= lacking:
        said = [_("say in a word what it was about, and what you learned about %(name)s") % {"name": name}]
        lacking -= {Missing.THIN_TOPIC, Missing.LEARNED}
    return "; ".join([*said, *(clauses[what] for what in Missing if what in lacking)])


# What the texts cannot mend, the weightiest first.
_BEFORE_ANY_TEXT = (Missing.UNFINISHED, Missing.FUTURE, Missing.HELLO, Missing.ONE_WAY)


def _clauses(name: str, copied_from: OtherNote | None) -> dict[Missing, str]:
    names = {"name": name, "other": copied_from.person_name if copied_from else ""}
    return {
        Missing.UNFINISHED: _("finish this entry"),
        Missing.FUTURE: _("its day is still to come"),
        Missing.HELLO: _("it was just a hello"),
        Missing.ONE_WAY: _("%(name)s has not taken part yet") % names,
        Missing.TALKED_ABOUT: _("say what you talked about"),
        Missing.THIN_TOPIC: _("say in a word what it was about, or confirm that this was the topic"),
        Missing.LEARNED: _("say what you learned about %(name)s") % names,
        Missing.SAME_TEXT: _("say what you learned about %(name)s, not the topic again") % names,
        Missing.THIN: _("say a little more of what was said"),
        Missing.COPIED: (
            _("this reads like your note about %(other)s: say what %(name)s told you, or that it is true of both")
            if names["other"]
            else _(
                "this reads like your note about somebody else: say what %(name)s told you, or that it is true of both"
            )
        )
        % names,
    }


def verdict_sentence(
    verdict: MeaningfulVerdict,
    *,
    name: str,
    already_contact: bool,
    first_follow_up_on: date | None = None,
    sent_back: bool = False,
) -> str:
    """What saving the interaction will mean for the person, while it is typed and after it is saved."""
    more_than_a_hello = verdict.asks_depth and not {Missing.UNFINISHED, Missing.FUTURE} & set(verdict.missing)
    missing = missing_sentence(verdict.missing, name=name, copied_from=verdict.copied_from)
    if already_contact:
        if verdict.in_touch:
            return _("Already a contact: counts as keeping in touch.")
        if more_than_a_hello:
            return _("Already a contact. You wrote down more than a hello: was it a chat?")
        return _("Already a contact. Does not count as keeping in touch: %(missing)s.") % {"missing": missing}
    if not verdict.meaningful:
        if more_than_a_hello:
            return _("At the door for now: you wrote down more than a hello. Was it a chat?")
        return _("At the door for now: %(missing)s.") % {"missing": missing}
    if sent_back:
        return _("Sent back to the door: only a new entry makes %(name)s a contact again.") % {"name": name}
    if first_follow_up_on is None:
        return _("Makes %(name)s a contact.") % {"name": name}
    return _("Makes %(name)s a contact. First follow-up on %(day)s.") % {
        "name": name,
        "day": date_format(first_follow_up_on, "l j M"),
    }


def balance_sentence(balance: Balance, *, name: str, months: int = 24, met_on: date | None = None) -> str:
    """The four counts as one sentence. ``months`` is the length of the balance's window, where it has one; ``met_on``
    the day from which all of it is, where that is known.
    """
    span = _span(balance, months, met_on)
    if not _any_count(balance):
        return _("%(span)s, nothing was given or asked between you and %(name)s.") % {"span": span, "name": name}
    return _("%(span)s, you %(mine)s; %(name)s %(theirs)s.") % {
        "span": span,
        "name": name,
        "mine": _gave_and_asked(balance.i_gave, balance.i_asked),
        "theirs": _gave_and_asked(balance.they_gave, balance.they_asked),
    }


def short_balance_sentence(balance: Balance, *, name: str) -> str:
    """The four counts for a row of a list."""
    if not _any_count(balance):
        return _("Nothing given or asked yet.") if balance.since is None else _("Nothing given or asked in that time.")
    return _("You gave %(i_gave)d, asked %(i_asked)d. %(name)s gave %(they_gave)d, asked %(they_asked)d.") % {
        "name": name,
        "i_gave": balance.i_gave.total,
        "i_asked": balance.i_asked.total,
        "they_gave": balance.they_gave.total,
        "they_asked": balance.they_asked.total,
    }


def promises_sentence(balance: Balance, *, name: str) -> str:
    """What is promised and not yet kept, on both sides; empty where nothing is."""
    mine = ngettext("%(count)d promise of yours", "%(count)d promises of yours", balance.i_owe)
    theirs = ngettext("%(count)d promise of %(name)s", "%(count)d promises of %(name)s", balance.they_owe)
    mine %= {"count": balance.i_owe}
    theirs %= {"count": balance.they_owe, "name": name}
    if balance.i_owe and balance.they_owe:
        return _("Open: %(mine)s and %(theirs)s.") % {"mine": mine, "theirs": theirs}
    if balance.i_owe or balance.they_owe:
        return _("Open: %(promises)s.") % {"promises": mine if balance.i_owe else theirs}
    return ""


def ask_only_sentence(verdict: AskOnlyVerdict, *, name: str) -> str:
    """What the flag says (E-30); empty where it is down. The asks themselves are quoted by whoever shows it."""
    if not verdict.flagged or verdict.since is None:
        return ""
    count = len(verdict.asks)
    return ngettext(
        "Since %(day)s you came to %(name)s with %(count)d ask, and with little else. "
        "A word that asks for nothing would change that.",
        "Since %(day)s you came to %(name)s with %(count)d asks, and with little else. "
        "A word that asks for nothing would change that.",
        count,
    ) % {"day": date_format(verdict.since, "j M Y"), "name": name, "count": count}


def their_asks_sentence(*, since: date, count: int, name: str) -> str:
    """What the mirrored flag says (E-34), to the user alone: what was counted, and no judgement of the person."""
    return ngettext(
        "Since %(day)s %(name)s came to you with %(count)d ask, and with little else.",
        "Since %(day)s %(name)s came to you with %(count)d asks, and with little else.",
        count,
    ) % {"day": date_format(since, "j M Y"), "name": name, "count": count}


def another_ask_sentence(*, count: int, since: date, name: str) -> str:
    """What one more ask would be (E-30): the ``count``-th since then, that one included, with little else between."""
    told = {"name": name, "day": date_format(since, "j M Y"), "number": ordinal(count)}
    return _("This would be the %(number)s ask of %(name)s since %(day)s, with little else in between.") % told


def ordinal(count: int) -> str:
    """``third``; in figures from eleven on."""
    words = [
        *(_("first"), _("second"), _("third"), _("fourth"), _("fifth")),
        *(_("sixth"), _("seventh"), _("eighth"), _("ninth"), _("tenth")),
    ]
    if 1 <= count <= len(words):
        return words[count - 1]
    endings = {1: _("%(count)dst"), 2: _("%(count)dnd"), 3: _("%(count)drd")}
    last = count % 10 if count % 100 not in {11, 12, 13} else 0
    return endings.get(last, _("%(count)dth")) % {"count": count}


def times(count: int) -> str:
    """How often, in words: "once", "twice", "3 times"."""
    if count == 1:
        return _("once")
    if count == 2:
        return _("twice")
    return ngettext("%(count)d time", "%(count)d times", count) % {"count": count}


def _span(balance: Balance, months: int, met_on: date | None) -> str:
    if balance.since is None:
        return _("All told")
    if met_on and met_on > balance.since:
        return _("Since you met")
    if months % 12:
        return ngettext("In the last month", "In the last %(months)d months", months) % {"months": months}
    if months == 24:
        return _("In the last two years")
    years = months // 12
    return ngettext("In the last year", "In the last %(years)d years", years) % {"years": years}


def _any_count(balance: Balance) -> bool:
    return any(count.total for count in (balance.i_gave, balance.i_asked, balance.they_gave, balance.they_asked))


def _gave_and_asked(gave: Counts, asked: Counts) -> str:
    if not gave.total and not asked.total:
        return _("neither gave nor asked")
    if not gave.total:
        return _("gave nothing and asked %(asked)s") % {"asked": times(asked.total)}
    if not asked.total:
        return _("gave %(gave)s and asked for nothing") % {"gave": _gave(gave)}
    return _("gave %(gave)s and asked %(asked)s") % {"gave": _gave(gave), "asked": times(asked.total)}


def _gave(gave: Counts) -> str:
    """How often, and how often large. A comma at the end leads on to the asks."""
    often = {"gave": times(gave.total), "large": times(gave.large)}
    if not gave.large:
        return times(gave.total)
    if gave.total == 1:
        return _("once, something large,")
    if gave.large == gave.total == 2:
        return _("twice, both large,")
    if gave.large == gave.total:
        return _("%(gave)s, all of them large,") % often
    return _("%(gave)s, %(large)s large,") % often
