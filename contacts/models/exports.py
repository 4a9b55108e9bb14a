"""Exports: everything of an account in one file, made in the background and kept for a while."""

import uuid
from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from contacts.models.common import Addressed
from contacts.models.imports import private_storage
from contacts.vocabulary import ExportState

if TYPE_CHECKING:
    from contacts.models.accounts import User


def export_path(export: "Export", name: str) -> str:
    return f"exports/{export.public_id}.zip"


class ExportQuerySet(models.QuerySet["Export"]):
    def owned_by(self, account: "User") -> Self:
        return self.filter(owner=account)


class Export(Addressed):
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="exports")
    entry_key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    state = models.CharField(_("state"), max_length=8, choices=ExportState, default=ExportState.WORKING)
    file = models.FileField(storage=private_storage, upload_to=export_path, max_length=200, blank=True, editable=False)
    size = models.PositiveBigIntegerField(_("bytes"), default=0)
    total = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    attempts = models.PositiveSmallIntegerField(default=0)
    error = models.CharField(max_length=300, blank=True)
    claimed_at = models.DateTimeField(null=True, blank=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    expires_at = models.DateTimeField(_("kept until"), null=True, blank=True)

    objects = models.Manager.from_queryset(ExportQuerySet)()

    class Meta:
        indexes = [
            models.Index(fields=["owner", "-created_at"], name="contacts_export_newest"),
            models.Index(fields=["claimed_at"], condition=Q(state="working"), name="contacts_export_to_do"),
        ]

    def __str__(self) -> str:
        return f"export {self.pk}"
