"""Putting interactions right: edited, deleted with undo, moved to the right person; a founder is asked about first."""

from dataclasses import replace
from functools import partial
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from contacts.errors import DomainError, FoundingInteraction
from contacts.forms.interactions import LogForm, MoveForm, RefoundForm
from contacts.models import Interaction, Person
from contacts.queries.interactions import favours_told_in, move_plan, other_founders
from contacts.queries.interactions import to_finish as unfinished_ones
from contacts.queries.messages import messages_of
from contacts.services.contacts import found_on_another, send_back_to_the_door
from contacts.services.interactions import (
    delete_interaction,
    edit_interaction,
    entry_of,
    move_interaction,
    restore_interaction,
)
from contacts.views.access import account_of, owned_or_404
from contacts.views.answers import back
from contacts.views.flash import say
from contacts.views.log import to_logged, verdict_context, write
from contacts.views.saving import saved
from contacts.vocabulary import Depth

WITH_PERSON = Interaction.objects.select_related("person__contact", "event", "founded")

# One tap on the answer page: what was asked, and how the entry reads with that answer.
ANSWERS: dict[str, dict[str, Any]] = {
    "chat": {"depth": Depth.CHAT},
    "topic": {"confirmed": True},
    "both": {"true_of_both": True},
}


@never_cache
@require_http_methods(["GET", "POST"])
def interaction_edit(request: HttpRequest, public_id: UUID) -> HttpResponse:
    row = owned_or_404(WITH_PERSON.all(), request, public_id)
    form = LogForm(request.POST or None, by=account_of(request), interaction=row)
    if request.method == "POST":
        logged = write(form)
        if logged is not None:
            return to_logged(request, logged.interaction)
        return render(request, "interactions/edit.html", {**_about(row, form), **verdict_context(form)}, status=422)
    if form.is_about_messages:
        form.begin_with_what_is_empty()
    return render(request, "interactions/edit.html", _about(row, form))


def _about(row: Interaction, form: LogForm) -> dict[str, Any]:
    return {"form": form, "row": row, "messages_that_day": messages_of(row)}


@require_POST
def interaction_answer(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """One tap answers what the verdict asked: it was a chat, that was the topic, it is true of both."""
    row = owned_or_404(WITH_PERSON.all(), request, public_id)
    answer = ANSWERS.get(request.POST.get("answer", ""))
    if answer:
        entry = replace(entry_of(row), **answer)
        try:
            edit_interaction(by=account_of(request), interaction=row, version=row.version, entry=entry)
        except DomainError as refusal:
            say(request, refusal.sentence, is_trouble=True)
    return redirect("interaction_logged", row.public_id)


@require_POST
def interaction_delete(request: HttpRequest, public_id: UUID) -> HttpResponse:
    row = owned_or_404(WITH_PERSON.all(), request, public_id)
    return _delete(request, row, _("The entry with %(name)s is deleted.") % {"name": row.person.name})


def _delete(request: HttpRequest, row: Interaction, sentence: str) -> HttpResponse:
    person = reverse("person", args=[row.person.public_id])
    staying = favours_told_in(row)
    try:
        delete_interaction(by=account_of(request), interaction=row)
    except FoundingInteraction:
        return redirect(f"{reverse('interaction_refound', args=[row.public_id])}?then=delete")
    except DomainError as refusal:
        say(request, refusal.sentence, is_trouble=True)
        return redirect(person)
    undo = reverse("interaction_restore", args=[row.public_id])
    if staying:
        stays = ngettext(
            "%(count)d favour told here stays noted with %(name)s.",
            "%(count)d favours told here stay noted with %(name)s.",
            staying,
        )
        sentence = f"{sentence} {stays % {'count': staying, 'name': row.person.name}}"
    say(request, sentence, undo=undo)
    return back(request, person)


@require_POST
def interaction_restore(request: HttpRequest, public_id: UUID) -> HttpResponse:
    row = owned_or_404(Interaction.everything.select_related("person"), request, public_id)
    try:
        restore_interaction(by=account_of(request), interaction=row)
        say(request, _back(row.person))
    except DomainError as refusal:
        say(request, refusal.sentence, is_trouble=True)
    return redirect("person", row.person.public_id)


def _back(person: Person) -> str:
    if person.sent_back_at is None:
        return _("The entry is back.")
    return _("The entry is back. %(name)s stays at the door: only a new entry makes a contact again.") % {
        "name": person.name
    }


@never_cache
@require_http_methods(["GET", "POST"])
def interaction_move(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Logged on the wrong person: say who it was; the page says which favours go along and which stay."""
    row = owned_or_404(WITH_PERSON.all(), request, public_id)
    if hasattr(row, "founded"):
        return redirect(f"{reverse('interaction_refound', args=[row.public_id])}?then=move")
    form = MoveForm(request.POST or None, by=account_of(request))
    if form.is_bound and form.is_valid():
        moved = saved(form, partial(_move, request, row, form))
        if moved is not None:
            say(request, _("The entry is with %(name)s now.") % {"name": moved.person.name})
            return redirect("person", moved.person.public_id)
    context = {"row": row, "form": form, "plan": move_plan(row)}
    return render(request, "interactions/move.html", context, status=422 if form.is_bound else 200)


def _move(request: HttpRequest, row: Interaction, form: MoveForm) -> Interaction:
    try:
        return move_interaction(
            by=account_of(request), interaction=row, to=form.chosen, to_name=form.cleaned_data["name"]
        )
    except DomainError as refusal:
        refusal.field = "name" if refusal.field == "to" else refusal.field
        raise


@never_cache
@require_http_methods(["GET", "POST"])
def interaction_refound(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """What can be done with the interaction a contact is founded on: found on another, back to the door, or keep it."""
    row = owned_or_404(WITH_PERSON.all(), request, public_id)
    then = request.POST.get("then") or request.GET.get("then") or ""
    if not hasattr(row, "founded"):
        return _after_refounding(request, row, then)
    others = other_founders(row)
    form = RefoundForm(request.POST or None, others=others)
    if form.is_bound and form.is_valid():
        if form.cleaned_data["choice"] == RefoundForm.KEEP:
            return redirect("person", row.person.public_id)
        sentence = saved(form, partial(_refound, request, row, form, then))
        if sentence is not None:
            return _after_refounding(request, row, then, sentence)
    context = {"row": row, "form": form, "others": others, "then": then}
    return render(request, "interactions/refound.html", context, status=422 if form.is_bound else 200)


def _refound(request: HttpRequest, row: Interaction, form: RefoundForm, then: str) -> str:
    """The sentence for all that happens, with the deletion that may follow."""
    by, contact, name = account_of(request), row.person.contact, {"name": row.person.name}
    other = form.other()
    if other is None:
        send_back_to_the_door(by=by, contact=contact)
        if then == "delete":
            return (
                _(
                    "%(name)s stands at the door again, and the entry is deleted; all else is kept. Undo brings the "
                    "entry back, yet only a new one makes %(name)s a contact again."
                )
                % name
            )
        return _("%(name)s stands at the door again. Everything is kept.") % name
    found_on_another(by=by, contact=contact, interaction=other)
    if then == "delete":
        return _("%(name)s is founded on another conversation now, and the entry is deleted.") % name
    return _("%(name)s is founded on another conversation now.") % name


def _after_refounding(request: HttpRequest, row: Interaction, then: str, sentence: str = "") -> HttpResponse:
    """Go on with what the user wanted in the first place."""
    if then == "delete" and request.method == "POST":
        return _delete(request, row, sentence or _("The entry with %(name)s is deleted.") % {"name": row.person.name})
    if sentence:
        say(request, sentence)
    if then in {"edit", "move"}:
        return redirect(f"interaction_{then}", row.public_id)
    return redirect("person", row.person.public_id)


@require_GET
def to_finish(request: HttpRequest) -> HttpResponse:
    found = unfinished_ones(by=account_of(request), page=request.GET.get("page", 1))
    return render(request, "interactions/to_finish.html", {"page": found, "today": timezone.localdate()})
