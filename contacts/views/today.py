"""Today: who is due and why now, and what else the day holds."""

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_GET

from contacts.forms.resting import rests
from contacts.queries.day import DayHead, the_day, the_head
from contacts.queries.mornings import next_morning, silent_since
from contacts.views.access import account_of
from contacts.views.answers import page_or_part, part_wanted
from contacts.views.follow_ups import snooze_buttons
from contacts.wording_due import lede_sentence

TEMPLATE = "today/index.html"
PARTS = {"day-head": "refreshed"}


@require_GET
def today(request: HttpRequest) -> HttpResponse:
    """The day's list. htmx asks for the head alone, to bring the counts in step after an entry was dealt with."""
    account, on, now = account_of(request), timezone.localdate(), timezone.now()
    if part_wanted(request, PARTS):
        return page_or_part(request, TEMPLATE, _of_the_head(the_head(account, on), on), parts=PARTS)
    day = the_day(account, on)
    still_since = silent_since(day.swept_at, now)
    context = _of_the_head(day.head, on) | {
        "day": day,
        "late": [entry for entry in day.due.entries if entry.has_late_promise],
        "due": [entry for entry in day.due.entries if not entry.has_late_promise],
        "snooze_buttons": snooze_buttons(on),
        "rests": rests(on),
        "rest_after": account.numbers.rest_after,
        "morning": next_morning(account, now),
        "silent_since": account.local(still_since) if still_since else None,
        "here": request.get_full_path(),
    }
    return page_or_part(request, TEMPLATE, context, parts=PARTS)


def _of_the_head(head: DayHead, on: date) -> dict[str, Any]:
    due_people = head.people - head.late_people
    return {
        "today": on,
        "head": head,
        "due_people": due_people,
        "lede": lede_sentence(late_promises=head.late_promises, people=due_people),
    }
