"""What the address of the balance list asks for."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy


class BalanceFilter(forms.Form):
    """Nonsense in the address means the first choice, never an error."""

    SHOW = [
        ("all", gettext_lazy("Everybody")),
        ("ask_only", gettext_lazy("Only when I need something")),
        ("i_owe", gettext_lazy("I owe")),
        ("they_owe", gettext_lazy("They owe")),
        ("nothing", gettext_lazy("Nothing recorded")),
    ]
    SORT = [
        ("one_sided", gettext_lazy("Most one-sided")),
        ("oldest_gift", gettext_lazy("Oldest gift of mine first")),
        ("touch", gettext_lazy("Last in touch")),
        ("name", gettext_lazy("Name")),
    ]
    WINDOW = [("recent", gettext_lazy("24 months")), ("all", gettext_lazy("All time"))]

    show = forms.ChoiceField(choices=SHOW, required=False)
    q = forms.CharField(max_length=200, required=False)
    sort = forms.ChoiceField(choices=SORT, required=False)
    window = forms.ChoiceField(choices=WINDOW, required=False)
    page = forms.IntegerField(min_value=1, max_value=1_000_000, required=False)

    def chosen(self) -> dict[str, Any]:
        self.is_valid()
        given = self.cleaned_data
        return {
            "show": given.get("show") or "all",
            "text": given.get("q") or "",
            "sort": given.get("sort") or "one_sided",
            "window": given.get("window") or "recent",
            "page_number": given.get("page") or 1,
        }
