"""The digest of a day in a few lines, for the app and for a webhook: names and kinds of reason (E-60)."""

from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import timezone, translation

from contacts.models import User
from contacts.queries.digest import ENTRIES_AT_MOST
from contacts.queries.today import due_list


@dataclass(frozen=True, slots=True)
class ShortDigest:
    """``people`` is how many are due; at most ten of them are named, and ``follow_ups`` are the keys of their rows."""

    title: str
    text: str
    people: int
    follow_ups: tuple[int, ...]


def render_short(account: User, day: date, *, full: bool) -> ShortDigest:
    """What is to be announced on ``day``, a line for each person; ``full`` adds the words, but nothing private.

    ``people`` is 0 when there is nobody to name.
    """
    due = due_list(account, day, limit=ENTRIES_AT_MOST, announcing=True)
    context = {"account": account, "day": day, "due": due, "entries": due.entries, "full": full}
    with translation.override(settings.LANGUAGE_CODE), timezone.override(account.tz):
        return ShortDigest(
            title=" ".join(render_to_string("emails/digest_subject.txt", context).split()),
            text=render_to_string("notifications/digest.txt", context).strip(),
            people=due.people,
            follow_ups=tuple(item.key for entry in due.entries for item in entry.items),
        )
