"""`make faults`: kill, flush, refuse and hang, round after round, and look whether anything was lost or doubled.

Beside the options below: --scenario "name" (as often as you like; their names stand in scenarios.py), --workers N,
--crowd N (contacts to plan for), --logs folder (what every process said).
"""

import argparse
import json
import os
import secrets
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.faults.tally import Tally, say
from tests.servers import NotToBeHad, packages, postgresql

DATABASES = ("sqlite", "postgresql")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=30, help="how many on each database (30)")
    parser.add_argument("--only", choices=DATABASES, help="on this database alone")
    parser.add_argument("--minutes", type=float, default=20, help="begin no further round after so many (20)")
    parser.add_argument("--seed", type=int, default=None, help="play the rounds of an earlier run again")
    options, passed_on = parser.parse_known_args()
    seed = secrets.randbelow(1_000_000) if options.seed is None else options.seed

    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    databases = [options.only] if options.only else DATABASES
    if "postgresql" in databases and (why := _missing_postgresql()):
        say(why)
        return 1
    total, code = Tally(), 0
    for database in databases:
        tally, ended = _run(database, seed, options, passed_on)
        total.add(tally)
        code = code or ended
    say(f"repeated, and the very same message: {total.repeated}")
    say(str(total))
    return code or (0 if total.is_good else 1)


def _missing_postgresql() -> str | None:
    """None once its programs are there, installed if need be; else what is missing and why."""
    try:
        postgresql.find_binaries()
    except NotToBeHad as missing:
        say("postgresql is missing; installing it")
        if why := packages.install("postgresql"):
            return f'{missing} ({why}) Or leave it out: make faults ARGS="--only sqlite"'
    return None


def _run(database: str, seed: int, options: argparse.Namespace, passed_on: list[str]) -> tuple[Tally, int]:
    with tempfile.TemporaryDirectory(prefix="rapport-faults-") as home:
        path = Path(home) / "tally.json"
        words = ["--database", database, "--seed", str(seed), "--rounds", str(options.rounds)]
        words += ["--minutes", str(options.minutes), "--tally", str(path), *passed_on]
        rounds = subprocess.Popen([sys.executable, "-m", "tests.faults.rounds", *words], env=dict(os.environ))
        try:
            code = rounds.wait()
        except BaseException:
            rounds.send_signal(signal.SIGTERM)
            rounds.wait()
            raise
        return Tally(**json.loads(path.read_text())) if path.exists() else Tally(), code


if __name__ == "__main__":
    sys.exit(main())
