"""Labelled files, line by line: ``Yes<TAB>text``, or one JSON object a line. Says which line is wrong, and why."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from contacts.vocabulary import Channel, Depth, ExchangeState, Side, Size, StartedBy


class WrongLine(Exception):
    """A file, or a line of it, that is not in the shape it should have. Its text is a sentence for the user."""


YES = frozenset({"yes", "y", "true", "1"})
NO = frozenset({"no", "n", "false", "0"})


def texts(lines: Iterable[bytes]) -> Iterator[tuple[int, str]]:
    r"""The number (from 1) and text of each line that is not blank. Raises WrongLine for what is no text.

    UTF-8; bytes that are none are replaced. A byte order mark and ``\r\n`` are tolerated.
    """
    lines = list(lines)
    for number, line in enumerate(lines, 1):
        if b"\x00" in line:
            raise WrongLine(f"Line {number} is no text: this looks like a binary file. Give a text file in UTF-8.")
    for number, line in enumerate(lines, 1):
        text = line.decode("utf-8", errors="replace").removeprefix("\ufeff").rstrip("\r\n")
        if text.strip():
            yield number, text


def labelled(lines: Iterable[bytes]) -> Iterator[tuple[int, bool, str]]:
    r"""The number, label and text of each ``Yes<TAB>text`` or ``No<TAB>text``. Raises WrongLine.

    The two characters ``\n`` inside a text are a line end.
    """
    for number, line in texts(lines):
        label, tab, text = line.partition("\t")
        word = _plain(label)
        if not tab or word not in YES | NO:
            raise WrongLine(f"Line {number} does not begin with Yes or No and a tab: “{quoted(line)}”.")
        yield number, word in YES, text.replace("\\n", "\n")


def objects(lines: Iterable[bytes]) -> Iterator[tuple[int, "Record"]]:
    """The number and content of each line, a JSON object. Raises WrongLine."""
    for number, line in texts(lines):
        try:
            content = json.loads(line)
        except (ValueError, RecursionError) as why:
            raise WrongLine(f"Line {number} is no JSON: “{quoted(line)}”.") from why
        if not isinstance(content, dict):
            raise WrongLine(f"Line {number} is no JSON object in braces: “{quoted(line)}”.")
        yield number, Record(content, f"Line {number}")


def quoted(text: str) -> str:
    """The beginning of a text, on one line."""
    line = " ".join(text.split())
    return line if len(line) <= 80 else f"{line[:79]}…"


class Record:
    """One object out of a file, read field by field. Every method raises WrongLine, saying where and what is wrong.

    ``where`` names the place in words: "Line 3, interaction 2". Unknown fields are ignored; null counts as not there.
    """

    def __init__(self, content: Mapping[str, Any], where: str) -> None:
        self._content = content
        self.where = where

    def wrong(self, name: str, wanted: str) -> WrongLine:
        if self._content.get(name) is None:
            return WrongLine(f'{self.where} has no "{name}": {wanted}.')
        return WrongLine(f'{self.where}: "{name}" is {quoted(repr(self._content[name]))}, but should be {wanted}.')

    def has(self, name: str) -> bool:
        return self._content.get(name) is not None

    def text(self, name: str) -> str:
        """A text; empty where there is none."""
        value = self._content.get(name)
        if value is None:
            return ""
        if not isinstance(value, str):
            raise self.wrong(name, "a text")
        return value

    def day(self, name: str) -> date:
        """A day as 2026-11-22. Of a month (2026-11) or a year it is the first; a time behind it is left out."""
        value = self._content.get(name)
        found = _DAY.match(value) if isinstance(value, str) else None
        if found:
            try:
                return date(int(found["year"]), int(found["month"] or 1), int(found["day"] or 1))
            except ValueError:
                pass
        raise self.wrong(name, "a day like 2026-11-22")

    def day_or_none(self, name: str) -> date | None:
        return self.day(name) if self.has(name) else None

    def truth(self, name: str, *, default: bool | None = None) -> bool:
        value = self._content.get(name)
        if value is None and default is not None:
            return default
        word = _plain(value)
        if word in YES | NO:
            return word in YES
        raise self.wrong(name, "true or false")

    def verdict(self, *, yes: frozenset[str], no: frozenset[str]) -> bool:
        """The verdict: true or false, or one of these words, however they are written."""
        word = _plain(self._content.get("verdict"))
        if word in YES | yes:
            return True
        if word in NO | no:
            return False
        names = ", ".join(sorted({"true", *yes})), ", ".join(sorted({"false", *no}))
        raise self.wrong("verdict", f"one of {names[0]}, or one of {names[1]}")

    def channel(self, name: str = "channel") -> Channel:
        return Channel(self._word(name, [choice.value for choice in Channel], _CHANNELS))

    def depth(self, name: str = "depth") -> Depth:
        return Depth(self._word(name, [choice.value for choice in Depth], {}))

    def started_by(self, name: str = "started_by") -> StartedBy:
        return StartedBy(
            self._word(name, [choice.value for choice in StartedBy], _SIDES | {"us": "both", "we": "both"})
        )

    def side(self, name: str) -> Side:
        return Side(self._word(name, [choice.value for choice in Side], _SIDES))

    def state(self, name: str = "state") -> ExchangeState:
        return ExchangeState(self._word(name, [choice.value for choice in ExchangeState], {}))

    def size(self, name: str = "size") -> Size | None:
        """How big; None where it is not said. Small, medium, large or 1, 2, 3."""
        value = self._content.get(name)
        if value is None or value == "":
            return None
        by_name = {size.name.lower(): size for size in Size} | {str(size.value): size for size in Size}
        found = by_name.get(_plain(value)) if not isinstance(value, bool) else None
        if found is None:
            raise self.wrong(name, "small, medium or large")
        return found

    def records(self, name: str, singular: str) -> list["Record"]:
        """A list of objects, each with its place in words; empty where there is none."""
        return [
            Record(item, f"{self.where}, {singular} {number}")
            for number, item in enumerate(self._list(name, "a list of objects", dict), 1)
        ]

    def texts_or_records(self, name: str) -> list["str | Record"]:
        """A list of texts, of objects or of both."""
        items = self._list(name, "a list of texts or of objects", dict, str)
        return [
            item if isinstance(item, str) else Record(item, f"{self.where}, {name} {number}")
            for number, item in enumerate(items, 1)
        ]

    def _list(self, name: str, wanted: str, *kinds: type) -> list[Any]:
        value = self._content.get(name)
        if value is None:
            return []
        if not isinstance(value, list) or not all(isinstance(item, kinds) for item in value):
            raise self.wrong(name, wanted)
        return value

    def _word(self, name: str, allowed: list[str], other_names: Mapping[str, str]) -> str:
        word = _plain(self._content.get(name)).replace(" ", "_")
        word = other_names.get(word, word)
        if word not in allowed:
            raise self.wrong(name, f"one of {', '.join(allowed)}")
        return word


_DAY = re.compile(r"(?P<year>\d{4})(?:-(?P<month>\d{2})(?:-(?P<day>\d{2})(?:[T ].*)?)?)?$", re.ASCII)
_SIDES = {"i": "me", "user": "me", "they": "them"}
_CHANNELS = {
    "meeting": "in_person",
    "call": "phone",
    "telephone": "phone",
    "video_call": "video",
    "mail": "email",
    "e_mail": "email",
    "text": "message",
    "sms": "message",
    "whatsapp": "message",
    "linkedin": "message",
}


def _plain(value: Any) -> str:
    """``Ask-only``, ``ask_only`` and ``ASK ONLY`` in one writing; true and false as words."""
    if not isinstance(value, str | int):
        return ""
    return " ".join(re.sub(r"[\s_-]+", " ", str(value)).strip(" .!\t").casefold().split())
