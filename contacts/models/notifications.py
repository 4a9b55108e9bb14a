"""Deliveries: each digest as a row, claimed before it is sent; and the heartbeat of the sweeps."""

import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone

from contacts.models.common import Addressed
from contacts.vocabulary import DeliveryKind, DeliveryState


class Delivery(Addressed):
    """One digest to one account. The Message-ID comes from ``public_id``, so that sending again is the same mail.

    ``message`` holds the rendered bytes while the outcome is unknown and is emptied once it is known.
    """

    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="deliveries")
    entry_key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(max_length=8, choices=DeliveryKind)
    local_day = models.DateField()
    state = models.CharField(max_length=8, choices=DeliveryState, default=DeliveryState.WAITING)
    message = models.BinaryField(null=True, editable=False)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField(default=timezone.now)
    claimed_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    error = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name_plural = "deliveries"
        indexes = [
            models.Index(
                fields=["next_try_at"],
                condition=models.Q(state__in=["waiting", "sending"]),
                name="contacts_delivery_to_send",
            ),
        ]
        constraints = [
            # "Send it to me now" must never use up the morning's one.
            models.UniqueConstraint(
                fields=["account", "local_day"],
                condition=models.Q(kind="morning"),
                name="contacts_delivery_one_morning_a_day",
                violation_error_message="This morning's digest exists already.",
            ),
        ]

    def __str__(self) -> str:
        return f"delivery {self.pk}"


class Heartbeat(models.Model):
    """When a sweep last ran to its end, so that a silent worker is seen."""

    name = models.CharField(max_length=40, unique=True)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name
