"""Today: who is due and why now, and what else the day holds."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_GET

from contacts.forms.resting import rests
from contacts.queries.day import the_day
from contacts.queries.mornings import next_morning, silent_since
from contacts.views.access import account_of
from contacts.views.answers import page_or_part
from contacts.views.follow_ups import snooze_buttons
from contacts.wording_due import lede_sentence

PARTS = {"day-head": "refreshed"}


@require_GET
def today(request: HttpRequest) -> HttpResponse:
    """The day's list. htmx asks for the head alone, to bring the counts in step after an entry was dealt with."""
    account, on, now = account_of(request), timezone.localdate(), timezone.now()
    day = the_day(account, on)
    late_people = sum(entry.has_late_promise for entry in day.due.entries)
    still_since = silent_since(day.swept_at, now)
    context = {
        "day": day,
        "today": on,
        "late": [entry for entry in day.due.entries if entry.has_late_promise],
        "due": [entry for entry in day.due.entries if not entry.has_late_promise],
        "due_people": day.due.people - late_people,
        "lede": lede_sentence(late_promises=day.due.late_promises, people=day.due.people - late_people),
        "snooze_buttons": snooze_buttons(on),
        "rests": rests(on),
        "rest_after": account.numbers.rest_after,
        "morning": next_morning(account, now),
        "silent_since": account.local(still_since) if still_since else None,
        "here": request.get_full_path(),
    }
    return page_or_part(request, "today/index.html", context, parts=PARTS)
