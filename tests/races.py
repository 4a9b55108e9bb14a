"""Two transactions at once, for real: a rival has a connection of its own, and one sees when it waits for a lock."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from typing import Any

from django.db import connection, transaction

from networking.up.processes import wait_until

PATIENCE = 30.0

_WAITS = "SELECT wait_event_type = 'Lock' FROM pg_stat_activity WHERE pid = %s"
_WAITS_FOR = "SELECT count(*) > 0 FROM pg_locks WHERE pid = %s AND NOT granted"


class Rival:
    """Runs one verb in a thread with its own database connection (PostgreSQL)."""

    def __init__(self, verb: Callable[[], Any]) -> None:
        self._thread = ThreadPoolExecutor(max_workers=1)
        self.pid: int = self._thread.submit(_backend).result(PATIENCE)
        self._outcome = self._thread.submit(verb)

    def is_waiting(self) -> bool:
        """True while the database itself says that this session waits for somebody's lock."""
        with connection.cursor() as cursor:
            cursor.execute(_WAITS, [self.pid])
            activity = cursor.fetchone()
            cursor.execute(_WAITS_FOR, [self.pid])
            return bool(activity and activity[0]) and bool(cursor.fetchone()[0])

    def wait_until_it_waits(self) -> None:
        assert wait_until(lambda: self._outcome.done() or self.is_waiting(), seconds=PATIENCE)
        assert not self._outcome.done(), f"it did not wait: {self._outcome.exception() or self._outcome.result()!r}"

    def outcome(self) -> "Outcome":
        error = self._outcome.exception(PATIENCE)
        return Outcome(answer=None if error else self._outcome.result(), error=error)

    def go_home(self) -> None:
        self._thread.submit(lambda: connection.close()).result(PATIENCE)
        self._thread.shutdown()


@dataclass(frozen=True)
class Outcome:
    """What the second of two verbs came to."""

    answer: Any
    error: BaseException | None


def meet(first: Callable[[], Any], second: Callable[[], Any], *, roll_back: bool = False) -> Outcome:
    """``first`` has written but not committed when ``second`` comes; the second waits until the first has ended."""
    with ExitStack() as stack:
        with transaction.atomic():
            first()
            rival = Rival(second)
            stack.callback(rival.go_home)
            rival.wait_until_it_waits()
            transaction.set_rollback(roll_back)
        return rival.outcome()


def _backend() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        return int(cursor.fetchone()[0])
