"""LinkedIn's export: which of its files is which, by its columns, and their rows.

Columns are found by name, since they came and went over the years. Files of which the product keeps nothing are not
opened. What is in a row of which file: `linkedin_people`, `linkedin_messages`, `linkedin_gives`.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from typing import BinaryIO

from contacts.importers import linkedin_gives, linkedin_messages, linkedin_people
from contacts.importers.linkedin_values import Cells, LinkedinFile
from contacts.importers.mapped import with_order
from contacts.importers.rows import LeftOut, Refused, Row
from contacts.importers.sheets import Sheet, heading
from contacts.importers.unreadable import Unreadable

__all__ = ["READING_ORDER", "LinkedinFile", "part_of", "read_linkedin", "told_by_name"]

# Who "I" am is needed before the rest; whoever is only named elsewhere is described among the connections.
READING_ORDER = tuple(LinkedinFile)

# The columns by which a file is known; all of them must be there. The first that fits is it.
_KNOWN_BY: tuple[tuple[LinkedinFile, frozenset[str]], ...] = (
    (LinkedinFile.CONNECTIONS, frozenset({"first name", "last name", "connected on"})),
    (LinkedinFile.MESSAGES, frozenset({"conversation id", "from", "to", "date", "content"})),
    (LinkedinFile.INVITATIONS, frozenset({"from", "to", "sent at", "direction"})),
    (LinkedinFile.ENDORSEMENTS_GIVEN, frozenset({"skill name", "endorsee first name", "endorsee last name"})),
    (LinkedinFile.ENDORSEMENTS_RECEIVED, frozenset({"skill name", "endorser first name", "endorser last name"})),
    (LinkedinFile.RECOMMENDATIONS, frozenset({"first name", "last name", "text", "creation date"})),
    (LinkedinFile.PROFILE, frozenset({"first name", "last name", "headline", "summary"})),
    (LinkedinFile.ADDRESSES, frozenset({"email address", "confirmed", "primary"})),
    (LinkedinFile.POSITIONS, frozenset({"company name", "title", "started on", "finished on"})),
)

_WITH_A_MACHINE = re.compile(r"(guide|coach|learning\w*)_messages")

_READERS: dict[LinkedinFile, Callable[[Cells, str, int], Row]] = {
    LinkedinFile.PROFILE: linkedin_people.own_name,
    LinkedinFile.ADDRESSES: linkedin_people.own_address,
    LinkedinFile.POSITIONS: linkedin_people.own_position,
    LinkedinFile.CONNECTIONS: linkedin_people.connection,
    LinkedinFile.RECOMMENDATIONS_GIVEN: linkedin_gives.recommendation_given,
    LinkedinFile.RECOMMENDATIONS_RECEIVED: linkedin_gives.recommendation_received,
    LinkedinFile.ENDORSEMENTS_GIVEN: linkedin_gives.endorsement_given,
    LinkedinFile.ENDORSEMENTS_RECEIVED: linkedin_gives.endorsement_received,
    LinkedinFile.INVITATIONS: linkedin_messages.invitation,
    LinkedinFile.MESSAGES: linkedin_messages.message,
}


def part_of(header: Sequence[str]) -> LinkedinFile | None:
    """Which file has this row as its header; None where it is none of ours."""
    names = {heading(name) for name in header}
    return next((sort for sort, wanted in _KNOWN_BY if wanted <= names), None)


def told_by_name(sort: LinkedinFile, name: str) -> LinkedinFile:
    """What two files with the same columns are: recommendations given and received, and messages to people and to
    LinkedIn's own assistants. There, and only there, the file's name tells. Raises `Unreadable`.
    """
    said = name.rsplit("/", 1)[-1].casefold()
    if sort == LinkedinFile.MESSAGES and _WITH_A_MACHINE.match(said):
        raise Unreadable("assistant_messages")
    if sort != LinkedinFile.RECOMMENDATIONS:
        return sort
    given, received = "given" in said, "received" in said
    if given == received:
        raise Unreadable("recommendations_which")
    return LinkedinFile.RECOMMENDATIONS_GIVEN if given else LinkedinFile.RECOMMENDATIONS_RECEIVED


def read_linkedin(file: BinaryIO, sort: LinkedinFile, *, part: str = "") -> Iterator[Row]:
    """The rows of one of LinkedIn's files."""
    known = LinkedinFile.RECOMMENDATIONS if sort in _RECOMMENDATIONS else sort
    sheet = Sheet(file, is_header=lambda cells: part_of(cells) == known)
    cells = Cells(sheet.header)
    read_row = _READERS[sort]

    def may_be_short(found: Sequence[str]) -> bool:
        whole = cells.of([*found, *[""] * (len(sheet.header) - len(found))])
        return sort == LinkedinFile.CONNECTIONS and linkedin_people.is_whole(whole)

    days = [place for place in (sheet.column("connected on"),) if place is not None]
    for row, day_first in with_order(sheet.rows(part=part, strict=True, may_be_short=may_be_short), days):
        if isinstance(row, Refused | LeftOut):
            yield row
        else:
            cells.day_first = day_first
            yield read_row(cells.of(row.cells, last=row.last), part, row.line)


_RECOMMENDATIONS = {LinkedinFile.RECOMMENDATIONS_GIVEN, LinkedinFile.RECOMMENDATIONS_RECEIVED}
