"""The form that says whose favour it was, where it was noted with somebody else."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from contacts.forms.choices import say_hidden_errors
from contacts.forms.fields import Line, OwnChoice
from contacts.forms.interactions import NAME_LENGTH, NEW_PERSON, WhoForm
from contacts.models import Person, User
from contacts.rules.names import fold


class WhoseForm(WhoForm):
    """Whose it was. ``version`` is the favour's as the page showed it; it comes with the page, not from the user.

    A name that nobody has is asked about: ``is_unknown`` after validation, until ``add_them`` brings that very name.
    """

    add_them = Line(required=False, max_length=NAME_LENGTH, widget=forms.HiddenInput)
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.is_unknown = False
        self.is_stale = False
        self.fields["name"].label = gettext_lazy("Whose it was")
        self.fields["name"].error_messages["required"] = gettext_lazy("Say whose it was.")

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        say_hidden_errors(self)
        if self.errors or self.chosen or given.get("person") == NEW_PERSON:
            return given
        if fold(given.get("add_them", "")) != fold(given["name"]):
            self.is_unknown = True
            nobody = _("Nobody called “%(name)s” is among your people. Add them at the door and move it?")
            self.add_error("name", nobody % {"name": given["name"]})
        return given

    @property
    def version_seen(self) -> int | None:
        """The version that the user saw: what the form brought, until it was said that another tab was first."""
        seen: int | None = getattr(self, "cleaned_data", {}).get("version")
        return None if self.is_stale else seen


class BackToForm(forms.Form):
    """With whom a favour was before: what an undo gives in its address. ``made``: the move put somebody at the door."""

    back_to = OwnChoice(Person.objects.none())
    made = forms.BooleanField(required=False)

    def __init__(self, *args: Any, account: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people: OwnChoice = self.fields["back_to"]  # type: ignore[assignment]
        people.queryset = Person.objects.owned_by(account)
