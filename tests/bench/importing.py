"""How long a large file takes to come in, what memory that costs, and how quick the pages stay meanwhile.

    python -m tests.bench.importing [--connections 30000] [--messages 100000]

A house as `manage.py up` starts it, on SQLite, in a folder of its own. The file is handed in and started as the pages
do it, and the house's own worker does the work; meanwhile one browser asks for Today, the people and a person in turn.
Ends with 1 where a goal is missed: 90 s for reading and bringing in together, 300 MB of memory in the fullest of the
worker's processes, 95 of 100 pages within 300 ms.
"""

import argparse
import os
import re
import sqlite3
import statistics
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from uuid import UUID

from tests.bench.linkedin import write_export
from tests.bench.measure import Browser
from tests.servers.house import House, furnished

EMAIL, PASSWORD = "alice@example.org", "correct horse battery staple"
PATIENCE = 1800.0
BREATH = 0.05
GOAL_SECONDS, GOAL_MB, GOAL_P95_MS = 90.0, 300, 300.0
FEWEST_ANSWERS = 100
PAGES = ("/", "/people/", "/people/?show=door")

_HAND_IN = """
import sys
from pathlib import Path
from uuid import uuid4
import os
os.environ["DJANGO_SETTINGS_MODULE"] = "networking.settings"
import django
django.setup()
from django.core.files import File
from contacts.models import ImportBatch, User
from contacts.services.imports import receive, start
by = User.objects.get(email=sys.argv[1])
if sys.argv[2] == "receive":
    with Path(sys.argv[3]).open("rb") as file:
        print(receive(by=by, file=File(file), name="export.zip", entry_key=uuid4()).pk)
elif sys.argv[2] == "start":
    start(by=by, batch=ImportBatch.objects.get(owner=by), choices={})
"""

_LOOK = """
SELECT batch.state, batch.total, batch.done, batch.added, batch.refused,
    (SELECT public_id FROM contacts_person WHERE owner_id = batch.owner_id LIMIT 1)
FROM contacts_importbatch AS batch
"""


class Meanwhile:
    """Pages asked for while the worker works, and the memory of the house's processes."""

    def __init__(self, browser: Browser, root: int) -> None:
        self.browser, self.root = browser, root
        self.spent: dict[str, list[float]] = {}
        self.memory = 0
        self.person = ""

    def look_around(self, *, seconds: float) -> None:
        """Ask for one page after the other for that long, with a breath in between as a reader takes one."""
        ends_at = time.monotonic() + seconds
        while time.monotonic() < ends_at:
            for path in (*PAGES, *([f"/people/{self.person}/"] if self.person else [])):
                began = time.monotonic()
                status = self.browser.ask(path).status
                took = (time.monotonic() - began) * 1000
                if status != 200:
                    raise AssertionError(f"{path} answers {status}")
                self.spent.setdefault("person" if self.person and self.person in path else path, []).append(took)
                time.sleep(BREATH)
            self.memory = max(self.memory, *(_memory(pid) for pid in _family(self.root)))

    @property
    def all_spent(self) -> list[float]:
        return [took for spent in self.spent.values() for took in spent]


def main() -> None:
    parser = argparse.ArgumentParser(description="Measure how a large LinkedIn export comes in.")
    parser.add_argument("--connections", type=int, default=30_000)
    parser.add_argument("--messages", type=int, default=100_000)
    asked = parser.parse_args()
    with furnished() as house:
        path = Path(house.env["VAR_DIR"]) / "export.zip"
        write_export(path, connections=asked.connections, messages=asked.messages)
        house.manage("migrate", "--verbosity", "0")
        house.manage("createcachetable")
        with house.up() as server:
            house.manage("open_account", EMAIL, "--password-stdin", typed=f"{PASSWORD}\n")
            browser = Browser(house.address)
            browser.sign_in(EMAIL, PASSWORD)
            meanwhile = Meanwhile(browser, server.process.pid)
            _say(f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors")
            took = {"reading": _timed(house, meanwhile, ("receive", str(path)), until="ready")}
            took["bringing in"] = _timed(house, meanwhile, ("start",), until="done")
    sys.exit(1 if _report(took, meanwhile) else 0)


def _timed(house: House, meanwhile: Meanwhile, words: tuple[str, ...], *, until: str) -> float:
    began = time.monotonic()
    house.python("-c", _HAND_IN, EMAIL, *words)
    while time.monotonic() - began < PATIENCE:
        meanwhile.look_around(seconds=1.0)
        state, total, done, added, refused, person = _look(house)
        meanwhile.person = str(UUID(person)) if person else ""
        if state in {until, "failed"}:
            _say(f"{state}: {total} rows, {done} done, {added} added, {refused} refused")
            if state == "failed":
                sys.exit(1)
            return time.monotonic() - began
    raise AssertionError(f"not {until} within {PATIENCE:.0f} s")


def _look(house: House) -> tuple[str, int, int, int, int, str | None]:
    """How far it is, straight from the database: a process of its own would take the time that is measured."""
    path = Path(house.env["VAR_DIR"]) / "rapport.sqlite3"
    with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as database:
        return tuple(database.execute(_LOOK).fetchone())


def _report(took: dict[str, float], meanwhile: Meanwhile) -> bool:
    """Print the figures. Whether a goal was missed."""
    for name, seconds in took.items():
        _say(f"{name}: {seconds:.1f} s")
    for name, spent in meanwhile.spent.items():
        _say(f"{name}: p50 {statistics.median(spent):.0f} ms, p95 {_p95(spent):.0f} ms of {len(spent)}")
    whole, p95 = sum(took.values()), _p95(meanwhile.all_spent)
    _say(f"in all {whole:.1f} s (goal {GOAL_SECONDS:.0f}), pages p95 {p95:.0f} ms (goal {GOAL_P95_MS:.0f}),")
    _say(f"fullest process {meanwhile.memory} MB (goal {GOAL_MB}), load {os.getloadavg()[0]:.1f}")
    if len(meanwhile.all_spent) < FEWEST_ANSWERS:
        _say(f"only {len(meanwhile.all_spent)} pages were answered meanwhile: too few to speak of 95 in 100")
        return True
    return whole > GOAL_SECONDS or p95 > GOAL_P95_MS or meanwhile.memory > GOAL_MB


def _p95(spent: list[float]) -> float:
    return statistics.quantiles(spent, n=20)[-1] if len(spent) > 1 else spent[0]


def _family(pid: int) -> Iterator[int]:
    """The process and all that it started."""
    yield pid
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()
    except OSError:
        return
    for child in children:
        yield from _family(int(child))


def _memory(pid: int) -> int:
    """The memory of a process that is its own or shared, in MB."""
    try:
        found = re.search(r"VmRSS:\s+(\d+)", Path(f"/proc/{pid}/status").read_text(encoding="utf-8"))
    except OSError:
        return 0
    return int(found[1]) // 1024 if found else 0


def _say(line: str) -> None:
    print(line, flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
