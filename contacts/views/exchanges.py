"""Favours: noted by hand, put right, settled, reopened, moved, thanked for. Most are one tap and can be undone."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from contacts.errors import DomainError, StaleVersion
from contacts.forms.exchanges import ExchangeEditForm, ExchangeForm, MoveForm, SettleForm, move_choices
from contacts.models import Exchange, Person
from contacts.queries.before_asking import before_asking
from contacts.queries.people import named
from contacts.services import exchanges as verbs
from contacts.views.access import account_of, owned_or_404
from contacts.views.answers import back, by_htmx, own_path, page_or_part
from contacts.views.flash import say
from contacts.views.ledger import fresh_ledger, span_of
from contacts.views.saving import saved
from contacts.vocabulary import ExchangeState, Side
from contacts.wording_due import plain_day
from contacts.wording_favours import settled_words, standing_words

# Where on the page of a person the form unfolds: in the balance card, or on a phone under the name.
SLOTS = {"favour-add", "favour-top"}
# The id of htmx's target -> the part that fills it: the form, or what depends on its direction.
PARTS = {**dict.fromkeys(SLOTS, "form"), "favour-state": "state"}


@require_http_methods(["GET", "POST"])
def exchange_add(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """A favour by hand: a page of its own, or unfolded on somebody's page. ``kind`` chooses the direction."""
    person = owned_or_404(Person.objects.select_related("contact__standing"), request, public_id)
    form = ExchangeForm(request.POST) if request.method == "POST" else ExchangeForm.prefilled(request.GET)
    if request.method == "POST" and form.is_valid():
        exchange = saved(
            form,
            lambda: verbs.add_exchange(
                by=account_of(request),
                person=person,
                entry=form.entry(),
                on=form.cleaned_data["opened_on"],
                entry_key=form.cleaned_data["entry_key"],
            ),
        )
        if exchange is not None:
            say(request, _("Noted."), undo=_address("exchange_delete", exchange))
            if _slot(request):
                return fresh_ledger(request, public_id, focus=form.chosen)
            return back(request, person_page_of(exchange))
    today = timezone.localdate()
    context = {
        "person": named(person),
        "form": form if form.is_bound else form.focus_on_the_words(),
        "asking": before_asking(account_of(request), person, today) if form.is_asking else None,
        "swap_asking": not _slot(request) and by_htmx(request),
        "slot": _slot(request),
        "span": span_of(request),
        "next": own_path(request, ""),
        "today": today,
    }
    status = 422 if request.method == "POST" else 200
    return page_or_part(request, "exchanges/add.html", context, parts=PARTS, status=status)


def _slot(request: HttpRequest) -> str:
    """The place on somebody's page that htmx asks the form for; empty on the form's own page."""
    htmx: Any = getattr(request, "htmx", None)
    return htmx.target if htmx and htmx.target in SLOTS else ""


@require_http_methods(["GET", "POST"])
def exchange_edit(request: HttpRequest, public_id: UUID) -> HttpResponse:
    exchange = _fetched(request, public_id)
    form = ExchangeEditForm(request.POST or None, exchange=exchange)
    if request.method == "POST" and form.is_valid():
        stale: list[StaleVersion] = []

        def edit() -> Exchange:
            try:
                return verbs.edit_exchange(by=account_of(request), exchange=exchange, **form.changes())
            except StaleVersion as refusal:
                stale.append(refusal)
                raise

        if saved(form, edit) is not None:
            say(request, _("Saved."))
            return back(request, person_page_of(exchange))
        if stale:
            form.with_current(Exchange.objects.get(pk=exchange.pk))
    context = {
        "person": named(exchange.person),
        "exchange": exchange,
        "stands": standing_words(**_who(exchange), state=ExchangeState(exchange.state)),
        "form": form,
        "is_open": exchange.state in {ExchangeState.OPEN, ExchangeState.PROMISED},
        "is_gift_of_theirs": exchange.giver == Side.THEM and exchange.state == ExchangeState.KEPT,
        "next": own_path(request, ""),
        "today": timezone.localdate(),
    }
    return render(request, "exchanges/edit.html", context, status=422 if request.method == "POST" else 200)


@require_http_methods(["GET", "POST"])
def exchange_delete(request: HttpRequest, public_id: UUID) -> HttpResponse:
    exchange = _fetched(request, public_id)
    if request.method == "GET":
        return render(request, "exchanges/delete.html", {"person": named(exchange.person), "exchange": exchange})
    undo = reverse("deleted_restore", args=["exchange", public_id])
    return _done(
        request,
        exchange,
        lambda: verbs.delete_exchange(by=account_of(request), exchange=exchange),
        sentence=_("Deleted. You can undo this for 30 days."),
        undo=undo,
    )


@require_POST
def exchange_settle(request: HttpRequest, public_id: UUID) -> HttpResponse:
    exchange = _fetched(request, public_id)
    form = SettleForm(request.POST)
    if not form.is_valid():
        return _refused(request, exchange, " ".join(str(error) for errors in form.errors.values() for error in errors))
    state = ExchangeState(form.cleaned_data["state"])
    return _done(
        request,
        exchange,
        lambda: verbs.settle_exchange(
            by=account_of(request), exchange=exchange, state=state, on=form.cleaned_data["on"]
        ),
        sentence=settled_words(**_who(exchange), promised=exchange.state == ExchangeState.PROMISED, state=state),
        undo=_address("exchange_reopen", exchange),
    )


@require_POST
def exchange_reopen(request: HttpRequest, public_id: UUID) -> HttpResponse:
    exchange = _fetched(request, public_id)
    return _done(
        request,
        exchange,
        lambda: verbs.reopen_exchange(by=account_of(request), exchange=exchange),
        sentence=_("Open again."),
    )


@require_http_methods(["GET", "POST"])
def exchange_move(request: HttpRequest, public_id: UUID) -> HttpResponse:
    exchange = _fetched(request, public_id)
    if request.method == "POST" and "back_to" in request.GET:
        return _put_day_back(request, exchange)
    form = MoveForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        due_on = form.cleaned_data["due_on"]
        moved = saved(form, lambda: verbs.move_promise(by=account_of(request), exchange=exchange, due_on=due_on))
        if moved is not None:
            sentence = _("Promised for %(day)s now.") % {"day": plain_day(due_on, timezone.localdate())}
            say(request, sentence, undo=_back_to_day(request, exchange))
            return back(request, person_page_of(exchange))
    return _move_page(request, exchange, form)


def _put_day_back(request: HttpRequest, exchange: Exchange) -> HttpResponse:
    """An Undo posts without fields: the day to go back to, if there was one, stands in its address."""
    form = MoveForm({"due_on": request.GET["back_to"]}, may_be_none=True)
    if form.is_valid():
        due_on = form.cleaned_data["due_on"]
        if saved(form, lambda: verbs.put_day_back(by=account_of(request), exchange=exchange, due_on=due_on)):
            say(request, _("The day is as it was."))
            return back(request, person_page_of(exchange))
    return _move_page(request, exchange, form)


def _move_page(request: HttpRequest, exchange: Exchange, form: MoveForm) -> HttpResponse:
    today = timezone.localdate()
    context = {
        "person": named(exchange.person),
        "exchange": exchange,
        "form": form,
        "choices": move_choices(exchange.due_on, today),
        "next": own_path(request, ""),
        "today": today,
    }
    return render(request, "exchanges/move.html", context, status=422 if request.method == "POST" else 200)


@require_POST
def exchange_thank(request: HttpRequest, public_id: UUID) -> HttpResponse:
    return _note_today(request, public_id, verbs.thank, "exchange_thank", _("Noted that you said thank you."))


@require_POST
def exchange_outcome(request: HttpRequest, public_id: UUID) -> HttpResponse:
    sentence = _("Noted that you told what became of it.")
    return _note_today(request, public_id, verbs.tell_outcome, "exchange_outcome", sentence)


def _note_today(
    request: HttpRequest, public_id: UUID, verb: Callable[..., Exchange], address: str, sentence: str
) -> HttpResponse:
    """One tap notes today for what they gave (E-33), or takes it back."""
    exchange = _fetched(request, public_id)
    on = None if _takes_back(request) else timezone.localdate()
    return _done(
        request,
        exchange,
        lambda: verb(by=account_of(request), exchange=exchange, on=on),
        sentence=sentence if on else _("Taken back."),
        undo=_take_back(address, exchange) if on else None,
    )


@require_POST
def exchange_our_work(request: HttpRequest, public_id: UUID) -> HttpResponse:
    exchange = _fetched(request, public_id)
    our_work = not _takes_back(request)
    return _done(
        request,
        exchange,
        lambda: verbs.mark_our_work(by=account_of(request), exchange=exchange, our_work=our_work),
        sentence=_("Our work, no favour: left out of the balance.") if our_work else _("A favour again."),
        undo=_take_back("exchange_our_work", exchange) if our_work else _address("exchange_our_work", exchange),
    )


def _back_to_day(request: HttpRequest, exchange: Exchange) -> str:
    """The address that gives a moved favour its former day, or none where it had none."""
    day = exchange.due_on.isoformat() if exchange.due_on else ""
    query = {"back_to": day, "next": own_path(request, person_page_of(exchange))}
    return f"{_address('exchange_move', exchange)}?{urlencode(query)}"


def _who(exchange: Exchange) -> dict[str, Any]:
    """Between whom it is, as the words want it."""
    return {"giver": Side(exchange.giver), "asked": exchange.asked, "name": exchange.person.first_name}


def person_page_of(exchange: Exchange) -> str:
    return reverse("person", args=[exchange.person.public_id])


def _fetched(request: HttpRequest, public_id: UUID) -> Exchange:
    return owned_or_404(Exchange.objects.select_related("person__contact"), request, public_id)


def _done(
    request: HttpRequest, exchange: Exchange, verb: Callable[[], Exchange], *, sentence: str, undo: str | None = None
) -> HttpResponse:
    """Do it, say it, go back. A refusal is said the same way: there is no form to put it beside.

    Where it was so already, another tab's doing is not to be undone here.
    """
    way_back = own_path(request, person_page_of(exchange))
    try:
        is_news = verb().version != exchange.version
    except DomainError as refusal:
        return _refused(request, exchange, refusal.sentence)
    if not is_news:
        undo = None
    if undo:
        undo = f"{undo}{'&' if '?' in undo else '?'}{urlencode({'next': way_back})}"
    say(request, sentence, undo=undo)
    return back(request, person_page_of(exchange))


def _refused(request: HttpRequest, exchange: Exchange, sentence: str) -> HttpResponse:
    say(request, sentence, is_trouble=True)
    return back(request, person_page_of(exchange))


def _address(name: str, exchange: Exchange) -> str:
    return reverse(name, args=[exchange.public_id])


def _take_back(name: str, exchange: Exchange) -> str:
    return f"{_address(name, exchange)}?take_back=1"


def _takes_back(request: HttpRequest) -> bool:
    return "take_back" in request.GET or "take_back" in request.POST
