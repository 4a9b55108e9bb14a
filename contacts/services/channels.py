"""Channels: switched on and off, by the user or, after ten failures in a row, by the house, which then says so."""

import logging

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from contacts.errors import Refused
from contacts.models import DeliveryChannel, Notification, User
from contacts.queries.channels import ON_FROM_THE_START
from contacts.vocabulary import ChannelKind
from contacts.webhook import WebhookRefused, check_address

log = logging.getLogger(__name__)

FAILURES_AT_MOST = 10


@transaction.atomic
def turn_on(*, by: User, kind: ChannelKind) -> DeliveryChannel:
    """Switch a channel on, with its failures forgotten. Raises Refused for a webhook without an address."""
    row = _locked(by.pk, kind)
    if kind == ChannelKind.WEBHOOK and not row.address:
        raise Refused(_("Give the address that the webhook calls."), field="address")
    row.is_on, row.failures, row.off_since, row.off_why = True, 0, None, ""
    row.save()
    return row


@transaction.atomic
def turn_off(*, by: User, kind: ChannelKind) -> DeliveryChannel:
    """Switch a channel off. One that is off already stays as it is, with its reason."""
    row = _locked(by.pk, kind)
    if row.is_on:
        row.is_on, row.failures, row.off_since, row.off_why = False, 0, timezone.now(), ""
        row.save()
    return row


@transaction.atomic
def set_webhook(*, by: User, address: str) -> bool:
    """Give the webhook's address, which switches it on; an empty one forgets it and switches it off. True if it is on.

    Raises Refused, naming the field, for what is no address or leads into the house itself.
    """
    address = address.strip()
    if not address:
        given = DeliveryChannel.objects.filter(account=by, kind=ChannelKind.WEBHOOK)
        given.update(address="", is_on=False, failures=0, off_since=timezone.now(), off_why="")
        return False
    try:
        check_address(address)
    except WebhookRefused as refusal:
        raise Refused(refusal.sentence, field="address") from None
    row = _locked(by.pk, ChannelKind.WEBHOOK)
    row.address, row.is_on, row.failures, row.off_since, row.off_why = address, True, 0, None, ""
    row.save()
    return True


def unsubscribe(*, account: User) -> DeliveryChannel:
    """No more digests by e-mail, as a mail's own link asks for."""
    return turn_off(by=account, kind=ChannelKind.EMAIL)


def note_success(*, account_id: int, kind: str) -> None:
    """It got through: whatever failed before no longer counts."""
    DeliveryChannel.objects.filter(account=account_id, kind=kind, failures__gt=0).update(failures=0)


@transaction.atomic
def note_failure(*, account_id: int, kind: str, why: str) -> None:
    """The other side refused once more. At ten in a row the channel goes off, and the app says so and why."""
    row = _locked(account_id, ChannelKind(kind))
    if not row.is_on:
        return
    row.failures += 1
    if row.failures >= FAILURES_AT_MOST:
        row.is_on, row.off_since, row.off_why = False, timezone.now(), why
        Notification.objects.create(
            account_id=account_id,
            title=_OFF_TITLES[ChannelKind(kind)](),
            text=_("It failed %(times)d times in a row. The last reason: %(why)s")
            % {"times": row.failures, "why": why},
            path=reverse("settings_channels"),
        )
        log.warning("The channel %s (%s) was switched off.", row.pk, kind)
    row.save()


_OFF_TITLES = {
    ChannelKind.EMAIL: lambda: _("Digests by e-mail are switched off"),
    ChannelKind.IN_APP: lambda: _("Digests in the app are switched off"),
    ChannelKind.WEBHOOK: lambda: _("The webhook is switched off"),
}


def _locked(account_id: int, kind: ChannelKind) -> DeliveryChannel:
    """The channel's row, made if there was none, and held until the transaction ends."""
    defaults = {"is_on": kind in ON_FROM_THE_START}
    DeliveryChannel.objects.get_or_create(account_id=account_id, kind=kind, defaults=defaults)
    return DeliveryChannel.objects.select_for_update().get(account_id=account_id, kind=kind)
