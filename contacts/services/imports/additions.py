"""Everything that one chunk writes about people, gathered first and written in a fixed number of statements."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import Any

from django.utils import timezone

from contacts.importers.rows import DateRow
from contacts.models import Handle, ImportantDate, ImportBatch, Person, PersonTag, User
from contacts.rules.matching import Address
from contacts.rules.texts import clean_line
from contacts.services.imports.arrivals import Arrival
from contacts.services.imports.filling import BIRTHDAY, FIELDS, MOST_DATES, Difference, difference, put
from contacts.services.imports.saving import insert_rows
from contacts.services.planning import replan_people
from contacts.services.tags import MOST_ON_A_PERSON, folded, tags_named

DATE_LABEL = 100


class Additions:
    """``known`` are the people whom the chunk may fill in; whoever calls holds their locks when it writes."""

    def __init__(
        self, *, batch: ImportBatch, by: User, known: Iterable[Person] = (), with_details: bool = False
    ) -> None:
        self.people: list[Person] = []
        self.handles: list[Handle] = []
        self._batch, self._by = batch, by
        self._filled: dict[int, Person] = {}
        self._dates: list[ImportantDate] = []
        self._moved: list[ImportantDate] = []
        self._tags: list[tuple[Person, str]] = []
        # By the object: somebody new has no key yet.
        self._dates_of: dict[int, list[ImportantDate]] = defaultdict(list)
        self._tags_of: dict[int, set[str]] = defaultdict(set)
        if with_details:
            self._read_details({person.pk: person for person in known})

    def bring(self, person: Person, arrival: Arrival) -> None:
        """Somebody new, with all that the row says."""
        self.people.append(person)
        for address in arrival.handles:
            self._add_handle(person, arrival, address)
        for day in arrival.dates[:MOST_DATES]:
            self._add_date(person, day)
        for tag in arrival.tags[:MOST_ON_A_PERSON]:
            self._add_tag(person, tag)

    def difference(self, person: Person, arrival: Arrival, *, held: Collection[Address]) -> Difference:
        """What the row says beyond what is noted, the earlier rows of the chunk included."""
        dates, tags = self._dates_of[id(person)], self._tags_of[id(person)]
        return difference(person, arrival=arrival, held=held, dates=dates, tags=tags)

    def fill(self, person: Person, arrival: Arrival, found: Difference, *, take: bool) -> dict[str, list[Any]]:
        """Fill in somebody known, by what `difference` found. Answers what changed, as `ImportRow.changes` holds it."""
        changes = found.changes(take=take)
        is_edit = put(person, values=found.fills) | (take and put(person, values=found.conflicts))
        for address in found.addresses:
            self._add_handle(person, arrival, address)
        for day in found.dates:
            self._add_date(person, day)
        if found.birthday is not None and BIRTHDAY in changes:
            row, told = found.birthday
            row.year, row.month, row.day = told.year, told.month, told.day
            row.person = person
            if row.pk is not None and row not in self._moved:
                self._moved.append(row)
        for tag in found.tags:
            self._add_tag(person, tag)
        if is_edit or found.addresses:
            # Whoever has their page open for editing is told, and overwrites nothing unseen.
            changes["version"] = [person.version, person.version + 1]
            self.touch(person)
            person.fold_name()
        return changes

    def touch(self, person: Person) -> None:
        """Raise the version of somebody known: something of what their page edits was added."""
        person.version += 1
        self._filled[id(person)] = person

    def write(self) -> None:
        """Write it all, and plan for the days that were added."""
        insert_rows(self.people)
        self._write_filled()
        insert_rows(self.handles)
        ImportantDate.objects.bulk_create(self._dates)
        if self._moved:
            ImportantDate.objects.bulk_update(self._moved, ["month", "day", "year"])
        self._write_tags()
        planned = {row.person.pk: row.person for row in (*self._dates, *self._moved)}
        if planned:
            replan_people(people=[planned[key] for key in sorted(planned)], by=self._by)

    def _write_filled(self) -> None:
        new = {id(person) for person in self.people}
        filled = [person for key, person in self._filled.items() if key not in new]
        if filled:
            now = timezone.now()
            for person in filled:
                person.updated_at = now
            Person.objects.bulk_update(filled, [*FIELDS, "search_name", "version", "updated_at"])

    def _write_tags(self) -> None:
        if not self._tags:
            return
        names = [name for _person, name in self._tags]
        named = tags_named(by=self._by, names=names, batch=self._batch)
        carried = dict.fromkeys((person.pk, named[name].pk) for person, name in self._tags if name in named)
        PersonTag.objects.bulk_create(
            [PersonTag(person_id=person, tag_id=tag, batch=self._batch) for person, tag in carried],
            ignore_conflicts=True,
        )

    def _add_handle(self, person: Person, arrival: Arrival, address: Address) -> None:
        told = arrival.handles[address]
        value = clean_line(told.value)[:320]
        self.handles.append(
            Handle(
                person=person,
                kind=told.kind,
                label=told.label,
                value=value,
                normal_value=address[1],
                batch=self._batch,
            )
        )

    def _add_date(self, person: Person, day: DateRow) -> None:
        row = ImportantDate(
            person=person,
            kind=day.kind,
            label=clean_line(day.label)[:DATE_LABEL],
            month=day.month,
            day=day.day,
            year=day.year,
            batch=self._batch,
        )
        self._dates.append(row)
        self._dates_of[id(person)].append(row)

    def _add_tag(self, person: Person, tag: str) -> None:
        self._tags.append((person, tag))
        self._tags_of[id(person)].add(folded(tag))

    def _read_details(self, known: dict[int, Person]) -> None:
        for row in ImportantDate.objects.filter(person__in=known):
            self._dates_of[id(known[row.person_id])].append(row)
        carried = PersonTag.objects.filter(person__in=known).values_list("person_id", "tag__folded")
        for person_id, tag in carried:
            self._tags_of[id(known[person_id])].add(tag)
