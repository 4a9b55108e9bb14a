"""Asks a running house for its pages as a browser would, each by turns with its bare twin, and makes the table."""

import http.client
import random
import statistics
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from itertools import cycle
from urllib.parse import urlencode, urlsplit
from uuid import uuid4
from zoneinfo import ZoneInfo

from tests.bench.counting import HEADER

TIME_ZONE = "Europe/Oslo"
WORDS = (
    *("Tromsø", "an aunt's letters", "two hives", "the night shift", "a wooden boat", "Lisbon", "her knee", "a choir"),
    *("the bakery", "Arabic lessons", "three cats", "the Øresund", "a new lab", "old Saabs", "his thesis", "potatoes"),
    *("the lighthouse", "twins in June", "tax law", "a greenhouse", "the marathon", "a viola", "the ferry", "chess"),
)
WARM_UP = 5
BUDGET = 60.0  # seconds a page may take in all, so that a slow machine answers, too
LEAST = 20

GOAL_TIMES = 4.0
GOAL_P95, GOAL_P95_SAVE = 30.0, 40.0
GOAL_QUERIES = 12
TITLES = ("page", "p50 ms", "p95 ms", "queries", "KB", "gzip KB", "bare p50", "p95", "queries", "KB", "times", "goal")
WIDTHS = (-11, 7, 7, 8, 7, 8, 10, 7, 8, 7, 6, 0)


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    headers: Mapping[str, str]
    body: bytes


class Browser:
    """One connection that is kept, and the cookies of one account."""

    def __init__(self, address: str) -> None:
        self.wire = http.client.HTTPConnection(urlsplit(address).netloc)
        self.origin = address
        self.cookies: dict[str, str] = {}

    def ask(self, path: str, form: Mapping[str, str] | None = None, **headers: str) -> Answer:
        """GET, or POST with a form. No redirect is followed; the body stays as it came over the wire."""
        sent = {"Accept-Encoding": "gzip", "Cookie": "; ".join(f"{k}={v}" for k, v in self.cookies.items())}
        body = None
        if form is not None:
            body = urlencode({"csrfmiddlewaretoken": self.cookies["rapport_csrf"], **form})
            sent |= {"Content-Type": "application/x-www-form-urlencoded", "Origin": self.origin}
        self.wire.request("GET" if form is None else "POST", path, body, sent | headers)
        response = self.wire.getresponse()
        answer = Answer(response.status, response.headers, response.read())
        for cookie in response.headers.get_all("Set-Cookie") or ():
            name, _, value = cookie.partition(";")[0].partition("=")
            self.cookies[name] = value
        return answer

    def sign_in(self, email: str, password: str) -> None:
        self.ask("/accounts/login/")
        answer = self.ask("/accounts/login/", {"login": email, "password": password})
        if answer.status != 302:
            raise AssertionError(f"signing in answers {answer.status}")


Ask = Callable[..., Answer]


@dataclass(slots=True)
class Figures:
    """What one page took: milliseconds, queries, bytes of the body as it is and compressed."""

    ask: Ask
    spent: list[float] = field(default_factory=list)
    queries: int = 0
    size: int = 0
    compressed: int = 0

    @property
    def p50(self) -> float:
        return statistics.median(self.spent)

    @property
    def p95(self) -> float:
        return statistics.quantiles(self.spent, n=20)[-1]


@dataclass(frozen=True, slots=True)
class Page:
    name: str
    ours: Figures
    bare: Figures
    is_save: bool = False

    @property
    def times(self) -> float:
        return self.ours.p50 / self.bare.p50

    def missed(self, *, of_postgresql: bool) -> list[str]:
        """Which of the goals it misses. Saving has one of its own; those in milliseconds are PostgreSQL's."""
        missed = []
        if not self.is_save and self.times > GOAL_TIMES:
            missed.append(f"times > {GOAL_TIMES:.0f}")
        goal_p95 = GOAL_P95_SAVE if self.is_save else GOAL_P95
        if of_postgresql and self.ours.p95 >= goal_p95:
            missed.append(f"p95 >= {goal_p95:.0f} ms")
        if not self.is_save and self.ours.queries > GOAL_QUERIES:
            missed.append(f"queries > {GOAL_QUERIES}")
        return missed


def pages(browser: Browser, chosen: list[dict[str, str]]) -> Iterator[Page]:
    """Each page as the product makes it, and bare; whom they are about changes each time."""
    people = {of: cycle(chosen) for of in ("ours", "bare")}

    def get(path: str) -> Figures:
        return Figures(lambda **headers: browser.ask(path, **headers))

    def of_somebody(root: str, whose: str) -> Figures:
        return Figures(lambda **headers: browser.ask(f"{root}{next(people[whose])['person']}/", **headers))

    def save(path: str, whose: str) -> Figures:
        return Figures(lambda **headers: browser.ask(path, _entry(next(people[whose])), **headers))

    yield Page("Today", get("/"), get("/bare/"))
    yield Page("log", get("/log/"), get("/bare/log/"))
    yield Page("log, save", save("/log/", "ours"), save("/bare/log/", "bare"), is_save=True)
    yield Page("person", of_somebody("/people/", "ours"), of_somebody("/bare/people/", "bare"))
    yield Page("people", get("/people/"), get("/bare/people/"))
    yield Page("balance", get("/balance/"), get("/bare/balance/"))


def _entry(person: Mapping[str, str]) -> dict[str, str]:
    """What a browser posts for somebody, said in other words each time: a note like another would be asked about."""
    return {
        **person,
        "entry_key": str(uuid4()),
        "version": "0",
        "talked_about": "the ferry timetable and who keeps it",
        "learned": f"{', '.join(random.sample(WORDS, 8))}, in that order",
        "happened_on": datetime.now(ZoneInfo(TIME_ZONE)).date().isoformat(),
        "day_precision": "day",
        "happened_at": "",
        "channel": "in_person",
        "started_by": "both",
        "depth": "conversation",
        "event": "",
        "circle": "",
        "save": "conversation",
    }


def measure(page: Page, *, repeats: int) -> None:
    """Fill in its figures. By turns, so that a machine busy with something else slows both alike."""
    both = (page.ours, page.bare)
    for figures in both:
        for _ in range(WARM_UP):
            answer = figures.ask()
            if answer.status not in {200, 302}:
                raise AssertionError(f"{page.name} answers {answer.status}: {answer.body[:2000]!r}")
        figures.queries = int(figures.ask(**{HEADER: "yes"}).headers[HEADER])
        figures.size = len(figures.ask(**{"Accept-Encoding": "identity"}).body)
        figures.compressed = len(figures.ask().body)
    ends = time.perf_counter() + BUDGET
    while len(page.ours.spent) < LEAST or (len(page.ours.spent) < repeats and time.perf_counter() < ends):
        for figures in both:
            began = time.perf_counter()
            figures.ask()
            figures.spent.append((time.perf_counter() - began) * 1000)


def line(cells: tuple[str, ...]) -> str:
    return " ".join(
        cell.ljust(-width) if width < 0 else cell.rjust(width) for cell, width in zip(cells, WIDTHS, strict=True)
    )


def row(page: Page, *, of_postgresql: bool) -> str:
    ours, bare = page.ours, page.bare
    return line(
        (
            page.name,
            f"{ours.p50:.1f}",
            f"{ours.p95:.1f}",
            str(ours.queries),
            f"{ours.size / 1000:.1f}",
            f"{ours.compressed / 1000:.1f}",
            f"{bare.p50:.1f}",
            f"{bare.p95:.1f}",
            str(bare.queries),
            f"{bare.size / 1000:.1f}",
            f"{page.times:.1f}",
            ", ".join(page.missed(of_postgresql=of_postgresql)) or "met",
        )
    )
