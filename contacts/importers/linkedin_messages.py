"""LinkedIn's messages and invitations. Who wrote is told by the sender's address; the folder says nothing about it."""

import hashlib
import re
from datetime import UTC

from contacts.importers.linkedin_values import Cells, known, moment, name_in_slug, people_of, plain
from contacts.importers.rows import Known, LeftOut, MessageRow, RequestRow, Row
from contacts.vocabulary import RequestWay

TEXT_LENGTH = 20_000
THREAD_LENGTH = 200
NAME_LENGTH = 200

_SPONSORED = re.compile(r"\s*<p\b[^>]{0,500}\bspinmail-quill-editor__spin-break\b", re.IGNORECASE)
_YES = {"true", "yes", "1", "y"}


def message(cells: Cells, part: str, line: int) -> Row:
    """One message. Drafts and adverts are left out; one without its time or its words cannot be placed."""
    if cells.line("is message draft").casefold() in _YES or cells.line("is conversation draft").casefold() in _YES:
        return LeftOut(part=part, line=line, why="draft")
    address, content = cells.line("sender profile url"), cells.raw("content")
    if not address and _SPONSORED.match(content):
        return LeftOut(part=part, line=line, why="sponsored")
    said = cells.line("date")
    at = moment(said)
    if at is None:
        return cells.refused("no_moment", part, line, value=said)
    text = plain(content)
    if not text:
        attached = cells.line("attachments")
        return LeftOut(part=part, line=line, why="only_attachment" if attached else "no_words")
    if len(text) > TEXT_LENGTH:
        return cells.refused("text_too_long", part, line, limit=f"{TEXT_LENGTH:,}")
    sender = known(cells.line("from") or name_in_slug(address), address)
    recipients = people_of(cells.line("to"), cells.line("recipient profile urls"))
    if not (sender.name or sender.profile):
        return cells.refused("no_sender", part, line)
    if any(len(one.name) > NAME_LENGTH for one in (sender, *recipients)):
        return cells.refused("name_too_long", part, line, limit=str(NAME_LENGTH))
    return MessageRow(
        part=part,
        line=line,
        conversation=_conversation(cells.line("conversation id"), sender, recipients),
        sender=sender,
        recipients=recipients,
        at=at if at.tzinfo else at.replace(tzinfo=UTC),
        text=text,
        subject=plain(cells.line("subject")),
        title=cells.line("conversation title"),
    )


def _conversation(said: str, sender: Known, recipients: tuple[Known, ...]) -> str:
    """What brings the messages of one conversation together: the file's word, or else who takes part."""
    if not said:
        said = "with " + ", ".join(sorted({one.profile or one.name.casefold() for one in (sender, *recipients)}))
    return said if len(said) <= THREAD_LENGTH else hashlib.sha256(said.encode()).hexdigest()


def invitation(cells: Cells, part: str, line: int) -> Row:
    """A request to connect, of either side."""
    direction = cells.line("direction").casefold()
    if direction not in {"incoming", "outgoing"}:
        return cells.refused("no_direction", part, line, value=direction)
    incoming = direction == "incoming"
    name = cells.line("from" if incoming else "to")
    address = cells.line("inviterprofileurl" if incoming else "inviteeprofileurl")
    said = cells.line("sent at")
    at = moment(said)
    if not (name or address):
        return LeftOut(part=part, line=line, why="closed_member")
    who = known(name or name_in_slug(address), address)
    if len(who.name) > NAME_LENGTH:
        return cells.refused("name_too_long", part, line, limit=str(NAME_LENGTH))
    if at is None:
        return cells.refused("no_moment", part, line, value=said)
    text = plain(cells.raw("message"))
    if len(text) > TEXT_LENGTH:
        return cells.refused("text_too_long", part, line, limit=f"{TEXT_LENGTH:,}")
    way = RequestWay.IN if incoming else RequestWay.OUT
    return RequestRow(part=part, line=line, way=way, who=who, at=at, text=text)
