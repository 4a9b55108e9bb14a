"""Which processes are ours. A process id alone proves nothing: ids are given out again, so the start counts too."""

import json
import os
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

HOUSE_MARK = "RAPPORT_HOUSE"
PATIENCE = 10.0  # seconds that a leftover has to end by itself
_PROC = Path("/proc")


@dataclass(frozen=True, slots=True)
class Running:
    """A process as written down: ``started`` is the kernel's own word for its start, compared but never read."""

    name: str
    pid: int
    started: str


def started(pid: int) -> str | None:
    """The kernel's word for the start of a living process; None when there is none (a zombie counts as none)."""
    try:
        fields = (_PROC / str(pid) / "stat").read_text().rpartition(")")[2].split()
    except ProcessLookupError:
        return None
    except FileNotFoundError:
        return None if (_PROC / "self").exists() else _started_by_ps(pid)
    return None if fields[0] in "ZX" else fields[19]


def _started_by_ps(pid: int) -> str | None:
    found = subprocess.run(["ps", "-o", "lstart=", "-p", str(pid)], capture_output=True, text=True, check=False)
    return found.stdout.strip() or None


def write_down(path: Path, mark: str, running: list[Running]) -> None:
    """Keep what runs in ``path``, whole or not at all."""
    aside = path.with_suffix(".new")
    aside.write_text(json.dumps({"mark": mark, "running": [asdict(process) for process in running]}))
    aside.chmod(0o600)
    aside.rename(path)


def clear_leftovers(path: Path) -> list[str]:
    """End what a killed predecessor left running, in the order web, beat, worker, broker. Returns their names.

    Only processes whose id *and* start are written down, or that carry the predecessor's mark in their environment,
    are touched.
    """
    try:
        kept = json.loads(path.read_text())
        mark, written = str(kept["mark"]), [Running(**process) for process in kept["running"]]
    except FileNotFoundError:
        return []
    except (ValueError, KeyError, TypeError, OSError):
        path.unlink(missing_ok=True)
        return []
    leaders = [process for process in written if started(process.pid) == process.started]
    for process in leaders:
        _end(process)
    for pid in _marked(mark):
        with suppress(ProcessLookupError, PermissionError):
            os.kill(pid, signal.SIGKILL)
    path.unlink(missing_ok=True)
    return [process.name for process in leaders]


def _end(process: Running) -> None:
    """Ask, wait, then insist. The broker last holds nothing that is not in the database as well."""
    with suppress(ProcessLookupError, PermissionError):
        os.kill(process.pid, signal.SIGTERM)
    if not wait_until(lambda: started(process.pid) != process.started, seconds=PATIENCE):
        with suppress(ProcessLookupError, PermissionError):
            os.kill(process.pid, signal.SIGKILL)
        wait_until(lambda: started(process.pid) != process.started, seconds=PATIENCE)


def _marked(mark: str) -> Iterator[int]:
    """Processes that outlived the child that started them, known by the mark in their environment (Linux only)."""
    wanted = f"{HOUSE_MARK}={mark}".encode()
    if not _PROC.is_dir():
        return
    for folder in _PROC.iterdir():
        if not folder.name.isdigit() or int(folder.name) == os.getpid():
            continue
        with suppress(OSError):
            if wanted in (folder / "environ").read_bytes().split(b"\0"):
                yield int(folder.name)


def wait_until(condition: Callable[[], bool], *, seconds: float, every: float = 0.05) -> bool:
    """Look once in ``every`` seconds; True once it holds, False when the seconds are over."""
    until = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > until:
            return False
        time.sleep(every)
    return True
