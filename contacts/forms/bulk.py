"""The forms of a step for many people: whom, and with what."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any, cast
from uuid import UUID

from django import forms
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext_lazy

from contacts.forms.fields import Line
from contacts.forms.people import CircleChoice, PeopleFilter
from contacts.forms.resting import RestForm
from contacts.models import Circle, Tag, User
from contacts.queries.people import Show
from contacts.services.bulk import BulkEntry
from contacts.vocabulary import BulkStep

MOST_NAMED = 500


# What "everybody the list had" hangs on; the order of the list and its page do not matter.
NARROWING = ("all", "show", "q", "tag", "until")


class Whom(PeopleFilter):
    """Whom a step is for: some by name, or everybody the list had. Nonsense is nobody, never an error."""

    step = forms.ChoiceField(choices=BulkStep.choices, required=False)
    all = forms.BooleanField(required=False)
    # When the list was looked at: whoever came in since was not meant.
    until = forms.CharField(max_length=40, required=False)
    entry_key = forms.UUIDField(required=False)
    # Whom the page that asks named, where it was everybody.
    signed = forms.CharField(max_length=300, required=False)

    @property
    def is_unreadable(self) -> bool:
        """Everybody is meant, and what would narrow that down cannot be read: then it is nobody."""
        broken = {*self.errors}
        return bool(self.data.get("all")) and not broken.isdisjoint(NARROWING)

    def wanted_step(self) -> BulkStep | None:
        step = self.cleaned_data.get("step")
        return BulkStep(step) if step else None

    def people(self) -> dict[str, Any]:
        """What `queries.people.chosen_people` takes."""
        chosen = self.chosen()
        show = cast(Show, chosen["show"])
        narrowing = {"show": show, "text": chosen["text"], "tag": chosen["tag"], "until": self.looked_at}
        return {"ids": None, **narrowing} if self.cleaned_data.get("all") else {"ids": self.named()}

    def named(self) -> tuple[UUID, ...]:
        """The public ids that were ticked."""
        given = self.data.getlist("who") if hasattr(self.data, "getlist") else []
        return tuple(dict.fromkeys(one for text in given[:MOST_NAMED] if (one := _as_id(text))))

    def clean_until(self) -> str:
        text: str = self.cleaned_data["until"]
        if text and _as_moment(text) is None:
            raise forms.ValidationError("unreadable")
        return text

    @property
    def looked_at(self) -> datetime | None:
        return _as_moment(self.cleaned_data.get("until") or "")


def _as_moment(text: str) -> datetime | None:
    try:
        moment = parse_datetime(text)
        return moment.astimezone(UTC) if moment and moment.tzinfo else None
    except (ValueError, OverflowError):
        return None


def _as_id(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


class _Step(forms.Form):
    """A step that needs no further word."""

    STEP: BulkStep

    def __init__(self, *args: Any, account: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)

    def entry(self, today: Any) -> BulkEntry:
        return BulkEntry(step=self.STEP)


class ArchiveMany(_Step):
    STEP = BulkStep.ARCHIVE


class LeaveOutMany(_Step):
    STEP = BulkStep.LEAVE_OUT


class DeleteMany(_Step):
    STEP = BulkStep.DELETE


class TagMany(_Step):
    STEP = BulkStep.TAG

    tag_name = Line(
        max_length=60,
        label=gettext_lazy("Tag"),
        help_text=gettext_lazy("One you have, or a new one."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "dir": "auto", "list": "tag-names"}),
        error_messages={"required": gettext_lazy("Say which tag.")},
    )

    def entry(self, today: Any) -> BulkEntry:
        return BulkEntry(step=self.STEP, tag=self.cleaned_data["tag_name"])


class UntagMany(_Step):
    STEP = BulkStep.UNTAG

    tag_name = forms.ChoiceField(
        label=gettext_lazy("Tag"),
        error_messages={
            "required": gettext_lazy("Say which tag."),
            "invalid_choice": gettext_lazy("This tag is no longer here. Choose another."),
        },
    )

    def __init__(self, *args: Any, account: User, **kwargs: Any) -> None:
        super().__init__(*args, account=account, **kwargs)
        names = Tag.objects.filter(owner=account).order_by("folded", "pk").values_list("name", flat=True)
        choices: Sequence[tuple[str, Any]] = [(name, name) for name in names]
        tag: forms.ChoiceField = self.fields["tag_name"]  # type: ignore[assignment]
        tag.choices = [("", gettext_lazy("choose a tag")), *choices]

    def entry(self, today: Any) -> BulkEntry:
        return BulkEntry(step=self.STEP, tag=self.cleaned_data["tag_name"])


class CircleMany(_Step):
    STEP = BulkStep.CIRCLE

    circle = CircleChoice(
        Circle.objects.none(),
        required=False,
        label=gettext_lazy("Circle"),
        empty_label=gettext_lazy("no circle"),
        error_messages={"invalid_choice": gettext_lazy("This circle is no longer here. Choose another.")},
    )

    def __init__(self, *args: Any, account: User, **kwargs: Any) -> None:
        super().__init__(*args, account=account, **kwargs)
        circle: CircleChoice = self.fields["circle"]  # type: ignore[assignment]
        circle.queryset = Circle.objects.filter(owner=account)

    def entry(self, today: Any) -> BulkEntry:
        return BulkEntry(step=self.STEP, circle=self.cleaned_data["circle"])


class RestMany(RestForm):
    STEP = BulkStep.REST

    def __init__(self, *args: Any, account: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("choice", "three_months")

    # "until" on this page is when the list was looked at.
    def add_prefix(self, field_name: str) -> str:
        return "wake_on" if field_name == "until" else super().add_prefix(field_name)

    def entry(self, today: Any) -> BulkEntry:
        return BulkEntry(step=self.STEP, until=self.wake_day(today), reason=self.cleaned_data["reason"])


FORMS: dict[BulkStep, Any] = {
    form.STEP: form for form in (TagMany, UntagMany, CircleMany, RestMany, ArchiveMany, LeaveOutMany, DeleteMany)
}
