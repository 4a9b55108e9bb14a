"""What reading counts while rows go by: their kinds, their days, and who takes part in the conversations, so that the
preview can say whose file it is. It sees every row of the file, in each slice anew.
"""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256
from typing import Any

from django.utils import timezone

from contacts.importers.rows import Known, LeftOut, MessageRow, OwnRow, Refused, Row
from contacts.importers.unreadable import Unreadable
from contacts.models import ImportBatch
from contacts.models.interactions import EARLIEST_DAY
from contacts.rules.days import is_too_long_ago
from contacts.rules.handles import normal_handle
from contacts.rules.matching import Appearance, guess_me
from contacts.rules.names import fold
from contacts.services.imports.packing import day_of, kind_of, pack
from contacts.vocabulary import HandleKind, ImportOutcome, ImportRowKind

PART_LENGTH = 120
THREAD_LENGTH = 200
WHY_LENGTH = 32
ME_CANDIDATES = 5


@dataclass(slots=True)
class Staged:
    """A row of the file as `ImportRow` keeps it while it waits."""

    part: str
    line: int
    kind: ImportRowKind
    thread: str = ""
    data: dict[str, Any] = field(default_factory=dict)
    outcome: ImportOutcome = ImportOutcome.WAITING
    why: str = ""
    told: dict[str, Any] = field(default_factory=dict)


class Tally:
    def __init__(self, batch: ImportBatch) -> None:
        self._today = timezone.localdate(timezone=batch.owner.tz)
        self._kind = ImportRowKind.PERSON
        self._place = ("", 0)
        self._first: date | None = None
        self._last: date | None = None
        self._unlikely = 0
        self._own_names: set[str] = set()
        self._profiles: dict[str, str] = {}
        self._names: dict[str, str] = {}
        self._in_threads: Counter[str] = Counter()
        self._seen_in: set[int] = set()
        # Who wrote in which conversation: addresses, or names without one.
        self._senders: dict[int, tuple[str, ...]] = {}

    def row_of(self, row: Row) -> Staged:
        """The row as it waits, with its outcome where it has one already. Each row of the file is seen once, here or
        by `pass_by`.
        """
        is_possible = self.pass_by(row)
        made = Staged(part=row.part[:PART_LENGTH], line=row.line, kind=self._kind)
        if isinstance(row, LeftOut | Refused):
            made.outcome = ImportOutcome.REFUSED if isinstance(row, Refused) else ImportOutcome.LEFT_OUT
            made.why, made.told = row.why[:WHY_LENGTH], dict(row.told)
            made.data = pack(row)
        elif isinstance(row, OwnRow):
            made.outcome, made.why = ImportOutcome.LEFT_OUT, "own"
        else:
            made.data = pack(row)
            if not is_possible:
                made.outcome, made.why = ImportOutcome.REFUSED, "too_long_ago"
                made.told = {"day": str(day_of(row))}
            elif isinstance(row, MessageRow):
                made.thread = thread_of(row.conversation)
        return made

    def pass_by(self, row: Row) -> bool:
        """Count a row that is staged already. False where its day keeps it out of the notebook."""
        # What was left out or refused is of the kind of its neighbours in the file.
        if row.part != self._place[0]:
            self._kind = ImportRowKind.PERSON
        self._kind = kind_of(row) or self._kind
        self._place = (row.part, row.line)
        if isinstance(row, OwnRow):
            self._own_names |= {fold(row.name)} - {""}
            return True
        day = day_of(row)
        if day is not None and not self._count_day(day) and self._kind != ImportRowKind.PERSON:
            return False
        if isinstance(row, MessageRow):
            self._listen(row)
        return True

    def cut(self, unreadable: Unreadable) -> Staged:
        """A row for the rest of the file, which cannot be read."""
        part, line = self._place
        return Staged(
            part=part[:PART_LENGTH],
            line=line + 1,
            kind=self._kind,
            outcome=ImportOutcome.REFUSED,
            why=unreadable.why[:WHY_LENGTH],
            told=dict(unreadable.told),
        )

    def about(self, *, known_me: str) -> dict[str, Any]:
        """What of it stands in `ImportBatch.about`."""
        several = [senders for senders in self._senders.values() if len(senders) > 1]
        wrote = Counter(sender for senders in several for sender in senders)
        appearances = [
            Appearance(profile, self._profiles[profile], count, wrote[profile])
            for profile, count in self._in_threads.most_common()
        ]
        me = guess_me(appearances, two_sided=len(several), own_names=self._own_names, known=known_me)
        names = self._own_names | ({fold(self._profiles[me])} if me else set())
        likely = sorted(
            appearances,
            key=lambda one: (one.profile != me, fold(one.name) not in self._own_names, -one.two_sided),
        )
        return {
            "first_day": self._first and self._first.isoformat(),
            "last_day": self._last and self._last.isoformat(),
            "unlikely_days": self._unlikely,
            "me": me,
            "own_names": sorted(self._own_names),
            "me_names": sorted(names - {""}),
            "me_candidates": [[one.profile, one.name, one.conversations] for one in likely[:ME_CANDIDATES]],
        }

    def _count_day(self, day: date) -> bool:
        """False where the notebook takes no such day. Days before anybody's time, or ahead, are counted as unlikely."""
        if day < EARLIEST_DAY:
            return False
        self._first = day if self._first is None else min(self._first, day)
        self._last = day if self._last is None else max(self._last, day)
        self._unlikely += is_too_long_ago(day, today=self._today) or (day - self._today).days > 1
        return True

    def _listen(self, row: MessageRow) -> None:
        thread = hash(row.conversation)
        sender = self._appears(row.sender, thread) or fold(row.sender.name)
        senders = self._senders.get(thread, ())
        if sender not in senders:
            self._senders[thread] = (*senders, sender)
        for known in row.recipients:
            self._appears(known, thread)

    def _appears(self, known: Known, thread: int) -> str:
        """Note that somebody takes part; answers with their normal profile."""
        if not known.profile:
            return ""
        normal = self._names.get(known.profile)
        if normal is None:
            normal = self._names[known.profile] = normal_handle(HandleKind.PROFILE, known.profile)
        mark = hash((normal, thread))
        if normal and mark not in self._seen_in:
            self._seen_in.add(mark)
            self._in_threads[normal] += 1
            self._profiles.setdefault(normal, known.name)
        return normal


def thread_of(conversation: str) -> str:
    """The conversation as a key of at most 200 characters."""
    if len(conversation) <= THREAD_LENGTH:
        return conversation
    return sha256(conversation.encode(errors="surrogatepass")).hexdigest()
