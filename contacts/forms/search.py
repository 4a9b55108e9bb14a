"""What the address of the search page asks for."""

from typing import Any

from django import forms


class SearchFilter(forms.Form):
    """A text, and the group whose pages are turned."""

    q = forms.CharField(max_length=200, required=False)
    within = forms.ChoiceField(choices=[("people", ""), ("events", ""), ("notes", "")], required=False)
    page = forms.IntegerField(min_value=1, max_value=1_000_000, required=False)

    def chosen(self) -> dict[str, Any]:
        self.is_valid()
        given = self.cleaned_data
        return {
            "text": given.get("q") or "",
            "within": given.get("within") or "",
            "page_number": given.get("page") or 1,
        }
