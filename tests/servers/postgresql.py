"""A private PostgreSQL: reached by a socket in its own folder, careless about its disk, gone afterwards."""

import os
import pwd
import re
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.servers import PATIENCE, NotToBeHad, Server, folder

OLDEST = 15
CARELESS = {
    "listen_addresses": "",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "max_connections": "60",
    "shared_buffers": "128MB",
    "log_min_messages": "warning",
    # Tests write in UTC; a server in another zone would hide a place that forgets to say so.
    "timezone": "Pacific/Chatham",
}


def find_binaries() -> Path:
    """The folder with ``initdb`` and ``postgres``, the newest first. Raises NotToBeHad."""
    found = [path.parent for path in Path("/usr/lib/postgresql").glob("*/bin/initdb")]
    if on_path := shutil.which("initdb"):
        found.append(Path(on_path).resolve().parent)
    fit = {version: path for path in found if (version := _version(path)) >= OLDEST}
    if not fit:
        raise NotToBeHad(
            f"PostgreSQL {OLDEST} or newer is missing. Install it (Debian: apt install postgresql), or name a server"
            " whose user may create databases: make test TEST_DATABASE_URL=postgresql://…"
        )
    return fit[max(fit)]


def _version(binaries: Path) -> int:
    said = subprocess.run([binaries / "postgres", "--version"], capture_output=True, text=True, check=False).stdout
    found = re.search(r"(\d+)\.\d+", said)
    return int(found.group(1)) if found else 0


class Database:
    """One cluster in a folder of its own. It may be killed at any moment and started again on the same files."""

    def __init__(self, home: Path, **settings: str) -> None:
        self.home, self.data = home, home / "data"
        self.binaries = find_binaries()
        self.user: int | None = None
        self.group: int | None = None
        if os.getuid() == 0:  # initdb refuses root
            account = _unprivileged()
            self.user, self.group = account.pw_uid, account.pw_gid
            os.chown(home, self.user, self.group)
        subprocess.run(
            [
                *(self.binaries / "initdb", "-D", self.data, "-U", "rapport", "-A", "trust"),
                *("-E", "UTF8", "--locale=C.UTF-8", "-N"),
            ],
            cwd=home,
            user=self.user,
            group=self.group,
            check=True,
            capture_output=True,
            text=True,
        )
        own = {"unix_socket_directories": str(home), "unix_socket_permissions": "0700"}
        self.options = [
            part for name, value in (CARELESS | own | settings).items() for part in ("-c", f"{name}={value}")
        ]
        self.server = self._launch()

    @property
    def url(self) -> str:
        return f"postgresql://rapport@/{self.home}/postgres"

    def _launch(self) -> Server:
        server = Server(
            [str(self.binaries / "postgres"), "-D", str(self.data), *self.options],
            cwd=self.home,
            user=self.user,
            group=self.group,
        )
        _wait_until_it_answers(self.binaries, self.home, server)
        return server

    def kill(self, number: int = signal.SIGQUIT) -> None:
        """End it at once: SIGQUIT is PostgreSQL's own *immediate*; after SIGKILL the others notice and go."""
        self.server.process.send_signal(number)
        self.server.process.wait()

    def start_again(self) -> None:
        """As after a crash: it recovers from its log first. What a killed first process left has to end before."""
        until = time.monotonic() + PATIENCE
        while True:
            try:
                self.server = self._launch()
            except AssertionError as error:
                left_behind = "still in use" in str(error) or "lock file" in str(error)
                if not left_behind or time.monotonic() > until:
                    raise
                continue
            return

    def stop(self) -> None:
        if self.server.process.poll() is None:
            self.server.process.send_signal(signal.SIGINT)  # "fast": ends open sessions instead of waiting for them
        self.server.stop()


@contextmanager
def running() -> Iterator[str]:
    """The address of a fresh, empty server."""
    with folder("pg") as home:
        database = Database(home)
        try:
            yield database.url
        finally:
            database.stop()


def _wait_until_it_answers(binaries: Path, home: Path, server: Server) -> None:
    asked = subprocess.run(
        [binaries / "pg_isready", "-h", home, "-t", "60"], capture_output=True, text=True, check=False
    )
    while asked.returncode and server.process.poll() is None:
        asked = subprocess.run([binaries / "pg_isready", "-h", home], capture_output=True, text=True, check=False)
    if asked.returncode:
        raise AssertionError(f"PostgreSQL did not start:\n{server.text}")


def _unprivileged() -> pwd.struct_passwd:
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    raise NotToBeHad("PostgreSQL refuses to run as root, and there is neither a user postgres nor nobody.")
