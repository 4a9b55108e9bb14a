"""The form of the rules' numbers that an account may change."""

from dataclasses import asdict, dataclass
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from contacts.rules.numbers import LIMITS, Numbers
from contacts.vocabulary import Reason
from contacts.wording import RULES

# Each rule with its numbers.
BY_RULE: dict[Reason, tuple[str, ...]] = {
    Reason.FIRST: ("first_follow_up_days",),
    Reason.GRATITUDE: ("thank_days", "outcome_days"),
    Reason.KEEP_IN_TOUCH: ("nudges_a_week", "rest_after"),
}
TITLES = {
    Reason.FIRST: gettext_lazy("A new contact"),
    Reason.GRATITUDE: gettext_lazy("Thanks, and what became of it"),
    Reason.KEEP_IN_TOUCH: gettext_lazy("Keep in touch"),
}
LABELS = {
    "first_follow_up_days": gettext_lazy("Follow up with a new contact within so many working days"),
    "thank_days": gettext_lazy("Say thank you within so many working days"),
    "outcome_days": gettext_lazy("Tell what became of it within so many days"),
    "nudges_a_week": gettext_lazy("At most so many nudges a week"),
    "rest_after": gettext_lazy("Propose to let them rest after so many unanswered touches"),
}
HINTS = {
    "nudges_a_week": gettext_lazy(
        "A nudge is what only a cadence asks for: promises, thanks, first follow-ups and days never wait for it."
    ),
}
USUAL = asdict(Numbers())


@dataclass(frozen=True, slots=True)
class RuleNumbers:
    """One rule with the fields of its numbers."""

    rule: str
    title: str
    sentence: str
    fields: tuple[BoundField, ...]


class NumbersForm(forms.Form):
    """One whole number a field, each with its limits and what it usually is."""

    def __init__(self, *args: Any, numbers: Numbers, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial = asdict(numbers)
        for name, label in LABELS.items():
            lowest, highest = LIMITS[name]
            told = {"usual": USUAL[name], "lowest": lowest, "highest": highest}
            usual = _("Usually %(usual)d; from %(lowest)d to %(highest)d.") % told
            wrong = _("Choose a whole number from %(lowest)d to %(highest)d.") % told
            self.fields[name] = forms.IntegerField(
                label=label,
                help_text=f"{usual} {HINTS[name]}" if name in HINTS else usual,
                min_value=lowest,
                max_value=highest,
                error_messages=dict.fromkeys(("required", "invalid", "min_value", "max_value"), wrong),
            )

    def by_rule(self) -> list[RuleNumbers]:
        """The fields as the page shows them: each under the rule that it belongs to."""
        return [
            RuleNumbers(rule.value, str(TITLES[rule]), str(RULES[rule]), tuple(self[name] for name in names))
            for rule, names in BY_RULE.items()
        ]

    def numbers(self) -> Numbers:
        return Numbers(**self.cleaned_data)
