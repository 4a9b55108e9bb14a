"""The debrief of an event: a row a person, each saved by itself, with the sums below."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from contacts.forms.interactions import LogForm
from contacts.models import Event, Interaction
from contacts.queries.events import counts_of, met_at, met_in
from contacts.views.access import account_of, owned_or_404
from contacts.views.answers import by_htmx
from contacts.views.log import asked_for, row_put_right, verdict_context, write
from contacts.wording_log import debrief_counts_sentence, debrief_total_sentence

ROWS = 12
ROWS_AT_MOST = 60
SAVED_SHOWN = 200


@never_cache
@require_GET
def debrief(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """What was saved, then empty rows up to twelve; more by script, or by the link that reloads."""
    event = owned_or_404(Event.objects.all(), request, public_id)
    if event.happened_on > timezone.localdate():
        return redirect("event", event.public_id)
    found = met_at(event, size=SAVED_SHOWN)
    wanted = _rows_wanted(request)
    numbers = range(len(found) + 1, max(len(found) + 1, min(wanted, ROWS_AT_MOST)) + 1)
    blank = [(number, blank_row(request, event)) for number in numbers]
    context = {
        "event": event,
        "found": found,
        "blank": blank,
        "today": timezone.localdate(),
        "spare": blank_row(request, event),
        "more": min(wanted + ROWS, ROWS_AT_MOST),
        **sums(event),
    }
    return render(request, "events/debrief.html", context)


def _rows_wanted(request: HttpRequest) -> int:
    given = request.GET.get("rows", "")
    return int(given) if given.isdecimal() and len(given) < 4 else ROWS


def blank_row(request: HttpRequest, event: Event, **kwargs: Any) -> LogForm:
    """A row's form: what is the event's is not asked again."""
    form = LogForm(by=account_of(request), event=event, **kwargs)
    form.auto_id = f"r{str(form['entry_key'].value()).replace('-', '')[:12]}_%s"
    form.leave_to_the_event()
    return form


def sums(event: Event) -> dict[str, str]:
    """The two lines of the bar below."""
    counts = counts_of(event)
    return {
        "total": debrief_total_sentence(people=counts.people, promises=counts.promises),
        "counted": debrief_counts_sentence(
            new_contacts=counts.new_contacts, at_the_door=counts.at_the_door, known=counts.known
        ),
    }


@never_cache
@require_http_methods(["GET", "POST"])
def debrief_row(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """One row: opened again, or saved. A saved row answers with how it reads now and the sums beside it."""
    event = owned_or_404(Event.objects.all(), request, public_id)
    if request.method == "GET":
        row = asked_for(request, "entry", Interaction)
        if row is None or not by_htmx(request):
            return redirect("interaction_edit", row.public_id) if row else redirect("debrief", event.public_id)
        return _row(request, event, blank_row(request, event, interaction=row))
    form = blank_row(request, event, data=request.POST, interaction=row_put_right(request))
    logged = write(form)
    if not by_htmx(request):
        if logged is None:
            context = {"event": event, "form": form, **verdict_context(form)}
            return render(request, "events/debrief_row.html", context, status=422)
        return redirect(f"{reverse('debrief', args=[event.public_id])}#next")
    if logged is None:
        return _row(request, event, form, status=422)
    context = {
        "event": event,
        "met": met_in(event, logged.interaction),
        "number": request.POST.get("number", "")[:4],
        **sums(event),
    }
    return render(request, "events/_saved_row.html", {**context, "is_answer": True})


def _row(request: HttpRequest, event: Event, form: LogForm, *, status: int = 200) -> HttpResponse:
    number = (request.POST.get("number") or request.GET.get("number") or "")[:4]
    context = {"event": event, "form": form, "number": number, "is_open": True}
    if form.is_bound:
        context |= verdict_context(form)
    return render(request, "events/_row.html", context, status=status)
