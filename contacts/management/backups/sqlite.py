"""SQLite's side of a backup: copied while it is written to, proved, and put in place by renaming."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from django.conf import settings

from contacts import gate
from contacts.management.backups.archive import Broken


def copy_to(target: Path) -> None:
    """A consistent copy, by SQLite's own online backup: whoever writes meanwhile neither waits long nor is missed.

    In one step: between two a writer would have it begin anew, for as long as anybody writes. Raises Broken.
    """
    try:
        with closing(sqlite3.connect(place())) as source, closing(sqlite3.connect(target)) as copy:
            source.backup(copy, pages=-1)
            # One file, with nothing beside it.
            copy.execute("PRAGMA journal_mode=DELETE")
    except sqlite3.Error as error:
        raise Broken(
            f"The database could not be copied to {target.parent.parent}: {error}. Most often there is too little room"
            " there: make some, then try again."
        ) from error


def place() -> Path:
    return Path(settings.DATABASES["default"]["NAME"])


def row_counts(path: Path) -> dict[str, int]:
    with _read(path) as database:
        names = [
            name
            for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
            if not name.startswith("sqlite_")
        ]
        return {name: database.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in names}


def migrations_of(path: Path) -> list[str]:
    with _read(path) as database:
        rows = database.execute("SELECT app, name FROM django_migrations ORDER BY app, name")
        return [f"{app}.{name}" for app, name in rows]


def prove(path: Path, *, rows: dict[str, int]) -> None:
    """Raise Broken unless the file is a whole database with these rows, keys that lead somewhere, and the gate."""
    try:
        with _read(path) as database:
            said = [line for (line,) in database.execute("PRAGMA integrity_check(5)")]
            if said != ["ok"]:
                raise Broken(f"The database in the backup is damaged: {'; '.join(said)}.")
            if dangling := database.execute("PRAGMA foreign_key_check").fetchone():
                raise Broken(f"The database in the backup has a key in {dangling[0]} that leads nowhere.")
            standing = {name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")}
    except sqlite3.DatabaseError as error:
        raise Broken(f"The database in the backup cannot be read: {error}.") from error
    if absent := sorted(gate.names_on("sqlite") - standing):
        raise Broken(f"The gate's triggers are not in the backup: {', '.join(absent)}.")
    if row_counts(path) != rows:
        raise Broken("The database in the backup does not hold as many rows as its manifest says.")


@contextmanager
def _read(path: Path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as database:
        yield database


def settle(path: Path) -> None:
    """Bring everything into the one file, so that it can be renamed. Raises Broken where somebody else has it open.

    What is damaged beyond that stays as it is: putting something better in its place is what a restore is for.
    """
    try:
        with closing(sqlite3.connect(path, timeout=2, isolation_level=None)) as database:
            # Leaving the log behind takes the file for oneself: nobody else may have it open.
            database.execute("PRAGMA journal_mode=DELETE")
    except sqlite3.OperationalError as error:
        if "locked" in str(error) or "busy" in str(error):
            raise Broken("Somebody is using the database. Stop web, worker and beat first.") from error
    except sqlite3.DatabaseError:
        pass
