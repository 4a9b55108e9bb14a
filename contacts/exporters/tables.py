"""The export's rows as lines for a spreadsheet: a table each for people and for whatever hangs on them or the account.

A line about a person begins with their address and name. Lists become text, and no text a formula.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from contacts.spreadsheets import Cell

Plain = Mapping[str, Any]
PERSON = ("person", "person_name")
# A table's name in the zip, and where a person of the export has its rows.
OF_A_PERSON = {
    "handles": "handles",
    "interactions": "interactions",
    "favours": "exchanges",
    "follow_ups": "follow_ups",
    "important_dates": "important_dates",
    "requests": "requests",
    "muted_for_people": "muted",
}
OF_THE_ACCOUNT = ("circles", "tags", "events", "offers", "muted")
# Tables whose rows stand on others: messages on an interaction, mentions on a favour.
DEEPER = {
    "messages": ("interaction", "author", "at", "text"),
    "mentions": ("exchange", "interaction", "kind"),
}


class Headings:
    """What stands above each table: ``columns`` are those of the tables' rows as the export has them, by table."""

    def __init__(self, columns: Mapping[str, Sequence[str]]) -> None:
        self._columns = {name: tuple(some) for name, some in columns.items()}

    @property
    def tables(self) -> tuple[str, ...]:
        return tuple(self._columns)

    def of(self, table: str) -> tuple[str, ...]:
        own = self._columns[table]
        return own if table == "people" or table in OF_THE_ACCOUNT else (*PERSON, *own)

    def own(self, table: str) -> tuple[str, ...]:
        return self._columns[table]


def lines_of_person(person: Plain, headings: Headings) -> Iterator[tuple[str, list[Cell]]]:
    """The lines that one person of the export adds, each with the table that it belongs to."""
    who = [person["public_id"], person["name"]]
    yield "people", _cells(person, headings.own("people"))
    for table, key in OF_A_PERSON.items():
        for row in person[key]:
            yield table, [*who, *_cells(row, headings.own(table))]
    for table in ("contact", "standing"):
        if person[table]:
            yield f"{table}s", [*who, *_cells(person[table], headings.own(f"{table}s"))]
    for talk in person["interactions"]:
        for message in talk["messages"]:
            yield "messages", [*who, *_cells({**message, "interaction": talk["public_id"]}, DEEPER["messages"])]
    for favour in person["exchanges"]:
        for mention in favour["mentions"]:
            yield "mentions", [*who, *_cells({**mention, "exchange": favour["public_id"]}, DEEPER["mentions"])]


def lines_of_account(account: Plain, headings: Headings) -> Iterator[tuple[str, list[Cell]]]:
    """The lines of what stands on the account alone; ``account`` is the document before its people."""
    for table in OF_THE_ACCOUNT:
        for row in account[table]:
            yield table, _cells(row, headings.own(table))


def _cells(row: Plain, columns: Sequence[str]) -> list[Cell]:
    return [_cell(row.get(name)) for name in columns]


def _cell(value: object) -> Cell:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if value is None or isinstance(value, str | int):
        return value
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return ", ".join(value)
    return json.dumps(value, ensure_ascii=False)
