"""Round after round on one database: make a world, break something in it, let the house recover, and look closely.

`tests.faults` starts this in a process of its own for each database, because a process has one database for life.
"""

import argparse
import json
import os
import signal
import sys
import time
from dataclasses import asdict
from pathlib import Path

from tests.faults.stage import WORKERS, Stage, built
from tests.faults.tally import Tally, say


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--database", required=True)
    parser.add_argument("--rounds", type=int, required=True)
    parser.add_argument("--seed", type=int, required=True)
    parser.add_argument("--minutes", type=float, required=True)
    parser.add_argument("--workers", type=int, default=WORKERS)
    parser.add_argument("--crowd", type=int, default=40, help="contacts of each of the crowd's accounts")
    parser.add_argument("--scenario", action="append", default=[])
    parser.add_argument("--logs", type=Path)
    parser.add_argument("--tally", type=Path, required=True)
    options = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # leave by the doors that stop the servers
    tally = Tally()
    try:
        _play(options, tally)
    finally:
        options.tally.write_text(json.dumps(asdict(tally)))
    return 0 if tally.is_good else 1


def _play(options: argparse.Namespace, tally: Tally) -> None:
    began = time.monotonic()
    with built(options.database, workers=options.workers) as stage:
        try:
            _move_in(stage)
            from tests.faults.director import Director

            director = Director(stage, options.seed, crowd=options.crowd)
            say(f"{options.database}: ready after {time.monotonic() - began:.0f} s, seed {options.seed}")
            for number, name in enumerate(director.programme(options.scenario, options.rounds), start=1):
                if time.monotonic() - began > options.minutes * 60:
                    say(f"{options.database}: {options.minutes:g} minutes are over")
                    break
                director.play(number, name, tally)
        finally:
            if options.logs:
                _keep_words(stage, options.logs / f"{options.database}.log")


def _move_in(stage: Stage) -> None:
    """Make this process one of the house's: the same settings, the same database."""
    os.environ.update(stage.env)
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    stage.revive()
    stage.wait_for_web()


def _keep_words(stage: Stage, path: Path) -> None:
    living = [f"--- {name}\n{server.text}" for name, server in stage.processes.items()]
    path.write_text("\n".join([*stage.last_words, *living]))


if __name__ == "__main__":
    sys.exit(main())
