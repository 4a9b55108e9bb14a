"""The one form about mutes: which rule, for whom, and why."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from contacts.forms.fields import Line, OwnChoice
from contacts.models import Person, User
from contacts.services.mutes import BECAUSE_LENGTH
from contacts.vocabulary import MUTABLE_REASONS
from contacts.wording_settings import what_is_muted


class MuteForm(forms.Form):
    """Without a person the rule is muted for everybody. ``rules`` are those on offer."""

    rule = forms.ChoiceField(
        label=gettext_lazy("What not to hear of"),
        error_messages={
            "required": gettext_lazy("Choose what to mute."),
            "invalid_choice": gettext_lazy("This cannot be muted, or is muted already. Choose from the list."),
        },
    )
    person = OwnChoice(Person.objects.none(), required=False, widget=forms.HiddenInput)
    because = Line(
        label=gettext_lazy("Because"),
        max_length=BECAUSE_LENGTH,
        required=False,
        help_text=gettext_lazy("For yourself; shown where it is muted."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "dir": "auto"}),
    )

    def __init__(self, *args: Any, account: User, rules: Any = MUTABLE_REASONS, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices: forms.ChoiceField = self.fields["rule"]  # type: ignore[assignment]
        choices.choices = [("", _("choose a rule")), *((rule.value, what_is_muted(rule)) for rule in sorted(rules))]
        people: OwnChoice = self.fields["person"]  # type: ignore[assignment]
        people.queryset = Person.objects.owned_by(account)
