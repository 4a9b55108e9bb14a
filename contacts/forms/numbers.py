"""The form of the rules' numbers that an account may change."""

from dataclasses import asdict, dataclass
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from contacts.rules.numbers import LIMITS, Numbers
from contacts.wording import RULES

# Each rule with its numbers.
BY_RULE: dict[str, tuple[str, ...]] = {
    "E-03": ("first_follow_up_days",),
    "E-30": ("ask_only_asks", "ask_only_months", "gave_before_years"),
    "E-31": ("balance_months",),
    "E-33": ("thank_days", "outcome_days"),
    "E-35": ("nudges_a_week", "rest_after"),
    "E-61": ("door_months",),
}
TITLES = {
    "E-03": gettext_lazy("A new contact"),
    "E-30": gettext_lazy("Only when you need something"),
    "E-31": gettext_lazy("The balance"),
    "E-33": gettext_lazy("Thanks, and what became of it"),
    "E-35": gettext_lazy("Keep in touch"),
    "E-61": gettext_lazy("People at the door"),
}
LABELS = {
    "first_follow_up_days": gettext_lazy("Follow up with a new contact within so many working days"),
    "ask_only_asks": gettext_lazy("Say so after so many asks in a row"),
    "ask_only_months": gettext_lazy("All of them within so many months"),
    "gave_before_years": gettext_lazy("A larger favour of up to so many years before keeps the flag down"),
    "balance_months": gettext_lazy("The balance looks back so many months"),
    "thank_days": gettext_lazy("Say thank you within so many working days"),
    "outcome_days": gettext_lazy("Tell what became of it within so many days"),
    "nudges_a_week": gettext_lazy("At most so many nudges a week"),
    "rest_after": gettext_lazy("Propose to let them rest after so many unanswered touches"),
    "door_months": gettext_lazy("Propose to delete whoever stood at the door untouched for so many months"),
}
# What holds for all numbers of a rule.
NOTES = {
    "E-30": gettext_lazy("The same numbers hold for somebody who only ever asks of you."),
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
    note: str
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
            RuleNumbers(
                rule,
                title=str(TITLES[rule]),
                sentence=str(RULES[rule]),
                note=str(NOTES.get(rule, "")),
                fields=tuple(self[name] for name in names),
            )
            for rule, names in BY_RULE.items()
        ]

    def numbers(self) -> Numbers:
        return Numbers(**self.cleaned_data)
