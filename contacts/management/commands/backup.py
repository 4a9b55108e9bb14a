"""Write one archive of the whole house, while it runs, and look whether it could be brought back."""

import argparse
import tempfile
import tomllib
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import CommandError
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from contacts.management.backups import postgresql, sqlite
from contacts.management.backups.archive import (
    DATABASE,
    PRIVATE,
    Broken,
    Manifest,
    opened,
    pack,
    room_for,
    room_hint,
    unpack,
)
from contacts.management.backups.keys import key_check, key_file
from contacts.management.house import HouseCommand
from contacts.models import User
from contacts.models.imports import private_storage


class Command(HouseCommand):
    help = (
        "Back up the whole house into one file: database, private files and, where it lies in VAR_DIR, the secret key."
        " Works while the house runs. Keep the file as safe as the house itself."
    )

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--to", type=Path, help="the folder for it; VAR_DIR/backups unless given")

    def handle(self, *, to: Path | None, **options: Any) -> None:
        folder = (to or Path(settings.VAR_DIR) / "backups").absolute()
        at = timezone.now()
        target = folder / f"rapport-{at:%Y-%m-%dT%H%M%S}Z.zip"
        try:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            with tempfile.TemporaryDirectory(dir=folder, prefix=".backup-") as working:
                self._write(target, Path(working), made_at=at.isoformat())
                manifest = self._prove(target, Path(working))
        except Broken as error:
            target.unlink(missing_ok=True)
            raise CommandError(f"No backup was made. {error}") from error
        except OSError as error:
            target.unlink(missing_ok=True)
            said = f"{error.strerror or error} ({folder}).{room_hint(error)}"
            raise CommandError(f"No backup was made: {said}") from error
        self._tell(target, manifest)

    def _write(self, target: Path, working: Path, *, made_at: str) -> None:
        database = working / DATABASE
        if connection.vendor == "sqlite":
            if not room_for(working, 2 * sqlite.place().stat().st_size):
                raise Broken("There is too little room in that folder for a copy of the database.")
            sqlite.copy_to(database)
            rows, migrations = sqlite.row_counts(database), sqlite.migrations_of(database)
        else:
            rows, migrations = postgresql.dump(database, lambda: (postgresql.row_counts(), _migrations()))
        manifest = Manifest(
            version=_version(),
            made_at=made_at,
            kind=connection.vendor,
            migrations=migrations,
            rows=rows,
            accounts=rows[User._meta.db_table],
            key_check=key_check(settings.SECRET_KEY),
        )
        private = Path(private_storage().path(""))
        pack(target, manifest, database=database, secret_key=key_file(), private=private)
        database.unlink()

    def _prove(self, target: Path, working: Path) -> Manifest:
        """Read back what was written, as a restore would, and answer what it says it holds."""
        with opened(target) as (archive, manifest):
            unpack(archive, manifest, working)
        side = sqlite if connection.vendor == "sqlite" else postgresql
        side.prove(working / DATABASE, rows=manifest.rows)
        return manifest

    def _tell(self, target: Path, manifest: Manifest) -> None:
        files = sum(name.startswith(PRIVATE) for name in manifest.files)
        self.stdout.write(
            f"{target}\n{target.stat().st_size:,} bytes: {sum(manifest.rows.values()):,} rows of {len(manifest.rows)}"
            f" tables, {manifest.accounts} accounts, {files} private files. Read back and proved."
        )
        if key_file() is None:
            self.stdout.write(
                "The secret key is not in it: it comes from the environment. Keep SECRET_KEY as safe, and apart."
            )
        else:
            self.stdout.write("The secret key is in it: whoever has this file has the house. Keep it so.")


def _version() -> str:
    told = tomllib.loads((Path(settings.BASE_DIR) / "pyproject.toml").read_text())
    return str(told["project"]["version"])


def _migrations() -> list[str]:
    return sorted(f"{app}.{name}" for app, name in MigrationRecorder(connection).applied_migrations())
