"""A worker killed in the middle of an import: another goes on, and the end is that of an import nobody disturbed."""

import io
import os
import signal
import subprocess
import sys
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.conf import settings as django_settings
from django.core.files.base import ContentFile
from django.utils import timezone

from contacts.models import Handle, ImportBatch, ImportRow, Interaction, Message, Person, User
from contacts.services.imports import receive, run_to_the_end, start
from contacts.vocabulary import ImportOutcome, ImportState
from tests.bench.linkedin import write_export
from tests.conftest import database_url
from tests.factories import create_account

# A worker that takes one slice after the other and is killed with its transaction open: after the chunk that brings a
# count above a number was written, and before it is committed.
_WORK = """
import os, signal, sys
import django
django.setup()
from contacts import enqueue
from contacts.services.imports import carry_on, reading, running

enqueue._silent_until = float("inf")
batch_id, count, most = int(sys.argv[1]), sys.argv[2], int(sys.argv[3])
note = running.note_progress

def noted_and_killed(batch, **values):
    note(batch, **values)
    if getattr(batch, count) > most:
        os.kill(os.getpid(), signal.SIGKILL)

running.note_progress = reading.note_progress = noted_and_killed
while True:
    carry_on(batch_id, seconds=1)
"""


def kill_a_worker(batch: ImportBatch, *, count: str, above: int) -> ImportBatch:
    """Let a worker go at it until it is killed. Its claim is then as old as it is when the sweep comes."""
    env = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "networking.settings",
        "DATABASE_URL": database_url(),
        "VAR_DIR": str(django_settings.VAR_DIR),
        "PRIVATE_DIR": django_settings.STORAGES["private"]["OPTIONS"]["location"],
    }
    words = [sys.executable, "-c", _WORK, str(batch.pk), count, str(above)]
    process = subprocess.run(words, env=env, cwd=django_settings.BASE_DIR, timeout=300, check=False)
    assert process.returncode == -signal.SIGKILL
    ImportBatch.objects.filter(pk=batch.pk).update(claimed_at=timezone.now() - timedelta(seconds=61))
    return ImportBatch.objects.get(pk=batch.pk)


def export() -> bytes:
    held = io.BytesIO()
    write_export(held, connections=300, messages=900)
    return held.getvalue()


def left_behind(account: User) -> dict[str, list[Any]]:
    """Everything that an import leaves, without keys and moments of this run."""
    people = Person.everything.filter(owner=account)
    rows = ImportRow.objects.filter(batch__owner=account)
    talks = Interaction.everything.filter(person__owner=account)
    return {
        "people": sorted(people.values_list("name", "organisation", "role", "source_note", "version")),
        "handles": sorted(Handle.objects.filter(person__owner=account).values_list("person__name", "normal_value")),
        "talks": sorted(talks.values_list("person__name", "thread", "happened_on", "depth", "started_by")),
        "messages": sorted(
            Message.objects.filter(interaction__person__owner=account).values_list("source_key", "at", "author")
        ),
        "rows": sorted(rows.values_list("part", "line", "kind", "outcome", "why")),
    }


def counts(batch: ImportBatch) -> tuple[int, ...]:
    return batch.total, batch.done, batch.added, batch.matched, batch.updated, batch.left_out, batch.refused


@pytest.mark.django_db(transaction=True)
def test_an_import_whose_workers_are_killed_ends_like_one_left_in_peace(broker_dead: None) -> None:
    content = export()
    calm, stormy = create_account(), create_account(email="stormy@example.org")
    undisturbed = receive(by=calm, file=ContentFile(content), name="export.zip", entry_key=uuid4())
    run_to_the_end(undisturbed)
    undisturbed = start(by=calm, batch=undisturbed, choices={})
    run_to_the_end(undisturbed)

    batch = receive(by=stormy, file=ContentFile(content), name="export.zip", entry_key=uuid4())
    killed = kill_a_worker(batch, count="total", above=500)
    # What was written with the open transaction is not there.
    assert killed.state == ImportState.READING and killed.total <= 500
    assert ImportRow.objects.filter(batch=batch).count() == killed.total
    run_to_the_end(batch)
    batch = start(by=stormy, batch=batch, choices={})
    for above in (100, 700):
        killed = kill_a_worker(batch, count="added", above=above)
        assert killed.state == ImportState.RUNNING and killed.added <= above
        assert ImportRow.objects.filter(batch=batch, outcome=ImportOutcome.ADDED).count() == killed.added
    run_to_the_end(batch)

    assert batch.state == ImportState.DONE
    assert counts(batch) == counts(undisturbed)
    assert left_behind(stormy) == left_behind(calm)
    assert not ImportRow.objects.filter(outcome=ImportOutcome.WAITING).exists()
