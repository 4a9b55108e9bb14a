"""One person: their page, facts and cadence; back to the door, archived, deleted; and all held on them."""

from copy import copy
from typing import Any, cast
from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from contacts.errors import StaleVersion
from contacts.forms.people import CadenceForm, HandleFormSet, PersonForm, handle_rows
from contacts.forms.resting import rests
from contacts.models import Contact, Person
from contacts.queries.duplicates import perhaps_same, with_perhaps_same
from contacts.queries.held import held_as_json, held_on
from contacts.queries.interactions import timeline
from contacts.queries.people import named
from contacts.queries.person import person_page, select_for_page
from contacts.queries.resting import rest_line
from contacts.queries.silence import falls_silent
from contacts.queries.tags import tag_names
from contacts.services.contacts import choose_cadence, send_back_to_the_door
from contacts.services.people import (
    archive,
    bring_back,
    delete_person,
    edit_person,
    mark_deceased,
    set_formal_relation,
)
from contacts.views.access import account_of, kept_or_404, owned_or_404
from contacts.views.answers import back
from contacts.views.flash import say
from contacts.views.ledger import page_choices, span_of
from contacts.views.people import is_nobody_else, is_valid, wants_row, with_more_rows
from contacts.views.saving import done, saved
from contacts.wording_due import often


@require_GET
def person(request: HttpRequest, public_id: UUID) -> HttpResponse:
    found = with_perhaps_same(select_for_page(Person.objects.owned_by(account_of(request))))
    row = found.filter(public_id=public_id).first()
    if row is None:
        # Links to somebody who was merged lead to whom they were merged into.
        return redirect("person", kept_or_404(request, public_id).public_id)
    context = {
        "person": person_page(account_of(request), row, span=span_of(request)),
        "perhaps": perhaps_same(row),
        "timeline": timeline(row, request.GET.get("page", 1)),
        "rests": rests(timezone.localdate()),
        "here": request.get_full_path(),
        "focus": request.GET.get("focus", ""),
        **page_choices(),
    }
    return render(request, "people/person.html", context)


@require_POST
def person_formal_relation(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """What passes between the two is paid or part of a formal relation, so no flag speaks of it (E-30); or not so.

    Where it was noted so already there is nothing to undo.
    """
    row = owned_or_404(Person.objects.all(), request, public_id)
    formal = "take_back" not in request.GET
    if done(request, lambda: set_formal_relation(by=account_of(request), person=row, formal=formal)):
        if formal:
            sentence = _("Noted: what passes between you and %(name)s is work. No flag speaks of it.")
        else:
            sentence = _("What passes between you and %(name)s counts as favours again.")
        undo = reverse("person_formal_relation", args=[public_id], query={"take_back": 1} if formal else None)
        say(request, sentence % {"name": row.first_name}, undo=undo if row.formal_relation != formal else None)
    return back(request, reverse("person", args=[public_id]))


@require_http_methods(["GET", "POST"])
def person_edit(request: HttpRequest, public_id: UUID) -> HttpResponse:
    row = owned_or_404(Person.objects.prefetch_related("handles"), request, public_id)
    if request.method == "GET":
        fresh = HandleFormSet(prefix="handles", initial=handle_rows(row))
        return _edit_page(request, row, PersonForm(instance=row), fresh)
    # The form writes what was typed onto its instance; the service gets the row as it was fetched.
    form = PersonForm(request.POST, instance=copy(row))
    handles: Any = HandleFormSet(request.POST, prefix="handles")
    if wants_row(request):
        return _edit_page(request, row, form, with_more_rows(request))
    if is_valid(form, handles) and is_nobody_else(request, form, handles):
        facts = form.facts(handles.entries())
        version = form.cleaned_data["version"] or 0
        stale: list[StaleVersion] = []

        def edit() -> Person:
            try:
                return edit_person(by=account_of(request), person=row, version=version, facts=facts)
            except StaleVersion as refusal:
                stale.append(refusal)
                raise

        edited = saved(form, edit)
        if edited is not None:
            say(request, _("Saved."))
            return redirect("person", edited.public_id)
        if stale:
            current = cast(Person, stale[0].current)
            return _edit_page(request, row, form.with_current(current, handles.entries()), handles, status=422)
    return _edit_page(request, row, form, handles, status=422)


def _edit_page(request: HttpRequest, row: Person, form: PersonForm, handles: Any, *, status: int = 200) -> HttpResponse:
    names = tag_names(account_of(request))
    context = {"person": named(row), "form": form, "handles": handles, "tag_names": names}
    return render(request, "people/edit.html", context, status=status)


@require_http_methods(["GET", "POST"])
def contact_cadence(request: HttpRequest, public_id: UUID) -> HttpResponse:
    row = owned_or_404(_contacts(), request, public_id)
    form = CadenceForm(request.POST or None, account=account_of(request), contact=row.contact)
    if request.method == "POST" and form.is_valid():
        circle, days = form.choice()
        contact = saved(
            form,
            lambda: choose_cadence(by=account_of(request), contact=row.contact, circle=circle, own_cadence_days=days),
        )
        if contact is not None:
            say(request, _cadence_sentence(contact))
            return redirect("person", public_id)
    status = 422 if request.method == "POST" else 200
    return render(request, "people/cadence.html", {"person": named(row), "form": form}, status=status)


def _cadence_sentence(contact: Contact) -> str:
    name = contact.person.first_name
    if not contact.cadence_days:
        return _("Nothing will ask you to keep in touch with %(name)s.") % {"name": name}
    return _("Keeping in touch with %(name)s: %(often)s.") % {"name": name, "often": often(contact.cadence_days)}


@require_http_methods(["GET", "POST"])
def contact_send_back(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The page says what is kept and what is parked; posting does it."""
    row = owned_or_404(_contacts(), request, public_id)
    if request.method == "POST":
        if not done(request, lambda: send_back_to_the_door(by=account_of(request), contact=row.contact)):
            return redirect("people")
        say(request, _("%(name)s stands at the door. Everything is kept.") % {"name": row.name})
        return redirect("person", public_id)
    context = {
        "person": named(row),
        "circle": row.contact.circle,
        "founder": row.contact.founded_on,
        "rest": rest_line(row.contact, timezone.localdate()),
    }
    return render(request, "people/send_back.html", context)


def _contacts() -> Any:
    return Person.objects.contacts().select_related("contact__circle", "contact__founded_on", "contact__person")


@require_http_methods(["GET", "POST"])
def person_archive(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The page says what falls silent; posting does it."""
    row = owned_or_404(Person.objects.select_related("contact__circle"), request, public_id)
    if request.method == "POST":
        if done(request, lambda: archive(by=account_of(request), person=row)):
            undo = reverse("person_bring_back", args=[public_id])
            say(request, _("%(name)s is archived. Nothing is lost.") % {"name": row.name}, undo=undo)
        return redirect("person", public_id)
    context = {"person": named(row), "silent": falls_silent(row), "today": timezone.localdate()}
    return render(request, "people/archive.html", context)


@require_POST
def person_bring_back(request: HttpRequest, public_id: UUID) -> HttpResponse:
    row = owned_or_404(Person.objects.all(), request, public_id)
    if done(request, lambda: bring_back(by=account_of(request), person=row)):
        undo = reverse("person_archive", args=[public_id])
        say(request, _("%(name)s is back among your people.") % {"name": row.name}, undo=undo)
    return back(request, reverse("person", args=[public_id]))


@require_http_methods(["GET", "POST"])
def person_deceased(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The page says what falls silent; posting notes it."""
    row = owned_or_404(Person.objects.select_related("contact__circle"), request, public_id)
    if request.method == "POST":
        if done(request, lambda: mark_deceased(by=account_of(request), person=row, deceased=True)):
            undo = reverse("person_not_deceased", args=[public_id])
            say(request, _("Noted. Nothing will speak of %(name)s by itself.") % {"name": row.name}, undo=undo)
        return redirect("person", public_id)
    context = {"person": named(row), "silent": falls_silent(row), "today": timezone.localdate()}
    return render(request, "people/deceased.html", context)


@require_POST
def person_not_deceased(request: HttpRequest, public_id: UUID) -> HttpResponse:
    row = owned_or_404(Person.objects.all(), request, public_id)
    if done(request, lambda: mark_deceased(by=account_of(request), person=row, deceased=False)):
        say(request, _("Put right. What was due for %(name)s is due again.") % {"name": row.name})
    return back(request, reverse("person", args=[public_id]))


@require_http_methods(["GET", "POST"])
def person_delete(request: HttpRequest, public_id: UUID) -> HttpResponse:
    row = owned_or_404(Person.objects.select_related("contact"), request, public_id)
    if request.method == "POST":
        if not done(request, lambda: delete_person(by=account_of(request), person=row)):
            return redirect("people")
        undo = reverse("deleted_restore", args=["person", public_id])
        say(request, _("%(name)s is deleted. You can undo this for 30 days.") % {"name": row.name}, undo=undo)
        return back(request, reverse("people"))
    return render(request, "people/delete.html", {"person": named(row), "held": held_on(row)})


@require_GET
def person_held(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """E-61: all that is held on one person, on one page; what is deleted but not yet gone is marked."""
    row = owned_or_404(Person.everything.select_related("contact"), request, public_id)
    context = {"person": named(row), "is_deleted": row.deleted_at is not None, "held": held_on(row)}
    return render(request, "people/held.html", context)


@require_GET
def person_held_json(request: HttpRequest, public_id: UUID) -> HttpResponse:
    row = owned_or_404(Person.everything.all(), request, public_id)
    answer = JsonResponse(held_as_json(row, at=timezone.now()), json_dumps_params={"indent": 2, "ensure_ascii": False})
    name = slugify(row.name) or "person"
    answer["Content-Disposition"] = f'attachment; filename="rapport-{name}.json"'
    return answer
