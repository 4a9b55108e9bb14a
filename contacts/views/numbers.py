"""The numbers of the rules: changed, and back to usual."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from contacts.forms.numbers import NumbersForm
from contacts.rules.numbers import Numbers
from contacts.services.accounts import change_numbers
from contacts.views.access import account_of
from contacts.views.flash import say
from contacts.views.saving import saved


@require_http_methods(["GET", "POST"])
def settings_numbers(request: HttpRequest) -> HttpResponse:
    account = account_of(request)
    if request.POST.get("usual"):
        change_numbers(by=account, numbers=Numbers())
        say(request, _("All numbers are back to usual."))
        return redirect("settings_numbers")
    form = NumbersForm(request.POST or None, numbers=account.numbers)
    if request.method == "POST" and form.is_valid():
        changed = saved(form, lambda: change_numbers(by=account, numbers=form.numbers()))
        if changed is not None:
            say(request, _("Saved. Flags, balances and what was planned follow the new numbers."))
            return redirect("settings_numbers")
    context = {"form": form, "is_usual": account.numbers == Numbers()}
    return render(request, "settings/numbers.html", context, status=422 if request.method == "POST" else 200)
