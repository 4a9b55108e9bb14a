"""The channels' page: which are on, the webhook's address, tests, and how the last sends fared."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from contacts.forms.channels import SendTestForm, SwitchForm, WebhookForm
from contacts.queries.channels import channel_states
from contacts.services.channels import set_webhook, turn_off, turn_on
from contacts.services.notifications import send_test
from contacts.views.access import account_of
from contacts.views.answers import page_or_part
from contacts.views.flash import say
from contacts.views.saving import saved
from contacts.views.sends import sends
from contacts.vocabulary import ChannelKind

TEMPLATE = "settings/channels.html"
OUTCOMES = {
    (ChannelKind.EMAIL, True): lambda: _("Digests come by e-mail again."),
    (ChannelKind.EMAIL, False): lambda: _("No more digests by e-mail."),
    (ChannelKind.IN_APP, True): lambda: _("Digests come in the app again."),
    (ChannelKind.IN_APP, False): lambda: _("No more digests in the app."),
    (ChannelKind.WEBHOOK, True): lambda: _("The webhook is on."),
    (ChannelKind.WEBHOOK, False): lambda: _("The webhook is off."),
}


@require_http_methods(["GET", "POST"])
def settings_channels(request: HttpRequest) -> HttpResponse:
    """Every channel; posting gives or forgets the webhook's address. While a send is on its way, htmx asks after it."""
    account = account_of(request)
    if request.method != "POST":
        return _page(request, WebhookForm(initial={"address": channel_states(account)[ChannelKind.WEBHOOK].address}))
    if "forget" in request.POST:
        set_webhook(by=account, address="")
        say(request, _("The webhook is forgotten."))
        return redirect("settings_channels")
    form = WebhookForm(request.POST)
    if form.is_valid() and saved(form, lambda: set_webhook(by=account, address=form.cleaned_data["address"])):
        say(request, _("Saved. Send yourself a test."))
        return redirect("settings_channels")
    return _page(request, form, status=422)


@require_POST
def channel_switch(request: HttpRequest) -> HttpResponse:
    account, form = account_of(request), SwitchForm(request.POST)
    webhook = WebhookForm(initial={"address": channel_states(account)[ChannelKind.WEBHOOK].address})
    if form.is_valid():
        kind, on = ChannelKind(form.cleaned_data["kind"]), form.cleaned_data["on"] == "1"
        if saved(form, lambda: (turn_on if on else turn_off)(by=account, kind=kind)) is not None:
            say(request, OUTCOMES[kind, on]())
            return redirect("settings_channels")
    return _page(request, webhook, refused=form, status=422)


@require_POST
def channel_test(request: HttpRequest) -> HttpResponse:
    """Send me a test; how it fared stands among the last sends a moment later."""
    account, form = account_of(request), SendTestForm(request.POST)
    webhook = WebhookForm(initial={"address": channel_states(account)[ChannelKind.WEBHOOK].address})
    if form.is_valid():
        kind, key = ChannelKind(form.cleaned_data["kind"]), form.cleaned_data["entry_key"]
        if saved(form, lambda: send_test(by=account, kind=kind, entry_key=key)) is not None:
            say(request, _("The test is on its way. Below you see how it fares."))
            return redirect("settings_channels")
    return _page(request, webhook, refused=form, status=422)


def _page(
    request: HttpRequest, form: WebhookForm, *, refused: forms.Form | None = None, status: int = 200
) -> TemplateResponse:
    states = channel_states(account_of(request))
    context = {
        "form": form,
        "refused": [sentence for sentences in refused.errors.values() for sentence in sentences] if refused else [],
        "channels": [(state, SendTestForm.fresh(kind)) for kind, state in states.items()],
        "webhook": states[ChannelKind.WEBHOOK],
        "none_is_on": not any(state.is_on for state in states.values()),
        "today": timezone.localdate(),
        **sends(request, "settings_channels"),
    }
    return page_or_part(request, TEMPLATE, context, parts={"sent": "sends"}, status=status)
