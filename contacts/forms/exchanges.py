"""Forms about favours: noted by hand, put right, settled, given another day."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from contacts.entries import ExchangeEntry
from contacts.forms.choices import SNOOZES, Snooze, say_hidden_errors, snoozes
from contacts.forms.fields import Line
from contacts.models import Exchange
from contacts.models.interactions import EARLIEST_DAY
from contacts.rules.cadence import SnoozeChoice
from contacts.rules.days import is_too_long_ago
from contacts.rules.texts import clean_line
from contacts.services.exchanges import WHAT_LENGTH
from contacts.vocabulary import Category, ExchangeState, Side, Size

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

LAST_DAY = date(2200, 1, 1)


@dataclass(frozen=True, slots=True)
class Direction:
    """Who gives, whether it was asked for, and where such a favour may stand, the usual first."""

    giver: Side
    label: "StrOrPromise"
    states: tuple[tuple[ExchangeState, "StrOrPromise"], ...]
    asked: bool = False


DIRECTIONS: dict[str, Direction] = {
    "i_gave": Direction(
        Side.ME,
        gettext_lazy("I gave"),
        (
            (ExchangeState.KEPT, gettext_lazy("Done")),
            (ExchangeState.PROMISED, gettext_lazy("Promised")),
            (ExchangeState.OPEN, gettext_lazy("Offered, no answer yet")),
            (ExchangeState.DECLINED, gettext_lazy("Offered, they declined")),
        ),
    ),
    "i_asked": Direction(
        Side.THEM,
        gettext_lazy("I asked"),
        (
            (ExchangeState.OPEN, gettext_lazy("No answer yet")),
            (ExchangeState.KEPT, gettext_lazy("Granted")),
            (ExchangeState.PROMISED, gettext_lazy("Promised")),
            (ExchangeState.DECLINED, gettext_lazy("Declined")),
        ),
        asked=True,
    ),
    "they_gave": Direction(
        Side.THEM,
        gettext_lazy("They gave"),
        (
            (ExchangeState.KEPT, gettext_lazy("Done")),
            (ExchangeState.PROMISED, gettext_lazy("Promised")),
            (ExchangeState.OPEN, gettext_lazy("Offered, not answered yet")),
            (ExchangeState.DECLINED, gettext_lazy("Offered, I declined")),
        ),
    ),
    "they_asked": Direction(
        Side.ME,
        gettext_lazy("They asked"),
        (
            (ExchangeState.OPEN, gettext_lazy("Not answered yet")),
            (ExchangeState.KEPT, gettext_lazy("I did it")),
            (ExchangeState.PROMISED, gettext_lazy("I promised it")),
            (ExchangeState.DECLINED, gettext_lazy("I declined")),
        ),
        asked=True,
    ),
}
ASKING = "i_asked"


def direction_of(*, giver: str, asked: bool) -> str:
    """The key of `DIRECTIONS` for a favour."""
    return next(key for key, one in DIRECTIONS.items() if (one.giver, one.asked) == (giver, asked))


def day_field(label: Any, *, required: bool = True, help_text: Any = "") -> forms.DateField:
    """A day as the browser's own control gives it."""
    return forms.DateField(
        label=label,
        required=required,
        help_text=help_text,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={
            "required": gettext_lazy("Choose the day."),
            "invalid": gettext_lazy("This is no day. Write it like 2026-11-20."),
        },
    )


def checked_past(day: date | None) -> date | None:
    """Raise a ValidationError for a day still to come, or more than 120 years back."""
    today = timezone.localdate()
    if day is None:
        return None
    if day > today:
        raise forms.ValidationError(_("That day is still to come."))
    if day < EARLIEST_DAY or is_too_long_ago(day, today=today):
        raise forms.ValidationError(_("That day is too long ago. Check the year."))
    return day


def checked_due(day: date | None) -> date | None:
    """Raise a ValidationError for a promised day that nobody will see."""
    if day is None:
        return None
    if day > LAST_DAY or is_too_long_ago(day, today=timezone.localdate()):
        raise forms.ValidationError(_("Check the year of this day."))
    return day


class ExchangeFields(forms.Form):
    """What adding and putting right have in common."""

    direction = forms.ChoiceField(
        choices=[(key, one.label) for key, one in DIRECTIONS.items()],
        widget=forms.RadioSelect,
        label=gettext_lazy("What happened"),
        error_messages={"invalid_choice": gettext_lazy("Choose one of the four.")},
    )
    what = Line(
        max_length=WHAT_LENGTH,
        label=gettext_lazy("What"),
        widget=forms.TextInput(attrs={"autocomplete": "off", "dir": "auto"}),
        error_messages={"required": gettext_lazy("Say in a few words what it was.")},
    )
    size = forms.TypedChoiceField(
        choices=Size.choices,
        coerce=lambda value: Size(int(value)),
        initial=Size.SMALL,
        widget=forms.RadioSelect,
        label=gettext_lazy("How big"),
        help_text=gettext_lazy("Small: minutes. Medium: an hour, or a name lent. Large: days, money, reputation."),
    )
    category = forms.ChoiceField(
        choices=[("", gettext_lazy("not said")), *Category.choices],
        required=False,
        label=gettext_lazy("What kind"),
    )
    our_work = forms.BooleanField(required=False, label=gettext_lazy("This is our work, no favour"))
    private = forms.BooleanField(required=False, label=gettext_lazy("Private: its words are in no mail"))

    def giver_and_asked(self) -> tuple[Side, bool]:
        chosen = DIRECTIONS[self.cleaned_data["direction"]]
        return chosen.giver, chosen.asked

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        say_hidden_errors(self)
        return given


class ExchangeForm(ExchangeFields):
    """A favour noted by hand, without a conversation around it. Where it may stand follows its direction."""

    FOLDED = ("category", "opened_on", "our_work", "private")

    entry_key = forms.UUIDField(widget=forms.HiddenInput)
    state = forms.ChoiceField(
        choices=[(state, state.label) for state, _label in DIRECTIONS["i_gave"].states],
        widget=forms.RadioSelect,
        label=gettext_lazy("Where it stands"),
        error_messages={"required": gettext_lazy("Say where it stands.")},
    )
    opened_on = day_field(gettext_lazy("Asked, offered or given on"))
    due_on = day_field(gettext_lazy("Promised for"), required=False)
    thanked = forms.BooleanField(required=False, label=gettext_lazy("Already thanked"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("entry_key", uuid4())
        self.initial.setdefault("opened_on", timezone.localdate())
        self.initial.setdefault("direction", "i_gave")
        chosen = self["direction"].value()
        self.chosen = chosen if chosen in DIRECTIONS else "i_gave"
        states: Any = self.fields["state"]
        states.choices = DIRECTIONS[self.chosen].states
        self.initial.setdefault("state", states.choices[0][0])

    @classmethod
    def prefilled(cls, given: Mapping[str, str]) -> "ExchangeForm":
        """A fresh form with what the address says of it. Nonsense is passed over."""
        initial: dict[str, Any] = {"what": clean_line(given.get("what", ""))[:WHAT_LENGTH]}
        direction = given.get("kind") or given.get("direction")
        if direction in DIRECTIONS:
            initial["direction"] = direction
        if given.get("size") in {str(size.value) for size in Size}:
            initial["size"] = int(given["size"])
        return cls(initial={**initial, "due_on": given.get("due_on"), "thanked": "thanked" in given})

    def focus_on_the_words(self) -> "ExchangeForm":
        """Put the cursor where a favour begins."""
        self.fields["what"].widget.attrs["autofocus"] = True
        return self

    @property
    def is_asking(self) -> bool:
        return self.chosen == ASKING

    @property
    def has_folded_errors(self) -> bool:
        """True where something in the folded part is wrong, so that it must be open."""
        return any(name in self.errors for name in self.FOLDED)

    def clean_opened_on(self) -> date | None:
        return checked_past(self.cleaned_data["opened_on"])

    def clean_due_on(self) -> date | None:
        return checked_due(self.cleaned_data["due_on"])

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        if given.get("state") == ExchangeState.PROMISED and "due_on" not in self.errors:
            due_on, opened_on = given.get("due_on"), given.get("opened_on")
            if not due_on:
                self.add_error("due_on", _("A promise needs its day. Say by when."))
            elif opened_on and due_on < opened_on:
                self.add_error("due_on", _("The promised day is before the day it was made. Choose a later one."))
        return given

    def entry(self) -> ExchangeEntry:
        given = self.cleaned_data
        giver, asked = self.giver_and_asked()
        state = ExchangeState(given["state"])
        return ExchangeEntry(
            giver=giver,
            asked=asked,
            what=given["what"],
            size=given["size"],
            state=state,
            due_on=given["due_on"] if state == ExchangeState.PROMISED else None,
            thanked=given["thanked"] and giver == Side.THEM and state == ExchangeState.KEPT,
            our_work=given["our_work"],
            private=given["private"],
            category=given["category"],
        )


class ExchangeEditForm(ExchangeFields):
    """A favour put right. Where it stands is changed by its own buttons."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
    opened_on = day_field(gettext_lazy("Asked, offered or promised on"))
    due_on = day_field(gettext_lazy("Promised for"), required=False)

    def __init__(self, *args: Any, exchange: Exchange, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.is_stale = False
        self.differing: list[tuple[Any, Any, Any]] = []
        self.initial = {
            "direction": direction_of(giver=exchange.giver, asked=exchange.asked),
            "what": exchange.what,
            "category": exchange.category,
            "size": exchange.size,
            "our_work": exchange.our_work,
            "private": exchange.private,
            "version": exchange.version,
            "opened_on": exchange.opened_on,
            "due_on": exchange.due_on,
        }

    def clean_opened_on(self) -> date | None:
        return checked_past(self.cleaned_data["opened_on"])

    def clean_due_on(self) -> date | None:
        return checked_due(self.cleaned_data["due_on"])

    def changes(self) -> dict[str, Any]:
        given = self.cleaned_data
        giver, asked = self.giver_and_asked()
        names = ("version", "what", "size", "category", "opened_on", "due_on", "our_work", "private")
        kept = {name: given[name] for name in names}
        return {**kept, "giver": giver, "asked": asked}

    def with_current(self, current: Exchange) -> "ExchangeEditForm":
        """This form beside the row as somebody else left it; saved again, what is typed here wins."""
        given = self.cleaned_data
        here = {**given, "size": Size(given["size"]).label, "category": _kind(given["category"])}
        there = {
            "what": current.what,
            "category": _kind(current.category),
            "size": Size(current.size).label,
            "opened_on": current.opened_on,
            "due_on": current.due_on,
            "our_work": current.our_work,
            "private": current.private,
        }
        self.differing = [
            (self.fields[name].label, value, here[name]) for name, value in there.items() if here[name] != value
        ]
        self.data = {**self.data.dict(), "version": str(current.version)}  # type: ignore[attr-defined]
        self.is_stale = True
        # The head of the page says it, with both versions.
        self.errors.pop(NON_FIELD_ERRORS, None)
        return self


def _kind(category: str) -> str:
    return str(Category(category).label) if category else ""


class SettleForm(forms.Form):
    """How it ended; the day is today unless said otherwise."""

    state = forms.ChoiceField(
        choices=[(state, state.label) for state in (ExchangeState.KEPT, ExchangeState.DECLINED, ExchangeState.DROPPED)]
    )
    on = day_field(gettext_lazy("On"), required=False)

    def clean_on(self) -> date:
        return checked_past(self.cleaned_data["on"]) or timezone.localdate()


class MoveForm(forms.Form):
    """A promise's new day. An undo may lead back to none."""

    due_on = day_field(gettext_lazy("New day"))

    def __init__(self, *args: Any, may_be_none: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["due_on"].required = not may_be_none
        self.fields["due_on"].error_messages["required"] = gettext_lazy("Choose the new day.")

    def clean_due_on(self) -> date | None:
        return checked_due(self.cleaned_data["due_on"])


LATER: list[tuple[SnoozeChoice, "StrOrPromise"]] = [
    ("tomorrow", gettext_lazy("A day later")),
    ("week", gettext_lazy("A week later")),
    ("two_weeks", gettext_lazy("Two weeks later")),
    ("month", gettext_lazy("A month later")),
]


def move_choices(due_on: date | None, today: date) -> tuple[Snooze, ...]:
    """Ways to put a promise off, each with its day: counted from its own day, or from today where that has passed."""
    if due_on and due_on > today:
        return snoozes(due_on, LATER)
    return snoozes(today, SNOOZES[:-1])
