"""Forms about circles: their name and how often, several at once, and the one that another goes into."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from contacts.forms.fields import EveryDays, Line
from contacts.forms.people import CircleChoice
from contacts.models import Circle, User
from contacts.models.contacts import CADENCE_LIMITS
from contacts.rules.cadence import NAMED_CADENCES
from contacts.wording_due import often

OTHER, NEVER = "other", "never"


class CircleForm(forms.Form):
    """A name, and how often; ``cadence_days`` is that in days, None for never."""

    name = Line(
        max_length=80,
        label=gettext_lazy("Name"),
        widget=forms.TextInput(attrs={"autocomplete": "off", "dir": "auto"}),
        error_messages={"required": gettext_lazy("Give the circle a name.")},
    )
    often = forms.ChoiceField(
        label=gettext_lazy("How often"),
        error_messages={
            "required": gettext_lazy("Choose how often."),
            "invalid_choice": gettext_lazy("Choose how often from the list."),
        },
    )
    cadence_days = EveryDays()

    def __init__(self, *args: Any, circle: Circle | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices: forms.ChoiceField = self.fields["often"]  # type: ignore[assignment]
        choices.choices = [
            *((str(days), often(days)) for days in NAMED_CADENCES),
            (OTHER, _("every so many days…")),
            (NEVER, _("never: no reminders")),
        ]
        self.initial = {"name": circle.name, **_shown(circle.cadence_days)} if circle else _shown(30)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("often") == OTHER and not given.get("cadence_days") and "cadence_days" not in self.errors:
            self.add_error("cadence_days", EveryDays.WRONG)
        return given

    def facts(self) -> dict[str, Any]:
        """Name and cadence in days, as the service takes them."""
        chosen = self.cleaned_data["often"]
        days = {OTHER: self.cleaned_data["cadence_days"], NEVER: None}
        return {
            "name": self.cleaned_data["name"],
            "cadence_days": days[chosen] if chosen in days else int(chosen),
        }


def _shown(days: int | None) -> dict[str, Any]:
    if days is None:
        return {"often": NEVER}
    return {"often": str(days)} if days in NAMED_CADENCES else {"often": OTHER, "cadence_days": days}


class CadencesForm(forms.Form):
    """Several circles' cadences in days at once, one hidden field a circle, named by its public id."""

    def __init__(self, *args: Any, account: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for public_id in Circle.objects.filter(owner=account).values_list("public_id", flat=True):
            self.fields[str(public_id)] = forms.IntegerField(
                required=False, widget=forms.HiddenInput, validators=CADENCE_LIMITS
            )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if self.errors or not any(given.values()):
            raise forms.ValidationError(_("The circles changed meanwhile. Look at the new proposal, then try again."))
        return given

    def cadences(self) -> dict[UUID, int | None]:
        """Only those that are to change."""
        return {UUID(name): days for name, days in self.cleaned_data.items() if days}


class MergeForm(forms.Form):
    """The circle that another one goes into."""

    into = CircleChoice(
        Circle.objects.none(),
        label=gettext_lazy("Into"),
        empty_label=gettext_lazy("choose a circle"),
        error_messages={"required": gettext_lazy("Choose the circle that they go into.")},
    )

    def __init__(self, *args: Any, circle: Circle, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        into: CircleChoice = self.fields["into"]  # type: ignore[assignment]
        into.queryset = Circle.objects.filter(owner=circle.owner_id).exclude(pk=circle.pk)
