"""Children of the house: started, watched, started again when they die, and ended in order."""

import os
import signal
import subprocess
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from networking.up import processes

LONGEST_PAUSE = 30.0  # seconds between two starts of a child that keeps dying
CALM = 60.0  # seconds after which a child counts as well again
Say = Callable[[str, str], None]  # name of the child (or "house"), line


@dataclass
class Child:
    """One program. ``patience``: the seconds it may take to end by itself when asked to."""

    name: str
    argv: Sequence[str]
    patience: float
    last_words: str = ""  # said when ending it may take long
    unspoken: str = ""  # lines with this in them are left out
    process: "subprocess.Popen[str] | None" = None
    began: float = 0.0
    deaths: int = 0
    next_start: float = 0.0
    reader: threading.Thread | None = field(default=None, repr=False)

    @property
    def is_running(self) -> bool:
        return self.process is not None and self.process.poll() is None


class House:
    """Starts children in the given order of calls and ends them in the order of ``farewell``."""

    def __init__(self, *, say: Say, env: Mapping[str, str], folder: Path, record: Path, mark: str) -> None:
        self.say = say
        self.env = {**env, processes.HOUSE_MARK: mark, "PYTHONUNBUFFERED": "1"}
        self.folder = folder
        self.record = record
        self.mark = mark
        self.children: list[Child] = []
        self.leaving = threading.Event()
        self.in_a_hurry = threading.Event()

    def start(self, child: Child) -> Child:
        self.children.append(child)
        self._launch(child)
        return child

    def _launch(self, child: Child) -> None:
        child.process = subprocess.Popen(
            child.argv,
            env=self.env,
            cwd=self.folder,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            # Ctrl-C goes to this process alone, which then ends the others one after the other.
            start_new_session=True,
        )
        child.began = time.monotonic()
        child.reader = threading.Thread(target=self._pass_on, args=(child, child.process), daemon=True)
        child.reader.start()
        self._write_down()

    def _pass_on(self, child: Child, process: "subprocess.Popen[str]") -> None:
        if process.stdout is None:
            return
        with process.stdout as lines:
            for line in lines:
                if (line := line.rstrip()) and not (child.unspoken and child.unspoken in line):
                    self.say(child.name, line)

    def _write_down(self) -> None:
        running = [
            processes.Running(child.name, child.process.pid, begun)
            for child in _in_order_of_farewell(self.children)
            if child.process and (begun := processes.started(child.process.pid))
        ]
        processes.write_down(self.record, self.mark, running)

    def watch(self) -> None:
        """Start again whoever dies, more and more slowly, until ``leaving`` is set."""
        while not self.leaving.wait(0.2):
            for child in self.children:
                if not child.is_running:
                    self._revive(child)

    def _revive(self, child: Child) -> None:
        now = time.monotonic()
        if not child.next_start:
            code = child.process.returncode if child.process else None
            # Its helpers may have outlived it: those of the web server would go on answering beside the new one.
            _clear_session(child)
            child.deaths = 1 if now - child.began > CALM else child.deaths + 1
            pause = min(2.0 ** (child.deaths - 1), LONGEST_PAUSE)
            child.next_start = now + pause
            self.say("house", f"{child.name} ended ({_how(code)}); starting it again in {pause:.0f} s")
        elif now >= child.next_start:
            child.next_start = 0.0
            self._launch(child)

    def close(self) -> None:
        """End all children in order, each when the one before it is gone. A second Ctrl-C ends the waiting."""
        for child in _in_order_of_farewell(self.children):
            self._end(child)
        self.record.unlink(missing_ok=True)

    def _end(self, child: Child) -> None:
        if child.process is None:
            return
        if child.is_running:
            with suppress(ProcessLookupError):
                child.process.send_signal(signal.SIGTERM)
            if not self._gone_within(child, 4.0) and child.last_words and not self.in_a_hurry.is_set():
                self.say("house", child.last_words)
            if not self._gone_within(child, child.patience):
                self.say("house", f"{child.name} did not end by itself; ending it")
        _clear_session(child)  # helpers of a child that was ended hard must not stay behind
        child.process.wait()
        if child.reader:
            child.reader.join(2)
        self.say("house", f"{child.name} stopped")

    def _gone_within(self, child: Child, seconds: float) -> bool:
        processes.wait_until(lambda: not child.is_running or self.in_a_hurry.is_set(), seconds=seconds)
        return not child.is_running


def _clear_session(child: Child) -> None:
    """End the child and every process that it started."""
    if child.process is not None:
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(child.process.pid, signal.SIGKILL)


def _in_order_of_farewell(children: Sequence[Child]) -> list[Child]:
    """Web, beat, worker, broker: nothing new comes in, nothing falls due, the running task ends, then its broker."""
    order = ["web", "beat", "worker", "broker"]
    return sorted(children, key=lambda child: order.index(child.name) if child.name in order else len(order))


def _how(code: int | None) -> str:
    if code is None:
        return "unknown"
    return f"killed by signal {-code}" if code < 0 else f"code {code}"
