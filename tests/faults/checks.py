"""What must be true once a round is over: nothing lost, nothing doubled, and every stored fact holds."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from email.message import EmailMessage
from io import StringIO
from uuid import UUID

from django.core.management import CommandError, call_command
from django.db.models import Count

from contacts.models import Delivery, FollowUp, Interaction, Notification, User
from contacts.vocabulary import ChannelKind, DeliveryKind, DeliveryState
from tests.factories import today_of
from tests.faults.crowd import Crowd
from tests.faults.visitor import Visitor
from tests.faults.worlds import Due, World
from tests.servers.smtp import Taken, Wilful

MESSAGE_ID = re.compile(r"<digest-([0-9a-f-]{36})@")
ENDED = (DeliveryState.SENT, DeliveryState.FAILED, DeliveryState.LAPSED)


@dataclass
class Findings:
    """Each a sentence. ``repeated`` counts the very same message taken twice, which is allowed."""

    lost: list[str] = field(default_factory=list)
    doubled: list[str] = field(default_factory=list)
    broken: list[str] = field(default_factory=list)
    repeated: int = 0

    @property
    def survived(self) -> bool:
        return not (self.lost or self.doubled or self.broken)

    def __iter__(self) -> Iterator[str]:
        yield from (f"lost: {one}" for one in self.lost)
        yield from (f"doubled: {one}" for one in self.doubled)
        yield from (f"broken: {one}" for one in self.broken)


def is_quiet(world: World) -> bool:
    """Whether nothing is on its way any more, and each account of the world had its morning."""
    if Delivery.objects.exclude(state__in=ENDED).exists():
        return False
    mornings = Delivery.objects.filter(account__in=world.accounts, kind=DeliveryKind.MORNING, channel=ChannelKind.EMAIL)
    now = User.objects.filter(pk__in=world.accounts)
    return all(mornings.filter(account=account, local_day=today_of(account)).exists() for account in now)


def look_at_mail(mail: Wilful, world: World, findings: Findings, *, since: int) -> None:
    """Compare what the mail server has, from place ``since`` of its book, with what the rows say and what was due."""
    taken = [one for one in mail.taken[since:] if one.to in world.emails]
    _same_id_same_bytes(mail.taken[since:], findings)
    rows = {row.public_id: row for row in Delivery.objects.filter(account__in=world.accounts)}
    by_account: dict[int, dict[UUID, EmailMessage]] = defaultdict(dict)
    mornings: dict[tuple[int, object], set[str]] = defaultdict(set)
    for one in taken:
        row = rows.get(_row_of(one))
        if row is None:
            findings.doubled.append(f"a message {one.message_id} that no delivery knows")
            continue
        by_account[row.account_id][row.public_id] = mail.read(one.digest)
        mornings[row.account_id, row.local_day].add(one.message_id)
    for (account, day), ids in mornings.items():
        if len(ids) > 1:
            findings.doubled.append(f"account {account} got {len(ids)} different digests for {day}")
    for row in rows.values():
        sent_by_mail = row.state == DeliveryState.SENT and row.channel == ChannelKind.EMAIL
        if sent_by_mail and row.public_id not in by_account[row.account_id]:
            findings.lost.append(f"delivery {row.pk} counts as sent, and the mail server never had it")
    for due in world.due:
        mails = {key: mail for key, mail in by_account[due.account].items() if rows[key].state == DeliveryState.SENT}
        mine = [row for row in rows.values() if row.account_id == due.account]
        _all_announced(due, mails, mine, findings)


def _row_of(taken: Taken) -> UUID:
    found = MESSAGE_ID.search(taken.message_id)
    return UUID(found[1]) if found else UUID(int=0)


def _same_id_same_bytes(taken: Iterable[Taken], findings: Findings) -> None:
    digests: dict[str, list[str]] = defaultdict(list)
    for one in taken:
        digests[one.message_id].append(one.digest)
    for message_id, found in digests.items():
        if len(set(found)) > 1:
            findings.doubled.append(f"{message_id} stands on {len(set(found))} different messages")
        findings.repeated += len(found) - len(set(found))


def _all_announced(due: Due, mails: dict[UUID, EmailMessage], rows: list[Delivery], findings: Findings) -> None:
    """By the words of the mails themselves, by what their rows say they name, and by what the follow-ups remember."""
    words = " ".join(_text(mail) for mail in mails.values())
    told = _told_in_the_app_alone(rows)
    for name in sorted({name for key, name in due.names.items() if key not in told}):
        if name not in words:
            findings.lost.append(f"{name} was due for {due.email}, and no mail that was sent names them")
    named = told | {key for row in rows if row.public_id in mails for key in row.follow_ups}
    remembered = set(FollowUp.objects.filter(pk__in=due.names, announced_on__isnull=False).values_list("pk", flat=True))
    for key in due.names:
        if key not in named:
            findings.lost.append(f"follow-up {key} of {due.email} stands on no delivery that was sent")
        if key not in remembered:
            findings.lost.append(f"follow-up {key} of {due.email} was sent and does not know that it was announced")


def _told_in_the_app_alone(rows: list[Delivery]) -> set[int]:
    """What the app told on a day for which the mail server refused the mail for good: that counts as announced."""
    refused = {row.local_day for row in rows if row.channel == ChannelKind.EMAIL and row.state == DeliveryState.FAILED}
    in_app = [row for row in rows if row.channel == ChannelKind.IN_APP and row.state == DeliveryState.SENT]
    return {key for row in in_app if row.local_day in refused for key in row.follow_ups}


def _text(mail: EmailMessage) -> str:
    body = mail.get_body(("plain",))
    assert body is not None
    return " ".join(body.get_content().split())


def look_at_rows(findings: Findings) -> None:
    """Nothing stuck, nothing planned twice, nothing told twice in the app, and the audit finds nothing."""
    for row in Delivery.objects.exclude(state__in=ENDED):
        findings.lost.append(f"delivery {row.pk} is still {row.state} after {row.attempts} tries ({row.error})")
    twice = FollowUp.objects.values("person", "reason", "kind", "source_key").annotate(rows=Count("pk"))
    for row in twice.filter(rows__gt=1):
        findings.doubled.append(f"planned {row['rows']} times: {row}")
    nudges = FollowUp.objects.open().filter(kind="keep_in_touch").values("person").annotate(rows=Count("pk"))
    for row in nudges.filter(rows__gt=1):
        findings.doubled.append(f"person {row['person']} has {row['rows']} open turns of keeping in touch")
    in_app = Delivery.objects.filter(channel=ChannelKind.IN_APP, state=DeliveryState.SENT)
    for row in in_app.filter(notification__isnull=True):
        findings.lost.append(f"delivery {row.pk} counts as told in the app, and nothing was told")
    told = Notification.objects.filter(delivery__isnull=False).values("delivery").annotate(rows=Count("pk"))
    for row in told.filter(rows__gt=1):
        findings.doubled.append(f"delivery {row['delivery']} was told {row['rows']} times in the app")
    said = StringIO()
    try:
        call_command("audit", stdout=said, stderr=said)
    except CommandError:
        breaches = [line.strip() for line in said.getvalue().splitlines() if not line.startswith("holds")]
        findings.broken.append(f"the audit: {'; '.join(breaches)}")


def look_at_visit(visitor: Visitor, mail: Wilful, findings: Findings, *, days_later: int) -> None:
    """Each form that was ever sent is there exactly once, with what follows from it.

    A digest asked for is sent, unless days went by before anybody could: nobody waits for it any more.
    """
    for key in visitor.entries:
        rows = list(Interaction.everything.filter(entry_key=key).values_list("person__contact", flat=True))
        if not rows:
            findings.lost.append(f"the conversation {key} was answered, and is not there")
        for contact in rows:
            if not FollowUp.objects.filter(person=contact, kind="first").exists():
                findings.lost.append(f"the conversation {key} has no first follow-up")
    learned = Interaction.everything.filter(person__owner__email=f"{visitor.name}@example.org")
    extra = learned.count() - len(visitor.entries)
    if extra > 0:
        findings.doubled.append(f"{extra} conversations too many were logged")
    for key in visitor.asked:
        row = Delivery.objects.filter(entry_key=key).first()
        if row is None:
            findings.lost.append(f"the digest asked for by {key} was answered, and is not there")
        elif days_later and row.state in (DeliveryState.LAPSED, DeliveryState.FAILED):
            continue
        elif row.state != DeliveryState.SENT:
            findings.lost.append(f"the digest asked for by {key} is {row.state} ({row.error})")
        elif not any(_row_of(one) == row.public_id for one in mail.taken):
            findings.lost.append(f"the digest asked for by {key} counts as sent, and the mail server never had it")


def look_at_plan(crowd: Crowd, findings: Findings) -> None:
    """The crowd's plans are the same rows as before they were forgotten."""
    now = crowd.rows()
    for row in crowd.plan - now:
        findings.lost.append(f"no longer planned: {row}")
    for row in now - crowd.plan:
        findings.doubled.append(f"planned anew, and otherwise: {row}")
