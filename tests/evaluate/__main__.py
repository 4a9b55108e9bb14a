"""Plays real history through the rules and prints what they make of it: ``make evaluate DATA=folder``."""

import argparse
import sys
from pathlib import Path

from contacts.rules.cadence import LONGEST_CADENCE
from tests.evaluate import mail, nudges

USAGE = "Name the folder with the data: make evaluate DATA=/path/to/data"

SHAPE = f"""The folder holds {mail.FOLDER}/{mail.MESSAGES} with the columns message_id, unix_seconds and sender_id, and
{mail.FOLDER}/{mail.RECIPIENTS} with the columns message_id, rank and receiver_id; tabs between them, numbers in them.
"""


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="make evaluate", description=__doc__)
    parser.add_argument("data", nargs="?", default="", help="the folder with the data")
    parser.add_argument("--cadence", type=_days, default=nudges.QUARTERLY, help="of every circle, in days")
    options = parser.parse_args(arguments)
    if not options.data:
        sys.stderr.write(f"{USAGE}\n{SHAPE}")
        return 2
    try:
        history = mail.read(Path(options.data))
    except mail.NotToBeRead as why:
        sys.stderr.write(f"{why}\n{USAGE}\n{SHAPE}")
        return 2
    nudges.report(history, sys.stdout, cadence=options.cadence)
    return 0


def _days(text: str) -> int:
    days = int(text)
    if not 1 <= days <= LONGEST_CADENCE:
        raise ValueError(text)
    return days


if __name__ == "__main__":
    sys.exit(main())
