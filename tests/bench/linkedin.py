"""A LinkedIn export of any size, made up: the same bytes for the same numbers.

    python -m tests.bench.linkedin PATH --connections 30000 --messages 100000

Its shape is that of a real one: threads of several days, two-way and one-way, a few of groups, newest first; texts
with line breaks, quotation marks and markup; some drafts, adverts, closed accounts, and most connections without an
e-mail address.
"""

import argparse
import csv
import io
import random
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import BinaryIO

ME = ("Alice", "Adeyemi", "https://www.linkedin.com/in/alice-adeyemi-1")
LAST_DAY = date(2026, 11, 20)
YEARS = 12
MESSAGES_A_THREAD = 20
MESSAGES_A_THREAD_MOST = 400

_FIRST_NAMES = """
Ada Ana Björn Chidi Chloé Daniel Dženana Elif Emeka Fatima Giulia Hana Ines Ivan Jana João Kenji Lars Leïla Li Maria
Mehmet Miriam Nadia Nils Noor Olga Oluwaseun Paul Priya Quentin Rosa Søren Sofía Tariq Thanh Uma Wei Yara Zoë
"""
_LAST_NAMES = """
Abebe Almeida Andersson Bauer Brown Chen Costa Dubois Eze Fischer García Haddad Ito Jansen Kaya Kim Kowalska Larsen
Lopez Malik Müller Nakamura Ng Novák O'Brien Okafor Patel Petrov Rossi Sato Schmidt Silva Smith Tanaka Udo Varga Weber
Yılmaz Zhang Zimmermann
"""
_FIRST, _LAST = _FIRST_NAMES.split(), _LAST_NAMES.split()
_ROLES = ("Engineer", "Product Manager", "Founder & CEO", "Head of Data", "Designer", "Partner", "VP, Sales", "Nurse")
_FIRMS = (
    "Acme",
    "Blue Harbour",
    "Initech, Inc.",
    'The "Good" Company',
    "Northwind",
    "Ölwerk GmbH",
    "Kite",
    "Self-employed",
)
_SKILLS = ("Python", "Public Speaking", "Facilitation", "Data Analysis", "Fundraising", "Rust", "Negotiation")
_SAID = (
    "Thanks for the introduction to {name}, we met on Tuesday and it went well.",
    "Could you have a look at my talk before Friday? It is about {topic}.",
    "Happy to help. I sent you the notes on {topic} by e-mail.",
    "Are you at the conference in {place} next month?",
    "We moved to {place} in spring, and my daughter started school.",
    "Hi {name},\n\ncould you introduce me to somebody who knows {topic}?\n\nBest",
    "I'll send you the slides by Monday.",
    'He said "yes, but not before {topic} is done". Fine with me.',
    "Ok",
    "Thank you!",
    "How are you? It has been ages since {place}.",
    "I am hiring for {topic}; do you know anybody in {place}?",
    "Great news: the grant for {topic} came through.",
    "<p>Dear {name},</p><p>I read your piece on {topic} &amp; liked it.</p>",
)
_TOPICS = (
    "data pipelines",
    "hospital beds",
    "early reading",
    "solar roofs",
    "queueing",
    "wound care",
    "open standards",
)
_PLACES = ("Lagos", "Lisbon", "Graz", "Osaka", "Oaxaca", "Tallinn", "Leeds")
_ADVERT = '<p class="spinmail-quill-editor__spin-break">Lower your costs by half. Book a demo now.</p>'
_PREAMBLE = (
    "Notes:\r\n"
    '"When exporting your connection data, you may notice that some of the email addresses are missing. You will only '
    'see email addresses for connections who have allowed their connections to see or download their email address."'
    "\r\n\r\n"
)
_MESSAGE_COLUMNS = (
    *("CONVERSATION ID", "CONVERSATION TITLE", "FROM", "SENDER PROFILE URL", "TO", "RECIPIENT PROFILE URLS", "DATE"),
    *("SUBJECT", "CONTENT", "FOLDER", "ATTACHMENTS", "IS MESSAGE DRAFT", "IS CONVERSATION DRAFT"),
)


@dataclass(frozen=True, slots=True)
class _Person:
    first: str
    last: str
    address: str
    connected: date

    @property
    def name(self) -> str:
        return f"{self.first} {self.last}"


@dataclass(frozen=True, slots=True)
class Written:
    """How many rows of each kind there are, counted while they were written."""

    connections: int
    closed: int
    messages: int
    drafts: int
    adverts: int
    threads: int
    groups: int
    invitations: int
    gives: int


def write_export(file: BinaryIO | Path | str, *, connections: int, messages: int, seed: int = 1) -> Written:
    """Writes the zip. ``messages`` counts those with a sender; drafts and adverts come on top."""
    chance = random.Random(seed)
    people = _people(connections, chance)
    closed = connections // 200
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        _add(
            archive, "Profile.csv", ("First Name", "Last Name", "Headline", "Summary"), [(*ME[:2], "Data & people", "")]
        )
        addresses = ("Email Address", "Confirmed", "Primary", "Updated On")
        _add(archive, "Email Addresses.csv", addresses, [("alice@example.com", "Yes", "Yes", "Not Available")])
        header = ("First Name", "Last Name", "URL", "Email Address", "Company", "Position", "Connected On")
        _add(archive, "Connections.csv", header, _connections(people, closed, chance), before=_PREAMBLE)
        endorsements = min(len(people), connections // 20)
        recommendations = min(len(people), connections // 1000)
        for way, other in (("Given", "Endorsee"), ("Received", "Endorser")):
            header = ("Endorsement Date", "Skill Name", f"{other} First Name", f"{other} Last Name")
            header = (*header, f"{other} Public Url", "Endorsement Status")
            rows = (
                (f"{p.connected:%Y/%m/%d} 08:15:30 UTC", chance.choice(_SKILLS), p.first, p.last, p.address, "ACCEPTED")
                for p in chance.sample(people, endorsements)
            )
            _add(archive, f"Endorsement_{way}_Info.csv", header, rows)
            header = ("First Name", "Last Name", "Company", "Job Title", "Text", "Creation Date", "Status")
            texts = (
                (p.first, p.last, "Acme", "Engineer", _text(p, chance), f"{p.connected:%m/%d/%y}, 07:33 AM", "VISIBLE")
                for p in chance.sample(people, recommendations)
            )
            _add(archive, f"Recommendations_{way}.csv", header, texts)
        asked = min(len(people), connections // 50)
        header = ("From", "To", "Sent At", "Message", "Direction", "inviterProfileUrl", "inviteeProfileUrl")
        _add(archive, "Invitations.csv", header, _invitations(chance.sample(people, asked), chance))
        told = {"messages": 0, "drafts": 0, "adverts": 0, "threads": 0, "groups": 0}
        rows = _messages(people, messages, chance, told)
        _add(archive, "messages.csv", _MESSAGE_COLUMNS, rows)
    return Written(
        connections=len(people),
        closed=closed,
        invitations=asked,
        gives=2 * (endorsements + recommendations),
        **told,
    )


def _add(
    archive: zipfile.ZipFile,
    name: str,
    header: Sequence[str],
    rows: Iterator[Sequence[str]] | list,
    *,
    before: str = "",
) -> None:
    entry = zipfile.ZipInfo(name, (2026, 11, 20, 12, 0, 0))
    entry.compress_type = zipfile.ZIP_DEFLATED
    with archive.open(entry, "w") as opened:
        opened.write(before.encode())
        written = io.StringIO(newline="")
        writer = csv.writer(written)
        writer.writerow(header)
        for row in rows:
            writer.writerow(row)
            if written.tell() > 100_000:
                opened.write(written.getvalue().encode())
                written.seek(0)
                written.truncate()
        opened.write(written.getvalue().encode())


def _people(count: int, chance: random.Random) -> list[_Person]:
    people = []
    for number in range(count):
        first, last = chance.choice(_FIRST), chance.choice(_LAST)
        connected = LAST_DAY - timedelta(days=chance.randrange(365 * YEARS))
        slug = f"{first}-{last}-{number:x}".lower().replace("'", "")
        people.append(_Person(first, last, f"https://www.linkedin.com/in/{slug}", connected))
    return people


def _connections(people: list[_Person], closed: int, chance: random.Random) -> Iterator[Sequence[str]]:
    for number, person in enumerate(sorted(people, key=lambda one: one.connected, reverse=True)):
        email = f"{person.address.rpartition('/')[2]}@example.com" if chance.random() < 0.03 else ""
        firm, role = (chance.choice(_FIRMS), chance.choice(_ROLES)) if chance.random() < 0.95 else ("", "")
        yield (person.first, person.last, person.address, email, firm, role, f"{person.connected:%d %b %Y}")
        if number < closed:
            yield ("", "", "", "", "", "", f"{person.connected:%d %b %Y}")


def _invitations(people: list[_Person], chance: random.Random) -> Iterator[Sequence[str]]:
    me = f"{ME[0]} {ME[1]}"
    for person in people:
        day = person.connected - timedelta(days=chance.randrange(20))
        sent = f"{day.month}/{day.day}/{day:%y}, {chance.randrange(1, 12)}:{chance.randrange(60):02} PM"
        text = _text(person, chance) if chance.random() < 0.3 else ""
        if chance.random() < 0.6:
            yield (person.name, me, sent, text, "INCOMING", person.address, ME[2])
        else:
            yield (me, person.name, sent, text, "OUTGOING", ME[2], person.address)


def _messages(
    people: list[_Person], wanted: int, chance: random.Random, told: dict[str, int]
) -> Iterator[Sequence[str]]:
    me = _Person(ME[0], ME[1], ME[2], LAST_DAY)
    order = chance.sample(people, len(people))
    while told["messages"] < wanted and people:
        number = told["threads"]
        told["threads"] += 1
        group = chance.random() < 0.02 and len(people) > 5
        others = chance.sample(people, chance.randrange(2, 5)) if group else [order[number % len(order)]]
        told["groups"] += group
        count = min(
            max(1, round(chance.expovariate(1 / MESSAGES_A_THREAD))), MESSAGES_A_THREAD_MOST, wanted - told["messages"]
        )
        sort = chance.random()
        writers = [me, *others] if group or sort < 0.6 else [me] if sort < 0.85 else others
        conversation = f"2-{seeded(chance)}=="
        for at in sorted(_moments(others[0], count, chance), reverse=True):
            author = chance.choice(writers)
            to = [one for one in (me, *others) if one is not author]
            told["messages"] += 1
            yield _row(conversation, author, to, at, _text(to[0], chance))
        if chance.random() < 0.02:
            told["drafts"] += 1
            yield _row(conversation, me, others, datetime(2026, 11, 1, 9, tzinfo=UTC), "Dear", draft="TRUE")
        if chance.random() < 0.02:
            told["adverts"] += 1
            at = datetime(2026, 10, 1, 9, tzinfo=UTC)
            advertiser = _Person("Somebody", "Selling", "", LAST_DAY)
            yield _row(f"2-{seeded(chance)}==", advertiser, [me], at, _ADVERT)


def seeded(chance: random.Random) -> str:
    return f"{chance.getrandbits(96):024x}"


def _moments(person: _Person, count: int, chance: random.Random) -> Iterator[datetime]:
    """Spells of a few days each, a few messages a day, at any time since the two are connected."""
    days = max((LAST_DAY - person.connected).days, 1)
    left = count
    while left > 0:
        day = person.connected + timedelta(days=chance.randrange(days))
        for later in range(chance.randrange(1, 5)):
            for _one in range(min(left, chance.randrange(1, 5))):
                left -= 1
                seconds = chance.randrange(7 * 3600, 22 * 3600)
                at = min(day + timedelta(days=later), LAST_DAY)
                yield datetime(at.year, at.month, at.day, tzinfo=UTC) + timedelta(seconds=seconds)


def _row(
    conversation: str, author: _Person, to: list[_Person], at: datetime, text: str, *, draft: str = "FALSE"
) -> Sequence[str]:
    names, addresses = ", ".join(one.name for one in to), ",".join(one.address for one in to)
    when = f"{at:%Y-%m-%d %H:%M:%S} UTC"
    title = "Planning" if len(to) > 2 else ""
    return (
        conversation,
        title,
        author.name,
        author.address,
        names,
        addresses,
        when,
        "",
        text,
        "INBOX",
        "",
        draft,
        "No",
    )


def _text(person: _Person, chance: random.Random) -> str:
    said = [chance.choice(_SAID) for _one in range(chance.choice((1, 1, 1, 2, 3)))]
    topic, place = chance.choice(_TOPICS), chance.choice(_PLACES)
    return " ".join(said).format(name=person.first, topic=topic, place=place)


def main() -> None:
    parser = argparse.ArgumentParser(description="Write a made-up LinkedIn export.")
    parser.add_argument("path", type=Path)
    parser.add_argument("--connections", type=int, default=30_000)
    parser.add_argument("--messages", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    written = write_export(asked.path, connections=asked.connections, messages=asked.messages, seed=asked.seed)
    print(f"{asked.path}: {written}")  # noqa: T201


if __name__ == "__main__":
    main()
