"""The archive of a backup: a zip of the database, the private files and a manifest that says what must be in it."""

import errno
import hashlib
import json
import os
import shutil
import zipfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, BinaryIO
from zlib import error as zlib_error

FORMAT = 1
MANIFEST = "manifest.json"
DATABASE = "database"
SECRET_KEY = "secret_key"
PRIVATE = "private/"
PIECE = 1 << 20


class Broken(Exception):
    """The archive, or what is in it, is not what its manifest says; the message is a sentence."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """``version`` is Rapport's; ``kind`` is sqlite or postgresql; ``rows`` counts by table; ``migrations``: app.name;
    ``files`` are SHA-256 by name; ``key_check`` tells whether a secret key is the one of the house, and not what it is.
    """

    version: str
    made_at: str
    kind: str
    migrations: list[str]
    rows: dict[str, int]
    accounts: int
    key_check: str
    files: dict[str, str] = field(default_factory=dict)
    format: int = FORMAT


def pack(target: Path, manifest: Manifest, *, database: Path, secret_key: Path | None, private: Path | None) -> None:
    """Write the archive beside ``target`` and move it there once it is whole on the disk; only its owner reads it."""
    part = target.with_name(f".{target.name}.part")
    digests: dict[str, str] = {}
    try:
        with os.fdopen(os.open(part, os.O_RDWR | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as out:
            with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=3) as archive:
                digests[DATABASE] = _add(archive, DATABASE, database)
                if secret_key is not None:
                    digests[SECRET_KEY] = _add(archive, SECRET_KEY, secret_key)
                for path in _files(private):
                    assert private is not None
                    name = PRIVATE + path.relative_to(private).as_posix()
                    # An import that ends meanwhile takes its file along.
                    if (digest := _add_if_there(archive, name, path)) is not None:
                        digests[name] = digest
                told = {**asdict(manifest), "files": digests}
                archive.writestr(MANIFEST, json.dumps(told, indent=1, sort_keys=True))
            out.flush()
            os.fsync(out.fileno())
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)


def _files(folder: Path | None) -> Iterator[Path]:
    if folder is not None and folder.is_dir():
        yield from sorted(path for path in folder.rglob("*") if path.is_file() and not path.is_symlink())


def _add_if_there(archive: zipfile.ZipFile, name: str, path: Path) -> str | None:
    try:
        return _add(archive, name, path)
    except FileNotFoundError:
        return None


def _add(archive: zipfile.ZipFile, name: str, path: Path) -> str:
    with path.open("rb") as source, archive.open(name, "w", force_zip64=True) as out:
        return _copy(source, out.write)


def _copy(source: BinaryIO | Any, write: Callable[[bytes], object]) -> str:
    digest = hashlib.sha256()
    while piece := source.read(PIECE):
        digest.update(piece)
        write(piece)
    return digest.hexdigest()


@contextmanager
def opened(path: Path) -> Iterator[tuple[zipfile.ZipFile, Manifest]]:
    """The archive with its manifest. Raises Broken for what is no whole archive of ours."""
    with ExitStack() as open_files:
        try:
            archive = open_files.enter_context(zipfile.ZipFile(path))
            manifest = _manifest(archive)
        except (zipfile.BadZipFile, EOFError) as error:
            raise Broken(f"{path} is no whole backup: {error}. Perhaps copying it was cut off.") from error
        except OSError as error:
            raise Broken(f"{path} cannot be read: {error.strerror or error}.") from error
        # What goes wrong from here on, a full disk for one, is not the archive's fault.
        yield archive, manifest


def _manifest(archive: zipfile.ZipFile) -> Manifest:
    try:
        told = json.loads(archive.read(MANIFEST))
        manifest = Manifest(**told)
    except (KeyError, ValueError, TypeError) as error:
        raise Broken("This is no backup of Rapport: it has no manifest that can be read.") from error
    if manifest.format != FORMAT:
        raise Broken(f"This backup has format {manifest.format}; this version of Rapport reads format {FORMAT}.")
    return manifest


def unpack(archive: zipfile.ZipFile, manifest: Manifest, folder: Path) -> None:
    """All that the manifest names, into an empty folder. Raises Broken where a byte differs or a file is missing."""
    if set(archive.namelist()) != {*manifest.files, MANIFEST}:
        raise Broken("The backup does not hold exactly the files that its manifest names.")
    for name, digest in manifest.files.items():
        target = (folder / name).resolve()
        if not target.is_relative_to(folder.resolve()) or not _is_ours(name):
            raise Broken(f"The backup names a file that is none of Rapport's: {name!r}.")
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        try:
            with archive.open(name) as source, os.fdopen(os.open(target, os.O_WRONLY | os.O_CREAT, 0o600), "wb") as out:
                found = _copy(source, out.write)
                out.flush()
                os.fsync(out.fileno())
        except (KeyError, zipfile.BadZipFile, EOFError, zlib_error) as error:
            raise Broken(f"{name} cannot be read whole: {error}.") from error
        if found != digest:
            raise Broken(f"{name} is not what was written: its SHA-256 differs.")


def _is_ours(name: str) -> bool:
    return name in {DATABASE, SECRET_KEY} or name.startswith(PRIVATE)


def room_hint(error: OSError) -> str:
    """What to do where the disk, or what one may use of it, is full; empty for any other trouble."""
    full = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
    return " There is too little room there: make some, then try again." if error.errno in full else ""


def room_for(path: Path, size: int) -> bool:
    """Whether ``size`` bytes and a little more fit beside ``path``."""
    return shutil.disk_usage(path).free > size + (16 << 20)
