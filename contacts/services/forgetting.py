"""Forgetting (E-61): a person is hidden at once and gone for good after seven days, with undo meanwhile; what stays, if
the user wishes, is a keyed hash of each address, so that an import does not bring them back.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from contacts.errors import Refused
from contacts.models import Forgotten, Handle, Person, User
from contacts.services.kept_mail import forget_digests
from contacts.services.people import erase_people
from contacts.services.private_files import forget_exports

FORGET_AFTER = timedelta(days=7)
SALT = "contacts.services.forgetting"
BATCH = 200


def digests_of(*, account: User, handles: Iterable[tuple[str, str]]) -> dict[tuple[str, str], str]:
    """For each address, as (kind, normal value), the keyed hash under which `Forgotten` knows it.

    An HMAC (SHA-256, 64 hexadecimal digits) whose key comes from the house's secret key and the account: nobody
    without both can tell the address from it, or try addresses until one fits.
    """
    return {(str(kind), value): _digest(account, str(kind), value) for kind, value in handles if value}


def _digest(account: User, kind: str, value: str) -> str:
    return salted_hmac(f"{SALT}:{account.public_id}", f"{kind}:{value}", algorithm="sha256").hexdigest()


@transaction.atomic
def forget_person(*, by: User, person: Person, leave_hash: bool = False) -> Person:
    """Hide a person at once and remove everything held on them for good after seven days; `restore_person` undoes it.

    ``leave_hash`` keeps a keyed hash of each of their addresses beyond that. Raises Refused where they are gone. Asked
    for again, the day stays and the answer about the hash is the new one.
    """
    row = _held(by, person)
    now = timezone.now()
    if row.forget_at is None:
        row.forget_at = now + FORGET_AFTER
    row.deleted_at = row.deleted_at or now
    row.save(update_fields=["deleted_at", "forget_at"])
    Forgotten.objects.filter(person=row).delete()
    if leave_hash:
        _leave_hashes(by, row)
    return row


def forget_due(*, at: datetime | None = None) -> int:
    """Remove for good whom the user asked to forget seven days ago. Answers how many people went."""
    at = at or timezone.now()
    gone = 0
    while keys := list(_due(at).order_by("pk").values_list("pk", flat=True)[:BATCH]):
        with transaction.atomic():
            # Locked and looked at once more: somebody may have brought them back this very moment.
            rows = dict(_due(at).filter(pk__in=keys).order_by("pk").select_for_update().values_list("pk", "owner_id"))
            if not rows:
                break
            erase_people(ids=rows)
            for owner_id in set(rows.values()):
                forget_digests(account_id=owner_id)
                forget_exports(account_id=owner_id)
            gone += len(rows)
    return gone


def _leave_hashes(by: User, person: Person) -> None:
    handles = Handle.objects.filter(Q(person=person) | Q(person__merged_into=person))
    digests = set(digests_of(account=by, handles=handles.values_list("kind", "normal_value")).values())
    Forgotten.objects.bulk_create(
        [Forgotten(owner=by, person=person, digest=digest) for digest in sorted(digests)], ignore_conflicts=True
    )


def _due(at: datetime) -> QuerySet[Person]:
    due: QuerySet[Person] = Person.everything.filter(forget_at__lte=at, deleted_at__isnull=False)
    return due


def _held(by: User, person: Person) -> Person:
    row = Person.everything.owned_by(by).select_for_update().filter(pk=person.pk).first()
    if row is None:
        raise Refused(_("This person was removed for good and cannot be brought back."))
    return row
