"""Who wrote to whom, and when: a company's mail as ids and times, read into the interactions of each of its people."""

import csv
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from pathlib import Path
from zoneinfo import ZoneInfo

from contacts.rules.meaningful import InteractionFacts, judge, took_part
from contacts.rules.resting import TouchSeen
from contacts.vocabulary import Channel, Depth, StartedBy

FOLDER = "enron-mail"
MESSAGES = "messages.tsv"
RECIPIENTS = "recipients.tsv"
# Where the company sat: a day is a local day of its people.
ZONE = ZoneInfo("America/Chicago")


class NotToBeRead(Exception):
    """The data is not there, or not in the shape it should have."""


@dataclass(frozen=True, slots=True)
class Line:
    """One message between a person and another one. ``mine``: that person wrote it."""

    day: date
    other: int
    at: int
    mine: bool


@dataclass(frozen=True, slots=True)
class History:
    """The lines of each person, by their id, oldest first."""

    messages: int
    lines: dict[int, list[Line]]


def read(data: Path) -> History:
    """The history in the folder. Raises NotToBeRead."""
    try:
        sent = {row["message_id"]: (int(row["unix_seconds"]), int(row["sender_id"])) for row in _rows(data, MESSAGES)}
        lines: defaultdict[int, list[Line]] = defaultdict(list)
        for row in _rows(data, RECIPIENTS):
            at, sender = sent[row["message_id"]]
            receiver = int(row["receiver_id"])
            if sender != receiver:
                day = datetime.fromtimestamp(at, ZONE).date()
                lines[sender].append(Line(day, receiver, at, mine=True))
                lines[receiver].append(Line(day, sender, at, mine=False))
    except OSError as why:
        raise NotToBeRead(f"{why.filename}: {why.strerror}.") from why
    except (KeyError, TypeError, ValueError) as why:
        raise NotToBeRead(f"{data / FOLDER} is not in the shape it should have: {why!r}.") from why
    return History(len(sent), {person: sorted(rows, key=lambda line: line.at) for person, rows in lines.items()})


def _rows(data: Path, name: str) -> Iterator[dict[str, str]]:
    with (data / FOLDER / name).open(encoding="utf-8", errors="replace", newline="") as file:
        yield from csv.DictReader(file, delimiter="\t")


def interactions(lines: list[Line]) -> Iterator[tuple[int, TouchSeen]]:
    """What a person would have logged: an interaction for each day and other person, oldest day first.

    Whether it is in touch is for the product's rules to say. Nobody knows the threads any more: two people have one.
    """
    wrote_on: dict[tuple[int, bool], date] = {}
    of_a_day = sorted(lines, key=lambda line: (line.day, line.other, line.at))
    for id, ((day, other), group) in enumerate(groupby(of_a_day, key=lambda line: (line.day, line.other))):
        writers = [line.mine for line in group]
        mine = writers[0]
        started_by = StartedBy.ME if mine else StartedBy.THEM
        took = took_part(
            channel=Channel.EMAIL,
            started_by=started_by,
            they_wrote_too=len(set(writers)) == 2,
            answers_on=wrote_on.get((other, not mine)),
            happened_on=day,
        )
        verdict = judge(
            InteractionFacts(
                channel=Channel.EMAIL,
                started_by=started_by,
                depth=Depth.CONVERSATION,
                they_took_part=took,
                talked_about="",
                learned="",
                happened_on=day,
                today=day,
            )
        )
        wrote_on |= {(other, writer): day for writer in writers}
        yield other, TouchSeen(id=id, on=day, in_touch=verdict.in_touch, mine=mine, is_hello=False)
