"""What passed between the user and one person: the part of their page that a favour changes, and the list behind it."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET
from django_htmx.http import reswap, retarget

from contacts.forms.exchange_list import ExchangeFilter
from contacts.forms.exchanges import DIRECTIONS
from contacts.models import Person
from contacts.queries.exchanges import exchange_list
from contacts.queries.people import named
from contacts.queries.person import Span, person_page, select_for_page
from contacts.rules.balance import months_before
from contacts.views.access import account_of, owned_or_404
from contacts.views.answers import own_path, page_or_part


@require_GET
def person_exchanges(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The list behind the balance: every favour, filtered and paged as the address says."""
    person = owned_or_404(Person.objects.select_related("contact"), request, public_id)
    months = account_of(request).numbers.balance_months
    form = ExchangeFilter(request.GET, months=months)
    chosen, today = form.chosen(), timezone.localdate()
    since = months_before(today, months) if chosen.pop("window") == "recent" else None
    found = exchange_list(person, today, since=since, **chosen)
    context = {
        "person": named(person),
        "found": found,
        "page": found.page,
        "form": form,
        "chips": [(key, label, getattr(found.counts, key)) for key, label in ExchangeFilter.SHOW],
        "window": "recent" if since else "all",
        "here": request.get_full_path(),
        "today": today,
        **chosen,
    }
    return page_or_part(request, "exchanges/list.html", context, parts={"favours-found": "results"})


def fresh_ledger(request: HttpRequest, public_id: UUID, *, focus: str = "") -> HttpResponse:
    """For htmx: the balance card anew, and with it the flags, what is open and planned, and what was just said.

    ``focus`` is the button that the cursor goes back to.
    """
    row = owned_or_404(select_for_page(Person.objects.all()), request, public_id)
    context = {
        "person": person_page(account_of(request), row, span=span_of(request)),
        "here": own_path(request, reverse("person", args=[public_id])),
        "focus": focus,
        **page_choices(),
    }
    return retarget(reswap(render(request, "people/_ledger.html", context), "outerHTML"), "#balance")


def page_choices() -> dict[str, Any]:
    """What the page of a person offers beside what is known of them."""
    return {
        "today": timezone.localdate(),
        "kinds": [(key, one.label) for key, one in DIRECTIONS.items()],
    }


def span_of(request: HttpRequest) -> Span:
    """The window of the balance card, as the address or the form says."""
    given = request.POST.get("balance") or request.GET.get("balance")
    return "all" if given == "all" else "recent"
