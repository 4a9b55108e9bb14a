"""The numbers of the rules: changed, back to usual, and as they were before."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from contacts.forms.numbers import USUAL, NumbersForm
from contacts.rules.numbers import Numbers, changed
from contacts.services.accounts import change_numbers
from contacts.views.access import account_of
from contacts.views.flash import say
from contacts.views.saving import saved


@require_http_methods(["GET", "POST"])
def settings_numbers(request: HttpRequest) -> HttpResponse:
    account = account_of(request)
    before = account.numbers
    form = NumbersForm(_asked_for(request), numbers=before)
    is_good = request.method == "POST" and form.is_valid()
    if is_good and saved(form, lambda: change_numbers(by=account, numbers=form.numbers())) is not None:
        say(request, _sentence(request), undo=None if _is_undo(request) else _back_to(before))
        return redirect("settings_numbers")
    context = {"form": form, "is_usual": before == Numbers()}
    return render(request, "settings/numbers.html", context, status=422 if request.method == "POST" else 200)


def _is_undo(request: HttpRequest) -> bool:
    return "back" in request.GET


def _back_to(numbers: Numbers) -> str:
    """The address that puts these numbers back: an Undo posts without fields, so they stand in it."""
    return f"{reverse('settings_numbers')}?{urlencode({'back': 1, **changed(numbers)})}"


def _asked_for(request: HttpRequest) -> Mapping[str, Any] | None:
    """The numbers to change to: those of an Undo's address, where the ones left out are as usual, or of the form."""
    if request.method != "POST":
        return None
    if _is_undo(request):
        return {**USUAL, **request.GET.dict()}
    return USUAL if request.POST.get("usual") else request.POST


def _sentence(request: HttpRequest) -> str:
    if _is_undo(request):
        return _("The numbers are as they were.")
    if request.POST.get("usual"):
        return _("All numbers are back to usual.")
    return _("Saved. Flags, balances and what was planned follow the new numbers.")
