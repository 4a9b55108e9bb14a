"""LinkedIn's Connections, and what its export says of the account's owner."""

from django.utils.translation import gettext as _

from contacts.importers.fitting import dropped, fitted, note_of
from contacts.importers.linkedin_values import Cells, day, profile_of
from contacts.importers.rows import HandleRow, LeftOut, OwnRow, PersonRow, Row
from contacts.vocabulary import HandleKind


def connection(cells: Cells, part: str, line: int) -> Row:
    """Somebody whom the network connects with the owner. A row with nothing but a day is a closed account."""
    first, last = cells.line("first name"), cells.line("last name")
    address, email = cells.line("url"), cells.line("email address")
    name = f"{first} {last}".strip()
    said = cells.line("connected on")
    if not (name or address or email):
        return LeftOut(part=part, line=line, why="closed_member")
    connected = day(said)
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


def own_name(cells: Cells, part: str, line: int) -> Row:
    name = f"{cells.line('first name')} {cells.line('last name')}".strip()
    return OwnRow(part=part, line=line, name=name)


def own_address(cells: Cells, part: str, line: int) -> Row:
    address = cells.line("email address")
    return OwnRow(part=part, line=line, emails=(address,) if address else ())


def own_position(cells: Cells, part: str, line: int) -> Row:
    """Where the owner worked: nothing that is kept of anybody else."""
    return LeftOut(part=part, line=line, why="own_position")
