"""What hangs on one contact of Monica's, entry by entry: addresses, days and places to their own place, the rest to the
note under its word and day.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from contacts.importers.gathering import Gathered
from contacts.rules.handles import normal_handle
from contacts.rules.texts import clean_line
from contacts.vocabulary import DateKind, HandleKind, HandleLabel

Find = Callable[[str, object], dict[str, Any]]


def text_of(value: object) -> str:
    """A single value as text; nothing for what is none."""
    if isinstance(value, str):
        return value.strip()
    return str(value) if isinstance(value, int | float | Decimal) and not isinstance(value, bool) else ""


def day_of(value: object) -> str:
    """The day of a moment or of one of Monica's special dates, as ``2021-03-04``; of other texts their beginning."""
    if isinstance(value, dict):
        value = value.get("date")
    return text_of(value)[:10]


def maps_in(value: object) -> Iterator[dict[str, Any]]:
    """The maps of a list, or of a map that stands for one."""
    values = value if isinstance(value, list) else list(value.values()) if isinstance(value, dict) else []
    yield from (one for one in values if isinstance(one, dict))


class Entries:
    """Takes one contact's entries. ``find`` says what the file knows of a uuid elsewhere."""

    def __init__(self, into: Gathered, find: Find, *, is_dead: bool) -> None:
        self.into = into
        self.find = find
        self.is_dead = is_dead
        self._kinds: dict[str, Callable[[dict[str, Any], dict[str, Any]], None]] = {
            "contact_field": self._field,
            "address": self._address,
            "note": self._note,
            "call": self._call,
            "conversation": self._conversation,
            "reminder": self._reminder,
            "task": self._task,
            "gift": self._gift,
            "debt": self._debt,
            "life_event": self._life_event,
            "pet": self._pet,
        }

    def take(self, kind: str, value: object) -> None:
        if kind == "activity" and isinstance(value, str | dict):
            self._activity(value)
        elif kind in {"photo", "document"} and isinstance(value, str):
            name = text_of(self.find(kind, value).get("original_filename"))
            self.into.remark(_("Left in Monica"), name)
        elif isinstance(value, dict):
            inner = value.get("properties")
            said = inner if isinstance(inner, dict) else value
            taker = self._kinds.get(kind)
            if taker:
                taker(value, said)
            else:
                self._unknown(kind, said)
        elif value not in (None, "", [], {}):
            self._unknown(kind, value)

    def _unknown(self, kind: str, said: object) -> None:
        self.into.remark(
            kind.replace("_", " ").capitalize() or _("More"), json.dumps(said, ensure_ascii=False, default=str)
        )

    def _entry(self, word: str, day: str, *texts: object) -> None:
        """``Call, 2021-03-04: what was said``."""
        said = "; ".join(filter(None, map(text_of, texts)))
        head = ", ".join(filter(None, (word, day)))
        if said:
            self.into.remark(head, said)
        elif day:
            self.into.note(head)

    def _field(self, _entry: dict[str, Any], said: dict[str, Any]) -> None:
        kind = self.find("contact_field_types", said.get("type"))
        value, name = text_of(said.get("data")), text_of(kind.get("name"))
        sort = text_of(kind.get("type")) or text_of(kind.get("protocol")).rstrip(":")
        if sort in {"email", "mailto"} or (not sort and "@" in value and not name):
            self.into.email(value, HandleLabel.PERSONAL)
        elif sort in {"phone", "tel"}:
            self.into.phone(value, HandleLabel.PERSONAL)
        elif "/" in normal_handle(HandleKind.PROFILE, value):
            self.into.web(value, HandleLabel.PERSONAL, profile=bool(name))
        else:
            self.into.remark(name or _("Address"), value)

    def _address(self, _entry: dict[str, Any], said: dict[str, Any]) -> None:
        city, region, country = (text_of(said.get(key)) for key in ("city", "province", "country"))
        parts = (text_of(said.get("street")), city, region, text_of(said.get("postal_code")), country)
        whole = ", ".join(clean_line(part) for part in parts if part)
        self.into.address(city=city, region=region, country=country, whole=whole)

    def _note(self, entry: dict[str, Any], said: dict[str, Any]) -> None:
        self._entry(_("Note"), day_of(entry.get("created_at")), said.get("body"))

    def _call(self, _entry: dict[str, Any], said: dict[str, Any]) -> None:
        who = _("they called") if said.get("contact_called") is True else _("I called")
        feelings = (text_of(one.get("name")) for one in maps_in(said.get("emotions")))
        day = day_of(said.get("called_at"))
        self._entry(f"{_('Call')} ({who})", day, said.get("content"), ", ".join(filter(None, feelings)))

    def _activity(self, value: str | dict[str, Any]) -> None:
        said = self.find("activity", value) if isinstance(value, str) else value.get("properties") or value
        if not isinstance(said, dict) or not said:
            return
        kind = self.find("activity_types", said.get("type"))
        name = text_of(kind.get("name")) or text_of(kind.get("translation_key")).replace("_", " ").capitalize()
        self._entry(
            name or _("Activity"), day_of(said.get("happened_at")), said.get("summary"), said.get("description")
        )

    def _conversation(self, _entry: dict[str, Any], said: dict[str, Any]) -> None:
        lines = []
        for message in maps_in(said.get("messages")):
            inner = message.get("properties")
            words = inner if isinstance(inner, dict) else message
            who = _("I wrote") if words.get("written_by_me") is True else _("They wrote")
            day = day_of(words.get("written_at"))
            lines.append(f"{who}{', ' if day else ''}{day}: {text_of(words.get('content'))}")
        over = text_of(self.find("contact_field_types", said.get("contact_field_type")).get("name"))
        word = f"{_('Conversation')} ({over})" if over else _("Conversation")
        self._entry(word, day_of(said.get("happened_at")), "\n".join(lines))

    def _reminder(self, _entry: dict[str, Any], said: dict[str, Any]) -> None:
        title, day = text_of(said.get("title")), day_of(said.get("initial_date"))
        often, number = text_of(said.get("frequency_type")), text_of(said.get("frequency_number"))
        if said.get("delible") is False and self.into.dates:
            # Monica's own for the birthday, which is there already.
            return
        is_yearly = often == "year" and number in {"1", ""} and said.get("inactive") is not True
        if is_yearly and title and day and not self.is_dead:
            self.into.day(DateKind.OTHER, day, label=title)
            self.into.remark(title, text_of(said.get("description")))
            return
        repeats = (
            "" if often in {"", "one_time"} else _("every %(number)s %(unit)s") % {"number": number, "unit": often}
        )
        self._entry(_("Reminder"), ", ".join(filter(None, (day, repeats))), title, said.get("description"))

    def _task(self, _entry: dict[str, Any], said: dict[str, Any]) -> None:
        is_done = said.get("completed") is True
        word = f"{_('Task')} ({_('done') if is_done else _('open')})"
        self._entry(word, day_of(said.get("completed_at")), said.get("title"), said.get("description"))

    def _gift(self, _entry: dict[str, Any], said: dict[str, Any]) -> None:
        status = text_of(said.get("status"))
        word = f"{_('Gift')} ({status})" if status else _("Gift")
        self._entry(word, day_of(said.get("date")), *(said.get(key) for key in ("name", "comment", "amount", "url")))

    def _debt(self, _entry: dict[str, Any], said: dict[str, Any]) -> None:
        word = _("I owe them") if said.get("in_debt") is True else _("They owe me")
        currency = said.get("currency")
        coin = text_of(currency.get("iso")) if isinstance(currency, dict) else text_of(currency)
        amount = " ".join(filter(None, (text_of(said.get("amount")), coin)))
        self._entry(word, "", amount, said.get("reason"), said.get("status"))

    def _life_event(self, _entry: dict[str, Any], said: dict[str, Any]) -> None:
        kind = self.find("life_event_types", said.get("type"))
        word = text_of(kind.get("name")) or text_of(kind.get("translation_key")).replace("_", " ").capitalize()
        self._entry(word or _("Life event"), day_of(said.get("happened_at")), said.get("name"), said.get("note"))

    def _pet(self, _entry: dict[str, Any], said: dict[str, Any]) -> None:
        sort = text_of(said.get("category"))
        self._entry(f"{_('Pet')} ({sort})" if sort else _("Pet"), "", said.get("name") or sort)
