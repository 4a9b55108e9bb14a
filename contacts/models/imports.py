"""Imports: a file that somebody brought, and what became of each of its rows.

A batch is its own queue: a worker claims it, does a slice, and writes how far it came in the same transaction as what
it did. So a killed worker costs a slice, never a row.
"""

import uuid
from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.core.files.storage import Storage, storages
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from contacts.models.common import Addressed
from contacts.vocabulary import (
    WORKING_IMPORTS,
    ImportFormat,
    ImportOutcome,
    ImportRowKind,
    ImportState,
)

if TYPE_CHECKING:
    from contacts.models.accounts import User


def private_storage() -> Storage:
    """Where files lie that no web server ever hands out by itself."""
    return storages["private"]


def import_path(batch: "ImportBatch", name: str) -> str:
    """Nothing of the name that the file came with: it may say anything, and it may be long."""
    return f"imports/{batch.public_id}"


class ImportBatchQuerySet(models.QuerySet["ImportBatch"]):
    def owned_by(self, account: "User") -> Self:
        return self.filter(owner=account)

    def kept(self) -> Self:
        """Without those discarded before they were started: a worker is about to clear them away."""
        return self.exclude(state=ImportState.CANCELLED, started_at__isnull=True)


class ImportBatch(Addressed):
    """One file on its way in. ``mapping``: column to field, for a CSV of no known kind. ``choices``: what was decided
    at the preview. ``about``: what the preview says. ``cursor``: how far reading, running or undoing came.
    """

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="import_batches")
    entry_key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    # Emptied once the import ended: the rows that were refused keep what is needed to put them right.
    file = models.FileField(storage=private_storage, upload_to=import_path, max_length=200, blank=True, editable=False)
    file_name = models.CharField(_("file"), max_length=200)
    size = models.PositiveBigIntegerField(_("bytes"), default=0)
    digest = models.CharField(max_length=64, blank=True, editable=False)
    format = models.CharField(_("what it is"), max_length=12, choices=ImportFormat, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=ImportState, default=ImportState.READING)
    header_digest = models.CharField(max_length=64, blank=True, editable=False)
    mapping = models.JSONField(default=dict, blank=True)
    choices = models.JSONField(default=dict, blank=True)
    about = models.JSONField(default=dict, blank=True)
    cursor = models.JSONField(default=dict, blank=True, editable=False)
    total = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    added = models.PositiveIntegerField(_("added"), default=0)
    matched = models.PositiveIntegerField(_("matched"), default=0)
    updated = models.PositiveIntegerField(_("updated"), default=0)
    left_out = models.PositiveIntegerField(_("left out"), default=0)
    refused = models.PositiveIntegerField(_("refused"), default=0)
    # What undoing left standing because it was changed since.
    spared = models.PositiveIntegerField(default=0)
    cancel_asked = models.BooleanField(default=False)
    attempts = models.PositiveSmallIntegerField(default=0)
    error = models.CharField(max_length=300, blank=True)
    claimed_at = models.DateTimeField(null=True, blank=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    started_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)

    objects = models.Manager.from_queryset(ImportBatchQuerySet)()

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        indexes = [
            models.Index(fields=["owner", "-created_at"], name="contacts_importbatch_newest"),
            models.Index(
                fields=["claimed_at"],
                condition=Q(state__in=sorted(WORKING_IMPORTS)),
                name="contacts_importbatch_to_do",
            ),
        ]

    def __str__(self) -> str:
        return f"import {self.pk}"


class ImportRow(models.Model):
    """One row of the file. ``data`` holds it while it waits, and where it was refused; else it is emptied.

    ``part`` is the file inside a zip, ``line`` the line where the row begins (1 is the first). ``thread`` brings the
    messages of one conversation together. ``changes``: what it changed on somebody known before, as {field: [before,
    after]}, so that undoing finds the way back; at the preview, what it would change.
    """

    batch = models.ForeignKey(ImportBatch, on_delete=models.CASCADE, related_name="rows")
    part = models.CharField(max_length=120, blank=True)
    line = models.PositiveIntegerField()
    kind = models.CharField(max_length=8, choices=ImportRowKind)
    thread = models.CharField(max_length=200, blank=True)
    data = models.JSONField(default=dict)
    outcome = models.CharField(max_length=8, choices=ImportOutcome, default=ImportOutcome.WAITING)
    why = models.CharField(max_length=32, blank=True)
    told = models.JSONField(default=dict)
    person = models.ForeignKey("contacts.Person", null=True, on_delete=models.SET_NULL, related_name="import_rows")
    changes = models.JSONField(default=dict)

    class Meta:
        indexes = [
            models.Index(fields=["batch", "kind", "thread", "id"], name="contacts_importrow_in_order"),
            models.Index(fields=["batch", "outcome", "id"], name="contacts_importrow_by_outcome"),
        ]

    def __str__(self) -> str:
        return f"import row {self.pk}"
