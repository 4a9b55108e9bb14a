"""What is said of two people who are perhaps one, and of merging them. Translatable; values in, words out."""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from contacts.rules.likeness import Clue
from contacts.rules.merging import Field
from contacts.wording_due import often
from contacts.wording_people import rest_sentence, yearly_day

CLUES: dict[Clue, Any] = {
    "email": gettext_lazy("same e-mail"),
    "profile": gettext_lazy("same profile address"),
    "phone": gettext_lazy("same telephone number"),
    "shared_email": gettext_lazy("same address of a whole office"),
    "same_name": gettext_lazy("same name"),
    "other_order": gettext_lazy("same name in another order"),
    "known_as": gettext_lazy("known by the same name"),
    "middle_name": gettext_lazy("same first and last name"),
    "initials": gettext_lazy("name with an initial"),
    "spelling": gettext_lazy("name spelt almost alike"),
    "first_name": gettext_lazy("same first name"),
    "other_name": gettext_lazy("different names"),
    "firm": gettext_lazy("same firm"),
    "like_firm": gettext_lazy("almost the same firm"),
    "other_firm": gettext_lazy("different firms"),
    "place": gettext_lazy("same place"),
    "birthday": gettext_lazy("same birthday"),
    "other_birthday": gettext_lazy("different birthdays"),
    "other_profile": gettext_lazy("different profiles on one site"),
    "other_email": gettext_lazy("different e-mail addresses"),
}

FIELD_LABELS: dict[Field, Any] = {
    "name": gettext_lazy("Name"),
    "also_known_as": gettext_lazy("Also known as"),
    "organisation": gettext_lazy("Firm"),
    "role": gettext_lazy("Role"),
    "place": gettext_lazy("Place"),
    "time_zone": gettext_lazy("Time zone"),
    "note": gettext_lazy("Note"),
    "formal_relation": gettext_lazy("Paid or formal relation"),
    "archived": gettext_lazy("Archived"),
    "deceased": gettext_lazy("Deceased"),
    "left_out": gettext_lazy("Left out for good"),
    "rhythm": gettext_lazy("Circle and cadence"),
    "rest": gettext_lazy("Rest"),
}

SURENESS = {
    "very": gettext_lazy("Very likely"),
    "likely": gettext_lazy("Likely"),
    "perhaps": gettext_lazy("Perhaps"),
}


def clue_words(clue: Clue) -> str:
    """``same e-mail``."""
    return str(CLUES[clue])


def told_side(clue: Clue, value: str) -> str:
    """What one side says to a clue, as a reader sees it: ``04-02`` of a birthday is 2 April."""
    if clue in {"birthday", "other_birthday"}:
        month, _dash, day = value.partition("-")
        if month.isdigit() and day.isdigit():
            return yearly_day(int(month), int(day))
    return value


def value_words(field: Field, value: Any, *, circles: dict[int, str], today: date) -> str:
    """What stands on one side of a merge, in words. ``circles``: the account's, by key."""
    if field in {"formal_relation", "archived", "deceased", "left_out"}:
        return _("yes") if value else _("no")
    if field == "rhythm":
        return _rhythm(value, circles)
    if field == "rest":
        since, until, reason = value or (None, None, "")
        return rest_sentence(until, reason, today=today) if since else _("Not resting")
    return str(value)


def _rhythm(value: Any, circles: dict[int, str]) -> str:
    circle_id, days = value or (None, None)
    circle = circles.get(circle_id, "") if circle_id else ""
    if days is None:
        return circle or _("No circle, no cadence")
    cadence = often(days or None)
    return f"{circle}, {cadence}" if circle else cadence
