"""Address cards (vCard 2.1, 3.0, 4.0) to rows. Pictures are passed over, and nothing is ever fetched."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import BinaryIO

from django.utils.translation import gettext_lazy as _

from contacts.importers.gathering import Gathered, excerpt
from contacts.importers.rows import LeftOut, Refused, Row
from contacts.importers.vcard_lines import LARGEST_CARD, MOST_LINES, Card, Property, cards, nested
from contacts.rules.handles import normal_handle
from contacts.rules.names import fold
from contacts.rules.texts import clean_line
from contacts.vocabulary import DateKind, HandleKind, HandleLabel

_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_ANDROID = "vnd.android.cursor.item/"
_ANDROID_DAYS = {"1": DateKind.ANNIVERSARY, "2": DateKind.OTHER, "3": DateKind.BIRTHDAY}
_ANNIVERSARIES = frozenset({"ANNIVERSARY", "X-ANNIVERSARY", "X-MS-ANNIVERSARY", "X-EVOLUTION-ANNIVERSARY"})
_WORDS = {
    "LANG": "Language",
    "GEO": "Coordinates",
    "IMADDRESS": "Chat",
    "IMPP": "Chat",
    "ICQ": "ICQ",
    "AIM": "AIM",
    "MSN": "MSN",
}
_NO_TALK = {"fax": "Fax", "pager": "Pager", "modem": "Modem", "isdn": "ISDN", "tlx": "Telex", "telex": "Telex"}
_PARTS = {by: re.compile(rf"((?:[^\\{by}]+|\\.|\\\Z)*)({by}|\Z)", re.DOTALL) for by in ";,"}
_BEGINNING = re.compile(r"[\ufeff\s]*BEGIN\s*:\s*VCARD\s*", re.IGNORECASE)
LINES_BEFORE = 5
_NOBODY = frozenset({"group", "location", "application", "device"})
# Groups that say nothing of the people in them: every program puts everybody there.
_EVERYBODY = frozenset({"my contacts", "mycontacts", "contacts", "all contacts", "unfiled"})


def recognises(head: str) -> bool:
    """Whether a text that begins like this is one of cards. A few lines of something else may stand before."""
    first = (line for line in head.splitlines() if line.strip("\ufeff \t\0"))
    return any(_BEGINNING.fullmatch(line) for line in islice(first, LINES_BEFORE))


def read_vcard(file: BinaryIO, *, part: str = "") -> Iterator[Row]:
    """A row for each card, and one for what stands outside of cards. Lazily."""
    for found in cards(file):
        if not isinstance(found, Card):
            yield Refused(part=part, line=found.line, why="outside_card", excerpt=excerpt(found.text))
        elif found.cut_off:
            yield Refused(part=part, line=found.line, why="card_cut", excerpt=excerpt(found.excerpt))
        elif found.too_large:
            is_long = found.lines > MOST_LINES
            told = {"limit": f"{MOST_LINES if is_long else LARGEST_CARD:,}"}
            why = "card_too_long" if is_long else "row_too_long"
            yield Refused(part=part, line=found.line, why=why, told=told, excerpt=excerpt(found.excerpt))
        elif found.kind in _NOBODY:
            told = {"name": excerpt(_read(found).name)}
            yield LeftOut(part=part, line=found.line, why="group" if found.kind == "group" else "no_person", told=told)
        else:
            yield from _read(found).rows(line=found.line, part=part, raw=found.excerpt)


def _read(card: Card, *, depth: int = 0) -> Gathered:
    return _CardReader(card, depth=depth).read()


class _CardReader:
    """One card's properties, each to its place."""

    def __init__(self, card: Card, *, depth: int) -> None:
        self.card = card
        self.depth = depth
        self.is_old = card.version == "2.1"
        self.into = Gathered()
        self.labels = {
            found.group: self._label(found)
            for found in card.properties
            if found.group and found.name in {"X-ABLABEL", "X-LABEL"}
        }

    def read(self) -> Gathered:
        named = [found for found in self.card.properties if found.name in {"FN", "N"}]
        names = [self._text(found) for found in named if found.name == "FN"]
        names += [self._name_of_parts(found) for found in named if found.name == "N"]
        self.into.call(*names)
        self.into.other_names(*names)
        for found in named:
            if found.name == "N":
                self.into.title(self._parts_of_name(found)[3])
        for found in self.card.properties:
            if found.value.strip() and found.name not in {"FN", "N", "X-ABLABEL", "X-LABEL"}:
                self._place(found)
        for line in self.card.strays:
            self.into.unusable(_("A line"), line)
        for agent in self.card.agents:
            self._agent(agent)
        if not self.into.name:
            self.into.call(*self.into.also_known_as)
        return self.into

    def _place(self, found: Property) -> None:
        into, name, text = self.into, found.name, self._text(found)
        if name == "EMAIL":
            into.email(text, self._whose(found))
        elif name in {"TEL", "X-TEL"}:
            self._phone(found, text)
        elif name == "NOTE":
            into.note(text)
        elif name == "ORG":
            self._organisation(found)
        elif name == "TITLE":
            into.fact("role", _("Role"), text)
        elif name == "ROLE":
            # What they do counts where the card does not say what they are called for it.
            if any(other.name == "TITLE" and other.value.strip() for other in self.card.properties):
                into.remark(_("Profession"), text)
            else:
                into.fact("role", _("Role"), text)
        elif name == "ADR":
            self._address(found)
        elif name == "LABEL":
            if not any(other.name == "ADR" and other.value.strip(" ;") for other in self.card.properties):
                into.fact("place", _("Address"), text.replace("\n", ", "))
        elif name in {"CATEGORIES", "CATEGORY", "X-CATEGORIES"}:
            for tag in self._parts(found, ","):
                self._tag(tag)
        elif name in {"NICKNAME", "X-NICKNAME"}:
            for nick in self._parts(found, ","):
                into.also(nick)
        elif name == "BDAY" or name in _ANNIVERSARIES:
            self._day(found, DateKind.BIRTHDAY if name == "BDAY" else DateKind.ANNIVERSARY)
        elif name == "X-ABDATE":
            self._day(found, DateKind.OTHER, self._label_of(found))
        elif name == "TZ":
            into.zone(text)
        elif name in {
            "URL",
            "X-SOCIALPROFILE",
            "SOCIALPROFILE",
            "IMPP",
            "X-LINKEDIN",
            "X-TWITTER",
            "X-EVOLUTION-BLOG-URL",
        }:
            self._web(found, text)
        elif name == "AGENT":
            for agent in nested(text, depth=self.depth + 1):
                if agent.too_large:
                    into.unusable(_("Assistant"), text)
                    break
                self._agent(agent)
        elif name == "X-ANDROID-CUSTOM":
            self._android(found)
        elif name == "RELATED" or name.startswith("X-ABRELATED"):
            into.remark(self._label_of(found) or ", ".join(sorted(found.kinds - {"pref"})) or _("Related"), text)
        else:
            self._anything_else(found, text)

    def _anything_else(self, found: Property, text: str) -> None:
        """What has no place: under its own label or name."""
        word = self._label_of(found) or _word_of(found.name)
        if text.strip(" ;,"):
            self.into.remark(word, text)

    def _name_of_parts(self, found: Property) -> str:
        """In the order of speech, without the title that stands before it."""
        family, given, additional, _title, suffix = self._parts_of_name(found)
        return " ".join(part for part in (given, additional, family, suffix) if part.strip())

    def _parts_of_name(self, found: Property) -> list[str]:
        """``family;given;additional;prefix;suffix``."""
        parts = [self._unescaped(part).replace(",", " ") for part in _split(found.value, ";")] + [""] * 5
        return parts[:5]

    def _phone(self, found: Property, text: str) -> None:
        label = self._label_of(found)
        for kind, word in _NO_TALK.items():
            if kind in found.kinds or kind in label.lower():
                self.into.remark(word, text)
                return
        if "assistant" in label.lower() or "x-assistant" in found.kinds:
            self.into.remark(_("Assistant"), text)
        else:
            self.into.phone(text, self._whose(found))

    def _organisation(self, found: Property) -> None:
        firm, *units = [clean_line(self._unescaped(part)) for part in _split(found.value, ";")]
        units = [unit for unit in units if unit]
        if not firm and units:
            firm, *units = units
        self.into.fact("organisation", _("Firm"), firm)
        self.into.remark(_("Department"), ", ".join(units))

    def _address(self, found: Property) -> None:
        """``box;extended;street;city;region;code;country``."""
        parts = [clean_line(self._unescaped(part)) for part in _split(found.value, ";")] + [""] * 7
        box, extended, street, city, region, code, country = parts[:7]
        whole = ", ".join(part for part in (box, extended, street, city, region, code, country, *parts[7:]) if part)
        label = ", ".join(clean_line(said.replace("\\n", " ")) for said in found.params.get("LABEL", ()) if said)
        self.into.address(
            city=city, region=region, country=country, whole=whole or label, is_preferred=found.is_preferred
        )

    def _tag(self, text: str) -> None:
        text = text.strip().removeprefix("* ").strip()
        if fold(text) not in _EVERYBODY:
            self.into.tag(text)

    def _day(self, found: Property, kind: DateKind, label: str = "") -> None:
        if kind == DateKind.OTHER and label.lower() in {"anniversary", "birthday"}:
            kind = DateKind(label.lower())
        value = self._text(found).strip()
        for year in found.params.get("X-APPLE-OMIT-YEAR", ()):
            if re.fullmatch(r"\d{4}", year) and value.startswith(year):
                value = "--" + value[4:].lstrip("-")
        self.into.day(kind, value, label=label)

    def _web(self, found: Property, text: str) -> None:
        label = self._label_of(found) or next(iter(sorted(found.kinds - {"pref", "home", "work", "internet"})), "")
        address = text.strip()
        says_so = found.name in {"X-SOCIALPROFILE", "SOCIALPROFILE"} or label.lower() == "profile"
        if found.name != "URL" and "://" not in address and not self._is_path(address):
            self.into.remark(label.capitalize() or _word_of(found.name), address)
        else:
            self.into.web(address, self._whose(found), profile=says_so and self._is_path(address))

    @staticmethod
    def _is_path(address: str) -> bool:
        return "/" in normal_handle(HandleKind.PROFILE, address)

    def _agent(self, agent: Card) -> None:
        if self.depth >= 2:
            return
        their = _read(agent, depth=self.depth + 1)
        said = [their.name, *their.facts.values(), *(handle.value for handle in their.handles.values()), *their.notes]
        self.into.remark(_("Assistant"), ", ".join(part for part in said if part))

    def _android(self, found: Property) -> None:
        """What Android keeps under its own kind of entry: ``kind;value;type;label;…``."""
        kind, value, type_, label, *_rest = [*map(self._unescaped, _split(found.value, ";")), "", "", "", ""]
        kind = kind.removeprefix(_ANDROID)
        if kind == "contact_event":
            self.into.day(_ANDROID_DAYS.get(type_, DateKind.OTHER), value, label=label)
        elif kind == "nickname":
            self.into.also(value)
        else:
            self.into.remark(label or _word_of(kind), value)

    def _whose(self, found: Property) -> HandleLabel:
        label = self._label_of(found).lower()
        private = found.kinds & {"home", "cell", "mobile", "iphone"} or label in {"home", "mobile", "iphone", "private"}
        if "work" in found.kinds and "home" not in found.kinds:
            return HandleLabel.WORK
        return HandleLabel.PERSONAL if private else HandleLabel.WORK

    def _label_of(self, found: Property) -> str:
        own = found.params.get("LABEL", [""])[0] if found.name != "ADR" else ""
        return clean_line(self.labels.get(found.group, "") if found.group else own)

    def _label(self, found: Property) -> str:
        text = self._text(found).strip()
        return text.removeprefix("_$!<").removesuffix(">!$_")

    def _text(self, found: Property) -> str:
        return self._unescaped(found.value)

    def _parts(self, found: Property, by: str) -> Iterator[str]:
        for part in _split(found.value, by):
            yield self._unescaped(part)

    def _unescaped(self, text: str) -> str:
        if self.is_old:
            return text.replace("\\;", ";").replace("\\,", ",").replace("\\:", ":")
        return _ESCAPED.sub(lambda found: "\n" if found[1] in "nN" else found[1], text)


def _split(value: str, by: str) -> list[str]:
    """At every ``by`` that is not escaped; the escapes stay in."""
    parts = []
    for found in _PARTS[by].finditer(value):
        parts.append(found[1])
        if not found[2]:
            break
    return parts


def _word_of(name: str) -> str:
    """A property's name as a word: ``X-MS-MANAGER`` is "Manager"."""
    short = re.sub(r"^X-(?:MS-|AB|EVOLUTION-|KADDRESSBOOK-X-|MOZILLA-|GOOGLE-|APPLE-)?", "", name, flags=re.IGNORECASE)
    return _WORDS.get(short.upper()) or short.replace("-", " ").replace("_", " ").strip().capitalize() or name
