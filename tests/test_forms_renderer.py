"""The product draws an <input> itself; it must be the very one that Django's template would draw."""

import pytest
from django import forms
from django.forms.renderers import TemplatesSetting
from django.utils.translation import gettext_lazy

from contacts.forms_renderer import INPUTS, LookRenderer

ODD = '<b> & "quoted" it\'s ✓ 1,5'


class Odd(forms.Form):
    """One field of each kind, with all that can stand in an attribute."""

    text = forms.CharField(widget=forms.TextInput(attrs={"class": ODD, "data-x": 7, "autofocus": True, "lang": False}))
    hidden = forms.CharField(widget=forms.HiddenInput)
    email = forms.EmailField(max_length=320)
    number = forms.IntegerField(min_value=1, max_value=9_000, localize=True)
    password = forms.CharField(widget=forms.PasswordInput)
    date = forms.DateField(widget=forms.DateInput(attrs={"type": "date", "placeholder": gettext_lazy("Today")}))
    time = forms.TimeField(widget=forms.TimeInput(format="%H:%M"), required=False)
    check = forms.BooleanField(required=False)
    yes = forms.BooleanField(initial=True)
    radio = forms.ChoiceField(choices=[("", "none"), (ODD, "odd"), (3, "three")], widget=forms.RadioSelect)
    many = forms.MultipleChoiceField(choices=[("1", "one"), ("2", ODD)], widget=forms.CheckboxSelectMultiple)


@pytest.mark.parametrize(
    "data",
    [
        None,
        {},
        {"text": ODD, "number": "1234", "date": "2026-11-22", "check": "on", "radio": ODD, "many": ["1", "2"]},
        {"text": "", "number": "x", "date": "?", "time": "18:30", "radio": "nonsense"},
    ],
)
def test_an_input_is_the_one_that_django_draws(data: dict[str, object] | None) -> None:
    plain, ours = (Odd(data, renderer=renderer) for renderer in (TemplatesSetting(), LookRenderer()))
    for name in plain.fields:
        assert ours[name].as_widget() == plain[name].as_widget()
        assert [one.tag() for one in ours[name]] == [one.tag() for one in plain[name]]
        assert [str(one) for one in ours[name]] == [str(one) for one in plain[name]]


def test_every_template_for_an_input_is_djangos_own() -> None:
    for name in INPUTS:
        origin = str(TemplatesSetting().get_template(name).origin)
        assert "django/forms/templates" in origin.replace("\\", "/")
