"""Muted rules: the list, one more for everybody, muted from wherever a rule speaks, and unmuted."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from contacts.forms.mutes import MuteForm
from contacts.models import Mute
from contacts.queries.mutes import list_mutes, mute_of, speaking_rules
from contacts.services.mutes import mute, unmute
from contacts.views.access import account_of, owned_or_404
from contacts.views.answers import back, own_path
from contacts.views.flash import say
from contacts.views.saving import done, saved
from contacts.wording_settings import muted_sentence, unmuted_sentence


@require_http_methods(["GET", "POST"])
def settings_mutes(request: HttpRequest) -> HttpResponse:
    account = account_of(request)
    speaking = speaking_rules(account)
    form = MuteForm(request.POST or None, account=account, rules=speaking)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        was = mute_of(account, rule=given["rule"], person=None)
        row = saved(form, lambda: mute(by=account, rule=given["rule"], because=given["because"]))
        if row is not None:
            _say_muted(request, row, was)
            return redirect("settings_mutes")
    context = {
        "form": form,
        "speaking": speaking,
        "page": list_mutes(account, request.GET.get("page", 1)),
        "today": timezone.localdate(),
    }
    return render(request, "settings/mutes.html", context, status=422 if request.method == "POST" else 200)


@require_POST
def mute_add(request: HttpRequest) -> HttpResponse:
    """Mute ``rule`` for ``person``, or for everybody, ``because`` of something, and go back to ``next``.

    An undo gives them in the address.
    """
    account = account_of(request)
    form = MuteForm(request.POST if "rule" in request.POST else request.GET, account=account)
    if not form.is_valid() and set(form.errors) == {"because"}:
        # What was typed is still there, to be shortened.
        context = {"form": form, "next": own_path(request, "")}
        return render(request, "settings/mute_because.html", context, status=422)
    if not form.is_valid():
        say(request, " ".join(str(sentence) for said in form.errors.values() for sentence in said), is_trouble=True)
        return back(request, reverse("settings_mutes"))
    given = form.cleaned_data
    was = mute_of(account, rule=given["rule"], person=given["person"])
    rows: list[Mute] = []
    if done(request, lambda: rows.append(mute(by=account, **given))):
        _say_muted(request, rows[0], was)
    return back(request, reverse("settings_mutes"))


@require_POST
def mute_remove(request: HttpRequest, public_id: UUID) -> HttpResponse:
    row = owned_or_404(Mute.objects.select_related("person"), request, public_id)
    if done(request, lambda: unmute(by=account_of(request), mute=row)):
        sentence = unmuted_sentence(row.rule, name=row.person.first_name if row.person else "")
        say(request, sentence, undo=_muting(row))
    return back(request, reverse("settings_mutes"))


def _say_muted(request: HttpRequest, row: Mute, was: Mute | None) -> None:
    """With an undo of what this did: muted already, it is the former reason that comes back."""
    sentence = muted_sentence(row.rule, name=row.person.first_name if row.person else "")
    undo = None
    if was is None:
        undo = reverse("mute_remove", args=[row.public_id])
    elif was.because and was.because != row.because:
        undo = _muting(was)
    say(request, sentence, undo=undo)


def _muting(row: Mute) -> str:
    """The address that mutes just so."""
    told = {"rule": row.rule, "person": str(row.person.public_id) if row.person else "", "because": row.because}
    return reverse("mute_add", query={name: value for name, value in told.items() if value})
