"""The form that says whose favour it was, where it was noted with somebody else."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from contacts.forms.choices import say_hidden_errors
from contacts.forms.fields import OwnChoice
from contacts.forms.interactions import WhoForm
from contacts.models import Person, User


class WhoseForm(WhoForm):
    """Whose it was. ``version`` is the favour's as the page showed it; it comes with the page, not from the user."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = gettext_lazy("Whose it was")
        self.fields["name"].error_messages["required"] = gettext_lazy("Say whose it was.")

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        say_hidden_errors(self)
        return given


class BackToForm(forms.Form):
    """With whom a favour was before: what an undo gives in its address."""

    back_to = OwnChoice(Person.objects.none())

    def __init__(self, *args: Any, account: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people: OwnChoice = self.fields["back_to"]  # type: ignore[assignment]
        people.queryset = Person.objects.owned_by(account)
