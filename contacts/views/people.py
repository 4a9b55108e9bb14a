"""The list of people, and the ways to the door: by hand and by pasting. Logging alone leads from there to a contact."""

from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from contacts.forms.people import HandleFormSet, PasteConfirmForm, PasteForm, PeopleFilter, PersonForm
from contacts.models import Person, User
from contacts.queries.people import NamedPerson, by_email, by_full_name, list_people, with_these_addresses
from contacts.queries.tags import list_tags, tag_names
from contacts.rules.handles import normal_handle
from contacts.rules.names import fold
from contacts.rules.pasting import Cut, PastedRow, Refusal, cut
from contacts.services.people import PasteReport, add_person, bring_to_the_door, brought_by_form, made_by_form
from contacts.views.access import account_of
from contacts.views.answers import page_or_part
from contacts.views.flash import say
from contacts.views.saving import saved
from contacts.vocabulary import BulkStep, HandleKind, Source


@require_GET
def people(request: HttpRequest) -> HttpResponse:
    form = PeopleFilter(request.GET)
    chosen = form.chosen()
    listing = list_people(account_of(request), **chosen)
    chips = [(show, label, getattr(listing.counts, show)) for show, label in PeopleFilter.SHOW]
    context = {
        "form": form,
        "listing": listing,
        "chosen": chosen,
        "chips": [chip for chip in chips if chip[0] != "untouched" or chip[2] or chosen["show"] == "untouched"],
        "tags": list_tags(account_of(request)),
        "steps": BulkStep.choices,
        "months": account_of(request).numbers.door_months,
        "now": timezone.now().isoformat(),
        "today": timezone.localdate(),
    }
    return page_or_part(request, "people/people.html", context, parts={"people-found": "found"})


@require_http_methods(["GET", "POST"])
def person_add(request: HttpRequest) -> HttpResponse:
    """By hand to the door. An address that somebody has already asks "same person?" first."""
    form = PersonForm(request.POST or None, initial={"name": request.GET.get("name", "")[:200]})
    handles: Any = HandleFormSet(request.POST or None, prefix="handles")
    names = tag_names(account_of(request))
    if request.method == "POST" and wants_row(request):
        context = {"form": form, "handles": with_more_rows(request), "tag_names": names}
        return render(request, "people/add.html", context)
    if request.method == "POST" and is_valid(form, handles):
        person = _added(request, form, handles)
        if person is not None:
            say(
                request, _("%(name)s stands at the door. Log a conversation to make a contact.") % {"name": person.name}
            )
            return redirect("person", person.public_id)
    status = 422 if request.method == "POST" else 200
    context = {"form": form, "handles": handles, "tag_names": names}
    return render(request, "people/add.html", context, status=status)


def _added(request: HttpRequest, form: PersonForm, handles: Any) -> Person | None:
    account, facts = account_of(request), form.facts(handles.entries())
    key = form.cleaned_data["entry_key"] or uuid4()
    # Sent twice, the address is that of the person whom the form itself made.
    is_sent_again = made_by_form(by=account, entry_key=key, facts=facts) is not None
    if not is_sent_again and not is_nobody_else(request, form, handles):
        return None
    return saved(form, lambda: add_person(by=account, facts=facts, source=Source.ADDED, entry_key=key))


def wants_row(request: HttpRequest) -> bool:
    return "more" in request.POST


def with_more_rows(request: HttpRequest) -> Any:
    """The addresses as typed with one more empty row: the way to add one without a script."""
    typed = request.POST.copy()
    total = typed.get("handles-TOTAL_FORMS", "")
    typed["handles-TOTAL_FORMS"] = str(int(total) + 1 if total.isdecimal() and len(total) < 4 else 1)
    return HandleFormSet(typed, prefix="handles")


def is_valid(form: PersonForm, handles: Any) -> bool:
    # Both, so that every sentence is on the page at once.
    return all([form.is_valid(), handles.is_valid()])


def is_nobody_else(request: HttpRequest, form: PersonForm, handles: Any) -> bool:
    """True when nobody else has these addresses, or the user said that they are two people."""
    if form.cleaned_data["keep_both"]:
        return True
    other_than = form.instance if form.instance.pk else None
    same = with_these_addresses(account_of(request), handles.normal_values(), other_than=other_than)
    if same:
        form.ask_same_person(same)
    return not same


# Pasting


@dataclass(frozen=True, slots=True)
class Sorted:
    """Rows by what would become of them. ``same_name`` waits for an answer: the same person, or another?"""

    new: tuple[PastedRow, ...]
    known: tuple[tuple[PastedRow, NamedPerson], ...]
    same_name: tuple[tuple[PastedRow, NamedPerson], ...]
    refused: tuple[tuple[PastedRow, str], ...]


@require_http_methods(["GET", "POST"])
def people_paste(request: HttpRequest) -> HttpResponse:
    """Paste, look at what would come in, then bring it in."""
    if request.method == "POST" and "bring" in request.POST:
        return _bring(request)
    form = PasteForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        return _preview(request, form.source_text, form.cut, is_file=form.is_file)
    return render(request, "people/paste.html", {"form": form}, status=422 if request.method == "POST" else 200)


def _preview(request: HttpRequest, text: str, read: Cut, *, is_file: bool) -> HttpResponse:
    # A page cannot carry a null byte back; another control character is refused just as well.
    context = {
        "sorted": _sort(account_of(request), read),
        "columns_left_out": read.columns_left_out,
        "text": text.replace("\0", "\x01"),
        "is_file": is_file,
        "entry_key": uuid4(),
    }
    return render(request, "people/paste_preview.html", context)


def _bring(request: HttpRequest) -> HttpResponse:
    account = account_of(request)
    read = cut(request.POST.get("text", ""))
    form = PasteConfirmForm(request.POST, lines=(row.place for row in read.good))
    if not form.is_valid():
        say(request, _("This could not be read again. Paste it once more."), is_trouble=True)
        return redirect("people_paste")
    key = form.cleaned_data["entry_key"] or uuid4()
    source = Source.FILE if form.cleaned_data["from_file"] else Source.PASTED
    found = _sort(account, read)
    wanted = {row.place for row in found.new}
    wanted |= {row.place for row, _person in found.same_name} & set(form.cleaned_data["keep"])
    # Sent twice, it says again what became of the same rows.
    wanted |= brought_by_form(by=account, entry_key=key, rows=read.good)
    rows = [row for row in read.good if row.place in wanted]
    report = saved(form, lambda: bring_to_the_door(by=account, rows=rows, source=source, entry_key=key))
    if report is None:
        again = PasteForm({"text": form.cleaned_data["text"]})
        again.is_valid()
        again.add_error(None, form.non_field_errors())
        return render(request, "people/paste.html", {"form": again}, status=422)
    say(request, _came_of_it(report, left_out=len(read.good) - len(report.added)))
    return redirect(reverse("people", query={"show": "door", "sort": "newest"}))


def _came_of_it(report: PasteReport, *, left_out: int) -> str:
    added = ngettext(
        "%(count)d person stands at the door now.", "%(count)d people stand at the door now.", len(report.added)
    ) % {"count": len(report.added)}
    if not left_out:
        return added
    rest = ngettext("%(count)d you knew already.", "%(count)d you knew already.", left_out) % {"count": left_out}
    return f"{added} {rest}"


def _sort(account: User, read: Cut) -> Sorted:
    emails = by_email(account, {normal_handle(HandleKind.EMAIL, row.email) for row in read.good if row.email})
    names = by_full_name(account, {row.name for row in read.good})
    new, known, same_name = [], [], []
    for row in read.good:
        if row.email and (person := emails.get(normal_handle(HandleKind.EMAIL, row.email))):
            known.append((row, person))
        elif person := names.get(fold(row.name)):
            same_name.append((row, person))
        else:
            new.append(row)
    refused = tuple((row, _why_refused(row)) for row in read.refused)
    return Sorted(tuple(new), tuple(known), tuple(same_name), refused)


def _why_refused(row: PastedRow) -> str:
    sentences = {
        Refusal.NO_NAME: _("There is no name on this line."),
        Refusal.LONG_NAME: _("The name is longer than 200 characters."),
        Refusal.LONG_FIRM: _("The firm is longer than 200 characters."),
        Refusal.BAD_EMAIL: _("This is no e-mail address."),
        Refusal.CONTROL: _("There is a character in it that cannot be kept. Type the line anew."),
        Refusal.TWICE: _("The same person stands on line %(line)s already.") % {"line": row.same_as},
    }
    return sentences[row.refusal] if row.refusal else ""
