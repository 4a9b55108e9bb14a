"""The last step of a restore: renames that are written down first, so that one that was cut off is ended later."""

import json
import os
import shutil
from collections.abc import Iterable
from pathlib import Path

from django.utils import timezone

from contacts.checks import restore_journal

# How everything is called that a restore makes beside what is there.
OURS = ".rapport-restore"
WORKING, BROUGHT = f"{OURS}-", f"{OURS}d-"
# What SQLite keeps beside a database; it belongs to that one and to no other.
BESIDE = ("-wal", "-shm", "-journal")


def rename_all(renames: list[tuple[str, str]]) -> None:
    """Each in turn, as ``(from, to)``; whoever is killed meanwhile leaves word of what is still to do."""
    journal = restore_journal()
    new = journal.with_suffix(".new")
    with new.open("w") as out:
        json.dump(renames, out)
        out.flush()
        os.fsync(out.fileno())
    new.replace(journal)
    finish()


def finish() -> bool:
    """End the renames of a restore that was cut off. False where there is none. The caller holds the house's lock."""
    journal = restore_journal()
    if not journal.exists():
        return False
    for one, other in json.loads(journal.read_text()):
        source, target = Path(one), Path(other)
        # What was renamed before the cut is there already.
        if not source.exists():
            continue
        if target.exists() and source.name.startswith(BROUGHT):
            _make_way(target)
        if not target.exists():
            source.rename(target)
    journal.unlink()
    return True


def clear(folders: Iterable[Path]) -> None:
    """Remove what restores that were killed made in these folders. Not while one has still to be ended."""
    for folder in set(folders):
        for path in folder.glob(f"{OURS}*"):
            shutil.rmtree(path) if path.is_dir() else path.unlink()


def _make_way(target: Path) -> None:
    """Whoever looked into the house since the cut may have made an empty file there, or more."""
    stamp = f"{timezone.now():%Y%m%d%H%M%S}"
    for path in (target, *(target.with_name(target.name + ending) for ending in BESIDE)):
        if path.is_file() and not path.stat().st_size:
            path.unlink()
        elif path.exists():
            path.rename(path.with_name(f"{target.name}.meanwhile-{stamp}{path.name.removeprefix(target.name)}"))
