"""The words of the mails' links and of the small pages behind them: values in, words out. Translatable.

Whoever has a link may not be its owner: nothing here says more than a first name and what kind of thing is done (E-60).
"""

from datetime import date

from django.utils.translation import gettext as _

from contacts.signed import Action
from contacts.vocabulary import FollowUpKind
from contacts.wording_due import plain_day

# After these there is something to log.
TALKS = frozenset(
    {
        FollowUpKind.FIRST,
        FollowUpKind.KEEP_IN_TOUCH,
        FollowUpKind.NO_ASK,
        FollowUpKind.DATE,
        FollowUpKind.REMINDER,
    }
)
_IN_TOUCH = frozenset({FollowUpKind.FIRST, FollowUpKind.KEEP_IN_TOUCH, FollowUpKind.NO_ASK})


def action_words(kind: FollowUpKind, action: Action) -> str:
    """What the link and its button say. A promise is kept, moved or dropped."""
    if action == "done":
        done = {
            FollowUpKind.PROMISE_MINE: _("Kept it"),
            FollowUpKind.PROMISE_THEIRS: _("They kept it"),
            FollowUpKind.THANK: _("Thanked"),
            FollowUpKind.OUTCOME: _("Told"),
        }
        return done.get(kind) or _("Done")
    is_my_promise = kind == FollowUpKind.PROMISE_MINE
    if action == "snooze":
        return _("Move the day") if is_my_promise else _("Snooze")
    return _("Drop it") if is_my_promise else _("Not needed")


def question(kind: FollowUpKind, action: Action, *, name: str) -> str:
    """What the page asks before it acts."""
    if action == "done":
        asked = {
            FollowUpKind.PROMISE_MINE: _("Did you keep your promise to %(name)s?"),
            FollowUpKind.PROMISE_THEIRS: _("Did %(name)s keep the promise?"),
            FollowUpKind.THANK: _("Have you thanked %(name)s?"),
            FollowUpKind.OUTCOME: _("Have you told %(name)s what became of it?"),
        }
        in_touch = _("Have you been in touch with %(name)s?")
        words = asked.get(kind) or (in_touch if kind in _IN_TOUCH else _("Is it done for %(name)s?"))
    elif action == "snooze":
        is_promise = kind == FollowUpKind.PROMISE_MINE
        words = _("By when will %(name)s have it?") if is_promise else _("When shall %(name)s come up again?")
    else:
        is_promise = kind == FollowUpKind.PROMISE_MINE
        words = _("Drop your promise to %(name)s?") if is_promise else _("Take %(name)s off the list?")
    return words % {"name": name}


def answer(kind: FollowUpKind, action: Action, *, name: str, until: date | None, today: date) -> str:
    """What was just done. ``until`` is the day chosen for a snooze."""
    told = {"name": name, "day": plain_day(until, today) if until else ""}
    if action == "snooze":
        is_promise = kind == FollowUpKind.PROMISE_MINE
        words = _("Promised for %(day)s now.") if is_promise else _("%(name)s comes up again on %(day)s.")
    elif action == "not_needed":
        is_promise = kind == FollowUpKind.PROMISE_MINE
        words = _("Dropped. Nothing will remind you of it.") if is_promise else _("Not needed: off the list.")
    else:
        done = {
            FollowUpKind.PROMISE_MINE: _("Kept. It counts in the balance now."),
            FollowUpKind.PROMISE_THEIRS: _("Kept. It counts in the balance now."),
            FollowUpKind.THANK: _("Noted that you said thank you."),
            FollowUpKind.OUTCOME: _("Noted that you told what became of it."),
        }
        words = done.get(kind) or _("Done: off the list.")
    return words % told


def taken_back(kind: FollowUpKind, *, name: str) -> str:
    """What an undo left: everything as it was before the link."""
    if kind == FollowUpKind.PROMISE_MINE:
        return _("Taken back. Your promise to %(name)s stands as before.") % {"name": name}
    return _("Taken back. %(name)s is on the list as before.") % {"name": name}
