"""Forgotten for good (E-61): a person after seven days, or at once for who must; an account after seven days."""

from uuid import UUID

from allauth.core import ratelimit
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from contacts.forms.people import EraseForm, ForgetForm
from contacts.forms.settings import DeleteAccountForm
from contacts.models import Person
from contacts.queries.closing import what_goes
from contacts.queries.held import held_on
from contacts.queries.people import named
from contacts.services.accounts import CLOSE_AFTER, close_account, keep_account
from contacts.services.forgetting import FORGET_AFTER, forget_person
from contacts.services.people import erase_person
from contacts.views.access import account_of, owned_or_404
from contacts.views.answers import back
from contacts.views.flash import say
from contacts.views.saving import done, saved


@require_http_methods(["GET", "POST"])
def person_forget(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The page says what goes; posting hides it at once, and seven days later it is really gone."""
    row = owned_or_404(Person.everything.select_related("contact"), request, public_id)
    form = ForgetForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        leave_hash = form.cleaned_data["leave_hash"]
        gone = saved(form, lambda: forget_person(by=account_of(request), person=row, leave_hash=leave_hash))
        if gone is not None and gone.forget_at is not None:
            told = {"name": row.name, "day": date_format(account_of(request).local(gone.forget_at), "j F")}
            undo = reverse("deleted_restore", args=["person", public_id])
            say(request, _("%(name)s is hidden now and gone for good on %(day)s.") % told, undo=undo)
            return redirect("people")
    context = {
        "person": named(row),
        "is_deleted": row.deleted_at is not None,
        "form": form,
        "held": held_on(row),
        "has_addresses": row.handles.exists(),
        "days": FORGET_AFTER.days,
    }
    return render(request, "people/forget.html", context, status=422 if request.method == "POST" else 200)


@require_http_methods(["GET", "POST"])
def person_erase(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """For who must: at once, whether deleted before or not. The name is typed, or a box ticked."""
    row = owned_or_404(Person.everything.select_related("contact"), request, public_id)
    form = EraseForm(request.POST or None, person=row)
    if request.method == "POST" and form.is_valid():
        erase_person(by=account_of(request), person=row)
        say(request, _("Everything held on this person is erased."))
        return redirect("people")
    context = {"person": named(row), "is_deleted": row.deleted_at is not None, "form": form, "held": held_on(row)}
    return render(request, "people/erase.html", context, status=422 if request.method == "POST" else 200)


@require_http_methods(["GET", "POST"])
def settings_delete_account(request: HttpRequest) -> HttpResponse:
    """Says what goes and asks for the password; seven days later it is done, unless they keep the account."""
    account = account_of(request)
    form = DeleteAccountForm(request.POST or None, account=account)
    if request.method == "POST":
        if not ratelimit.consume(request, action="reauthenticate", user=account):
            return ratelimit.respond_429(request)
        if form.is_valid():
            close_account(by=account)
            say(request, _("Noted. Until that day you can change your mind."), undo=reverse("account_keep"))
            return redirect("settings_delete_account")
    context = {"form": form, "goes": what_goes(account), "account": account, "days": CLOSE_AFTER.days}
    return render(request, "settings/delete_account.html", context, status=422 if request.method == "POST" else 200)


@require_POST
def account_keep(request: HttpRequest) -> HttpResponse:
    if done(request, lambda: keep_account(by=account_of(request))):
        say(request, _("The account stays, with everything in it. Digests come again."))
    return back(request, reverse("settings"))
