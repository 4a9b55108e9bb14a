"""A person as a file has them, made to fit what is kept: every importer ends with it, so that all cut alike."""

from dataclasses import replace

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from contacts.importers.rows import HandleRow, PersonRow, Refused, Row
from contacts.importers.texts import excerpt, many_lines, one_line
from contacts.rules.handles import normal_handle

NAME_LENGTH = 200
LINE_LENGTH = 200
NOTE_LENGTH = 20_000
TAG_LENGTH = 60

_TITLES = {
    "also_known_as": gettext_lazy("Also known as"),
    "organisation": gettext_lazy("Firm"),
    "role": gettext_lazy("Role"),
    "place": gettext_lazy("Place"),
}


def note_of(*pieces: str) -> str:
    """A note of several pieces, the empty ones left out, one below the other."""
    return "\n".join(piece for piece in pieces if piece)


def dropped(title: str, value: str) -> str:
    """What is said in the note of a value that could not be used: ``Birthday in the file: 31.31.1970``."""
    value = one_line(value)
    return _("%(word)s in the file: %(value)s") % {"word": title, "value": value} if value else ""


def fitted(row: PersonRow) -> Row:
    """``row`` with its texts clean and as long as they may be; what is cut off, and an address that is none, stands
    in the note. A name that is missing or longer than `NAME_LENGTH` refuses the row, as does a note beyond its length.
    """
    name = one_line(row.name)
    if not name:
        return _refused(row, "no_name")
    if len(name) > NAME_LENGTH:
        return _refused(row, "name_too_long", limit=str(NAME_LENGTH))
    lines: dict[str, str] = {}
    more: list[str] = []
    for field, title in _TITLES.items():
        whole = one_line(getattr(row, field))
        lines[field] = whole[:LINE_LENGTH].rstrip()
        if len(whole) > LINE_LENGTH:
            more.append(dropped(str(title), whole))
    handles, unclear = _handles(row.handles)
    more += [dropped(handle.kind.label.capitalize(), handle.value) for handle in unclear]
    tags = [one_line(tag) for tag in row.tags]
    more += [dropped(_("Tag"), tag) for tag in tags if len(tag) > TAG_LENGTH]
    note = note_of(many_lines(row.note), *more)
    if len(note) > NOTE_LENGTH:
        return _refused(row, "note_too_long", limit=f"{NOTE_LENGTH:,}")
    kept = tuple(dict.fromkeys(tag for tag in tags if tag and len(tag) <= TAG_LENGTH))
    in_note = row.in_note + sum(map(bool, more))
    return replace(row, name=name, note=note, handles=handles, tags=kept, in_note=in_note, **lines)  # type: ignore[arg-type]


def _handles(handles: tuple[HandleRow, ...]) -> tuple[tuple[HandleRow, ...], list[HandleRow]]:
    """Each address once, and those that are none."""
    found: dict[tuple[str, str], HandleRow] = {}
    unclear = []
    for handle in handles:
        value = one_line(handle.value)
        if not value:
            continue
        if normal := normal_handle(handle.kind, value):
            found.setdefault((handle.kind, normal), replace(handle, value=value))
        else:
            unclear.append(handle)
    return tuple(found.values()), unclear


def _refused(row: PersonRow, why: str, **told: str) -> Refused:
    said = " | ".join([row.name, row.organisation, *(handle.value for handle in row.handles)])
    return Refused(part=row.part, line=row.line, why=why, told=told, excerpt=excerpt(said))
