"""The numbers of the rules that an account may change, with what they are unless it did and how far they may go."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any


@dataclass(frozen=True, slots=True)
class Numbers:
    """``*_days`` are days, those of thanks and first follow-ups working days; ``rest_after`` counts touches."""

    first_follow_up_days: int = 2  # E-03
    thank_days: int = 2  # E-33
    outcome_days: int = 30  # E-33
    ask_only_asks: int = 3  # E-30, E-34
    ask_only_months: int = 18  # E-30, E-34
    gave_before_years: int = 3  # E-30, E-34
    balance_months: int = 24  # E-31
    nudges_a_week: int = 5  # E-35
    rest_after: int = 3  # E-35
    door_months: int = 24  # E-61


# From and to, both included.
LIMITS: dict[str, tuple[int, int]] = {
    "first_follow_up_days": (1, 10),
    "thank_days": (1, 10),
    "outcome_days": (1, 365),
    "ask_only_asks": (3, 10),
    "ask_only_months": (6, 60),
    "gave_before_years": (0, 10),
    "balance_months": (6, 60),
    "nudges_a_week": (0, 50),
    "rest_after": (1, 20),
    "door_months": (6, 120),
}
# What is kept in the standings rests on these.
OF_STANDINGS = frozenset({"ask_only_asks", "ask_only_months", "gave_before_years", "balance_months"})


def numbers_from(stored: Mapping[str, Any]) -> Numbers:
    """The numbers of an account. What is unknown or out of its limits counts as not changed."""
    return Numbers(**{name: value for name, value in stored.items() if is_allowed(name, value)})


def is_allowed(name: str, value: object) -> bool:
    """Whether the number of that name may have that value."""
    if name not in LIMITS or not isinstance(value, int) or isinstance(value, bool):
        return False
    lowest, highest = LIMITS[name]
    return lowest <= value <= highest


def changed(numbers: Numbers) -> dict[str, int]:
    """Only those that differ from what they are unless changed: what is worth keeping."""
    usual = Numbers()
    return {
        field.name: asdict(numbers)[field.name]
        for field in fields(Numbers)
        if getattr(numbers, field.name) != getattr(usual, field.name)
    }
