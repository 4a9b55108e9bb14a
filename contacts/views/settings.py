"""Settings: the account's clock and days, its digest, invitations. And the More page."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from contacts.accounts_adapter import INVITATION_KEY
from contacts.forms.mail_links import PauseForm
from contacts.forms.settings import DigestForm, SettingsForm
from contacts.models import Interaction, Invitation, User
from contacts.queries.deleted import KINDS, deleted_rows
from contacts.queries.mornings import next_morning
from contacts.queries.notifications import count_new
from contacts.queries.sorting import count_to_sort
from contacts.services.accounts import (
    adopt_time_zone,
    change_settings,
    find_invitation,
    invite,
    may_invite,
    revoke_invitation,
)
from contacts.views.access import account_of
from contacts.views.flash import say
from contacts.views.saving import saved

NEW_INVITATION = "new_invitation"


@require_GET
def more(request: HttpRequest) -> HttpResponse:
    account = account_of(request)
    context = {
        "new": count_new(account),
        "to_finish": Interaction.objects.owned_by(account).unfinished().count(),
        "deleted": sum(deleted_rows(account, kind).count() for kind in KINDS),
        "may_invite": may_invite(account),
        "to_sort": count_to_sort(account),
    }
    return render(request, "settings/more.html", context)


@require_http_methods(["GET", "POST"])
def settings(request: HttpRequest) -> HttpResponse:
    account = account_of(request)
    # A ModelForm writes onto its instance while validating: a refused time zone must not colour this very page.
    form = SettingsForm(request.POST or None, instance=User.objects.get(pk=account.pk))
    if request.method == "POST" and form.is_valid() and _changed(form, account):
        say(request, _("Saved."))
        return redirect("settings")
    context = {"form": form, "account": account, "may_invite": may_invite(account), "now": timezone.localtime()}
    return render(request, "settings/settings.html", context, status=_status(request))


@require_http_methods(["GET", "POST"])
def settings_digest(request: HttpRequest) -> HttpResponse:
    account = account_of(request)
    form = DigestForm(request.POST or None, instance=User.objects.get(pk=account.pk))
    if request.method == "POST" and form.is_valid() and _changed(form, account):
        say(request, _("Saved."))
        return redirect("settings_digest")
    today = timezone.localdate()
    context = {
        "form": form,
        "account": account,
        "pause": PauseForm(today=today),
        "paused_until": next_morning(account, timezone.now()).paused_until,
        "pause_next": reverse("settings_digest"),
        "today": today,
    }
    return render(request, "settings/digest.html", context, status=_status(request))


def _changed(form: SettingsForm | DigestForm, account: User) -> bool:
    return saved(form, lambda: change_settings(by=account, values=form.changes())) is not None


@require_POST
def settings_time_zone(request: HttpRequest) -> HttpResponse:
    """The browser says where it is. Taken over only while none was chosen by hand; nonsense is passed over."""
    adopt_time_zone(by=account_of(request), name=request.POST.get("browser_time_zone", "")[:64])
    return HttpResponse(status=204)


# Invitations


@never_cache
@require_http_methods(["GET", "POST"])
def settings_invitations(request: HttpRequest) -> HttpResponse:
    """The first account invites. A new link is shown once, to be copied; the list only says that it is out."""
    account = account_of(request)
    if not may_invite(account):
        raise Http404
    if request.method == "POST":
        request.session[NEW_INVITATION] = invite(by=account).token
        return redirect("settings_invitations")
    token = request.session.pop(NEW_INVITATION, "")
    invitations = Invitation.objects.filter(invited_by=account).select_related("accepted_by").order_by("-created_at")
    context = {
        "link": request.build_absolute_uri(reverse("invited", args=[token])) if token else "",
        "invitations": invitations[:50],
        "now": timezone.now(),
    }
    return render(request, "settings/invitations.html", context)


@require_POST
def invitation_revoke(request: HttpRequest, pk: int) -> HttpResponse:
    account = account_of(request)
    invitation = get_object_or_404(Invitation, pk=pk, invited_by=account)
    revoke_invitation(by=account, invitation=invitation)
    say(request, _("The invitation is revoked. Its link opens nothing any more."))
    return redirect("settings_invitations")


@login_not_required
@never_cache
@require_GET
def invited(request: HttpRequest, token: str) -> HttpResponse:
    """The link of an invitation: remembered for the sign-up that follows."""
    if request.user.is_authenticated:
        return redirect("today")
    if find_invitation(token) is None:
        say(
            request, _("This invitation was used already, or its 14 days are over. Ask for a new one."), is_trouble=True
        )
        return redirect("account_login")
    request.session[INVITATION_KEY] = token
    return redirect("account_signup")


def _status(request: HttpRequest) -> int:
    return 422 if request.method == "POST" else 200
