"""Mail servers that misbehave for real: one hangs up after it has the message, one never says a word, one does whatever
it is told and writes down every message that it took.
"""

import asyncio
import email
import email.policy
import hashlib
import json
import os
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from email.message import EmailMessage
from enum import StrEnum
from pathlib import Path

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from tests.servers import free_port


class HangsUp:
    """Takes every message and hangs up ``times`` times instead of saying so; afterwards it answers as it should."""

    def __init__(self, times: int) -> None:
        self.times = times
        self.taken: list[bytes] = []

    @property
    def mails(self) -> list[EmailMessage]:
        return [email.message_from_bytes(raw, policy=email.policy.default) for raw in self.taken]

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        self.taken.append(envelope.original_content or b"")
        if self.times:
            self.times -= 1
            server.transport.abort()
        return "250 taken"


@contextmanager
def hanging_up(*, times: int = 1) -> Iterator[tuple[HangsUp, int]]:
    """The server and its port."""
    handler, port = HangsUp(times), free_port()
    controller = Controller(handler, hostname="127.0.0.1", port=port)
    controller.start()
    try:
        yield handler, port
    finally:
        controller.stop()


@contextmanager
def silent() -> Iterator[int]:
    """The port of a server that takes connections and never greets."""
    with socket.create_server(("127.0.0.1", 0), backlog=16) as listener:
        yield listener.getsockname()[1]


class Manner(StrEnum):
    """How the wilful server treats one message. After those of ``TAKES`` the server has it, whatever the client saw."""

    YES = "takes it and says so"
    LATER = "451 after the message"
    LATER_AT_ONCE = "451 before the message"
    NEVER = "550 after the message"
    NEVER_THERE = "550 before the message"
    DIES_WITH_IT = "takes it and hangs up instead of saying so"
    DIES_BEFORE = "hangs up before the message"
    DIES_AFTER_YES = "takes it, says so, and hangs up"
    HANGS_WITH_IT = "takes it and never answers"
    HANGS_BEFORE = "never answers to the address"

    @property
    def is_refusal_for_good(self) -> bool:
        return self in {Manner.NEVER, Manner.NEVER_THERE}


TAKES = frozenset({Manner.YES, Manner.DIES_WITH_IT, Manner.DIES_AFTER_YES, Manner.HANGS_WITH_IT})


@dataclass(frozen=True, slots=True)
class Taken:
    """One message that the server has. ``digest`` is of its very bytes, which lie beside the book under that name."""

    message_id: str
    digest: str
    to: str
    subject: str
    manner: str


class Gate:
    """What the server's clients wait at, each without keeping the others waiting, until any thread opens it."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self._loop = loop
        self._opened = asyncio.Event()

    def set(self) -> None:
        self._loop.call_soon_threadsafe(self._opened.set)

    async def wait(self) -> None:
        await self._opened.wait()


class Held:
    """The moment at which a message is in the server's hands and the client still waits for its answer."""

    def __init__(self, after: int, let_go: Gate) -> None:
        self.after = after
        self.reached = threading.Event()
        self.let_go = let_go

    def wait(self, seconds: float) -> bool:
        return self.reached.wait(seconds)


class Wilful:
    """Treats each message as ``manner`` says; writes it into its book before anybody hears of it.

    ``manner`` is called with the address and decides. The book is on disk: whoever is killed, it is complete.
    """

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.folder = folder
        self.port = free_port()
        self.manner: Callable[[str], Manner] = lambda address: Manner.YES
        self.taken: list[Taken] = []
        self.refused_for_good: set[str] = set()
        self._holding: list[Held] = []
        self._book = (folder / "book.jsonl").open("a")
        self._controller = Controller(self, hostname="127.0.0.1", port=self.port)
        self._hung = self._gate()
        self._controller.start()

    def _gate(self) -> Gate:
        return Gate(self._controller.loop)

    def hold(self, *, after: int) -> Held:
        """Take ``after`` more messages as usual, and keep the client of the next one waiting until it is let go."""
        held = Held(len(self.taken) + after, self._gate())
        self._holding.append(held)
        return held

    def behave(self) -> None:
        """From now on take everything and say so; let go whoever waits or hangs."""
        self.manner = lambda address: Manner.YES
        for held in self._holding:
            held.let_go.set()
        self._holding.clear()
        self._hung.set()
        self._hung = self._gate()

    def stop(self) -> None:
        self.behave()
        self._controller.stop()
        self._book.close()

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        manner = self.manner(address)
        session.manner = manner
        if manner == Manner.LATER_AT_ONCE:
            return "451 come again later"
        if manner == Manner.NEVER_THERE:
            self.refused_for_good.add(address)
            return "550 nobody of that name"
        if manner == Manner.DIES_BEFORE:
            server.transport.abort()
        if manner == Manner.HANGS_BEFORE:
            await self._hung.wait()
        envelope.rcpt_tos.append(address)
        return "250 go on"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        manner: Manner = session.manner
        address = envelope.rcpt_tos[0]
        if manner == Manner.LATER:
            return "451 come again later"
        if manner == Manner.NEVER:
            self.refused_for_good.add(address)
            return "550 not this one"
        if manner not in TAKES:
            return "451 you were let go"
        self._take(envelope.original_content or b"", address, manner)
        for held in [held for held in self._holding if len(self.taken) > held.after]:
            held.reached.set()
            await held.let_go.wait()
        if manner == Manner.HANGS_WITH_IT:
            await self._hung.wait()
        if manner == Manner.DIES_WITH_IT:
            server.transport.abort()
        if manner == Manner.DIES_AFTER_YES:
            asyncio.get_running_loop().call_soon(server.transport.close)
        return "250 taken"

    def _take(self, content: bytes, address: str, manner: Manner) -> None:
        digest = hashlib.sha256(content).hexdigest()
        kept = self.folder / f"{digest}.eml"
        if not kept.exists():
            kept.write_bytes(content)
        mail = self.read(digest)
        taken = Taken(str(mail["Message-ID"]), digest, address, str(mail["Subject"]), manner.name)
        self._book.write(json.dumps(asdict(taken)) + "\n")
        self._book.flush()
        os.fsync(self._book.fileno())
        self.taken.append(taken)

    def read(self, digest: str) -> EmailMessage:
        content = (self.folder / f"{digest}.eml").read_bytes()
        return email.message_from_bytes(content, policy=email.policy.default)
