"""Events: an evening, a conference, a dinner. What was common to several interactions stands here."""

import uuid
from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from contacts.models.common import Addressed, Deletable, DeletableQuerySet, Versioned
from contacts.vocabulary import Channel, EventPart

if TYPE_CHECKING:
    from contacts.models.accounts import User


class EventQuerySet(DeletableQuerySet):
    def owned_by(self, account: "User") -> Self:
        return self.filter(owner=account)


class HeldEvents(models.Manager.from_queryset(EventQuerySet)):  # type: ignore[misc]
    def get_queryset(self) -> EventQuerySet:
        return super().get_queryset().filter(deleted_at__isnull=True)


class Event(Addressed, Versioned, Deletable):
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="events")
    entry_key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(_("name"), max_length=200)
    happened_on = models.DateField(_("day"))
    place = models.CharField(_("place"), max_length=200, blank=True)
    shared_notes = models.TextField(_("shared notes"), max_length=20_000, blank=True)
    part = models.CharField(_("your part"), max_length=10, choices=EventPart, default=EventPart.ATTENDING)
    channel = models.CharField(_("over what"), max_length=10, choices=Channel, default=Channel.IN_PERSON)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    objects = HeldEvents()
    everything = models.Manager.from_queryset(EventQuerySet)()

    class Meta:
        base_manager_name = "everything"
        default_manager_name = "objects"
        verbose_name = _("event")
        verbose_name_plural = _("events")
        indexes = [models.Index(fields=["owner", "-happened_on"], name="contacts_event_newest")]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(name=""),
                name="contacts_event_has_a_name",
                violation_error_message=_("Give the event a name."),
            ),
        ]

    def __str__(self) -> str:
        return self.name
