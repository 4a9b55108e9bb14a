"""The digest of a day as it would go out: subject, text and HTML, with no more in it than the account chose (E-60)."""

from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import timezone, translation

from contacts.models import User
from contacts.queries.mornings import last_morning
from contacts.queries.today import due_list
from contacts.vocabulary import DigestDetail

ENTRIES_AT_MOST = 10


@dataclass(frozen=True, slots=True)
class Digest:
    """``people`` is how many are due; at most ten of them are named."""

    subject: str
    text: str
    html: str
    people: int


def render_digest(account: User, day: date) -> Digest:
    """What is due by ``day`` on the account's calendar, in words; ``people`` is 0 when nobody is due.

    What they promised stands in the first digest that goes out at or after its day, and in no later one (E-32).
    """
    due = due_list(account, day, limit=ENTRIES_AT_MOST, theirs_after=last_morning(account, before=day))
    context = {
        "account": account,
        "day": day,
        "due": due,
        "entries": due.entries,
        "full": account.digest_detail == DigestDetail.FULL,
        "base_url": settings.BASE_URL,
    }
    with translation.override(settings.LANGUAGE_CODE), timezone.override(account.tz):
        return Digest(
            subject=" ".join(render_to_string("emails/digest_subject.txt", context).split()),
            text=render_to_string("emails/digest.txt", context),
            html=render_to_string("emails/digest.html", context),
            people=due.people,
        )
