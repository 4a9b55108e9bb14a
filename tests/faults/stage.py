"""The whole house in processes of its own, each of which can be killed and started again at any moment.

Web, workers, beats, the broker and, where asked for, PostgreSQL; the mail server lives here and is told how to behave.
"""

import os
import random
import signal
import sys
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

import redis

from networking.up import valkey
from networking.up.processes import wait_until
from tests.servers import Server, folder, free_port, postgresql
from tests.servers.house import PLAIN, ROOT
from tests.servers.smtp import Wilful

WORKERS = 5
BEATS = 2
PATIENCE = 120.0  # seconds for anything that has to happen sooner or later
QUICK = ("--without-gossip", "--without-mingle", "--without-heartbeat", "--concurrency", "1")


class NeverHappened(Exception):
    """Something that was waited for did not come about; the message says what."""


def until(question: Callable[[], object], *, what: str, seconds: float = PATIENCE) -> None:
    """Ask two hundred times a second until the answer is true. Raises NeverHappened."""
    if not wait_until(lambda: bool(question()), seconds=seconds, every=0.005):
        raise NeverHappened(what)


@dataclass
class Stage:
    """``processes`` are by name: web, worker-1 …, beat-1 …, broker. ``all_words`` is what the dead ones said."""

    home: Path
    database_url: str
    postgres: postgresql.Database | None
    mail: Wilful
    workers: int = WORKERS
    beats: int = BEATS
    web_port: int = field(default_factory=free_port)
    broker_port: int = field(default_factory=free_port)
    processes: dict[str, Server] = field(default_factory=dict)
    last_words: list[str] = field(default_factory=list)

    @property
    def env(self) -> dict[str, str]:
        return {
            "PATH": os.environ["PATH"],
            "HOME": str(self.home),
            **PLAIN,
            "DJANGO_SETTINGS_MODULE": "tests.faults.settings",
            "DATABASE_URL": self.database_url,
            "REDIS_URL": f"redis://127.0.0.1:{self.broker_port}/0",
            "EMAIL_URL": f"smtp://127.0.0.1:{self.mail.port}",
            "SECRET_KEY": "a key for faults that guards nothing, long enough for every check",
            "VAR_DIR": str(self.home / "var"),
            "PORT": str(self.web_port),
            "PYTHONUNBUFFERED": "1",
        }

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.web_port}"

    @property
    def names(self) -> list[str]:
        return [
            "broker",
            "web",
            *(f"worker-{number}" for number in range(1, self.workers + 1)),
            *(f"beat-{number}" for number in range(1, self.beats + 1)),
        ]

    def alike(self, kind: str) -> list[str]:
        """The names of all workers, of all beats, or of the only one of its kind."""
        return [name for name in self.names if name.split("-")[0] == kind]

    # Life and death

    def start(self, name: str) -> None:
        self.processes[name] = Server(self._command(name), env=self.env, cwd=ROOT)

    def _command(self, name: str) -> list[str]:
        kind = name.split("-")[0]
        celery = [sys.executable, "-m", "celery", "--quiet", "-A", "networking"]
        if kind == "broker":
            return valkey.command(self.home / "broker" / "valkey.sock", port=self.broker_port)
        if kind == "web":
            return [
                *(sys.executable, "-m", "granian", "--interface", "wsgi", "--no-ws", "--log-level", "warning"),
                *("--host", "127.0.0.1", "--port", str(self.web_port), "--workers", "1", "--blocking-threads", "4"),
                "networking.wsgi:application",
            ]
        if kind == "beat":
            schedule = str(self.home / f"{name}-schedule")
            return [*celery, "beat", "--pidfile=", "--schedule", schedule, "--loglevel", "INFO"]
        return [*celery, "worker", *QUICK, "--hostname", f"{name}@faults", "--loglevel", "INFO"]

    def is_running(self, name: str) -> bool:
        server = self.processes.get(name)
        return server is not None and server.process.poll() is None

    def kill(self, name: str) -> None:
        """SIGKILL for the program and every process that it started."""
        server = self.processes.get(name)
        if server is None:
            return
        with suppress(ProcessLookupError):
            os.killpg(server.process.pid, signal.SIGKILL)
        server.process.wait()
        self.last_words.append(f"--- {name}\n{server.text}")

    def kill_one_process_of(self, name: str, rng: random.Random) -> str:
        """SIGKILL for the first process alone, or for one that it started; the others must find their own way."""
        first = self.processes[name].process.pid
        victim = rng.choice([first, *_children(first)])
        with suppress(ProcessLookupError):
            os.kill(victim, signal.SIGKILL)
        return "the first process" if victim == first else "a child"

    def freeze(self, name: str) -> None:
        """Stopped in the middle of whatever it does, as in a machine that swaps."""
        self._signal(name, signal.SIGSTOP)

    def thaw(self, name: str) -> None:
        self._signal(name, signal.SIGCONT)

    def _signal(self, name: str, number: int) -> None:
        with suppress(ProcessLookupError):
            os.killpg(self.processes[name].process.pid, number)

    def revive(self) -> None:
        """What a supervisor does: start whatever is not running, and what lost one of its processes to a kill."""
        if self.postgres and self.postgres.server.process.poll() is not None:
            self.postgres.start_again()
        for name in self.names:
            if not self.is_running(name):
                self.kill(name)  # its children, if any
                self.start(name)
                if name == "broker":
                    self.wait_for_broker()

    def wait_for_broker(self) -> None:
        with self.broker() as client:
            until(lambda: _pings(client), what="the broker answers")

    def wait_for_web(self) -> None:
        until(lambda: self.get("/health/live") == 200, what="the web server answers")

    def get(self, path: str) -> int:
        """The status of that page; 0 where nobody answers."""
        try:
            with urllib.request.urlopen(f"{self.address}{path}", timeout=10) as answer:
                return int(answer.status)
        except urllib.error.HTTPError as refusal:
            return refusal.code
        except OSError:
            return 0

    @contextmanager
    def broker(self) -> Iterator[redis.Redis]:
        with redis.Redis(port=self.broker_port, socket_timeout=5, socket_connect_timeout=5) as client:
            yield client

    def close(self) -> None:
        for name in reversed(self.names):
            self.kill(name)
        self.mail.stop()
        if self.postgres:
            self.postgres.stop()


def _pings(client: redis.Redis) -> bool:
    try:
        return bool(client.ping())
    except (redis.RedisError, OSError):
        return False


def _children(pid: int) -> list[int]:
    found = Path(f"/proc/{pid}/task/{pid}/children")
    return [int(child) for child in found.read_text().split()] if found.exists() else []


@contextmanager
def built(database: str, *, workers: int = WORKERS) -> Iterator[Stage]:
    """A stage with everything but the house's own processes running, which `Stage.revive` starts."""
    with folder("faults") as home:
        (home / "var").mkdir(mode=0o700)
        postgres = None
        url = f"sqlite:///{home / 'var' / 'rapport.sqlite3'}"
        if database == "postgresql":
            cluster = home / "pg"
            cluster.mkdir()
            home.chmod(0o711)  # the cluster belongs to another user
            # A commit that was answered must be on disk when the server is killed; the machine itself stays up.
            postgres = postgresql.Database(cluster, synchronous_commit="on")
            url = postgres.url
        stage = Stage(home, url, postgres, Wilful(home / "mail"), workers=workers)
        try:
            yield stage
        finally:
            stage.close()
