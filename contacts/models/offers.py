"""Offers: what the user can give, so that a follow-up can remind them of it."""

import uuid
from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from contacts.models.common import Addressed
from contacts.vocabulary import Category

if TYPE_CHECKING:
    from contacts.models.accounts import User


class OfferQuerySet(models.QuerySet["Offer"]):
    def owned_by(self, account: "User") -> Self:
        return self.filter(owner=account)


class Offer(Addressed):
    """Something the user can give to whoever needs it. Not an exchange: nobody was offered anything yet."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="offers")
    entry_key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    what = models.CharField(_("what you can give"), max_length=200)
    category = models.CharField(_("what kind"), max_length=16, choices=Category, blank=True, default="")
    created_at = models.DateTimeField(auto_now_add=True)

    objects = models.Manager.from_queryset(OfferQuerySet)()

    class Meta:
        ordering = ["id"]
        verbose_name = _("offer")
        verbose_name_plural = _("offers")
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "what"],
                name="contacts_offer_stands_once",
                violation_error_message=_("This stands on your list already."),
            ),
            models.CheckConstraint(
                condition=~models.Q(what=""),
                name="contacts_offer_says_what",
                violation_error_message=_("Say in a few words what you can give."),
            ),
        ]

    def __str__(self) -> str:
        return self.what
