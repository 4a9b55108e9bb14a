"""Digests asked for and swept up, sent in batches; and what the app itself has told."""

import time
from collections.abc import Iterable
from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from contacts.enqueue import after_commit
from contacts.errors import Refused
from contacts.mailing import MailLine
from contacts.models import Delivery, Heartbeat, Notification, User
from contacts.queries.channels import webhook_address
from contacts.services.deliveries import claim, hold_back_mail, note_sent, note_undelivered, to_send
from contacts.services.kept_mail import remove_files
from contacts.services.locks import refuse_foreign_key
from contacts.services.mornings import make_mornings
from contacts.undelivered import Outcome, Undelivered
from contacts.vocabulary import ChannelKind, DeliveryKind, DeliveryState
from contacts.webhook import Message, call

DELIVER = "contacts.tasks.deliver_batch"
# How many deliveries one task takes. Each webhook may keep us waiting for as long as it likes, up to its time-out.
BATCHES = {ChannelKind.EMAIL: 200, ChannelKind.IN_APP: 200, ChannelKind.WEBHOOK: 20}
BATCH_LASTS = 150.0  # seconds; a task is ended from outside after 240
TESTS_AN_HOUR = 10
KEPT_FOR = timedelta(days=90)


def ask_for_digest(*, by: User, entry_key: UUID) -> Delivery:
    """ "Send it to me now", by e-mail: never uses up the morning's one. The same ``entry_key`` is the same request."""
    return _ask(by=by, kind=DeliveryKind.ASKED, channel=ChannelKind.EMAIL, entry_key=entry_key)


def send_test(*, by: User, kind: ChannelKind, entry_key: UUID) -> Delivery:
    """Send a test over that channel, on or off. Raises Refused without an address, and after ten within an hour."""
    if kind == ChannelKind.WEBHOOK and not webhook_address(by.pk):
        raise Refused(_("Give the address that the webhook calls, then test it."), field="address")
    lately = Delivery.objects.filter(account=by, kind=DeliveryKind.TEST).exclude(entry_key=entry_key)
    if lately.filter(created_at__gt=timezone.now() - timedelta(hours=1)).count() >= TESTS_AN_HOUR:
        raise Refused(_("These were ten tests within an hour. Wait a while before the next one."))
    return _ask(by=by, kind=DeliveryKind.TEST, channel=kind, entry_key=entry_key)


def sweep_digests() -> int:
    """Make the mornings whose hour has come, and wake whatever waits, in batches. Returns how many wake.

    Any number of these at once, and of workers after them, send each delivery once.
    """
    now = timezone.now()
    make_mornings(now=now)
    waking = 0
    for channel, size in BATCHES.items():
        rows = to_send(now).filter(channel=channel).order_by("next_try_at", "pk")
        ids = list(rows.values_list("pk", flat=True))
        for start in range(0, len(ids), size):
            after_commit(DELIVER, *ids[start : start + size])
        waking += len(ids)
    beat("digests")
    return waking


def deliver_batch(ids: Iterable[int]) -> None:
    """Send those of these deliveries that are still to be sent and that nobody else has.

    Mails share one connection. When the mail server is out of reach, everything that waits for it waits a minute more;
    what is left over when the time is up waits for the next sweep.
    """
    ready = to_send(timezone.now()).filter(pk__in=set(ids)).order_by("next_try_at", "pk")
    ends_at = time.monotonic() + BATCH_LASTS
    with MailLine() as line:
        for delivery_id, channel in list(ready.values_list("pk", "channel")):
            if time.monotonic() >= ends_at:
                return
            if channel != ChannelKind.EMAIL or not line.is_down:
                _deliver(delivery_id, line)


def _deliver(delivery_id: int, line: MailLine) -> None:
    claimed = claim(delivery_id=delivery_id)
    if claimed is None:
        return
    try:
        if claimed.row.channel == ChannelKind.WEBHOOK:
            _call(claimed.row.account_id, claimed.message)
        else:
            line.send(raw=claimed.message, to=claimed.row.account.email)
    except Undelivered as trouble:
        note_undelivered(claimed=claimed, trouble=trouble)
        if claimed.row.channel == ChannelKind.EMAIL and line.is_down:
            hold_back_mail(why=trouble.sentence)
    else:
        note_sent(claimed=claimed)


def _call(account_id: int, message: bytes) -> None:
    address = webhook_address(account_id)
    if not address:
        raise Undelivered(_("The webhook has no address."), outcome=Outcome.REFUSED)
    call(address, Message.from_bytes(message))


def see_notifications(*, by: User, notification: Notification | None = None) -> int:
    """Note one of them as seen, or all. Returns how many were not."""
    rows = Notification.objects.filter(account=by, seen_at__isnull=True)
    if notification is not None:
        rows = rows.filter(pk=notification.pk)
    return rows.update(seen_at=timezone.now())


def purge_deliveries() -> int:
    """Forget ended deliveries and notifications after 90 days, and the files kept of them. Returns the deliveries."""
    before = timezone.now() - KEPT_FOR
    with transaction.atomic():
        ended = Delivery.objects.exclude(state__in=[DeliveryState.WAITING, DeliveryState.SENDING])
        old = ended.filter(created_at__lt=before)
        remove_files(set(old.values_list("public_id", flat=True)))
        # Those of a delivery go with it, or nobody would know any more that they may name somebody.
        Notification.objects.filter(created_at__lt=before).delete()
        Notification.objects.filter(delivery__in=old).delete()
        return old.delete()[0]


def beat(name: str) -> None:
    """Note that a sweep ran to its end."""
    Heartbeat.objects.update_or_create(name=name, defaults={"at": timezone.now()})


def _ask(*, by: User, kind: DeliveryKind, channel: ChannelKind, entry_key: UUID) -> Delivery:
    with transaction.atomic():
        refuse_foreign_key(Delivery.objects.all(), by=by, entry_key=entry_key, owner="account")
        local_day = timezone.localdate(timezone=by.tz)
        row, created = Delivery.objects.get_or_create(
            account=by, entry_key=entry_key, defaults={"kind": kind, "channel": channel, "local_day": local_day}
        )
        if created:
            after_commit(DELIVER, row.pk)
    return row
