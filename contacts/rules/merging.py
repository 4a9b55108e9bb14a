"""What two rows that are one person become: which fields are to be chosen, what stands there by itself, what cannot be
united.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, get_args

from contacts.rules.names import fold

Field = Literal[
    "name",
    "also_known_as",
    "organisation",
    "role",
    "place",
    "time_zone",
    "note",
    "formal_relation",
    "archived",
    "deceased",
    "left_out",
    "rhythm",
    "rest",
]
# ``other_name`` is for the second name alone: the first name that was not chosen.
Choice = Literal["kept", "gone", "both", "other_name"]

FIELDS: tuple[Field, ...] = get_args(Field)
NOTE_LENGTH = 20_000
# Where the two differ, the one who is heard of wins by itself; that somebody died is believed.
WHERE_THEY_DIFFER: Mapping[Field, bool] = {"archived": False, "left_out": False, "deceased": True}

Facts = Mapping[Field, Any]


@dataclass(frozen=True, slots=True)
class Settled:
    """``values`` holds every field. ``refused`` are choices that do not fit, so that nothing may be written."""

    values: dict[Field, Any]
    refused: tuple[Field, ...] = ()


def choices_between(kept: Facts, gone: Facts) -> dict[Field, tuple[Choice, ...]]:
    """The fields on which the two say different things, with what can be chosen; the first is what is proposed.

    Where one says nothing, the other's word stands and nothing is asked.
    """
    found: dict[Field, tuple[Choice, ...]] = {}
    for field in FIELDS:
        mine, theirs = kept[field], gone[field]
        if field == "also_known_as":
            found |= _second_names(kept, gone)
        elif field in WHERE_THEY_DIFFER or field == "formal_relation":
            if mine != theirs:
                wanted = WHERE_THEY_DIFFER.get(field, mine)
                found[field] = ("kept", "gone") if mine == wanted else ("gone", "kept")
        elif mine and theirs and not _says_the_same(field, mine, theirs):
            found[field] = ("both", "kept", "gone") if field == "note" else ("kept", "gone")
    return found


def settle(kept: Facts, gone: Facts, chosen: Mapping[str, str]) -> Settled:
    """What stands on the one that is kept. A field that is not in ``chosen`` gets what is proposed."""
    offered = choices_between(kept, gone)
    values: dict[Field, Any] = {}
    refused: list[Field] = []
    for field in FIELDS:
        options = offered.get(field, ())
        choice = chosen.get(field) or (options[0] if options else "")
        if options and choice not in options:
            refused.append(field)
            choice = options[0]
        values[field] = _value(field, choice if options else "", kept, gone)
    other = gone["name"] if values["name"] == kept["name"] else kept["name"]
    if chosen.get("also_known_as") == "other_name" or _is_empty_or(values["also_known_as"], values["name"]):
        values["also_known_as"] = "" if fold(other) == fold(values["name"]) else other
    if len(values["note"]) > NOTE_LENGTH:
        refused.append("note")
    return Settled(values, tuple(refused))


def united_note(kept: str, gone: str) -> str:
    """Both, the kept one's first; what one of them holds already is not said twice."""
    if not kept or kept.strip() in gone:
        return gone
    return kept if not gone or gone.strip() in kept else f"{kept}\n\n{gone}"


def _value(field: Field, choice: str, kept: Facts, gone: Facts) -> Any:
    mine, theirs = kept[field], gone[field]
    if choice == "both" or (field == "note" and not choice):
        return united_note(mine, theirs)
    if choice:
        return mine if choice == "kept" else theirs
    return mine or theirs


def _is_empty_or(second_name: str, name: str) -> bool:
    return not second_name or fold(second_name) == fold(name)


def _second_names(kept: Facts, gone: Facts) -> dict[Field, tuple[Choice, ...]]:
    """Three words may be left for one place: both second names, and the name that was not chosen."""
    mine, theirs = kept["also_known_as"], gone["also_known_as"]
    options: list[Choice] = []
    if mine:
        options.append("kept")
    if theirs and fold(theirs) != fold(mine):
        options.append("gone")
    names = {fold(kept["name"]), fold(gone["name"])}
    if len(names) > 1 and not {fold(mine), fold(theirs)} & names:
        options.append("other_name")
    return {"also_known_as": tuple(options)} if len(options) > 1 else {}


def _says_the_same(field: Field, mine: Any, theirs: Any) -> bool:
    if field == "note":
        return bool(united_note(mine, theirs) in (mine, theirs))
    return bool(mine == theirs)
