"""People of a file: brought to the door, or found among those known and filled in (E-53). Nobody becomes a contact
here.

Also `meet`: whom a message, a request or a recommendation speaks of.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from contacts.importers.rows import Known, PersonRow
from contacts.models import Handle, ImportBatch, ImportRow, Person, User
from contacts.rules.handles import normal_handle
from contacts.rules.matching import Match, Seen, match, match_spoken_of
from contacts.rules.names import fold
from contacts.rules.texts import clean_line
from contacts.services.imports.additions import Additions
from contacts.services.imports.applying import me_of, note, row_of
from contacts.services.imports.arrivals import Arrival, arrival_of
from contacts.services.imports.filling import day_text
from contacts.services.imports.register import Register, WouldBe, forgotten_among, why_not
from contacts.services.people import NAME_LENGTH
from contacts.vocabulary import HandleKind, HandleLabel, ImportFormat, ImportOutcome, Source

TAKE = "take"
# Of what stood against the notebook and was not taken: as much as a report shows.
KEPT_SHOWN = 200


def apply(rows: Sequence[ImportRow], *, batch: ImportBatch, by: User) -> None:
    """Bring these people to the door, each as a person of their own or as somebody known."""
    desk = _Desk(rows, batch, by, lock=True)
    met: dict[int, Person] = {}
    for row, arrival, found in desk.found():
        if found.key is None:
            person = _new_person(arrival, batch, by)
            desk.register.add(person, arrival.addresses)
            desk.additions.bring(person, arrival)
            days = {"dates": [[], [day_text(day) for day in arrival.dates]]} if arrival.dates else {}
            note(row, outcome=ImportOutcome.ADDED, told=_hints(arrival), changes={"version": [0, 1], **days})
        else:
            key, person = desk.register.meant(found.key)
            held = desk.register.handles[key]
            take = batch.choices.get("conflicts") == TAKE
            differing = desk.additions.difference(person, arrival, held=held)
            changes = desk.additions.fill(person, arrival, differing, take=take)
            desk.register.hold(key, arrival.addresses)
            outcome = ImportOutcome.UPDATED if changes else ImportOutcome.MATCHED
            told = {**_hints(arrival), **_told(found)}
            if differing.conflicts and not take:
                told["kept"] = {name: [one[:KEPT_SHOWN] for one in pair] for name, pair in differing.conflicts.items()}
            note(row, outcome=outcome, told=told, changes=changes)
        met[row.pk] = person
    desk.additions.write()
    for row in rows:
        if row.pk in met:
            row.person_id = met[row.pk].pk


def preview(rows: Sequence[ImportRow], *, batch: ImportBatch, by: User, would_be: WouldBe) -> int:
    """Say on each row whom it is about and what it would change, without touching anybody. Answers how many of them
    would be added. ``would_be``: whom earlier rows of the file would bring; a further row about them says so in
    ``told``, and is about nobody yet.
    """
    desk = _Desk(rows, batch, by, lock=False, would_be=would_be)
    would_add = 0
    for row, arrival, found in desk.found():
        if found.key is None:
            would_add += 1
            would_be.enter(arrival.seen)
            row.told = _hints(arrival)
        elif would_be.has(found.key):
            would_be.fill(found.key, arrival.seen)
            row.told = {**_hints(arrival), **_told(found)}
        else:
            key, person = desk.register.meant(found.key)
            differing = desk.additions.difference(person, arrival, held=desk.register.handles[key])
            row.person_id = person.pk
            row.changes = differing.changes(take=True)
            row.told = {**_hints(arrival), **_told(found), "conflicts": list(differing.conflicts)}
            desk.register.hold(key, arrival.addresses)
    return would_add


class _Desk:
    """A chunk of rows on the table: who could be meant, and what is to be written."""

    def __init__(
        self, rows: Sequence[ImportRow], batch: ImportBatch, by: User, *, lock: bool, would_be: WouldBe | None = None
    ) -> None:
        self._rows = rows
        self._would_be = would_be or WouldBe()
        self._arrivals = _arrivals(rows, batch, by)
        arrivals = self._arrivals.values()
        addresses = {address for arrival in arrivals for address in arrival.addresses}
        self.register = Register(batch=batch, by=by, seen=[arrival.seen for arrival in arrivals], lock=lock)
        self._forgotten = forgotten_among(addresses, by=by)
        details = any(arrival.dates or arrival.tags for arrival in arrivals)
        known = list(self.register.people.values())
        self.additions = Additions(batch=batch, by=by, known=known, with_details=details)

    def found(self) -> Iterator[tuple[ImportRow, Arrival, Match]]:
        """The rows that may come in, with whom they mean; the others get their outcome."""
        for row in self._rows:
            arrival = self._arrivals.get(row.pk)
            if arrival is None:
                continue
            seen = arrival.seen
            known = self.register.candidates(name=seen.name, addresses=arrival.addresses)
            found = match(seen, [*known, *self._would_be.candidates(seen)])
            is_known = found.key is not None and not self._would_be.has(found.key)
            person = self.register.meant(found.key)[1] if found.key is not None and is_known else None
            if person is not None and (why := why_not(person)):
                note(row, outcome=ImportOutcome.LEFT_OUT, why=why, person=person)
            elif not is_known and arrival.addresses & self._forgotten:
                note(row, outcome=ImportOutcome.LEFT_OUT, why="forgotten")
            else:
                yield row, arrival, found


def _told(found: Match) -> dict[str, str]:
    return {"by": str(found.evidence), "value": found.value}


def _hints(arrival: Arrival) -> dict[str, Any]:
    """What of the row did not come in where it was meant for, for the preview and the report to say."""
    hints: dict[str, Any] = {"in_note": arrival.in_note} if arrival.in_note else {}
    return {**hints, "named_by_address": True} if arrival.is_named_by_address else hints


@dataclass(frozen=True, slots=True)
class Met:
    """Whom somebody spoken of is. ``person`` is None where they must not come back: ``why`` is the code then."""

    person: Person | None
    why: str = ""
    is_new: bool = False


def meet(known: Iterable[Known], *, batch: ImportBatch, by: User, source_note: str = "") -> dict[Known, Met]:
    """Find those spoken of among the account's people, by profile or name, and bring whom nobody knows to the door.

    Found ones are locked, and get the profile address that they lacked. ``source_note`` says of the new ones where
    they came from; empty is the file's own. Names without a letter are not among the keys. A fixed number of queries.
    """
    spoken = {one: _seen(one) for one in dict.fromkeys(known)}
    spoken = {one: seen for one, seen in spoken.items() if seen.name and len(clean_line(one.name)) <= NAME_LENGTH}
    addresses = {address for seen in spoken.values() for address in seen.addresses}
    register = Register(batch=batch, by=by, seen=list(spoken.values()), spoken_of=True)
    forgotten = forgotten_among(addresses, by=by)
    additions = Additions(batch=batch, by=by)
    met: dict[Known, Met] = {}
    for one, seen in spoken.items():
        found = match_spoken_of(seen, register.candidates(name=seen.name, addresses=seen.addresses))
        if found.key is not None:
            key, person = register.meant(found.key)
            if why := why_not(person):
                met[one] = Met(None, why)
                continue
            if further := seen.addresses - register.handles[key]:
                additions.handles += [_profile(person, one, kind, value, batch) for kind, value in further]
                if person.pk is not None and person.batch_id != batch.pk:
                    # Whoever has their page open for editing is told.
                    additions.touch(person)
            register.hold(key, seen.addresses)
            met[one] = Met(person)
        elif seen.addresses & forgotten:
            met[one] = Met(None, "forgotten")
        else:
            person = Person(owner=by, source=Source.FILE, batch=batch, name=clean_line(one.name))
            person.source_note = (source_note or source_of(batch))[:200]
            person.fold_name()
            additions.people.append(person)
            additions.handles += [_profile(person, one, kind, value, batch) for kind, value in seen.addresses]
            register.add(person, seen.addresses)
            met[one] = Met(person, is_new=True)
    additions.write()
    return met


def by_name_of(batch: ImportBatch) -> bool:
    """Whether the file tells its people apart by profile, and by name where they have none (older LinkedIn exports)."""
    return batch.format == ImportFormat.LINKEDIN


def source_of(batch: ImportBatch) -> str:
    """Where somebody came from, as their page says it (E-61)."""
    if batch.format == ImportFormat.LINKEDIN:
        return _("LinkedIn export")
    return f"{ImportFormat(batch.format).label}, {batch.file_name}" if batch.format else batch.file_name


def _seen(one: Known) -> Seen:
    normal = normal_handle(HandleKind.PROFILE, one.profile) if one.profile else ""
    addresses = frozenset({(HandleKind.PROFILE.value, normal)}) if normal else frozenset()
    return Seen(name=fold(clean_line(one.name)), addresses=addresses)


def _profile(person: Person, one: Known, kind: str, normal: str, batch: ImportBatch) -> Handle:
    value = clean_line(one.profile)[:320]
    return Handle(person=person, kind=kind, label=HandleLabel.WORK, value=value, normal_value=normal, batch=batch)


def _arrivals(rows: Iterable[ImportRow], batch: ImportBatch, by: User) -> Mapping[int, Arrival]:
    """Those that can be somebody, by row; the others get their outcome here."""
    me, found = me_of(batch), {}
    for row in rows:
        told = row_of(row)
        assert isinstance(told, PersonRow)
        arrival = arrival_of(told, by_name=by_name_of(batch))
        if not arrival.seen.name:
            note(row, outcome=ImportOutcome.REFUSED, why="no_name")
        elif len(arrival.name) > NAME_LENGTH:
            note(row, outcome=ImportOutcome.REFUSED, why="name_too_long")
        elif (HandleKind.EMAIL.value, by.email) in arrival.addresses or (
            me.profile and (HandleKind.PROFILE.value, me.profile) in arrival.addresses
        ):
            note(row, outcome=ImportOutcome.LEFT_OUT, why="own")
        else:
            found[row.pk] = arrival
    return found


def _new_person(arrival: Arrival, batch: ImportBatch, by: User) -> Person:
    person = Person(
        owner=by,
        source=Source.FILE,
        batch=batch,
        name=arrival.name,
        source_note=_source_note(arrival, batch)[:200],
        **arrival.fields,
    )
    person.fold_name()
    return person


@lru_cache(maxsize=8192)
def _day(day: date, language: str | None) -> str:
    return date_format(day, "j F Y")


def _source_note(arrival: Arrival, batch: ImportBatch) -> str:
    if arrival.connected_on is None:
        return source_of(batch)
    day = _day(arrival.connected_on, get_language())
    if batch.format == ImportFormat.LINKEDIN:
        return _("LinkedIn, connected on %(day)s") % {"day": day}
    return _("%(source)s, connected on %(day)s") % {"source": source_of(batch), "day": day}
