"""Digests forgotten again (E-61): bytes that wait to be sent, what the app told of them, and the files that a house
without a mail server keeps.
"""

import logging
from collections.abc import Collection
from datetime import datetime
from functools import partial
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from contacts.models import Delivery, Notification
from contacts.queries.kept_mail import kept_files
from contacts.vocabulary import DeliveryState

log = logging.getLogger(__name__)


def forget_digests(*, account_id: int, made_before: datetime | None = None) -> None:
    """Forget what digests to this account say, all or those made before that moment; the deliveries themselves stay.

    What surely went nowhere is rendered anew. What may have arrived ends here: other words under the same Message-ID
    would be taken for the first ones. In the app only the title stays, which names nobody. Runs inside the caller's
    transaction; files go once it is committed.
    """
    rows = Delivery.objects.filter(account_id=account_id)
    if made_before is not None:
        rows = rows.filter(created_at__lt=made_before)
    why = _("It may have arrived. Its words were erased before that was known, so it does not go out again.")
    rows.filter(message__isnull=False).update(message=None, state=DeliveryState.FAILED, error=why)
    Notification.objects.filter(delivery__in=rows).exclude(text="").update(text="")
    remove_files(set(rows.values_list("public_id", flat=True)))


def remove_files(deliveries: Collection[UUID]) -> None:
    """Remove the files kept of these deliveries, once the open transaction is committed."""
    if deliveries:
        transaction.on_commit(partial(_remove, deliveries), robust=True)


def _remove(deliveries: Collection[UUID]) -> None:
    for path in list(kept_files(deliveries)):
        try:
            path.unlink(missing_ok=True)
        except OSError as error:
            log.error("The kept digest %s could not be removed (%s).", path.name, type(error).__name__)
