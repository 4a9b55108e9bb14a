"""Follow-ups: the list of all open ones, and what to do with one: done, put off, not needed, no more, taken back."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import Any
from uuid import UUID

from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from django_htmx.http import trigger_client_event

from contacts.errors import DomainError
from contacts.forms.choices import snoozes
from contacts.forms.follow_ups import KEEP, CadenceForm, FollowUpFilter, RemindForm, SnoozeForm
from contacts.models import Contact, FollowUp, Person, User
from contacts.models.contacts import NEVER
from contacts.queries.follow_ups import follow_up_list, follow_up_row, is_still_due, last_channel, next_of_person
from contacts.queries.mail_links import Stands, what_became
from contacts.queries.people import named
from contacts.queries.today import due_entry, text_of
from contacts.queries.why import GRATITUDE, repeats_of
from contacts.rules.repeats import next_occurrence_after
from contacts.services import follow_ups as verbs
from contacts.services.contacts import choose_cadence
from contacts.services.dealing import deal_with
from contacts.services.exchanges import tell_outcome, thank
from contacts.views.access import account_of, owned_or_404
from contacts.views.answers import back, own_path, page_or_part
from contacts.views.flash import say
from contacts.views.saving import saved
from contacts.vocabulary import ClosedHow, FollowUpKind, FollowUpState
from contacts.wording_due import often, plain_day, settled_sentence

CHANGED = "follow-ups-changed"
# The id of htmx's target -> the part of the list that fills it.
PARTS = {"follow-ups": "results", "follow-up-filters": "filters"}
# What the id of htmx's target begins with -> the part that fills it.
SHAPES = {"due-": "entry", "follow-up-": "row"}


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was just done with a follow-up: the sentence, what can be logged now, and whether it can be taken back.

    ``among_others`` is the sentence where the person is on the list for something else, too; else ``sentence`` holds.
    ``says_rest``: it goes on to say so, or what comes next. ``asks``: the form that asks whether to change the cadence.
    """

    sentence: str
    among_others: str = ""
    says_rest: bool = False
    log: str = ""
    undo: str = ""
    is_trouble: bool = False
    asks: CadenceForm | None = None


def snooze_buttons(today: date) -> SafeString:
    """The buttons of every snooze menu of a page, made once: they are the same in each row."""
    return render_to_string("follow_ups/_snooze_buttons.html", {"snoozes": snoozes(today), "today": today})


@require_GET
def follow_ups(request: HttpRequest) -> HttpResponse:
    """Every open follow-up, by day."""
    chosen = FollowUpFilter(request.GET)
    today = timezone.localdate()
    found = follow_up_list(account_of(request), today, **chosen.chosen())
    counted = [(key, label, getattr(found.counts, key)) for key, label in FollowUpFilter.SHOW]
    # Sorts that hold nothing now would only push the others out of sight.
    chips = [chip for chip in counted if chip[2] or chip[0] in {"all", chosen.chosen()["show"]}]
    context = {
        "found": found,
        "page": found.page,
        "today": today,
        "form": chosen,
        "chips": chips,
        "snooze_buttons": snooze_buttons(today),
        "a_week": account_of(request).numbers.nudges_a_week,
        "here": request.get_full_path(),
        **chosen.chosen(),
    }
    return page_or_part(request, "follow_ups/list.html", context, parts=PARTS)


@require_POST
def follow_up_done(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Done, thanked or told; offers to log what was said."""
    follow_up = _owned(request, public_id)
    outcome = replace(_done_outcome(follow_up), log=_log_of(follow_up), undo=_undo(follow_up))
    return _deal_with(request, follow_up, _do, outcome, closes=ClosedHow.DONE)


@require_POST
def follow_up_not_needed(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Not needed; the first time that this is said of somebody's nudge it asks whether another cadence fits better."""
    follow_up = _owned(request, public_id)
    told = _matter(follow_up)
    if next_on := _comes_back_on(follow_up):
        told["day"] = plain_day(next_on, timezone.localdate())
        outcome = Outcome(_("Not this time: %(matter)s. It comes back on %(day)s.") % told)
    else:
        sentence = _("Not needed: %(name)s is off the list.") % told
        outcome = Outcome(sentence, _("Not needed: %(matter)s.") % told, says_rest=True)
    outcome = replace(outcome, undo=_undo(follow_up))
    return _deal_with(request, follow_up, verbs.dismiss_follow_up, outcome, closes=ClosedHow.NOT_NEEDED)


@require_POST
def follow_up_stop_repeating(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The reminder stands this once, and does not come back."""
    follow_up = _owned(request, public_id)
    sentence = _("“%(matter)s” no longer repeats. This one still stands.") % _matter(follow_up)
    return _deal_with(request, follow_up, verbs.stop_repeating, Outcome(sentence))


@require_http_methods(["GET", "POST"])
def follow_up_cadence(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Another cadence for somebody whose nudge was not needed, or the same."""
    follow_up = _owned(request, public_id)
    contact: Contact | None = getattr(follow_up.person, "contact", None)
    if contact is None:
        return back(request, reverse("today"))
    form = CadenceForm(request.POST if request.method == "POST" else None, initial={"cadence": KEEP})
    if request.method == "POST" and form.is_valid():
        days = form.cadence_days()
        if days is None or saved(form, partial(_change_cadence, request, contact, days)) is not None:
            return _answer(request, follow_up, Outcome(_cadence_sentence(follow_up.person, days)))
    if request.method == "POST" and _target(request):
        return _answer(request, follow_up, Outcome(_troubles(form), asks=form, is_trouble=True), status=422)
    context = {
        "form": form,
        "follow_up": follow_up,
        "contact": contact,
        "often": often(contact.cadence_days),
        "next": own_path(request, reverse("today")),
    }
    return TemplateResponse(request, "follow_ups/cadence.html", context, status=422 if form.errors else 200)


@require_POST
def follow_up_reopen(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Take back done, thanked, told, not needed or a snooze."""
    follow_up = _owned(request, public_id)
    sentence = _("%(name)s is back on the list.") % {"name": follow_up.person.name}
    among = _("Back on the list: %(matter)s.") % _matter(follow_up)
    return _deal_with(request, follow_up, _take_back, Outcome(sentence, among))


@require_http_methods(["GET", "POST"])
def follow_up_snooze(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Put it off: by the menu's choices, or until any day to come."""
    follow_up = _owned(request, public_id)
    form = SnoozeForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and follow_up.state == FollowUpState.CLOSED:
        return _answer(request, follow_up, _already(follow_up))
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        row = saved(
            form,
            lambda: verbs.snooze_follow_up(
                by=account_of(request), follow_up=follow_up, choice=given["choice"], until=given["until"]
            ),
        )
        if row is not None and row.snoozed_until is not None:
            told = {**_matter(follow_up), "day": plain_day(row.snoozed_until, timezone.localdate())}
            sentence = _("%(name)s is put off until %(day)s.") % told
            among = _("Put off until %(day)s: %(matter)s.") % told
            return _answer(request, follow_up, Outcome(sentence, among, says_rest=True, undo=_undo(follow_up)))
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
        return _answer(request, follow_up, Outcome(_troubles(form), is_trouble=True), status=422)
    return TemplateResponse(request, "follow_ups/snooze.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def remind(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """A day of one's own for a person (E-37)."""
    person = owned_or_404(Person.objects.select_related("contact"), request, public_id)
    today = timezone.localdate()
    fresh = RemindForm.fresh(today=today, text=request.GET.get("text", ""))
    form = RemindForm(request.POST) if request.method == "POST" else fresh
    if request.method == "POST" and form.is_valid():
        row = saved(form, lambda: verbs.remind_on(by=account_of(request), person=person, **form.reminder()))
        if row is not None:
            told = {"name": person.name, "day": plain_day(row.due_on, today), "often": repeats_of(row)}
            once = _("You will be reminded of %(name)s on %(day)s.")
            again = _("You will be reminded of %(name)s on %(day)s, then %(often)s.")
            say(request, (again if row.repeat else once) % told)
            return back(request, reverse("person", args=[person.public_id]))
    context = {"form": form, "person": named(person), "next": own_path(request, "")}
    return TemplateResponse(request, "follow_ups/remind.html", context, status=422 if form.errors else 200)


def log_address(**chosen: object) -> str:
    """The log, prefilled."""
    return f"{reverse('log')}?{urlencode({key: str(value) for key, value in chosen.items()})}"


def _owned(request: HttpRequest, public_id: UUID) -> FollowUp:
    rows = FollowUp.objects.select_related("person__contact__circle", "exchange", "important_date")
    return owned_or_404(rows, request, public_id)


def _matter(follow_up: FollowUp) -> dict[str, str]:
    """Whom it is about and what: the words of the user or of the favour, else the kind of follow-up."""
    return {
        "name": follow_up.person.name,
        "matter": text_of(follow_up).rstrip(".") or str(FollowUpKind(follow_up.kind).label),
    }


def _troubles(form: Form) -> str:
    """All that is wrong with a form, as one line."""
    return " ".join(str(error) for errors in form.errors.values() for error in errors)


def _undo(follow_up: FollowUp) -> str:
    return reverse("follow_up_reopen", args=[follow_up.public_id])


def _log_of(follow_up: FollowUp) -> str:
    """The log with the person, the day, and the channel that they were last in touch over."""
    chosen = {"person": follow_up.person.public_id, "follow_up": follow_up.public_id, "on": timezone.localdate()}
    channel = last_channel(follow_up.person_id)
    return log_address(**chosen, **({"channel": channel.value} if channel else {}))


def _done_outcome(follow_up: FollowUp) -> Outcome:
    """What is said when it was all that was due of the person, and when something else is."""
    told = _matter(follow_up)
    match follow_up.kind:
        case FollowUpKind.THANK:
            return Outcome(_("Noted: you thanked %(name)s.") % told)
        case FollowUpKind.OUTCOME:
            return Outcome(_("Noted: you told %(name)s what became of it.") % told)
        case FollowUpKind.REMINDER if next_on := _comes_back_on(follow_up):
            told["day"] = plain_day(next_on, timezone.localdate())
            return Outcome(_("Done: %(matter)s. It comes back on %(day)s.") % told)
        case _:
            return Outcome(_("Done: %(name)s.") % told, _("Done: %(matter)s.") % told, says_rest=True)


def _comes_back_on(follow_up: FollowUp) -> date | None:
    """The next day of a reminder that repeats; None for one that stands once, or whose series is over."""
    return next_occurrence_after(follow_up.repeat, max(timezone.localdate(), follow_up.due_on))


def _already(follow_up: FollowUp) -> Outcome:
    """What became of one that is closed: nothing is done to it again, and what was done by hand can be taken back."""
    stands, on = what_became(follow_up)
    sentence = settled_sentence(stands, name=follow_up.person.name, on=on, today=timezone.localdate())
    is_by_hand = stands in {Stands.DONE, Stands.NOT_NEEDED, Stands.THANKED, Stands.TOLD}
    log = _log_of(follow_up) if stands == Stands.DONE else ""
    return Outcome(sentence, log=log, undo=_undo(follow_up) if is_by_hand else "")


def _do(*, by: User, follow_up: FollowUp) -> FollowUp:
    """Thanks and outcomes are noted on the favour; everything else is marked done."""
    if follow_up.kind in GRATITUDE:
        return deal_with(by=by, follow_up=follow_up, action="done")
    return verbs.complete_follow_up(by=by, follow_up=follow_up)


def _take_back(*, by: User, follow_up: FollowUp) -> FollowUp:
    """What was noted on the favour is taken off it, and planning brings the follow-up back."""
    favour = follow_up.exchange
    if favour is not None and follow_up.kind == FollowUpKind.THANK and favour.thanked_on:
        thank(by=by, exchange=favour, on=None)
    elif favour is not None and follow_up.kind == FollowUpKind.OUTCOME and favour.outcome_told_on:
        tell_outcome(by=by, exchange=favour, on=None)
    return verbs.reopen_follow_up(by=by, follow_up=follow_up)


def _change_cadence(request: HttpRequest, contact: Contact, days: int) -> Contact:
    return choose_cadence(by=account_of(request), contact=contact, circle=contact.circle, own_cadence_days=days)


def _cadence_sentence(person: Person, days: int | None) -> str:
    if days is None:
        return _("The cadence with %(name)s stays as it is.") % {"name": person.name}
    if days == NEVER:
        return _("Nothing will ask you to keep in touch with %(name)s.") % {"name": person.name}
    return _("Keeping in touch with %(name)s: %(often)s.") % {"name": person.name, "often": often(days)}


def _deal_with(
    request: HttpRequest,
    follow_up: FollowUp,
    verb: Callable[..., FollowUp],
    outcome: Outcome,
    *,
    closes: ClosedHow | None = None,
) -> HttpResponse:
    """Do it, unless it is closed already, perhaps in another tab: then say what became of it."""
    if closes and follow_up.state == FollowUpState.CLOSED:
        return _answer(request, follow_up, _already(follow_up))
    try:
        row = verb(by=account_of(request), follow_up=follow_up)
    except DomainError as refusal:
        return _answer(request, follow_up, Outcome(refusal.sentence, is_trouble=True))
    if closes and row.closed_how in verbs.BY_USER and row.closed_how != closes:
        return _answer(request, follow_up, _already(row))
    if closes == ClosedHow.NOT_NEEDED and verbs.asks_about_cadence(by=account_of(request), follow_up=row):
        outcome = replace(outcome, asks=CadenceForm(initial={"cadence": KEEP}))
    return _answer(request, follow_up, outcome)


def _target(request: HttpRequest) -> str:
    """Which of the two shapes of a follow-up htmx asks for: ``entry`` of Today, ``row`` of the list, or none."""
    htmx: Any = getattr(request, "htmx", None)
    target = (htmx.target or "") if htmx else ""
    return next((shape for start, shape in SHAPES.items() if target.startswith(start)), "")


def _rest(request: HttpRequest, follow_up: FollowUp, today: date, *, is_list: bool) -> str:
    """That the person is still on the list, or on which day next; empty where nothing else stands there.

    The list shows what is still to come as well; Today does not.
    """
    account = account_of(request)
    still = _("%(name)s is still on the list.") % {"name": follow_up.person.name}
    if not is_list:
        return still if is_still_due(account, follow_up, on=today) else ""
    next_on = next_of_person(account, follow_up, today=today)
    if next_on is None or next_on <= today:
        return still if next_on else ""
    return _("Next: %(day)s.") % {"day": plain_day(next_on, today)}


def _answer(request: HttpRequest, follow_up: FollowUp, outcome: Outcome, *, status: int = 200) -> HttpResponse:
    """The changed part for htmx, with the event that brings the counts in step; else back with a toast."""
    shape = _target(request)
    today = timezone.localdate()
    if outcome.among_others and (rest := _rest(request, follow_up, today, is_list=shape == "row")):
        sentence = f"{outcome.among_others} {rest}" if outcome.says_rest else outcome.among_others
        outcome = replace(outcome, sentence=sentence)
    if not shape:
        say(request, outcome.sentence, undo=outcome.undo, offer=outcome.log, is_trouble=outcome.is_trouble)
        if outcome.asks:
            query = {"next": own_path(request, reverse("today"))}
            return redirect(reverse("follow_up_cadence", args=[follow_up.public_id], query=query))
        return back(request, reverse("today"))
    context = {
        "follow_up": follow_up,
        "outcome": outcome,
        "today": today,
        "snooze_buttons": snooze_buttons(today),
        "here": own_path(request, reverse("today")),
    }
    if shape == "entry":
        context["entry"] = due_entry(account_of(request), today, person_id=follow_up.person_id)
    else:
        context["row"] = follow_up_row(account_of(request), today, follow_up_id=follow_up.pk)
    response = TemplateResponse(request, f"follow_ups/_{shape}_after.html", context, status=status)
    return trigger_client_event(response.render(), CHANGED) if status == 200 else response
