"""What the commands for the shell share: a house that is not set up yet is said in a sentence."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, connection

from contacts.checks import CUT_OFF, restore_journal
from contacts.models import User


class HouseCommand(BaseCommand):
    """A command that needs the tables."""

    def execute(self, *args: Any, **options: Any) -> str | None:
        if restore_journal().exists():
            raise CommandError(CUT_OFF)
        try:
            ready = User._meta.db_table in connection.introspection.table_names()
        except DatabaseError as error:
            raise CommandError(f"The database cannot be used: {str(error).strip()}") from error
        if not ready:
            raise CommandError(
                "There are no tables yet. Run `make setup` first, with the same VAR_DIR or DATABASE_URL as here."
            )
        return super().execute(*args, **options)
