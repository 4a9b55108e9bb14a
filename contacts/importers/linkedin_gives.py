"""LinkedIn's recommendations and endorsements: gives, with who gave."""

from contacts.importers.linkedin_values import Cells, day, known, plain
from contacts.importers.rows import GiveRow, LeftOut, Row
from contacts.vocabulary import Side

_TAKEN_BACK = {"withdrawn", "deleted", "removed", "declined", "rejected", "draft"}


def recommendation_given(cells: Cells, part: str, line: int) -> Row:
    return _recommendation(cells, part, line, Side.ME)


def recommendation_received(cells: Cells, part: str, line: int) -> Row:
    return _recommendation(cells, part, line, Side.THEM)


def endorsement_given(cells: Cells, part: str, line: int) -> Row:
    return _endorsement(cells, part, line, Side.ME, "endorsee")


def endorsement_received(cells: Cells, part: str, line: int) -> Row:
    return _endorsement(cells, part, line, Side.THEM, "endorser")


def _recommendation(cells: Cells, part: str, line: int, giver: Side) -> Row:
    name = f"{cells.line('first name')} {cells.line('last name')}".strip()
    said = cells.line("creation date")
    on = day(said)
    if cells.line("status").casefold() in _TAKEN_BACK:
        return LeftOut(part=part, line=line, why="taken_back")
    if not name:
        return cells.refused("no_name", part, line)
    if on is None:
        return cells.refused("no_day", part, line, value=said)
    return GiveRow(
        part=part,
        line=line,
        giver=giver,
        who=known(name, cells.line("profile url") or cells.line("url")),
        organisation=cells.line("company"),
        role=cells.line("job title"),
        on=on,
        text=plain(cells.raw("text")),
    )


def _endorsement(cells: Cells, part: str, line: int, giver: Side, other: str) -> Row:
    name = f"{cells.line(f'{other} first name')} {cells.line(f'{other} last name')}".strip()
    address = cells.line(f"{other} public url")
    said = cells.line("endorsement date")
    skill = cells.line("skill name")
    on = day(said)
    if cells.line("endorsement status").casefold() in _TAKEN_BACK:
        return LeftOut(part=part, line=line, why="taken_back")
    if not (name or address):
        return LeftOut(part=part, line=line, why="closed_member")
    if not name:
        return cells.refused("no_name", part, line)
    if not skill:
        return cells.refused("no_skill", part, line)
    if on is None:
        return cells.refused("no_day", part, line, value=said)
    return GiveRow(part=part, line=line, giver=giver, who=known(name, address), on=on, skill=skill)
