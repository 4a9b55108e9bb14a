"""The digest before it goes out, its last sends, and the mails that a house without a mail server keeps."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_GET, require_POST

from contacts.forms.digest import SendDigestForm
from contacts.forms.mail_links import PauseForm
from contacts.queries.channels import channel_states
from contacts.queries.digest import render_digest
from contacts.queries.kept_mail import KeptMessage, is_kept_here, kept_mails, kept_message
from contacts.queries.mornings import next_morning
from contacts.services.accounts import change_settings
from contacts.services.notifications import ask_for_digest
from contacts.templatetags.look import day
from contacts.views.access import account_of
from contacts.views.answers import back
from contacts.views.flash import say
from contacts.views.saving import saved
from contacts.views.sends import sends
from contacts.vocabulary import ChannelKind

# A mail brings its own style element. It is a page of its own, alone or framed by one of ours, so nothing else of the
# product is opened up.
MAIL_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'"
)


@require_GET
def digest(request: HttpRequest) -> HttpResponse:
    """Show me the next one: when it goes, where to, every word. While one is on its way, htmx asks after it."""
    if request.headers.get("HX-Target") == "sent":
        return TemplateResponse(request, "digest/_sends.html", sends(request, "digest"))
    return _page(request, SendDigestForm.fresh())


@require_GET
@xframe_options_sameorigin
def digest_html(request: HttpRequest) -> HttpResponse:
    """The HTML part of that mail, as a mail program shows it. With ``?framed=1`` its links leave the frame it is in."""
    account = account_of(request)
    html = render_digest(account, next_morning(account, timezone.now()).on).html
    return _mail(html, back="" if "framed" in request.GET else reverse("digest"))


@require_POST
def digest_send(request: HttpRequest) -> HttpResponse:
    """Send it to me now; the morning's one comes all the same."""
    account = account_of(request)
    form = SendDigestForm(request.POST)
    if form.is_valid():
        row = saved(form, lambda: ask_for_digest(by=account, entry_key=form.cleaned_data["entry_key"]))
        if row is not None:
            sentence = (
                _("Today's digest is being written. This house has no mail server: it is kept on this machine.")
                if is_kept_here()
                else _("Today's digest is on its way to %(email)s.")
            )
            say(request, sentence % {"email": account.email})
            return redirect("digest")
    return _page(request, form, status=422)


@require_POST
def digest_pause(request: HttpRequest) -> HttpResponse:
    """A holiday in one tap: no digest until a day; or go on at once."""
    account, today = account_of(request), timezone.localdate()
    form = PauseForm(request.POST, today=today)
    if form.is_valid():
        until = form.paused_until()
        if saved(form, lambda: change_settings(by=account, values={"paused_until": until})) is not None:
            sentence = _("No digest before %(day)s. What is due waits on Today.") if until else _("The digest goes on.")
            say(request, sentence % {"day": day(until, today)})
            return back(request, reverse("digest"))
    return _page(request, SendDigestForm.fresh(), pause=form, status=422)


@require_GET
def kept_mail(request: HttpRequest) -> HttpResponse:
    """Digests kept as files, while no mail server is set up: one's own only."""
    context = {"mails": kept_mails(account_of(request)), "is_kept_here": is_kept_here(), "today": timezone.localdate()}
    return TemplateResponse(request, "digest/kept.html", context)


@require_GET
def kept_mail_message(request: HttpRequest, name: str) -> HttpResponse:
    return TemplateResponse(request, "digest/message.html", {"mail": _kept_or_404(request, name)})


@require_GET
def kept_mail_html(request: HttpRequest, name: str) -> HttpResponse:
    return _mail(_kept_or_404(request, name).html, back=reverse("kept_mail_message", args=[name]))


def _page(
    request: HttpRequest, form: SendDigestForm, *, pause: PauseForm | None = None, status: int = 200
) -> HttpResponse:
    account, today = account_of(request), timezone.localdate()
    morning = next_morning(account, timezone.now())
    states = channel_states(account)
    context = {
        "form": form,
        "pause": pause or PauseForm(today=today),
        "paused_until": morning.paused_until,
        "pause_next": reverse("digest"),
        "morning": morning,
        "digest": render_digest(account, morning.on),
        "by_mail": states[ChannelKind.EMAIL].is_on,
        "channels_on": [state.kind.label for state in states.values() if state.is_on],
        "today": today,
        **sends(request, "digest"),
    }
    return TemplateResponse(request, "digest/index.html", context, status=status)


def _mail(html: str, *, back: str) -> HttpResponse:
    """The mail with one line above it that leads back; without one its links open over the page that frames it."""
    if not back:
        return _as_mail(html.replace("<head>", '<head><base target="_top">', 1))
    start, body, rest = html.partition("<body>")
    way_back = format_html(
        '<p style="margin:0;padding:16px 16px 0"><a href="{}">{}</a></p>', back, _("Back to Rapport")
    )
    return _as_mail(f"{start}{body}{way_back}{rest}" if body else f"{way_back}{html}")


def _as_mail(html: str) -> HttpResponse:
    return HttpResponse(html, headers={"Content-Security-Policy": MAIL_POLICY, "Cache-Control": "no-store"})


def _kept_or_404(request: HttpRequest, name: str) -> KeptMessage:
    mail = kept_message(account_of(request), name)
    if mail is None:
        raise Http404
    return mail
