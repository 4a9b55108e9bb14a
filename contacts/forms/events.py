"""The form of an event: its name and day, all else folded."""

from typing import Any
from uuid import uuid4

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy

from contacts.forms.fields import Day, Line, Words
from contacts.models import Event, User
from contacts.vocabulary import Channel, EventPart

NAME_LENGTH = 200
NOTES_LENGTH = 20_000


class EventFilter(forms.Form):
    """What the address of the list asks for. Nonsense means everything, never an error."""

    q = forms.CharField(max_length=200, required=False, label=gettext_lazy("Find an event"))

    def text(self) -> str:
        return self.cleaned_data.get("q", "") if self.is_valid() else ""


class EventForm(forms.Form):
    """Give ``event`` to put one right. A day still to come is welcome: the debrief waits for it."""

    entry_key = forms.UUIDField(widget=forms.HiddenInput, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0, max_value=10**9)
    name = Line(
        label=gettext_lazy("Name"),
        max_length=NAME_LENGTH,
        error_messages={"required": gettext_lazy("Give the event a name.")},
    )
    happened_on = Day(
        label=gettext_lazy("Day"),
        has_own_limit=True,
        error_messages={"required": gettext_lazy("Say on which day it was, or will be.")},
    )
    place = Line(label=gettext_lazy("Place"), max_length=NAME_LENGTH, required=False)
    part = forms.TypedChoiceField(
        label=gettext_lazy("Your part"),
        choices=EventPart.choices,
        coerce=EventPart,
        widget=forms.RadioSelect,
        required=False,
    )
    channel = forms.TypedChoiceField(
        label=gettext_lazy("Over what"), choices=Channel.choices, coerce=Channel, required=False
    )
    shared_notes = Words(
        label=gettext_lazy("Shared notes"),
        max_length=NOTES_LENGTH,
        required=False,
        help_text=gettext_lazy("What was common to everybody there: the talks, the table, the mood."),
    )

    def __init__(self, *args: Any, by: User, event: Event | None = None, **kwargs: Any) -> None:
        if event is None:
            held = {"entry_key": uuid4(), "version": 0, "happened_on": timezone.localdate(timezone=by.tz)}
            held |= {"part": EventPart.ATTENDING, "channel": Channel.IN_PERSON}
        else:
            names = ("entry_key", "version", "name", "happened_on", "place", "part", "channel", "shared_notes")
            held = {name: getattr(event, name) for name in names}
        kwargs["initial"] = {**held, **(kwargs.get("initial") or {})}
        super().__init__(*args, **kwargs)

    def facts(self) -> dict[str, Any]:
        """What was typed, as the verbs of events take it."""
        given = self.cleaned_data
        return {
            "name": given["name"],
            "happened_on": given["happened_on"],
            "place": given["place"],
            "part": given["part"] or EventPart.ATTENDING,
            "channel": given["channel"] or Channel.IN_PERSON,
            "shared_notes": given["shared_notes"],
        }

    @property
    def has_more_errors(self) -> bool:
        """True where something in the folded part is wrong, so that it must be open."""
        return any(name in self.errors for name in ("place", "part", "channel", "shared_notes"))
