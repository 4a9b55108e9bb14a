"""Bring a backup back: whole, proved, and beside what is there until the very end; or not at all."""

import argparse
import fcntl
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, connection
from django.db.migrations.loader import MigrationLoader
from django.utils import timezone

from contacts.checks import restore_journal
from contacts.management.backups import postgresql, renames, sqlite
from contacts.management.backups.archive import (
    DATABASE,
    SECRET_KEY,
    Broken,
    Manifest,
    opened,
    room_for,
    room_hint,
    unpack,
)
from contacts.management.backups.keys import key_check
from contacts.models import User
from contacts.models.imports import private_storage


class Command(BaseCommand):
    help = "Bring the house back from a file that `backup` wrote. Stop web, worker and beat first."
    requires_system_checks = ()

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--over", action="store_true", help="also where the house holds accounts: they step aside")

    def handle(self, *, file: Path, over: bool, **options: Any) -> None:
        with _alone():
            if renames.finish():
                self.stdout.write("A restore that was cut off is ended: what it brought is in place.")
            renames.clear(_folders())
            self._refuse_accounts(over=over)
            try:
                with opened(file) as (archive, manifest):
                    self._refuse_other_kinds(manifest)
                    self._restore(archive, manifest)
            except Broken as error:
                raise CommandError(f"Nothing was changed. {error}") from error
            except OSError as error:
                raise CommandError(f"Nothing was changed: {error.strerror or error}.{room_hint(error)}") from error
            finally:
                if not restore_journal().exists():
                    renames.clear(_folders())

    def _refuse_accounts(self, *, over: bool) -> None:
        held = _accounts()
        if held and not over:
            raise CommandError(
                f"This house holds {held} {'account' if held == 1 else 'accounts'}. Give --over to put the backup in"
                " their place; what is there now steps aside and is not lost."
            )

    def _refuse_other_kinds(self, manifest: Manifest) -> None:
        if manifest.kind != connection.vendor:
            raise Broken(
                f"The backup is of {manifest.kind}, and this house runs on {connection.vendor}. Restore it into a house"
                " of its own kind; an export moves an account from one kind to the other."
            )
        known = {f"{app}.{name}" for app, name in MigrationLoader(None).disk_migrations}
        if newer := sorted(set(manifest.migrations) - known):
            raise Broken(f"A newer version of Rapport wrote this backup ({newer[-1]}). Bring Rapport up to date first.")

    def _restore(self, archive: Any, manifest: Manifest) -> None:
        stamp = f"{timezone.now():%Y%m%d%H%M%S}"
        private = Path(private_storage().path(""))
        private.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        beside = sqlite.place().parent if connection.vendor == "sqlite" else private.parent
        size = sum(info.file_size for info in archive.infolist())
        if not room_for(beside, 2 * size):
            raise Broken("There is too little room to unpack the backup beside what is there.")
        with tempfile.TemporaryDirectory(dir=beside, prefix=renames.WORKING) as folder:
            working = Path(folder)
            unpack(archive, manifest, working)
            side = sqlite if connection.vendor == "sqlite" else postgresql
            side.prove(working / DATABASE, rows=manifest.rows)
            self._say_key(manifest, working)
            (working / "private").mkdir(mode=0o700, exist_ok=True)
            if connection.vendor == "sqlite":
                self._in_place_of_sqlite(working, private, stamp)
            else:
                self._in_place_of_postgresql(manifest, working, private, stamp)
        self.stdout.write(
            f"Restored the house of {manifest.made_at}: {sum(manifest.rows.values()):,} rows,"
            f" {manifest.accounts} accounts. Its stored facts hold. Start it again."
        )

    def _in_place_of_sqlite(self, working: Path, private: Path, stamp: str) -> None:
        new, place = working / "rapport.sqlite3", sqlite.place()
        (working / DATABASE).rename(new)
        self._bring_up_to_date({"DATABASE_URL": "", "VAR_DIR": str(working)})
        sqlite.settle(new)
        if any(Path(f"{new}{ending}").exists() for ending in renames.BESIDE):
            raise Broken("The restored database could not be brought into one file. Is there room enough?")
        connection.close()
        pairs: list[tuple[str, str]] = []
        if place.exists():
            sqlite.settle(place)
            # The log of one that is damaged stays with it: SQLite would take it for that of the restored one.
            logs = [Path(f"{place}{ending}") for ending in renames.BESIDE]
            for path in (place, *(log for log in logs if log.exists())):
                pairs.append((str(path), f"{place}.before-{stamp}{path.name.removeprefix(place.name)}"))
        pairs.append((str(new), str(place)))
        pairs += _aside(private, working / "private", stamp)
        if (working / SECRET_KEY).exists() and not os.environ.get("SECRET_KEY"):
            key = Path(settings.VAR_DIR) / "secret_key"
            pairs += _aside(key, working / SECRET_KEY, stamp)
        # Out of the folder that goes away, so that a killed restore still finds them.
        pairs = [(_keep(one, working, stamp), other) for one, other in pairs]
        renames.rename_all(pairs)
        for _one, other in pairs:
            if f".before-{stamp}" in other:
                self.stdout.write(f"What was there is kept as {other}; remove it when all is well.")

    def _in_place_of_postgresql(self, manifest: Manifest, working: Path, private: Path, stamp: str) -> None:
        held, schema, aside = _accounts(), postgresql.schema_now(), f"rapport_before_{stamp}"
        postgresql.load(working / DATABASE, rows=manifest.rows, aside=aside, folder=working)
        connection.close()
        try:
            self._bring_up_to_date({})
        except Broken:
            postgresql.put_back(aside=aside, schema=schema)
            raise
        pairs = _aside(private, working / "private", stamp)
        renames.rename_all([(_keep(one, working, stamp), other) for one, other in pairs])
        if held:
            self.stdout.write(f'What was there is kept as the schema "{aside}"; drop it when all is well:')
            self.stdout.write(f"    DROP SCHEMA {aside} CASCADE;")
        else:
            postgresql.throw_away(aside=aside)

    def _bring_up_to_date(self, where: dict[str, str]) -> None:
        """Migrate the restored database as this version wants it, and prove its stored facts, before it counts."""
        env = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "networking.settings",
            "SECRET_KEY": settings.SECRET_KEY,
            **where,
        }
        for words in (("migrate", "--no-input", "--verbosity=0"), ("audit",)):
            done = subprocess.run(
                [sys.executable, str(Path(settings.BASE_DIR) / "manage.py"), *words],
                env=env,
                cwd=settings.BASE_DIR,
                capture_output=True,
                text=True,
                check=False,
            )
            if done.returncode:
                said = " ".join((done.stderr or done.stdout).strip().splitlines()[-3:])
                raise Broken(f"The restored database does not pass `manage.py {words[0]}`: {said}")

    def _say_key(self, manifest: Manifest, working: Path) -> None:
        brought = working / SECRET_KEY
        is_taken = brought.exists() and not os.environ.get("SECRET_KEY")
        key = brought.read_text().strip() if is_taken else settings.SECRET_KEY
        if key_check(key) == manifest.key_check:
            return
        self.stdout.write(
            "Careful: SECRET_KEY is not the one of that house. Everybody signs in again, links in mails end, and"
            " whoever was forgotten with a hash is no longer recognised by an import. Set the old key to keep all"
            " of that."
        )


def _accounts() -> int:
    try:
        if User._meta.db_table not in connection.introspection.table_names():
            return 0
        return User.objects.count()
    except DatabaseError:
        # Damaged: that is what a restore is for. There may be accounts in it all the same.
        return 1


@contextmanager
def _alone() -> Iterator[None]:
    """Not while the house runs from this VAR_DIR, and not two restores at once."""
    with (Path(settings.VAR_DIR) / "up.lock").open("a") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise CommandError(f"Rapport runs from {settings.VAR_DIR}. Stop it first; nothing was changed.") from None
        yield


def _aside(place: Path, new: Path, stamp: str) -> list[tuple[str, str]]:
    going = [(str(place), f"{place}.before-{stamp}")] if place.exists() else []
    return [*going, (str(new), str(place))]


def _keep(source: str, working: Path, stamp: str) -> str:
    """A file of the working folder gets a name beside it, which outlives the folder."""
    path = Path(source)
    if path.parent != working:
        return source
    kept = working.parent / f"{renames.BROUGHT}{stamp}-{path.name}"
    shutil.move(path, kept)
    return str(kept)


def _folders() -> list[Path]:
    """Where a restore works: beside whatever it puts in place."""
    beside = [sqlite.place().parent] if connection.vendor == "sqlite" else []
    return [*beside, Path(private_storage().path("")).parent]
