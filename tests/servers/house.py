"""The whole product as `make run` starts it, in a folder of its own: for pictures and for measuring."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.servers import Server, folder, free_port

ROOT = Path(__file__).resolve().parents[2]
# What is set, even to nothing, counts more than a developer's .env.
PLAIN = dict.fromkeys(
    (
        "ALLOWED_HOSTS",
        "BASE_URL",
        "DATABASE_URL",
        "DEBUG",
        "EMAIL_URL",
        "HOST",
        "OPEN_SIGNUP",
        "REDIS_URL",
        "SECRET_KEY",
    ),
    "",
)


@dataclass(frozen=True, slots=True)
class House:
    address: str
    env: dict[str, str]

    def manage(self, *words: str, typed: str = "") -> str:
        """Run one of `manage.py`'s commands in it; what it printed. Raises with its words when it fails."""
        return self.python("manage.py", *words, typed=typed)

    def python(self, *words: str, typed: str = "") -> str:
        """Run any program of the repository's likewise: ``python("-m", "tests.bench.fill")``."""
        done = subprocess.run(
            [sys.executable, *words],
            cwd=ROOT,
            env=self.env,
            input=typed,
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            raise AssertionError(f"{' '.join(words)} failed:\n{done.stdout}{done.stderr}")
        return done.stdout

    @contextmanager
    def up(self) -> Iterator[Server]:
        """Started and ready; stopped again in order."""
        server = Server([sys.executable, "manage.py", "up"], env=self.env, cwd=ROOT)
        try:
            server.wait_for("ready after")
            yield server
        finally:
            server.stop()


@contextmanager
def furnished(**settings: str) -> Iterator[House]:
    """A folder and a port of its own; nothing runs yet. ``settings`` are the environment's."""
    with folder("house") as home:
        port = free_port()
        env = {"PATH": os.environ["PATH"], "HOME": str(home), **PLAIN, "VAR_DIR": str(home), "PORT": str(port)}
        yield House(f"http://127.0.0.1:{port}", env | settings)


@contextmanager
def running() -> Iterator[House]:
    """Started and ready; stopped again in order."""
    with furnished() as home, home.up():
        yield home
