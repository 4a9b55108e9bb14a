"""What every test may ask for. Servers start only when a fixture asks for one."""

import email
import email.policy
import os
import socket
import sys
from collections.abc import Callable, Iterator
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
import redis
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from django.conf import settings as django_settings
from hypothesis import settings as hypothesis_settings
from playwright.sync_api import BrowserContext
from pytest_django import Settings

from contacts import enqueue
from networking.celery import app as celery_app
from tests.servers import Server, chromium, free_port, valkey

hypothesis_settings.register_profile("house", deadline=None, database=None)
hypothesis_settings.load_profile("house")


# Rules and importers are pure: they know no database.
PURE = tuple(Path(__file__).parent / name for name in ("rules", "importers"))


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what the database of this run cannot have, and, in a second run, what no database changes."""
    elsewhere = ["postgresql" if django_settings.IS_SQLITE else "sqlite"]
    for item in items:
        if any(map(item.path.is_relative_to, PURE)):
            item.add_marker("any_database")
    if os.environ.get("TEST_SECOND_RUN"):
        elsewhere.append("any_database")
    left_out = {item: any(map(item.get_closest_marker, elsewhere)) for item in items}
    config.hook.pytest_deselected(items=[item for item in items if left_out[item]])
    items[:] = [item for item in items if not left_out[item]]


# The browser


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    return {**browser_type_launch_args, "executable_path": chromium.find(), "args": list(chromium.FLAGS)}


@pytest.fixture
def context(context: BrowserContext) -> BrowserContext:
    """A page that has not done something within ten seconds never will."""
    context.set_default_timeout(10_000)
    return context


# The broker: real, dead or hanging


@pytest.fixture(scope="session")
def redis_url() -> Iterator[str]:
    """A real broker, with a database number of its own for each of xdist's workers."""
    number = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
    given = os.environ.get("TEST_REDIS_URL")
    if given:
        yield f"{given.rstrip('/')}/{number % 16}"
        return
    with valkey.running() as url:
        yield f"{url}/0"


@pytest.fixture
def broker(settings: Settings, redis_url: str) -> Iterator[redis.Redis]:
    """The site and Celery on a real, empty broker: tasks are queued, not run. Gives a client to look into it."""
    with redis.Redis.from_url(redis_url) as client, _using_broker(settings, redis_url):
        client.flushdb()
        yield client
        client.flushdb()


@pytest.fixture
def broker_dead(settings: Settings, tmp_path: Path) -> Iterator[None]:
    """A broker that is not there: nothing listens at its address."""
    with _using_broker(settings, f"redis://127.0.0.1:{free_port()}/0"):
        yield


@pytest.fixture
def broker_hanging(settings: Settings) -> Iterator[None]:
    """A broker that takes connections and never says a word."""
    with (
        socket.create_server(("127.0.0.1", 0), backlog=128) as listener,
        _using_broker(settings, f"redis://127.0.0.1:{listener.getsockname()[1]}/0"),
    ):
        yield


class _using_broker:
    """Point the site and Celery at a broker for real: no eager tasks, no connection kept from before."""

    def __init__(self, settings: Settings, url: str) -> None:
        settings.CELERY_BROKER_URL = url
        self.wanted = {"broker_url": url, "task_always_eager": False}

    def __enter__(self) -> None:
        self.before = {name: celery_app.conf[name] for name in self.wanted}
        self._switch(self.wanted)

    def __exit__(self, *error: object) -> None:
        self._switch(self.before)

    def _switch(self, values: dict[str, Any]) -> None:
        celery_app.conf.update(values)
        celery_app._after_fork()  # forgets the pools of connections, as a new process would
        enqueue._silent_until = 0.0


# The mail server


class Mailbox:
    """What a real SMTP server was handed. ``answers`` are given, in order, instead of taking the next mails."""

    def __init__(self) -> None:
        self.mails: list[EmailMessage] = []
        self.envelopes: list[tuple[str, list[str]]] = []
        self.answers: list[str] = []

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        if self.answers:
            return self.answers.pop(0)
        self.envelopes.append((envelope.mail_from or "", list(envelope.rcpt_tos)))
        content = envelope.original_content or b""
        self.mails.append(email.message_from_bytes(content, policy=email.policy.default))
        return "250 taken"

    def clear(self) -> None:
        self.mails.clear()
        self.envelopes.clear()
        self.answers.clear()


@pytest.fixture(scope="session")
def _mail_server() -> Iterator[tuple[Mailbox, int]]:
    mailbox = Mailbox()
    port = free_port()
    controller = Controller(mailbox, hostname="127.0.0.1", port=port)
    controller.start()
    yield mailbox, port
    controller.stop()


@pytest.fixture
def mailbox(settings: Settings, _mail_server: tuple[Mailbox, int]) -> Iterator[Mailbox]:
    """Mail goes by a real SMTP server into this mailbox, from here and from the real worker."""
    box, port = _mail_server
    box.clear()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
    yield box
    box.clear()


# The worker


@pytest.fixture(scope="session")
def _worker_redis_url(redis_url: str) -> str:
    """A database of the worker's own: it lives on after its test, and must not empty the queues of others."""
    address, _, number = redis_url.rpartition("/")
    return f"{address}/{(int(number) + 8) % 16}"


@pytest.fixture(scope="session")
def _worker_process(
    django_db_setup: None,
    _worker_redis_url: str,
    _mail_server: tuple[Mailbox, int],
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Server]:
    env = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "networking.settings",
        "DATABASE_URL": database_url(),
        "REDIS_URL": _worker_redis_url,
        "EMAIL_URL": f"smtp://127.0.0.1:{_mail_server[1]}",
        "VAR_DIR": str(tmp_path_factory.mktemp("worker")),
        "PYTHONUNBUFFERED": "1",
    }
    quick = ("--without-gossip", "--without-mingle", "--without-heartbeat", "--concurrency", "1", "--loglevel", "INFO")
    server = Server(
        [sys.executable, "-m", "celery", "-A", "networking", "worker", *quick], env=env, cwd=django_settings.BASE_DIR
    )
    try:
        server.wait_for("ready.")
        yield server
    finally:
        server.stop()


@pytest.fixture
def worker_broker(settings: Settings, _worker_redis_url: str) -> Iterator[redis.Redis]:
    """The site queues for the worker. Gives a client to look into its broker."""
    with redis.Redis.from_url(_worker_redis_url) as client, _using_broker(settings, _worker_redis_url):
        client.delete("rapport")
        yield client


@pytest.fixture
def worker(transactional_db: None, worker_broker: redis.Redis, mailbox: Mailbox, _worker_process: Server) -> Server:
    """A real Celery worker in a process of its own, on this test's database, broker and mail server."""
    return _worker_process


def database_url() -> str:
    """The address of the running test database, for another process."""
    from django.db import connection

    given = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{given['NAME']}"
    host = given["HOST"]
    login = given["USER"] + (f":{given['PASSWORD']}" if given["PASSWORD"] else "")
    if host.startswith("/"):
        return f"postgresql://{login}@/{host}/{given['NAME']}"
    return f"postgresql://{login}@{host}:{given['PORT'] or 5432}/{given['NAME']}"


@pytest.fixture
def eventually() -> Callable[..., Any]:
    """Ask again until the answer is true, for what another process does: ``eventually(lambda: box.mails)``."""
    from networking.up.processes import wait_until

    def ask(question: Callable[[], Any], *, seconds: float = 30.0) -> Any:
        assert wait_until(lambda: bool(question()), seconds=seconds), f"not within {seconds} seconds"
        return question()

    return ask
