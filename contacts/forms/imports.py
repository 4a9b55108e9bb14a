"""Forms of an import: the file, what the columns of a table are, and what was decided at the preview."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from contacts.importers.mapped import FIELDS
from contacts.models import ImportBatch
from contacts.services.imports.receiving import LARGEST
from contacts.vocabulary import ImportRowKind

MEGABYTE = 1024 * 1024
ACCEPTED = ".zip,.csv,.vcf,.vcard,.json,.txt,.tsv,application/zip,text/csv,text/vcard,application/json"
SAMPLES = 3
TOO_LARGE = gettext_lazy(
    "This file is larger than %(limit)s MB, so it was not kept. Bring it in parts, or, of a zip, the files that matter."
)
NO_ROOM = gettext_lazy(
    "There is no room left on the server for this file. Nothing was kept. Make room, then try again."
)
NOBODY = "nobody"


def too_large_sentence() -> str:
    return str(TOO_LARGE) % {"limit": LARGEST // MEGABYTE}


class UploadForm(forms.Form):
    """The file. ``entry_key`` makes sending it twice harmless; it stands first, so that it is read before the file."""

    entry_key = forms.UUIDField(widget=forms.HiddenInput, required=False)
    file = forms.FileField(
        allow_empty_file=True,
        label=gettext_lazy("Your file"),
        help_text=gettext_lazy("A zip, CSV, vCard or JSON file of at most 200 MB."),
        widget=forms.FileInput(attrs={"accept": ACCEPTED}),
        error_messages={
            "required": gettext_lazy("Choose the file first."),
            "missing": gettext_lazy("No file arrived. Choose it once more."),
            "invalid": gettext_lazy("No file arrived. Choose it once more."),
        },
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("entry_key", uuid4())

    @property
    def limit(self) -> int:
        """Bytes, for the page's script to say no before anything is sent."""
        return LARGEST

    @property
    def too_large(self) -> str:
        return too_large_sentence()

    def clean_entry_key(self) -> Any:
        # Whoever tampered with it gets an import of their own, not a page of errors.
        return self.cleaned_data["entry_key"] or uuid4()

    @classmethod
    def refused(cls, sentence: str) -> "UploadForm":
        """An empty form that says why nothing came of the last one."""
        form = cls({}, {})
        form.is_valid()
        form.errors.pop("file", None)
        form.add_error("file", sentence)
        return form


class ColumnsForm(forms.Form):
    """A select for each column of the table. Their names may be anything, so the fields go by their place."""

    def __init__(self, *args: Any, batch: ImportBatch, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.columns: list[str] = [str(name) for name in batch.about.get("columns", ())]
        self.samples: list[list[str]] = list(batch.about.get("samples", ()))
        said: Mapping[str, str] = batch.mapping or batch.about.get("guess", {})
        choices = [
            ("", _("leave this column out")),
            *((key, label) for key, label in FIELDS.items() if key != "ignore"),
        ]
        for place, column in enumerate(self.columns):
            self.fields[f"column_{place}"] = forms.ChoiceField(
                choices=choices,
                required=False,
                label=column or _("column %(number)d") % {"number": place + 1},
                initial="" if said.get(column) == "ignore" else said.get(column, ""),
                error_messages={"invalid_choice": gettext_lazy("Choose from the list what this column is.")},
            )

    def rows(self) -> list[tuple[forms.BoundField, list[str]]]:
        """Each column's field with its first values."""
        found = []
        for place in range(len(self.columns)):
            values = [sample[place] for sample in self.samples if place < len(sample) and sample[place].strip()]
            found.append((self[f"column_{place}"], values[:SAMPLES]))
        return found

    def mapping(self) -> dict[str, str]:
        """Column to field, every column named: what is left out is remembered, too."""
        return {
            column: self.cleaned_data.get(f"column_{place}") or "ignore" for place, column in enumerate(self.columns)
        }


KIND_LABELS = {
    ImportRowKind.PERSON: gettext_lazy("People"),
    ImportRowKind.MESSAGE: gettext_lazy("Messages"),
    ImportRowKind.REQUEST: gettext_lazy("Requests to connect"),
    ImportRowKind.GIVE: gettext_lazy("Recommendations and endorsements"),
}


class StartForm(forms.Form):
    """What the preview asks: which kinds, who you are in the file, and what stands where the two differ."""

    conflicts = forms.ChoiceField(
        choices=[
            ("keep", gettext_lazy("Keep what is noted")),
            ("take", gettext_lazy("Take what the file says")),
        ],
        required=False,
        initial="keep",
        label=gettext_lazy("Where the two differ"),
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": gettext_lazy("Choose whether to keep or to take.")},
    )
    me = forms.ChoiceField(
        required=False,
        label=gettext_lazy("Which of these is you?"),
        help_text=gettext_lazy(
            "Messages cannot come in without it: nobody could tell what you wrote from what was written to you."
        ),
        error_messages={"invalid_choice": gettext_lazy("Choose from the list which profile is yours.")},
    )
    kinds = forms.MultipleChoiceField(
        required=False,
        label=gettext_lazy("Bring in"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": gettext_lazy("Choose what to bring in from the list.")},
    )

    def __init__(self, *args: Any, batch: ImportBatch, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        about = batch.about
        counts: Mapping[str, int] = about.get("kinds", {})
        self.always = [kind for kind in ImportRowKind.values if kind not in KIND_LABELS]
        self.offered = [(kind, label) for kind, label in KIND_LABELS.items() if counts.get(kind)]
        kinds = self.fields["kinds"]
        assert isinstance(kinds, forms.MultipleChoiceField)
        kinds.choices = [(kind.value, f"{label} ({counts[kind]:,})") for kind, label in self.offered]
        kinds.initial = [kind.value for kind, _label in self.offered]
        if len(self.offered) < 2:
            del self.fields["kinds"]
        if not about.get("conflicts"):
            del self.fields["conflicts"]
        self._offer_me(batch)

    def _offer_me(self, batch: ImportBatch) -> None:
        candidates: Sequence[Any] = batch.about.get("me_candidates") or ()
        self._known_me: str = batch.choices.get("me", batch.about.get("me", ""))
        if not candidates:
            del self.fields["me"]
            return
        me = self.fields["me"]
        assert isinstance(me, forms.ChoiceField)
        named = [(profile, f"{name or profile} ({profile})" if name else profile) for profile, name, _n in candidates]
        if self._known_me and self._known_me not in {profile for profile, _label in named}:
            named.insert(0, (self._known_me, batch.choices.get("me_name") or self._known_me))
        has_said_none = batch.choices.get("me") == ""
        me.initial = NOBODY if has_said_none else self._known_me
        unsaid = [] if me.initial else [("", _("Choose"))]
        me.choices = [*unsaid, *named, (NOBODY, _("None of these"))]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if "kinds" in self.fields and "kinds" not in self.errors and not given.get("kinds"):
            self.add_error(
                "kinds", _("Nothing is chosen, so nothing would come in. Choose one at least, or discard the file.")
            )
        needs_me = ImportRowKind.MESSAGE.value in self.chosen_kinds()
        is_unsaid = "me" in self.fields and "me" not in self.errors and not (given.get("me") or self["me"].initial)
        if needs_me and is_unsaid:
            self.add_error("me", _("Say which of these is you, or leave the messages out."))
        return given

    def chosen_me(self) -> str | None:
        """The profile address chosen; empty for none of those offered, None where it is left as it was found."""
        said = str(self.cleaned_data.get("me", ""))
        if not said or said == self["me"].initial:
            return None
        return "" if said == NOBODY else said

    def chosen_kinds(self) -> list[str]:
        """Those to bring in, with what is never asked about."""
        chosen = self.cleaned_data.get("kinds") if "kinds" in self.fields else [kind for kind, _label in self.offered]
        return [*(chosen or ()), *self.always]

    def choices(self) -> dict[str, Any]:
        return {"conflicts": self.cleaned_data.get("conflicts") or "keep", "kinds": self.chosen_kinds()}
