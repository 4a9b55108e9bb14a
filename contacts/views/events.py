"""Events: the list, one event's page, added, put right, deleted with undo."""

from functools import partial
from uuid import UUID, uuid4

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from contacts.errors import StaleVersion
from contacts.forms.events import EventFilter, EventForm
from contacts.models import Event
from contacts.queries.events import counts_of, list_events, met_at, standing_from
from contacts.services.events import add_event, delete_event, edit_event, restore_event
from contacts.views.access import account_of, owned_or_404
from contacts.views.answers import page_or_part
from contacts.views.flash import say
from contacts.views.saving import done, saved


@require_GET
def events(request: HttpRequest) -> HttpResponse:
    form = EventFilter(request.GET)
    text = form.text()
    found = list_events(by=account_of(request), text=text, page=request.GET.get("page", 1))
    context = {"form": form, "text": text, "page": found, "today": timezone.localdate()}
    return page_or_part(request, "events/list.html", context, parts={"events-found": "found"})


@never_cache
@require_http_methods(["GET", "POST"])
def event_add(request: HttpRequest) -> HttpResponse:
    """Name an event; the debrief follows at once where it has taken place."""
    form = EventForm(request.POST or None, by=account_of(request))
    if form.is_bound and form.is_valid():
        key = form.cleaned_data["entry_key"] or uuid4()
        event = saved(form, partial(add_event, by=account_of(request), entry_key=key, **form.facts()))
        if event is not None:
            is_to_come = event.happened_on > timezone.localdate()
            return redirect("event" if is_to_come else "debrief", event.public_id)
    return render(request, "events/add.html", {"form": form}, status=422 if form.is_bound else 200)


@require_GET
def event(request: HttpRequest, public_id: UUID) -> HttpResponse:
    row = owned_or_404(Event.objects.all(), request, public_id)
    context = {
        "event": row,
        "counts": counts_of(row),
        "page": met_at(row, request.GET.get("page", 1)),
        "standing": standing_from(row),
        "today": timezone.localdate(),
    }
    return render(request, "events/event.html", context)


@never_cache
@require_http_methods(["GET", "POST"])
def event_edit(request: HttpRequest, public_id: UUID) -> HttpResponse:
    row = owned_or_404(Event.objects.all(), request, public_id)
    form = EventForm(request.POST or None, by=account_of(request), event=row)
    stands = None
    if form.is_bound and form.is_valid():
        try:
            # Stale is not a trouble of the form: the page shows how the event reads now.
            edited = saved(form, partial(_edit, request, row, form))
        except _ChangedMeanwhile as changed:
            edited, stands = None, changed.event
        if edited is not None:
            say(request, _("The event is put right."))
            return redirect("event", row.public_id)
    context = {"form": form, "event": row, "stands": stands}
    return render(request, "events/edit.html", context, status=422 if form.is_bound else 200)


class _ChangedMeanwhile(Exception):
    def __init__(self, event: Event) -> None:
        super().__init__()
        self.event = event


def _edit(request: HttpRequest, row: Event, form: EventForm) -> Event:
    version = form.cleaned_data["version"] or 0
    try:
        return edit_event(by=account_of(request), event=row, version=version, **form.facts())
    except StaleVersion as stale:
        assert isinstance(stale.current, Event)
        raise _ChangedMeanwhile(stale.current) from None


@require_POST
def event_delete(request: HttpRequest, public_id: UUID) -> HttpResponse:
    row = owned_or_404(Event.objects.all(), request, public_id)
    if not done(request, lambda: delete_event(by=account_of(request), event=row)):
        return redirect("events")
    undo = reverse("event_restore", args=[row.public_id])
    say(request, _("The event is deleted. What you noted about people stays with them."), undo=undo)
    return redirect("events")


@require_POST
def event_restore(request: HttpRequest, public_id: UUID) -> HttpResponse:
    row = owned_or_404(Event.everything.all(), request, public_id)
    if not done(request, lambda: restore_event(by=account_of(request), event=row)):
        return redirect("events")
    say(request, _("The event is back."))
    return redirect("event", row.public_id)
