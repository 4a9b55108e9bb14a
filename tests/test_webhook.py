"""The webhook: in ntfy's form, never to an address inside the house, never longer than it may take."""

import ipaddress
import socket
import time
from collections.abc import Callable, Iterator
from email.header import decode_header, make_header
from pathlib import Path

import pytest
from pytest_django import Settings

from contacts import webhook
from contacts.undelivered import Outcome, Undelivered
from contacts.webhook import Message, WebhookRefused, call, check_address, is_allowed
from tests.servers import free_port, topics
from tests.servers.topics import Handler, Topics

LOOPBACK = (ipaddress.ip_network("127.0.0.0/8"),)
MESSAGE = Message("digest-1", "Wed 18 Nov: one person", "Ana Ferreira: reminder", "http://testserver/")


@pytest.fixture
def receiver(settings: Settings) -> Iterator[Topics]:
    """A receiver that this house's operator opened to webhooks."""
    settings.WEBHOOK_ALLOWED_NETWORKS = LOOPBACK
    with topics.listening() as found:
        yield found


@pytest.fixture
def names(monkeypatch: pytest.MonkeyPatch) -> dict[str, list[str]]:
    """What the world's name servers answer, and how often they were asked (under ``"asked"``)."""
    known: dict[str, list[str]] = {"asked": []}

    def look_up(host: str, port: int, *args: object, **kwargs: object) -> list[object]:
        known["asked"].append(host)
        if host not in known:
            raise socket.gaierror(socket.EAI_NONAME, "no such name")
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port)) for address in known[host]]

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    return known


def refused(address: str, message: Message = MESSAGE) -> Undelivered:
    with pytest.raises(Undelivered) as caught:
        call(address, message)
    return caught.value


def local(receiver: Topics, path: str = "/my-topic") -> str:
    return f"http://127.0.0.1:{receiver.port}{path}"


class TestForm:
    def test_is_ntfys(self, receiver: Topics) -> None:
        call(local(receiver, "/my-topic?auth=QmVhcmVy"), MESSAGE)
        (posted,) = receiver.posted
        assert (posted.path, posted.body) == ("/my-topic?auth=QmVhcmVy", b"Ana Ferreira: reminder")
        wanted = {
            "Title": "Wed 18 Nov: one person",
            "Click": "http://testserver/",
            "Tags": "wave",
            "X-Sequence-ID": "digest-1",
            "Host": f"127.0.0.1:{receiver.port}",
        }
        assert wanted.items() <= posted.headers.items()

    @pytest.mark.parametrize("title", ["Zoë", "18 ноября: один человек", "水曜日 " * 30, "🛶", "two\r\nX-Evil: lines"])
    def test_a_title_of_any_letters_is_one_line_of_ascii(self, title: str, receiver: Topics) -> None:
        call(local(receiver), Message("id", title, "Zoë Ødegård محمد 🛶", "http://testserver/"))
        (posted,) = receiver.posted
        assert posted.headers["Title"].isascii()
        assert "X-Evil" not in posted.headers
        said = str(make_header(decode_header(posted.headers["Title"])))
        whole = " ".join(title.split())
        assert whole == said or (said.endswith("…") and whole.startswith(said[:-1]))
        assert posted.body.decode() == "Zoë Ødegård محمد 🛶"

    def test_a_long_text_ends_between_letters(self, receiver: Topics) -> None:
        call(local(receiver), Message("id", "t", "ø" * 5_000, "http://testserver/"))
        body = receiver.posted[0].body
        assert len(body) <= 4_000 and body.decode().strip("ø") == "…"

    def test_survives_the_way_through_the_row(self) -> None:
        message = Message("id", "Zoë", "🛶\n\x00", "http://testserver/?a=b")
        assert Message.from_bytes(message.as_bytes()) == message

    def test_goes_to_names_in_any_script(self) -> None:
        assert check_address("https://münchen.example/тема?q=ж").host == "xn--mnchen-3ya.example"
        assert check_address("https://münchen.example/тема?q=ж").path.isascii()


class TestAddresses:
    @pytest.mark.parametrize(
        ("address", "says"),
        [
            ("", "no web address"),
            ("ntfy.sh/topic", "no web address"),
            ("ftp://ntfy.sh/topic", "no web address"),
            ("file:///etc/passwd", "no web address"),
            ("gopher://ntfy.sh/topic", "no web address"),
            ("https:///topic", "no web address"),
            ("https://.../topic", "no web address"),
            ("https://a..b/topic", "no web address"),
            ("https://ntfy.sh:port/topic", "no web address"),
            ("https://ntfy.sh:99999/topic", "no web address"),
            ("https://[::1/topic", "no web address"),
            ("https://ntfy.sh", "topic is missing"),
            ("https://ntfy.sh/", "topic is missing"),
            ("https://me:secret@ntfy.sh/topic", "name and password"),
            ("https://ntfy.sh\\@127.0.0.1/topic", "name and password"),
            ("https://ntfy.sh/to pic", "no spaces"),
            ("https://ntfy.sh/topic\r\nX-Evil: 1", "no spaces"),
            ("https://ntfy.sh/\x00", "no spaces"),
            ("https://ntfy.sh:22/topic", "port 22"),
            ("https://ntfy.sh:6379/topic", "port 6379"),
            ("https://ntfy.sh:5432/topic", "port 5432"),
            ("https://ntfy.sh:0/topic", "port 0"),
            (f"https://ntfy.sh/{'a' * 600}", "500 characters"),
            ("http://127.0.0.1/topic", "network of the house"),
            ("http://localhost:8000/topic", "network of the house"),
            ("http://LOCALHOST./topic", "network of the house"),
            ("http://a.localhost/topic", "network of the house"),
            ("http://[::1]/topic", "network of the house"),
            ("http://[::ffff:127.0.0.1]/topic", "network of the house"),
            ("http://[::ffff:8.8.8.8]/topic", "network of the house"),
            ("http://[fe80::1%25eth0]/topic", "network of the house"),
            ("http://192.168.1.1/topic", "network of the house"),
            ("http://169.254.169.254/latest/meta-data", "network of the house"),
            ("http://0x7f000001/topic", "network of the house"),
            ("http://2130706433/topic", "network of the house"),
            ("http://0177.0.0.1/topic", "network of the house"),
            ("http://127.1/topic", "network of the house"),
            ("http://0/topic", "network of the house"),
            ("http://0xA9.0xFE.0xA9.0xFE./topic", "network of the house"),
            ("http://１２７.0.0.1/topic", "network of the house"),
            ("http://192.168.1.1", "network of the house"),
            ("http://localhost/", "network of the house"),
        ],
    )
    def test_what_is_none_is_said(self, address: str, says: str) -> None:
        with pytest.raises(WebhookRefused) as caught:
            check_address(address)
        assert says in caught.value.sentence

    @pytest.mark.parametrize(
        ("address", "host", "port", "path"),
        [
            ("https://ntfy.sh/my-topic", "ntfy.sh", 443, "/my-topic"),
            ("http://ntfy.example.org:8080/a/b?auth=x%3D", "ntfy.example.org", 8080, "/a/b?auth=x%3D"),
            ("https://NTFY.sh./My-Topic", "ntfy.sh", 443, "/My-Topic"),
            ("https://8.8.8.8/t", "8.8.8.8", 443, "/t"),
            ("https://134744072/t", "134744072", 443, "/t"),
            ("https://127.0.0.1.example.org/t", "127.0.0.1.example.org", 443, "/t"),
            ("https://[2606:4700::1111]:8443/t#part", "2606:4700::1111", 8443, "/t"),
        ],
    )
    def test_what_is_one_is_taken_apart(self, address: str, host: str, port: int, path: str) -> None:
        target = check_address(address)
        assert (target.host, target.port, target.path) == (host, port, path)


INSIDE = [
    *("127.0.0.1", "127.255.0.9", "0.0.0.0", "10.1.2.3", "172.16.0.1", "172.31.255.255", "192.168.0.1", "100.64.0.1"),
    *("169.254.169.254", "192.0.0.1", "192.0.2.1", "198.18.0.1", "198.51.100.1", "203.0.113.1", "224.0.0.1"),
    *("239.255.255.250", "240.0.0.1", "255.255.255.255", "192.88.99.1"),
    *("::", "::1", "::127.0.0.1", "::ffff:10.0.0.1", "::ffff:8.8.8.8", "64:ff9b::7f00:1", "64:ff9b:1::a00:1"),
    *("2002:7f00:1::", "2001:0:7f00:1::", "2001:db8::1", "fc00::1", "fd12:3456::1", "fe80::1", "fec0::1"),
    *("ff02::1", "ff0e::1", "100::1"),
]
OUTSIDE = ["8.8.8.8", "1.1.1.1", "172.32.0.1", "100.128.0.1", "2606:4700:4700::1111", "2a00:1450:4001::1"]


class TestGuard:
    @pytest.mark.parametrize("address", INSIDE)
    def test_no_address_inside_is_allowed(self, address: str) -> None:
        assert not is_allowed(ipaddress.ip_address(address))

    @pytest.mark.parametrize("address", OUTSIDE)
    def test_public_addresses_are(self, address: str) -> None:
        assert is_allowed(ipaddress.ip_address(address))

    def test_the_operator_opens_networks_and_nothing_beside_them(self, settings: Settings) -> None:
        settings.WEBHOOK_ALLOWED_NETWORKS = tuple(map(ipaddress.ip_network, ("192.168.1.0/24", "fd00::/8")))
        allowed = ["192.168.1.20", "::ffff:192.168.1.20", "fd12::1", "8.8.8.8"]
        assert [address for address in [*allowed, *INSIDE] if is_allowed(ipaddress.ip_address(address))] == [
            *allowed,
            "fd12:3456::1",
        ]

    @pytest.mark.parametrize("host", ["127.0.0.1", "127.1", "2130706433", "0x7f.1", "0177.0.0.1", "localhost"])
    def test_the_machine_itself_is_never_called(self, host: str) -> None:
        """However its address is written."""
        with topics.listening() as receiver:
            trouble = refused(f"http://{host}:{receiver.port}/topic")
            assert not receiver.posted
        assert trouble.outcome == Outcome.REFUSED and "network of the house" in trouble.sentence

    @pytest.mark.parametrize("address", INSIDE)
    def test_nor_by_a_name_that_leads_inside(self, address: str, names: dict[str, list[str]]) -> None:
        for answer in ([address], ["8.8.8.8", address], [address, "8.8.8.8"]):
            names["evil.example"] = answer
            assert "network of the house" in refused("https://evil.example/topic").sentence

    def test_a_name_that_answers_otherwise_a_moment_later_leads_nowhere(
        self, receiver: Topics, settings: Settings, names: dict[str, list[str]]
    ) -> None:
        """Looked up once: the call goes to the address that was judged."""
        settings.WEBHOOK_ALLOWED_NETWORKS = (ipaddress.ip_network("127.0.0.1/32"),)
        names["rebind.example"] = ["127.0.0.1"]
        call(f"http://rebind.example:{receiver.port}/topic", MESSAGE)
        assert names["asked"].count("rebind.example") == 1
        assert receiver.posted[0].headers["Host"] == f"rebind.example:{receiver.port}"
        names["rebind.example"] = ["127.0.0.2"]
        assert refused(f"http://rebind.example:{receiver.port}/topic").outcome == Outcome.REFUSED
        assert len(receiver.posted) == 1

    def test_no_redirect_is_followed(self, receiver: Topics) -> None:
        with topics.listening() as elsewhere:
            receiver.answer = lambda handler: handler.say(307, Location=f"http://127.0.0.1:{elsewhere.port}/inside")
            trouble = refused(local(receiver))
            assert not elsewhere.posted
        assert trouble.outcome == Outcome.REFUSED and "elsewhere" in trouble.sentence

    def test_no_proxy_of_the_house_is_used(self, receiver: Topics, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("http_proxy", f"http://127.0.0.1:{free_port()}")
        call(local(receiver), MESSAGE)
        assert len(receiver.posted) == 1


class TestOutcome:
    @pytest.mark.parametrize("code", [200, 201, 204])
    def test_of_a_yes_is_none(self, code: int, receiver: Topics) -> None:
        receiver.answer = lambda handler: handler.say(code)
        call(local(receiver), MESSAGE)

    @pytest.mark.parametrize(
        ("code", "outcome"),
        [
            *((code, Outcome.REFUSED) for code in (301, 400, 401, 403, 404, 405, 410, 413)),
            *((code, Outcome.NOT_NOW) for code in (408, 425, 429, 500, 502, 503, 507)),
        ],
    )
    def test_by_code(self, code: int, outcome: Outcome, receiver: Topics) -> None:
        receiver.answer = lambda handler: handler.say(code)
        trouble = refused(local(receiver))
        assert (trouble.outcome, trouble.counts) == (outcome, True)
        assert f"code {code}" in trouble.sentence

    def test_of_nobody_listening_is_later(self, settings: Settings) -> None:
        settings.WEBHOOK_ALLOWED_NETWORKS = LOOPBACK
        trouble = refused(f"http://127.0.0.1:{free_port()}/topic")
        assert (trouble.outcome, trouble.sentence) == (Outcome.NOT_NOW, "The address could not be reached.")

    def test_of_an_unknown_name_is_later(self, names: dict[str, list[str]]) -> None:
        trouble = refused("https://nowhere.example/topic")
        assert (trouble.outcome, trouble.sentence) == (Outcome.NOT_NOW, "The name in the address was not found.")

    def test_another_address_of_the_name_is_tried(self, receiver: Topics, names: dict[str, list[str]]) -> None:
        names["two.example"] = ["127.0.0.2", "127.0.0.1"]
        call(f"http://two.example:{receiver.port}/topic", MESSAGE)
        assert len(receiver.posted) == 1

    @pytest.mark.parametrize("answer", [Handler.hang, Handler.drip, lambda handler: handler.drip(b"H")])
    def test_is_unknown_when_the_time_is_up(
        self, answer: Callable[[Handler], None], receiver: Topics, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Also when a letter comes every now and then."""
        monkeypatch.setattr(webhook, "LASTS_AT_MOST", 0.4)
        receiver.answer = answer
        began = time.monotonic()
        trouble = refused(local(receiver))
        assert time.monotonic() - began < 5
        assert (trouble.outcome, trouble.sentence) == (Outcome.UNKNOWN, "The address did not answer in time.")

    def test_an_answer_without_end_is_not_read_to_its_end(self, receiver: Topics) -> None:
        receiver.answer = Handler.pour
        call(local(receiver), MESSAGE)

    def test_looking_up_a_name_takes_no_longer(self, monkeypatch: pytest.MonkeyPatch, receiver: Topics) -> None:
        def ponder(*args: object, **kwargs: object) -> list[object]:
            receiver.over.wait()
            return []

        monkeypatch.setattr(webhook, "LASTS_AT_MOST", 0.2)
        monkeypatch.setattr(socket, "getaddrinfo", ponder)
        trouble = refused("https://slow.example/topic")
        assert trouble.outcome == Outcome.NOT_NOW

    def test_of_something_that_speaks_no_http_is_unknown(self, receiver: Topics) -> None:
        receiver.answer = Handler.greet
        trouble = refused(local(receiver))
        assert (trouble.outcome, "another language" in trouble.sentence) == (Outcome.UNKNOWN, True)


class TestCertificate:
    @pytest.fixture
    def safe(self, settings: Settings, tmp_path: Path, names: dict[str, list[str]]) -> Iterator[Topics]:
        settings.WEBHOOK_ALLOWED_NETWORKS = LOOPBACK
        names |= {name: ["127.0.0.1"] for name in ("ntfy.example", "other.example")}
        certificate = topics.certificate_for("ntfy.example", tmp_path / "certificate.pem")
        with topics.listening(certificate=certificate) as found:
            yield found

    def test_is_asked_of_the_name_although_the_call_goes_to_an_address(
        self, safe: Topics, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "certificate.pem"))
        call(f"https://ntfy.example:{safe.port}/topic", MESSAGE)
        assert safe.posted[0].headers["Host"] == f"ntfy.example:{safe.port}"
        trouble = refused(f"https://other.example:{safe.port}/topic")
        assert (trouble.outcome, trouble.sentence) == (
            Outcome.NOT_NOW,
            "The certificate of the address is not valid.",
        )
        assert len(safe.posted) == 1

    def test_that_nobody_vouches_for_is_none(self, safe: Topics) -> None:
        assert "certificate" in refused(f"https://ntfy.example:{safe.port}/topic").sentence
        assert not safe.posted

    def test_is_missing_where_no_tls_is_spoken(self, receiver: Topics) -> None:
        trouble = refused(f"https://127.0.0.1:{receiver.port}/topic")
        assert trouble.outcome == Outcome.NOT_NOW
