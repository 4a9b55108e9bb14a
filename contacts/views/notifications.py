"""What the app itself has told: the page, and noting it as seen."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from contacts.models import Notification
from contacts.queries.notifications import count_new, notifications_page
from contacts.services.notifications import see_notifications
from contacts.views.access import account_of
from contacts.views.answers import back
from contacts.views.flash import say


@require_GET
def notifications(request: HttpRequest) -> HttpResponse:
    account = account_of(request)
    page, told = notifications_page(account, request.GET.get("page"))
    context = {"page": page, "told": told, "new": count_new(account), "today": timezone.localdate()}
    return render(request, "notifications/list.html", context)


@require_POST
def notifications_seen(request: HttpRequest) -> HttpResponse:
    """All of them."""
    seen = see_notifications(by=account_of(request))
    if seen:
        say(request, ngettext("Noted as seen.", "All noted as seen.", seen))
    return redirect("notifications")


@require_POST
def notification_seen(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """One of them, and on to what it is about."""
    account = account_of(request)
    row = get_object_or_404(Notification, account=account, public_id=public_id)
    see_notifications(by=account, notification=row)
    return back(request, row.path or reverse("notifications"))
