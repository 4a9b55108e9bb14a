"""Real servers for tests, private to one run: in a folder of their own, ended exactly as they were started."""

import shutil
import socket
import subprocess
import tempfile
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

PATIENCE = 60.0  # seconds a server may take to answer, or to end


class NotToBeHad(Exception):
    """A program that the tests need is missing and could not be installed; the message says what to do."""


@contextmanager
def folder(prefix: str) -> Iterator[Path]:
    """A short-named private folder: sockets live in it, and their paths may have about 100 characters."""
    path = Path(tempfile.mkdtemp(prefix=f"rapport-{prefix}-"))
    try:
        yield path
    finally:
        shutil.rmtree(path, ignore_errors=True)


def free_port() -> int:
    """A loopback port that nobody listens on now."""
    with socket.create_server(("127.0.0.1", 0)) as found:
        port: int = found.getsockname()[1]
    return port


class Server:
    """A running program whose lines are read as they come, so that nobody has to guess when it is ready."""

    def __init__(
        self,
        argv: Sequence[str],
        *,
        env: Mapping[str, str] | None = None,
        cwd: Path | None = None,
        user: int | None = None,
        group: int | None = None,
    ) -> None:
        self.lines: list[str] = []
        self._news = threading.Condition()
        self._is_silent = False
        self.process = subprocess.Popen(
            argv,
            env=env,
            cwd=cwd,
            user=user,
            group=group,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            start_new_session=True,
        )
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        assert self.process.stdout is not None
        with self.process.stdout as lines:
            for line in lines:
                with self._news:
                    self.lines.append(line.rstrip())
                    self._news.notify_all()
        with self._news:
            self._is_silent = True
            self._news.notify_all()

    def wait_for(self, says: str | Callable[[str], bool], *, seconds: float = PATIENCE) -> str:
        """The first line, from the beginning, that holds ``says``. Fails with all lines when it never comes."""
        fits = (lambda line: says in line) if isinstance(says, str) else says

        def found() -> str | None:
            return next((line for line in self.lines if fits(line)), None)

        with self._news:
            self._news.wait_for(lambda: found() is not None or self._is_silent, timeout=seconds)
            line = found()
        if line is None:
            raise AssertionError(f"{self.process.args!r} never said {says!r}. It said:\n{self.text}")
        return line

    @property
    def text(self) -> str:
        return "\n".join(self.lines)

    def stop(self, *, seconds: float = PATIENCE) -> int:
        """Ask it to end, insist after a while; its exit code."""
        if self.process.poll() is None:
            self.process.terminate()
        try:
            self.process.wait(seconds)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self._reader.join(5)
        return self.process.returncode
