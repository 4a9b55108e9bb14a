"""What a day of writing was about, as the user says it on a card."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from contacts.forms.fields import Line
from contacts.services.exchanges import WHAT_LENGTH
from contacts.vocabulary import ExchangeState, Size, SortedAs

# An ask that is older, and of which nothing more is known, is not waited for any more.
WAITED_FOR = timedelta(days=60)


class SortForm(forms.Form):
    """``sorted_as`` is the button that was pressed. ``became`` counts for asks alone."""

    sorted_as = forms.ChoiceField(
        choices=SortedAs.choices,
        error_messages={
            "required": gettext_lazy("Say what it was: choose one of the buttons below."),
            "invalid_choice": gettext_lazy("Say what it was: choose one of the buttons below."),
        },
    )
    what = Line(
        label=gettext_lazy("In your words"),
        max_length=WHAT_LENGTH,
        required=False,
        help_text=gettext_lazy("Left empty, it is called as the message says it."),
    )
    size = forms.TypedChoiceField(label=gettext_lazy("How big"), choices=Size.choices, coerce=int, required=False)
    became = forms.ChoiceField(
        label=gettext_lazy("If it was an ask, what became of it"),
        choices=[
            (ExchangeState.KEPT, gettext_lazy("it was done")),
            (ExchangeState.DECLINED, gettext_lazy("the answer was no")),
            (ExchangeState.OPEN, gettext_lazy("it is still open")),
            (ExchangeState.DROPPED, gettext_lazy("nothing came of it, or nobody knows")),
        ],
        required=False,
    )

    def __init__(self, *args: Any, on: date, today: date, **kwargs: Any) -> None:
        self.usual = ExchangeState.OPEN if today - on <= WAITED_FOR else ExchangeState.DROPPED
        kwargs["initial"] = {"size": Size.SMALL, "became": self.usual, **(kwargs.get("initial") or {})}
        super().__init__(*args, **kwargs)

    @property
    def sorted(self) -> SortedAs:
        return SortedAs(self.cleaned_data["sorted_as"])

    @property
    def how_big(self) -> Size:
        return Size(self.cleaned_data["size"] or Size.SMALL)

    @property
    def state(self) -> ExchangeState:
        return ExchangeState(self.cleaned_data["became"] or self.usual)

    @property
    def is_unfolded(self) -> bool:
        """Whether something in the folded part is wrong."""
        return any(name in self.errors for name in ("what", "size", "became")) if self.is_bound else False
