"""Messages of a file: one interaction for each person, conversation and day, with its texts kept beside it.

Nothing here makes a contact, an ask or a give: what a day was about is asked in `services.sorting`. Standings and plans
of the contacts concerned are brought in step in the same transaction.
"""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import lru_cache
from uuid import UUID, uuid5

from django.utils import timezone

from contacts.importers.rows import Known, MessageRow
from contacts.models import ImportBatch, ImportRow, Interaction, Message, Person, User
from contacts.models.interactions import EARLIEST_DAY
from contacts.models.messages import MESSAGE_LENGTH
from contacts.rules import threads
from contacts.rules.handles import normal_handle
from contacts.rules.matching import called
from contacts.rules.meaningful import InteractionFacts, judge
from contacts.rules.texts import clean_line, clean_text
from contacts.rules.threads import Line, Party, Sent, ThreadDay, how_far, read_thread
from contacts.services.imports.applying import me_of, note, row_of
from contacts.services.imports.people import Met, meet
from contacts.services.imports.saving import insert_rows, insert_values
from contacts.services.imports.settling import settle_contacts
from contacts.vocabulary import Channel, Depth, HandleKind, ImportOutcome, Purpose, Side, StartedBy

# The version of an interaction that nobody has put right, sorted or deleted since it was brought.
UNTOUCHED = 1
BATCH = 500
# Of a row that stands in several days (a group's), the outcome that says most.
_TELLING = (ImportOutcome.ADDED, ImportOutcome.UPDATED, ImportOutcome.MATCHED, ImportOutcome.LEFT_OUT)
_DERIVED = ("started_by", "they_took_part", "depth", "happened_at", "missing")


@dataclass(frozen=True, slots=True)
class ReadAhead:
    """Conversations of a file before anybody looks whom they are with. ``zone``: in which their days are."""

    zone: str
    conversations: "list[_Conversation]"


def read_ahead(rows: Sequence[ImportRow], *, batch: ImportBatch, by: User) -> ReadAhead | None:
    """All of it that asks the database nothing, to be done before it is held. What makes no day has its outcome
    afterwards. None where nobody knows who the account's owner is in the file.
    """
    if (me := _me(batch)) is None:
        return None
    by_thread: defaultdict[str, list[ImportRow]] = defaultdict(list)
    for row in rows:
        by_thread[row.thread].append(row)
    read = [_read(thread, of_thread, me=me, by=by) for thread, of_thread in by_thread.items()]
    return ReadAhead(by.time_zone, read)


def apply(rows: Sequence[ImportRow], *, batch: ImportBatch, by: User, ahead: ReadAhead | None = None) -> None:
    """Bring whole conversations: what is known already is matched, a day that grew gets its further messages.

    ``ahead``: these rows as `read_ahead` read them; read here where they were not, or where the account's days are
    other ones by now.
    """
    if (me := _me(batch)) is None:
        for row in rows:
            note(row, outcome=ImportOutcome.LEFT_OUT, why="me_unknown")
        return
    if ahead is None or ahead.zone != by.time_zone:
        for row in rows:
            row.outcome = ImportOutcome.WAITING
        ahead = read_ahead(rows, batch=batch, by=by)
    conversations = ahead.conversations if ahead else []
    met = meet({one.known(day.who) for one in conversations for day in one.days}, batch=batch, by=by)
    bringing = _Bringing(batch=batch, by=by, me=me, met=met, held=_held(conversations, met, by))
    for one in conversations:
        bringing.bring(one)
    bringing.write()


def _me(batch: ImportBatch) -> threads.Me | None:
    known_as = me_of(batch)
    if not (known_as.profile or known_as.names):
        return None
    return threads.Me(frozenset({known_as.profile} if known_as.profile else ()), known_as.names)


def day_key(*, account: UUID, thread: str, who: Party, on: date) -> UUID:
    """What makes the same day of the same conversation the same entry, whichever file it comes with."""
    return uuid5(account, f"linkedin|{thread}|{called(profile=who.profile, name=who.name)}|{on.isoformat()}")


def source_key(*, author: Side, at: datetime, text: str, again: int = 1) -> str:
    """What tells a message that comes once more with a later file: 64 hexadecimal digits."""
    said = f"{author}|{at.astimezone(UTC).isoformat()}|{again}|{text}"
    return hashlib.sha256(said.encode("utf-8", "replace")).hexdigest()


def rejudge_days(*, interactions: Iterable[Interaction], by: User) -> None:
    """Judge days anew by the messages that are left, after an import was taken back that had added to them.

    Those alone that nobody touched since. The caller holds the people's locks, and settles them afterwards.
    """
    rows = [row for row in interactions if row.purpose and row.version == UNTOUCHED]
    lines = _lines_of(rows, by)
    for row in rows:
        if lines[row.pk]:
            _judge(row, lines[row.pk], names=(row.person.name,), answers=row.they_took_part)
    Interaction.everything.bulk_update(rows, _DERIVED, batch_size=BATCH)


# One conversation of the file


@dataclass
class _Conversation:
    """The rows and messages of one conversation by their keys, and the days that they make. A message has several rows
    where a zip holds its file more than once.
    """

    thread: str
    account: UUID
    rows: dict[str, list[ImportRow]] = field(default_factory=dict)
    sent: list[Sent] = field(default_factory=list)
    addresses: dict[str, str] = field(default_factory=dict)
    days: tuple[ThreadDay, ...] = ()

    def note(self, key: str, *, outcome: ImportOutcome, why: str, person: Person | None = None) -> None:
        first, *copies = self.rows[key]
        note(first, outcome=outcome, why=why, person=person)
        again = ImportOutcome.LEFT_OUT if outcome == ImportOutcome.LEFT_OUT else ImportOutcome.MATCHED
        for row in copies:
            note(row, outcome=again, why=why, person=person)

    def known(self, who: Party) -> Known:
        return Known(clean_line(who.name), self.addresses.get(who.profile, ""))

    def key_of(self, day: ThreadDay) -> UUID:
        return day_key(account=self.account, thread=self.thread, who=day.who, on=day.on)

    def party(self, known: Known) -> Party:
        profile = normal_handle(HandleKind.PROFILE, known.profile) if known.profile else ""
        if profile:
            self.addresses.setdefault(profile, known.profile)
        return Party(known.name, profile)


def _read(thread: str, rows: Iterable[ImportRow], *, me: threads.Me, by: User) -> _Conversation:
    """What has a day to stand on; the others have their outcome afterwards."""
    today = timezone.localdate(timezone=by.tz)
    conversation = _Conversation(thread=thread, account=by.public_id)
    same: Counter[tuple[str, str]] = Counter()
    for row in rows:
        message = row_of(row)
        assert isinstance(message, MessageRow)
        at = message.at if message.at.tzinfo else message.at.replace(tzinfo=by.tz)
        if at.year > today.year + 1 or by.local(at).date() > today or by.local(at).date() < EARLIEST_DAY:
            note(row, outcome=ImportOutcome.REFUSED, why="day_out_of_reach", told={"value": at.date().isoformat()})
            continue
        text, sender = _text(message), conversation.party(message.sender)
        author = Side.ME if me.is_it(sender) else Side.THEM
        key = source_key(author=author, at=at, text=text)
        # The same word twice in one second is two messages; the same file twice in one zip is one.
        same[row.part, key] += 1
        if (again := same[row.part, key]) > 1:
            key = source_key(author=author, at=at, text=text, again=again)
        conversation.rows.setdefault(key, []).append(row)
        if len(conversation.rows[key]) > 1:
            continue
        conversation.sent.append(
            Sent(key, sender, tuple(conversation.party(known) for known in message.recipients), at, text)
        )
    found = read_thread(conversation.sent, me=me, zone=by.tz)
    conversation.days = found.days
    for key, why in found.left_out.items():
        conversation.note(key, outcome=ImportOutcome.LEFT_OUT, why=why)
    return conversation


def _text(message: MessageRow) -> str:
    """What was written, its subject before it."""
    text, subject = clean_text(message.text), clean_line(message.subject)
    return (f"{subject}\n\n{text}" if subject else text)[:MESSAGE_LENGTH].strip()


# What the account holds already


@dataclass(frozen=True)
class _Held:
    """Interactions of the file's conversations, deleted ones included, and which messages stand in which thread.

    A message is looked for in the whole conversation with its person: the account's time zone may have been another
    one when it came, so that it stands under another day.
    """

    by_key: Mapping[UUID, Interaction]
    keys: Mapping[tuple[str, int], Collection[str]]


def _held(conversations: Collection[_Conversation], met: Mapping[Known, Met], by: User) -> _Held:
    ours = Interaction.everything.filter(person__owner=by)
    keys = [one.key_of(day) for one in conversations for day in one.days]
    people = [found.person.pk for found in met.values() if found.person and not found.is_new]
    named = sorted({one.thread for one in conversations if one.thread})
    rows: dict[int, Interaction] = {}
    for start in range(0, len(keys), BATCH):
        rows |= {row.pk: row for row in ours.filter(entry_key__in=keys[start : start + BATCH])}
    for start in range(0, len(people), BATCH):
        with_them = ours.filter(person_id__among=people[start : start + BATCH])
        for begin in range(0, len(named), BATCH):
            rows |= {row.pk: row for row in with_them.filter(thread__in=named[begin : begin + BATCH])}
    stand: defaultdict[tuple[str, int], set[str]] = defaultdict(set)
    found = list(rows)
    for start in range(0, len(found), BATCH):
        some = Message.objects.filter(interaction_id__among=found[start : start + BATCH])
        for interaction_id, key in some.values_list("interaction_id", "source_key"):
            row = rows[interaction_id]
            stand[row.thread, row.person_id].add(key)
    return _Held({row.entry_key: row for row in rows.values()}, stand)


def _lines_of(rows: Collection[Interaction], by: User) -> defaultdict[int, list[Line]]:
    lines: defaultdict[int, list[Line]] = defaultdict(list)
    for message in Message.objects.filter(interaction_id__among=[row.pk for row in rows]).order_by("at", "id"):
        at = by.local(message.at)
        lines[message.interaction_id].append(Line(message.source_key, Side(message.author), at, message.text))
    return lines


# What is written


@dataclass
class _Bringing:
    """The writing of a chunk, gathered so that each table is written at once."""

    batch: ImportBatch
    by: User
    me: threads.Me
    met: Mapping[Known, Met]
    held: _Held
    new: list[Interaction] = field(default_factory=list)
    grown: dict[int, tuple[Interaction, ThreadDay, list[Line]]] = field(default_factory=dict)
    messages: list[tuple[Interaction, Line]] = field(default_factory=list)
    concerned: set[int] = field(default_factory=set)

    def bring(self, one: _Conversation) -> None:
        told: dict[str, tuple[ImportOutcome, str, Person | None]] = {}
        for day in one.days:
            for key, outcome in self._day(one, day).items():
                if key not in told or _TELLING.index(outcome[0]) < _TELLING.index(told[key][0]):
                    told[key] = outcome
        for key, (result, why, person) in told.items():
            one.note(key, outcome=result, why=why, person=person)

    def _day(self, one: _Conversation, day: ThreadDay) -> dict[str, tuple[ImportOutcome, str, Person | None]]:
        """What becomes of each message of the day."""
        met = self.met.get(one.known(day.who))
        if met is None or met.person is None:
            why = met.why if met else "no_name"
            return {line.key: (ImportOutcome.LEFT_OUT, why, None) for line in day.lines}
        row = self.held.by_key.get(one.key_of(day))
        person = met.person
        if row is not None and row.deleted_at is not None:
            return {line.key: (ImportOutcome.LEFT_OUT, "day_deleted", person) for line in day.lines}
        stand = self.held.keys.get((one.thread, person.pk), ()) if not met.is_new else ()
        if row is not None:
            stand = {*stand, *self.held.keys.get((row.thread, row.person_id), ())}
        lines = [line for line in day.lines if line.key not in stand]
        if not lines:
            return {line.key: (ImportOutcome.MATCHED, "", person) for line in day.lines}
        if row is None:
            row = self._new(one, day, person, lines)
            result = ImportOutcome.ADDED
        else:
            self.grown[row.pk] = row, day, lines
            result = ImportOutcome.UPDATED
        self.messages += [(row, line) for line in lines]
        if not met.is_new:
            self.concerned.add(person.pk)
        fresh = {line.key for line in lines}
        return {line.key: (result if line.key in fresh else ImportOutcome.MATCHED, "", person) for line in day.lines}

    def _new(self, one: _Conversation, day: ThreadDay, person: Person, lines: Sequence[Line]) -> Interaction:
        row = Interaction(
            person=person,
            entry_key=one.key_of(day),
            thread=one.thread,
            happened_on=day.on,
            channel=Channel.MESSAGE,
            purpose=Purpose.UNKNOWN,
            batch=self.batch,
        )
        _put(row, lines[0].at, day.started_by, day.depth, took_part=day.they_took_part)
        self.new.append(row)
        return row

    def write(self) -> None:
        insert_rows(self.new)
        # What somebody sorted or put right stays as they left it; the further messages stand with it all the same.
        untouched = [row for row, _day, _lines in self.grown.values() if row.version == UNTOUCHED]
        before = _lines_of(untouched, self.by)
        for row in untouched:
            _row, day, further = self.grown[row.pk]
            lines = sorted((*before[row.pk], *further), key=lambda line: line.at)
            answers = row.they_took_part or day.they_took_part
            _judge(row, lines, names=(day.who.name, *sorted(self.me.names)), answers=answers)
        Interaction.everything.bulk_update(untouched, _DERIVED, batch_size=BATCH)
        insert_values(
            Message,
            names=("interaction_id", "author", "at", "text", "source_key", "batch_id"),
            values=(
                (row.pk, line.author, line.at.astimezone(UTC), line.text, line.key, self.batch.pk)
                for row, line in self.messages
            ),
        )
        self.concerned |= {row.person_id for row, _day, _lines in self.grown.values()}
        settle_contacts(people=self.concerned, by=self.by)


def _judge(row: Interaction, lines: Sequence[Line], *, names: Collection[str], answers: bool) -> None:
    both = {line.author for line in lines} == set(Side)
    first = StartedBy.ME if lines[0].author == Side.ME else StartedBy.THEM
    _put(row, lines[0].at, first, how_far(lines, names=names), took_part=both or answers)


def _put(row: Interaction, at: datetime, started_by: StartedBy, depth: Depth, *, took_part: bool) -> None:
    row.started_by, row.depth, row.they_took_part = started_by, depth, took_part
    row.happened_at = at.time().replace(tzinfo=None, microsecond=0)
    row.missing = list(_missing(depth, took_part=took_part))


@lru_cache
def _missing(depth: Depth, *, took_part: bool) -> tuple[str, ...]:
    """What the gate misses where nobody has said yet what it was about (E-01). No day matters to it."""
    day = date.min
    facts = InteractionFacts(
        channel=Channel.MESSAGE,
        started_by=StartedBy.ME,
        depth=depth,
        they_took_part=took_part,
        talked_about="",
        learned="",
        happened_on=day,
        today=day,
    )
    return tuple(judge(facts).missing)
