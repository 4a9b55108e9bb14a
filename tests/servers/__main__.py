"""`make test`: every test on SQLite, then on PostgreSQL, with servers of this run's own.

``TEST_DATABASE_URL``, ``TEST_REDIS_URL`` and ``CHROMIUM`` name what exists already. Other arguments go to pytest.
"""

import argparse
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, nullcontext

from tests.servers import NotToBeHad, chromium, packages, postgresql, valkey

DATABASES = ("sqlite", "postgresql")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", choices=DATABASES, help="run on this database alone")
    options, for_pytest = parser.parse_known_args()
    databases = [options.only] if options.only else list(DATABASES)

    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # leave by the doors that stop the servers
    missing = [why for why in (_have(chromium.find, "chromium"), _have_postgresql(databases)) if why]
    for why in missing:
        _say(why)
    if missing:
        return 1
    with ExitStack() as servers:
        redis_url = servers.enter_context(_given("TEST_REDIS_URL", valkey.running))
        results = [_run(database, redis_url, for_pytest, is_second=n > 0) for n, database in enumerate(databases)]
    for line, _ in results:
        _say(line)
    return max(code for _, code in results)


def _have_postgresql(databases: list[str]) -> str | None:
    if "postgresql" not in databases or os.environ.get("TEST_DATABASE_URL"):
        return None
    return _have(postgresql.find_binaries, "postgresql")


def _have(find: Callable[[], object], package: str) -> str | None:
    """None once it is there, installed if need be; else what is missing and why it could not be installed."""
    try:
        find()
    except NotToBeHad as first:
        if os.environ.get("CHROMIUM") and package == "chromium":
            return str(first)
        _say(f"{package} is missing; installing it")
        if why := packages.install(package):
            return f"{first} ({why})"
        try:
            find()
        except NotToBeHad as still:
            return str(still)
    return None


def _given(name: str, start: Callable[[], object]) -> object:
    given = os.environ.get(name)
    return nullcontext(given) if given else start()


def _run(database: str, redis_url: str, for_pytest: list[str], *, is_second: bool) -> tuple[str, int]:
    """``is_second`` leaves out what no database changes: the first run had it."""
    began = time.monotonic()
    with _database(database) as url:
        env = {key: value for key, value in os.environ.items() if key != "TEST_DATABASE_URL"}
        env |= {"TEST_REDIS_URL": redis_url, "DJANGO_SETTINGS_MODULE": "tests.settings"} | (
            {"TEST_DATABASE_URL": url} if url else {}
        )
        if is_second:
            env["TEST_SECOND_RUN"] = "1"
        _say(f"{database}:")
        workers = [] if any(argument.startswith("-n") for argument in for_pytest) else ["-n", "auto"]
        argv = [sys.executable, "-m", "pytest", "-q", *workers, "--dist", "worksteal", *for_pytest]
        code = _wait_for(subprocess.Popen(argv, env=env))
    verdict = "passed" if code == 0 else f"FAILED (pytest's code {code})"
    return f"{database}: {verdict}, {time.monotonic() - began:.0f} s", code


def _wait_for(pytest: "subprocess.Popen[bytes]") -> int:
    """Its exit code. When this run is ended from outside, pytest is interrupted, so that its fixtures clear up."""
    try:
        return pytest.wait()
    except BaseException:
        pytest.send_signal(signal.SIGINT)
        pytest.wait()
        raise


@contextmanager
def _database(database: str) -> Iterator[str]:
    if database == "sqlite":
        yield ""  # a file in the run's own folder, see tests/settings.py
        return
    with _given("TEST_DATABASE_URL", postgresql.running) as url:
        yield url


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
