"""The log form as far as it is typed, read for favours: which line of it a hint would fill, and which were refused."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.functional import cached_property

from contacts.forms.favours import KINDS, Kind
from contacts.forms.interactions import REFUSALS_KEPT
from contacts.models import User
from contacts.models.interactions import NOTE_LENGTH
from contacts.queries.interactions import unsettled_with
from contacts.rules.reading.hints import Hint, is_same_favour, read_entry
from contacts.vocabulary import Channel, Said, Side, StartedBy

MOST = 3

WRITERS = {StartedBy.ME: Side.ME, StartedBy.THEM: Side.THEM}


@dataclass(frozen=True, slots=True)
class Offered:
    """A hint, and the line that it would fill; ``is_one_too_many`` where that line is for another favour."""

    hint: Hint
    kind: Kind
    is_one_too_many: bool = False

    @property
    def refusal(self) -> str:
        """What the form sends along once this one was refused."""
        return f"{self.kind.name}:{self.hint.what}"


class ReadingForm(forms.Form):
    """What is typed so far. Nothing is refused: what cannot be read is not there yet."""

    talked_about = forms.CharField(required=False)
    learned = forms.CharField(required=False)
    name = forms.CharField(required=False)
    channel = forms.ChoiceField(choices=Channel.choices, required=False)
    started_by = forms.ChoiceField(choices=StartedBy.choices, required=False)
    happened_on = forms.DateField(required=False)
    person = forms.UUIDField(required=False)

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        self.by = by
        super().__init__(*args, **kwargs)
        self.full_clean()

    def offered(self) -> list[Offered]:
        """At most three hints: one for each line that nothing stands in yet, then those that no line is left for."""
        fitting: dict[str, Offered] = {}
        too_many: list[Offered] = []
        for offered in self._unsettled_left_out(self._readings):
            name = offered.kind.name
            if f"{name}_what" not in self.data or self._is_told(offered) or self._was_refused(offered):
                continue
            if name in fitting or not self._is_free(offered.kind):
                too_many.append(replace(offered, is_one_too_many=True))
            else:
                fitting[name] = offered
        return [*fitting.values(), *too_many][:MOST]

    def days_now(self) -> list[tuple[str, date]]:
        """The lines of promises that the texts still tell of, with the day that they name now."""
        return [
            (one.kind.name, one.hint.due_on)
            for one in self._readings
            if one.hint.due_on and not self._is_free(one.kind) and self._is_told(one)
        ]

    @cached_property
    def _readings(self) -> list[Offered]:
        return list(self._read())

    def _read(self) -> Iterator[Offered]:
        given = self.cleaned_data
        hints = read_entry(
            talked_about=given.get("talked_about", "")[:NOTE_LENGTH],
            learned=given.get("learned", "")[:NOTE_LENGTH],
            today=self._day(),
            name=given.get("name", ""),
            writer=self._writer(),
        )
        return (Offered(hint, _kind_of(hint)) for hint in hints)

    def _unsettled_left_out(self, readings: list[Offered]) -> list[Offered]:
        """Without what is still open between the two: that came up again, and has its own line in the form."""
        person = self.cleaned_data.get("person")
        if not readings or person is None:
            return readings
        open_ones = unsettled_with(by=self.by, person=person)
        return [
            one
            for one in readings
            if not any(
                (row.giver, row.asked) == (one.kind.giver, one.kind.asked) and is_same_favour(row.what, one.hint.what)
                for row in open_ones
            )
        ]

    def _day(self) -> date:
        """The day of the conversation, from which "by Friday" is read."""
        today = timezone.localdate(timezone=self.by.tz)
        day: date | None = self.cleaned_data.get("happened_on")
        return day if day and day < today else today

    def _writer(self) -> Side | None:
        channel = self.cleaned_data.get("channel")
        if not channel or Channel(channel).is_live:
            return None
        return WRITERS.get(StartedBy(self.cleaned_data.get("started_by") or StartedBy.BOTH))

    def _words_on(self, kind: Kind) -> str:
        """What stands in the line; nothing where it is closed."""
        return self.data.get(f"{kind.name}_what", "").strip() if self.data.get(kind.name) else ""

    def _is_free(self, kind: Kind) -> bool:
        return not self._words_on(kind)

    def _is_told(self, offered: Offered) -> bool:
        """Whether the line holds this favour. In words of the user's own it is taken for the first one read."""
        words = self._words_on(offered.kind)
        alike = [one for one in self._readings if one.kind == offered.kind]
        same = [one for one in alike if is_same_favour(words, one.hint.what)] or alike[:1]
        return bool(words) and offered in same

    def _was_refused(self, offered: Offered) -> bool:
        for refusal in self.data.getlist("not_recorded")[:REFUSALS_KEPT]:  # type: ignore[attr-defined]
            kind, _colon, what = refusal.partition(":")
            if kind == offered.kind.name and is_same_favour(what, offered.hint.what):
                return True
        return False


def _kind_of(hint: Hint) -> Kind:
    """The line that tells of it: who asks is not who gives."""
    asked, is_promise = hint.said == Said.ASK, hint.said == Said.PROMISE
    giver = (Side.THEM if hint.by == Side.ME else Side.ME) if asked else hint.by
    return next(kind for kind in KINDS if (kind.giver, kind.asked, kind.is_promise) == (giver, asked, is_promise))
