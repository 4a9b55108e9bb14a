"""Somebody being put together from what one entry of a file says. Whatever has no place of its own, or is not usable in
its place, goes to the note under its own word: nothing that a file says goes missing in silence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING
from zoneinfo import available_timezones

from django.utils.translation import gettext_lazy as _

from contacts.importers.days import FIRST_YEAR, LAST_YEAR, is_no_day, yearly_day
from contacts.importers.fitting import LINE_LENGTH, NAME_LENGTH, NOTE_LENGTH, TAG_LENGTH
from contacts.importers.rows import DateRow, HandleRow, LeftOut, PersonRow, Refused, Row
from contacts.importers.texts import excerpt, many_lines, one_line
from contacts.rules.handles import normal_handle
from contacts.rules.names import fold
from contacts.vocabulary import DateKind, HandleKind, HandleLabel

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

LONGEST_LABEL = 100
# More than a page can show, or a person carries, is written down in the note.
MOST_HANDLES, MOST_DATES, MOST_TAGS = 100, 50, 50
# Pieces that did not fit into the note are told one by one, up to here; the rest together.
MOST_BEYOND = 100

# Where a path below the host is somebody's own page. What lies elsewhere may be a firm's, and two who share a firm's
# address are not one person.
_PROFILE_PLACES = re.compile(
    r"(?:[a-z0-9-]+\.)*"
    r"(?:linkedin\.com/(?:in|pub|profile)/[^/]+.*|xing\.com/(?:profile|people)/[^/]+.*|facebook\.com/(?!pages/|groups/).+"
    r"|(?:twitter|x|instagram|github|gitlab|threads|bsky|tiktok|medium|t|vk|behance|dribbble|soundcloud|flickr|pinterest)"
    r"\.(?:com|app|net|me|org)/.+|(?:youtube\.com|[a-z0-9.-]+)/@[^/]+|orcid\.org/\d.+|about\.me/.+|keybase\.io/.+"
    r"|bsky\.app/profile/.+|last\.fm/user/.+|researchgate\.net/profile/.+|codeberg\.org/.+|sr\.ht/~.+)"
)
# Halves of a pair, which no database stores.
_HALVES = re.compile("[\ud800-\udfff]")
_ANGLE = re.compile(r"[^<>]*<([^<>\s]+@[^<>\s]+)>")


_WORDS = re.compile(r"\w+")
_UNSEEN = re.compile("[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]")


def _line(text: str) -> str:
    return one_line(_HALVES.sub("", text))


def _lines(text: str) -> str:
    return many_lines(_HALVES.sub("", text))


@cache
def _zones() -> frozenset[str]:
    return frozenset(available_timezones())


def without_marks(text: str) -> str:
    """One line without what cannot be seen: marks of direction and the like, which some programs put round numbers."""
    return _line(_UNSEEN.sub("", text))


def is_profile(address: str) -> bool:
    """Whether a web address is somebody's own page at a place where people have pages."""
    normal = normal_handle(HandleKind.PROFILE, address)
    return bool(normal and _PROFILE_PLACES.fullmatch(normal))


def says_more(text: str, *known: str) -> bool:
    """Whether ``text`` has a word that ``known`` has not. How words are ordered and parted says nothing."""
    said, held = (_WORDS.findall(fold(one)) for one in (text, " ".join(known)))
    return not set(said) <= set(held) and sorted("".join(said)) != sorted("".join(held))


class Gathered:
    """Filled by a reader, value by value, in the order of the file; `row` says what became of it.

    Of name, firm, role, place and zone the first counts; a second one that differs goes to the note.
    """

    def __init__(self) -> None:
        self.name = ""
        self.facts: dict[str, str] = {}
        # As keys: the order of the file, each once.
        self.also_known_as: dict[str, None] = {}
        self.notes: list[str] = []
        self.handles: dict[tuple[str, str], HandleRow] = {}
        self.dates: list[DateRow] = []
        self.tags: dict[str, str] = {}
        # Whether anything at all was said: an empty entry is left out, not refused.
        self.anything = False
        self.in_note = 0

    def note(self, text: str) -> None:
        """Words of the file's own, for the note."""
        if text := _lines(text):
            self.anything = True
            self.notes.append(text)

    def remark(self, word: StrOrPromise, value: str) -> None:
        """A value that has no place of its own, under its word."""
        if value := _lines(value):
            self.note(f"{word}: {value}")

    def unusable(self, word: StrOrPromise, value: str) -> None:
        """A value that is not usable in its place, as the file has it."""
        if value := _lines(value):
            self.in_note += 1
            self.note(_("%(word)s in the file: %(value)s") % {"word": word, "value": value})

    def fact(self, field: str, word: StrOrPromise, value: str) -> None:
        """``field``: organisation, role or place. Too long for its column: cut, and whole in the note."""
        value = _line(value)
        if not value:
            return
        self.anything = True
        known = self.facts.setdefault(field, value[:LINE_LENGTH].rstrip())
        if known != value and (len(value) > LINE_LENGTH or fold(known) != fold(value)):
            self.remark(word, value)

    def address(self, *, city: str, region: str, country: str, whole: str, is_preferred: bool = False) -> None:
        """Where they are is the place (town, region, country); the ``whole`` with its street goes to the note."""
        city, region, country, whole = map(_line, (city, region, country, whole))
        place = ", ".join(part for part in (city, region, country) if part) if city or region else country or whole
        if not place:
            return
        if "place" not in self.facts or is_preferred:
            self.facts.pop("place", None)
            self.fact("place", _("Place"), place)
        if whole and fold(whole) != fold(self.facts["place"]):
            self.remark(_("Address"), whole)

    def also(self, value: str) -> None:
        value = _line(value)
        if value and value not in self.also_known_as:
            self.anything = True
            self.also_known_as[value] = None

    def zone(self, value: str) -> None:
        value = _line(value)
        if value in _zones() and self.facts.setdefault("time_zone", value) == value:
            self.anything = True
        else:
            self.unusable(_("Time zone"), value)

    def email(self, value: str, label: HandleLabel = HandleLabel.WORK) -> None:
        value = without_marks(value)
        if value[:7].lower() == "mailto:":
            value = value[7:]
        if found := _ANGLE.fullmatch(value):
            value = found[1]
        self._handle(HandleKind.EMAIL, _("E-mail"), value, label)

    def phone(self, value: str, label: HandleLabel = HandleLabel.WORK) -> None:
        value = without_marks(value)
        if value[:4].lower() == "tel:":
            value = value[4:].replace(";ext=", " ext. ")
        self._handle(HandleKind.PHONE, _("Phone"), value, label)

    def web(self, value: str, label: HandleLabel = HandleLabel.WORK, *, profile: bool = False) -> None:
        """``profile``: the file says that it is somebody's own page; else the address itself must tell."""
        value = without_marks(value)
        if profile or is_profile(value):
            self._handle(HandleKind.PROFILE, _("Profile address"), value, label)
        else:
            self.remark(_("Web address"), value)

    def _handle(self, kind: HandleKind, word: StrOrPromise, value: str, label: HandleLabel) -> None:
        if not value:
            return
        self.anything = True
        normal = normal_handle(kind, value)
        if normal and (kind, normal) in self.handles:
            return
        if normal and len(normal) <= 320 and len(self.handles) < MOST_HANDLES:
            self.handles[kind, normal] = HandleRow(kind=kind, value=value, label=label)
        else:
            self.unusable(word, value)

    def day(self, kind: DateKind, value: str, *, label: str = "", day_first: bool | None = None) -> None:
        """A yearly day as the file writes it. See `days.yearly_day` for ``day_first``."""
        value, label = without_marks(value), _line(label)
        if is_no_day(value):
            return
        self.anything = True
        word = label or str(kind.label).capitalize()
        found = yearly_day(value, day_first=day_first)
        if found is None or len(self.dates) >= MOST_DATES or len(label) > LONGEST_LABEL:
            self.unusable(word, value)
            return
        month, day, year = found
        if year is not None and not FIRST_YEAR <= year <= LAST_YEAR:
            self.unusable(word, value)
            year = None
        row = DateRow(kind=kind, month=month, day=day, year=year, label=label if kind == DateKind.OTHER else "")
        if row in self.dates:
            return
        if kind == DateKind.BIRTHDAY and any(known.kind == kind for known in self.dates):
            self.unusable(word, value)
        else:
            self.dates.append(row)

    def tag(self, value: str) -> None:
        value = without_marks(value)
        folded = fold(value)
        if not folded or folded in self.tags:
            return
        self.anything = True
        if len(value) <= TAG_LENGTH and len(folded) <= 2 * TAG_LENGTH and len(self.tags) < MOST_TAGS:
            self.tags[folded] = value
        else:
            self.remark(_("Tag"), value)

    def call(self, *names: str) -> None:
        """The first of ``names`` that says anything becomes the name; a name given before stays."""
        for name in names:
            if self.name:
                return
            name = _line(name)
            if fold(name):
                self.name = name
                self.anything = True

    def other_names(self, *names: str) -> None:
        """What else the file calls them, where it says more than the name does."""
        for name in names:
            if says_more(name, self.name):
                self.also(name)

    def title(self, value: str) -> None:
        """What stands before a name, such as ``Dr.``: no part of it, for nobody is found by it. Said in the note unless
        the name has it all the same.
        """
        value = _line(value)
        if not fold(value) or f" {fold(value)} " not in f" {fold(self.name)} ":
            self.remark(_("Form of address"), value)

    def only_handle(self) -> str:
        """What to call somebody by of whom no name is known: an address, e-mail before phone before profile."""
        for kind in (HandleKind.EMAIL, HandleKind.PHONE, HandleKind.PROFILE):
            for handle in self.handles.values():
                if handle.kind == kind:
                    return handle.value
        return ""

    def rows(self, *, line: int, part: str = "", raw: str = "") -> Iterator[Row]:
        """What became of it: a person; refused where there is no name or it is too long; left out where it is empty.

        Behind a person, one refused row for each piece of the note that is more than a note holds.
        """
        self.call(self.facts.get("organisation", ""), self.only_handle())
        if not self.name:
            if self.anything:
                said = excerpt(raw or "\n".join(self.notes))
                yield Refused(part=part, line=line, why="no_name", excerpt=said)
            else:
                yield LeftOut(part=part, line=line, why="empty_row")
            return
        if len(self.name) > NAME_LENGTH:
            told = {"limit": str(NAME_LENGTH)}
            yield Refused(part=part, line=line, why="name_too_long", told=told, excerpt=excerpt(self.name))
            return
        also = ", ".join(name for name in self.also_known_as if fold(name) != fold(self.name))
        if len(also) > LINE_LENGTH:
            self.remark(_("Also known as"), also)
        note, beyond = self._note()
        yield PersonRow(
            part=part,
            line=line,
            name=self.name,
            organisation=self.facts.get("organisation", ""),
            role=self.facts.get("role", ""),
            place=self.facts.get("place", ""),
            time_zone=self.facts.get("time_zone", ""),
            also_known_as=also[:LINE_LENGTH].rstrip(),
            note=note,
            handles=tuple(self.handles.values()),
            dates=tuple(self.dates),
            tags=tuple(self.tags.values()),
            in_note=self.in_note,
        )
        told = {"limit": f"{NOTE_LENGTH:,}", "name": self.name}
        if len(beyond) > MOST_BEYOND:
            beyond[MOST_BEYOND - 1 :] = [" | ".join(beyond[MOST_BEYOND - 1 :])]
        for text in beyond:
            yield Refused(part=part, line=line, why="note_full", told=told, excerpt=excerpt(text))

    def _note(self) -> tuple[str, list[str]]:
        """The note, piece after piece while there is room, and the pieces for which there was none."""
        kept: list[str] = []
        beyond: list[str] = []
        room = NOTE_LENGTH
        for text in self.notes:
            if len(text) < room:
                kept.append(text)
                room -= len(text) + 1
            else:
                beyond.append(text)
        return "\n".join(kept), beyond
