"""Forms about people: looking for them, their facts and addresses, their cadence, bringing many at once."""

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import uuid4

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from contacts.forms.choices import say_hidden_errors, time_zone_choices
from contacts.forms.fields import EveryDays, Line, OwnChoice
from contacts.forms.lists import ListFilter
from contacts.models import Circle, Contact, Person, User
from contacts.models.contacts import NEVER
from contacts.queries.people import NamedPerson
from contacts.rules.handles import normal_handle
from contacts.rules.names import fold
from contacts.rules.pasting import MAX_BYTES, MAX_ROWS, Cut, cut, decode
from contacts.services.people import HandleEntry, PersonFacts
from contacts.services.tags import folded, split_names
from contacts.vocabulary import HandleKind, HandleLabel
from contacts.wording_due import often

MAX_HANDLES = 30
PASTE_LENGTH = 200_000


class PeopleFilter(ListFilter):
    SHOW = [
        ("contacts", gettext_lazy("Contacts")),
        ("door", gettext_lazy("At the door")),
        ("all", gettext_lazy("Everybody")),
        ("resting", gettext_lazy("Resting")),
        ("archived", gettext_lazy("Archived")),
        ("untouched", gettext_lazy("Untouched")),
    ]
    SORT = [
        ("name", gettext_lazy("By name")),
        ("touch", gettext_lazy("Last in touch")),
        ("newest", gettext_lazy("Newest first")),
    ]

    tag = forms.UUIDField(required=False, label=gettext_lazy("Tag"))

    def chosen(self) -> dict[str, Any]:
        return {**super().chosen(), "tag": self.cleaned_data.get("tag")}


class PersonForm(forms.ModelForm):
    """The facts of one person. ``keep_both`` answers "same person?" and is only shown once the question came up.

    ``entry_key`` makes adding twice harmless; ``version`` is for editing.
    """

    entry_key = forms.UUIDField(widget=forms.HiddenInput, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=1)
    keep_both = forms.BooleanField(required=False, label=gettext_lazy("These are two people: keep both"))
    tags = Line(
        max_length=3200,
        required=False,
        label=gettext_lazy("Tags"),
        help_text=gettext_lazy("Your own words to find people again by, separated by commas."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "dir": "auto", "list": "tag-names", "data-tags": ""}),
    )

    class Meta:
        model = Person
        fields = ["name", "also_known_as", "role", "organisation", "place", "time_zone", "formal_relation", "note"]
        widgets = {
            "name": forms.TextInput(attrs={"autocomplete": "off", "dir": "auto"}),
            "also_known_as": forms.TextInput(attrs={"autocomplete": "off", "dir": "auto"}),
            "organisation": forms.TextInput(attrs={"autocomplete": "off", "dir": "auto"}),
            "role": forms.TextInput(attrs={"autocomplete": "off", "dir": "auto"}),
            "note": forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
            "place": forms.TextInput(attrs={"autocomplete": "off", "dir": "auto"}),
        }
        error_messages = {
            "name": {"required": gettext_lazy("Give the person a name, or any word you will know them by.")}
        }
        help_texts = {"also_known_as": gettext_lazy("A nickname, or the name in another script.")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        zone = self.fields["time_zone"]
        zone.widget = forms.Select(choices=time_zone_choices(blank=_("not known")))
        self.same: Sequence[NamedPerson] = ()
        self.is_stale = False
        self.differing: list[tuple[Any, Any, Any]] = []
        if self.instance.pk:
            self.initial["version"] = self.instance.version
            self.initial["tags"] = ", ".join(self.instance.tags.values_list("name", flat=True))
        else:
            self.initial["entry_key"] = uuid4()

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        say_hidden_errors(self)
        return given

    @property
    def fact_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in (*self.Meta.fields, "tags")]

    def ask_same_person(self, same: Sequence[NamedPerson]) -> None:
        """Somebody else has one of these addresses: a question, not an error that only deleting would settle."""
        self.same = same
        self.add_error(None, _("Somebody you know has one of these addresses already. Is it the same person?"))

    def with_current(self, current: Person, handles: tuple[HandleEntry, ...]) -> "PersonForm":
        """This form beside the row as somebody else left it; saved again, what is typed here wins."""
        self.differing = [
            (self.fields[name].label or name, getattr(current, name), self.cleaned_data[name])
            for name in self.Meta.fields
            if getattr(current, name) != self.cleaned_data[name]
        ]
        tagged, typed = tuple(current.tags.values_list("name", flat=True)), split_names(self.cleaned_data["tags"])
        if {folded(name) for name in tagged} != {folded(name) for name in typed}:
            self.differing.append((self.fields["tags"].label or "", ", ".join(tagged), ", ".join(typed)))
        there, here = {row.value for row in current.handles.all()}, {entry.value for entry in handles}
        if there != here:
            self.differing.append((_("Addresses"), ", ".join(sorted(there)), ", ".join(sorted(here))))
        # The head of the page says it, with both versions.
        self.errors.pop(NON_FIELD_ERRORS, None)
        self.data = {**self.data.dict(), "version": str(current.version)}  # type: ignore[attr-defined]
        self.is_stale = True
        return self

    def facts(self, handles: tuple[HandleEntry, ...]) -> PersonFacts:
        given = {name: self.cleaned_data[name] for name in self.Meta.fields}
        return PersonFacts(**given, tags=split_names(self.cleaned_data["tags"]), handles=handles)


class HandleForm(forms.Form):
    """One address of a person. Emptied, it is removed."""

    kind = forms.ChoiceField(choices=HandleKind.choices, label=gettext_lazy("Kind"))
    label = forms.ChoiceField(choices=HandleLabel.choices, label=gettext_lazy("Label"), initial=HandleLabel.WORK)
    value = forms.CharField(
        max_length=320,
        required=False,
        label=gettext_lazy("Address"),
        widget=forms.TextInput(attrs={"autocomplete": "off", "dir": "auto"}),
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        value, kind = given.get("value"), given.get("kind")
        if value and kind and not normal_handle(kind, value):
            is_phone = normal_handle(HandleKind.PHONE, value) and not any(
                sign.isalpha() or sign == "@" for sign in value
            )
            self.add_error(
                "value", PHONE_AS_EMAIL if is_phone and kind == HandleKind.EMAIL else NO_ADDRESS[HandleKind(kind)]
            )
        return given

    def has_changed(self) -> bool:
        # The spare row at the end is no entry as long as no address is in it, whatever kind was chosen.
        return bool(self["value"].data or self.initial.get("value"))


NO_ADDRESS = {
    HandleKind.EMAIL: gettext_lazy("This is no e-mail address. It looks like ana@example.org."),
    HandleKind.PHONE: gettext_lazy("This is no phone number. Write its digits, best with +47 or the like in front."),
    HandleKind.PROFILE: gettext_lazy("This is no address of a profile. It looks like https://example.org/ana."),
}
PHONE_AS_EMAIL = gettext_lazy("This looks like a phone number. Choose phone as its kind, or write an e-mail address.")


class BaseHandleFormSet(forms.BaseFormSet):
    def clean(self) -> None:
        seen: set[tuple[str, str]] = set()
        for form in self.forms:
            given = getattr(form, "cleaned_data", {})
            key = (given.get("kind", ""), normal_handle(given.get("kind", ""), given.get("value", "")))
            if key[1] and key in seen:
                form.add_error("value", _("This address is noted already. Remove one of the two."))
            seen.add(key)

    def entries(self) -> tuple[HandleEntry, ...]:
        rows = (form.cleaned_data for form in self.forms if form.cleaned_data.get("value"))
        return tuple(HandleEntry(HandleKind(row["kind"]), row["value"], HandleLabel(row["label"])) for row in rows)

    def normal_values(self) -> dict[HandleKind, set[str]]:
        """What to look for when asking whether somebody known has one of these addresses."""
        wanted: dict[HandleKind, set[str]] = {}
        for entry in self.entries():
            wanted.setdefault(entry.kind, set()).add(normal_handle(entry.kind, entry.value))
        return wanted


HandleFormSet = forms.formset_factory(
    HandleForm, formset=BaseHandleFormSet, extra=1, max_num=MAX_HANDLES, absolute_max=MAX_HANDLES + 5, validate_max=True
)


def handle_rows(person: Person) -> list[dict[str, str]]:
    """The person's addresses as a formset's initial rows."""
    return [{"kind": row.kind, "label": row.label, "value": row.value} for row in person.handles.all()]


class CircleChoice(OwnChoice):
    """Circles, each with its cadence."""

    def label_from_instance(self, obj: Any) -> str:
        cadence = often(obj.cadence_days) or _("no cadence")
        return obj.name if obj.name.casefold() == cadence.casefold() else f"{obj.name} ({cadence})"


class CadenceForm(forms.Form):
    """A contact's circle, and a cadence of its own where that differs."""

    OWN = [
        ("", gettext_lazy("as the circle says")),
        ("14", gettext_lazy("every 2 weeks")),
        ("30", gettext_lazy("monthly")),
        ("42", gettext_lazy("every 6 weeks")),
        ("91", gettext_lazy("quarterly")),
        ("182", gettext_lazy("twice a year")),
        ("365", gettext_lazy("yearly")),
        ("other", gettext_lazy("every so many days…")),
        ("never", gettext_lazy("never")),
    ]

    circle = CircleChoice(
        Circle.objects.none(),
        required=False,
        label=gettext_lazy("Circle"),
        empty_label=gettext_lazy("no circle"),
    )
    own = forms.ChoiceField(choices=OWN, required=False, label=gettext_lazy("Keep in touch"))
    days = EveryDays()

    def __init__(self, *args: Any, account: User, contact: Contact | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        circles: CircleChoice = self.fields["circle"]  # type: ignore[assignment]
        circles.queryset = Circle.objects.filter(owner=account)
        if contact is not None and not self.is_bound:
            known = {value for value, _label in self.OWN}
            days = contact.own_cadence_days
            own = "" if days is None else "never" if days == NEVER else str(days) if str(days) in known else "other"
            self.initial = {
                "circle": contact.circle.public_id if contact.circle else None,
                "own": own,
                "days": days if own == "other" else None,
            }

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("own") == "other" and not given.get("days") and "days" not in self.errors:
            self.add_error("days", EveryDays.WRONG)
        return given

    def choice(self) -> tuple[Circle | None, int | None]:
        """Circle and own cadence in days, as the service takes them: None is the circle's, 0 is never."""
        own = self.cleaned_data["own"]
        if own == "never":
            return self.cleaned_data["circle"], NEVER
        days = self.cleaned_data["days"] if own == "other" else int(own) if own else None
        return self.cleaned_data["circle"], days


class PasteForm(forms.Form):
    """Names a line, or columns; as text or as a file. ``cut`` holds what was read once the form is valid."""

    text = forms.CharField(
        max_length=PASTE_LENGTH,
        required=False,
        strip=False,
        label=gettext_lazy("Names"),
        help_text=gettext_lazy("One person a line; or columns: name, e-mail, firm. At most 500 people at once."),
        widget=forms.Textarea(attrs={"rows": 10, "dir": "auto"}),
    )
    file = forms.FileField(
        required=False,
        label=gettext_lazy("Or a small file"),
        help_text=gettext_lazy("A .csv or .txt of at most 1 MB, with columns for name, e-mail and firm."),
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.txt,.tsv,text/csv,text/plain"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # A null byte is a fault of one line, said at that line; the other lines can be taken.
        text = self.fields["text"]
        text.validators = [
            check for check in text.validators if type(check).__name__ != "ProhibitNullCharactersValidator"
        ]
        self.cut = Cut(rows=())
        self.source_text = ""
        self.is_file = False

    def clean_file(self) -> UploadedFile | None:
        file = self.cleaned_data.get("file")
        if file and file.size > MAX_BYTES:
            raise forms.ValidationError(
                _("This file is larger than 1 MB. Take the first 500 people out of it, then the next.")
            )
        return file

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if self.errors:
            return given
        file = given.get("file")
        self.is_file = bool(file)
        self.source_text = decode(file.read()) if file else given.get("text", "")
        self.cut = cut(self.source_text)
        field = "file" if file else "text"
        if self.cut.too_many:
            self.add_error(
                field,
                _("At most %(count)d people at once, so that you can look at each. Bring the rest next.")
                % {"count": MAX_ROWS},
            )
        elif not self.cut.rows:
            self.add_error(field, _("There is no name in this. Write one person a line."))
        return given


class PasteConfirmForm(forms.Form):
    """The same text again, and the lines whose name is known already but who are somebody else."""

    text = forms.CharField(max_length=2 * MAX_BYTES, strip=False, widget=forms.HiddenInput)
    entry_key = forms.UUIDField(required=False, widget=forms.HiddenInput)
    from_file = forms.BooleanField(required=False, widget=forms.HiddenInput)
    keep = forms.TypedMultipleChoiceField(required=False, coerce=int)

    def __init__(self, *args: Any, lines: Iterable[int] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        text = self.fields["text"]
        text.validators = [
            check for check in text.validators if type(check).__name__ != "ProhibitNullCharactersValidator"
        ]
        keep: forms.TypedMultipleChoiceField = self.fields["keep"]  # type: ignore[assignment]
        keep.choices = [(line, str(line)) for line in lines]


class ForgetForm(forms.Form):
    """Whether a keyed hash of each of their addresses stays, so that no import brings them back."""

    leave_hash = forms.BooleanField(
        required=False, label=gettext_lazy("Leave a keyed hash of their addresses, so that no import brings them back")
    )


class EraseForm(forms.Form):
    """Erasing for good takes the name, or a tick: enough to be sure, not a riddle for a name in another script."""

    name = forms.CharField(
        max_length=200,
        required=False,
        label=gettext_lazy("Their name"),
        widget=forms.TextInput(attrs={"autocomplete": "off", "dir": "auto"}),
    )
    sure = forms.BooleanField(required=False, label=gettext_lazy("I am sure, without typing the name"))

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person = person

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        typed = fold(given.get("name") or "")
        if not given.get("sure") and typed != fold(self.person.name):
            self.add_error("name", _("Type the name as it stands above, or tick the box."))
        return given
