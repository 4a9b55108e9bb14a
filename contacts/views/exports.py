"""Taking everything along: order the file, watch it grow, fetch it. And the data alone, at once."""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST
from django_htmx.http import HttpResponseClientRedirect

from contacts.models import Export, Interaction, Person
from contacts.queries.exports import export_pieces
from contacts.services.exports import KEPT_DAYS, make_export
from contacts.views.access import account_of, owned_or_404
from contacts.views.answers import by_htmx
from contacts.views.flash import say
from contacts.views.saving import done
from contacts.vocabulary import ExportState

SHOWN = 10
SAID_EVERY = 20


@never_cache
@require_GET
def exports(request: HttpRequest) -> HttpResponse:
    account = account_of(request)
    rows = list(Export.objects.owned_by(account).order_by("-pk")[:SHOWN])
    working = next((row for row in rows if row.state == ExportState.WORKING), None)
    now = timezone.now()
    context = {
        "entry_key": uuid4(),
        "files": [row for row in rows if row.state == ExportState.DONE and row.expires_at and row.expires_at > now],
        "failed": rows[0] if rows and rows[0].state == ExportState.FAILED else None,
        "kept_days": KEPT_DAYS,
        "people": Person.objects.owned_by(account).count(),
        "interactions": Interaction.objects.owned_by(account).count(),
        **(_progress(working) if working else {}),
    }
    return render(request, "exports/exports.html", context)


@require_POST
def export_make(request: HttpRequest) -> HttpResponse:
    """Order the file. A second click, or one while it is being made, is the same order."""
    account = account_of(request)
    key = _key(request.POST.get("entry_key", ""))
    done(request, lambda: make_export(by=account, entry_key=key))
    return redirect("exports")


@never_cache
@require_GET
def export_progress(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """How far it is, asked every two seconds; the whole page once it has ended."""
    export = owned_or_404(Export.objects.all(), request, public_id)
    if not by_htmx(request):
        return redirect("exports")
    if export.state != ExportState.WORKING:
        return HttpResponseClientRedirect(reverse("exports"))
    context = _progress(export)
    context["is_news"] = request.GET.get("said") != str(context["said"])
    return TemplateResponse(request, "exports/exports.html#progress", context)


@never_cache
@require_GET
def export_file(request: HttpRequest, public_id: UUID) -> HttpResponse | FileResponse:
    """The file itself, to its owner alone and within its days."""
    export = owned_or_404(Export.objects.filter(state=ExportState.DONE), request, public_id)
    if export.expires_at is None or export.expires_at <= timezone.now() or not export.file:
        return _gone(request)
    try:
        file = export.file.open("rb")
    except FileNotFoundError:
        return _gone(request)
    name = f"rapport-{account_of(request).local(export.created_at):%Y-%m-%d}.zip"
    return FileResponse(file, as_attachment=True, filename=name, content_type="application/zip")


@require_GET
def settings_export_json(request: HttpRequest) -> StreamingHttpResponse:
    """The data alone, made while it is fetched."""
    at = timezone.now()
    pieces = (piece.encode() for piece in export_pieces(account_of(request), at=at))
    answer = StreamingHttpResponse(pieces, content_type="application/json")
    answer["Content-Disposition"] = f'attachment; filename="{_file_name(at)}"'
    return answer


def _progress(export: Export) -> dict[str, Any]:
    percent = min(99, 100 * export.done // export.total) if export.total else None
    steps = SAID_EVERY * (percent // SAID_EVERY) if percent is not None else ""
    return {"export": export, "percent": percent, "said": steps}


def _gone(request: HttpRequest) -> HttpResponse:
    say(request, _("This file is not kept any more. Order a new one."), is_trouble=True)
    return redirect("exports")


def _key(text: str) -> UUID:
    """The form's key; one that nobody could have been given is no form of ours."""
    try:
        return UUID(text)
    except ValueError:
        raise Http404 from None


def _file_name(at: datetime) -> str:
    return f"rapport-{timezone.localdate(at):%Y-%m-%d}.json"
