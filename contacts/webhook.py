"""One call in ntfy's form to an address that a user gave, and never to a machine inside this house's own network.

The name is looked up once; every address found is judged, and the call goes to the very address that was judged, so
that a name that answers otherwise a moment later leads nowhere. No redirect is followed.
"""

import http.client
import ipaddress
import json
import socket
import ssl
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import asdict, dataclass
from email.header import Header
from queue import Empty, Queue
from urllib.parse import quote, urlsplit

from django.conf import settings
from django.utils.translation import gettext as _

from contacts.errors import DomainError
from contacts.undelivered import Outcome, Undelivered

LASTS_AT_MOST = 10.0  # seconds for the whole call, from the first question to the last byte
ANSWER_AT_MOST = 4_096
# ntfy makes a longer message an attachment.
TEXT_AT_MOST = 4_000
TITLE_AT_MOST = 200
ADDRESS_AT_MOST = 500
ADDRESSES_TRIED = 3
TAG = "wave"

AS_THEY_ARE = "/%:@!$&'()*+,;=~-._"
PORTS = {"http": 80, "https": 443}
# Above the ports of systems stand some where no web server listens, but something that a line of text may move.
NOT_FOR_US = frozenset(
    {1433, 1521, 1719, 1720, 1723, 2049, 2375, 2376, 3306, 3389, 3659, 4045, 5060, 5061, 5432, 5672, 5900, 6000}
    | {6379, 6566, *range(6665, 6670), 6697, 9042, 9100, 9200, 9300, 10080, 11211, 27017}
)
IPAddress = ipaddress.IPv4Address | ipaddress.IPv6Address
# Addresses that carry another one inside, or that a router of this house would translate.
TRANSLATED = tuple(
    ipaddress.ip_network(network)
    for network in ("64:ff9b::/96", "64:ff9b:1::/48", "2002::/16", "2001::/32", "::/96", "192.88.99.0/24")
)


class WebhookRefused(DomainError):
    """The address is none that may be called."""


@dataclass(frozen=True, slots=True)
class Message:
    """What is told: plain text, and the page that a tap opens. ``id`` makes a repeat known as one."""

    id: str
    title: str
    text: str
    click: str

    def as_bytes(self) -> bytes:
        return json.dumps(asdict(self)).encode()

    @classmethod
    def from_bytes(cls, kept: bytes) -> "Message":
        return cls(**json.loads(kept))


@dataclass(frozen=True, slots=True)
class Target:
    """An address taken apart. ``host`` is in ASCII, ``path`` with its query."""

    scheme: str
    host: str
    port: int
    path: str


def check_address(address: str) -> Target:
    """What an address says, without asking anybody. Raises WebhookRefused with what is wrong and what to do."""
    if len(address) > ADDRESS_AT_MOST:
        raise WebhookRefused(_("An address has %(most)d characters at most.") % {"most": ADDRESS_AT_MOST})
    if any(ord(letter) <= 32 or ord(letter) == 127 for letter in address):
        raise WebhookRefused(_("An address has no spaces and no line breaks."))
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError:
        raise WebhookRefused(_no_address()) from None
    if parts.scheme not in PORTS or not parts.hostname:
        raise WebhookRefused(_no_address())
    if parts.username is not None or parts.password is not None:
        raise WebhookRefused(_("Leave name and password out of the address: ntfy takes a token as ?auth=… behind it."))
    host = _host(parts.hostname)
    if not host:
        raise WebhookRefused(_no_address())
    literal = _literal("127.0.0.1" if host == "localhost" or host.endswith(".localhost") else host)
    if literal is not None and not is_allowed(literal):
        raise WebhookRefused(_inside())
    if not parts.path.strip("/"):
        raise WebhookRefused(_("The topic is missing: the address ends with it, as in https://ntfy.sh/my-topic."))
    port = PORTS[parts.scheme] if port is None else port
    if port in NOT_FOR_US or (port < 1024 and port not in PORTS.values()):
        raise WebhookRefused(
            _("No web server listens on port %(port)d. Leave it out, or give the right one.") % {"port": port}
        )
    path = quote(parts.path, safe=AS_THEY_ARE)
    query = quote(parts.query, safe=AS_THEY_ARE + "?")
    return Target(parts.scheme, host, port, f"{path}?{query}" if query else path)


def call(address: str, message: Message) -> None:
    """POST the message to the topic. Raises Undelivered with what is known of it."""
    ends_at = time.monotonic() + LASTS_AT_MOST
    try:
        target = check_address(address)
    except WebhookRefused as refusal:
        raise Undelivered(refusal.sentence, outcome=Outcome.REFUSED, counts=True) from None
    trouble: OSError | None = None
    for at in _addresses(target, ends_at)[:ADDRESSES_TRIED]:
        try:
            plain = _connected(at, target.port, ends_at)
        except OSError as error:
            trouble = error
            continue
        with plain:
            _judge(_ask(target, plain, message, ends_at))
        return
    raise _out_of_reach(trouble)


def is_allowed(address: IPAddress) -> bool:
    """Whether that address may be called: a public one of a single machine, or one that the operator opened."""
    inner = getattr(address, "ipv4_mapped", None) or address
    if any(inner in network for network in settings.WEBHOOK_ALLOWED_NETWORKS if network.version == inner.version):
        return True
    if inner is not address:
        return False
    return (
        inner.is_global
        and not inner.is_multicast
        and not inner.is_reserved
        and not inner.is_unspecified
        and not getattr(inner, "is_site_local", False)
        and not any(inner in network for network in TRANSLATED if network.version == inner.version)
    )


def _addresses(target: Target, ends_at: float) -> list[IPAddress]:
    """Every address of the name, once all of them are allowed. Raises Undelivered."""
    found = list(dict.fromkeys(_looked_up(target, ends_at)))
    if not all(is_allowed(address) for address in found):
        raise Undelivered(_inside(), outcome=Outcome.REFUSED, counts=True)
    return found


def _looked_up(target: Target, ends_at: float) -> Iterator[IPAddress]:
    """Asks in a thread of its own: looking up a name knows no time-out."""
    answers: Queue[list[str] | OSError] = Queue()

    def look_up() -> None:
        try:
            rows = socket.getaddrinfo(target.host, target.port, type=socket.SOCK_STREAM)
            answers.put([str(row[4][0]) for row in rows])
        except (OSError, UnicodeError) as error:
            answers.put(OSError(str(error)))

    threading.Thread(target=look_up, daemon=True).start()
    try:
        answer = answers.get(timeout=_left(ends_at))
    except Empty:
        answer = TimeoutError()
    if isinstance(answer, OSError) or not answer:
        sentence = _("The name in the address was not found.")
        raise Undelivered(sentence, outcome=Outcome.NOT_NOW, is_the_line=True, counts=True)
    for address in answer:
        yield ipaddress.ip_address(address)


def _connected(at: IPAddress, port: int, ends_at: float) -> socket.socket:
    """A connection to that very address, which nobody is asked about any more."""
    plain = socket.socket(socket.AF_INET if at.version == 4 else socket.AF_INET6, socket.SOCK_STREAM)
    try:
        plain.settimeout(_left(ends_at))
        plain.connect((str(at), port))
    except OSError:
        plain.close()
        raise
    return plain


def _ask(target: Target, plain: socket.socket, message: Message, ends_at: float) -> int:
    """The status that came back over a connection that stands. Raises Undelivered."""
    plain.settimeout(_left(ends_at))
    with _ended_at(ends_at, plain), closing(_connection(target, plain, ends_at)) as connection:
        try:
            body = _cut(message.text, TEXT_AT_MOST).encode()
            connection.request("POST", target.path, body=body, headers=_headers(message))
            answer = connection.getresponse()
            status = answer.status
            if time.monotonic() >= ends_at:
                raise TimeoutError  # cut off among the headers, which passes for their end
        except (OSError, http.client.HTTPException) as error:
            raise _broken_off(error, ends_at, outcome=Outcome.UNKNOWN) from error
        with suppress(OSError, http.client.HTTPException):
            answer.read(ANSWER_AT_MOST)
    return status


def _connection(target: Target, plain: socket.socket, ends_at: float) -> http.client.HTTPConnection:
    """A connection over that very socket. Host and certificate are those of the name, not of the address."""
    if target.scheme == "http":
        over = http.client.HTTPConnection(target.host, target.port)
        over.sock = plain
        return over
    context = ssl.create_default_context()
    safe = http.client.HTTPSConnection(target.host, target.port, context=context)
    try:
        safe.sock = context.wrap_socket(plain, server_hostname=target.host)
    except ssl.SSLCertVerificationError as error:
        sentence = _("The certificate of the address is not valid.")
        raise Undelivered(sentence, outcome=Outcome.NOT_NOW, counts=True) from error
    except OSError as error:
        raise _broken_off(error, ends_at, outcome=Outcome.NOT_NOW) from error
    return safe


def _broken_off(error: Exception, ends_at: float, *, outcome: Outcome) -> Undelivered:
    late = isinstance(error, TimeoutError) or time.monotonic() >= ends_at
    sentence = (
        _("The address did not answer in time.") if late else _("The address hung up, or spoke another language.")
    )
    return Undelivered(sentence, outcome=outcome, is_the_line=late, counts=True)


@contextmanager
def _ended_at(ends_at: float, connection: socket.socket) -> Iterator[None]:
    """Cut the connection when the time is over, also while the other side says one letter every few seconds."""
    other_end = connection.dup()
    watch = threading.Timer(_left(ends_at), _cut_off, [other_end])
    watch.daemon = True
    watch.start()
    try:
        yield
    finally:
        watch.cancel()
        watch.join()
        other_end.close()


def _cut_off(connection: socket.socket) -> None:
    with suppress(OSError):
        connection.shutdown(socket.SHUT_RDWR)


def _judge(status: int) -> None:
    """What the answer means. Raises Undelivered for all but a yes."""
    if 200 <= status < 300:
        return
    sentences = {
        401: _("The address asks for a sign-in (code %(code)d)."),
        403: _("The address does not let us write there (code %(code)d)."),
        404: _("There is nothing at the address (code %(code)d)."),
        429: _("The address wants fewer messages (code %(code)d)."),
    }
    sentence = sentences.get(status, _("The address answered with code %(code)d."))
    if 300 <= status < 400:
        sentence = _("The address sends us elsewhere (code %(code)d). Give the one where it ends.")
    is_for_now = status >= 500 or status in {408, 425, 429}
    outcome = Outcome.NOT_NOW if is_for_now else Outcome.REFUSED
    raise Undelivered(sentence % {"code": status}, outcome=outcome, counts=True)


def _out_of_reach(error: OSError | None) -> Undelivered:
    late = isinstance(error, TimeoutError)
    sentence = _("The address did not answer in time.") if late else _("The address could not be reached.")
    return Undelivered(sentence, outcome=Outcome.NOT_NOW, is_the_line=True, counts=True)


def _headers(message: Message) -> dict[str, str]:
    return {
        "Title": _in_ascii(_cut(message.title, TITLE_AT_MOST)),
        "Click": message.click,
        "Tags": TAG,
        # The same id again replaces the message that is there.
        "X-Sequence-ID": message.id,
        "Message-ID": f"<{message.id}>",
        "Content-Type": "text/plain; charset=utf-8",
        "User-Agent": "Rapport",
    }


def _in_ascii(words: str) -> str:
    """A header's words as ntfy reads them: as they are, or as one encoded word (RFC 2047)."""
    plain = " ".join(words.split())
    return plain if plain.isascii() else Header(plain, "utf-8", maxlinelen=10_000).encode()


def _cut(words: str, most: int) -> str:
    """The beginning that fits into so many bytes, whole letters only."""
    if len(words.encode()) <= most:
        return words
    return words.encode()[: most - 3].decode(errors="ignore") + "…"


def _host(name: str) -> str:
    name = name.rstrip(".").lower()
    if _literal(name) is not None:
        return name
    try:
        return name.encode("idna").decode()
    except UnicodeError:
        raise WebhookRefused(_no_address()) from None


def _literal(host: str) -> IPAddress | None:
    """The address that is written out as a host, also as looking it up would read it: 127.1, 0x7f000001, 2130706433."""
    with suppress(ValueError):
        return ipaddress.ip_address(host)
    with suppress(ValueError, OSError):
        return ipaddress.IPv4Address(socket.inet_aton(host))
    return None


def _left(ends_at: float) -> float:
    """Seconds left; never none, because a time-out of 0 means another thing."""
    return max(0.05, ends_at - time.monotonic())


def _no_address() -> str:
    return _("This is no web address. It begins with https:// and ends with the topic.")


def _inside() -> str:
    return _("This address leads into the network of the house itself, which a webhook may not call.")
