"""The lines on a log form that tell of favours: four chips and two promises, each a line that unfolds."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from contacts.entries import ExchangeEntry
from contacts.forms.fields import Day, Line
from contacts.models import Exchange
from contacts.services.exchanges import WHAT_LENGTH
from contacts.vocabulary import ExchangeState, Side, Size

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

GIVEN = [
    (ExchangeState.KEPT, gettext_lazy("Yes")),
    (ExchangeState.OPEN, gettext_lazy("Only offered")),
    (ExchangeState.DECLINED, gettext_lazy("Declined")),
]
ANSWERS = [
    (ExchangeState.OPEN, gettext_lazy("Not yet")),
    (ExchangeState.KEPT, gettext_lazy("Yes")),
    (ExchangeState.DECLINED, gettext_lazy("Declined")),
]


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of line. A promise has a day; an ask may be answered already; a gift may be an offer, or thanked."""

    name: str
    giver: Side
    label: "StrOrPromise"
    asked: bool = False
    is_promise: bool = False

    @property
    def is_gift(self) -> bool:
        return not self.asked and not self.is_promise

    @property
    def is_gift_of_theirs(self) -> bool:
        return self.is_gift and self.giver == Side.THEM


KINDS = (
    Kind("i_gave", Side.ME, gettext_lazy("I gave")),
    Kind("i_asked", Side.THEM, gettext_lazy("I asked"), asked=True),
    Kind("i_promised", Side.ME, gettext_lazy("I promised"), is_promise=True),
    Kind("they_gave", Side.THEM, gettext_lazy("They gave")),
    Kind("they_asked", Side.ME, gettext_lazy("They asked"), asked=True),
    Kind("they_promised", Side.THEM, gettext_lazy("They promised"), is_promise=True),
)


@dataclass(frozen=True, slots=True)
class FavourLine:
    """The controls of one kind, for a template; the last three where the kind has them."""

    kind: Kind
    chip: BoundField
    what: BoundField
    size: BoundField
    state: BoundField | None
    due_on: BoundField | None
    thanked: BoundField | None


def add_favour_fields(form: forms.Form, *, without: Iterable[str] = ()) -> None:
    """Give ``form`` the fields of every kind, except those that an edit may no longer touch."""
    for kind in kinds_of(without):
        fields = form.fields
        fields[kind.name] = forms.BooleanField(label=kind.label, required=False)
        fields[f"{kind.name}_what"] = Line(label=kind.label, max_length=WHAT_LENGTH, required=False)
        fields[f"{kind.name}_size"] = forms.TypedChoiceField(
            label=gettext_lazy("How big"),
            choices=Size.choices,
            coerce=lambda value: Size(int(value)),
            initial=Size.SMALL,
            required=False,
            widget=forms.RadioSelect,
        )
        if kind.asked:
            fields[f"{kind.name}_state"] = forms.TypedChoiceField(
                label=gettext_lazy("Granted already?"),
                choices=ANSWERS,
                coerce=ExchangeState,
                initial=ExchangeState.OPEN,
                required=False,
                widget=forms.RadioSelect,
            )
        if kind.is_gift:
            fields[f"{kind.name}_state"] = forms.TypedChoiceField(
                label=gettext_lazy("Given already?"),
                choices=GIVEN,
                coerce=ExchangeState,
                initial=ExchangeState.KEPT,
                required=False,
                widget=forms.RadioSelect,
            )
        if kind.is_promise:
            fields[f"{kind.name}_on"] = Day(label=gettext_lazy("By"), required=False)
        if kind.is_gift_of_theirs:
            fields[f"{kind.name}_thanked"] = forms.BooleanField(label=gettext_lazy("Already thanked"), required=False)


def kinds_of(without: Iterable[str]) -> Iterator[Kind]:
    left_out = set(without)
    return (kind for kind in KINDS if kind.name not in left_out)


def favour_lines(form: forms.Form) -> list[FavourLine]:
    """The lines that ``form`` has, in the order of the chips."""

    def bound(name: str) -> BoundField | None:
        return form[name] if name in form.fields else None

    return [
        FavourLine(
            kind=kind,
            chip=form[kind.name],
            what=form[f"{kind.name}_what"],
            size=form[f"{kind.name}_size"],
            state=bound(f"{kind.name}_state"),
            due_on=bound(f"{kind.name}_on"),
            thanked=bound(f"{kind.name}_thanked"),
        )
        for kind in KINDS
        if kind.name in form.fields
    ]


def clean_favours(form: forms.Form) -> None:
    """Put a sentence beside what a ticked line still needs. An unticked line counts for nothing."""
    given = form.cleaned_data
    for kind in KINDS:
        if not given.get(kind.name):
            continue
        if not given.get(f"{kind.name}_what") and f"{kind.name}_what" not in form.errors:
            form.add_error(f"{kind.name}_what", _("Say in a few words what it was."))
        if kind.is_promise and f"{kind.name}_on" not in form.errors:
            _clean_promised_day(form, f"{kind.name}_on")


def _clean_promised_day(form: forms.Form, field: str) -> None:
    due_on, made_on = form.cleaned_data.get(field), form.cleaned_data.get("happened_on")
    if due_on is None:
        form.add_error(field, _("A promise needs its day. Say by when."))
    elif made_on and due_on < made_on:
        form.add_error(field, _("The promised day is before the day it was made. Choose a later one."))


def favours_told(given: Mapping[str, Any]) -> tuple[ExchangeEntry, ...]:
    """The ticked lines as entries."""
    return tuple(_entry(kind, given) for kind in KINDS if given.get(kind.name) and given.get(f"{kind.name}_what"))


def _entry(kind: Kind, given: Mapping[str, Any]) -> ExchangeEntry:
    state = given.get(f"{kind.name}_state") or (ExchangeState.OPEN if kind.asked else ExchangeState.KEPT)
    if kind.is_promise:
        state = ExchangeState.PROMISED
    return ExchangeEntry(
        giver=kind.giver,
        asked=kind.asked,
        what=given[f"{kind.name}_what"],
        size=given.get(f"{kind.name}_size") or Size.SMALL,
        state=state,
        due_on=given.get(f"{kind.name}_on") if kind.is_promise else None,
        thanked=bool(given.get(f"{kind.name}_thanked")),
    )


def kind_of(exchange: Exchange) -> Kind:
    """The line on which this favour would have been told."""
    is_promise = exchange.due_on is not None and not exchange.asked
    return next(
        kind
        for kind in KINDS
        if (kind.giver, kind.asked, kind.is_promise) == (exchange.giver, exchange.asked, is_promise)
    )


def as_told(exchange: Exchange) -> dict[str, Any]:
    """Initial values that show this favour on its line again."""
    name = kind_of(exchange).name
    return {
        name: True,
        f"{name}_what": exchange.what,
        f"{name}_size": exchange.size,
        f"{name}_state": exchange.state,
        f"{name}_on": exchange.due_on,
        f"{name}_thanked": exchange.thanked_on is not None,
    }
