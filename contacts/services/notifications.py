"""Digests: found due by a sweep, claimed by a conditional UPDATE, judged and rendered when claimed, sent, and noted.

The rendered bytes stay on the row until the outcome is known. An uncertain outcome (a crash, a time-out while sending)
sends those very bytes again under the same Message-ID; a sure refusal is judged and rendered anew at the next try.
"""

import logging
import smtplib
import socket
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from email.utils import formataddr, formatdate
from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMessage, EmailMultiAlternatives, get_connection
from django.core.mail.utils import DNS_NAME
from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils import timezone

from contacts.enqueue import after_commit
from contacts.models import Delivery, FollowUp, Heartbeat, User
from contacts.models.accounts import weekdays
from contacts.queries.digest import render_digest
from contacts.services.kept_mail import remove_files
from contacts.services.locks import refuse_foreign_key
from contacts.vocabulary import DeliveryKind, DeliveryState

log = logging.getLogger(__name__)

DELIVER = "contacts.tasks.deliver_digest"
KIND_HEADER = "X-Rapport-Kind"
CLAIM_HOLDS = timedelta(minutes=10)
WAITS = (1, 5, 15, 30, 60)  # minutes before the next try
ASKED_TRIES = 5
KEPT_FOR = timedelta(days=90)

# Answers after which the message is surely not with the other side. Anything else may have arrived.
SURE_REFUSALS = (
    smtplib.SMTPResponseException,
    smtplib.SMTPRecipientsRefused,
    smtplib.SMTPNotSupportedError,
    ConnectionRefusedError,
    socket.gaierror,
    PermissionError,
)


def ask_for_digest(*, by: User, entry_key: UUID) -> Delivery:
    """ "Send it to me now": never uses up the morning's one. The same ``entry_key`` again is the same request."""
    with transaction.atomic():
        refuse_foreign_key(Delivery.objects.all(), by=by, entry_key=entry_key, owner="account")
        row, created = Delivery.objects.get_or_create(
            account=by,
            entry_key=entry_key,
            defaults={"kind": DeliveryKind.ASKED, "local_day": timezone.localdate(timezone=by.tz)},
        )
        if created:
            after_commit(DELIVER, row.pk)
    return row


def sweep_digests() -> int:
    """Make the morning's delivery of every account whose hour has come, and wake whatever waits. Returns how many wake.

    A house that was asleep at the hour sends when it wakes, on the same local day only.
    """
    now = timezone.now()
    _make_mornings(now)
    waking = list(_to_send(now).values_list("pk", flat=True))
    for pk in waking:
        after_commit(DELIVER, pk)
    beat("digests")
    return len(waking)


def deliver(*, delivery_id: int) -> None:
    """Send one delivery, if it is still to be sent and nobody else has it. Missing or claimed rows: nothing happens."""
    row = _claim(delivery_id)
    if row is None or row.message is None:
        return
    try:
        get_connection().send_messages([StoredMessage(raw=bytes(row.message), to=row.account.email)])
    except SURE_REFUSALS as error:
        _refused(row, error)
    except (smtplib.SMTPException, OSError) as error:
        # It may have arrived: leave the bytes on the row and send the same ones again.
        log.warning("Delivery %s: the outcome is unknown (%s).", row.pk, type(error).__name__)
        _wait(row, error, same_again=True)
    else:
        Delivery.objects.filter(pk=row.pk, claimed_at=row.claimed_at).update(
            state=DeliveryState.SENT, sent_at=timezone.now(), message=None, error=""
        )


def purge_deliveries() -> int:
    """Forget ended deliveries after 90 days, and the files kept of them."""
    with transaction.atomic():
        ended = Delivery.objects.exclude(state__in=[DeliveryState.WAITING, DeliveryState.SENDING])
        old = ended.filter(created_at__lt=timezone.now() - KEPT_FOR)
        remove_files(set(old.values_list("public_id", flat=True)))
        return old.delete()[0]


def beat(name: str) -> None:
    """Note that a sweep ran to its end."""
    Heartbeat.objects.update_or_create(name=name, defaults={"at": timezone.now()})


class StoredMessage(EmailMessage):
    """A message that was rendered before: the very bytes go out, whatever the backend."""

    def __init__(self, *, raw: bytes, to: str) -> None:
        super().__init__(from_email=settings.DEFAULT_FROM_EMAIL, to=[to])
        self._raw = raw

    def message(self) -> "_Bytes":  # type: ignore[override]
        return _Bytes(self._raw)


@dataclass(frozen=True, slots=True)
class _Bytes:
    raw: bytes

    def as_bytes(self, *, unixfrom: bool = False, linesep: str = "\n") -> bytes:
        return self.raw.replace(b"\r\n", b"\n").replace(b"\n", linesep.encode())


def _make_mornings(now: datetime) -> None:
    by_day: dict[date, list[User]] = defaultdict(list)
    for account in _awake_accounts():
        local = account.local(now)
        if _is_morning_for(account, local):
            by_day[local.date()].append(account)
    for day, accounts in by_day.items():
        made = set(
            Delivery.objects.filter(account__in=accounts, local_day=day, kind=DeliveryKind.MORNING).values_list(
                "account_id", flat=True
            )
        )
        without = [account.pk for account in accounts if account.pk not in made]
        due = set(_with_something_due(without, day).values_list("pk", flat=True))
        Delivery.objects.bulk_create(
            # With nothing due the morning is over all the same: what is planned later today waits for tomorrow.
            [
                Delivery(
                    account_id=pk,
                    kind=DeliveryKind.MORNING,
                    local_day=day,
                    state=DeliveryState.WAITING if pk in due else DeliveryState.LAPSED,
                    next_try_at=now,  # or this very sweep would leave it to the next one
                )
                for pk in without
            ],
            ignore_conflicts=True,
        )


def _awake_accounts() -> QuerySet[User]:
    return User.objects.filter(is_active=True).exclude(digest_days="")


def _is_morning_for(account: User, local: datetime) -> bool:
    """Whether the digest's hour of that local day has come. An account opened after the hour starts tomorrow."""
    if local.weekday() not in weekdays(account.digest_days) or local.time() < account.digest_at:
        return False
    if account.paused_until and local.date() < account.paused_until:
        return False
    joined = account.local(account.joined_at)
    return joined.date() < local.date() or joined.time() < account.digest_at


def _with_something_due(account_ids: Iterable[int], day: date) -> QuerySet[User]:
    due = FollowUp.objects.due_by(day).filter(person__owner=OuterRef("pk"), person__deleted_at__isnull=True)
    return User.objects.filter(Exists(due), pk__in=account_ids)


def _to_send(now: datetime) -> QuerySet[Delivery]:
    stale = Q(state=DeliveryState.SENDING, claimed_at__lt=now - CLAIM_HOLDS)
    return Delivery.objects.filter(Q(state=DeliveryState.WAITING, next_try_at__lte=now) | stale)


@transaction.atomic
def _claim(delivery_id: int) -> Delivery | None:
    """Take the row if it is to be sent now, and render it unless an earlier try left its bytes."""
    now = timezone.now()
    row = Delivery.objects.select_related("account").select_for_update(of=("self",)).filter(pk=delivery_id).first()
    if row is None or not _to_send(now).filter(pk=row.pk).update(state=DeliveryState.SENDING, claimed_at=now):
        return None
    row.state, row.claimed_at = DeliveryState.SENDING, now
    row.attempts += 1
    if _is_over(row, now):
        row.state, row.message = DeliveryState.LAPSED, None
    elif row.message is None:
        digest = render_digest(row.account, row.local_day)
        if digest.people or row.kind != DeliveryKind.MORNING:
            row.message = _mime(row, digest.subject, digest.text, digest.html)
        else:
            row.state = DeliveryState.LAPSED
    row.save(update_fields=["state", "claimed_at", "attempts", "message"])
    return row


def _is_over(row: Delivery, now: datetime) -> bool:
    """Judged again when it matters: yesterday's morning, a pause begun meanwhile, an account that was closed."""
    account = row.account
    if not account.is_active:
        return True
    today = account.local(now).date()
    if row.kind != DeliveryKind.MORNING:
        return False
    return row.local_day != today or bool(account.paused_until and today < account.paused_until)


def _mime(row: Delivery, subject: str, text: str, html: str) -> bytes:
    host = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].strip("<> ") or DNS_NAME
    message = EmailMultiAlternatives(
        subject=subject,
        body=text,
        from_email=settings.DEFAULT_FROM_EMAIL,
        to=[formataddr(("", row.account.email))],
        headers={
            "Message-ID": f"<digest-{row.public_id}@{host}>",
            "Date": formatdate(localtime=False),
            "Auto-Submitted": "auto-generated",
            KIND_HEADER: "digest",
        },
    )
    message.attach_alternative(html, "text/html")
    return message.message().as_bytes()


def _refused(row: Delivery, error: Exception) -> None:
    log.warning("Delivery %s was refused (%s).", row.pk, type(error).__name__)
    _wait(row, error, same_again=False)


def _wait(row: Delivery, error: Exception, *, same_again: bool) -> None:
    """Try again later; a digest asked for by hand gives up after five tries, a morning's when its day is over.

    ``same_again`` leaves the bytes on the row, or leaves it without them where they were forgotten meanwhile.
    """
    over = row.kind != DeliveryKind.MORNING and row.attempts >= ASKED_TRIES
    wait = timedelta(minutes=WAITS[min(row.attempts, len(WAITS)) - 1])
    Delivery.objects.filter(pk=row.pk, claimed_at=row.claimed_at).update(
        state=DeliveryState.FAILED if over else DeliveryState.WAITING,
        message=F("message") if same_again and not over else None,
        next_try_at=timezone.now() + wait,
        error=_reason(error),
    )


def _reason(error: Exception) -> str:
    """The reason in the server's own code and our words; never the server's text, which may name people."""
    if isinstance(error, smtplib.SMTPAuthenticationError):
        return "The mail server refused our sign-in."
    if isinstance(error, smtplib.SMTPResponseException):
        return f"The mail server refused the message (code {error.smtp_code})."
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return "The mail server refused the address."
    if isinstance(error, TimeoutError):
        return "The mail server did not answer in time."
    if isinstance(error, smtplib.SMTPServerDisconnected):
        return "The mail server hung up, or did not answer in time."
    if isinstance(error, (ConnectionError, socket.gaierror)):
        return "The mail server could not be reached."
    return f"The message could not be sent ({type(error).__name__})."
