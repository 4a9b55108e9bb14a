"""PostgreSQL's side of a backup: pg_dump of one moment, and a restore in one transaction beside what was there."""

import os
import re
import shutil
import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError
from django.db import connection

from contacts import gate
from contacts.management.backups.archive import Broken


def dump(target: Path, read: Callable[[], Any]) -> Any:
    """Write the database as it is at one moment, and answer what ``read`` finds at that very moment."""
    # A connection of its own kind: nothing but reading, and all of it from one moment.
    connection.close()
    with connection.cursor() as cursor:
        cursor.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
        try:
            cursor.execute("SELECT pg_export_snapshot(), current_schema()")
            snapshot, schema = cursor.fetchone()
            found = read()
            words = ("--format=custom", "--no-owner", "--no-privileges", f"--schema={schema}", f"--snapshot={snapshot}")
            run("pg_dump", *words, f"--file={target}")
        finally:
            cursor.execute("ROLLBACK")
    return found


def row_counts() -> dict[str, int]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_name FROM information_schema.tables WHERE table_schema = current_schema()"
            " AND table_type = 'BASE TABLE' ORDER BY table_name"
        )
        names = [name for (name,) in cursor.fetchall()]
        counts = {}
        for name in names:
            cursor.execute(f"SELECT count(*) FROM {connection.ops.quote_name(name)}")
            counts[name] = cursor.fetchone()[0]
    return counts


def prove(path: Path, *, rows: Mapping[str, int]) -> None:
    """Raise Broken unless the dump can be read to its end and has these tables with their data, and the gate."""
    listing = run("pg_restore", "--list", path)
    having_data = set(re.findall(r" TABLE DATA \S+ (\S+)", listing))
    if missing := sorted(set(rows) - having_data):
        raise Broken(f"Tables are missing in the dump: {', '.join(missing)}.")
    if absent := sorted(
        name for name in gate.names_on("postgresql") if not re.search(rf" TRIGGER \S+ \S+ {name}\b", listing)
    ):
        raise Broken(f"The gate's triggers are not in the dump: {', '.join(absent)}.")
    # Reading it all is the only way to know that it is all there.
    run("pg_restore", f"--file={os.devnull}", path)


def load(path: Path, *, rows: Mapping[str, int], aside: str, folder: Path) -> None:
    """In one transaction: what stands now goes aside under another schema's name, the dump comes into its place, and
    its rows are counted. Whatever fails, or is killed, leaves everything as it was.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_schema()")
        schema = connection.ops.quote_name(cursor.fetchone()[0])
    connection.close()
    entries = [line for line in run("pg_restore", "--list", path).splitlines() if " SCHEMA - " not in line]
    (folder / "entries").write_text("\n".join(entries) + "\n")
    run(
        "pg_restore",
        f"--use-list={folder / 'entries'}",
        "--no-owner",
        "--no-privileges",
        f"--file={folder / 'sql'}",
        path,
    )
    (folder / "before.sql").write_text(
        f"SET lock_timeout = '20s';\nALTER SCHEMA {schema} RENAME TO {connection.ops.quote_name(aside)};\n"
        f"CREATE SCHEMA {schema};\n"
    )
    counts = "\n".join(
        f"IF (SELECT count(*) FROM {schema}.{connection.ops.quote_name(table)}) <> {int(count)} THEN"
        f" RAISE EXCEPTION 'the rows of {table} are not all there'; END IF;"
        for table, count in rows.items()
    )
    (folder / "after.sql").write_text(f"DO $check$ BEGIN\n{counts}\nEND $check$;\n")
    parts = [f"--file={folder / name}" for name in ("before.sql", "sql", "after.sql")]
    run("psql", "--no-psqlrc", "--quiet", "--single-transaction", "--set=ON_ERROR_STOP=1", "--output=/dev/null", *parts)


def put_back(*, aside: str, schema: str) -> None:
    """Undo `load`, in one transaction."""
    quoted = connection.ops.quote_name
    with connection.cursor() as cursor:
        cursor.execute(
            f"BEGIN; DROP SCHEMA {quoted(schema)} CASCADE;"
            f" ALTER SCHEMA {quoted(aside)} RENAME TO {quoted(schema)}; COMMIT"
        )


def schema_now() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_schema()")
        return str(cursor.fetchone()[0])


def throw_away(*, aside: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"DROP SCHEMA {connection.ops.quote_name(aside)} CASCADE")


def run(program: str, *words: str | Path) -> str:
    """What the program printed. Raises CommandError where it is not installed, and Broken with its last words."""
    done = subprocess.run(
        [_find(program), *map(str, words)], env=_environment(), capture_output=True, text=True, check=False
    )
    if done.returncode:
        said = " ".join(done.stderr.strip().splitlines()[-3:])
        raise Broken(f"{program} failed: {said or f'exit code {done.returncode}'}")
    return done.stdout


def _find(program: str) -> str:
    installed = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{program}"), key=_version, reverse=True)
    found = str(installed[0]) if installed else shutil.which(program)
    if not found:
        raise CommandError(f"{program} is missing. Install PostgreSQL's client programs (Debian: postgresql-client).")
    return found


def _version(path: Path) -> int:
    name = path.parent.parent.name
    return int(name) if name.isdecimal() else 0


def _environment() -> dict[str, str]:
    """Where the database is, as libpq's programs read it; a password is on no command line."""
    given: Mapping[str, Any] = connection.settings_dict
    options = given.get("OPTIONS") or {}
    wanted = {
        "PGDATABASE": given["NAME"],
        "PGUSER": given["USER"],
        "PGPASSWORD": given["PASSWORD"],
        "PGHOST": given["HOST"],
        "PGPORT": str(given["PORT"] or ""),
        "PGSSLMODE": options.get("sslmode"),
        "PGSSLROOTCERT": options.get("sslrootcert"),
        "PGOPTIONS": options.get("options"),
    }
    return {**os.environ, **{name: value for name, value in wanted.items() if value}}
