"""Search over everything: people by name, events, and the words of interactions."""

from dataclasses import dataclass
from datetime import date
from typing import Literal
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import Q

from contacts.models import Event, Interaction, Person, User
from contacts.queries.people import silence_word
from contacts.rules.names import fold
from contacts.wording_due import joined

FIRST_FEW = 5
PAGE_SIZE = 20
EXCERPT = 160

Group = Literal["people", "events", "notes"]


@dataclass(frozen=True, slots=True)
class FoundPerson:
    """``silence`` marks whom the ordinary lists leave out: archived, or deceased."""

    public_id: UUID
    name: str
    also_known_as: str
    who: str
    is_contact: bool
    silence: str


@dataclass(frozen=True, slots=True)
class FoundEvent:
    public_id: UUID
    name: str
    on: date
    place: str


@dataclass(frozen=True, slots=True)
class FoundNote:
    """An interaction in whose words the text occurs; ``excerpt`` is what stands around it."""

    person_public_id: UUID
    public_id: UUID
    name: str
    on: date
    precision: str
    excerpt: str
    is_private: bool


@dataclass(frozen=True, slots=True)
class Found:
    """One group of finds: its first few, or a page of it. ``count`` is of the whole group."""

    group: Group
    rows: tuple[FoundPerson, ...] | tuple[FoundEvent, ...] | tuple[FoundNote, ...]
    count: int
    page: Page[Person] | Page[Event] | Page[Interaction]


def search(account: User, text: str, *, within: str = "", page_number: int = 1) -> tuple[Found, ...]:
    """What was found for every word of ``text``: the first few of each group, or one page of the group ``within``.

    Nothing for an empty text. Private notes are found, too: nobody but the account sees this page.
    """
    words = text.split()
    if not words:
        return ()
    found = []
    if within in ("", "people"):
        found.append(_people(account, text, *_slice("people", within, page_number)))
    if within in ("", "events"):
        found.append(_events(account, words, *_slice("events", within, page_number)))
    if within in ("", "notes"):
        found.append(_notes(account, words, *_slice("notes", within, page_number)))
    return tuple(found)


def _slice(group: str, within: str, page_number: int) -> tuple[int, int]:
    return (PAGE_SIZE, page_number) if within == group else (FIRST_FEW, 1)


def _people(account: User, text: str, size: int, page_number: int) -> Found:
    people = Person.objects.owned_by(account).not_left_out()
    # A text without a letter that a name is searched by ("…") would find everybody.
    people = people.named_like(text) if fold(text).split() else people.none()
    page = Paginator(people.select_related("contact").order_by("search_name", "pk"), size).get_page(page_number)
    rows = tuple(
        FoundPerson(
            person.public_id,
            person.name,
            person.also_known_as,
            joined([person.role, person.organisation, person.place]),
            person.is_contact,
            silence_word(person),
        )
        for person in page.object_list
    )
    return Found("people", rows, page.paginator.count, page)


def _events(account: User, words: list[str], size: int, page_number: int) -> Found:
    events = Event.objects.owned_by(account)
    for word in words:
        events = events.filter(has_word(word, "name", "place", "shared_notes"))
    page = Paginator(events.order_by("-happened_on", "-pk"), size).get_page(page_number)
    rows = tuple(FoundEvent(event.public_id, event.name, event.happened_on, event.place) for event in page.object_list)
    return Found("events", rows, page.paginator.count, page)


def _notes(account: User, words: list[str], size: int, page_number: int) -> Found:
    notes = Interaction.objects.owned_by(account).filter(person__left_out_at__isnull=True).select_related("person")
    for word in words:
        notes = notes.filter(has_word(word, "talked_about", "learned"))
    page = Paginator(notes.newest_first(), size).get_page(page_number)
    rows = tuple(
        FoundNote(
            person_public_id=note.person.public_id,
            public_id=note.public_id,
            name=note.person.name,
            on=note.happened_on,
            precision=note.day_precision,
            excerpt=excerpt([note.talked_about, note.learned], words[0]),
            is_private=note.private,
        )
        for note in page.object_list
    )
    return Found("notes", rows, page.paginator.count, page)


def has_word(word: str, *fields: str) -> Q:
    """The word in one of these fields, case aside."""
    # SQLite folds the case of ASCII letters only; these are the ways people write the others.
    ways = {word} if word.isascii() else {word, word.lower(), word.upper(), word.capitalize()}
    found = Q()
    for field in fields:
        for way in ways:
            found |= Q(**{f"{field}__icontains": way})
    return found


def excerpt(texts: list[str], word: str) -> str:
    """About 160 letters of the first text that has ``word`` (case aside), around it, cut at spaces."""
    for text in texts:
        at = text.lower().find(word.lower())
        if at >= 0:
            return _around(" ".join(text.split()), " ".join(text[:at].split()))
    return _around(" ".join(" ".join(texts).split()), "")


def _around(text: str, before: str) -> str:
    if len(text) <= EXCERPT:
        return text
    start = max(0, len(before) - EXCERPT // 3)
    if start:
        start = text.find(" ", start) + 1 or start
    end = start + EXCERPT
    cut = text[start:end] if end >= len(text) else text[start:end].rpartition(" ")[0] or text[start:end]
    return f"{'…' if start else ''}{cut}{'…' if start + len(cut) < len(text) else ''}"
