"""The log: one conversation in three taps, the verdict while it is typed, and what came of it."""

from contextlib import suppress
from datetime import date
from functools import partial
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from django_htmx.http import HttpResponseClientRedirect

from contacts.errors import FoundingInteraction, StaleVersion
from contacts.forms.interactions import LogForm, chased_again
from contacts.forms.reading import ReadingForm
from contacts.models import Event, Exchange, FollowUp, Interaction, Person
from contacts.queries.interactions import judge_entry
from contacts.queries.suggestions import suggest_people
from contacts.rules.names import call_name
from contacts.services.interactions import Logged, entry_of, log_interaction
from contacts.views.access import account_of, owned_or_404
from contacts.views.answers import by_htmx
from contacts.views.flash import say
from contacts.views.saving import saved
from contacts.vocabulary import Channel, FollowUpKind, Missing, StartedBy
from contacts.wording import verdict_sentence
from contacts.wording_log import hint_sentence, one_too_many_sentence, outcome_sentence


@never_cache
@require_http_methods(["GET", "POST"])
def log(request: HttpRequest) -> HttpResponse:
    if request.method == "GET":
        person, event = _asked_person(request), asked_for(request, "event", Event)
        form = LogForm(by=account_of(request), person=person, event=event, initial=_prefilled(request))
        # The event of the address is the form's first value, not the event of a debrief.
        form.debriefed = None
        form.begin_with_the_name()
        return render(request, "interactions/log.html", {"form": form})
    form = LogForm(request.POST, by=account_of(request), interaction=row_put_right(request))
    logged = write(form)
    if logged is None:
        return render(request, "interactions/log.html", {"form": form, **verdict_context(form)}, status=422)
    if logged.woke:
        say(request, _("%(name)s no longer rests: you were in touch.") % {"name": logged.person.name})
    return to_logged(request, logged.interaction)


def to_logged(request: HttpRequest, row: Interaction) -> HttpResponse:
    """On to what came of it: a page of its own, since the log's has no navigation below."""
    if by_htmx(request):
        return HttpResponseClientRedirect(reverse("interaction_logged", args=[row.public_id]))
    return redirect("interaction_logged", row.public_id)


def write(form: LogForm) -> Logged | None:
    """Log what was typed; None with the reasons on the form."""
    if not form.is_valid():
        return None
    return saved(form, partial(_log, form))


def _log(form: LogForm) -> Logged:
    try:
        return log_interaction(by=form.by, entry=form.entry(), version=form.cleaned_data.get("version") or 0)
    except StaleVersion as stale:
        assert isinstance(stale.current, Interaction)
        form.conflict = stale.current
        raise
    except FoundingInteraction:
        form.founder = Interaction.objects.filter(entry_key=form.cleaned_data["entry_key"]).first()
        raise


def row_put_right(request: HttpRequest) -> Interaction | None:
    """The row that a posted form puts right: its version says that it was read from one. None for a new entry."""
    key, version = request.POST.get("entry_key", ""), request.POST.get("version", "")
    if version in {"", "0"}:
        return None
    try:
        rows = Interaction.objects.owned_by(account_of(request)).filter(entry_key=UUID(key))
    except ValueError:
        return None
    return rows.select_related("person__contact", "event").first()


def asked_for(request: HttpRequest, name: str, model: Any) -> Any:
    """The row that the address names, None where it names none. Raises Http404 for nonsense and for other people's."""
    given = request.GET.get(name)
    if not given:
        return None
    try:
        return owned_or_404(model.objects.all(), request, UUID(given))
    except ValueError:
        raise Http404 from None


def _asked_person(request: HttpRequest) -> Person | None:
    """The person to prefill: named in the address, or whose follow-up was just done."""
    person: Person | None = asked_for(request, "person", Person)
    follow_up: FollowUp | None = None if person else asked_for(request, "follow_up", FollowUp)
    return follow_up.person if follow_up else person


def _prefilled(request: HttpRequest) -> dict[str, Any]:
    """Day, channel and what was asked again where the address says them. Nonsense is passed over."""
    found: dict[str, Any] = {}
    with suppress(ValueError, Http404):
        found |= chased_again(owned_or_404(Exchange.objects.all(), request, UUID(request.GET.get("chased", ""))))
    if request.GET.get("channel") in Channel.values:
        found["channel"] = Channel(request.GET["channel"])
        if not found["channel"].is_live:
            found["started_by"] = StartedBy.ME
    with suppress(ValueError):
        found["happened_on"] = date.fromisoformat(request.GET.get("on", ""))
    return found


@require_POST
def log_verdict(request: HttpRequest) -> HttpResponse:
    """What saving the entry now would mean, or what is missing. Nothing is written, and nothing typed is refused."""
    ids = _id_part(request.POST)
    form = LogForm(request.POST, by=account_of(request), interaction=row_put_right(request), auto_id=f"{ids}%s")
    form.full_clean()
    return render(request, "interactions/_verdict.html", verdict_context(form))


def verdict_context(form: LogForm) -> dict[str, Any]:
    """What the verdict's part shows for a form as far as it is filled."""
    entry = form.entry()
    if not (entry.talked_about or entry.learned):
        return {"form": form, "forecast": None}
    forecast = judge_entry(by=form.by, entry=entry)
    # A name that is somebody's already is asked about when saving; until then it is called by what was typed.
    typed = entry.person.first_name if entry.person else call_name(str(form["name"].value() or "").strip())
    sentence = verdict_sentence(
        forecast.verdict,
        name=typed or "them",
        already_contact=forecast.already_contact,
        first_follow_up_on=forecast.first_follow_up_on,
        sent_back=forecast.sent_back,
    )
    missing = forecast.verdict.missing
    is_good = forecast.verdict.in_touch if forecast.already_contact else forecast.verdict.meaningful
    return {
        "form": form,
        "forecast": forecast,
        "sentence": sentence,
        "entry": entry,
        "is_good": is_good and not forecast.sent_back,
        "ask_topic": Missing.THIN_TOPIC in missing or entry.confirmed,
        "ask_both": Missing.COPIED in missing or entry.true_of_both,
    }


@require_POST
def log_reading(request: HttpRequest) -> HttpResponse:
    """What the texts seem to tell of favours: questions, of which nothing is kept before the form is saved."""
    form = ReadingForm(request.POST, by=account_of(request))
    today = timezone.localdate()
    offered = [
        (one, one_too_many_sentence(one.hint) if one.is_one_too_many else hint_sentence(one.hint, today=today))
        for one in form.offered()
    ]
    return render(request, "interactions/_reading.html", {"offered": offered, "days_now": form.days_now()})


@require_GET
def people_suggest(request: HttpRequest) -> HttpResponse:
    """The lines of the type-ahead: people known, and always somebody new."""
    text = request.GET.get("name", "")[:200]
    context = {
        "text": text.strip(),
        "found": suggest_people(by=account_of(request), text=text),
        "today": timezone.localdate(),
    }
    return render(request, "interactions/_suggestions.html", context)


@require_GET
def log_open_exchanges(request: HttpRequest) -> HttpResponse:
    """The favours still open with the person just chosen, as lines of the form."""
    person = asked_for(request, "person", Person) if request.GET.get("person") not in {"", "new", None} else None
    form = LogForm(by=account_of(request), person=person, auto_id=f"{_id_part(request.GET)}%s")
    return render(request, "interactions/_open_exchanges.html", {"form": form})


def _id_part(given: QueryDict) -> str:
    """What the ids of a form on the page begin with, so that a part fetched into it fits."""
    prefix = given.get("ids", "")[:40]
    return prefix if prefix.replace("_", "").isalnum() else "id_"


@require_GET
def interaction_logged(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """What came of an entry, and what one more tap would settle."""
    rows = Interaction.everything.select_related("person__contact", "event", "founded")
    row = owned_or_404(rows, request, public_id)
    if row.deleted_at is not None:
        # It may have waited on a device until after it was deleted elsewhere; the device must hear that it arrived.
        return render(request, "interactions/logged_and_deleted.html", {"row": row})
    forecast = judge_entry(by=account_of(request), entry=entry_of(row))
    founded_here = hasattr(row, "founded")
    first = FollowUp.objects.filter(person=row.person, kind=FollowUpKind.FIRST, source_key=f"founded:{row.pk}")
    sentence = outcome_sentence(
        forecast.verdict,
        name=row.person.first_name,
        is_contact=row.person.is_contact,
        contact_made=founded_here,
        first_follow_up_on=first.values_list("due_on", flat=True).first() if founded_here else None,
        is_unfinished=row.unfinished,
        today=timezone.localdate(),
    )
    missing = () if row.unfinished or row.person.is_contact else forecast.verdict.missing
    context = {
        "row": row,
        "sentence": sentence,
        "verdict": forecast.verdict,
        "is_good": founded_here or (row.person.is_contact and forecast.verdict.in_touch),
        "ask_topic": Missing.THIN_TOPIC in missing,
        "ask_both": Missing.COPIED in missing,
        "ask_depth": forecast.verdict.asks_depth and not row.unfinished,
    }
    return render(request, "interactions/logged.html", context)


# The outbox of the device


@never_cache
@require_GET
def outbox_token(request: HttpRequest) -> HttpResponse:
    """A fresh CSRF token for entries that waited on the device, and whose account it is good for."""
    return JsonResponse({"token": get_token(request), "account": str(account_of(request).public_id)})
