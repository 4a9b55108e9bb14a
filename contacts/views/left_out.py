"""Left out for good (E-53): the page that lists them, the step on a person's page, and the way back in."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from contacts.forms.search import SearchFilter
from contacts.models import Person
from contacts.queries.left_out import left_out_page
from contacts.queries.people import named
from contacts.services.people import leave_out, let_in
from contacts.views.access import account_of, owned_or_404
from contacts.views.answers import back
from contacts.views.flash import say
from contacts.views.saving import done


@require_GET
def left_out(request: HttpRequest) -> HttpResponse:
    chosen = SearchFilter(request.GET).chosen()
    text, page = chosen["text"], chosen["page_number"]
    context = {"listing": left_out_page(account_of(request), text=text, page_number=page), "text": text}
    return render(request, "people/left_out.html", context)


@require_http_methods(["GET", "POST"])
def person_leave_out(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The page says what it means; posting does it."""
    row = owned_or_404(Person.objects.select_related("contact"), request, public_id)
    if request.method == "POST":
        if done(request, lambda: leave_out(by=account_of(request), person=row)):
            undo = reverse("person_let_in", args=[public_id])
            say(request, _("%(name)s is left out for good.") % {"name": row.name}, undo=undo)
        return redirect("people")
    return render(request, "people/leave_out.html", {"person": named(row)})


@require_POST
def person_let_in(request: HttpRequest, public_id: UUID) -> HttpResponse:
    row = owned_or_404(Person.objects.all(), request, public_id)
    if done(request, lambda: let_in(by=account_of(request), person=row)):
        say(request, _("%(name)s stands at the door again.") % {"name": row.name})
    return back(request, reverse("person", args=[public_id]))
