"""Seeds an account, starts the house as `make run` does, and measures its pages beside bare ones of the same rows.

PostgreSQL by default, a private one; ``--sqlite`` measures the embedded default. ``TEST_DATABASE_URL`` names a database
of your own, which is seeded once and measured again as it is. Then the two fastest paths by hand, in a browser; without
them: ``--no-journey``.
"""

import argparse
import json
import os
import secrets
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

from tests.bench.measure import (
    GOAL_P95,
    GOAL_P95_SAVE,
    GOAL_QUERIES,
    GOAL_TIMES,
    TITLES,
    Browser,
    line,
    measure,
    pages,
    row,
)
from tests.servers import NotToBeHad, house, postgresql


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sqlite", action="store_true", help="measure the embedded default instead of PostgreSQL")
    parser.add_argument("--people", type=int, default=10_000)
    parser.add_argument("--interactions", type=int, default=100_000)
    parser.add_argument("--exchanges", type=int, default=60_000)
    parser.add_argument("--repeats", type=int, default=60, help="how often each page is asked for at most")
    parser.add_argument("--only", nargs="+", default=(), metavar="PAGE", help="these pages alone: Today, people, …")
    parser.add_argument("--no-journey", action="store_true", help="only the pages")
    options = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # leave by the doors that stop the servers
    try:
        with _database(options) as url, house.furnished(**_settings(url)) as home:
            _measure(home, options, of_postgresql=bool(url))
    except NotToBeHad as why:
        sys.stderr.write(f"{why}\n")
        return 1
    if options.no_journey:
        return 0
    return subprocess.run([sys.executable, "-m", "tests.bench.journey"], check=False).returncode


@contextmanager
def _database(options: argparse.Namespace) -> Iterator[str]:
    """Its address; empty for the house's own SQLite."""
    given = os.environ.get("TEST_DATABASE_URL", "")
    if options.sqlite or given:
        yield "" if options.sqlite else given
        return
    with postgresql.running() as url:
        yield url


def _settings(url: str) -> dict[str, str]:
    return {
        "DJANGO_SETTINGS_MODULE": "tests.bench.settings",
        "DATABASE_URL": url,
        "SECRET_KEY": secrets.token_urlsafe(50),
    }


def _measure(home: house.House, options: argparse.Namespace, *, of_postgresql: bool) -> None:
    began = time.monotonic()
    home.manage("up", "--prepare")
    sizes = [f"--{name}={getattr(options, name)}" for name in ("people", "interactions", "exchanges")]
    account = json.loads(home.python("-m", "tests.bench.fill", *sizes).splitlines()[-1])
    _say(
        f"{'PostgreSQL' if of_postgresql else 'SQLite'}: {account['people']:,} people ({account['contacts']:,}"
        f" contacts), {account['interactions']:,} interactions, {account['exchanges']:,} exchanges; ready after"
        f" {time.monotonic() - began:.0f} s"
    )
    with home.up():
        browser = Browser(home.address)
        browser.sign_in(account["email"], account["password"])
        _say(f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors\n")
        _say(line(TITLES))
        for page in pages(browser, account["chosen"]):
            if not options.only or page.name in options.only:
                measure(page, repeats=options.repeats)
                _say(row(page, of_postgresql=of_postgresql))
    _say(
        f"\nGoal of a page: p50 at most {GOAL_TIMES:.0f} times that of the bare one, at most {GOAL_QUERIES} queries,"
        f" and on PostgreSQL p95 under {GOAL_P95:.0f} ms; of saving: p95 under {GOAL_P95_SAVE:.0f} ms there."
        f" Load at the end {os.getloadavg()[0]:.1f}."
    )


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
