"""What was deleted and can be brought back; and the step that brings it back, which every Undo posts to."""

from collections.abc import Callable
from typing import Any, cast, get_args
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from contacts.errors import DomainError
from contacts.queries.deleted import KEPT_DAYS, Kind, deleted_page, deleted_rows
from contacts.queries.merges import merges_to_undo
from contacts.services.events import restore_event
from contacts.services.exchanges import restore_exchange
from contacts.services.interactions import restore_interaction
from contacts.services.people import restore_person
from contacts.views.access import account_of
from contacts.views.answers import back
from contacts.views.flash import say

KIND_LABELS = [
    ("person", gettext_lazy("People")),
    ("interaction", gettext_lazy("Interactions")),
    ("exchange", gettext_lazy("Favours")),
    ("event", gettext_lazy("Events")),
]
RESTORE: dict[str, Callable[..., object]] = {
    "person": restore_person,
    "interaction": restore_interaction,
    "exchange": restore_exchange,
    "event": restore_event,
}


@require_GET
def deleted(request: HttpRequest) -> HttpResponse:
    wanted = request.GET.get("kind")
    kind = cast(Kind, wanted) if wanted in get_args(Kind) else None
    listing = deleted_page(account_of(request), kind, request.GET.get("page"))
    chips = [(each, label, listing.counts[cast(Kind, each)]) for each, label in KIND_LABELS]
    context = {
        "listing": listing,
        "chips": chips,
        "days": KEPT_DAYS,
        "is_empty": not any(listing.counts.values()),
        "merges": merges_to_undo(account_of(request)),
    }
    return render(request, "deleted/deleted.html", context)


@require_POST
def deleted_restore(request: HttpRequest, kind: str, public_id: UUID) -> HttpResponse:
    if kind not in RESTORE:
        raise Http404
    row: Any = get_object_or_404(deleted_rows(account_of(request), cast(Kind, kind)), public_id=public_id)
    try:
        RESTORE[kind](by=account_of(request), **{kind: row})
    except DomainError as refusal:
        say(request, refusal.sentence, is_trouble=True)
    else:
        say(request, _("It is back."))
    return back(request, _page_of(kind, row))


def _page_of(kind: str, row: Any) -> str:
    if kind == "event":
        return reverse("event", args=[row.public_id])
    return reverse("person", args=[row.public_id if kind == "person" else row.person.public_id])
