"""What the address of a list asks for: which rows, in what order, which page."""

from collections.abc import Sequence
from typing import Any, ClassVar, TypeAlias

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy, ngettext

Choices: TypeAlias = Sequence[tuple[str, "str | Promise"]]


class ListFilter(forms.Form):
    """Each list names its choices, the usual one first. Nonsense in the address means the usual one, never an error."""

    SHOW: ClassVar[Choices]
    SORT: ClassVar[Choices]

    show = forms.ChoiceField(required=False)
    q = forms.CharField(max_length=200, required=False, label=gettext_lazy("Find a person"))
    sort = forms.ChoiceField(required=False, label=gettext_lazy("Sort by"))
    page = forms.IntegerField(min_value=1, max_value=1_000_000, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, choices in self.choices().items():
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = choices

    def choices(self) -> dict[str, Choices]:
        """The fields that take one of a few values."""
        return {"show": self.SHOW, "sort": self.SORT}

    def chosen(self) -> dict[str, Any]:
        """What to list, by the names the queries use."""
        self.is_valid()
        given = self.cleaned_data
        return {
            **{name: given.get(name) or choices[0][0] for name, choices in self.choices().items()},
            "text": given.get("q") or "",
            "page_number": given.get("page") or 1,
        }


class WindowedFilter(ListFilter):
    """For a list of what the balance counts (E-31): all of it, or the last ``months``, the account's own window."""

    WINDOWS: ClassVar[Sequence[str]]

    window = forms.ChoiceField(required=False)

    def __init__(self, *args: Any, months: int, **kwargs: Any) -> None:
        recent = ngettext("%(months)d month", "%(months)d months", months) % {"months": months}
        labels: dict[str, str | Promise] = {"recent": recent, "all": gettext_lazy("All time")}
        self.windows: Choices = [(key, labels[key]) for key in self.WINDOWS]
        super().__init__(*args, **kwargs)

    def choices(self) -> dict[str, Choices]:
        return {**super().choices(), "window": self.windows}
