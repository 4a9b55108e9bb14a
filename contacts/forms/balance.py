"""What the address of the balance list asks for."""

from django import forms
from django.utils.translation import gettext_lazy

from contacts.forms.lists import Choices, ListFilter


class BalanceFilter(ListFilter):
    SHOW = [
        ("all", gettext_lazy("Everybody")),
        ("ask_only", gettext_lazy("Only when I need something")),
        ("i_owe", gettext_lazy("I owe")),
        ("they_owe", gettext_lazy("They owe")),
        ("nothing", gettext_lazy("Nothing recorded")),
        ("archived", gettext_lazy("Archived")),
    ]
    SORT = [
        ("one_sided", gettext_lazy("Most one-sided")),
        ("oldest_gift", gettext_lazy("Oldest gift of mine first")),
        ("touch", gettext_lazy("Last in touch")),
        ("name", gettext_lazy("Name")),
    ]
    WINDOW = [("recent", gettext_lazy("24 months")), ("all", gettext_lazy("All time"))]

    window = forms.ChoiceField(required=False)

    def choices(self) -> dict[str, Choices]:
        return {**super().choices(), "window": self.WINDOW}
