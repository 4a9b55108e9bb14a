"""What the address of the balance list asks for."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy, ngettext

from contacts.forms.lists import Choices, ListFilter


class BalanceFilter(ListFilter):
    """``months`` is how far the account's shorter window looks back (E-31)."""

    SHOW = [
        ("all", gettext_lazy("Everybody")),
        ("ask_only", gettext_lazy("Only when I need something")),
        ("they_ask_only", gettext_lazy("They only ask")),
        ("i_owe", gettext_lazy("I owe")),
        ("they_owe", gettext_lazy("They owe")),
        ("even", gettext_lazy("Even")),
        ("nothing", gettext_lazy("Nothing recorded")),
        ("archived", gettext_lazy("Archived")),
    ]
    SORT = [
        ("one_sided", gettext_lazy("Most one-sided")),
        ("oldest_gift", gettext_lazy("Oldest gift of mine first")),
        ("touch", gettext_lazy("Last in touch")),
        ("name", gettext_lazy("Name")),
    ]

    window = forms.ChoiceField(required=False)

    def __init__(self, *args: Any, months: int, **kwargs: Any) -> None:
        recent = ngettext("%(months)d month", "%(months)d months", months) % {"months": months}
        self.windows: Choices = [("recent", recent), ("all", gettext_lazy("All time"))]
        super().__init__(*args, **kwargs)

    def choices(self) -> dict[str, Choices]:
        return {**super().choices(), "window": self.windows}
