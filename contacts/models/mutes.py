"""Rules that the user does not want to hear, for one person or for the whole account. Kept and shown."""

from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from contacts.models.common import Addressed
from contacts.models.people import Person
from contacts.vocabulary import Reason

if TYPE_CHECKING:
    from contacts.models.accounts import User


class MuteQuerySet(models.QuerySet["Mute"]):
    def owned_by(self, account: "User") -> Self:
        """Those about somebody deleted are not to be seen; they come back with them."""
        return self.filter(owner=account, person__deleted_at__isnull=True)


class Mute(Addressed):
    """Without a person it is for the whole account. ``because`` is the user's own reason, or empty."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="mutes")
    person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.CASCADE, related_name="mutes")
    rule = models.CharField(_("rule"), max_length=8, choices=Reason)
    because = models.CharField(_("because"), max_length=500, blank=True, default="")
    created_at = models.DateTimeField(auto_now_add=True)

    objects = models.Manager.from_queryset(MuteQuerySet)()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "rule"],
                condition=Q(person__isnull=True),
                name="contacts_mute_once_for_the_account",
                violation_error_message=_("This rule is muted already."),
            ),
            models.UniqueConstraint(
                fields=["person", "rule"],
                condition=Q(person__isnull=False),
                name="contacts_mute_once_for_a_person",
                violation_error_message=_("This rule is muted for them already."),
            ),
        ]

    def __str__(self) -> str:
        return f"mute {self.pk}"
