"""How long planning takes for a big house on PostgreSQL: ``python -m tests.bench.planning``.

A house is seeded by SQL, then as many workers as asked for sweep it to the end, as they would each minute: once when
nobody is planned, once more as it then is, and once with everybody's day set back, which must change nothing.
``--contacts 20000 --accounts 200`` is a look in a minute. ``TEST_DATABASE_URL`` names a server that exists already;
what is in its database goes.
"""

import argparse
import json
import os
import resource
import subprocess
import sys
import time
from contextlib import nullcontext
from typing import Any

from tests.servers import postgresql

WORK = "work"
PER_THOUSAND = 1_000
GOAL = 300.0


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--contacts", type=int, default=1_000_000)
    parser.add_argument("--accounts", type=int, default=10_000)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--step", choices=["house", WORK], default="", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.step:
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
        import django

        django.setup()
        return _work() if options.step == WORK else _measure(options)
    given = os.environ.get("TEST_DATABASE_URL")
    with nullcontext(given) if given else postgresql.running() as url:
        env = {**os.environ, "TEST_DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "tests.settings"}
        argv = [sys.executable, "-m", "tests.bench.planning", "--step", "house", *sys.argv[1:]]
        return subprocess.run(argv, env=env, check=False).returncode


def _measure(options: argparse.Namespace) -> int:
    from tests.bench import planning_house

    began = time.monotonic()
    planning_house.seed(contacts=options.contacts, accounts=options.accounts)
    _say(f"{options.contacts:,} contacts of {options.accounts:,} accounts, seeded in {time.monotonic() - began:.0f} s")
    first = _run("first run", options)
    before = planning_house.fingerprint()
    _say(f"{before.follow_ups:,} follow-ups, {before.open:,} of them open")
    second = _run("second run", options)
    unchanged = planning_house.fingerprint() == before
    planning_house.set_everybody_back()
    forced = _run("everybody again", options)
    unchanged = unchanged and planning_house.fingerprint() == before
    _say(f"planning again changed {'nothing' if unchanged else 'SOMETHING'}")
    _say(f"the second run took {second / first:.1%} of the first, everybody again {forced / first:.0%}")
    within = first < GOAL or options.contacts < 1_000_000
    return 0 if unchanged and within and second < first / 3 else 1


def _run(name: str, options: argparse.Namespace) -> float:
    """Seconds until all workers found nothing more to do."""
    argv = [sys.executable, "-m", "tests.bench.planning", "--step", WORK]
    workers = [subprocess.Popen(argv, stdout=subprocess.PIPE, text=True) for _ in range(options.workers)]
    told = [json.loads(worker.communicate()[0].splitlines()[-1]) for worker in workers]
    seconds = max(one["seconds"] for one in told)
    people, queries = sum(one["people"] for one in told), sum(one["queries"] for one in told)
    memory = ", ".join(f"{one['early_mb']:.0f} to {one['peak_mb']:.0f}" for one in told)
    asked = f"{queries * PER_THOUSAND / people:.1f} queries per 1,000" if people else f"{queries} queries"
    used = sum(one["cpu"] for one in told)
    _say(
        f"{name}: {people:,} people in {seconds:.1f} s by {options.workers} workers, who themselves used {used:.1f} s"
        f" of the processors; {asked}; memory {memory} MB"
    )
    return seconds


def _work() -> int:
    """One worker: sweeps until it finds nobody. Tells how many people, queries, and its memory, early and at most."""
    from django.db import connection

    from contacts.services.planning import sweep_nudges, sweep_planning, sweeps

    told: dict[str, float] = {"people": 0, "queries": 0, "early_mb": 0.0}

    def count(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        told["queries"] += 1
        if told["queries"] == 500:
            told["early_mb"] = _peak()
        return execute(sql, params, many, context)

    sweeps.SECONDS = 3_600.0
    connection.ensure_connection()
    began, used = time.monotonic(), time.process_time()
    with connection.execute_wrapper(count):
        while found := sweep_planning():
            told["people"] += found
        sweep_nudges()
    told |= {"seconds": time.monotonic() - began, "cpu": time.process_time() - used}
    told["early_mb"] = told["early_mb"] or _peak()
    sys.stdout.write(json.dumps(told | {"peak_mb": _peak()}) + "\n")
    return 0


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
