"""What is worth knowing before asking somebody for something, as a part of the form that notes the ask."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from contacts.models import Person
from contacts.queries import before_asking as queries
from contacts.views.access import account_of, owned_or_404


@require_GET
def before_asking(request: HttpRequest, public_id: UUID) -> HttpResponse:
    person = owned_or_404(Person.objects.select_related("contact__standing"), request, public_id)
    today = timezone.localdate()
    asking = queries.before_asking(account_of(request), person, today)
    return render(request, "exchanges/_before_asking.html", {"asking": asking, "today": today})
