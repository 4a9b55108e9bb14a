"""A favour that was somebody else's: moved to whom it belongs, and back."""

from functools import partial
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from contacts.errors import DomainError, StaleVersion
from contacts.forms.exchange_person import BackToForm, WhoseForm
from contacts.models import Exchange
from contacts.queries.people import named
from contacts.services.exchanges import change_person
from contacts.services.people import take_back_person
from contacts.views.access import account_of, owned_or_404
from contacts.views.flash import say
from contacts.views.saving import done, saved


@never_cache
@require_http_methods(["GET", "POST"])
def exchange_change_person(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Noted with the wrong person: say whose it was. An undo gives the former person in its address."""
    exchange = owned_or_404(Exchange.objects.select_related("person__contact"), request, public_id)
    if request.method == "POST" and "back_to" in request.GET:
        return _put_back(request, exchange)
    form = WhoseForm(request.POST or None, by=account_of(request))
    if form.is_bound and form.is_valid():
        moved = saved(form, partial(_change, request, exchange, form))
        if moved is not None:
            undo = f"{reverse('exchange_change_person', args=[public_id])}?"
            undo += urlencode({"back_to": exchange.person.public_id, **({} if form.chosen else {"made": "yes"})})
            say(request, _("It is noted with %(name)s now.") % {"name": moved.person.name}, undo=undo)
            return redirect("person", moved.person.public_id)
    context = {
        "person": named(exchange.person),
        "exchange": exchange,
        "form": form,
        "version": form.version_seen or exchange.version,
        "was_spoken_of": exchange.mentions.between_the_two().exists(),
    }
    return render(request, "exchanges/person.html", context, status=422 if form.is_bound else 200)


def _change(request: HttpRequest, exchange: Exchange, form: WhoseForm) -> Exchange:
    given = form.cleaned_data
    try:
        return change_person(
            by=account_of(request), exchange=exchange, to=form.chosen, to_name=given["name"], version=given["version"]
        )
    except DomainError as refusal:
        form.is_stale = isinstance(refusal, StaleVersion)
        refusal.field = "name" if refusal.field == "to" else refusal.field
        raise


def _put_back(request: HttpRequest, exchange: Exchange) -> HttpResponse:
    account, person = account_of(request), exchange.person
    form = BackToForm(request.GET, account=account)
    if not form.is_valid():
        say(request, _("This person is no longer here, so the favour stays where it is."), is_trouble=True)
    elif done(request, lambda: change_person(by=account, exchange=exchange, to=form.cleaned_data["back_to"])):
        if form.cleaned_data["made"]:
            take_back_person(by=account, person=person)
        person = form.cleaned_data["back_to"]
        say(request, _("It is noted with %(name)s again.") % {"name": person.name})
    return redirect("person", person.public_id)
