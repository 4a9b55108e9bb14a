"""The drill of docs/operating.md, played for real in houses of their own: back up, lose everything, restore."""

import fcntl
import json
import os
import resource
import shutil
import sqlite3
import subprocess
import sys
import threading
import zipfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any
from uuid import uuid4

import psycopg
import pytest
from django.conf import settings
from django.db import connection
from pytest_django import DjangoDbBlocker

from contacts.management.backups import sqlite
from tests.conftest import database_url

EMAIL, PASSWORD = "ana@example.org", "correct horse battery staple"


class House:
    """A house in a folder of its own, spoken to by `manage.py` alone."""

    def __init__(self, folder: Path, *, database: str = "") -> None:
        folder.mkdir(mode=0o700)
        self.folder, self.database = folder, database
        self.env = {
            **{name: value for name, value in os.environ.items() if name not in {"SECRET_KEY", "PRIVATE_DIR"}},
            "DJANGO_SETTINGS_MODULE": "networking.settings",
            "VAR_DIR": str(folder),
            "DATABASE_URL": database,
            "REDIS_URL": "",
            "EMAIL_URL": "",
        }
        if database:
            self.env["SECRET_KEY"] = "a key that guards nothing, and is long enough for it"

    def manage(
        self, *words: str | Path, given: str = "", room: int | None = None, program: tuple[str, ...] = ("manage.py",)
    ) -> subprocess.CompletedProcess[str]:
        """``room`` is how many bytes a file may have at most, as on a disk that is nearly full."""
        return subprocess.run(
            [sys.executable, *program, *map(str, words)],
            preexec_fn=(lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))) if room else None,
            cwd=settings.BASE_DIR,
            env=self.env,
            input=given,
            capture_output=True,
            text=True,
            check=False,
        )

    def must(self, *words: str | Path, given: str = "") -> str:
        done = self.manage(*words, given=given)
        assert done.returncode == 0, done.stderr + done.stdout
        return done.stdout

    def live_in(self, email: str = EMAIL) -> None:
        self.must("migrate", "--verbosity=0")
        self.must("open_account", email, "--password-stdin", given=PASSWORD)
        private = self.folder / "private" / "imports"
        private.mkdir(parents=True, exist_ok=True)
        (private / str(uuid4())).write_bytes(os.urandom(3000))

    def back_up(self, to: Path) -> Path:
        said = self.must("backup", "--to", to)
        assert "Read back and proved." in said
        return Path(said.splitlines()[0])

    def emails(self) -> list[str]:
        if self.database:
            with connect(self.database) as database:
                return [row[0] for row in database.execute("SELECT email FROM contacts_user ORDER BY email")]
        with closing(sqlite3.connect(self.folder / "rapport.sqlite3")) as database:
            return [row[0] for row in database.execute("SELECT email FROM contacts_user ORDER BY email")]

    def files(self) -> dict[str, bytes]:
        private = self.folder / "private"
        return {path.name: path.read_bytes() for path in private.rglob("*") if path.is_file()}


def connect(address: str) -> psycopg.Connection[Any]:
    """To the database of that address, on the tests' own server."""
    told = connection.settings_dict
    return psycopg.connect(
        dbname=address.rpartition("/")[2],
        host=told["HOST"],
        port=told["PORT"] or None,
        user=told["USER"],
        password=told["PASSWORD"] or None,
        autocommit=True,
    )


@contextmanager
def new_database() -> Iterator[str]:
    """The address of an empty database on the tests' own server; nothing for SQLite, where a folder is a house."""
    if connection.vendor == "sqlite":
        yield ""
        return
    name = f"drill_{uuid4().hex[:12]}"
    given = database_url()
    with connect(given) as server:
        server.execute(f'CREATE DATABASE "{name}"')
    try:
        yield given.rpartition("/")[0] + f"/{name}"
    finally:
        with connect(given) as server:
            server.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


@pytest.fixture(scope="module")
def first_house(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[House]:
    """Made once; nobody restores over it but whom it shall refuse, or who puts the very same back."""
    with django_db_blocker.unblock(), new_database() as address:
        lived_in = House(tmp_path_factory.mktemp("first") / "house", database=address)
        lived_in.live_in()
        lived_in.back_up(lived_in.folder / "backups")
        yield lived_in


@pytest.fixture
def house(first_house: House) -> House:
    return first_house


@pytest.fixture
def backup(first_house: House, tmp_path: Path) -> Path:
    """The backup of the house, a copy of its own that may be broken."""
    [made] = (first_house.folder / "backups").glob("*.zip")
    return Path(shutil.copy(made, tmp_path / made.name))


@pytest.fixture
def other(db: None, tmp_path: Path) -> Iterator[House]:
    with new_database() as address:
        yield House(tmp_path / "other", database=address)


def test_the_drill(house: House, backup: Path, other: House, tmp_path: Path) -> None:
    """Everything comes back on another machine: rows, files, the gate, and who may sign in."""
    [made] = (house.folder / "backups").iterdir()
    assert made.stat().st_mode & 0o077 == 0
    said = other.must("restore", backup)
    assert "1 accounts" in said
    assert (other.emails(), other.files()) == ([EMAIL], house.files())
    assert "All stored facts hold." in other.must("audit")
    if not house.database:
        assert (other.folder / "secret_key").read_text() == (house.folder / "secret_key").read_text()
    assert not [path for path in other.folder.iterdir() if path.name.startswith(".")]


def test_goes_over_a_house_with_accounts_only_when_told_and_loses_nothing(
    house: House, backup: Path, other: House, tmp_path: Path
) -> None:
    other.live_in("bea@example.org")
    refused = other.manage("restore", backup)
    assert refused.returncode == 1 and "--over" in refused.stderr
    assert other.emails() == ["bea@example.org"]
    said = other.must("restore", backup, "--over")
    assert other.emails() == [EMAIL]
    assert "when all is well" in said
    if other.database:
        aside = said.split('"')[1]
        with connect(other.database) as database:
            held = database.execute(f'SELECT email FROM "{aside}".contacts_user').fetchall()
    else:
        [before] = other.folder.glob("rapport.sqlite3.before-*")
        with closing(sqlite3.connect(before)) as kept:
            held = kept.execute("SELECT email FROM contacts_user").fetchall()
    assert held == [("bea@example.org",)]


@pytest.mark.sqlite
def test_a_big_database_is_copied_whole_while_somebody_writes_all_the_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place, copied = tmp_path / "written", threading.Event()
    monkeypatch.setattr(sqlite, "place", lambda: place)
    with closing(sqlite3.connect(place, isolation_level=None)) as database:
        database.execute("PRAGMA journal_mode=WAL")
        database.execute("CREATE TABLE filler (id INTEGER PRIMARY KEY, what BLOB)")
        for _piece in range(20):
            database.execute("INSERT INTO filler (what) VALUES (randomblob(1000000))")
        assert database.execute("PRAGMA page_count").fetchone()[0] > 4000

    def write() -> None:
        with closing(sqlite3.connect(place, isolation_level=None)) as database:
            for _write in range(5000):
                if copied.is_set():
                    return
                database.execute("UPDATE filler SET what = randomblob(1000) WHERE id = 1")
        gave_up.append("5000 writes went into the copy's way")

    gave_up: list[str] = []
    writer = threading.Thread(target=write)
    writer.start()
    sqlite.copy_to(tmp_path / "copy")
    copied.set()
    writer.join()
    assert gave_up == []
    assert sqlite.row_counts(tmp_path / "copy") == {"filler": 20}


def spoil(backup: Path, how: str) -> None:
    """Break an archive as disks, cables and hands do."""
    if how == "cut off":
        backup.write_bytes(backup.read_bytes()[:-2000])
        return
    if how == "something else":
        backup.write_text("not a backup")
        return
    old = backup.rename(backup.with_suffix(".old"))
    with zipfile.ZipFile(old) as source, zipfile.ZipFile(backup, "w") as target:
        for name in source.namelist():
            data = source.read(name)
            if name == "manifest.json":
                told = json.loads(data)
                if how == "rows missing":
                    told["rows"]["contacts_user"] += 1
                if how == "a newer version":
                    told["migrations"].append("contacts.9999_later")
                if how == "another kind":
                    told["kind"] = "oracle"
                data = json.dumps(told).encode()
            if name == "database" and how == "a byte changed":
                data = data[:-9] + bytes([data[-9] ^ 1]) + data[-8:]
            target.writestr("../escaped" if how == "a way out" and name.startswith("private/") else name, data)


@pytest.mark.parametrize(
    "how",
    [
        "cut off",
        "something else",
        "rows missing",
        "a newer version",
        "another kind",
        "a byte changed",
        "a way out",
    ],
)
def test_changes_nothing_for_a_backup_that_is_not_whole(house: House, backup: Path, tmp_path: Path, how: str) -> None:
    files = house.files()
    spoil(backup, how)
    done = house.manage("restore", backup, "--over")
    assert done.returncode == 1
    assert "Nothing was changed." in done.stderr
    assert "Traceback" not in done.stderr
    assert (house.emails(), house.files()) == ([EMAIL], files)
    assert not (tmp_path / "escaped").exists()


def test_says_what_is_wrong_with_the_file_or_the_folder(house: House, backup: Path, tmp_path: Path) -> None:
    for words in (("restore", tmp_path / "missing.zip", "--over"), ("backup", "--to", "/proc/nowhere")):
        done = house.manage(*words)
        assert done.returncode == 1 and "Traceback" not in done.stderr, done.stderr
        assert done.stderr.startswith("CommandError: No")


def test_not_while_the_house_runs(house: House, backup: Path, tmp_path: Path) -> None:
    with (house.folder / "up.lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        done = house.manage("restore", backup, "--over")
    assert done.returncode == 1 and "Stop it first" in done.stderr


@pytest.mark.sqlite
def test_not_while_anybody_has_the_database_open(house: House, backup: Path, tmp_path: Path) -> None:
    with closing(sqlite3.connect(house.folder / "rapport.sqlite3")) as reader:
        reader.execute("SELECT count(*) FROM contacts_user").fetchone()
        done = house.manage("restore", backup, "--over")
    assert done.returncode == 1 and "Somebody is using the database" in done.stderr
    assert house.emails() == [EMAIL]


@pytest.mark.sqlite
def test_finishes_what_a_killed_restore_had_begun(house: House, backup: Path, other: House, tmp_path: Path) -> None:
    """Between two renames there is no database at all; the next restore ends the first one before it does anything."""
    place = house.folder / "rapport.sqlite3"
    new = house.folder / ".restored-x"
    shutil.move(place, new)
    (house.folder / "restore.json").write_text(json.dumps([[str(place), f"{place}.gone"], [str(new), str(place)]]))
    refused = house.manage("restore", tmp_path / "missing.zip")
    assert "holds 1 account" in refused.stderr
    assert house.emails() == [EMAIL]
    assert not (house.folder / "restore.json").exists()


# Ends like `kill -9` at the rename of this number, of those that put things in place.
KILLED = """
import os, sys
from pathlib import Path
import django
django.setup()
from django.core.management import call_command
from contacts.management.backups import renames
at, done, rename = int(sys.argv[1]), [], Path.rename
def killed(one, other):
    done.append(one)
    if len(done) == at:
        os._exit(9)
    return rename(one, other)
finish = renames.finish
def finish_killed():
    if renames.restore_journal().exists():
        Path.rename = killed
    return finish()
renames.finish = finish_killed
call_command("restore", sys.argv[2], over=True)
"""


@pytest.mark.sqlite
@pytest.mark.parametrize("cut", [1, 2, 3])
def test_a_house_is_not_begun_anew_after_a_restore_that_was_killed(
    house: House, backup: Path, other: House, cut: int
) -> None:
    other.live_in("bea@example.org")
    assert other.manage(str(cut), backup, program=("-c", KILLED)).returncode == 9
    for words in (("migrate",), ("open_account", "mallory@example.org", "--password-stdin")):
        refused = other.manage(*words, given=PASSWORD)
        assert refused.returncode == 1 and "A restore was cut off" in refused.stderr, refused.stderr
    if cut == 2:
        # Whoever looks at it without asking makes an empty one.
        sqlite3.connect(other.folder / "rapport.sqlite3").execute("PRAGMA journal_mode=WAL").connection.close()
    assert "ended a restore that was cut off" in other.must("up", "--prepare")
    assert (other.emails(), other.files()) == ([EMAIL], house.files())
    assert (other.folder / "secret_key").read_text() == (house.folder / "secret_key").read_text()
    assert not (other.folder / "restore.json").exists()
    assert not list(other.folder.glob(".rapport-restored-*"))


@pytest.mark.sqlite
def test_brings_back_a_damaged_house(house: House, backup: Path, tmp_path: Path) -> None:
    """And what a killed restore left lying about goes; the log of the damaged one is not taken for the new one's."""
    (house.folder / "rapport.sqlite3").write_bytes(b"no database at all" * 1000)
    (house.folder / "rapport.sqlite3-wal").write_bytes(b"no log at all" * 1000)
    (house.folder / ".rapport-restore-killed").mkdir()
    (house.folder / ".rapport-restored-killed").write_bytes(b"a copy")
    house.must("restore", backup, "--over")
    assert house.emails() == [EMAIL]
    assert not list(house.folder.glob(".rapport-*"))
    assert not (house.folder / "rapport.sqlite3-wal").exists()


def test_a_full_disk_is_said_and_nothing_is_left_behind(house: House, backup: Path, tmp_path: Path) -> None:
    files, held, to = house.files(), sorted(path.name for path in house.folder.iterdir()), tmp_path / "full"
    done = house.manage("backup", "--to", to, room=65536)
    assert done.returncode == 1 and done.stderr.startswith("CommandError: No backup was made. "), done.stderr
    assert not list(to.iterdir())
    done = house.manage("restore", backup, "--over", room=65536)
    assert done.returncode == 1 and done.stderr.startswith("CommandError: Nothing was changed"), done.stderr
    assert "cannot be read" not in done.stderr and "too little room" in done.stderr
    assert (house.emails(), house.files()) == ([EMAIL], files)
    assert sorted(path.name for path in house.folder.iterdir()) == held


@pytest.mark.postgresql
def test_says_where_the_key_is_another(house: House, backup: Path, other: House, tmp_path: Path) -> None:
    other.env["SECRET_KEY"] = "another key, which is just as long as it must be"
    assert "SECRET_KEY is not the one of that house" in other.must("restore", backup)
