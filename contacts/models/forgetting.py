"""Whom the user asked to forget, as far as it takes to leave them out of the next import (E-61)."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Forgotten(models.Model):
    """A keyed hash of an address of somebody forgotten. It is still personal data, and the pages say so.

    ``person`` is set only while the days of undo run; the row outlives them. Two who share an address have each a row
    of their own: bringing one back takes nothing from the other.
    """

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="forgotten")
    person = models.ForeignKey("contacts.Person", null=True, on_delete=models.SET_NULL, related_name="forgotten")
    digest = models.CharField(max_length=64)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "digest", "person"],
                name="contacts_forgotten_once",
                violation_error_message=_("This address is left out of imports already."),
            ),
        ]

    def __str__(self) -> str:
        return f"forgotten {self.pk}"
