"""Conversations in writing, as a file brings them: what passed between the user and each other person on each day.

All messages of one conversation in, the days out, each with who wrote first, whether both took part, and how far it
went. Days are local to the account.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo

from contacts.rules.meaningful import ANSWERED_WITHIN_DAYS
from contacts.rules.names import fold
from contacts.rules.words import tells_something
from contacts.vocabulary import Depth, Side, StartedBy

# Why a message makes no interaction; codes of `contacts.wording_imports`.
NO_ADDRESS = "no_address"
NO_RECIPIENT = "no_recipient"
TO_YOURSELF = "to_yourself"
TO_SEVERAL = "to_several"
ME_UNKNOWN = "me_unknown"

LONGEST_GREETING = 200

# What stands in place of a name where the other side closed their account.
_NOBODY = frozenset({"linkedin member", "linkedin user"})


@dataclass(frozen=True, slots=True)
class Party:
    """One side of a message: a name, and the key of their profile where there is one."""

    name: str
    profile: str = ""

    @property
    def is_somebody(self) -> bool:
        """False where neither address nor name tells who it is."""
        return bool(self.profile) or fold(self.name) not in _NOBODY | {""}


@dataclass(frozen=True, slots=True)
class Me:
    """How the user appears in a file: profile keys, and names for where there is no profile."""

    profiles: frozenset[str]
    names: frozenset[str] = frozenset()

    def is_it(self, party: Party) -> bool:
        if party.profile:
            return party.profile in self.profiles
        return fold(party.name) in {fold(name) for name in self.names}

    def may_be(self, sender: Party, recipients: Iterable[Party]) -> bool:
        """Whether nobody can tell if it was the user who wrote: an address, where theirs is not known, to somebody
        else than them.
        """
        return bool(sender.profile) and not self.profiles and not any(map(self.is_it, recipients))


@dataclass(frozen=True, slots=True)
class Sent:
    """One message. ``key`` tells it apart and is the caller's own; ``at`` is aware."""

    key: str
    sender: Party
    recipients: tuple[Party, ...]
    at: datetime
    text: str


@dataclass(frozen=True, slots=True)
class Line:
    """A message as it stands in a day. ``at`` is in the account's time zone."""

    key: str
    author: Side
    at: datetime
    text: str


@dataclass(frozen=True, slots=True)
class ThreadDay:
    """What passed between the user and ``who`` on one local day of a conversation; the lines in order, at least one."""

    who: Party
    on: date
    lines: tuple[Line, ...]
    started_by: StartedBy
    they_took_part: bool
    depth: Depth


@dataclass(frozen=True, slots=True)
class Thread:
    """A whole conversation. ``left_out``: why a message stands in no day, by its key."""

    days: tuple[ThreadDay, ...]
    left_out: Mapping[str, str]


def read_thread(messages: Iterable[Sent], *, me: Me, zone: tzinfo) -> Thread:
    """The days of one conversation, oldest first. The order of ``messages`` counts only between equal moments.

    With one other person every day is a day with them. In a group a day is shared with those who wrote something on
    it: what the user wrote to several, and nobody answered that day, is with nobody.
    """
    sent = sorted(messages, key=lambda one: one.at)
    naming = _Naming(sent)
    left_out: dict[str, str] = {}
    placed: list[tuple[Sent, Party]] = []
    others: set[Party] = set()
    for one in sent:
        sender = naming.of(one.sender)
        is_mine = me.is_it(sender)
        if not is_mine and not sender.profile:
            left_out[one.key] = NO_ADDRESS
            continue
        recipients = [naming.of(recipient) for recipient in one.recipients]
        if me.may_be(sender, recipients):
            left_out[one.key] = ME_UNKNOWN
            continue
        placed.append((one, sender))
        everybody = [sender, *recipients]
        others |= {party for party in everybody if party.is_somebody and not me.is_it(party)}
    lines: defaultdict[tuple[Party, date], list[Line]] = defaultdict(list)
    is_group = len(others) > 1
    writers = _writers(placed, me, zone) if is_group else {}
    for one, sender in placed:
        at = one.at.astimezone(zone)
        is_mine = me.is_it(sender)
        if is_mine:
            with_whom: Collection[Party] = writers.get(at.date(), ()) if is_group else others
            if not with_whom:
                left_out[one.key] = TO_SEVERAL if is_group else _why_nobody(one, naming, me)
        else:
            with_whom = (sender,)
        for who in with_whom:
            lines[who, at.date()].append(Line(one.key, Side.ME if is_mine else Side.THEM, at, one.text))
    return Thread(days=tuple(_days(lines, me)), left_out=left_out)


def is_two_sided(days: Iterable[ThreadDay]) -> bool:
    """Whether each side wrote something in these days."""
    return {line.author for day in days for line in day.lines} == set(Side)


def how_far(lines: Iterable[Line], *, names: Collection[str] = ()) -> Depth:
    """A chat where somebody said something, and whoever wrote used words; else a hello.

    A bare greeting, thanks or congratulations say nothing, and a like is no answer in words (E-02). ``names`` are
    those of the two.
    """
    texts: defaultdict[Side, list[str]] = defaultdict(list)
    for line in lines:
        texts[line.author].append(line.text)
    if not all(any(map(_has_words, by)) for by in texts.values()):
        return Depth.HELLO
    longest_first = sorted((text for by in texts.values() for text in by), key=len, reverse=True)
    return Depth.CHAT if any(_tells(text, names) for text in longest_first) else Depth.HELLO


def _has_words(text: str) -> bool:
    return any(map(str.isalnum, text))


def _tells(text: str, names: Collection[str]) -> bool:
    """Nobody greets at such length, so a long text is not looked into."""
    if len(text) > LONGEST_GREETING:
        return True
    return tells_something(text, known=names)


class _Naming:
    """Who is meant by a name without an address: the only one who goes by it elsewhere in the conversation."""

    def __init__(self, messages: Sequence[Sent]) -> None:
        named: defaultdict[str, set[str]] = defaultdict(set)
        self._names: dict[str, str] = {}
        for one in messages:
            for party in (one.sender, *one.recipients):
                if party.profile:
                    named[fold(party.name)].add(party.profile)
                    # One person stays one though their name changed on the way.
                    self._names[party.profile] = party.name or self._names.get(party.profile, "")
        self._profiles = {name: min(profiles) for name, profiles in named.items() if name and len(profiles) == 1}
        self._seen: dict[Party, Party] = {}

    def of(self, party: Party) -> Party:
        if party not in self._seen:
            name = fold(party.name)
            profile = party.profile or self._profiles.get(name, "")
            self._seen[party] = Party(self._names[profile], profile) if profile else Party(party.name)
        return self._seen[party]


def _writers(placed: Iterable[tuple[Sent, Party]], me: Me, zone: tzinfo) -> dict[date, list[Party]]:
    """Who else wrote on which day, in the order of their first words."""
    found: defaultdict[date, dict[Party, None]] = defaultdict(dict)
    for one, sender in placed:
        if not me.is_it(sender):
            found[one.at.astimezone(zone).date()][sender] = None
    return {day: list(writers) for day, writers in found.items()}


def _why_nobody(one: Sent, naming: _Naming, me: Me) -> str:
    recipients = [naming.of(recipient) for recipient in one.recipients]
    if any(me.is_it(party) for party in recipients):
        return TO_YOURSELF
    return NO_ADDRESS if recipients else NO_RECIPIENT


def _days(lines: Mapping[tuple[Party, date], Sequence[Line]], me: Me) -> Iterable[ThreadDay]:
    """Oldest first. A day with one side only is two-way where it answers the other side of the thirty days before."""
    wrote_on: dict[tuple[Party, Side], date] = {}
    my_names = sorted(me.names)
    for (who, on), of_day in sorted(lines.items(), key=lambda item: (item[0][1], item[1][0].at)):
        first = of_day[0].author
        authors = {line.author for line in of_day}
        other = Side.THEM if first == Side.ME else Side.ME
        before = wrote_on.get((who, other))
        answers = before is not None and on - before <= timedelta(days=ANSWERED_WITHIN_DAYS)
        yield ThreadDay(
            who=who,
            on=on,
            lines=tuple(of_day),
            started_by=StartedBy.ME if first == Side.ME else StartedBy.THEM,
            they_took_part=len(authors) > 1 or answers,
            depth=how_far(of_day, names=(who.name, *my_names)),
        )
        for author in authors:
            wrote_on[who, author] = on
