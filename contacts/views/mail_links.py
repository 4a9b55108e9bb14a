"""The pages behind the links of the mails, open to whoever has the link: a GET shows, only a POST acts.

Mail scanners follow every link, so opening one never does anything. The pages say a first name and nothing else (E-60),
are kept by no cache, found by no search, and name their address to no other site.
"""

from collections.abc import Callable
from functools import wraps
from urllib.parse import urlsplit
from uuid import UUID

from django import forms
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from contacts.forms.choices import snoozes
from contacts.forms.mail_links import ChooseSnoozeForm, PauseForm
from contacts.models import FollowUp, User
from contacts.queries.channels import is_channel_on
from contacts.queries.mail_links import Linked, find_account, find_follow_up, find_linked
from contacts.services.accounts import change_settings
from contacts.services.channels import unsubscribe
from contacts.services.dealing import deal_with, deed_mark, take_back
from contacts.services.follow_ups import asks_about_cadence
from contacts.signed import (
    Action,
    ActionLink,
    LinkRefused,
    UndoLink,
    read_action,
    read_pause,
    read_undo,
    read_unsubscribe,
    undo_url,
)
from contacts.views.saving import saved
from contacts.vocabulary import ChannelKind, FollowUpKind
from contacts.wording_mail import TALKS, action_words, answer, question, taken_back

require_page = require_http_methods(["GET", "HEAD", "POST"])
Page = Callable[[HttpRequest, str], HttpResponse]


def quiet(view: Page) -> Page:
    """Answer a link that does nothing in words, and keep every answer out of caches and search engines."""

    @never_cache
    @wraps(view)
    def page(request: HttpRequest, token: str) -> HttpResponse:
        try:
            response = view(request, token)
        except LinkRefused as refusal:
            status = 410 if refusal.is_expired else 404
            response = render(request, "mail_links/refused.html", {"is_expired": refusal.is_expired}, status=status)
        response["X-Robots-Tag"] = "noindex, nofollow"
        # Not "no-referrer": browsers would then keep the form's origin to themselves, and it would pass for forged.
        response["Referrer-Policy"] = "same-origin"
        return response

    return page


@require_page
@login_not_required
@quiet
def mail_done(request: HttpRequest, token: str) -> HttpResponse:
    """Done, kept, thanked, told; after a talk it offers to log what was said."""
    return _action_page(request, read_action(token, action="done"), "done", forms.Form(_posted(request)))


@require_page
@login_not_required
@quiet
def mail_snooze(request: HttpRequest, token: str) -> HttpResponse:
    """Put off by one of five choices; of a promise, its day moves."""
    return _action_page(request, read_action(token, action="snooze"), "snooze", ChooseSnoozeForm(_posted(request)))


@require_page
@login_not_required
@quiet
def mail_not_needed(request: HttpRequest, token: str) -> HttpResponse:
    """Not needed; a promise is dropped."""
    return _action_page(request, read_action(token, action="not_needed"), "not_needed", forms.Form(_posted(request)))


@require_page
@login_not_required
@quiet
def mail_undo(request: HttpRequest, token: str) -> HttpResponse:
    """Take back what a link has just done, unless something was done to it since."""
    link = read_undo(token)
    row = _row(link)
    by, name = row.person.owner, row.person.first_name
    form, sentence = forms.Form(_posted(request)), ""
    if form.is_valid() and saved(form, lambda: take_back(by=by, follow_up=row, link=link)) is not None:
        sentence = taken_back(FollowUpKind(row.kind), name=name)
    can_undo = not sentence and link.mark == deed_mark(row)
    context = {"form": form, "name": name, "sentence": sentence, "can_undo": can_undo}
    return render(request, "mail_links/undo.html", context, status=422 if form.errors else 200)


@require_page
@login_not_required
@quiet
def mail_pause(request: HttpRequest, token: str) -> HttpResponse:
    """No digest until a day; or on again at once."""
    account = _account(read_pause(token))
    today = timezone.localdate(timezone=account.tz)
    form = PauseForm(_posted(request), today=today)
    has_changed = False
    if request.method == "POST" and form.is_valid():
        values = {"paused_until": form.paused_until()}
        changed = saved(form, lambda: change_settings(by=account, values=values))
        if changed is not None:
            account, has_changed = changed, True
    paused_until = account.paused_until if account.paused_until and account.paused_until > today else None
    context = {"form": form, "paused_until": paused_until, "has_changed": has_changed, "today": today}
    return render(request, "mail_links/pause.html", context, status=422 if form.errors else 200)


# Exempt: a mail program posts to it by itself, without cookies (RFC 8058). Nobody can forge what the link signs.
@csrf_exempt
@require_page
@login_not_required
@quiet
def mail_unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    """No more digests by e-mail. On again they go by the settings only, signed in."""
    account = _account(read_unsubscribe(token))
    if request.method == "POST":
        unsubscribe(account=account)
    is_on = is_channel_on(account.pk, ChannelKind.EMAIL)
    return render(request, "mail_links/unsubscribe.html", {"is_on": is_on})


def _action_page(request: HttpRequest, link: ActionLink, action: Action, form: forms.Form) -> HttpResponse:
    linked = _linked(link)
    today = timezone.localdate(timezone=linked.account.tz)
    if request.method == "POST" and linked.is_open and form.is_valid():
        choice = form.cleaned_data.get("choice", "")
        account, row = linked.account, linked.follow_up
        dealt = saved(form, lambda: deal_with(by=account, follow_up=row, action=action, choice=choice, turn=link.turn))
        if dealt is not None:
            return _answer(request, linked, action, dealt)
        linked = _linked(link)
    context = {"linked": linked, "name": linked.first_name, "form": form, "action": action, "today": today}
    if not linked.is_open:
        return render(request, "mail_links/stands.html", context)
    context |= {
        "question": question(linked.kind, action, name=linked.first_name),
        "words": action_words(linked.kind, action),
        "snoozes": snoozes(today) if isinstance(form, ChooseSnoozeForm) else (),
    }
    return render(request, "mail_links/act.html", context, status=422 if form.errors else 200)


def _answer(request: HttpRequest, linked: Linked, action: Action, dealt: FollowUp) -> HttpResponse:
    is_talk = action == "done" and linked.kind in TALKS
    asks = action == "not_needed" and asks_about_cadence(by=linked.account, follow_up=dealt)
    query = {"person": str(linked.person), "follow_up": str(dealt.public_id)}
    context = {
        "name": linked.first_name,
        "sentence": answer(
            linked.kind,
            action,
            name=linked.first_name,
            until=dealt.due_on if linked.kind == FollowUpKind.PROMISE_MINE else dealt.shown_on,
            today=timezone.localdate(timezone=linked.account.tz),
        ),
        "log": reverse("log", query=query) if is_talk else "",
        "cadence": reverse("follow_up_cadence", args=[dealt.public_id]) if asks else "",
        "undo": _undo_path(linked, action, dealt),
    }
    return render(request, "mail_links/dealt.html", context)


def _undo_path(linked: Linked, action: Action, dealt: FollowUp) -> str:
    before = linked.follow_up
    is_moved = linked.kind == FollowUpKind.PROMISE_MINE and action == "snooze"
    link = UndoLink(
        account=linked.account.public_id,
        follow_up=dealt.public_id,
        action=action,
        mark=deed_mark(dealt),
        was_on=before.due_on if is_moved else before.snoozed_until,
    )
    # The path alone: whoever came by another name of this house stays there.
    return urlsplit(undo_url(link)).path


def _linked(link: ActionLink) -> Linked:
    linked = find_linked(link)
    if linked is None:
        raise LinkRefused(is_expired=False)
    return linked


def _row(link: UndoLink) -> FollowUp:
    row = find_follow_up(account=link.account, follow_up=link.follow_up)
    if row is None:
        raise LinkRefused(is_expired=False)
    return row


def _account(public_id: UUID) -> User:
    account = find_account(public_id)
    if account is None:
        raise LinkRefused(is_expired=False)
    return account


def _posted(request: HttpRequest) -> QueryDict | None:
    return request.POST if request.method == "POST" else None
