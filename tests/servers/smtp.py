"""Mail servers that misbehave for real: one hangs up after it has the message, one never says a word."""

import email
import email.policy
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import EmailMessage

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
        return [email.message_from_bytes(raw, policy=email.policy.default) for raw in self.taken]  # type: ignore[arg-type]

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
