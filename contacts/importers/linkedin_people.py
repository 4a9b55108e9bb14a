"""LinkedIn's Connections, and what its export says of the account's owner."""

from datetime import date

from django.utils.translation import gettext as _

from contacts.importers.days import yearly_day
from contacts.importers.fitting import dropped, fitted, note_of
from contacts.importers.linkedin_values import Cells, day, profile_of
from contacts.importers.rows import HandleRow, LeftOut, OwnRow, PersonRow, Row
from contacts.rules.handles import normal_handle
from contacts.vocabulary import HandleKind


def connection(cells: Cells, part: str, line: int) -> Row:
    """Somebody whom the network connects with the owner. A row with nothing but a day is a closed account."""
    first, last = cells.line("first name"), cells.line("last name")
    address, email = cells.line("url"), cells.line("email address")
    name = f"{first} {last}".strip()
    said = cells.line("connected on")
    if not (name or address or email):
        return LeftOut(part=part, line=line, why="closed_member")
    connected = _connected(said, day_first=cells.day_first)
    if connected is None and cells.last:
        return cells.refused("row_cut", part, line)
    profile = profile_of(address)
    handles = [HandleRow(HandleKind.EMAIL, one) for one in email.replace(";", ",").split(",")]
    if profile:
        handles.insert(0, HandleRow(HandleKind.PROFILE, profile))
    unusable = [
        "" if connected else dropped(_("Connected on"), said),
        "" if profile else dropped(_("Profile address"), address),
    ]
    return fitted(
        PersonRow(
            part=part,
            line=line,
            name=name,
            organisation=cells.line("company"),
            role=cells.line("position"),
            handles=tuple(handles),
            connected_on=connected,
            note=note_of(*unusable),
            in_note=sum(map(bool, unusable)),
        )
    )


def is_whole(cells: Cells) -> bool:
    """Whether a connection whose last cells are missing is whole, since a spreadsheet drops empty ones there: addresses
    stand where they belong, and no day stands in another column.
    """
    addresses = profile_of(cells.line("url")), normal_handle(HandleKind.EMAIL, cells.line("email address"))
    return any(addresses) and not any(day(cells.line(name)) for name in ("company", "position"))


def _connected(said: str, *, day_first: bool | None) -> date | None:
    """LinkedIn writes the month as a word; a spreadsheet makes 8/2/2026 of it, or 2/8/2026."""
    found = day(said)
    if found is None or "/" not in said:
        return found
    told = yearly_day(said, day_first=day_first)
    return found.replace(month=told[0], day=told[1]) if told else None


def own_name(cells: Cells, part: str, line: int) -> Row:
    name = f"{cells.line('first name')} {cells.line('last name')}".strip()
    return OwnRow(part=part, line=line, name=name)


def own_address(cells: Cells, part: str, line: int) -> Row:
    address = cells.line("email address")
    return OwnRow(part=part, line=line, emails=(address,) if address else ())


def own_position(cells: Cells, part: str, line: int) -> Row:
    """Where the owner worked: nothing that is kept of anybody else."""
    return LeftOut(part=part, line=line, why="own_position")
