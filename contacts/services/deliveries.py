"""One delivery's way: claimed by a conditional UPDATE, judged and rendered when claimed, and its outcome noted.

The rendered bytes stay on the row until the outcome is known. An uncertain outcome (a crash, a time-out while sending)
sends those very bytes again under the same Message-ID; only bytes that surely went nowhere are rendered anew.
"""

import logging
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from email.utils import formatdate

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.core.mail.utils import DNS_NAME
from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from contacts.models import Delivery, FollowUp, Notification, Person
from contacts.queries.channels import is_channel_on
from contacts.queries.digest import render_digest
from contacts.queries.mornings import still_to_plan
from contacts.queries.short_digest import render_short
from contacts.services.channels import note_failure, note_success
from contacts.signed import unsubscribe_headers
from contacts.undelivered import Outcome, Undelivered
from contacts.vocabulary import ChannelKind, DeliveryKind, DeliveryState, DigestDetail
from contacts.webhook import Message

log = logging.getLogger(__name__)

KIND_HEADER = "X-Rapport-Kind"
CLAIM_HOLDS = timedelta(minutes=10)
WAITS = (1, 5, 15, 30, 60)  # minutes before the next try
OUTAGE_LASTS = timedelta(minutes=1)
# A morning by mail is tried until its day is over. The others end: somebody looks at the page, or nobody listens.
TRIES_AT_MOST = {DeliveryKind.ASKED: 5, DeliveryKind.TEST: 1}
WEBHOOK_TRIES = 8
ASKED_HOLDS = timedelta(days=1)
PLANNING_COMES_EVERY = timedelta(minutes=1)
PLANNING_IS_AWAITED = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Claimed:
    """A row that is this worker's to send. ``is_again``: an earlier try left its bytes, and may have arrived."""

    row: Delivery
    message: bytes
    is_again: bool


def to_send(now: datetime) -> QuerySet[Delivery]:
    """What is to be sent at that moment: whatever waits, and what a worker that died had in hand."""
    stale = Q(state=DeliveryState.SENDING, claimed_at__lt=now - CLAIM_HOLDS)
    return Delivery.objects.filter(Q(state=DeliveryState.WAITING, next_try_at__lte=now) | stale)


def claim(*, delivery_id: int) -> Claimed | None:
    """Take the row if it is to be sent now, and render it unless an earlier try left its bytes.

    None when there is nothing to send: the row is gone, somebody else's, over, or was told in the app at once.
    """
    now = timezone.now()
    taken = to_send(now).filter(pk=delivery_id)
    if not taken.update(state=DeliveryState.SENDING, claimed_at=now, attempts=F("attempts") + 1):
        return None
    row = Delivery.objects.select_related("account").filter(pk=delivery_id, claimed_at=now).first()
    if row is None:
        return None
    try:
        return _written(row) if _judged(row, now) else None
    except Exception as error:
        # Whatever is wrong with one account's digest must not keep back those of the others.
        log.exception("Delivery %s could not be written.", row.pk)
        sentence = _("The digest could not be written (%(error)s).") % {"error": type(error).__name__}
        note_undelivered(
            claimed=Claimed(row, b"", is_again=False), trouble=Undelivered(sentence, outcome=Outcome.NOT_NOW)
        )
        return None


def note_sent(*, claimed: Claimed) -> None:
    """It arrived: the words are forgotten, what they named counts as announced."""
    with transaction.atomic():
        _hold_those_named(claimed.row)
        if _end(claimed.row, DeliveryState.SENT, error=""):
            _announce(claimed.row)
            note_success(account_id=claimed.row.account_id, kind=claimed.row.channel)


def note_undelivered(*, claimed: Claimed, trouble: Undelivered) -> None:
    """It did not arrive, or nobody knows: try again later, or end it where that would be no use.

    The bytes stay wherever they may have arrived, now or at an earlier try.
    """
    row = claimed.row
    log.warning("Delivery %s: %s (%s).", row.pk, trouble.outcome.name, type(trouble.__cause__).__name__)
    is_morning = row.kind == DeliveryKind.MORNING
    tries = TRIES_AT_MOST.get(DeliveryKind(row.kind))
    if is_morning and row.channel == ChannelKind.WEBHOOK:
        tries = WEBHOOK_TRIES
    with transaction.atomic():
        if trouble.outcome == Outcome.REFUSED or (tries is not None and row.attempts >= tries):
            if _end(row, DeliveryState.FAILED, error=trouble.sentence) and is_morning and trouble.counts:
                note_failure(account_id=row.account_id, kind=row.channel, why=trouble.sentence)
            return
        keeps = trouble.outcome == Outcome.UNKNOWN or claimed.is_again
        wait = timedelta(minutes=WAITS[min(row.attempts, len(WAITS)) - 1])
        _held(row).update(
            state=DeliveryState.WAITING,
            message=F("message") if keeps else None,
            next_try_at=timezone.now() + wait,
            error=trouble.sentence,
        )


def hold_back_mail(*, why: str) -> int:
    """The house's mail server is out of reach: whatever waits for it waits a minute more, without using up a try."""
    now = timezone.now()
    waiting = Delivery.objects.filter(channel=ChannelKind.EMAIL, state=DeliveryState.WAITING, next_try_at__lte=now)
    return waiting.update(next_try_at=now + OUTAGE_LASTS, error=why)


def _held(row: Delivery) -> QuerySet[Delivery]:
    """The row as long as this claim on it holds."""
    return Delivery.objects.filter(pk=row.pk, claimed_at=row.claimed_at, state=DeliveryState.SENDING)


def _end(row: Delivery, state: DeliveryState, *, error: str) -> bool:
    sent_at = timezone.now() if state == DeliveryState.SENT else None
    return bool(_held(row).update(state=state, sent_at=sent_at, message=None, error=error))


# Judged again when it matters


def _judged(row: Delivery, now: datetime) -> bool:
    """Whether it is still to be sent; where not, the row is ended, or waits for its day."""
    account = row.account
    today = account.local(now).date()
    if row.kind != DeliveryKind.MORNING:
        is_over = not account.is_active or row.created_at < now - ASKED_HOLDS
    elif row.local_day > today:
        # The account moved west: that morning is still to come there.
        _put_back(row, datetime.combine(row.local_day, account.digest_at, tzinfo=account.tz))
        return False
    else:
        is_paused = bool(account.paused_until and today < account.paused_until)
        is_over = not account.is_active or account.closes_at is not None or row.local_day < today or is_paused
        is_over = is_over or not is_channel_on(account.pk, row.channel)
    if is_over:
        _give_up(row, today)
        return False
    if _comes_before_planning(row, now):
        _put_back(row, now + PLANNING_COMES_EVERY)
        return False
    return True


def _comes_before_planning(row: Delivery, now: datetime) -> bool:
    """Whether a morning would name what has passed, or leave out what begins today: after a night off, at midnight.

    Whoever cannot be planned must not keep it back for ever.
    """
    if row.kind != DeliveryKind.MORNING or row.message is not None or now >= row.created_at + PLANNING_IS_AWAITED:
        return False
    return still_to_plan(row.local_day).filter(owner=row.account_id).exists()


def _put_back(row: Delivery, until: datetime) -> None:
    """Its time is still to come: that was no try."""
    _held(row).update(state=DeliveryState.WAITING, next_try_at=until, attempts=F("attempts") - 1)


def _give_up(row: Delivery, today: date) -> None:
    """Its time is over. What was tried, or asked for, has failed and says why; a morning nobody came to lapses."""
    is_morning, error = row.kind == DeliveryKind.MORNING, row.error
    if not is_morning and row.account.is_active:
        error = error or _("For a day nobody was there to send it.")
    with transaction.atomic():
        ended = _end(row, DeliveryState.FAILED if error else DeliveryState.LAPSED, error=error)
        is_deaf = row.channel == ChannelKind.WEBHOOK and is_morning and row.local_day < today
        if ended and error and is_deaf:
            note_failure(account_id=row.account_id, kind=row.channel, why=error)


# Written


def _written(row: Delivery) -> Claimed | None:
    if row.message is not None:
        return Claimed(row, bytes(row.message), is_again=True)
    if row.channel == ChannelKind.IN_APP:
        _tell_in_the_app(row)
        return None
    message = _mail(row) if row.channel == ChannelKind.EMAIL else _call(row)
    if message is None:
        _end(row, DeliveryState.LAPSED, error="")
        return None
    if not _held(row).update(message=message, follow_ups=row.follow_ups):
        return None
    return Claimed(row, message, is_again=False)


def _mail(row: Delivery) -> bytes | None:
    """The mail's bytes; None where a morning has nobody to name."""
    if row.kind == DeliveryKind.TEST:
        return _mime(row, _test_title(), _test_text(row), "")
    digest = render_digest(row.account, row.local_day)
    if row.kind == DeliveryKind.MORNING and not digest.people:
        return None
    row.follow_ups = list(digest.follow_ups)
    return _mime(row, digest.subject, digest.text, digest.html)


def _call(row: Delivery) -> bytes | None:
    """The webhook's words; None where a morning has nobody to name."""
    title, text = _test_title(), _test_text(row)
    if row.kind != DeliveryKind.TEST:
        full = row.account.digest_detail == DigestDetail.FULL
        digest = render_short(row.account, row.local_day, full=full)
        if row.kind == DeliveryKind.MORNING and not digest.people:
            return None
        title, text, row.follow_ups = digest.title, digest.text, list(digest.follow_ups)
    page = reverse("settings_channels" if row.kind == DeliveryKind.TEST else "today")
    return Message(f"digest-{row.public_id}", title, text, f"{settings.BASE_URL}{page}").as_bytes()


def _tell_in_the_app(row: Delivery) -> None:
    """A notification, written with the outcome in one transaction: there is nothing to be uncertain of."""
    title, text, path = _test_title(), _test_text(row), reverse("settings_channels")
    if row.kind == DeliveryKind.MORNING:
        digest = render_short(row.account, row.local_day, full=False)
        if not digest.people:
            _end(row, DeliveryState.LAPSED, error="")
            return
        title, text, path = digest.title, digest.text, reverse("today")
        row.follow_ups = list(digest.follow_ups)
    with transaction.atomic():
        _hold_those_named(row)
        if not _end(row, DeliveryState.SENT, error=""):
            return
        Delivery.objects.filter(pk=row.pk).update(follow_ups=row.follow_ups)
        if row.kind == DeliveryKind.MORNING:
            # Whoever reads Today every morning should not find a pile of yesterdays here.
            earlier = Notification.objects.filter(account=row.account_id, seen_at__isnull=True)
            earlier.filter(delivery__kind=DeliveryKind.MORNING).update(seen_at=timezone.now())
        Notification.objects.create(account=row.account, delivery=row, title=title[:200], text=text, path=path)
        _announce(row)


def _hold_those_named(row: Delivery) -> None:
    """Lock the people whom it names as every verb does: before anything else, in the order of their keys."""
    named = FollowUp.objects.filter(pk__in=row.follow_ups).values("person")
    list(Person.everything.filter(pk__in=named).order_by("pk").select_for_update(no_key=True).values_list("pk"))


def _announce(row: Delivery) -> None:
    """What a morning's digest named counts as named on that day.

    One that only waits in the app leaves that to the channels that reach out, while these still may on that day.
    """
    if row.kind != DeliveryKind.MORNING:
        return
    if row.channel == ChannelKind.IN_APP:
        reaching = Delivery.objects.filter(account=row.account_id, local_day=row.local_day, kind=DeliveryKind.MORNING)
        ended = [DeliveryState.FAILED, DeliveryState.LAPSED]
        if reaching.exclude(channel=ChannelKind.IN_APP).exclude(state__in=ended).exists():
            return
    named = FollowUp.objects.filter(pk__in=row.follow_ups)
    earlier = Q(announced_on__isnull=True) | Q(announced_on__lt=row.local_day)
    named.filter(earlier).update(announced_on=row.local_day)


def _test_title() -> str:
    with translation.override(settings.LANGUAGE_CODE):
        return _("A test from Rapport")


def _test_text(row: Delivery) -> str:
    context = {"channel": row.channel, "base_url": settings.BASE_URL}
    with translation.override(settings.LANGUAGE_CODE):
        return render_to_string("notifications/test.txt", context).strip()


def _mime(row: Delivery, subject: str, text: str, html: str) -> bytes:
    host = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].strip("<> ") or DNS_NAME
    message = EmailMultiAlternatives(
        subject=subject,
        body=text,
        from_email=settings.DEFAULT_FROM_EMAIL,
        to=[row.account.email],
        headers={
            "Message-ID": f"<digest-{row.public_id}@{host}>",
            "Date": formatdate(localtime=False),
            "Auto-Submitted": "auto-generated",
            KIND_HEADER: "digest",
            **unsubscribe_headers(row.account.public_id),
        },
    )
    if html:
        message.attach_alternative(html, "text/html")
    return message.message().as_bytes()
