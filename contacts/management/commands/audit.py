"""Prove the stored facts: whatever must be true of the rows, is. Ends with 1 where something is broken."""

import argparse
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.core.management.base import CommandError
from django.db import transaction
from django.utils import timezone

from contacts.management.house import HouseCommand
from contacts.models import Contact, Person, Standing
from contacts.queries.audit import Breach, contact_batches, facts
from contacts.services.standings import rebuild_standings

BATCH = 200
SHOWN = 50


class Command(HouseCommand):
    help = "Prove the stored facts. Names table and key of whatever is broken, never a text; ends with 1 then."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--all", action="store_true", help=f"name every breach, not only {SHOWN} of each fact")

    def handle(self, *, all: bool, **options: Any) -> None:
        broken = 0
        for fact in facts():
            broken += self._report(fact.says, fact.breaches(), shown=None if all else SHOWN)
        standings = "every contact has its standing, and rebuilding changes none"
        broken += self._report(standings, _standings(), shown=None if all else SHOWN)
        if broken:
            raise CommandError(f"Broken: {broken} of the stored facts. Nothing was changed.")
        self.stdout.write("All stored facts hold.")

    def _report(self, says: str, breaches: Any, *, shown: int | None) -> int:
        """Say whether a fact holds, naming at most ``shown`` breaches. Returns how many there are."""
        count = 0
        for breach in breaches:
            if count == 0:
                self.stdout.write(f"broken  {says}")
            count += 1
            if shown is None or count <= shown:
                self.stdout.write(f"        {breach}")
        if count == 0:
            self.stdout.write(f"holds   {says}")
        elif shown is not None and count > shown:
            self.stdout.write(f"        and {count - shown} more; --all names them")
        return count


def _standings() -> Iterator[Breach]:
    """Rebuild in batches, look whether anything changed, and take it back. What only waits for its day is no breach."""
    # The farthest time zone is 14 hours ahead. What falls due by then is for the daily sweep, not broken.
    latest = (timezone.now() + timedelta(hours=14)).date()
    for keys in contact_batches(size=BATCH):
        waiting = set(Standing.objects.filter(pk__in=keys, changes_on__lte=latest).values_list("pk", flat=True))
        looked_at = [key for key in keys if key not in waiting]
        if not _would_change(looked_at):
            continue
        for key in looked_at:
            if not _would_change([key], locked=True):
                continue
            stands = Standing.objects.filter(pk=key).exists()
            # Deleted or sent back to the door meanwhile: nothing to say of it.
            if Contact.objects.filter(pk=key).exists():
                yield Breach(
                    Standing._meta.db_table,
                    key,
                    "differs from what its sources say" if stands else "is missing",
                )


@transaction.atomic
def _would_change(keys: list[int], *, locked: bool = False) -> bool:
    """Whether rebuilding these standings would write anything. ``locked`` keeps verbs out while one is looked at."""
    if locked:
        list(Person.everything.filter(pk__in=keys).select_for_update().values_list("pk"))
    changed = rebuild_standings(keys)
    transaction.set_rollback(True)
    return changed > 0
