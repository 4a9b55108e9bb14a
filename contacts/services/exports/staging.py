"""The folder in which an export grows: files that are only ever added to, and a note of how long each was when the
last slice was complete.

A worker that was killed leaves more than the note says; whoever opens the folder next cuts that off. A lock on the
folder keeps a second worker out for as long as the first one lives, however long it stalls.
"""

import fcntl
import json
import os
import shutil
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

UNFINISHED = ".part"
NOTE, LOCK, PAGES = "note.json", "lock", "pages.jsonl"
COPY_AT_ONCE = 1024 * 1024
_OURS = frozenset({NOTE, f"{NOTE}.new", LOCK, PAGES})


class Busy(Exception):
    """Another worker, alive, is at this very folder."""


class Stage:
    """Files by their name in the zip, with ``/`` in it or not. ``after`` is the key of the last person written."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.after = 0
        self.done = 0
        self.interactions = 0
        self.is_open = False
        self._lengths: dict[str, int] = {}
        self._pieces: dict[str, list[bytes]] = {}

    @contextmanager
    def held(self) -> Iterator["Stage"]:
        """The folder, made if need be, as the note says. Raises Busy."""
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with (self.folder / LOCK).open("wb") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError as error:
                raise Busy from error
            self._read_note()
            yield self

    def add(self, name: str, piece: str | bytes) -> None:
        """More for a file; on disk with the next `keep`."""
        self._pieces.setdefault(name, []).append(piece.encode() if isinstance(piece, str) else piece)

    def add_page(self, name: str, text: str) -> None:
        """A file of its own in the zip. They lie in one until then: ten thousand small ones are slow to make."""
        self.add(PAGES, json.dumps([name, text]) + "\n")

    def keep(self) -> None:
        """Write what was added, then the note; from then on it is safe from a kill."""
        self.write()
        told = {"after": self.after, "done": self.done, "interactions": self.interactions, "lengths": self._lengths}
        new = self.folder / f"{NOTE}.new"
        new.write_text(json.dumps(told))
        new.replace(self.folder / NOTE)
        self.is_open = True

    def write(self) -> None:
        """Write what was added, without a note: whoever carries on cuts it off and writes it anew."""
        for name, pieces in self._pieces.items():
            path = self._path(name)
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            with path.open("ab") as file:
                file.writelines(pieces)
                self._lengths[name] = file.tell()
        self._pieces = {}

    def pack(self, target: Path, *, beat: Callable[[], None]) -> int:
        """Everything as one zip, there whole or not at all. Answers its bytes; ``beat`` is called time and again."""
        unfinished = target.with_name(f"{target.name}{UNFINISHED}")
        with zipfile.ZipFile(unfinished, "w", zipfile.ZIP_DEFLATED) as archive:
            unfinished.chmod(0o600)
            for name in sorted(set(self._lengths) - _OURS):
                with self._path(name).open("rb") as file, archive.open(name, "w", force_zip64=True) as entry:
                    while piece := file.read(COPY_AT_ONCE):
                        entry.write(piece)
                        beat()
            self._pack_pages(archive, beat)
        size = unfinished.stat().st_size
        unfinished.replace(target)
        return size

    def remove(self) -> None:
        shutil.rmtree(self.folder, ignore_errors=True)

    def _pack_pages(self, archive: zipfile.ZipFile, beat: Callable[[], None]) -> None:
        if PAGES not in self._lengths:
            return
        with (self.folder / PAGES).open(encoding="utf-8") as lines:
            for number, line in enumerate(lines):
                name, text = json.loads(line)
                archive.writestr(name, text)
                if number % 500 == 0:
                    beat()

    def _read_note(self) -> None:
        try:
            told: dict[str, Any] = json.loads((self.folder / NOTE).read_text())
            for name, length in told["lengths"].items():
                if self._path(name).stat().st_size < length:
                    raise ValueError(name)
        except (OSError, ValueError, KeyError):
            self._clear()
            return
        self.after, self.done, self.interactions = told["after"], told["done"], told["interactions"]
        self._lengths = told["lengths"]
        self.is_open = True
        for path in self.folder.rglob("*"):
            name = path.relative_to(self.folder).as_posix()
            if path.is_file() and name not in {NOTE, LOCK}:
                if name in self._lengths:
                    os.truncate(path, self._lengths[name])
                else:
                    path.unlink()

    def _clear(self) -> None:
        for path in self.folder.iterdir():
            if path.name != LOCK:
                shutil.rmtree(path) if path.is_dir() else path.unlink()

    def _path(self, name: str) -> Path:
        return self.folder / name
