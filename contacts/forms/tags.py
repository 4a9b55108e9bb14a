"""The form that gives a tag its name, and asks where that is to merge two."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from contacts.forms.fields import Line
from contacts.models import Tag


class TagForm(forms.Form):
    """``merge`` answers the question that comes up where another tag has the name."""

    name = Line(
        max_length=60,
        label=gettext_lazy("Name"),
        widget=forms.TextInput(attrs={"autocomplete": "off", "dir": "auto"}),
        error_messages={"required": gettext_lazy("Give the tag a name.")},
    )
    merge = forms.BooleanField(required=False, label=gettext_lazy("Yes, make them one tag"))

    def __init__(self, *args: Any, tag: Tag, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial = {"name": tag.name}
        self.other: Tag | None = None
