"""The form that logs one interaction: name, two texts, save; all else inherited, folded, and optional."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from contacts.entries import ExchangeUpdate, LogEntry
from contacts.forms.favours import (
    FavourLine,
    add_favour_fields,
    as_told,
    clean_favours,
    favour_lines,
    favours_told,
    kind_of,
)
from contacts.forms.fields import Day, Line, OwnChoice, Words, past_day_trouble
from contacts.models import Circle, Event, Exchange, ExchangeMention, Interaction, Person, User
from contacts.models.interactions import NOTE_LENGTH
from contacts.queries.interactions import inherited, open_exchanges, wrote_too
from contacts.queries.suggestions import Suggestion, as_suggestions, namesakes
from contacts.rules.names import fold
from contacts.services.exchanges import UNTOUCHED
from contacts.vocabulary import Channel, DayPrecision, Depth, ExchangeState, MentionKind, Side, Source, StartedBy

NEW_PERSON = "new"
NAME_LENGTH = 200
# What the name of a line about an open favour begins with.
OPEN = "open_"
REFUSALS_KEPT = 50
EVENTS_OFFERED_FOR = timedelta(days=400)

# The three buttons. "Finish tonight" keeps a name and any words; "just a hello" says how far it went.
SAVE, HELLO, LATER = "conversation", "hello", "later"

# What may be said of a favour still open. A promise that will not be kept is dropped, an ask or an offer declined.
UPDATES = {
    "chased": (MentionKind.CHASED, None),
    "kept": (MentionKind.ANSWERED, ExchangeState.KEPT),
    "declined": (MentionKind.ANSWERED, ExchangeState.DECLINED),
    "dropped": (MentionKind.ANSWERED, ExchangeState.DROPPED),
}


def _came_up(exchange: Exchange) -> list[tuple[str, Any]]:
    ended = ("dropped", _("Dropped")) if exchange.state == ExchangeState.PROMISED else ("declined", _("Declined"))
    again = _("Asked again") if exchange.asked else _("Came up again")
    return [("", _("Not today")), ("chased", again), ("kept", _("Kept")), ended]


AS_HELD = (
    *("entry_key", "version", "talked_about", "learned", "happened_on", "day_precision", "happened_at", "channel"),
    *("started_by", "depth", "event", "private", "confirmed", "true_of_both"),
)
FOLDED = (
    *("happened_on", "day_precision", "happened_at", "channel", "started_by", "they_wrote_too", "depth", "event"),
    *("circle", "private"),
)
ASKED_BY_THE_EVENT = (
    *("event", "circle", "happened_on", "day_precision", "happened_at", "channel", "started_by", "they_wrote_too"),
)
MAY_BE_EMPTY = frozenset({"event", "happened_at"})


class WhoForm(forms.Form):
    """Who is meant: somebody chosen, somebody new, or a name that must not be matched in silence.

    After validation ``chosen`` is the person, or None for a new one. Where a typed name is somebody's already, or is
    not the chosen person's, ``namesakes`` holds who may be meant and the form asks.
    """

    name = Line(
        label=gettext_lazy("Who"),
        max_length=NAME_LENGTH,
        error_messages={
            "required": gettext_lazy("Say who it was. A first name, or any word you will know them by, is enough.")
        },
    )
    person = forms.CharField(max_length=36, required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        self.by = by
        self.chosen: Person | None = None
        self.namesakes: tuple[Suggestion, ...] = ()
        self._owned: dict[str, Person | None] = {}
        super().__init__(*args, **kwargs)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if "name" not in self.errors:
            self._find_out_who(given.get("name", ""), given.get("person", ""))
        return given

    def _find_out_who(self, name: str, person: str) -> None:
        if not fold(name):
            self.add_error("name", _("This name has no letter that can be read. Give any word you will know them by."))
            return
        if person == NEW_PERSON:
            return
        self.chosen = self._owned_person(person)
        if person and self.chosen is None:
            self.add_error("name", _("This person is no longer here. Choose again, or log a new person of that name."))
            return
        if self.chosen is None:
            self.namesakes = namesakes(by=self.by, name=name)
            if self.namesakes:
                self.add_error("name", _("You know somebody of this name already. Say whom you mean."))
        elif not _goes_by(self.chosen, name):
            self.namesakes = as_suggestions([self.chosen])
            self.add_error("name", _("You chose one person and typed another name. Say whom you mean."))

    @property
    def known_person(self) -> Person | None:
        """Who is meant as far as it is known now, valid or not: for what a page shows beside the name."""
        given = self["person"].value() or ""
        return self.chosen or self._owned_person(str(given))

    def _owned_person(self, public_id: str) -> Person | None:
        """Asked for once, however often the form and its page want to know."""
        if public_id not in self._owned:
            self._owned[public_id] = _owned_person(self.by, public_id)
        return self._owned[public_id]


class LogForm(WhoForm):
    """One interaction as typed. Give ``interaction`` to put a row right, ``event`` for a row of its debrief."""

    entry_key = forms.UUIDField(
        widget=forms.HiddenInput,
        error_messages={
            "invalid": gettext_lazy("This form cannot be used any more. Copy your text, and open a new one."),
            "required": gettext_lazy("This form cannot be used any more. Copy your text, and open a new one."),
        },
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0, max_value=10**9)
    talked_about = Words(label=gettext_lazy("Talked about"), max_length=NOTE_LENGTH, required=False)
    learned = Words(label=gettext_lazy("Learned about them"), max_length=NOTE_LENGTH, required=False)
    happened_on = Day(label=gettext_lazy("Day"), required=False, has_own_limit=True)
    day_precision = forms.ChoiceField(label=gettext_lazy("How exactly"), choices=DayPrecision.choices, required=False)
    happened_at = forms.TimeField(
        label=gettext_lazy("Time"),
        required=False,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        error_messages={
            "invalid": gettext_lazy("That is no time of day. Give it as hours and minutes, such as 18:30.")
        },
    )
    channel = forms.ChoiceField(label=gettext_lazy("Over what"), choices=Channel.choices, required=False)
    started_by = forms.ChoiceField(label=gettext_lazy("Who started"), choices=StartedBy.choices, required=False)
    they_wrote_too = forms.BooleanField(label=gettext_lazy("Both sides wrote that day"), required=False)
    depth = forms.ChoiceField(
        label=gettext_lazy("How far it went"), choices=Depth.choices[::-1], required=False, widget=forms.RadioSelect
    )
    event = OwnChoice(
        Event.objects.none(), label=gettext_lazy("Event"), required=False, empty_label=gettext_lazy("No event")
    )
    circle = OwnChoice(
        Circle.objects.none(), label=gettext_lazy("Circle"), required=False, empty_label=gettext_lazy("As it is")
    )
    private = forms.BooleanField(label=gettext_lazy("Private: never in a mail or an export for others"), required=False)
    confirmed = forms.BooleanField(label=gettext_lazy("Yes, that was the topic"), required=False)
    true_of_both = forms.BooleanField(label=gettext_lazy("It is true of both"), required=False)

    def __init__(
        self,
        *args: Any,
        by: User,
        interaction: Interaction | None = None,
        event: Event | None = None,
        person: Person | None = None,
        **kwargs: Any,
    ) -> None:
        self.interaction = interaction
        self.debriefed = event
        self.conflict: Interaction | None = None
        self.founder: Interaction | None = None
        self.told = _told_in(interaction) if interaction else []
        self.inherited = inherited(by=by, event=event, at=timezone.now())
        kwargs["initial"] = {**self._initial(interaction, event, person), **(kwargs.get("initial") or {})}
        super().__init__(*args, by=by, **kwargs)
        self.fields["name"].required = interaction is None
        self._offer_choices(by, event or (interaction.event if interaction else None))
        # A favour that was settled or put right since is no longer told by this form.
        self.touched = [exchange for exchange in self.told if exchange.version > UNTOUCHED]
        told_here = {kind_of(exchange).name for exchange in self.told if exchange.version == UNTOUCHED}
        add_favour_fields(self, without={kind_of(exchange).name for exchange in self.touched} - told_here)
        self.open_exchanges = self._add_open_exchanges()

    def _initial(self, row: Interaction | None, event: Event | None, person: Person | None) -> dict[str, Any]:
        if row is None:
            return {
                "entry_key": uuid4(),
                "version": 0,
                "person": person.public_id if person else "",
                "name": person.name if person else "",
                "happened_on": self.inherited.happened_on,
                "channel": self.inherited.channel,
                "started_by": self.inherited.started_by,
                "depth": Depth.CONVERSATION,
                "event": event,
            }
        initial = {name: getattr(row, name) for name in AS_HELD}
        initial |= {"person": row.person.public_id, "name": row.person.name, "they_wrote_too": wrote_too(row)}
        for exchange in self.told:
            if exchange.version == UNTOUCHED:
                initial |= as_told(exchange)
        return initial

    @property
    def is_about_messages(self) -> bool:
        """Whether it is a day of messages that a file brought, of which something is still to be said."""
        row = self.interaction
        return row is not None and bool(row.purpose) and not (row.talked_about and row.learned)

    def begin_with_what_is_empty(self) -> None:
        """Put the cursor into the first of what was talked about and learned that nothing is noted of."""
        empty = [name for name in ("talked_about", "learned") if not self[name].value()]
        if empty:
            self.fields[empty[0]].widget.attrs["autofocus"] = True

    def begin_with_the_name(self) -> None:
        """Put the cursor where a fresh log begins, unless who it was is known already."""
        self.fields["name"].widget.attrs["autofocus"] = self.known_person is None

    def _offer_choices(self, by: User, event: Event | None) -> None:
        since = self.inherited.happened_on - EVENTS_OFFERED_FOR
        offered = Q(happened_on__gte=since) | Q(pk=event.pk if event else None)
        events: Any = self.fields["event"]
        events.queryset = Event.objects.owned_by(by).filter(offered).order_by("-happened_on", "-id")
        circles: Any = self.fields["circle"]
        circles.queryset = Circle.objects.filter(owner=by)

    def _add_open_exchanges(self) -> list[Exchange]:
        """A line for each favour still open with a known person: it may have come up again, or been answered."""
        person = self.interaction.person if self.interaction else self.known_person
        if person is None:
            return []
        told_here = {exchange.pk for exchange in self.told}
        found = [row for row in open_exchanges(person, surely=self._spoken_of()) if row.pk not in told_here]
        for exchange in found:
            self.fields[_open_name(exchange)] = forms.ChoiceField(
                label=exchange.what, choices=_came_up(exchange), required=False, widget=forms.RadioSelect
            )
        return found

    def _spoken_of(self) -> set[UUID]:
        """The open favours that the address or the form names, however many others are open."""
        named = self.data if self.is_bound else self.initial
        keys = (str(name).removeprefix(OPEN) for name in named if str(name).startswith(OPEN))
        return {UUID(key) for key in keys if re.fullmatch(r"[0-9a-f-]{36}", key) and key.count("-") == 4}

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        if "happened_on" not in self.errors:
            day = given["happened_on"] = self._value("happened_on", self.inherited.happened_on)
            # A file brings unlikely days: one that nobody changed stays as it is.
            is_new_day = self.interaction is None or day != self.interaction.happened_on
            trouble = past_day_trouble(day, today=timezone.localdate(timezone=self.by.tz)) if is_new_day else ""
            if trouble:
                self.add_error("happened_on", trouble)
        clean_favours(self)
        return given

    def _find_out_who(self, name: str, person: str) -> None:
        if self.interaction is not None:
            self.chosen = self.interaction.person
        elif not (person in {"", NEW_PERSON} and self._was_saved_as(name)):
            super()._find_out_who(name, person)

    def _was_saved_as(self, name: str) -> bool:
        """True for an entry that arrived before: the person of that name is the one it made, no namesake."""
        rows = Interaction.everything.filter(
            entry_key=self.cleaned_data.get("entry_key") or uuid4(), person__owner=self.by
        )
        row = rows.select_related("person").first()
        return row is not None and _goes_by(row.person, name)

    @property
    def refusals(self) -> list[str]:
        """The hints that were answered with No in this form, to be sent along again. See ``contacts.forms.reading``."""
        return self.data.getlist("not_recorded")[:REFUSALS_KEPT] if self.is_bound else []  # type: ignore[attr-defined]

    @property
    def favour_lines(self) -> list[FavourLine]:
        return favour_lines(self)

    @property
    def open_lines(self) -> list[tuple[Exchange, forms.BoundField]]:
        return [(exchange, self[_open_name(exchange)]) for exchange in self.open_exchanges]

    @property
    def is_unfolded(self) -> bool:
        """True where something in the folded part is wrong, or is not what anybody would take for granted."""
        wrong = any(name in self.errors for name in (*FOLDED, *(_open_name(row) for row in self.open_exchanges)))
        return wrong or (not self.is_bound and any(name.startswith(OPEN) for name in self.initial))

    @property
    def hidden_errors(self) -> list[str]:
        """What is wrong with fields that nobody sees: a tampered form, or a page left open for too long."""
        return list(
            dict.fromkeys(
                str(error) for name in ("entry_key", "version", "person") for error in self.errors.get(name, [])
            )
        )

    @property
    def current_version(self) -> int:
        """What the hidden field says: after a conflict the row's own version, so that saving again keeps mine."""
        if self.conflict is not None:
            return self.conflict.version
        value = self["version"].value()
        return int(value) if str(value).isdigit() else 0

    def entry(self) -> LogEntry:
        """What was typed, for the verbs. For a form that is not valid (yet): as much as could be read."""
        given = self.cleaned_data
        pressed = self.data.get("save", SAVE)
        person = self.chosen
        entry = LogEntry(
            entry_key=given.get("entry_key") or uuid4(),
            name="" if person else given.get("name", ""),
            person=person,
            talked_about=given.get("talked_about", ""),
            learned=given.get("learned", ""),
            happened_on=self._value("happened_on", self.inherited.happened_on),
            day_precision=DayPrecision(self._value("day_precision", DayPrecision.DAY)),
            happened_at=self._value("happened_at", None),
            channel=Channel(self._value("channel", self.inherited.channel)),
            started_by=StartedBy(self._value("started_by", self.inherited.started_by)),
            they_wrote_too=self._they_wrote_too(),
            depth=Depth(given.get("depth") or Depth.CONVERSATION),
            event=self._value("event", self.debriefed),
            private=bool(given.get("private")),
            confirmed=bool(given.get("confirmed")),
            true_of_both=bool(given.get("true_of_both")),
            exchanges=favours_told(given),
            updates=tuple(self._updates(given)),
            circle=given.get("circle"),
            source=Source.DEBRIEF if self.debriefed else Source.LOGGED,
        )
        if pressed == HELLO:
            return replace(entry, depth=Depth.HELLO)
        return replace(entry, unfinished=True) if pressed == LATER else entry

    def _value(self, name: str, default: Any) -> Any:
        """What was typed; where a row of a debrief does not ask, what the interaction has already, or inherits."""
        if name in self.fields:
            return self.cleaned_data.get(name) or (None if name in MAY_BE_EMPTY else default)
        return getattr(self.interaction, name) if self.interaction else default

    def _they_wrote_too(self) -> bool:
        if "they_wrote_too" in self.fields:
            return bool(self.cleaned_data.get("they_wrote_too"))
        return self.interaction is not None and wrote_too(self.interaction)

    def leave_to_the_event(self) -> None:
        """Ask nothing that the event knows: the rows of a debrief."""
        for name in ASKED_BY_THE_EVENT:
            del self.fields[name]

    def _updates(self, given: dict[str, Any]) -> list[ExchangeUpdate]:
        chosen = ((exchange, given.get(_open_name(exchange))) for exchange in self.open_exchanges)
        return [
            ExchangeUpdate(exchange=exchange, kind=UPDATES[word][0], state=UPDATES[word][1])
            for exchange, word in chosen
            if word in UPDATES
        ]


class MoveForm(WhoForm):
    """To whom an interaction belongs that was logged on the wrong person."""


class RefoundForm(forms.Form):
    """What to do about the interaction that a contact is founded on."""

    ANOTHER, DOOR, KEEP = "another", "door", "keep"

    choice = forms.CharField(max_length=64)

    def __init__(self, *args: Any, others: list[Interaction], **kwargs: Any) -> None:
        self.others = {f"{self.ANOTHER}:{other.public_id}": other for other in others}
        super().__init__(*args, **kwargs)
        self.fields["choice"].error_messages["required"] = _("Choose what to do, or keep it as it is.")

    def clean_choice(self) -> str:
        choice: str = self.cleaned_data["choice"]
        if choice not in {self.DOOR, self.KEEP, *self.others}:
            raise forms.ValidationError(_("Choose one of the conversations below, or another way."))
        return choice

    def other(self) -> Interaction | None:
        """The conversation to found on, None for the way back to the door."""
        return self.others.get(self.cleaned_data["choice"])


def chased_again(exchange: Exchange) -> dict[str, str]:
    """Initial values that tell of this favour: whoever asked did so again, in a message that was about nothing else.

    Such a message is no being in touch, and does not stand for a first follow-up (E-03).
    """
    they_asked = exchange.asked and exchange.giver == Side.ME
    return {
        _open_name(exchange): "chased",
        "channel": Channel.MESSAGE,
        "started_by": StartedBy.THEM if they_asked else StartedBy.ME,
        "depth": Depth.HELLO,
    }


def _open_name(exchange: Exchange) -> str:
    return f"{OPEN}{exchange.public_id}"


def _owned_person(by: User, public_id: str) -> Person | None:
    try:
        return Person.objects.owned_by(by).filter(public_id=UUID(public_id)).first()
    except ValueError:
        return None


def _goes_by(person: Person, name: str) -> bool:
    return fold(name) in {fold(person.name), fold(person.also_known_as)}


def _told_in(row: Interaction) -> list[Exchange]:
    """The favours first told in this interaction that still stand."""
    made = ExchangeMention.objects.filter(interaction=row, kind=MentionKind.MADE).values("exchange_id")
    return list(Exchange.objects.filter(pk__in=made, person_id=row.person_id).order_by("id"))
