"""What the tests of merging share: the whole of an account as plain rows, and that nothing in it is out of order."""

from typing import Any

from django.apps import apps
from django.db import connection

from contacts.models import Duplicate, Merge, Person, User
from contacts.queries.audit import facts
from contacts.services.merges import merge_people
from contacts.services.standings import rebuild_standings

# What a merge and its undoing raise, and what is only found anew.
COUNTED = {"version", "updated_at", "found_at"}


def every_row() -> dict[str, dict[Any, dict[str, Any]]]:
    """Each row of the product by table and key, without the numbers that count changes."""
    return {
        model._meta.db_table: {
            row["pk"]: {name: value for name, value in row.items() if name not in COUNTED} for row in _rows(model)
        }
        for model in apps.get_app_config("contacts").get_models()
        if model is not Duplicate
    }


def _rows(model: Any) -> list[dict[str, Any]]:
    key = model._meta.pk.attname
    return [{"pk": row[key], **row} for row in model._base_manager.order_by("pk").values()]


def assert_sound() -> None:
    """The audit finds nothing, and neither has anything to do with standings or keys."""
    if connection.vendor == "sqlite":
        connection.check_constraints()
    breaches = [str(breach) for fact in facts() for breach in fact.breaches()]
    assert not breaches
    assert rebuild_standings(Person.everything.values_list("pk", flat=True)) == 0


def merge(*, by: User, kept: Person, gone: Person, **choices: str) -> Merge:
    kept, gone = (Person.everything.get(pk=person.pk) for person in (kept, gone))
    return merge_people(
        by=by, kept=kept, gone=gone, kept_version=kept.version, gone_version=gone.version, choices=choices
    )
