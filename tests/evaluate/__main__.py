"""Puts real texts and real history before the rules and prints what they make of it: ``make evaluate DATA=folder``."""

import argparse
import sys
from pathlib import Path

from contacts.rules.cadence import LONGEST_CADENCE
from tests.evaluate import mail, nudges, sets

USAGE = "Name the folder with the data: make evaluate DATA=/path/to/data"

_SETS = ", ".join(dict.fromkeys(f"{one.folder}/{name}" for one in sets.SETS for name in one.files))
SHAPE = f"""The folder holds labelled texts: {_SETS}.
And history: {mail.FOLDER}/{mail.MESSAGES} with the columns message_id, unix_seconds and sender_id, and
{mail.FOLDER}/{mail.RECIPIENTS} with the columns message_id, rank and receiver_id; tabs between them, numbers in them.
Any of them may be missing.
"""


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="make evaluate", description=__doc__)
    parser.add_argument("data", nargs="?", default="", help="the folder with the data")
    parser.add_argument("--cadence", type=_days, default=nudges.QUARTERLY, help="of every circle, in days")
    options = parser.parse_args(arguments)
    if not options.data:
        sys.stderr.write(f"{USAGE}\n{SHAPE}")
        return 2
    data = Path(options.data)
    try:
        there = sets.report(data, sys.stdout)
        if _has_history(data):
            sys.stdout.write("\n")
            nudges.report(mail.read(data), sys.stdout, cadence=options.cadence)
        elif not there:
            raise mail.NotToBeRead(f"{data} holds nothing that could be evaluated.")
        else:
            sys.stdout.write(f"Not there, left out: {data / mail.FOLDER}\n")
    except mail.NotToBeRead as why:
        sys.stderr.write(f"{why}\n{USAGE}\n{SHAPE}")
        return 2
    return 0


def _has_history(data: Path) -> bool:
    return (data / mail.FOLDER).is_dir()


def _days(text: str) -> int:
    days = int(text)
    if not 1 <= days <= LONGEST_CADENCE:
        raise ValueError(text)
    return days


if __name__ == "__main__":
    sys.exit(main())
