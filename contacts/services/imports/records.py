"""One record of our own export as rows that are not written yet: every column looked at, new addresses given, and what
refers to other rows kept as their addresses until those are written.

New addresses come from the account and the old ones: read twice, a record is the same rows; read into two accounts, it
is rows of their own.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import Any, TypeVar
from uuid import UUID, uuid5

from django.core.exceptions import ValidationError
from django.db.models import AutoField, BigAutoField, ForeignKey, Model
from django.utils import timezone

from contacts.errors import DomainError
from contacts.models import (
    Contact,
    Exchange,
    ExchangeMention,
    FollowUp,
    Handle,
    ImportantDate,
    ImportBatch,
    Interaction,
    Message,
    Mute,
    Person,
    Request,
    User,
)
from contacts.rules.handles import normal_handle
from contacts.rules.matching import called
from contacts.rules.meaningful import InteractionFacts, judge
from contacts.rules.names import fold
from contacts.rules.repeats import next_occurrence_after
from contacts.services.imports.requests import moment_of
from contacts.vocabulary import ClosedHow, FollowUpState, HandleKind, Missing

R = TypeVar("R", bound=Model)
Plain = Mapping[str, Any]

# Never taken from a file: keys, what is derived, and what is set from the references.
_OURS = frozenset({"public_id", "entry_key", "search_name", "normal_value", "plan_on", "source_key", "folded"})
# Beyond these the rules' reckoning with days has no ground; no form lets them in either.
FIRST_YEAR, LAST_YEAR = 1800, 2200
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
_GONE = re.compile(r"-\d{1,18}")
# What a follow-up may come from: the beginning of its source, and the rows among which the address is looked for.
VERSION_1 = "version_1"
TALKS, FAVOURS, DATES, FOLLOW_UPS = "interactions", "exchanges", "important_dates", "follow_ups"
_SOURCES = (
    ("keep_in_touch:interaction", TALKS),
    ("keep_in_touch:follow_up", FOLLOW_UPS),
    ("founded", TALKS),
    ("promise", FAVOURS),
    ("thank", FAVOURS),
    ("outcome", FAVOURS),
    ("ask_only", FAVOURS),
    ("date", DATES),
)


class Unfit(Exception):
    """A record that cannot be used. ``why`` is a code of `contacts.wording_imports`."""

    def __init__(self, why: str, **told: str) -> None:
        super().__init__(why)
        self.why, self.told = why, told


@dataclass(frozen=True, slots=True)
class Place:
    """Where a record goes: the account, and the import that brings it; ``version`` is that of the file."""

    by: User
    batch: ImportBatch
    version: int = 2
    # The account that the file was made of.
    came_from: str = ""

    def address(self, old: object) -> UUID:
        """The new address of the row that had this one. Raises Unfit for what is no address."""
        return uuid5(self.by.public_id, str(_uuid(old)))

    def key_by_words(self, old: object, words: Iterable[str]) -> UUID | None:
        """The new key of an entry whose old one was made of some of these words: those of files that were imported.

        So the file that made them still finds them, and does not bring everything a second time.
        """
        try:
            account, wanted = UUID(self.came_from), UUID(str(old))
        except ValueError:
            return None
        return next((uuid5(self.by.public_id, some) for some in words if uuid5(account, some) == wanted), None)

    def entry_key(self, row: Plain) -> UUID:
        """The new key of the entry: version 1 did not carry it."""
        old = row.get("entry_key")
        return self.address(old) if old else uuid5(self.by.public_id, f"entry:{_uuid(row.get('public_id'))}")


@dataclass(slots=True)
class Source:
    """What a follow-up comes from: the words before and after the key, and the address of whose key it is."""

    before: str
    table: str = ""
    address: UUID | None = None
    after: str = ""


@dataclass(slots=True)
class Record:
    """A person with everything, to be written. ``refers``: (row, its column, the table, the address) still to resolve.

    ``founded_on`` is the address of the founding interaction; empty ``contact`` is somebody at the door, ``sent_back``
    one whose founding interaction the file only calls meaningful.
    """

    person: Person
    tags: list[str] = field(default_factory=list)
    handles: list[Handle] = field(default_factory=list)
    dates: list[ImportantDate] = field(default_factory=list)
    talks: list[Interaction] = field(default_factory=list)
    messages: list[Message] = field(default_factory=list)
    favours: list[Exchange] = field(default_factory=list)
    mentions: list[tuple[Exchange, UUID, str]] = field(default_factory=list)
    follow_ups: list[tuple[FollowUp, Source]] = field(default_factory=list)
    requests: list[Request] = field(default_factory=list)
    mutes: list[Mute] = field(default_factory=list)
    contact: dict[str, Any] = field(default_factory=dict)
    founded_on: UUID | None = None
    sent_back: bool = False
    refers: list[tuple[Model, str, str, UUID]] = field(default_factory=list)

    def rows(self) -> Iterator[Model]:
        """Every row of the record that is written by itself."""
        yield self.person
        for some in (self.handles, self.dates, self.talks, self.messages, self.favours, self.requests, self.mutes):
            yield from some
        for row, _source in self.follow_ups:
            yield row

    def by_address(self) -> dict[str, dict[UUID, Any]]:
        """The rows that others of the same person refer to, by table and address."""
        tables: tuple[tuple[str, Sequence[Any]], ...] = (
            (TALKS, self.talks),
            (FAVOURS, self.favours),
            (DATES, self.dates),
            (FOLLOW_UPS, [row for row, _source in self.follow_ups]),
        )
        return {table: {row.public_id: row for row in rows} for table, rows in tables}


def record_of(row: Plain, *, place: Place) -> Record:
    """The record of one person. Raises Unfit where a column holds what it cannot."""
    person = filled(Person, row=row, place=place)
    person.owner, person.batch = place.by, place.batch
    person.fold_name()
    record = Record(person, tags=[_text(name) for name in _list(row, "tags")])
    _refer(record, person, row, place, "parked_circle", "circles")
    for told in _rows(row, "handles"):
        record.handles.append(_handle(told, person, place))
    for told in _rows(row, "important_dates"):
        record.dates.append(_planned_for(ImportantDate, told, person, place))
    known_as = _called(record)
    for told in _rows(row, "requests"):
        request = _of_person(Request, told, person, place)
        whens = [moment_of(when) for when in (request.sent_on, request.sent_at) if when]
        words = (f"request|{request.way}|{who}|{when}" for who in known_as for when in whens)
        request.entry_key = place.key_by_words(told.get("entry_key"), words) or request.entry_key
        record.requests.append(request)
    for told in _rows(row, "muted"):
        mute = filled(Mute, row=told, place=place)
        mute.owner, mute.person = place.by, person
        record.mutes.append(mute)
    for told in _rows(row, "interactions"):
        _add_talk(record, told, place, known_as)
    for told in _rows(row, "exchanges"):
        _add_favour(record, told, place, known_as)
    for told in _rows(row, "follow_ups"):
        _add_follow_up(record, told, place)
    _add_contact(record, row.get("contact"), place)
    return record


def filled(model: type[R], *, row: Plain, place: Place) -> R:
    """A row of the table with the columns that the file has, those it lacks as usual, and new addresses.

    Raises Unfit, naming the column.
    """
    values: dict[str, Any] = {}
    for name, column in _columns(model):
        if name in row:
            values[name] = _value(column, row[name])
    names = {column.name for column in model._meta.concrete_fields}
    if "public_id" in names:
        values["public_id"] = place.address(row.get("public_id"))
    if "entry_key" in names:
        values["entry_key"] = place.entry_key(row)
    return model(**values)


def required_address(row: Plain, *, name: str, place: Place) -> UUID:
    """The new address of what that column refers to. Raises Unfit where it refers to nothing."""
    return place.address(row.get(name))


def source_key_of(source: Source, *, keys: Mapping[str, Mapping[UUID, int]]) -> str:
    """The source with the new key in place of the address; ``keys`` by table. Raises Unfit for an address of nobody."""
    if source.address is None:
        return source.before
    key = keys[source.table].get(source.address)
    if key is None:
        raise Unfit("record_refers_to_nothing", field="source")
    return f"{source.before}{key}{source.after}"


# The parts of a person


def _of_person(model: type[R], told: Plain, person: Person, place: Place) -> R:
    row: Any = filled(model, row=told, place=place)
    row.person, row.batch = person, place.batch
    return row  # type: ignore[no-any-return]


def _planned_for(model: type[R], told: Plain, person: Person, place: Place) -> R:
    """A day or a favour. The user's own stays so: for what a file brought less is planned."""
    row: Any = _of_person(model, told, person, place)
    row.batch = place.batch if told.get("brought") is True else None
    return row  # type: ignore[no-any-return]


def _handle(told: Plain, person: Person, place: Place) -> Handle:
    handle = _of_person(Handle, told, person, place)
    given = _text(told.get("normal_value") or handle.value)[:320]
    handle.normal_value = normal_handle(handle.kind, handle.value) or given
    return handle


def _called(record: Record) -> list[str]:
    """What files call them: by the path of a profile's address, or by a folded name."""
    profiles = [handle.normal_value for handle in record.handles if handle.kind == HandleKind.PROFILE]
    names = [fold(name) for name in (record.person.name, record.person.also_known_as) if name]
    return [*(called(profile=profile, name="") for profile in profiles), *names]


def _add_talk(record: Record, told: Plain, place: Place, called: Sequence[str]) -> None:
    talk = _of_person(Interaction, told, record.person, place)
    if talk.thread:
        words = (f"linkedin|{talk.thread}|{who}|{talk.happened_on}" for who in called)
        talk.entry_key = place.key_by_words(told.get("entry_key"), words) or talk.entry_key
    _judge(talk, record.person, today=timezone.localdate(timezone=place.by.tz))
    record.talks.append(talk)
    _refer(record, talk, told, place, "event", "events")
    for text in _rows(told, "messages"):
        message = filled(Message, row=text, place=place)
        message.interaction, message.batch = talk, place.batch
        message.source_key = _text(text.get("source"))[:64]
        record.messages.append(message)


def _judge(talk: Interaction, person: Person, *, today: date) -> None:
    """Hold what the file calls meaningful against E-01 and E-02, in its own words.

    The house compared it with others of that week, and with what it knew of the person then (E-04): nobody can do that
    again, so what passes with as much known as today, or with nothing, passed.
    """
    if not talk.meaningful:
        talk.missing = [what for what in _words(talk.missing) if what in Missing.values]
        return
    facts = InteractionFacts(
        channel=talk.channel,  # type: ignore[arg-type]
        started_by=talk.started_by,  # type: ignore[arg-type]
        depth=talk.depth,  # type: ignore[arg-type]
        they_took_part=talk.they_took_part,
        talked_about=talk.talked_about,
        learned=talk.learned,
        happened_on=talk.happened_on,
        # It may have been a day later where the account was then.
        today=today + timedelta(days=1),
        unfinished=talk.unfinished,
        confirmed=talk.confirmed,
        true_of_both=talk.true_of_both,
    )
    verdict = judge(facts)
    if not verdict.meaningful:
        known = (person.name, person.also_known_as, person.organisation, person.role)
        verdict = judge(replace(facts, known=tuple(filter(None, known))))
    talk.meaningful, talk.missing = verdict.meaningful, list(verdict.missing)


def _add_favour(record: Record, told: Plain, place: Place, called: Sequence[str]) -> None:
    favour = _planned_for(Exchange, told, record.person, place)
    words = (f"give|{favour.giver}|{who}|{favour.opened_on}|endorsement" for who in called)
    favour.entry_key = place.key_by_words(told.get("entry_key"), words) or favour.entry_key
    record.favours.append(favour)
    _refer(record, favour, told, place, "settled_in", TALKS)
    for mention in _rows(told, "mentions"):
        kind = _value(ExchangeMention._meta.get_field("kind"), mention.get("kind"))
        record.mentions.append((favour, required_address(mention, name="interaction", place=place), kind))


def _add_follow_up(record: Record, told: Plain, place: Place) -> None:
    row = filled(FollowUp, row=told, place=place)
    row.person = record.person
    _check_repeat(row)
    source = _source(told["source"], place) if "source" in told else _source_of_version_1(row, told, place)
    if source is None:
        return  # planned anew from what it came from
    record.follow_ups.append((row, source))
    for name, table in (("exchange", FAVOURS), ("important_date", DATES), ("closed_by", TALKS)):
        _refer(record, row, told, place, name, table)


def _add_contact(record: Record, told: Any, place: Place) -> None:
    if told is None:
        return
    if not isinstance(told, dict):
        raise Unfit("record_broken")
    for name, column in _columns(Contact):
        if name in told:
            record.contact[name] = _value(column, told[name])
    record.founded_on = required_address(told, name="founded_on", place=place)
    if told.get("circle"):
        record.contact["circle"] = place.address(told["circle"])
    record.contact.setdefault("created_at", timezone.now())
    if any(talk.public_id == record.founded_on and not talk.meaningful for talk in record.talks):
        _keep_at_the_door(record)


def _keep_at_the_door(record: Record) -> None:
    """Found nobody on nothing (E-01); what was chosen for the contact waits for one."""
    chosen, person = record.contact, record.person
    record.contact, record.founded_on, record.sent_back = {}, None, True
    person.parked_cadence_days = chosen.get("own_cadence_days")
    if chosen.get("resting_since"):
        person.parked_resting_since, person.parked_resting_until = chosen["resting_since"], chosen.get("resting_until")
        person.parked_rest_reason = chosen.get("rest_reason", "")
    record.refers = [refers for refers in record.refers if refers[1] != "parked_circle"]
    if chosen.get("circle"):
        record.refers.append((person, "parked_circle", "circles", chosen["circle"]))


def _refer(record: Record, row: Model, told: Plain, place: Place, name: str, table: str) -> None:
    if told.get(name) is not None:
        record.refers.append((row, name, table, place.address(told[name])))


def _check_repeat(row: FollowUp) -> None:
    """Raises Unfit for a rule that nobody could reckon with."""
    try:
        if row.repeat:
            next_occurrence_after(row.repeat, row.due_on)
    except (ValueError, TypeError, DomainError) as error:
        raise Unfit("record_value", field="repeat", value=row.repeat[:80]) from error


def _source(text: Any, place: Place) -> Source:
    """Raises Unfit for what no planning ever wrote: planning reads keys out of these words."""
    said = _text(text)
    for prefix, table in _SOURCES:
        if said.startswith(f"{prefix}:"):
            key, colon, rest = said.removeprefix(f"{prefix}:").partition(":")
            if colon:
                _day(rest)
            if _GONE.fullmatch(key):
                return Source(said)
            return Source(f"{prefix}:", table, place.address(key), f"{colon}{rest}")
    word, _colon, rest = said.partition(":")
    key, colon, day = rest.partition(":")
    if word not in {"reminder", VERSION_1}:
        raise Unfit("record_refers_to_nothing", field="source")
    if colon:
        _day(day)
    return Source(f"{word}:{place.address(key)}{colon}{day}")


def _source_of_version_1(row: FollowUp, told: Plain, place: Place) -> Source | None:
    """That version did not say what a follow-up came from. The user's own days aside, what is open is planned anew."""
    if row.kind == "reminder":
        return Source(f"reminder:{row.entry_key}:{row.due_on}" if row.repeat else f"reminder:{row.entry_key}")
    favour = told.get("exchange")
    for prefix, kinds in (
        ("promise", {"promise_mine", "promise_theirs"}),
        ("thank", {"thank"}),
        ("outcome", {"outcome"}),
    ):
        if favour and row.kind in kinds:
            return Source(f"{prefix}:", FAVOURS, place.address(favour))
    if row.state == FollowUpState.CLOSED and row.closed_how != ClosedHow.PLANNING:
        # Nothing comes from there any more; a key of nobody's, and of its own.
        return Source(f"{VERSION_1}:{row.entry_key}")
    return None


# Values


@cache
def _columns(model: type[Model]) -> tuple[tuple[str, Any], ...]:
    """The columns that are taken from a file as they stand."""
    left_out = _OURS | {"id", "batch"}
    return tuple(
        (column.name, column)
        for column in model._meta.concrete_fields
        if column.name not in left_out and not isinstance(column, ForeignKey | AutoField | BigAutoField)
    )


def _value(column: Any, given: Any) -> Any:
    """``given`` as that column holds it. Raises Unfit for what it cannot hold."""
    try:
        if given is None:
            if not column.null:
                raise ValidationError("null")
            return None
        if isinstance(given, list | dict) != (column.get_internal_type() == "JSONField"):
            raise ValidationError("type")
        if isinstance(given, str):
            given = _text(given)
            # Validators look at the length of a single line alone, not of a text.
            if column.max_length is not None and len(given) > column.max_length:
                raise ValidationError("length")
        value = column.to_python(given)
        # A message may have been a picture alone.
        if value in column.empty_values and (column.blank or column is Message._meta.get_field("text")):
            return value
        if isinstance(value, datetime):
            value = (value if timezone.is_aware(value) else value.replace(tzinfo=UTC)).astimezone(UTC)
        if isinstance(value, date) and not FIRST_YEAR <= value.year <= LAST_YEAR:
            raise ValidationError("year")
        column.validate(value, None)
        column.run_validators(value)
    except (ValidationError, TypeError, ValueError, OverflowError, AttributeError) as error:
        raise Unfit("record_value", field=column.name, value=str(given)[:80]) from error
    return value


def _uuid(given: Any) -> UUID:
    try:
        return UUID(_text(given))
    except (ValueError, AttributeError) as error:
        raise Unfit("record_value", field="public_id", value=str(given)[:80]) from error


def _text(given: Any) -> str:
    if not isinstance(given, str):
        raise Unfit("record_value", field="", value=str(given)[:80])
    return _UNSTORABLE.sub("", given)


def _day(given: str) -> date:
    try:
        return date.fromisoformat(given)
    except ValueError as error:
        raise Unfit("record_value", field="source", value=given[:80]) from error


def _words(given: Any) -> Sequence[str]:
    """Raises Unfit for anything but a list of texts."""
    if not isinstance(given, list) or not all(isinstance(word, str) for word in given):
        raise Unfit("record_value", field="missing", value=str(given)[:80])
    return given


def _list(row: Plain, name: str) -> Sequence[Any]:
    """A list of the file; nothing where it is missing. Raises Unfit for anything else."""
    given = row.get(name) or []
    if not isinstance(given, list):
        raise Unfit("record_value", field=name, value=str(given)[:80])
    return given


def _rows(row: Plain, name: str) -> Sequence[Plain]:
    given = _list(row, name)
    if not all(isinstance(item, dict) for item in given):
        raise Unfit("record_broken")
    return given
