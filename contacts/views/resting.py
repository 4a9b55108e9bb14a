"""Rests, reached from a person's page and from Today: let rest, wake, keep on."""

from datetime import date
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from contacts.forms.resting import RestForm
from contacts.models import Contact, Person
from contacts.queries.people import named
from contacts.services.resting import keep_on, let_rest, wake
from contacts.views.access import account_of, owned_or_404
from contacts.views.answers import back, own_path
from contacts.views.flash import say
from contacts.views.saving import done, saved
from contacts.wording_people import rest_sentence


@require_http_methods(["GET", "POST"])
def contact_rest(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """How long and why. The buttons of a proposal post a choice alone."""
    person = _person(request, public_id)
    today = timezone.localdate()
    was_resting = person.contact.is_resting(today)
    form = RestForm(request.POST) if request.method == "POST" else RestForm.of(person.contact, today=today)
    if request.method == "POST" and form.is_valid():
        until, reason = form.wake_day(today), form.cleaned_data["reason"]
        row = saved(form, lambda: let_rest(by=account_of(request), contact=person.contact, until=until, reason=reason))
        if row is not None:
            undo = None if was_resting else _address("contact_wake", person)
            say(request, _outcome(person, row), undo=undo)
            return back(request, _address("person", person))
    context = {
        "person": named(person),
        "form": form,
        "is_resting": was_resting,
        "next": own_path(request, _address("person", person)),
    }
    return render(request, "people/rest.html", context, status=422 if request.method == "POST" else 200)


@require_POST
def contact_wake(request: HttpRequest, public_id: UUID) -> HttpResponse:
    person = _person(request, public_id)
    until = person.contact.resting_until
    rows: list[Contact] = []
    if done(request, lambda: rows.append(wake(by=account_of(request), contact=person.contact))):
        # A rest that began today is as if it had never been; there is nothing left to take it back to.
        is_kept = rows[0].resting_since is not None
        again = reverse("contact_rest_again", args=[person.public_id], query={"until": until} if until else None)
        say(request, _("%(name)s is awake again.") % {"name": person.name}, undo=again if is_kept else None)
    return back(request, _address("person", person))


@require_POST
def contact_rest_again(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Undo of waking: the rest goes on, until the day in the address or until they are woken."""
    person = _person(request, public_id)
    until = _day_in(request)
    reason = person.contact.rest_reason
    if done(request, lambda: let_rest(by=account_of(request), contact=person.contact, until=until, reason=reason)):
        say(request, _("%(name)s rests again.") % {"name": person.name})
    return back(request, _address("person", person))


@require_POST
def contact_keep_on(request: HttpRequest, public_id: UUID) -> HttpResponse:
    person = _person(request, public_id)
    if done(request, lambda: keep_on(by=account_of(request), contact=person.contact)):
        sentence = _("You keep on with %(name)s. What went unanswered until today no longer counts.")
        say(request, sentence % {"name": person.name})
    return back(request, _address("person", person))


def _day_in(request: HttpRequest) -> date | None:
    """The wake day that the address carries; Http404 for what is no day."""
    given = request.GET.get("until")
    try:
        return date.fromisoformat(given) if given else None
    except ValueError:
        raise Http404 from None


def _outcome(person: Person, row: Contact) -> str:
    said = rest_sentence(row.resting_until, "", today=timezone.localdate())
    return _("%(name)s: %(rest)s.") % {"name": person.name, "rest": said}


def _person(request: HttpRequest, public_id: UUID) -> Person:
    return owned_or_404(Person.objects.contacts().select_related("contact"), request, public_id)


def _address(name: str, person: Person) -> str:
    return reverse(name, args=[person.public_id])
