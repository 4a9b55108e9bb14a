"""Imports: bring a file, look at what is in it, have it brought in, see what became of each row, take it back (E-53).

Each step posts to an address of its own and leads back to the import's page, which shows whatever it is at. Asked with
GET, such an address leads there, too: that is where somebody lands who had to sign in again in between.
"""

import hashlib
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from functools import wraps
from typing import Any
from uuid import UUID, uuid4

from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_GET, require_http_methods
from django_htmx.http import HttpResponseClientRedirect

from contacts.forms.imports import NO_ROOM, ColumnsForm, StartForm, UploadForm, too_large_sentence
from contacts.models import ImportBatch
from contacts.queries.import_pages import (
    PREVIEW,
    REPORT,
    RowLine,
    all_rows,
    list_imports,
    list_rows,
    people_brought,
    preview_counts,
    progress_of,
    report_counts,
)
from contacts.queries.import_undoing import Forecast, list_handed, list_stayed, undo_forecast
from contacts.services.imports import (
    cancel,
    choose_columns,
    choose_me,
    discard,
    may_undo,
    receive,
    start,
    undo,
)
from contacts.services.imports.receiving import LARGEST, UNDO_DAYS
from contacts.spreadsheets import Cell, csv_pieces
from contacts.views.access import account_of, owned_or_404
from contacts.views.answers import by_htmx, page_or_part
from contacts.views.flash import say
from contacts.views.saving import done, saved
from contacts.views.uploads import NO_ROOM as NO_ROOM_ERRORS
from contacts.views.uploads import ToDisk
from contacts.vocabulary import WORKING_IMPORTS, ImportFormat, ImportRowKind, ImportState
from contacts.wording_imports import goes_sentences, report_sentence

OfBatch = Callable[..., Any]
# Rows that speak of people, and bring whom nobody knows.
MEETING = (ImportRowKind.MESSAGE, ImportRowKind.REQUEST, ImportRowKind.GIVE)
# How often the page says aloud how far it is, in percent.
SAID_EVERY = 10


def of_batch(view: OfBatch) -> OfBatch:
    """Hand over the account's import with that address. One that was discarded gets a page that says so."""

    @wraps(view)
    def found(request: HttpRequest, public_id: UUID) -> Any:
        try:
            batch = owned_or_404(ImportBatch.objects.kept(), request, public_id)
        except Http404:
            return render(request, "imports/gone.html", status=404)
        return view(request, batch)

    return found


# The list, and the file


@never_cache
@require_GET
def imports(request: HttpRequest) -> HttpResponse:
    return _list(request, UploadForm())


@csrf_exempt
@require_http_methods(["GET", "POST"])
def import_upload(request: HttpRequest) -> HttpResponse:
    """Take the file in. The check against forged forms comes with `_uploaded`, once the handler is in place."""
    if request.method == "GET":
        return redirect("imports")
    to_disk = ToDisk(request, largest=LARGEST)
    request.upload_handlers = [to_disk]
    answer: HttpResponse = _uploaded(request, to_disk)
    return answer


@csrf_protect
def _uploaded(request: HttpRequest, to_disk: ToDisk) -> HttpResponse:
    form = UploadForm(request.POST, request.FILES)
    if to_disk.is_too_large:
        return _list(request, UploadForm.refused(too_large_sentence()), status=422)
    if to_disk.has_no_room:
        return _list(request, UploadForm.refused(str(NO_ROOM)), status=422)
    batch = _received(request, form) if form.is_valid() else None
    if batch is None:
        return _list(request, form, status=422)
    address = reverse("import_batch", args=[batch.public_id])
    return HttpResponseClientRedirect(address) if by_htmx(request) else redirect(address)


def _received(request: HttpRequest, form: UploadForm) -> ImportBatch | None:
    account, file = account_of(request), form.cleaned_data["file"]
    key = form.cleaned_data["entry_key"]
    before = ImportBatch.objects.owned_by(account).filter(entry_key=key).first()
    if before is not None and (before not in ImportBatch.objects.kept() or before.digest != _digest(file)):
        # The page was gone back to, and sends another file now.
        key = uuid4()
    try:
        return saved(form, lambda: receive(by=account, file=file, name=file.name, entry_key=key))
    except OSError as error:
        if error.errno not in NO_ROOM_ERRORS:
            raise
        form.add_error("file", str(NO_ROOM))
        return None


def _digest(file: UploadedFile) -> str:
    digest = hashlib.sha256()
    for piece in file.chunks():
        digest.update(piece)
    file.seek(0)
    return digest.hexdigest()


def _list(request: HttpRequest, form: UploadForm, *, status: int = 200) -> HttpResponse:
    lines, page = list_imports(account_of(request), page_number=request.GET.get("page"))
    context = {"form": form, "lines": lines, "page": page, "today": timezone.localdate()}
    return page_or_part(request, "imports/list.html", context, parts={"upload": "upload"}, status=status)


# One import


@never_cache
@require_GET
@of_batch
def import_batch(request: HttpRequest, batch: ImportBatch) -> HttpResponse:
    """What it is at: being worked on, waiting for an answer, or ended."""
    if batch.state in WORKING_IMPORTS:
        return TemplateResponse(request, "imports/working.html", _working(batch))
    if batch.state == ImportState.MAPPING:
        return redirect("import_columns", batch.public_id)
    if batch.state == ImportState.READY:
        return _preview(request, batch, StartForm(batch=batch))
    if batch.state == ImportState.FAILED:
        return TemplateResponse(request, "imports/failed.html", {"batch": batch})
    return _report(request, batch)


@never_cache
@require_GET
@of_batch
def import_progress(request: HttpRequest, batch: ImportBatch) -> HttpResponse:
    """How far the worker is, asked every two seconds; off to the page once it is not the worker's turn any more."""
    address = reverse("import_batch", args=[batch.public_id])
    if not by_htmx(request):
        return redirect(address)
    if batch.state not in WORKING_IMPORTS:
        return HttpResponseClientRedirect(address)
    context = _working(batch)
    context["is_news"] = request.GET.get("said") != str(context["said"])
    return TemplateResponse(request, "imports/working.html#progress", context)


def _working(batch: ImportBatch) -> dict[str, Any]:
    progress = progress_of(batch)
    steps = SAID_EVERY * (progress.percent // SAID_EVERY) if progress.percent is not None else ""
    return {"batch": batch, "progress": progress, "said": f"{batch.state}{steps}", "step": steps}


@never_cache
@require_http_methods(["GET", "POST"])
@of_batch
def import_columns(request: HttpRequest, batch: ImportBatch) -> HttpResponse:
    """What the columns of a CSV are, with their first values."""
    if batch.state not in {ImportState.MAPPING, ImportState.READY} or not batch.about.get("columns"):
        return redirect("import_batch", batch.public_id)
    form = ColumnsForm(request.POST or None, batch=batch)
    if request.method == "POST" and form.is_valid():
        chosen = form.mapping()
        if saved(form, lambda: choose_columns(by=account_of(request), batch=batch, mapping=chosen)) is not None:
            return redirect("import_batch", batch.public_id)
    status = 422 if request.method == "POST" else 200
    return render(request, "imports/columns.html", {"batch": batch, "form": form, "rows": form.rows()}, status=status)


@require_http_methods(["GET", "POST"])
@of_batch
def import_start(request: HttpRequest, batch: ImportBatch) -> HttpResponse:
    """Bring it in. From a page of before it was started: see how far it is."""
    if request.method == "POST" and batch.state == ImportState.READY:
        form = StartForm(request.POST, batch=batch)
        if not form.is_valid() or saved(form, lambda: _start(request, batch, form)) is None:
            return _preview(request, batch, form, status=422)
    return redirect("import_batch", batch.public_id)


def _start(request: HttpRequest, batch: ImportBatch, form: StartForm) -> ImportBatch:
    account = account_of(request)
    if (me := form.chosen_me()) is not None:
        batch = choose_me(by=account, batch=batch, profile=me)
    return start(by=account, batch=batch, choices=form.choices())


@require_http_methods(["GET", "POST"])
@of_batch
def import_cancel(request: HttpRequest, batch: ImportBatch) -> HttpResponse:
    if request.method == "POST" and done(request, lambda: cancel(by=account_of(request), batch=batch)):
        batch.refresh_from_db(fields=["state", "started_at"])
        if batch.state == ImportState.DONE:
            say(request, _("It was done before it could be stopped. Undo it below."))
    return redirect("import_batch", batch.public_id)


@require_http_methods(["GET", "POST"])
@of_batch
def import_discard(request: HttpRequest, batch: ImportBatch) -> HttpResponse:
    if request.method == "POST" and done(request, lambda: discard(by=account_of(request), batch=batch)):
        say(request, _("The file is discarded. Nothing of it was brought in."))
        return redirect("imports")
    return redirect("import_batch", batch.public_id)


@never_cache
@require_http_methods(["GET", "POST"])
@of_batch
def import_undo(request: HttpRequest, batch: ImportBatch) -> HttpResponse:
    """What undoing takes away and what it spares; then do it."""
    if request.method == "POST":
        done(request, lambda: undo(by=account_of(request), batch=batch))
    if request.method == "POST" or not may_undo(batch):
        return redirect("import_batch", batch.public_id)
    forecast = undo_forecast(batch)
    return render(request, "imports/undo.html", {"batch": batch, "forecast": forecast, "goes": _goes(forecast)})


def _goes(forecast: Forecast) -> list[str]:
    return goes_sentences(
        people=forecast.people,
        conversations=forecast.conversations,
        requests=forecast.requests,
        favours=forecast.favours,
        details=forecast.details,
    )


# Its pages


def _preview(request: HttpRequest, batch: ImportBatch, form: StartForm, *, status: int = 200) -> HttpResponse:
    counts = preview_counts(batch)
    about = batch.about
    kinds: Mapping[str, int] = about.get("kinds", {})
    context = {
        "batch": batch,
        "form": form,
        "about": about,
        "records": kinds.get(ImportRowKind.RECORD, 0),
        "has_messages": kinds.get(ImportRowKind.MESSAGE, 0),
        "is_nothing": not any(kinds.values()),
        "brings_more": any(kinds.get(kind) for kind in MEETING),
        "parts": [(name, number) for name, number in about.get("parts", ()) if name],
        "first_day": _day(about.get("first_day")),
        "last_day": _day(about.get("last_day")),
        "me": next((name for profile, name, _n in about.get("me_candidates", ()) if profile == about.get("me")), ""),
        **_listed(request, batch, PREVIEW, counts, first="new", begins=True),
    }
    return page_or_part(request, "imports/preview.html", context, parts={"rows": "rows"}, status=status)


def _report(request: HttpRequest, batch: ImportBatch) -> HttpResponse:
    counts = report_counts(batch)
    people, is_ours = people_brought(batch), batch.format == ImportFormat.RAPPORT
    undo_until = None
    if may_undo(batch) and batch.finished_at:
        undo_until = timezone.localtime(batch.finished_at).date() + timedelta(days=UNDO_DAYS)
    context = {
        "batch": batch,
        "undo_until": undo_until,
        "today": timezone.localdate(),
        "sentence": report_sentence(people=people, is_ours=is_ours, **counts),
        "is_ours": is_ours,
        **_stayed(batch),
        "has_messages": bool(batch.about.get("kinds", {}).get(ImportRowKind.MESSAGE)),
        **_listed(request, batch, REPORT, counts, first="refused"),
    }
    return page_or_part(request, "imports/report.html", context, parts={"rows": "rows"})


def _stayed(batch: ImportBatch) -> dict[str, Any]:
    if batch.state != ImportState.UNDONE:
        return {}
    stayed, more = list_stayed(batch)
    return {"stayed": stayed, "more_stayed": more, "handed": list_handed(batch)}


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _listed(
    request: HttpRequest,
    batch: ImportBatch,
    kinds: Mapping[str, Any],
    counts: Mapping[str, int],
    *,
    first: str,
    begins: bool = False,
) -> dict[str, Any]:
    """The rows asked for: of nothing asked, those that matter most, or the first that there are any of; of these no
    more than the beginning where the page ``begins`` with something else.
    """
    wanted, page = request.GET.get("show", ""), request.GET.get("page")
    usual = first if counts[first] else next((name for name in kinds if counts[name]), first)
    show = wanted if wanted in kinds else usual
    is_beginning = begins and not wanted and not page
    rows = list_rows(batch, kinds=kinds, show=show, count=counts[show], page_number=page, is_beginning=is_beginning)
    return {"rows": rows, "chips": [(name, counts[name]) for name in kinds if counts[name]]}


# The report as a file


@require_GET
@of_batch
def import_report(request: HttpRequest, batch: ImportBatch) -> StreamingHttpResponse:
    """Every row with what became of it, for a spreadsheet."""
    heading = (_("file"), _("line"), _("what"), _("name"), _("outcome"), _("reason"), _("what it says"))
    rows = ([_cells(line) for line in lines] for lines in all_rows(batch))
    answer = StreamingHttpResponse(csv_pieces(heading, rows), content_type="text/csv; charset=utf-8")
    name = f"rapport-import-{timezone.localtime(batch.created_at):%Y-%m-%d}.csv"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["Cache-Control"] = "no-store"
    return answer


def _cells(line: RowLine) -> list[Cell]:
    why = "; ".join(filter(None, (line.why, *line.hints)))
    return [line.part, line.line, line.kind, line.name, line.outcome, why, line.snippet]
