"""A receiver in ntfy's form that does what it is told: answers with any code, redirects, hangs, drips, never ends."""

import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

Answer = Callable[["Handler"], None]


@dataclass
class Posted:
    """One request as it came in."""

    path: str
    headers: dict[str, str]
    body: bytes


@dataclass
class Topics:
    """The receiver's address and what it got. ``answer`` decides what it says."""

    port: int = 0
    posted: list[Posted] = field(default_factory=list)
    answer: Answer = lambda handler: handler.say(200)
    over: threading.Event = field(default_factory=threading.Event)


class Handler(BaseHTTPRequestHandler):
    topics: Topics

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        self.topics.posted.append(Posted(self.path, dict(self.headers.items()), body))
        self.topics.answer(self)

    do_GET = do_POST

    def say(self, code: int, **headers: str) -> None:
        self.send_response(code)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", "2")
        self.end_headers()
        self.wfile.write(b"ok")

    def drip(self, first: bytes = b"HTTP/1.1 200 OK\r\nX-Slow: ") -> None:
        """A letter every few hundredths of a second, without end."""
        self.wfile.write(first)
        while not self.topics.over.wait(0.02):
            self.wfile.write(b"a")

    def pour(self) -> None:
        """An answer that never ends, as fast as it goes."""
        self.send_response(200)
        self.end_headers()
        while not self.topics.over.is_set():
            self.wfile.write(b"a" * 65_536)

    def greet(self) -> None:
        """As a mail server does."""
        self.wfile.write(b"220 mail.example.org ESMTP\r\n")

    def hang(self) -> None:
        self.topics.over.wait()

    def log_message(self, *args: Any) -> None:
        pass

    def handle(self) -> None:
        with suppress(OSError):  # the caller goes away, as it should
            super().handle()


@contextmanager
def listening(*, certificate: Path | None = None) -> Iterator[Topics]:
    """A receiver on loopback, over TLS where a certificate (with its key in the same file) is given."""
    topics = Topics()
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Mine", (Handler,), {"topics": topics}))
    server.daemon_threads = True
    server.handle_error = lambda *args: None
    if certificate is not None:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
        server.socket = context.wrap_socket(server.socket, server_side=True)
    topics.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield topics
    finally:
        topics.over.set()
        server.shutdown()
        server.server_close()
        thread.join()


def certificate_for(name: str, path: Path) -> Path:
    """A certificate that signs itself, with its key, for one name; trusted by whoever trusts this very file."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    secret = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    path.write_bytes(certificate.public_bytes(serialization.Encoding.PEM) + secret)
    return path
