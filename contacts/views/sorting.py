"""Sorting what a file brought: one day at a time, with a key or a tap, and one step back after the other."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from contacts.forms.sorting import SortForm
from contacts.models import ImportBatch, Interaction, Person, User
from contacts.queries.sorting import Card, card_of, conversation_to_sort, count_to_sort, next_card, words_of
from contacts.services.sorting import sort_as_neither, sort_day, unsort_day
from contacts.views.access import account_of, owned_or_404
from contacts.views.answers import by_htmx, page_or_part
from contacts.views.flash import say
from contacts.views.saving import done, saved
from contacts.vocabulary import Purpose, SortedAs

PARTS = {"sorting": "card"}
# What is kept for the visit: the days put off, and the steps taken, the last one last, each the days that it sorted.
LATER, STEPS = "sorting_later", "sorting_steps"
LATER_KEPT, STEPS_KEPT = 500, 50
PUT_OFF, ALL_THE_REST = "later", "rest"
DAYS = Interaction.objects.select_related("person__contact")


@never_cache
@require_GET
def sorting(request: HttpRequest) -> HttpResponse:
    """The next card, or ``day``'s."""
    day = _one(DAYS.filter(purpose=Purpose.UNKNOWN).owned_by(account_of(request)), request.GET.get("day"))
    return _card(request, card_of(account_of(request), day) if day else None)


@require_POST
def sorting_sort(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """What the day was; or put off; or neither, with all the rest of its conversation."""
    row, account = owned_or_404(DAYS.all(), request, public_id), account_of(request)
    pressed = request.POST.get("sorted_as")
    if pressed == PUT_OFF:
        _remember(request, LATER, str(public_id), at_most=LATER_KEPT)
        return _next(request)
    if pressed == ALL_THE_REST:
        done(
            request,
            lambda: _note(request, sort_as_neither(by=account, interactions=conversation_to_sort(account, row))),
        )
        return _next(request)
    form = SortForm(request.POST, on=row.happened_on, today=timezone.localdate())
    if form.is_valid() and saved(form, lambda: _sort(account, row, form)) is not None:
        _note(request, [row], sorted_as=form.sorted)
        return _next(request)
    return _card(request, card_of(account, row), form=form, status=422)


@require_POST
def sorting_undo(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Take back the step that sorted this day, with all the days that it sorted; the day comes up again."""
    row, account = owned_or_404(DAYS.all(), request, public_id), account_of(request)
    steps: list[list[str]] = request.session.get(STEPS, [])
    step = next((step for step in reversed(steps) if str(public_id) in step), [str(public_id)])
    rows = list(DAYS.filter(public_id__in=step).owned_by(account))
    if done(request, lambda: _take_back(request, account, rows)):
        request.session[STEPS] = [one for one in steps if one is not step]
    return _next(request, day=row.public_id)


def _sort(account: User, row: Interaction, form: SortForm) -> Interaction:
    what = form.cleaned_data["what"]
    if not what and form.sorted != SortedAs.NEITHER:
        what = words_of(row, form.sorted)
    return sort_day(by=account, interaction=row, sorted_as=form.sorted, what=what, size=form.how_big, state=form.state)


def _take_back(request: HttpRequest, account: User, rows: Sequence[Interaction]) -> None:
    kept = [row for row in rows if unsort_day(by=account, interaction=row).kept]
    if kept:
        say(request, _("It waits again. Its favour was changed since, so that stays."))
    else:
        say(request, ngettext("It waits again.", "%(count)d days wait again.", len(rows)) % {"count": len(rows)})


def _note(request: HttpRequest, rows: Sequence[Interaction], *, sorted_as: SortedAs = SortedAs.NEITHER) -> None:
    """Say what was done, and remember it as one step."""
    if not rows:
        return
    _remember(request, STEPS, [str(row.public_id) for row in rows], at_most=STEPS_KEPT)
    name = rows[0].person.first_name
    sentence = {
        SortedAs.I_ASKED: _("Noted: you asked %(name)s."),
        SortedAs.I_GAVE: _("Noted: you gave %(name)s something."),
        SortedAs.THEY_ASKED: _("Noted: %(name)s asked you."),
        SortedAs.THEY_GAVE: _("Noted: %(name)s gave you something."),
        SortedAs.NEITHER: ngettext("Neither, then.", "Neither, all %(count)d days of it.", len(rows)),
    }[sorted_as]
    undo = reverse("sorting_undo", args=[rows[0].public_id]) + _scope_query(request)
    say(request, sentence % {"name": name, "count": len(rows)}, undo=undo)


def _card(request: HttpRequest, card: Card | None, *, form: SortForm | None = None, status: int = 200) -> HttpResponse:
    account = account_of(request)
    person, batch = _scope(request)
    later = [UUID(key) for key in request.session.get(LATER, [])]
    card = card or next_card(account, person=person, batch=batch, later=later)
    if card and form is None:
        form = SortForm(on=card.on, today=timezone.localdate())
    steps = request.session.get(STEPS, [])
    context = {
        "card": card,
        "form": form,
        "waiting": count_to_sort(account, person=person, batch=batch),
        "undo": steps[-1][0] if steps else None,
        "person": person,
        "batch": batch,
        "scope": _scope_query(request),
        "choices": _choices(card) if card else (),
        "today": timezone.localdate(),
        "swap_toasts": by_htmx(request),
    }
    return page_or_part(request, "sorting/index.html", context, parts=PARTS, status=status)


@dataclass(frozen=True, slots=True)
class Choice:
    """A button of the card, and the key that presses it."""

    value: str
    label: str
    key: str
    is_suggested: bool


def _choices(card: Card) -> tuple[Choice, ...]:
    suggested = card.suggestion.sorted_as if card.suggestion else None
    told = {"name": card.first_name}
    labels = {
        SortedAs.I_ASKED: ("1", _("I asked")),
        SortedAs.I_GAVE: ("2", _("I gave")),
        SortedAs.THEY_ASKED: ("3", _("%(name)s asked") % told),
        SortedAs.THEY_GAVE: ("4", _("%(name)s gave") % told),
        SortedAs.NEITHER: ("n", _("Neither")),
    }
    return tuple(Choice(value, label, key, value == suggested) for value, (key, label) in labels.items())


def _next(request: HttpRequest, *, day: UUID | None = None) -> HttpResponse:
    """On to the next card: the part alone for the page's script, else by way of the page."""
    if by_htmx(request):
        row = _one(DAYS.filter(purpose=Purpose.UNKNOWN).owned_by(account_of(request)), str(day)) if day else None
        return _card(request, card_of(account_of(request), row) if row else None)
    query = _scope_query(request, **({"day": str(day)} if day else {}))
    return redirect(reverse("sorting") + query)


def _remember(request: HttpRequest, key: str, what: Any, *, at_most: int) -> None:
    kept = [one for one in request.session.get(key, []) if one != what]
    request.session[key] = [*kept, what][-at_most:]


def _scope(request: HttpRequest) -> tuple[Person | None, ImportBatch | None]:
    """Whose days, or which import's, the address asks for."""
    account = account_of(request)
    person = _one(Person.objects.owned_by(account), request.GET.get("person"))
    return person, _one(ImportBatch.objects.filter(owner=account), request.GET.get("import"))


def _scope_query(request: HttpRequest, **more: str) -> str:
    person, batch = _scope(request)
    asked = {"person": str(person.public_id)} if person else {"import": str(batch.public_id)} if batch else {}
    query = urlencode({**asked, **more})
    return f"?{query}" if query else ""


def _one(rows: Any, public_id: str | None) -> Any:
    try:
        return rows.filter(public_id=UUID(public_id or "")).first()
    except ValueError:
        return None
