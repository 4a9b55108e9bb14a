"""System checks of our own: a database without the gate's triggers is said before anybody writes to it."""

from collections.abc import Sequence
from typing import Any

from django.core.checks import CheckMessage, Tags, Warning, register
from django.db import DatabaseError, connections

from contacts import gate


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
