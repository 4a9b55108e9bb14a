"""Measures one database in this process: queries, median and 95th percentile of each page, and how it compares."""

import argparse
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import redirect_stdout
from dataclasses import dataclass
from io import StringIO
from itertools import cycle
from uuid import uuid4

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.db import connection  # noqa: E402
from django.http import HttpResponse  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import (  # noqa: E402
    CaptureQueriesContext,
    override_settings,
    setup_test_environment,
)
from django.urls import reverse  # noqa: E402

from contacts import gate  # noqa: E402
from contacts.models import Person, User  # noqa: E402
from tests.bench.seed import seed  # noqa: E402

SIZES = (100, 1_000, 10_000)
GOAL_TIMES = 4.0
WARM_UP = 3
BUDGET = 4.0  # seconds a page may take in all, so that a slow machine answers, too
LEAST = 10
HEAD = f"{'page':<10} {'people':>7} {'queries':>7} {'p50 ms':>8} {'p95 ms':>8} {'bare p50':>9} {'times':>6}"

Ask = Callable[[], HttpResponse]


@dataclass(frozen=True, slots=True)
class Figures:
    queries: int
    p50: float
    p95: float


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES, help="people in an account")
    parser.add_argument("--repeats", type=int, default=30, help="how often each page is asked for at most")
    options = parser.parse_args()
    setup_test_environment(debug=False)
    with redirect_stdout(StringIO()):  # making the cache table a second time says so, whatever the verbosity
        connection.creation.create_test_db(verbosity=0, autoclobber=True)
    try:
        with override_settings(ROOT_URLCONF="tests.bench.bare"):
            _run(options.sizes, options.repeats)
    finally:
        connection.creation.destroy_test_db(settings.DATABASES["default"]["NAME"], verbosity=0)
    return 0


def _run(sizes: list[int], repeats: int) -> None:
    accounts: dict[int, User] = {}
    for people in sizes:
        began = time.perf_counter()
        accounts[people] = seed(people=people)
        _say(f"{connection.vendor}: {people} people brought in, {time.perf_counter() - began:.0f} s")
    assert not gate.missing()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    _say(HEAD)
    for people, account in accounts.items():
        client = Client()
        client.force_login(account)
        for name, ours, bare in _pages(client, account):
            mine, theirs = _measure(ours, bare, repeats=repeats)
            times = mine.p50 / theirs.p50
            _say(
                f"{name:<10} {people:>7} {mine.queries:>7} {mine.p50:>8.1f} {mine.p95:>8.1f} {theirs.p50:>9.1f}"
                f" {times:>5.1f}{' ' if times <= GOAL_TIMES else '*'}"
            )
    _say(f"times: p50 against the bare page of the same run; * marks more than {GOAL_TIMES:.0f}.")


def _pages(client: Client, account: User) -> Iterator[tuple[str, Ask, Ask]]:
    """Each page as the product makes it, and bare."""
    chosen = cycle(list(Person.objects.owned_by(account).contacts().order_by("pk")[:60]))

    def get(name: str, *args: object) -> Ask:
        address = reverse(name, args=args)
        return lambda: client.get(address)

    def on_someone(name: str) -> Ask:
        return lambda: client.get(reverse(name, args=[next(chosen).public_id]))

    def save(name: str) -> Ask:
        return lambda: client.post(reverse(name), _entry(next(chosen)))

    yield "today", get("today"), get("bare_today")
    yield "log", get("log"), get("bare_log")
    yield "log, save", save("log"), save("bare_log")
    yield "person", on_someone("person"), on_someone("bare_person")
    yield "people", get("people"), get("bare_people")
    yield "balance", get("balance"), get("bare_balance")


def _entry(person: Person) -> dict[str, object]:
    key = uuid4()
    return {
        "entry_key": key,
        "version": 0,
        "name": person.name,
        "person": person.public_id,
        "talked_about": "the ferry timetable and who keeps it",
        "learned": f"moves to Tromsø in spring, keeps the letters of an aunt, {key.hex[:12]}",
    }


def _measure(*asks: Ask, repeats: int) -> list[Figures]:
    """By turns, so that a machine busy with something else slows all of them alike."""
    spent: list[list[float]] = [[] for _ in asks]
    queries = [_queries(ask) for ask in asks]
    ends = time.perf_counter() + BUDGET
    while len(spent[0]) < LEAST or (len(spent[0]) < repeats and time.perf_counter() < ends):
        for ask, times in zip(asks, spent, strict=True):
            began = time.perf_counter()
            ask()
            times.append((time.perf_counter() - began) * 1000)
    return [
        Figures(count, statistics.median(times), statistics.quantiles(times, n=20)[-1])
        for count, times in zip(queries, spent, strict=True)
    ]


def _queries(ask: Ask) -> int:
    """How many it asks once warm."""
    for _ in range(WARM_UP):
        answer = ask()
        if answer.status_code not in {200, 302}:
            raise AssertionError(f"{answer.request['PATH_INFO']} answers {answer.status_code}")  # type: ignore[attr-defined]
    with CaptureQueriesContext(connection) as asked:
        ask()
    return len(asked)


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
