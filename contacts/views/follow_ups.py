"""Follow-ups: the list of all open ones, and the four things to do with one: done, put off, not needed, taken back."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from django_htmx.http import trigger_client_event

from contacts.errors import DomainError
from contacts.forms.follow_ups import SNOOZES, FollowUpFilter, RemindForm, SnoozeForm
from contacts.models import FollowUp, Person
from contacts.queries.follow_ups import follow_up_list, follow_up_row, has_others
from contacts.queries.today import due_entry
from contacts.rules.cadence import snooze_until
from contacts.services.follow_ups import (
    complete_follow_up,
    dismiss_follow_up,
    remind_on,
    reopen_follow_up,
    snooze_follow_up,
)
from contacts.views.access import account_of, owned_or_404
from contacts.views.answers import back, own_path, page_or_part
from contacts.views.flash import say
from contacts.views.saving import saved
from contacts.vocabulary import FollowUpKind
from contacts.wording_due import plain_day

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

CHANGED = "follow-ups-changed"
# What the id of htmx's target begins with -> the part that fills it.
SHAPES = {"due-": "entry", "follow-up-": "row"}


@dataclass(frozen=True, slots=True)
class Snooze:
    choice: str
    label: "StrOrPromise"
    until: date


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was just done with a follow-up: the sentence, what can be logged now, and whether it can be taken back.

    ``among_others`` is the sentence where the person is on the list for something else, too; else ``sentence`` holds.
    """

    sentence: str
    among_others: str = ""
    log: str = ""
    undo: str = ""
    is_trouble: bool = False


def snoozes(today: date) -> tuple[Snooze, ...]:
    """The ways to put something off, each with its day."""
    return tuple(Snooze(choice, label, snooze_until(today, choice)) for choice, label in SNOOZES)  # type: ignore[arg-type]


@require_GET
def follow_ups(request: HttpRequest) -> HttpResponse:
    """Every open follow-up, by day."""
    chosen = FollowUpFilter(request.GET)
    today = timezone.localdate()
    found = follow_up_list(account_of(request), today, **chosen.chosen())
    chips = [(key, label, getattr(found.counts, key)) for key, label in FollowUpFilter.SHOW]
    context = {
        "found": found,
        "page": found.page,
        "today": today,
        "form": chosen,
        "chips": chips,
        "snoozes": snoozes(today),
        "here": request.get_full_path(),
        **chosen.chosen(),
    }
    return page_or_part(request, "follow_ups/list.html", context, parts={"follow-ups": "results"})


@require_POST
def follow_up_done(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Done; offers to log what was said."""
    follow_up = _owned(request, public_id)
    sentence = _("Done: %(name)s.") % {"name": follow_up.person.name}
    among = _("Done: %(matter)s. %(name)s is still on the list.") % _matter(follow_up)
    log = log_address(person=follow_up.person.public_id, follow_up=follow_up.public_id)
    return _deal_with(request, follow_up, complete_follow_up, Outcome(sentence, among, log=log, undo=_undo(follow_up)))


@require_POST
def follow_up_not_needed(request: HttpRequest, public_id: UUID) -> HttpResponse:
    follow_up = _owned(request, public_id)
    sentence = _("Not needed: %(name)s is off the list.") % {"name": follow_up.person.name}
    among = _("Not needed: %(matter)s. %(name)s is still on the list.") % _matter(follow_up)
    return _deal_with(request, follow_up, dismiss_follow_up, Outcome(sentence, among, undo=_undo(follow_up)))


@require_POST
def follow_up_reopen(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Take back done, not needed or a snooze."""
    follow_up = _owned(request, public_id)
    sentence = _("%(name)s is back on the list.") % {"name": follow_up.person.name}
    among = _("Back on the list: %(matter)s.") % _matter(follow_up)
    return _deal_with(request, follow_up, reopen_follow_up, Outcome(sentence, among))


@require_http_methods(["GET", "POST"])
def follow_up_snooze(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Put it off: by the menu's choices, or until any day to come."""
    follow_up = _owned(request, public_id)
    form = SnoozeForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        row = saved(
            form,
            lambda: snooze_follow_up(
                by=account_of(request), follow_up=follow_up, choice=given["choice"], until=given["until"]
            ),
        )
        if row is not None and row.snoozed_until is not None:
            told = {**_matter(follow_up), "day": plain_day(row.snoozed_until, timezone.localdate())}
            sentence = _("%(name)s is put off until %(day)s.") % told
            among = _("Put off until %(day)s: %(matter)s. %(name)s is still on the list.") % told
            return _answer(request, follow_up, Outcome(sentence, among, undo=_undo(follow_up)))
    today = timezone.localdate()
    context = {
        "form": form,
        "follow_up": follow_up,
        "kind": FollowUpKind(follow_up.kind),
        "snoozes": snoozes(today),
        "today": today,
        "next": own_path(request, reverse("today")),
    }
    if request.method == "POST" and _target(request):
        refusal = " ".join(str(error) for errors in form.errors.values() for error in errors)
        return _answer(request, follow_up, Outcome(refusal, is_trouble=True), status=422)
    return TemplateResponse(request, "follow_ups/snooze.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def remind(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """A day of one's own for a person (E-37)."""
    person = owned_or_404(Person.objects.all(), request, public_id)
    today = timezone.localdate()
    form = RemindForm(request.POST) if request.method == "POST" else RemindForm.fresh(today=today)
    if request.method == "POST" and form.is_valid():
        row = saved(form, lambda: remind_on(by=account_of(request), person=person, **form.cleaned_data))
        if row is not None:
            sentence = _("You will be reminded of %(name)s on %(day)s.") % {
                "name": person.name,
                "day": plain_day(row.due_on, today),
            }
            say(request, sentence)
            return back(request, reverse("person", args=[person.public_id]))
    context = {"form": form, "person": person, "next": own_path(request, "")}
    return TemplateResponse(request, "follow_ups/remind.html", context, status=422 if form.errors else 200)


def log_address(**chosen: UUID) -> str:
    """The log, prefilled."""
    return f"{reverse('log')}?{urlencode({key: str(value) for key, value in chosen.items()})}"


def _owned(request: HttpRequest, public_id: UUID) -> FollowUp:
    return owned_or_404(FollowUp.objects.select_related("person", "exchange"), request, public_id)


def _matter(follow_up: FollowUp) -> dict[str, str]:
    """Whom it is about and what: the words of the user or of the promise, else the kind of follow-up."""
    words = follow_up.exchange.what if follow_up.exchange else follow_up.text
    return {
        "name": follow_up.person.name,
        "matter": words.rstrip(".") or str(FollowUpKind(follow_up.kind).label),
    }


def _undo(follow_up: FollowUp) -> str:
    return reverse("follow_up_reopen", args=[follow_up.public_id])


def _deal_with(
    request: HttpRequest, follow_up: FollowUp, verb: Callable[..., FollowUp], outcome: Outcome
) -> HttpResponse:
    try:
        verb(by=account_of(request), follow_up=follow_up)
    except DomainError as refusal:
        outcome = Outcome(refusal.sentence, is_trouble=True)
    return _answer(request, follow_up, outcome)


def _target(request: HttpRequest) -> str:
    """Which of the two shapes of a follow-up htmx asks for: ``entry`` of Today, ``row`` of the list, or none."""
    htmx: Any = getattr(request, "htmx", None)
    target = (htmx.target or "") if htmx else ""
    return next((shape for start, shape in SHAPES.items() if target.startswith(start)), "")


def _answer(request: HttpRequest, follow_up: FollowUp, outcome: Outcome, *, status: int = 200) -> HttpResponse:
    """The changed part for htmx, with the event that brings the counts in step; else back with a toast."""
    shape = _target(request)
    today = timezone.localdate()
    # The list shows what is still to come as well; Today does not.
    due_by = None if shape == "row" else today
    if outcome.among_others and has_others(account_of(request), follow_up, due_by=due_by):
        outcome = replace(outcome, sentence=outcome.among_others)
    if not shape:
        say(request, outcome.sentence, undo=outcome.undo, offer=outcome.log, is_trouble=outcome.is_trouble)
        return back(request, reverse("today"))
    context = {
        "follow_up": follow_up,
        "outcome": outcome,
        "today": today,
        "snoozes": snoozes(today),
        "here": own_path(request, reverse("today")),
    }
    if shape == "entry":
        context["entry"] = due_entry(account_of(request), today, person_id=follow_up.person_id)
    else:
        context["row"] = follow_up_row(account_of(request), today, follow_up_id=follow_up.pk)
    response = TemplateResponse(request, f"follow_ups/_{shape}_after.html", context, status=status)
    return trigger_client_event(response.render(), CHANGED) if status == 200 else response
