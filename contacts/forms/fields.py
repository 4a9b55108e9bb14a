"""Fields that speak: what they refuse they say in a sentence with the next step, and they keep text as it was typed."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from contacts.rules.cadence import LONGEST_CADENCE
from contacts.rules.days import is_too_far_ahead, is_too_long_ago
from contacts.rules.texts import clean_line, clean_text
from contacts.wording import FAR_AHEAD


class Words(forms.CharField):
    """Several lines of text. Line ends become ``\\n``; markup is text like any other; null characters are refused."""

    widget: Any = forms.Textarea(attrs={"rows": 2})
    is_one_line = False

    def __init__(self, *, max_length: int, **kwargs: Any) -> None:
        super().__init__(max_length=max_length, strip=False, **kwargs)
        self.validators = []

    def clean(self, value: Any) -> str:
        typed = "" if value is None else str(value)
        if "\x00" in typed:
            raise ValidationError(
                _("This holds a character that cannot be kept (a null character). Type the text again."), code="null"
            )
        text = clean_line(typed) if self.is_one_line else clean_text(typed)
        if self.max_length and len(text) > self.max_length:
            raise ValidationError(
                _("This is %(length)s characters long, and %(limit)s fit. Shorten it, or keep the rest elsewhere."),
                code="max_length",
                params={"length": f"{len(text):,}", "limit": f"{self.max_length:,}"},
            )
        if self.required and not text:
            raise ValidationError(self.error_messages["required"], code="required")
        return text

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """Without ``maxlength``: a browser would cut a pasted text off in silence, and the server says what fits."""
        attrs = super().widget_attrs(widget)
        attrs.pop("maxlength", None)
        return attrs


class Line(Words):
    """One line of text; white space becomes single."""

    widget: Any = forms.TextInput
    is_one_line = True


class OwnChoice(forms.ModelChoiceField):
    """One row of the account's own, by its public address: the inner key never leaves the server."""

    default_error_messages = {
        "invalid_choice": gettext_lazy("What was chosen is not one of the choices here any more. Choose again.")
    }

    def __init__(self, queryset: Any, **kwargs: Any) -> None:
        super().__init__(queryset, to_field_name="public_id", **kwargs)

    def to_python(self, value: Any) -> Any:
        try:
            return super().to_python(value)
        except ValidationError:
            # What is no address at all is no choice either, and needs no sentence of its own.
            raise ValidationError(self.error_messages["invalid_choice"], code="invalid_choice") from None


class Day(forms.DateField):
    """A day on the account's calendar, picked or typed as the browser's own date field does; 100 years ahead at most.

    ``has_own_limit``: the form or its service says what is too late, and says it better.
    """

    default_error_messages = {"invalid": gettext_lazy("That is no day. Give it as year-month-day, such as 2026-11-20.")}

    def __init__(self, *, has_own_limit: bool = False, **kwargs: Any) -> None:
        self.has_own_limit = has_own_limit
        kwargs.setdefault("widget", forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
        super().__init__(**kwargs)

    def validate(self, value: Any) -> None:
        super().validate(value)
        if value and not self.has_own_limit and is_too_far_ahead(value, today=timezone.localdate()):
            raise ValidationError(FAR_AHEAD, code="far_ahead")


class EveryDays(forms.IntegerField):
    """How many days a cadence has, asked for only where “every so many days” is chosen."""

    WRONG = gettext_lazy("Say how many days, from 1 to 3650.")

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", gettext_lazy("Every so many days"))
        kwargs.setdefault("help_text", gettext_lazy("Only for “every so many days”."))
        super().__init__(
            required=False,
            min_value=1,
            max_value=LONGEST_CADENCE,
            error_messages=dict.fromkeys(("invalid", "min_value", "max_value"), self.WRONG),
            **kwargs,
        )


def past_day_trouble(day: date, *, today: date) -> str:
    """What is wrong with ``day`` as the day of something that happened; empty where nothing is."""
    if day > today:
        return _("That day is still to come. Log a conversation once it was.")
    if is_too_long_ago(day, today=today):
        return _("That day is more than 120 years ago. Check the year.")
    return ""
