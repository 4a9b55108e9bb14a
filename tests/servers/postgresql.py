"""A private PostgreSQL: reached by a socket in its own folder, careless about its disk, gone afterwards."""

import os
import pwd
import re
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.servers import NotToBeHad, Server, folder

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


@contextmanager
def running() -> Iterator[str]:
    """The address of a fresh, empty server."""
    binaries = find_binaries()
    with folder("pg") as home:
        user = group = None
        if os.getuid() == 0:  # initdb refuses root
            account = _unprivileged()
            user, group = account.pw_uid, account.pw_gid
            os.chown(home, user, group)
        data = home / "data"
        subprocess.run(
            [binaries / "initdb", "-D", data, "-U", "rapport", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "-N"],
            cwd=home,
            user=user,
            group=group,
            check=True,
            capture_output=True,
            text=True,
        )
        settings = CARELESS | {"unix_socket_directories": str(home), "unix_socket_permissions": "0700"}
        options = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
        server = Server([str(binaries / "postgres"), "-D", str(data), *options], cwd=home, user=user, group=group)
        try:
            _wait_until_it_answers(binaries, home, server)
            yield f"postgresql://rapport@/{home}/postgres"
        finally:
            server.process.send_signal(2)  # "fast": ends open sessions instead of waiting for them
            server.stop()


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
