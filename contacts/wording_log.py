"""The sentences around logging: what came of an entry, how it went, what a favour was. Translatable."""

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from contacts.rules.meaningful import MeaningfulVerdict
from contacts.rules.reading.hints import Hint
from contacts.vocabulary import Channel, ExchangeState, Said, Side, StartedBy
from contacts.wording import missing_sentence
from contacts.wording_due import plain_day
from contacts.wording_favours import outcome_words


def outcome_sentence(
    verdict: MeaningfulVerdict,
    *,
    name: str,
    is_contact: bool,
    contact_made: bool,
    first_follow_up_on: date | None,
    is_unfinished: bool,
    today: date,
) -> str:
    """What came of an entry once it is saved."""
    if contact_made and first_follow_up_on:
        return _("%(name)s is a contact now. First follow-up on %(day)s.") % {
            "name": name,
            "day": plain_day(first_follow_up_on, today),
        }
    if contact_made:
        return _("%(name)s is a contact now.") % {"name": name}
    if is_unfinished:
        return _("Kept with %(name)s, to finish. It counts once it is finished.") % {"name": name}
    if is_contact and verdict.in_touch:
        return _("Noted with %(name)s. It counts as keeping in touch.") % {"name": name}
    missing = missing_sentence(verdict.missing, name=name, copied_from=verdict.copied_from)
    if is_contact:
        return _("Noted with %(name)s. It does not count as keeping in touch: %(missing)s.") % {
            "name": name,
            "missing": missing,
        }
    if verdict.meaningful:
        return _(
            "Noted with %(name)s, who stays at the door: only what is logged from now on makes a contact again."
        ) % {"name": name}
    return _("%(name)s stands at the door for now: %(missing)s.") % {"name": name, "missing": missing}


def how_it_went(channel: Channel, started_by: StartedBy, *, they_took_part: bool) -> str:
    """The margin of an entry: ``in person``, ``message, you wrote``, ``phone, they called``."""
    words = str(Channel(channel).label)
    if channel == Channel.IN_PERSON or started_by == StartedBy.BOTH:
        return words
    if channel in {Channel.PHONE, Channel.VIDEO}:
        who = _("you called") if started_by == StartedBy.ME else _("they called")
    elif they_took_part:
        who = _("you began") if started_by == StartedBy.ME else _("they began")
    else:
        who = _("you wrote") if started_by == StartedBy.ME else _("they wrote")
    return f"{words}, {who}"


def exchange_sentence(
    *, giver: Side, asked: bool, state: ExchangeState, what: str, due_on: date | None, name: str, today: date
) -> str:
    """One favour in a timeline: ``You asked: read the proposal. Ana did it.``"""
    told = {"name": name, "what": what.rstrip(". "), "day": plain_day(due_on, today) if due_on else ""}
    said = _said(giver, state, asked=asked, is_promise=due_on is not None and not asked) % told
    became = _became(giver, state, asked=asked, is_promise=due_on is not None, told=told)
    return f"{said} {became}".strip()


def _said(giver: Side, state: ExchangeState, *, asked: bool, is_promise: bool) -> str:
    mine = giver == Side.ME
    if asked:
        return _("%(name)s asked: %(what)s.") if mine else _("You asked: %(what)s.")
    if state == ExchangeState.PROMISED:
        return _("You promised: %(what)s, by %(day)s.") if mine else _("%(name)s promised: %(what)s, by %(day)s.")
    if is_promise:
        return _("You promised: %(what)s.") if mine else _("%(name)s promised: %(what)s.")
    if state == ExchangeState.KEPT:
        return _("You gave: %(what)s.") if mine else _("%(name)s gave: %(what)s.")
    return _("You offered: %(what)s.") if mine else _("%(name)s offered: %(what)s.")


def _became(giver: Side, state: ExchangeState, *, asked: bool, is_promise: bool, told: dict[str, str]) -> str:
    if state == ExchangeState.KEPT and is_promise and not asked:
        return _("Kept.")
    if state == ExchangeState.PROMISED and asked:
        promised = _("You promised it by %(day)s.") if giver == Side.ME else _("%(name)s promised it by %(day)s.")
        return promised % told
    return outcome_words(giver=giver, asked=asked, state=state, name=told["name"])


def hint_sentence(hint: Hint, *, today: date) -> str:
    """The question under a text that seems to tell of a favour: ``This looks like an ask of yours: record it?``"""
    mine = hint.by == Side.ME
    if hint.said == Said.PROMISE and hint.due_on:
        asked = (
            _("This looks like a promise of yours, by %(day)s: record it?")
            if mine
            else _("This looks like a promise of theirs, by %(day)s: record it?")
        )
        return asked % {"day": plain_day(hint.due_on, today)}
    if hint.said == Said.PROMISE:
        return (
            _("This looks like a promise of yours. Record it, then choose its day?")
            if mine
            else _("This looks like a promise of theirs. Record it, then choose its day?")
        )
    if hint.said == Said.ASK:
        return (
            _("This looks like an ask of yours: record it?")
            if mine
            else _("This looks like an ask of theirs: record it?")
        )
    if hint.is_offer:
        return (
            _("This looks like an offer of yours: record it?")
            if mine
            else _("This looks like an offer of theirs: record it?")
        )
    return (
        _("This looks like something you gave: record it?")
        if mine
        else _("This looks like something they gave: record it?")
    )


def one_too_many_sentence(hint: Hint) -> str:
    """What is said of a favour that the form has no line left for."""
    if hint.said == Said.PROMISE:
        return _("One promise fits here; note this one on their page after saving.")
    if hint.said == Said.ASK:
        return _("One ask fits here; note this one on their page after saving.")
    if hint.is_offer:
        return _("One offer fits here; note this one on their page after saving.")
    return _("One favour fits here; note this one on their page after saving.")


def favours_told_sentence(count: int) -> str:
    """``2 favours``; nothing where none was told."""
    return ngettext("%(n)d favour", "%(n)d favours", count) % {"n": count} if count else ""


def debrief_counts_sentence(*, new_contacts: int, at_the_door: int, known: int) -> str:
    """``4 new contacts, 3 at the door, 3 you knew``; the empty ones left out."""
    parts = [
        (new_contacts, ngettext("%(n)d new contact", "%(n)d new contacts", new_contacts)),
        (at_the_door, ngettext("%(n)d at the door", "%(n)d at the door", at_the_door)),
        (known, ngettext("%(n)d you knew", "%(n)d you knew", known)),
    ]
    return ", ".join(words % {"n": count} for count, words in parts if count) or _("Nobody noted yet")


def debrief_total_sentence(*, people: int, promises: int) -> str:
    """``10 people, 1 promise``."""
    parts = [ngettext("%(n)d person", "%(n)d people", people) % {"n": people}]
    if promises:
        parts.append(ngettext("%(n)d promise", "%(n)d promises", promises) % {"n": promises})
    return ", ".join(parts)
