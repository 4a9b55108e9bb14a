"""Runs the measuring on SQLite and, with ``--postgresql`` or ``TEST_DATABASE_URL``, on PostgreSQL; a process for each.

Then the two fastest paths by hand, in a browser. Other arguments go on to the
measuring: ``make bench ARGS="--sizes 100 1000 --repeats 20"``.
"""

import argparse
import os
import subprocess
import sys
from contextlib import nullcontext

from tests.servers import NotToBeHad, postgresql


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, add_help=False)
    parser.add_argument("--postgresql", action="store_true")
    options, rest = parser.parse_known_args()
    given = os.environ.get("TEST_DATABASE_URL", "")
    code = _measure("", rest)
    if options.postgresql or given:
        try:
            with nullcontext(given) if given else postgresql.running() as url:
                code = _measure(url, rest) or code
        except NotToBeHad as why:
            sys.stderr.write(f"{why}\n")
            return 1
    return subprocess.run([sys.executable, "-m", "tests.bench.journey"], check=False).returncode or code


def _measure(url: str, arguments: list[str]) -> int:
    env = {name: value for name, value in os.environ.items() if name != "TEST_DATABASE_URL"}
    env |= {"DJANGO_SETTINGS_MODULE": "tests.settings"} | ({"TEST_DATABASE_URL": url} if url else {})
    return subprocess.run([sys.executable, "-m", "tests.bench.measure", *arguments], env=env, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
