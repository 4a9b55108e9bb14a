"""Our own export brought back into an empty account: first what stands on the account, then people with everything,
then what binds two of them. What is derived (standings, what is planned) is worked out anew.

A record is written whole or not at all. Written before, it is known: its address says so.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any
from uuid import UUID

from django.db import DatabaseError, connection, transaction
from django.db.models import Model, QuerySet
from django.utils.translation import gettext as _

from contacts.importers.rapport import PERSON
from contacts.importers.rows import RecordRow
from contacts.models import (
    Circle,
    DeliveryChannel,
    Event,
    Exchange,
    ExchangeMention,
    FollowUp,
    ImportBatch,
    ImportRow,
    Interaction,
    Mute,
    NotSame,
    Offer,
    Person,
    PersonTag,
    Tag,
    User,
)
from contacts.rules.numbers import changed, numbers_from
from contacts.services.accounts import FIRST_CIRCLES
from contacts.services.contacts import restore_contacts
from contacts.services.imports.applying import note, row_of
from contacts.services.imports.marks import marks_of
from contacts.services.imports.records import (
    FOLLOW_UPS,
    TALKS,
    Place,
    Record,
    Source,
    Unfit,
    filled,
    record_of,
    required_address,
    source_key_of,
)
from contacts.services.imports.saving import insert_rows
from contacts.services.planning import settle_people
from contacts.services.standings import rebuild_standings
from contacts.services.tags import folded, tags_named
from contacts.vocabulary import ChannelKind, ImportOutcome, MentionKind
from contacts.webhook import WebhookRefused, check_address

# As many people at once as keep a statement short.
SLICE = 50
# What the file says of the account that is the account's to keep: who signs in, and since when.
OF_THE_ACCOUNT = (
    *("time_zone", "time_zone_chosen", "working_days", "digest_days", "digest_at", "digest_detail", "paused_until"),
    "has_shortcuts",
)
SETTLED = "settled"
# More than anybody merges one into the next; a made-up file could let the looking never end.
MERGES_IN_A_ROW = 100


def apply_records(rows: Sequence[ImportRow], *, batch: ImportBatch, by: User) -> None:
    """Bring in people with everything, and what binds two of them; see `applying.Apply`."""
    if not Person.everything.filter(batch=batch).exists() and _refuses(rows, batch=batch, by=by):
        return
    people: list[tuple[ImportRow, RecordRow]] = []
    for row in rows:
        told = _told(row)
        if told.about == PERSON:
            people.append((row, told))
            continue
        _write_people(people, batch=batch, by=by)
        people = []
        _apply_one(row, told, batch=batch, by=by)
    _write_people(people, batch=batch, by=by)


def apply_account(rows: Sequence[ImportRow], *, batch: ImportBatch, by: User) -> None:
    """Bring in what stands on the account alone; see `applying.Apply`."""
    if _refuses(rows, batch=batch, by=by):
        return
    for row in rows:
        _apply_one(row, _told(row), batch=batch, by=by)


def why_not(*, by: User, batch: ImportBatch) -> str:
    """Why this export cannot be read into this account, as a code of `contacts.wording_imports`; empty where it can.

    Only an empty account takes one: between two notebooks nobody but their owner could tell what is twice.
    """
    same = ImportBatch.objects.filter(owner=by, digest=batch.digest, state="done").exclude(pk=batch.pk)
    if batch.digest and same.exists() and Person.everything.owned_by(by).exists():
        return "rapport_imported_already"
    others = Person.everything.owned_by(by).exclude(batch=batch)
    return "rapport_needs_an_empty_account" if others.exists() else ""


def _refuses(rows: Sequence[ImportRow], *, batch: ImportBatch, by: User) -> bool:
    """Whether somebody came into the account since the preview; then every row says so."""
    why = why_not(by=by, batch=batch)
    for row in rows if why else ():
        note(row, outcome=ImportOutcome.LEFT_OUT, why=why)
    return bool(why)


# One record at a time


def _told(row: ImportRow) -> RecordRow:
    told = row_of(row)
    assert isinstance(told, RecordRow), "the runner hands over rows of one kind"
    return told


def _place(told: RecordRow, *, batch: ImportBatch, by: User) -> tuple[Place, Mapping[str, Any]]:
    row = told.data.get("row")
    version = told.data.get("version")
    if not isinstance(row, dict) or not isinstance(version, int):
        raise Unfit("record_broken")
    return Place(by=by, batch=batch, version=version, came_from=str(told.data.get("account", ""))), row


def _apply_one(row: ImportRow, told: RecordRow, *, batch: ImportBatch, by: User) -> None:
    try:
        place, plain = _place(told, batch=batch, by=by)
        with transaction.atomic():
            outcome = _WRITERS[told.about](plain, place)
    except Unfit as unfit:
        note(row, outcome=ImportOutcome.REFUSED, why=unfit.why, told=unfit.told)
    except (DatabaseError, KeyError):
        note(row, outcome=ImportOutcome.REFUSED, why="record_contradicts")
    else:
        is_off = told.about == "channel" and plain.get("kind") == ChannelKind.WEBHOOK and bool(plain.get("is_on"))
        note(row, outcome=outcome, why="record_channel_off" if is_off else "")


def _write_account(plain: Mapping[str, Any], place: Place) -> ImportOutcome:
    told = filled(
        User, row={name: plain[name] for name in (*OF_THE_ACCOUNT, "public_id") if name in plain}, place=place
    )
    account = place.by
    for name in OF_THE_ACCOUNT:
        if name in plain:
            setattr(account, name, getattr(told, name))
    numbers = plain.get("own_numbers")
    account.own_numbers = changed(numbers_from(numbers if isinstance(numbers, dict) else {}))
    account.save(update_fields=[*OF_THE_ACCOUNT, "own_numbers"])
    # What every account begins with would stand beside the file's own.
    first = Circle.objects.filter(owner=account, name__in=[_(name) for name, _days in FIRST_CIRCLES])
    first.filter(contacts__isnull=True).delete()
    return ImportOutcome.UPDATED


def _write_circle(plain: Mapping[str, Any], place: Place) -> ImportOutcome:
    circle = filled(Circle, row=plain, place=place)
    circle.owner = place.by
    namesake = Circle.objects.filter(owner=place.by, name=circle.name).exclude(public_id=circle.public_id).first()
    if namesake is not None:
        Circle.objects.filter(pk=namesake.pk).update(public_id=circle.public_id, cadence_days=circle.cadence_days)
        return ImportOutcome.UPDATED
    return _added(Circle.objects.filter(public_id=circle.public_id), circle)


def _write_tag(plain: Mapping[str, Any], place: Place) -> ImportOutcome:
    tag = filled(Tag, row=plain, place=place)
    tag.owner, tag.folded, tag.batch = place.by, folded(tag.name), place.batch
    if not tag.folded:
        raise Unfit("record_value", field="name", value=tag.name)
    return _added(Tag.objects.filter(owner=place.by, folded=tag.folded), tag)


def _write_event(plain: Mapping[str, Any], place: Place) -> ImportOutcome:
    event = filled(Event, row=plain, place=place)
    event.owner = place.by
    return _added(Event.everything.filter(public_id=event.public_id), event)


def _write_offer(plain: Mapping[str, Any], place: Place) -> ImportOutcome:
    offer = filled(Offer, row=plain, place=place)
    offer.owner = place.by
    return _added(Offer.objects.filter(owner=place.by, what=offer.what), offer)


def _write_mute(plain: Mapping[str, Any], place: Place) -> ImportOutcome:
    row = filled(Mute, row=plain, place=place)
    row.owner = place.by
    return _added(Mute.objects.filter(owner=place.by, person__isnull=True, rule=row.rule), row)


def _write_channel(plain: Mapping[str, Any], place: Place) -> ImportOutcome:
    channel = filled(DeliveryChannel, row=plain, place=place)
    channel.account = place.by
    if channel.kind == ChannelKind.WEBHOOK and channel.address:
        try:
            check_address(channel.address)
        except WebhookRefused as refusal:
            raise Unfit("record_value", field="address", value=channel.address[:80]) from refusal
        # What it calls gets names and notes: only its owner switches it on, never a file.
        channel.is_on = False
    return _added(DeliveryChannel.objects.filter(account=place.by, kind=channel.kind), channel)


def _write_not_same(plain: Mapping[str, Any], place: Place) -> ImportOutcome:
    pair = filled(NotSame, row=plain, place=place)
    pair.one, pair.other = sorted((_person(plain, "one", place), _person(plain, "other", place)), key=lambda p: p.pk)
    return _added(NotSame.objects.filter(one=pair.one, other=pair.other), pair)


def _write_merged(plain: Mapping[str, Any], place: Place) -> ImportOutcome:
    gone, kept = _person(plain, "gone", place), _person(plain, "kept", place)
    if gone.deleted_at is None or not _ends_elsewhere(kept, gone):
        raise Unfit("record_contradicts")
    Person.everything.filter(pk=gone.pk).update(merged_into=kept)
    return ImportOutcome.ADDED


def _ends_elsewhere(kept: Person, gone: Person) -> bool:
    """Whether following whom ``kept`` was merged into, soon, never comes to ``gone``."""
    step: Person | None = kept
    for _merge in range(MERGES_IN_A_ROW):
        if step is None:
            return True
        if step.pk == gone.pk:
            return False
        step = step.merged_into
    return False


def _write_elsewhere(plain: Mapping[str, Any], place: Place) -> ImportOutcome:
    """A favour that is noted with somebody else than the talk was with."""
    favours = Exchange.everything.filter(person__owner=place.by)
    favour = favours.filter(public_id=required_address(plain, name="exchange", place=place)).first()
    talks = Interaction.everything.filter(person__owner=place.by)
    talk = talks.filter(public_id=required_address(plain, name="interaction", place=place)).first()
    if favour is None or talk is None:
        raise Unfit("record_refers_to_nothing", field="elsewhere")
    if plain.get("kind") == SETTLED:
        Exchange.everything.filter(pk=favour.pk).update(settled_in=talk)
        return ImportOutcome.ADDED
    if plain.get("kind") not in MentionKind.values:
        raise Unfit("record_value", field="kind", value=str(plain.get("kind"))[:80])
    told = {"exchange": favour, "interaction": talk, "kind": plain["kind"]}
    return _added(ExchangeMention.objects.filter(**told), ExchangeMention(**told))


def _person(plain: Mapping[str, Any], name: str, place: Place) -> Person:
    found = (
        Person.everything.owned_by(place.by).filter(public_id=required_address(plain, name=name, place=place)).first()
    )
    if found is None:
        raise Unfit("record_refers_to_nothing", field=name)
    return found


def _added(known: QuerySet[Any], row: Model) -> ImportOutcome:
    if known.exists():
        return ImportOutcome.MATCHED
    _insert([row])
    return ImportOutcome.ADDED


_WRITERS: dict[str, Callable[[Mapping[str, Any], Place], ImportOutcome]] = {
    "account": _write_account,
    "circle": _write_circle,
    "tag": _write_tag,
    "event": _write_event,
    "offer": _write_offer,
    "mute": _write_mute,
    "channel": _write_channel,
    "not_same": _write_not_same,
    "merged": _write_merged,
    "elsewhere": _write_elsewhere,
}


# People with everything


def _write_people(rows: Sequence[tuple[ImportRow, RecordRow]], *, batch: ImportBatch, by: User) -> None:
    for start in range(0, len(rows), SLICE):
        _write_slice(rows[start : start + SLICE], batch=batch, by=by)


def _write_slice(rows: Sequence[tuple[ImportRow, RecordRow]], *, batch: ImportBatch, by: User) -> None:
    """All of them at once; where the database refuses, by halves, until it is known which one it means.

    Each time from the file's words: rows that were rolled back hold keys that are nobody's.
    """
    records = _not_known_yet(_records(rows, batch=batch, by=by), by=by)
    try:
        with transaction.atomic():
            _Writer([record for _row, record in records], by=by).write()
    except (DatabaseError, Unfit) as error:
        if len(rows) > 1:
            middle = len(rows) // 2
            _write_slice(rows[:middle], batch=batch, by=by)
            _write_slice(rows[middle:], batch=batch, by=by)
        elif isinstance(error, Unfit):
            note(rows[0][0], outcome=ImportOutcome.REFUSED, why=error.why, told=error.told)
        else:
            note(rows[0][0], outcome=ImportOutcome.REFUSED, why="record_contradicts")
        return
    marks = marks_of(people=[record.person.pk for _row, record in records])
    for row, record in records:
        note(
            row,
            outcome=ImportOutcome.ADDED,
            person=record.person,
            why="record_at_the_door" if record.sent_back else "",
            changes={"mark": marks[record.person.pk]},
        )


def _records(
    rows: Sequence[tuple[ImportRow, RecordRow]], *, batch: ImportBatch, by: User
) -> Iterator[tuple[ImportRow, Record]]:
    for row, told in rows:
        try:
            place, plain = _place(told, batch=batch, by=by)
            yield row, record_of(plain, place=place)
        except Unfit as unfit:
            note(row, outcome=ImportOutcome.REFUSED, why=unfit.why, told=unfit.told)


def _not_known_yet(records: Iterable[tuple[ImportRow, Record]], *, by: User) -> list[tuple[ImportRow, Record]]:
    """Without those who came by an earlier reading of this file, or stand in it twice; their rows say so."""
    read = list(records)
    held = Person.everything.owned_by(by).filter(public_id__in=[record.person.public_id for _row, record in read])
    known: dict[UUID, Person | None] = {person.public_id: person for person in held}
    left = []
    for row, record in read:
        address = record.person.public_id
        if address in known:
            note(row, outcome=ImportOutcome.MATCHED, person=known[address])
        else:
            known[address] = None
            left.append((row, record))
    return left


class _Writer:
    """Some people with everything, in as many statements as there are tables."""

    def __init__(self, records: Sequence[Record], *, by: User) -> None:
        self.records, self.by = records, by

    def write(self) -> None:
        self._resolve(self._circles(), self._events())
        _insert([record.person for record in self.records])
        self._insert_all("handles", "dates", "requests", "mutes", "talks", "messages")
        self._resolve_own()
        self._insert_all("favours")
        self._mention()
        self._plan()
        self._found()
        self._tag()
        people = [record.person for record in self.records]
        settle_people(people=[person for person in people if person.deleted_at is None], by=self.by)
        rebuild_standings([person.pk for person in people if person.deleted_at is not None])

    def _insert_all(self, *names: str) -> None:
        for name in names:
            _insert([row for record in self.records for row in getattr(record, name)])

    def _circles(self) -> dict[UUID, Model]:
        addresses = {address for _row, _name, address in self._references("circles")}
        addresses |= {record.contact["circle"] for record in self.records if record.contact.get("circle")}
        return {row.public_id: row for row in Circle.objects.filter(owner=self.by, public_id__in=addresses)}

    def _events(self) -> dict[UUID, Model]:
        addresses = {address for _row, _name, address in self._references("events")}
        return {row.public_id: row for row in Event.everything.filter(owner=self.by, public_id__in=addresses)}

    def _references(self, table: str) -> Iterable[tuple[Model, str, UUID]]:
        for record in self.records:
            for row, name, of, address in record.refers:
                if of == table:
                    yield row, name, address

    def _resolve(self, circles: Mapping[UUID, Model], events: Mapping[UUID, Model]) -> None:
        for table, found in (("circles", circles), ("events", events)):
            for row, name, address in self._references(table):
                setattr(row, name, _required(found, address, name))
        self.circles = circles

    def _resolve_own(self) -> None:
        """Keys to rows of the same person: the rows that they point to are written by then, or on their way."""
        for record in self.records:
            found = record.by_address()
            for row, name, table, address in record.refers:
                if table in found:
                    setattr(row, name, _required(found[table], address, name))

    def _mention(self) -> None:
        rows = []
        for record in self.records:
            talks = record.by_address()[TALKS]
            for favour, address, kind in record.mentions:
                rows.append(
                    ExchangeMention(exchange=favour, interaction=_required(talks, address, "mentions"), kind=kind)
                )
        _insert(rows)

    def _plan(self) -> None:
        """Follow-ups; those that come from another one wait for its key under a name of their own."""
        waiting: list[tuple[FollowUp, Source, Mapping[str, Mapping[UUID, Any]]]] = []
        rows = []
        for record in self.records:
            found = record.by_address()
            keys = _keys(found)
            for row, source in record.follow_ups:
                rows.append(row)
                if source.table == FOLLOW_UPS:
                    row.source_key = f"waiting:{row.public_id}"
                    waiting.append((row, source, found))
                else:
                    row.source_key = source_key_of(source, keys=keys)
        _insert(rows)
        for row, source, own in waiting:
            row.source_key = source_key_of(source, keys=_keys({FOLLOW_UPS: own[FOLLOW_UPS]}))
        FollowUp.objects.bulk_update([row for row, *_rest in waiting], ["source_key"])

    def _found(self) -> None:
        """Through the gate: the database itself looks whether the founder is meaningful and with that very person."""
        wanted = []
        for record in self.records:
            if record.founded_on is None:
                continue
            talks = record.by_address()[TALKS]
            values = dict(record.contact)
            if values.get("circle"):
                values["circle"] = _required(self.circles, values["circle"], "circle")
            values["founded_on"] = _required(talks, record.founded_on, "founded_on")
            wanted.append({"person": record.person, **values})
        _stamp(restore_contacts(rows=wanted), ["created_at"], [row["created_at"] for row in wanted])

    def _tag(self) -> None:
        names = {name for record in self.records for name in record.tags}
        tags = tags_named(by=self.by, names=names)
        rows: dict[tuple[int, int], PersonTag] = {}
        for record in self.records:
            for name in record.tags:
                if name not in tags:
                    raise Unfit("record_value", field="tags", value=name[:80])
                tag = tags[name]
                rows[record.person.pk, tag.pk] = PersonTag(person=record.person, tag=tag, batch=record.person.batch)
        _insert(list(rows.values()))


def _keys(found: Mapping[str, Mapping[UUID, Any]]) -> dict[str, dict[UUID, int]]:
    return {table: {address: row.pk for address, row in some.items()} for table, some in found.items()}


def _required(found: Mapping[UUID, Model], address: UUID, name: str) -> Any:
    row = found.get(address)
    if row is None:
        raise Unfit("record_refers_to_nothing", field=name)
    return row


# Writing with the moments of the file


def _insert(rows: Sequence[Any]) -> None:
    """Write rows of one table, created and changed when the file says, not now."""
    insert_rows(rows, keeps_moments=True)


def _stamp(rows: Sequence[Any], names: Sequence[str], values: Sequence[Any]) -> None:
    """Put the moments back that the writing itself set: Django knows no way to write them with the row."""
    told = [(row, value) for row, value in zip(rows, values, strict=True) if value is not None]
    if not told:
        return
    meta, (name,) = told[0][0]._meta, names
    column, key = meta.get_field(name), meta.pk
    quoted = connection.ops.quote_name
    statement = f"UPDATE {quoted(meta.db_table)} SET {quoted(column.column)} = %s WHERE {quoted(key.column)} = %s"
    with connection.cursor() as cursor:
        cursor.executemany(statement, [(column.get_db_prep_save(value, connection), row.pk) for row, value in told])
    for row, value in told:
        setattr(row, name, value)
