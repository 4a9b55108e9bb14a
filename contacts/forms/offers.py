"""The form of what one can give."""

from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from contacts.forms.choices import say_hidden_errors
from contacts.forms.fields import Line
from contacts.models import Offer
from contacts.services.offers import WHAT_LENGTH
from contacts.wording_settings import OFFERS_BY_KIND


class OfferForm(forms.Form):
    """The key makes the same form sent twice one row."""

    entry_key = forms.UUIDField(widget=forms.HiddenInput)
    what = Line(
        max_length=WHAT_LENGTH,
        label=gettext_lazy("What you can give"),
        help_text=gettext_lazy("A few words, such as “read a CV” or “a room in Lisbon”."),
        error_messages={"required": gettext_lazy("Say in a few words what you can give.")},
        widget=forms.TextInput(attrs={"autocomplete": "off", "dir": "auto"}),
    )

    category = forms.ChoiceField(
        required=False,
        label=gettext_lazy("What kind"),
        help_text=gettext_lazy("If you like: the list is in order of it."),
        error_messages={"invalid_choice": gettext_lazy("Choose a kind from the list, or none.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = self.fields["category"]
        assert isinstance(kinds, forms.ChoiceField)
        kinds.choices = [("", _("no kind")), *OFFERS_BY_KIND.items()]

    @classmethod
    def fresh(cls, offer: Offer | None = None) -> "OfferForm":
        """An empty form with a key of its own, or one about what stands on the list already."""
        if offer is None:
            return cls(initial={"entry_key": uuid4()})
        return cls(initial={"entry_key": offer.entry_key, "what": offer.what, "category": offer.category})

    def clean(self) -> dict[str, Any]:
        say_hidden_errors(self)
        return super().clean() or {}
