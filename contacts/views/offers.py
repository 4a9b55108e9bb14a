"""What one can give: the list, added to, put right, taken off with undo."""

from uuid import UUID, uuid4

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from contacts.forms.offers import OfferForm
from contacts.models import Offer
from contacts.queries.offers import list_offers
from contacts.services.offers import add_offer, delete_offer, edit_offer
from contacts.views.access import account_of, owned_or_404
from contacts.views.flash import say
from contacts.views.saving import saved


@require_http_methods(["GET", "POST"])
def settings_offers(request: HttpRequest) -> HttpResponse:
    account = account_of(request)
    form = OfferForm.fresh()
    if request.method == "POST":
        # The undo of a deletion gives what it was in its address.
        form = OfferForm(request.POST if "what" in request.POST else request.GET)
        if form.is_valid() and saved(form, lambda: add_offer(by=account, **form.cleaned_data)) is not None:
            say(request, _("It is on your list."))
            return redirect("settings_offers")
    found = list_offers(account, request.GET.get("page", 1), kind=request.GET.get("kind", ""))
    context = {"form": form, "found": found, "page": found.page}
    return render(request, "settings/offers.html", context, status=422 if request.method == "POST" else 200)


@require_http_methods(["GET", "POST"])
def offer_edit(request: HttpRequest, public_id: UUID) -> HttpResponse:
    row = owned_or_404(Offer.objects.all(), request, public_id)
    form = OfferForm(request.POST) if request.method == "POST" else OfferForm.fresh(row)
    if request.method == "POST" and form.is_valid() and saved(form, lambda: _edit(request, row, form)) is not None:
        say(request, _("Saved."))
        return redirect("settings_offers")
    context = {"form": form, "offer": row}
    return render(request, "settings/offer.html", context, status=422 if request.method == "POST" else 200)


def _edit(request: HttpRequest, row: Offer, form: OfferForm) -> Offer:
    told = form.cleaned_data
    return edit_offer(by=account_of(request), offer=row, what=told["what"], category=told["category"])


@require_POST
def offer_delete(request: HttpRequest, public_id: UUID) -> HttpResponse:
    row = owned_or_404(Offer.objects.all(), request, public_id)
    delete_offer(by=account_of(request), offer=row)
    again = urlencode({"entry_key": str(uuid4()), "what": row.what, "category": row.category})
    say(request, _("It is off your list."), undo=f"{reverse('settings_offers')}?{again}")
    return redirect("settings_offers")
