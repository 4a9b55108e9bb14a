"""What several tables share: the address in a URL, the version of an edit, and thirty days of undo."""

import uuid
from datetime import datetime
from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _


class Addressed(models.Model):
    """A row that a page or the API names. The random id gives nothing away; the inner key never leaves the server."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)

    class Meta:
        abstract = True


class Versioned(models.Model):
    """A row edited by people: each edit raises ``version``, so that the second of two tabs is told."""

    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        abstract = True


class DeletableQuerySet(models.QuerySet):
    def deleted_before(self, at: datetime) -> Self:
        return self.filter(deleted_at__lt=at)

    def deleted(self) -> Self:
        return self.filter(deleted_at__isnull=False)


class Deletable(models.Model):
    """A row that can be deleted and brought back for 30 days; a purge then removes it for good.

    Each such table's default manager hides deleted rows; ``everything`` shows them and serves Django's own
    look-ups, so that a key to a deleted row still resolves.
    """

    deleted_at = models.DateTimeField(_("deleted at"), null=True, blank=True, editable=False, db_index=True)

    class Meta:
        abstract = True
