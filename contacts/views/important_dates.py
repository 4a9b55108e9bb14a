"""Days that matter to a person (E-36), reached from their page: noted, put right, taken out, taken back."""

from typing import Any
from uuid import UUID, uuid4

from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from contacts.forms.important_dates import DateForm
from contacts.models import ImportantDate, Person
from contacts.queries.people import named
from contacts.services.important_dates import DateEntry, add_date, delete_date, edit_date
from contacts.views.access import account_of, owned_or_404
from contacts.views.flash import say
from contacts.views.saving import done, saved
from contacts.vocabulary import DateKind
from contacts.wording_people import date_title, yearly_day

# What was taken out travels in the address of its undo: signed, so that nobody can make one up.
SALT = "important date taken out"
KEPT_FOR = 24 * 60 * 60


@require_http_methods(["GET", "POST"])
def date_add(request: HttpRequest, public_id: UUID) -> HttpResponse:
    person = owned_or_404(Person.objects.select_related("contact"), request, public_id)
    form = DateForm(request.POST) if request.method == "POST" else DateForm.fresh()
    if request.method == "POST" and form.is_valid():
        row = saved(
            form,
            lambda: add_date(by=account_of(request), person=person, entry=form.entry(), entry_key=form.key()),
        )
        if row is not None:
            say(request, _("Noted: %(day)s.") % {"day": _said(row)})
            return _to_page(person)
    return _form_page(request, {"person": named(person), "form": form})


@require_http_methods(["GET", "POST"])
def date_edit(request: HttpRequest, public_id: UUID) -> HttpResponse:
    row = _owned(request, public_id)
    form = DateForm(request.POST) if request.method == "POST" else DateForm.of(row)
    if request.method == "POST" and form.is_valid():
        edited = saved(form, lambda: edit_date(by=account_of(request), important_date=row, entry=form.entry()))
        if edited is not None:
            say(request, _("Saved: %(day)s.") % {"day": _said(edited)})
            return _to_page(row.person)
    return _form_page(request, {"person": named(row.person), "form": form, "important_date": row})


@require_POST
def date_delete(request: HttpRequest, public_id: UUID) -> HttpResponse:
    row = _owned(request, public_id)
    gone: list[DateEntry] = []
    if done(request, lambda: gone.append(delete_date(by=account_of(request), important_date=row))):
        kept = {name: getattr(gone[0], name) for name in DateEntry.__slots__}
        token = signing.dumps({**kept, "entry_key": str(uuid4())}, salt=SALT, compress=True)
        undo = reverse("date_again", args=[row.person.public_id, token])
        say(request, _("Taken out: %(day)s.") % {"day": _said(row)}, undo=undo)
    return _to_page(row.person)


@require_POST
def date_again(request: HttpRequest, public_id: UUID, token: str) -> HttpResponse:
    """Undo of taking out: the day is noted once more, as it was."""
    person = owned_or_404(Person.objects.all(), request, public_id)
    try:
        kept: dict[str, Any] = signing.loads(token, salt=SALT, max_age=KEPT_FOR)
    except signing.BadSignature:
        say(request, _("This can no longer be taken back. Note the day again."), is_trouble=True)
        return _to_page(person)
    key = UUID(kept.pop("entry_key"))
    entry = DateEntry(**{**kept, "kind": DateKind(kept["kind"])})
    if done(request, lambda: add_date(by=account_of(request), person=person, entry=entry, entry_key=key)):
        say(request, _("It is back."))
    return _to_page(person)


def _owned(request: HttpRequest, public_id: UUID) -> ImportantDate:
    return owned_or_404(ImportantDate.objects.select_related("person__contact"), request, public_id)


def _said(row: ImportantDate) -> str:
    return f"{date_title(DateKind(row.kind), row.label)}, {yearly_day(row.month, row.day)}"


def _to_page(person: Person) -> HttpResponse:
    return redirect(f"{reverse('person', args=[person.public_id])}#dates")


def _form_page(request: HttpRequest, context: dict[str, Any]) -> HttpResponse:
    return render(request, "people/date.html", context, status=422 if request.method == "POST" else 200)
