"""Deliveries: each digest as a row, claimed before it is sent; the channels they go over; what the app itself tells;
and the heartbeat of the sweeps.
"""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from contacts.models.common import Addressed
from contacts.vocabulary import ChannelKind, DeliveryKind, DeliveryState


class DeliveryChannel(Addressed):
    """One way to reach an account, with what was changed or went wrong about it. No row: e-mail and the app are on, the
    webhook is off.

    ``failures`` counts deliveries in a row that the other side refused for good. ``off_why`` is set when the house
    itself switched it off, and empty when the user did.
    """

    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="channels")
    kind = models.CharField(max_length=8, choices=ChannelKind)
    address = models.URLField(_("address"), max_length=500, blank=True)
    is_on = models.BooleanField(default=True)
    failures = models.PositiveSmallIntegerField(default=0)
    off_since = models.DateTimeField(null=True, blank=True)
    off_why = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["account", "kind"],
                name="contacts_deliverychannel_one_a_kind",
                violation_error_message=_("There is such a channel already. Change that one."),
            ),
            models.CheckConstraint(
                condition=~Q(kind=ChannelKind.WEBHOOK, is_on=True, address=""),
                name="contacts_deliverychannel_webhook_has_address",
                violation_error_message=_("Give the address that the webhook calls."),
            ),
        ]

    def __str__(self) -> str:
        return f"channel {self.pk}"


class Delivery(Addressed):
    """One digest to one account over one channel. The Message-ID comes from ``public_id``: sent again, it is the same.

    ``message`` holds the rendered bytes while the outcome is unknown and is emptied once it is known; ``follow_ups``
    are the keys of those that it names.
    """

    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="deliveries")
    entry_key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(max_length=8, choices=DeliveryKind)
    channel = models.CharField(max_length=8, choices=ChannelKind, default=ChannelKind.EMAIL)
    local_day = models.DateField()
    state = models.CharField(max_length=8, choices=DeliveryState, default=DeliveryState.WAITING)
    message = models.BinaryField(null=True, editable=False)
    follow_ups = models.JSONField(default=list, editable=False)
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
                fields=["account", "local_day", "channel"],
                condition=models.Q(kind="morning"),
                name="contacts_delivery_one_morning_a_channel",
                violation_error_message="This morning's digest exists already.",
            ),
        ]

    def __str__(self) -> str:
        return f"delivery {self.pk}"


class Notification(Addressed):
    """Something that the app itself tells: the morning's digest, or that a channel was switched off.

    Names and kinds of reason only (E-60). ``path`` is a page of the product.
    """

    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notifications")
    delivery = models.OneToOneField(
        Delivery, null=True, blank=True, on_delete=models.SET_NULL, related_name="notification"
    )
    title = models.CharField(max_length=200)
    text = models.TextField(blank=True)
    path = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    seen_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["account"], condition=Q(seen_at__isnull=True), name="contacts_notification_unseen"),
        ]

    def __str__(self) -> str:
        return f"notification {self.pk}"


class Heartbeat(models.Model):
    """When a sweep last ran to its end, so that a silent worker is seen."""

    name = models.CharField(max_length=40, unique=True)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name
