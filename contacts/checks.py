"""System checks of our own: a database without the gate's triggers, or a restore that was cut off, is said before
anybody writes.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register
from django.db import DatabaseError, connections

from contacts import gate

CUT_OFF = (
    "A restore was cut off before everything was in its place. Start the house with `manage.py up`, or run"
    " `manage.py restore` once more: either ends it first."
)


def restore_journal() -> Path:
    """Where a restore writes down what it is about to rename. It is there only while that is not done."""
    return Path(settings.VAR_DIR) / "restore.json"


@register()
def restore_is_done(**_: Any) -> list[CheckMessage]:
    return [Error(CUT_OFF, id="contacts.E001")] if restore_journal().exists() else []


@register(Tags.database)
def gate_stands(databases: Sequence[str] | None = None, **_: Any) -> list[CheckMessage]:
    found: list[CheckMessage] = []
    for alias in databases or []:
        db = connections[alias]
        try:
            if gate.CONTACT not in db.introspection.table_names():
                continue
            absent = gate.missing(db)
        except DatabaseError:
            continue
        if absent:
            found.append(
                Warning(
                    f"The gate's triggers are missing: {', '.join(absent)}.",
                    hint="Run `manage.py migrate`, which puts them in place, then `manage.py audit`.",
                    id="contacts.W001",
                )
            )
    return found
